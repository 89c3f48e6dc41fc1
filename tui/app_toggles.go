package tui

import (
	"time"

	"cordon/tui/screen"
)

// toggleWithin is how soon the same key again is no second press: keyboards
// repeat a key that is held down thirty times a second, and a terminal seldom
// tells that from pressing it.
const toggleWithin = 400 * time.Millisecond

// toggled is the last key, if it was one that does a thing and takes it back.
type toggled struct {
	id string
	at time.Time
}

// togglesAgain reports whether a key is to be ignored that would take back at
// once what it did. Any other key in between says that it was meant, and so
// does a press that could not be saved.
func (a App) togglesAgain(c screen.Command, repeated bool) (App, bool) {
	before := a.toggled
	a.toggled = toggled{}
	if !c.Toggle || c.Why != "" {
		return a, false
	}
	a.toggled = toggled{c.ID, a.Now}
	since := a.Now.Sub(before.at)
	if a.Unsaved != "" || c.ID != before.id || !repeated && (since < 0 || since >= toggleWithin) {
		return a, false
	}
	return a.saying("Ignored: the same key again so soon." + a.UndoHint()), true
}
