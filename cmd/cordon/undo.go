package main

import (
	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

func newUndoCmd(e env) *cobra.Command {
	var seq uint64
	cmd := newCmd("undo RUN [--seq N]", "Take an entry back",
		`Take back the last thing you recorded, or the entry number N. Both stay in
the record. cordon timeline RUN shows the numbers.`,
		"  cordon undo k7m2\n  cordon undo k7m2 --seq 12")
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(openRuns)
	cmd.Flags().Uint64Var(&seq, "seq", 0, "`NUMBER` of the entry")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if seq == 0 && cmd.Flags().Changed("seq") {
			return usagef("entries are counted from 1")
		}
		return back(e, args[0], func(by string) run.Intention { return run.Undo(by, seq) })
	}
	return cmd
}

// back records an intention that depends on who asks.
func back(e env, ref string, intend func(by string) run.Intention) error {
	by, err := e.by()
	if err != nil {
		return err
	}
	return change(e, ref, "", intend(by))
}
