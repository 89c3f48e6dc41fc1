package run

import (
	"slices"
	"time"
)

// LookAgainSet says that somebody is to look at a step again, when, and what for.
// A later one of the same step takes its place. That the step is settled, or
// [LookedAgain], ends it.
type LookAgainSet struct {
	Step string    `json:"step"`
	Due  time.Time `json:"due"`
	For  string    `json:"for,omitempty"`
}

// Kind implements [Event].
func (LookAgainSet) Kind() string { return "look-again-set" }

func (LookAgainSet) nature() nature     { return nature{later: true} }
func (ev LookAgainSet) step() string    { return ev.Step }
func (ev LookAgainSet) texts() []string { return []string{ev.For} }

func (ev LookAgainSet) say(Run) string {
	return "look again at " + ev.Due.Format("Mon 2006-01-02 15:04 -07:00") + ifAny(": ", ev.For)
}

func (ev LookAgainSet) fold(s *state, e *Entry) {
	if step := s.step(ev.Step); step != nil && !step.state.Settled() {
		step.look = e
	}
}

// LookAgain asks to look at a step again at a time, and may say what for. Whether
// the time is yet to come is for the caller to see.
func LookAgain(step string, due time.Time, what string) Intention {
	what, due = tidy(what), due.Round(0).Truncate(time.Second)
	return on[LookAgainSet](step, func(_ Run, s Step) (Event, error) {
		if s.State.Settled() {
			return nil, settledAlready(s)
		}
		if set, e := s.LookAgain(); e != nil && set.Due.Equal(due) && set.For == what {
			return nil, refuse("%s asked for that already at %s", e.By, timeOfDay(e.At))
		}
		return LookAgainSet{Step: s.ID, Due: due, For: what}, nil
	})
}

// LookAgain returns when to look at the step again, and the entry that says so,
// which is nil if nobody is to.
func (s Step) LookAgain() (LookAgainSet, *Entry) {
	if s.Look == nil {
		return LookAgainSet{}, nil
	}
	return s.Look.Event.(LookAgainSet), s.Look
}

// LookDue reports whether it is time to look at the step again.
func (s Step) LookDue(now time.Time) bool {
	set, e := s.LookAgain()
	return e != nil && !set.Due.After(now)
}

// LooksDue returns the steps that are to be looked at again by now, the earliest
// first.
func (r Run) LooksDue(now time.Time) []Need {
	var needs []Need
	for _, s := range r.Steps() {
		if s.LookDue(now) {
			set, _ := s.LookAgain()
			needs = append(needs, Need{Kind: NeedLook, Step: s, Text: "look again" + ifAny(": ", set.For)})
		}
	}
	slices.SortStableFunc(needs, func(a, b Need) int {
		was, _ := a.Step.LookAgain()
		is, _ := b.Step.LookAgain()
		return was.Due.Compare(is.Due)
	})
	return needs
}

// NeedsAt returns what waits for a person at a moment: the steps that are to be
// looked at again by then, and what [Run.NeedsYou] says.
func (r Run) NeedsAt(now time.Time) []Need { return append(r.LooksDue(now), r.NeedsYou()...) }
