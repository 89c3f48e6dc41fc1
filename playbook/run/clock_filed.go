package run

import (
	"time"

	"cordon/playbook/clock"
)

// ClockFiled says that a duty was met. Its entry's At is when. Because gives
// the reasons for being late, if it was.
type ClockFiled struct {
	Clock     string `json:"clock"`
	Reference string `json:"reference,omitempty"` // the authority's
	By        string `json:"by,omitempty"`        // who filed, if not who noted it
	Because   string `json:"because,omitempty"`
}

// Kind implements [Event].
func (ClockFiled) Kind() string { return "clock-filed" }

func (ClockFiled) nature() nature     { return nature{recounts: true, settles: true} }
func (ClockFiled) step() string       { return "" }
func (ev ClockFiled) texts() []string { return []string{ev.Reference, ev.By, ev.Because} }

func (ev ClockFiled) say(r Run) string {
	return r.clockName(ev.Clock) + ": filed" + ifAny(" by ", ev.By) + ifAny(", reference ", ev.Reference) + ifAny(", because: ", ev.Because)
}

func (ev ClockFiled) fold(s *state, e *Entry) {
	due := s.dueOf(ev.Clock)
	s.changeClock(ev.Clock, func(c *clockState) { c.filed, c.waived, c.dueThen = e, nil, due })
}

func (ev ClockFiled) anchored(s *state) bool {
	return hasClock(s.allClocks(), ev.Clock)
}

// dueOf returns when a clock is due by what is recorded by now.
func (s *state) dueOf(id string) time.Time {
	for _, c := range s.allClocks() {
		if c.ID == id {
			return s.countOne(c, s.values()).Deadline.Due
		}
	}
	return time.Time{}
}

// An InTimeBy says by what a filing is in time although it may not have been.
type InTimeBy struct {
	// Correction says that it was late by what was recorded when it was filed, and
	// that a later entry moved the deadline; else the entry of the filing was
	// itself written after the deadline.
	Correction bool
	// After is how long after the deadline the entry of the filing was written.
	After time.Duration
}

// InTimeBy reports by what a filing is in time that its entry alone does not show
// to be: a reviewer has to look at that first.
func (c Clock) InTimeBy() (InTimeBy, bool) {
	if c.Filed == nil || c.Deadline.Due.IsZero() || c.Status(c.Filed.At) != ClockFiledInTime {
		return InTimeBy{}, false
	}
	by := InTimeBy{
		Correction: !c.dueThen.IsZero() && c.Filed.At.Truncate(time.Second).After(c.dueThen),
		After:      max(0, c.wrote.Sub(c.Deadline.Due)),
	}
	return by, by.Correction || c.wrote.Truncate(time.Second).After(c.Deadline.Due)
}

// String completes "filed": "in time by an entry written 2h 26m after it".
func (b InTimeBy) String() string {
	if b.Correction {
		return "in time by a correction that was written after it was filed"
	}
	return "in time by an entry written " + clock.Span(b.After) + " after it"
}

// FileClock says that a duty was met, at the time of the stamp's At. Being late
// needs its reasons: the law asks for them. So does a time before the start,
// which is most often a slip.
func FileClock(id, reference, by, because string, at time.Time) Intention {
	reference, by, because = tidy(reference), tidy(by), tidy(because)
	return onClock[ClockFiled](id, func(r Run, c Clock) (Event, error) {
		switch {
		case c.Filed != nil:
			return nil, refuse("%s was already filed at %s, as %s noted. Undo entry %d to change that", quoted(c.name()), timeOfDay(c.Filed.At), c.Filed.By, c.Filed.Seq)
		case !c.Started():
			return nil, refuse("%s has not started: record %s first", quoted(c.name()), r.begins(c))
		case c.Deadline.State(at, at) == clock.FiledLate && because == "":
			return nil, needReason("%s was due at %s: give the reasons for the delay", quoted(c.name()), c.Deadline.Due.Format(clockLayout))
		case c.Deadline.TooEarly(at) && because == "":
			return nil, needReason("%s must not be given before %s, when the embargo ends: wait, or say how it was given", quoted(c.name()), c.Deadline.NotBefore.Format(clockLayout))
		case at.Before(c.Deadline.Start.Truncate(time.Minute)) && because == "":
			return nil, needReason("%s started at %s and cannot have been filed at %s: if it was, say how", quoted(c.name()), c.Deadline.Start.Format(clockLayout), at.Format(clockLayout))
		}
		return ClockFiled{Clock: c.ID, Reference: reference, By: by, Because: because}, nil
	})
}
