package main

import (
	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

func newCloseCmd(e env) *cobra.Command {
	var reason, at string
	cmd := newCmd("close RUN [--reason R] [--at TIME]", "Close a run",
		`Close a run when the work is over. If deadlines run or steps are open, say why.

Closing ends no duty: each deadline runs on until it is filed or waived, and the
run stays in the lists until then. Only that can be recorded of a closed run,
unless it is reopened.`,
		`  cordon close k7m2
  cordon close k7m2 --reason "false alarm: it was our own scan"`)
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(openRuns)
	cmd.Flags().StringVar(&reason, "reason", "", "`TEXT` that says why it is closed with steps or deadlines open")
	addAt(cmd, &at)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return closeRun(e, args[0], at, run.Close(reason))
	}
	return cmd
}

// closeRun closes a run and prints the line that shows later that nothing of it
// was changed.
func closeRun(e env, ref, at string, decide run.Intention) error {
	d, err := e.sitDown(ref, at)
	if err != nil {
		return err
	}
	if err := d.record(decide); err != nil {
		return err
	}
	if err := d.tell(); err != nil || e.flags.json {
		return err
	}
	return d.vouch()
}
