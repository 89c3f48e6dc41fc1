package main

import (
	"errors"
	"os"

	"github.com/spf13/cobra"

	"cordon/store"
)

// identityFlag names files with private keys. Commands that look into a bundle
// have one of their own, whose keys open a locked store too.
const identityFlag = "identity"

// fillRing says with what a locked store is opened: with the keys in the files that
// a flag names, or else the environment, and with what a person types.
func (e env) fillRing(cmd *cobra.Command) {
	if e.ring == nil {
		return
	}
	if file := e.getenv("CORDON_IDENTITY"); file != "" {
		e.ring.Files = []string{file}
	}
	if named, err := cmd.Flags().GetStringArray(identityFlag); err == nil && len(named) > 0 {
		e.ring.Files = named
	}
	if in, ok := e.keyboard(); ok {
		e.ring.Hide = func() (func(), error) { return hideTyping(in) }
		e.ring.Ask = func(about string) ([]byte, error) { return e.passphrase(in, about, askHidden) }
		e.ring.Wrong = func() { e.say("That does not open it. Once more.") }
	}
}

// keyboard returns the terminal at which a person can type a passphrase, if there
// is one.
func (e env) keyboard() (*os.File, bool) {
	in, ok := e.in.(*os.File)
	return in, ok && e.inTTY && !e.flags.noInput
}

// openLock asks for what opens a locked store, before there is anything on the
// screen, and ends what was cut short of locking it. What else is wrong with the
// file the screens say.
func (e env) openLock(s *store.Store) error {
	if err := s.Ready(); errors.Is(err, store.ErrLocked) {
		return err
	}
	_ = s.Settle() // or else the first change does it
	return nil
}
