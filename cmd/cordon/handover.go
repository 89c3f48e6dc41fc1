package main

import (
	"github.com/spf13/cobra"

	"cordon/playbook/run"
	"cordon/playbook/words"
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
		return handOver(e, args[0], at, run.HandOver(args[1], text))
	}
	return cmd
}

// handOver records a handover and says whom there is to call, by the profile
// that the run uses.
func handOver(e env, ref, at string, decide run.Intention) error {
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
	for _, l := range words.People(d.run) {
		e.say("To call, %s: %s", l.Label, l.Text)
	}
	return d.vouch()
}
