package screen

import (
	"time"

	"cordon/playbook/words"
	"cordon/tui/draw"
)

// What the screens add to package words: styles for tones, glyphs for signs,
// and how a screen writes a moment. What is said is decided there.

// Tone is the style of a tone.
func Tone(t *draw.Theme, tone words.Tone) draw.Style {
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

// MarkTone is the style of a glyph of a tone.
func MarkTone(t *draw.Theme, tone words.Tone) draw.Style {
	switch tone {
	case words.Good:
		return t.Marks.Done
	case words.Warn:
		return t.Marks.Warn
	case words.Danger, words.Alarm:
		return t.Marks.Danger
	}
	return t.Marks.Quiet
}

// Sign is the glyph of a sign.
func Sign(t *draw.Theme, sign words.Sign) string {
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
		return g.Waiting
	case words.Look:
		return g.Waiting
	case words.DueSoon:
		return g.DueSoon
	case words.Overdue:
		return g.Overdue
	}
	return ""
}

// At is when and for whom the screens say something: now, on the clock of the
// person.
func (w *World) At() words.At {
	return words.At{Now: w.AsOf(), Zone: w.Now.Location(), Run: w.Run, Moment: func(t time.Time) string {
		return w.Local(t).Format("Mon 2 Jan 15:04")
	}}
}

// Exactly is [World.At] for text that leaves the screen.
func (w *World) Exactly() words.At {
	at := w.At()
	at.Moment = func(t time.Time) string { return w.Local(t).Format("2006-01-02 15:04 MST") }
	return at
}
