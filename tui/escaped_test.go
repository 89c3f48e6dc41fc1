package tui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"

	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/input"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// behindEsc is what a terminal sends for esc and a key soon after it, or for the
// key with alt.
func behindEsc(key string) input.Escaped {
	pressed := namedKey(key)
	alt := pressed
	alt.Mod, alt.Text = alt.Mod|tea.ModAlt, ""
	return input.Escaped{Alt: uv.KeyPressEvent(alt), Key: uv.KeyPressEvent(pressed)}
}

// TestEscThenKey closes what is open and does what the key means behind it, also
// where the text has to reach the disk first.
func TestEscThenKey(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		slowly(d, "n")
		d.Type("7 of 9 revoked")
		d.Send(behindEsc("t"))
		shows(d, "Timeline")
		if got := m.Last(id); got != (run.NoteAdded{Step: "preserve", Text: "7 of 9 revoked"}) {
			d.T.Errorf("recorded %+v", got)
		}
		slowly(d, "esc", "n")
		d.Type("second")
		d.Wait(150 * time.Millisecond) // its draft is on its way soon
		d.Send(behindEsc("/"))
		d.Wait(time.Second)
		d.Type("mail")
		shows(d, "> mail")
		if got := m.Last(id); got != (run.NoteAdded{Step: "preserve", Text: "second"}) {
			d.T.Errorf("recorded %+v", got)
		}
	})
}

// TestEscThenKeyWhileLeaving does nothing with either of them on the screen that
// comes next, as with any key that is pressed while all is being saved.
func TestEscThenKeyWhileLeaving(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		slowly(d, "enter")
		m.Delay = 2 * time.Second
		d.Press("space", "q")
		d.Send(behindEsc("n"))
		d.Wait(10 * time.Second)
		shows(d, "n new run")
		if top := app(d).top(); top.Typing() {
			d.T.Errorf("a key from before has opened %T", top)
		}
	})
}

// TestAltInText leaves the keys with alt that a field has.
func TestAltInText(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		slowly(d, "n")
		d.Type("two words")
		d.Send(behindEsc("b"))
		d.Type("small ")
		shows(d, "two small words")
		d.Send(behindEsc("enter"))
		slowly(d, "esc")
		if got := m.Last(id); got != (run.NoteAdded{Step: "preserve", Text: "two small \nwords"}) {
			d.T.Errorf("recorded %+v", got)
		}
	})
}

// TestEscThenArrow knows how tmux writes an arrow behind esc, and lets alt be alt
// elsewhere.
func TestEscThenArrow(t *testing.T) {
	for term, closes := range map[string]bool{"tmux-256color": true, "screen": true, "xterm-256color": false} {
		m := fake.NewMemory(t)
		cfg := screen.Config{Open: m.Begin(t, "maria"), Environ: []string{"TERM=" + term}}
		drive(t, m, cfg, 80, 24, func(d *tuitest.Driver) {
			d.Wait(time.Second)
			slowly(d, "enter", "n") // the first closes the card
			d.Type("seen")
			d.Send(tea.KeyPressMsg{Code: tea.KeyDown, Mod: tea.ModAlt})
			d.Wait(time.Second)
			if _, noted := m.Last(cfg.Open).(run.NoteAdded); noted != closes {
				d.T.Errorf("TERM=%s: alt+down recorded the note: %v, want %v", term, noted, closes)
			}
			if text := app(d).top().Typing(); text == closes {
				d.T.Errorf("TERM=%s: still typing: %v", term, text)
			}
		})
	}
}

// TestToggleHeld does once what a key held down does and takes back, and does
// what is meant.
func TestToggleHeld(t *testing.T) {
	for _, pressed := range []string{"space", "x"} {
		m := fake.NewMemory(t)
		id := m.Begin(t, "maria")
		atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
			slowly(d, "enter")
			before := len(m.Run[id].Entries())
			wrote := func(n int, when string) {
				d.T.Helper()
				if got := len(m.Run[id].Entries()) - before; got != n {
					d.T.Errorf("%s: %d entries, want %d", when, got, n)
				}
			}
			for range 80 {
				d.Press(pressed)
				d.Wait(33 * time.Millisecond)
			}
			wrote(1, pressed+" held down")
			shows(d, "Ignored: the same key again so soon.  u undo")
			d.Wait(time.Second)
			d.Press(pressed)
			wrote(2, "pressed again later")
			d.Press("u")
			wrote(3, "undone at once")
			d.Press("k", pressed, "k", pressed) // a tick moves on, k goes back to the check
			wrote(5, "with other keys between")
			d.Wait(2 * time.Second)
			repeat := namedKey(pressed)
			repeat.IsRepeat = true
			d.Press(pressed)
			d.Wait(600 * time.Millisecond)
			d.Send(repeat)
			wrote(6, "a terminal that tells")
		})
	}
}

// TestCutAndPasteBack brings back in one field what was cut from another.
func TestCutAndPasteBack(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		slowly(d, "n")
		d.Press("ctrl+y")
		shows(d, "Nothing was cut yet that could be brought back.")
		d.Type("one two three")
		d.Press("ctrl+w", "ctrl+w")
		d.Press("ctrl+a")
		d.Press("ctrl+y", "ctrl+y")
		d.Press("ctrl+e")
		shows(d, "two threetwo threeone")
		d.Press("ctrl+a", "ctrl+k")
		slowly(d, "esc", "/")
		d.Press("ctrl+y")
		shows(d, "> two threetwo threeone")
		d.Press("ctrl+u")
		d.Type("x")
		d.Press("ctrl+y")
		shows(d, "> xtwo threetwo threeone")
	})
}
