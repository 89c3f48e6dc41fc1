package screen

import (
	"time"
)

const (
	// pauseFor is how long a screen that has come up ignores keys that act.
	pauseFor = 300 * time.Millisecond
	// heldFor is how long the next key of one that is held down may take. Who taps
	// a key, however tired, takes longer.
	heldFor = 150 * time.Millisecond
)

// A Pause lets a screen that has just come up ignore keys that act, so that a
// key held down, or pressed for what stood there before, does nothing. It ends
// by itself, but not while a key is held down.
type Pause struct{ until time.Time }

// PauseAt begins a pause.
func PauseAt(now time.Time) Pause { return Pause{now.Add(pauseFor)} }

// Ignores reports whether a key pressed now is to be ignored, and returns the
// pause as it then is. A system clock that was set back ends it.
func (p Pause) Ignores(now time.Time) (Pause, bool) {
	if left := p.until.Sub(now); left <= 0 || left > pauseFor {
		return p, false
	}
	if held := now.Add(heldFor); held.After(p.until) {
		p.until = held
	}
	return p, true
}
