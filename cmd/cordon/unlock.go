package main

import (
	"cmp"

	"github.com/spf13/cobra"

	"cordon/store"
)

func newUnlockCmd(e env) *cobra.Command {
	cmd := newCmd("unlock", "Open what was locked, for good",
		`Write the file of runs and the copies of evidence as they were before cordon lock,
so that they can be read without a key. It needs one of the keys, or the passphrase.
All of it is unlocked, or nothing is; each value is compared with what it was before.

To work on a locked store it need not be unlocked: every command asks for what
opens it.`,
		"  cordon unlock --identity key.txt")
	cmd.Args = takes(0, 0)
	cmd.RunE = func(*cobra.Command, []string) error { return unlock(e) }
	return cmd
}

func unlock(e env) error {
	runs := e.runs()
	locked, err := runs.Locked()
	if err != nil {
		return err
	}
	var done store.Turned
	if locked {
		if done, err = runs.Unlock(); err != nil && !turnedTo(false, err) {
			return err
		}
	}
	switch {
	case e.flags.json:
		return cmp.Or(e.json(turnedOf(e, false, done)), err)
	case !locked:
		e.say("The store is not locked; nothing was changed.")
	default:
		e.sayTurned("Unlocked", done)
	}
	return err
}
