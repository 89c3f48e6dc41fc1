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
	s.changeClock(ev.Clock, func(c *clockState) { c.filed, c.waived = e, nil })
}

func (ev ClockFiled) anchored(s *state) bool {
	return hasClock(s.allClocks(), ev.Clock)
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
		case at.Before(c.Deadline.Start.Truncate(time.Minute)) && because == "":
			return nil, needReason("%s started at %s and cannot have been filed at %s: if it was, say how", quoted(c.name()), c.Deadline.Start.Format(clockLayout), at.Format(clockLayout))
		}
		return ClockFiled{Clock: c.ID, Reference: reference, By: by, Because: because}, nil
	})
}
