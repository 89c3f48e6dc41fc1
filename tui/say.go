package tui

import (
	"time"

	"charm.land/lipgloss/v2"

	"cordon/playbook/words"
)

// What the screens add to package words: styles for tones, glyphs for signs,
// and how a screen writes a moment. What is said is decided there.

// tone is the style of a tone.
func (t *Theme) tone(tone words.Tone) lipgloss.Style {
	switch tone {
	case words.Quiet:
		return t.Muted
	case words.Strong:
		return t.Strong
	case words.Good:
		return t.Done
	case words.Warn:
		return t.Warn
	case words.Danger:
		return t.Danger
	case words.Alarm:
		return t.Alarm
	}
	return t.Text
}

// sign is the glyph of a sign.
func (t *Theme) sign(sign words.Sign) string {
	g := t.Glyphs
	switch sign {
	case words.Todo:
		return g.Todo
	case words.Done:
		return g.Done
	case words.Skipped:
		return g.Skipped
	case words.Blocked:
		return g.Blocked
	case words.Failed:
		return g.Failed
	case words.NotApplicable:
		return g.NotApplicable
	case words.Waiting:
		return "..."
	case words.Look:
		return "[?]"
	case words.DueSoon:
		return g.DueSoon
	case words.Overdue:
		return g.Overdue
	}
	return ""
}

// at is when and for whom the screens say something: now, on the clock of the
// person.
func (w *world) at() words.At {
	return words.At{Now: w.now, Zone: w.now.Location(), Moment: func(t time.Time) string {
		return w.local(t).Format("Mon 2 Jan 15:04")
	}}
}

// exactly is at for text that leaves the screen.
func (w *world) exactly() words.At {
	at := w.at()
	at.Moment = func(t time.Time) string { return w.local(t).Format("2006-01-02 15:04 MST") }
	return at
}

// at writes a moment so that nobody has to think: the date, the zone, UTC.
func (s clocksScreen) at(w *world) words.At {
	at := w.at()
	at.Moment = func(t time.Time) string {
		utc := t.UTC().Format("Mon 02 Jan 2006 15:04Z")
		if s.utc {
			return utc
		}
		local := w.local(t)
		if local.Day() == t.UTC().Day() {
			utc = t.UTC().Format("15:04Z")
		}
		return local.Format("Mon 02 Jan 2006 15:04 MST") + " = " + utc
	}
	return at
}
