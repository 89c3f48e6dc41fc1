package main

import (
	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

func newRoleCmd(e env) *cobra.Command {
	cmd := newCmd("role RUN ROLE NAME", "Say who has a role",
		"Say who has a role from now on. Who had it before stays in the record.",
		`  cordon role k7m2 legal "Ada Okafor"`)
	cmd.Args = takes(3, 3)
	cmd.ValidArgsFunction = e.complete(openRuns, roles)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return change(e, args[0], "", run.TakeRole(args[1], args[2]))
	}
	return cmd
}

func newHandoverCmd(e env) *cobra.Command {
	var text string
	cmd := newCmd("handover RUN NAME [-m TEXT]", "Hand the run over to somebody else",
		"Make NAME the one who leads the run, and write down what they were told.",
		`  cordon handover k7m2 tom -m "contained; the authority is still to be told"`)
	cmd.Args = takes(2, 2)
	cmd.ValidArgsFunction = e.complete(openRuns)
	cmd.Flags().StringVarP(&text, "message", "m", "", "what they were told (`TEXT`)")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return change(e, args[0], "", run.HandOver(args[1], text))
	}
	return cmd
}
