package main

import (
	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

func newReopenCmd(e env) *cobra.Command {
	var reason, at string
	cmd := newCmd("reopen RUN --reason R [--at TIME]", "Take up a closed run again",
		"Take up a closed run again, for a reason. What is recorded from then on is marked for the reviewer.",
		`  cordon reopen k7m2 --reason "the attacker is back"`)
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(closedRuns)
	cmd.Flags().StringVar(&reason, "reason", "", "`TEXT` that says why")
	addAt(cmd, &at)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return change(e, args[0], at, run.Reopen(reason))
	}
	return cmd
}
