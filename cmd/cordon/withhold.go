package main

import (
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
	"cordon/store"
)

func newWithholdCmd(e env) *cobra.Command {
	var reason string
	cmd := newCmd("withhold RUN SEQ --reason R", "Erase what an entry says, for good",
		`Erase the body of an entry from the store, because a person's data must go. This
is the one thing that cannot be undone. The entry keeps its number, kind, times and
author, the chain still holds, and an entry says what was erased and why. What the
entry said counts no more. Older copies of the file, backups and bundles are not
changed.

If the record says already that an entry was erased, and what it said still lies
here, because that was recorded elsewhere and imported, it is erased here too. No
reason is asked for then, and nothing is recorded.

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
	if slices.Contains(d.run.Erased(), seq) {
		if done, err := eraseHere(e, d, seq); done || err != nil {
			return err
		}
	}
	entry, there := d.run.Entry(seq)
	if err := d.record(run.Withhold(seq, reason)); err != nil {
		return err
	}
	if there {
		e.sayCopy(d.store, entry.Event)
	}
	return d.tell()
}

// sayCopy says where the copy of a file lies that an erased entry attached.
func (e env) sayCopy(s *store.Store, erased run.Event) {
	ev, attached := erased.(run.EvidenceAdded)
	if !attached {
		return
	}
	if path, kept := s.CopyOf(ev); kept {
		e.say("The copy of the file it attached is still there. If no other entry needs it, remove it: %s", path)
	}
}

// eraseHere erases what the record says was erased, if it still lies here: it came
// from elsewhere that it was.
func eraseHere(e env, d *desk, seq uint64) (done bool, err error) {
	was, lay, err := d.store.EraseHere(d.run.ID(), seq)
	if err != nil || !lay {
		return false, err
	}
	e.sayCopy(d.store, was.Event)
	e.say("What entry %d said lay here still, and is erased. Nothing brings it back. Nothing was recorded: the record said so before.", seq)
	return true, nil
}
