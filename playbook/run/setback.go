package run

import (
	"cordon/playbook/clock"
	"time"
)

// SystemClockMoved says that the system clock was set back while somebody was
// at work. Deadlines do not move with it.
type SystemClockMoved struct {
	Was time.Time `json:"was"`
	Now time.Time `json:"now"`
}

// Kind implements [Event].
func (SystemClockMoved) Kind() string { return "system-clock-moved" }

func (SystemClockMoved) nature() nature {
	return nature{stays: "says that the system clock was set back"}
}

func (SystemClockMoved) step() string        { return "" }
func (SystemClockMoved) texts() []string     { return nil }
func (SystemClockMoved) fold(*state, *Entry) {}

func (ev SystemClockMoved) say(Run) string {
	return "the system clock was set back by " + clock.Span(ev.Was.Sub(ev.Now))
}

// NoteSetback says that the system clock was set back.
func NoteSetback(was, now time.Time) Intention {
	return intend[SystemClockMoved](func(Run) (Event, error) { return SystemClockMoved{Was: was, Now: now}, nil })
}
