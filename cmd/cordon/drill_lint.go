package main

import (
	"github.com/spf13/cobra"
)

func newDrillLintCmd(e env) *cobra.Command {
	cmd := newCmd("lint DRILL...", "Check drills for mistakes",
		`Check drills, beside their playbooks and the files that come with their messages:
all mistakes at once, each with its place and what may have been meant. With a
mistake the exit code is 5; warnings alone are fine.`,
		"  cordon drill lint our-friday\n  cordon drill lint drills/*.yaml --json")
	cmd.Args = takes(1, -1)
	cmd.ValidArgsFunction = e.complete(drillRefs)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return e.lintEach(args, e.library().LintDrill)
	}
	return cmd
}

// drillRefs offers ids, and files.
func drillRefs(e env, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	listed, _ := e.library().Drills()
	var all []cobra.Completion
	for _, d := range listed {
		if len(d.Problems) == 0 {
			all = append(all, offer(d.ID, d.Drill.Title))
		}
	}
	found, _ := pick(all, typed)
	return found, cobra.ShellCompDirectiveDefault
}
