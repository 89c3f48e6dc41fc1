package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

func newStatusCmd(e env) *cobra.Command {
	var check bool
	cmd := newCmd("status [RUN] [--json] [--check]", "Say in one line where a run stands",
		`Say in one line where a run stands: what is settled, the step at hand, and how
much needs you. Without RUN there is a line for every open run, or none. With
--check the exit code tells whether a clock is due soon (10) or overdue (11).`,
		"  cordon status\n  cordon status k7m2 --json")
	cmd.Args = takes(0, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	cmd.Flags().BoolVar(&check, "check", false, "tell with the exit code whether a clock is due soon or overdue")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if len(args) == 1 {
			return statusOf(e, args[0])
		}
		return statusOfOpen(e)
	}
	return cmd
}

func statusOf(e env, ref string) error {
	id, err := resolve(e.look(), ref)
	if err != nil {
		return err
	}
	runs, err := e.look().Runs()
	for _, r := range runs {
		switch {
		case r.ID != id:
		case e.flags.json:
			return e.json(listRun(r))
		default:
			e.statusLine(r)
			return nil
		}
	}
	return err
}

func statusOfOpen(e env) error {
	runs, err := e.look().Runs()
	list := []listedRun{}
	for _, r := range runs {
		if !r.Closed.IsZero() {
			continue
		}
		list = append(list, listRun(r))
		if !e.flags.json {
			e.statusLine(r)
		}
	}
	if e.flags.json {
		if failed := e.json(list); failed != nil {
			return failed
		}
	}
	return err
}

// statusLine is short: it goes into prompts.
func (e env) statusLine(r run.Summary) {
	at := r.Step + " " + r.StepTitle
	if !r.Closed.IsZero() {
		at = "closed"
	}
	needs := ""
	if r.NeedsYou > 0 && r.Closed.IsZero() {
		needs = fmt.Sprintf(" (%d need you)", r.NeedsYou)
	}
	e.print("%s %d/%d %s%s\n", r.ID, r.Progress.Settled, r.Progress.Total, at, needs)
}
