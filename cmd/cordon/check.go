package main

import (
	"strconv"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

func newCheckCmd(e env) *cobra.Command {
	var clear bool
	cmd := newCmd("check RUN STEP N [--clear]", "Tick off a check of a step",
		"Tick off the check number N of a step, counted from 1, or clear it.",
		"  cordon check k7m2 2.4 1\n  cordon check k7m2 2.4 1 --clear")
	cmd.Args = takes(3, 3)
	cmd.ValidArgsFunction = e.complete(openRuns, stepRefs, checkNumbers)
	cmd.Flags().BoolVar(&clear, "clear", false, "take the tick away")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		n, err := strconv.Atoi(args[2])
		if err != nil {
			return usagef("%q is not the number of a check", args[2])
		}
		if clear {
			return change(e, args[0], "", run.ClearCheck(args[1], n))
		}
		return change(e, args[0], "", run.TickCheck(args[1], n))
	}
	return cmd
}
