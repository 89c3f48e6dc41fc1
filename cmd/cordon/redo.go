package main

import (
	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

func newRedoCmd(e env) *cobra.Command {
	cmd := newCmd("redo RUN", "Take your last undo back",
		"Take back your last undo, as long as you have recorded nothing since.",
		"  cordon redo k7m2")
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(openRuns)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return back(e, args[0], run.Redo) }
	return cmd
}
