//go:build unix

package main

import (
	"strings"
	"syscall"
	"testing"

	"filippo.io/age"
)

// TestTerminalLocked: a passphrase locks the store, is asked for before the first
// screen, once, and is never shown. A wrong one opens nothing.
func TestTerminalLocked(t *testing.T) {
	takesLong(t)
	t.Parallel()
	o := newOffice(t)
	id := o.begin("customer-data-breach", "--title", "Quokka")
	const secret = "korrekt pferd batterie"
	p := o.sit(window{80, 24}, "lock")
	p.reads("Passphrase of the store from now on:")
	p.Type(secret)
	p.Press("enter")
	p.reads("Passphrase of the store, once more:")
	p.Type(secret)
	p.Press("enter")
	p.reads("Locked 1 run")
	p.shows(secret, false)
	p.ends(exitOK)

	p = o.sit(window{80, 24}, "resume", id)
	p.reads("Passphrase of the store:")
	p.shows("Quokka", false)
	p.Type("falsch")
	p.Press("enter")
	p.reads("That does not open it. Once more.")
	p.Type(secret)
	p.Press("enter")
	p.resumes()
	p.shows(secret, false)
	p.Press("n")
	p.dialog("Note on")
	p.Type("what is typed at night")
	p.acts("esc")
	p.sees()
	p.quits()
	p.reads(`"Quokka" is `) // what is left open is said without another question
	if _, stderr, code := o.cordon("timeline", id); code != exitLocked || !strings.Contains(stderr, "the store is locked") {
		t.Errorf("without a terminal it ends with %d: %s", code, stderr)
	}
}

// TestTerminalPassphraseAborted: who gives up at the question for a passphrase gets
// the terminal back as it was, and a store that is as it was. Ctrl+z is no way out.
func TestTerminalPassphraseAborted(t *testing.T) {
	takesLong(t)
	t.Parallel()
	for name, sig := range map[string]syscall.Signal{"ctrl+c": syscall.SIGINT, "SIGTERM": syscall.SIGTERM, "SIGHUP": syscall.SIGHUP} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			id := o.begin("customer-data-breach")
			p := o.sit(window{80, 24}, "lock")
			p.reads("Passphrase of the store from now on:")
			p.Press("ctrl+z")
			if sig == syscall.SIGINT {
				p.Press("ctrl+c")
			} else if err := syscall.Kill(p.PID(), sig); err != nil {
				t.Fatal(err)
			}
			p.ends(128 + int(sig))
			o.must("show", id)
		})
	}
}

// shows wants a text to be on the screen, or not to be.
func (p *person) shows(text string, want bool) {
	p.t.Helper()
	if got := strings.Contains(p.Screen(), text); got != want {
		p.t.Errorf("%q on the screen: %v, want %v\n%s", text, got, want, p.Screen())
	}
}

// TestTerminalLockedMeanwhile: who has the screens open while somebody else locks
// the store is told within a second that nothing is saved any more, and what to do.
// With a key at hand the screens just go on.
func TestTerminalLockedMeanwhile(t *testing.T) {
	takesLong(t)
	t.Parallel()
	for name, withKey := range map[string]bool{"without a key": false, "with a key": true} {
		t.Run(name, func(t *testing.T) {
			key, err := age.GenerateX25519Identity()
			if err != nil {
				t.Fatal(err)
			}
			o := newOffice(t)
			file := o.file("key.txt", key.String()+"\n")
			locker := o
			if withKey {
				o.env = []string{"CORDON_IDENTITY=" + file}
			}
			id := o.begin("customer-data-breach")
			p := o.sit(window{120, 36}, "resume", id)
			p.resumes()
			locker.must("lock", "--to", key.Recipient().String())
			if !withKey {
				p.WaitFor("NOT SAVED: The file", patience)
				p.finds(`(?s)was\s+locked.*open\s+it\s+again`)
				locker.must("unlock", "--identity", file)
				p.WaitGone("NOT SAVED", patience)
			}
			p.Press("n")
			p.dialog("Note on")
			p.Type("typed after it was locked")
			p.acts("esc")
			p.sees()
			p.quits()
		})
	}
}
