package form

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/words"
	"cordon/tui/screen"
)

// goesOnWithin is how long after a piece of a paste the next one belongs to it. A
// terminal gives a long paste in one piece, a slow line in several.
const goesOnWithin = 2 * time.Second

// A pasting is the paste that came last, of which there may be more to come.
type pasting struct {
	at      time.Time // of its last piece
	field   int       // where it goes
	taken   int       // bytes of it that are in the field
	refused int       // bytes of it that are not, as there was no room
}

// goesOn reports whether a piece that comes now belongs to it.
func (p pasting) goesOn(now time.Time, field int) bool {
	return p.field == field && now.Sub(p.at) <= goesOnWithin
}

// paste gives a field what was pasted, or a piece of it. Behind a piece that found no
// room none is taken: a text without its middle reads like one that is whole.
func (f Form) paste(w *screen.World, msg tea.PasteMsg) (screen.Screen, screen.Reply) {
	if !f.pasting.goesOn(w.Now, f.Focus) {
		f.pasting = pasting{field: f.Focus}
	}
	f.pasting.at = w.Now
	if f.pasting.refused > 0 {
		return f.noRoom(w, msg), screen.Reply{}
	}
	next, taken := f.given(w, msg)
	if !taken {
		if msg.Content != "" && next.Fields[f.Focus].Widget.Typing() {
			return next.noRoom(w, msg), screen.Reply{}
		}
		return next, screen.Reply{}
	}
	next.pasting.taken += len(msg.Content)
	return next.changed(w)
}

// noRoom says that there is no room for what was pasted, and how much of it there was.
func (f Form) noRoom(w *screen.World, msg tea.PasteMsg) Form {
	f.pasting.refused += len(msg.Content)
	text := "Nothing of it was taken."
	if f.pasting.taken > 0 {
		text = "Only its beginning was taken: " + words.Bytes(int64(f.pasting.taken)) + "."
	}
	f.Problem = "What you pasted (" + words.Bytes(int64(f.pasting.taken+f.pasting.refused)) + ") is too long for here. " + text +
		" Attach it as evidence: " + w.Key("evidence.add") + "."
	return f
}
