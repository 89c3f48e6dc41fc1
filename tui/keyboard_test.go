//go:build unix

package tui

import (
	"strings"
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/tui/ptytest"
)

// The tests of this file send what a bad connection makes of keys and pastes.
// A pause is longer than the terminal's own readers wait.
const (
	splitBy  = 300 * time.Millisecond
	stoodFor = 1300 * time.Millisecond
)

// notes opens the program with a note begun.
func notes(t *testing.T) terminal {
	t.Helper()
	term := open(t, "")
	term.Press("n")
	term.WaitFor("Note on", 5*time.Second)
	term.WaitIdle(splitBy) // a form is quiet for a moment
	return term
}

// hears types something, and leaves by ctrl+c.
func (term terminal) hears(t *testing.T, draft string) {
	t.Helper()
	term.Type(" and on")
	term.WaitFor("and on", 3*time.Second)
	term.Press("ctrl+c")
	term.WaitFor("again", 2*time.Second)
	term.Press("ctrl+c")
	term.ends(t, 130)
	term.hasDraft(t, draft+" and on")
}

// TestTerminalPastes pastes what begins an answer of a terminal, or a byte of
// old terminals.
func TestTerminalPastes(t *testing.T) {
	t.Parallel()
	for _, begin := range []string{"\x1b]", "\x1bP", "\x1b_", "\x1b^", "\x1bX", "\x9d"} {
		t.Run(begin, func(t *testing.T) {
			t.Parallel()
			term := notes(t)
			term.Send("\x1b[200~one " + begin + "two\x1b[201~")
			term.hears(t, "one "+strings.ToValidUTF8(begin, "\ufffd")+"two")
		})
	}
}

// TestTerminalSplitPaste splits the end of a paste, and loses it.
func TestTerminalSplitPaste(t *testing.T) {
	t.Parallel()
	t.Run("split", func(t *testing.T) {
		t.Parallel()
		term := notes(t)
		term.Send("\x1b[200~one two\x1b[2")
		term.WaitIdle(splitBy)
		term.Send("01~")
		term.hears(t, "one two")
	})
	t.Run("lost", func(t *testing.T) {
		t.Parallel()
		term := notes(t)
		term.Send("\x1b[200~one two")
		term.WaitFor("The end of what was pasted did not come", stoodFor)
		term.hears(t, "one two")
	})
	t.Run("lost, and ctrl+c at once", func(t *testing.T) {
		t.Parallel()
		term := notes(t)
		term.Send("\x1b[200~one two")
		term.WaitFor("one two", time.Second)
		term.Press("ctrl+c")
		term.WaitFor("again", time.Second)
		term.Press("ctrl+c")
		term.ends(t, 130)
		term.hasDraft(t, "one two")
	})
}

// TestTerminalPasteIsKept kills the program a moment after a paste whose end
// has not come.
func TestTerminalPasteIsKept(t *testing.T) {
	t.Parallel()
	disk := ptytest.WatchDisk(t)
	term := notes(t)
	term.Send("\x1b[200~one two")
	term.WaitFor("one two", time.Second)
	const keptWithin = 250 * time.Millisecond
	pasted := time.Now()
	term.WaitIdle(keptWithin)
	term.WaitIdle(keptWithin + disk.Held(pasted, time.Now()))
	term.Kill()
	term.Wait(5 * time.Second)
	term.hasDraft(t, "one two")
}

// TestTerminalSplitStart splits the beginning of a paste where its text would
// undo three entries.
func TestTerminalSplitStart(t *testing.T) {
	t.Parallel()
	for _, mark := range [][2]string{{"\x1b", "[200~"}, {"\x1b[", "200~"}, {"\x1b[20", "0~"}} {
		t.Run(mark[1], func(t *testing.T) {
			t.Parallel()
			term := open(t, "")
			r, err := term.store.Load(term.id)
			if err != nil {
				t.Fatal(err)
			}
			for range 3 {
				stamp := run.Stamp{By: "maria", Now: time.Now()}
				if r, err = term.store.Record(r, stamp, run.AddNote("", "it burns")); err != nil {
					t.Fatal(err)
				}
			}
			term.WaitFor("#4", 5*time.Second)
			term.Send(mark[0])
			term.WaitIdle(splitBy)
			term.Send(mark[1] + "uuu\x1b[201~")
			term.WaitIdle(splitBy)
			term.Press("n")
			term.WaitFor("Note on", 5*time.Second)
			term.WaitIdle(splitBy)
			term.hears(t, "")
			if r, err = term.store.Load(term.id); err != nil || r.Head().Seq != 4 {
				t.Errorf("the run is at entry %d, want 4 (%v)", r.Head().Seq, err)
			}
		})
	}
}

// TestTerminalHalfACharacter splits a character.
func TestTerminalHalfACharacter(t *testing.T) {
	t.Parallel()
	term := notes(t)
	term.Send("caf\xc3")
	term.WaitFor("caf", time.Second)
	term.WaitIdle(splitBy)
	term.Send("\xa9")
	term.WaitFor("café", time.Second)
	term.hears(t, "café")
}

// TestTerminalInterruptedWhileStuck presses ctrl+c twice in a program that
// answers nothing any more.
func TestTerminalInterruptedWhileStuck(t *testing.T) {
	t.Parallel()
	term := open(t, "stuck")
	term.Press("j", "b")
	term.Type("the mail server is down")
	term.WaitFor("server is down", 5*time.Second)
	term.Press("X", "ctrl+c", "ctrl+c")
	if code := term.Wait(2 * time.Second); code != 130 {
		t.Errorf("exit code %d, want 130", code)
	}
	term.ends(t, 130)
	term.hasDraft(t, "the mail server is down")
}
