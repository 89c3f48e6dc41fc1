package main

import (
	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

func newStepAddCmd(e env) *cobra.Command {
	var after, at string
	cmd := newCmd("add RUN PHASE TITLE [--after STEP] [--at TIME]", "Add a step that no playbook has",
		`Add a step to a run, for what nobody foresaw. PHASE is the number of a phase on
the screen, or its id. The step stands at the end of the phase, or with --after
behind a step of it, whose number it takes with a letter: 2.4a. No other number
changes.

It is done, skipped, blocked, noted and reported like any other, and is marked as
added. cordon undo takes it back while nothing was done about it.`,
		`  cordon step add k7m2 2 "Ask the hoster for the access log"
  cordon step add k7m2 contain "Lock the shared mailbox" --after 2.4`)
	cmd.Args = takes(3, 3)
	cmd.ValidArgsFunction = e.complete(openRuns, phaseRefs)
	cmd.Flags().StringVar(&after, "after", "", "`STEP` of the phase behind which it stands")
	addAt(cmd, &at)
	cmd.RegisterFlagCompletionFunc("after", func(_ *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) == 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return stepRefs(e, args, typed)
	})
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return change(e, args[0], at, run.AddStep(args[1], args[2], after))
	}
	return cmd
}

// phaseRefs offers the phases of a run, by their ids.
func phaseRefs(e env, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	p, ok := bookOf(e, args)
	if !ok {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var all []cobra.Completion
	for _, phase := range p.Phases {
		if typed != "" && beginsNumber(typed) {
			all = append(all, offer(phase.Number, phase.Title))
		} else {
			all = append(all, offer(phase.ID, phase.Number+" "+phase.Title))
		}
	}
	return pick(all, typed)
}
