package tui

import "time"

// pauseFor is how long a screen that has come up ignores keys that act.
const pauseFor = 300 * time.Millisecond

// A pause lets a screen that has just come up ignore keys that act, so that a
// key held down, or pressed for what stood there before, does nothing. It ends
// when there was no such key for a moment.
type pause struct{ until time.Time }

// pauseAt begins a pause.
func pauseAt(now time.Time) pause { return pause{now.Add(pauseFor)} }

// ignores reports whether a key pressed now is to be ignored, and returns the
// pause as it then is.
func (p pause) ignores(now time.Time) (pause, bool) {
	if !now.Before(p.until) {
		return p, false
	}
	return pauseAt(now), true
}
