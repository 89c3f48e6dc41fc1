package run

import (
	"slices"
	"time"

	"cordon/playbook"
)

// What starts a clock is a fact, so the event is [FactRecorded].

// StartClock records the fact that starts a clock.
func StartClock(id string, at time.Time, because string) Intention {
	return onStart(id, func(r Run, c Clock) (Event, error) {
		if rec, ok := r.Fact(c.From); ok {
			return nil, refuse("%s has started already, at %s, as %s noted. Correct it to change that", quoted(c.name()), r.shown(c.From), rec.By)
		}
		return recordStart(r, c, at, because)
	})
}

// CorrectClock gives the fact that starts a clock another value. The one
// before stays visible; a later start needs its reason.
func CorrectClock(id string, at time.Time, because string) Intention {
	return onStart(id, func(r Run, c Clock) (Event, error) {
		switch _, ok := r.Fact(c.From); {
		case !ok && c.AtEarliest:
			return nil, refuse("the start of %s is not recorded yet, so there is nothing to correct: it counts from %s at the earliest. Start it", quoted(c.name()), quoted(question(r.book, c.Since)))
		case !ok:
			return nil, refuse("%s has not started: there is nothing to correct", quoted(c.name()))
		}
		return recordStart(r, c, at, because)
	})
}

func recordStart(r Run, c Clock, at time.Time, because string) (Event, error) {
	return RecordFact(c.From, playbook.TextValue(at.Format(time.RFC3339)), because, "")(r)
}

// onStart guards an intention about the start of a clock that a fact starts.
func onStart(id string, decide func(Run, Clock) (Event, error)) Intention {
	return onClock[FactRecorded](id, func(r Run, c Clock) (Event, error) {
		if c.After != "" {
			return nil, refuse("%s starts with the filing of %s", quoted(c.name()), quoted(r.clockName(c.After)))
		}
		return decide(r, c)
	})
}

// later names the clocks whose deadline moves later if a fact gets another
// value.
func (r Run) later(fact string, value playbook.Value) []string {
	start, ok := value.Time()
	if _, had := r.Fact(fact); !had || !ok {
		return nil
	}
	values := r.state.values()
	values[fact] = value
	var moved []string
	for _, c := range r.Clocks() {
		if !slices.Contains(startsOf(c), fact) || !c.Started() || c.Status(start).Ended() {
			continue
		}
		if next := r.state.countOne(c.Clock, values); next.Deadline.Start.After(c.Deadline.Start) || next.Deadline.Due.After(c.Deadline.Due) {
			moved = append(moved, quoted(c.name()))
		}
	}
	return moved
}

// begun reports whether a clock may count from a fact.
func (r Run) begun(fact string) bool {
	return slices.ContainsFunc(r.Clocks(), func(c Clock) bool { return slices.Contains(startsOf(c), fact) })
}

// startsOf names the facts that a clock may count from.
func startsOf(c Clock) []string { return append([]string{c.From, c.CapFrom}, c.Else...) }

// shown is what is recorded for a fact, for people.
func (r Run) shown(id string) string {
	fact, _ := r.book.Fact(id)
	rec, _ := r.Fact(id)
	return fact.Show(rec.Value)
}
