package clock

import "time"

// A State is where a duty stands.
type State string

// The states of a duty.
const (
	NotStarted  State = "not started" // its start is not recorded
	Running     State = "running"     // also a duty without a number that is open
	DueSoon     State = "due soon"
	Overdue     State = "overdue"
	FiledInTime State = "filed in time"
	FiledLate   State = "filed late"
)

// State tells where the duty stands at a moment; filed is when it was met, or
// zero. What happens within the second of the deadline is in time.
func (d Deadline) State(now, filed time.Time) State {
	switch {
	case !filed.IsZero() && d.missed(filed):
		return FiledLate
	case !filed.IsZero():
		return FiledInTime
	case d.Start.IsZero():
		return NotStarted
	case d.missed(now):
		return Overdue
	case !d.Due.IsZero() && !now.Before(d.Due.Add(-d.Soon)):
		return DueSoon
	}
	return Running
}

// WithinArguable reports whether something that was filed late was filed
// within the later reading.
func (d Deadline) WithinArguable(filed time.Time) bool {
	return d.missed(filed) && !filed.Truncate(time.Second).After(d.LatestArguable)
}

// TooEarly reports whether something was done within the embargo.
func (d Deadline) TooEarly(filed time.Time) bool {
	return filed.Before(d.NotBefore)
}

func (d Deadline) missed(at time.Time) bool {
	return !d.Due.IsZero() && at.Truncate(time.Second).After(d.Due)
}

// soon is how long before its end a period is nearly over.
func soon(period time.Duration) time.Duration {
	return max(min(period/4, 4*time.Hour), 30*time.Minute)
}
