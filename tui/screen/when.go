package screen

import (
	"time"

	"cordon/playbook/inert"
	"cordon/playbook/words"
)

// AsOf is the time it is in the run that is open: in a drill, that of its story.
// Deadlines count by it, and people type times as seen from it. Without a run it
// is the time it is.
func (w *World) AsOf() time.Time {
	if !w.Opened {
		return w.Now
	}
	return w.Run.Moment(w.Now)
}

// DayOf writes a moment near now on the person's own clock: the day of the
// week, or the date if that would not say which.
func (w *World) DayOf(t time.Time) string { return words.Day(w.Local(t), w.AsOf()) }

// Day writes when something was: the time today, the day before that.
func (w *World) Day(t time.Time) string {
	t = w.Local(t)
	if sameDay(t, w.AsOf()) {
		return t.Format("15:04")
	}
	if t.Year() != w.AsOf().Year() {
		return t.Format("02 Jan 2006")
	}
	return t.Format("02 Jan 15:04")
}

func sameDay(a, b time.Time) bool { return a.Year() == b.Year() && a.YearDay() == b.YearDay() }

// Away writes how long ago something was.
func Away(d time.Duration) string {
	if d < time.Minute {
		return "less than a minute"
	}
	return words.Span(d)
}

// Local puts a time into the zone of the person.
func (w *World) Local(t time.Time) time.Time { return t.In(w.Now.Location()) }

// ZoneName is the short name of a time's zone, like CET, or its offset where it
// has no name.
func ZoneName(t time.Time) string { return inert.Line(t.Format("MST")) }

// WhenLayout writes a time so that it can be read again, and by people.
const WhenLayout = "Mon 2006-01-02 15:04 -07:00"
