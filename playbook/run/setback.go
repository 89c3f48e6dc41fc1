package run

import (
	"slices"
	"time"

	"cordon/playbook/clock"
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

// sameSetback is how far apart two programs may see the same set-back: each looks at
// the clock once a second, and one may have been stopped for a moment.
const sameSetback = 5 * time.Second

// NoteSetback says that the system clock was set back. It is refused where another
// program has said so of the same set-back: each screen of the run sees it.
func NoteSetback(was, now time.Time) Intention {
	return intend[SystemClockMoved](func(r Run) (Event, error) {
		for _, e := range slices.Backward(r.entries) {
			ev, ok := e.Event.(SystemClockMoved)
			if !ok {
				continue
			}
			if near(ev.Was, was) && near(ev.Now, now) {
				return nil, refuse("%s, as the screen of %s has recorded. No deadline has moved", ev.say(r), e.By)
			}
			break
		}
		return SystemClockMoved{Was: was, Now: now}, nil
	})
}

func near(a, b time.Time) bool { return a.Sub(b).Abs() <= sameSetback }

// ClockBack says of an entry that the clock stood behind the entry before, or is
// empty. Where somebody else made that one, two clocks differ, and neither need
// have moved.
func (r Run) ClockBack(e *Entry) string {
	if e.ClockBack <= 0 {
		return ""
	}
	back := clock.Span(e.ClockBack)
	if before, ok := r.Entry(e.Seq - 1); ok && before.By != e.By {
		return "the clock of " + e.By + " stood " + back + " behind that of " + before.By
	}
	return "the system clock moved back by " + back
}
