package words

import (
	"fmt"
	"time"

	"cordon/playbook/clock"
	"cordon/playbook/run"
)

// writtenLater is how long after it happened an entry must have been written
// for both times to be said.
const writtenLater = time.Minute

// weekAhead is how far a day of the week alone says which day it is.
const weekAhead = 6 * 24 * time.Hour

// An At is when and for whom something is said. Words read no clock.
type At struct {
	// Now is the time of day. The clocks of a closed run stand as they did
	// when it was closed, whatever it is.
	Now time.Time
	// Zone is that of the reader, nil if each time shows as it was noted.
	Zone *time.Location
	// Run is the run of which something is said: in a drill, its own time counts.
	// The zero run has none.
	Run run.Run
	// Moment writes a time so that it cannot be mistaken: the date, the time
	// and the zone. Each skin has its own form for that.
	Moment func(time.Time) string
}

// Span writes a length of time: "2d 22h", "3h 05m", "12m". See [clock.Span].
func Span(d time.Duration) string { return clock.Span(d) }

// Age writes in whole minutes how long something has lasted, for what stands on a
// screen and is not drawn anew each second.
func Age(d time.Duration) string { return Span(d.Truncate(time.Minute)) }

// Left says how far away a deadline is: "2d 22h left", "1m 40s left", or "3h 05m
// OVERDUE". It is never more than there is. What happens within the second of
// the deadline is in time.
func Left(due, now time.Time) string {
	left := due.Sub(now)
	switch {
	case now.Truncate(time.Second).After(due):
		return Age(-left) + " OVERDUE"
	case Finest(left) == time.Minute:
		return Span(left) + " left"
	case left >= time.Minute:
		return fmt.Sprintf("1m %02ds left", int(left.Seconds())-60)
	}
	return Span(left) + " left"
}

// Finest is the smallest part that [Left] says of what is left. It is small only
// when that matters, so that an idle screen stays idle.
func Finest(left time.Duration) time.Duration {
	if left < 0 || left >= 2*time.Minute {
		return time.Minute
	}
	return time.Second
}

// Day writes a moment as short as it is clear, seen from now: "Mon 15:04",
// "02 Jan 15:04". It is in the zone of t.
func Day(t, now time.Time) string {
	switch {
	case t.Sub(now).Abs() < weekAhead:
		return t.Format("Mon 15:04")
	case t.Year() == now.Year():
		return t.Format("02 Jan 15:04")
	}
	return t.Format("02 Jan 2006 15:04")
}

// Date writes a moment like [Day], without the time where the day is not near.
func Date(t, now time.Time) string {
	if t.Sub(now).Abs() < weekAhead {
		return Day(t, now)
	}
	if t.Year() == now.Year() {
		return t.Format("02 Jan")
	}
	return t.Format("02 Jan 2006")
}

// Signed says when something happened, who noted it and in which entry, and
// when that was written if it was later.
func (at At) Signed(e *run.Entry) string {
	return fmt.Sprintf("%s%s by %s, entry %d", at.Moment(e.At), at.Written(e), e.By, e.Seq)
}

// Written says when an entry was written, if that was a minute or more after
// it happened.
func (at At) Written(e *run.Entry) string {
	if !WrittenLater(at.Run, e) {
		return ""
	}
	return " (written " + at.Moment(at.Run.Written(e).In(e.At.Location())) + ")"
}

// WrittenLater reports whether an entry of a run was written a minute or more after
// it happened, so that both times have to be said.
func WrittenLater(r run.Run, e *run.Entry) bool { return r.Written(e).Sub(e.At) >= writtenLater }
