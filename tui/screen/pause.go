package screen

import (
	"time"
)

// pauseFor is how long a screen that has come up ignores keys that act.
const pauseFor = 300 * time.Millisecond

// A Pause lets a screen that has just come up ignore keys that act, so that a
// key held down, or pressed for what stood there before, does nothing. It ends
// when there was no such key for a moment.
type Pause struct{ until time.Time }

// PauseAt begins a pause.
func PauseAt(now time.Time) Pause { return Pause{now.Add(pauseFor)} }

// Ignores reports whether a key pressed now is to be ignored, and returns the
// pause as it then is.
func (p Pause) Ignores(now time.Time) (Pause, bool) {
	if !now.Before(p.until) {
		return p, false
	}
	return PauseAt(now), true
}
