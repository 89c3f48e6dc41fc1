package main

import (
	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

func newRoleCmd(e env) *cobra.Command {
	var at string
	cmd := newCmd("role RUN ROLE NAME [--at TIME]", "Say who has a role",
		"Say who has a role from now on. Who had it before stays in the record.",
		`  cordon role k7m2 legal "Ada Okafor"`)
	cmd.Args = takes(3, 3)
	cmd.ValidArgsFunction = e.complete(openRuns, roles)
	addAt(cmd, &at)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return change(e, args[0], at, run.TakeRole(args[1], args[2]))
	}
	return cmd
}
