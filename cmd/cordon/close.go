package main

import (
	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

func newCloseCmd(e env) *cobra.Command {
	var reason string
	cmd := newCmd("close RUN [--reason R]", "Close a run",
		`Close a run when the work is over. If steps are still open, say why. A closed
run takes no more entries until it is reopened.`,
		`  cordon close k7m2
  cordon close k7m2 --reason "false alarm: it was our own scan"`)
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(openRuns)
	cmd.Flags().StringVar(&reason, "reason", "", "why it is closed with steps open (`TEXT`)")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return change(e, args[0], "", run.Close(reason))
	}
	return cmd
}

func newReopenCmd(e env) *cobra.Command {
	var reason string
	cmd := newCmd("reopen RUN --reason R", "Take up a closed run again",
		"Take up a closed run again, for a reason. What is recorded from then on is marked for the reviewer.",
		`  cordon reopen k7m2 --reason "the attacker is back"`)
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(closedRuns)
	cmd.Flags().StringVar(&reason, "reason", "", "why (`TEXT`)")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return change(e, args[0], "", run.Reopen(reason))
	}
	return cmd
}
