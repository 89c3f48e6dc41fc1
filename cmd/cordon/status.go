package main

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
	"cordon/playbook/words"
)

func newStatusCmd(e env) *cobra.Command {
	var check bool
	cmd := newCmd("status [RUN] [--json] [--check]", "Say in one line where a run stands",
		`Say in one line where a run stands: what is settled, the step at hand, and how
much needs you, and the nearest deadline. Without RUN there is a line for every
open run, or none. With --check the exit code tells whether a clock is due soon
(10) or overdue (11); a clock that may not apply counts.`,
		"  cordon status\n  cordon status k7m2 --json\n  cordon status --check > /dev/null || echo 'a deadline is near'")
	cmd.Args = takes(0, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	cmd.Flags().BoolVar(&check, "check", false, "tell with the exit code whether a clock is due soon or overdue")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if len(args) == 1 {
			return statusOf(e, args[0], check)
		}
		return statusOfOpen(e, check)
	}
	return cmd
}

func statusOf(e env, ref string, check bool) error {
	id, err := resolve(e.look(), ref)
	if err != nil {
		return err
	}
	sum, err := e.look().Summary(id)
	if err != nil {
		return err
	}
	sum = e.amongItsIncident(sum)
	if e.flags.json {
		err = e.json(listRun(sum, e.now()))
	} else {
		e.statusLine(sum)
	}
	if err != nil || !check {
		return err
	}
	return e.checkClocks([]run.Summary{sum})
}

func statusOfOpen(e env, check bool) error {
	runs, err := e.look().Runs()
	runs = slices.DeleteFunc(e.amongTheirIncidents(runs), func(r run.Summary) bool { return !r.Closed.IsZero() })
	list := []listedRun{}
	for _, r := range runs {
		list = append(list, listRun(r, e.now()))
		if !e.flags.json {
			e.statusLine(r)
		}
	}
	if e.flags.json {
		if failed := e.json(list); failed != nil {
			return failed
		}
	}
	if !check {
		return err
	}
	if urgent := e.checkClocks(runs); urgent != nil {
		if err != nil {
			e.say("cordon: %v", err) // a run that cannot be read hides no deadline
		}
		return urgent
	}
	return err
}

// checkClocks says with an exit status whether a deadline of the runs is due
// soon or overdue.
func (e env) checkClocks(runs []run.Summary) error {
	worst := exitOK
	for _, r := range runs {
		switch r.ClockStatus(e.now()) {
		case run.ClockOverdue:
			worst = exitOverdue
		case run.ClockDueSoon:
			worst = max(worst, exitDueSoon)
		}
	}
	if worst == exitOK {
		return nil
	}
	return exitStatus(worst)
}

// statusLine is short: it goes into prompts.
func (e env) statusLine(r run.Summary) {
	at := r.Step + " " + r.StepTitle
	if !r.Closed.IsZero() {
		at = "closed"
	}
	needs := ""
	if r.NeedsYou > 0 && r.Closed.IsZero() {
		needs = fmt.Sprintf(" (needs you: %d)", r.NeedsYou)
	}
	drill := ""
	if r.Drill {
		drill = "DRILL "
	}
	near := words.Nearest(r, e.now())
	if near != "" {
		near = ", " + near
	}
	e.print("%s%s %d/%d %s%s%s\n", drill, r.ID, r.Progress.Settled, r.Progress.Total, at, needs, near)
}
