package main

import (
	"github.com/spf13/cobra"
)

func newResumeCmd(e env) *cobra.Command {
	cmd := newCmd("resume [RUN]", "Go on with a run",
		`Open the screen of a run, where you left it. Without RUN it is the only open
run; if there are several, choose on the home screen.`,
		"  cordon resume\n  cordon resume k7m2")
	cmd.Args = takes(0, 1)
	cmd.ValidArgsFunction = e.complete(openRuns)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return resume(e, args) }
	return cmd
}

func resume(e env, args []string) error {
	if err := e.needScreen("cordon resume", "cordon show RUN"); err != nil {
		return err
	}
	if len(args) == 1 {
		id, err := resolve(e.look(), args[0])
		if err != nil {
			return err
		}
		return enter(e, opening{run: id})
	}
	runs, err := e.look().Runs()
	if err != nil {
		return err
	}
	return enter(e, opening{run: onlyOpen(runs)})
}
