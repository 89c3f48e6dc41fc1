package main

import (
	"strconv"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

func newCheckCmd(e env) *cobra.Command {
	var clear bool
	cmd := newCmd("check RUN STEP N [--clear]", "Tick off a check of a step",
		`Tick off the check number N of a step, counted from 1, or clear it. With all in
place of the number, tick off every check that is not ticked, an entry each.`,
		"  cordon check k7m2 2.4 1\n  cordon check k7m2 2.4 all\n  cordon check k7m2 2.4 1 --clear")
	cmd.Args = takes(3, 3)
	cmd.ValidArgsFunction = e.complete(openRuns, stepRefs, checkNumbers)
	cmd.Flags().BoolVar(&clear, "clear", false, "take the tick away")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if args[2] == "all" && !clear {
			return tickAll(e, args[0], args[1])
		}
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

// tickAll ticks every check of a step that is not ticked.
func tickAll(e env, ref, step string) error {
	d, err := e.sitDown(ref, "")
	if err != nil {
		return err
	}
	st, err := d.run.Find(step)
	if err != nil {
		return err
	}
	var all []run.Intention
	for i, by := range st.Ticked {
		if by == nil {
			all = append(all, run.TickCheck(st.ID, i+1))
		}
	}
	if len(all) == 0 {
		return &run.Refusal{Why: "step " + st.Number + " has no check that is not ticked"}
	}
	return d.recordAll(all)
}
