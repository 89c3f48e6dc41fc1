package main

import (
	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

func newDrillPauseCmd(e env) *cobra.Command {
	var off bool
	cmd := newCmd("pause RUN [--off]", "Stop the time of a drill, or let it go on",
		`Stop the time of a drill: no message comes, and no deadline nears. With --off it
goes on. Both are entries of the record.`,
		"  cordon drill pause k7m2\n  cordon drill pause k7m2 --off")
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(openRuns)
	cmd.Flags().BoolVar(&off, "off", false, "let it go on")
	cmd.RunE = func(_ *cobra.Command, args []string) error { return change(e, args[0], "", run.PauseDrill(!off)) }
	return cmd
}
