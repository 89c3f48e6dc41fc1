package main

import (
	"strconv"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

func newWithholdCmd(e env) *cobra.Command {
	var reason string
	cmd := newCmd("withhold RUN SEQ --reason R", "Erase what an entry says, for good",
		`Erase the body of an entry from the store, because a person's data must go. This
is the one thing that cannot be undone. The entry keeps its number, kind, times and
author, the chain still holds, and an entry says what was erased and why. What the
entry said counts no more. Older copies of the file, backups and bundles are not
changed.

To give away a part of a run and keep it whole here: cordon export --withhold.`,
		`  cordon withhold k7m2 24 --reason "names somebody who had no part in it"`)
	cmd.Args = takes(2, 2)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	cmd.Flags().StringVar(&reason, "reason", "", "`TEXT` that says why; it stays")
	cmd.RunE = func(_ *cobra.Command, args []string) error { return withhold(e, args[0], args[1], reason) }
	return cmd
}

func withhold(e env, ref, number, reason string) error {
	seq, err := strconv.ParseUint(number, 10, 64)
	if err != nil || seq == 0 {
		return usagef("%q is no number of an entry", number)
	}
	d, err := e.sitDown(ref, "")
	if err != nil {
		return err
	}
	entry, there := d.run.Entry(seq)
	if err := d.record(run.Withhold(seq, reason)); err != nil {
		return err
	}
	if ev, attached := entry.Event.(run.EvidenceAdded); there && attached {
		if path, kept := d.store.CopyOf(ev); kept {
			e.say("The copy of the file it attached is still there. If no other entry needs it, remove it: %s", path)
		}
	}
	return d.tell()
}
