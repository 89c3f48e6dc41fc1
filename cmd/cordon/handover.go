package main

import (
	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

func newHandoverCmd(e env) *cobra.Command {
	var text, at string
	cmd := newCmd("handover RUN NAME [-m TEXT] [--at TIME]", "Hand the run over to somebody else",
		"Make NAME the one who leads the run, and write down what they were told.",
		`  cordon handover k7m2 tom -m "contained; the authority is still to be told"`)
	cmd.Args = takes(2, 2)
	cmd.ValidArgsFunction = e.complete(openRuns)
	cmd.Flags().StringVarP(&text, "message", "m", "", "`TEXT` of what they were told")
	addAt(cmd, &at)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return change(e, args[0], at, run.HandOver(args[1], text))
	}
	return cmd
}
