package run

import (
	"fmt"
	"slices"
	"strings"

	"cordon/playbook"
)

// ClockAdded takes a rule from the library of the law into the run, as it was
// on that day, and makes a clock of it. From is the fact that starts it; one
// that no playbook of the run has is declared with it. After is the clock whose
// filing starts it instead.
type ClockAdded struct {
	Clock   string        `json:"clock"`
	Rule    playbook.Rule `json:"rule"`
	From    string        `json:"from,omitempty"`
	After   string        `json:"after,omitempty"`
	CapFrom string        `json:"cap_from,omitempty"`
}

// Kind implements [Event].
func (ClockAdded) Kind() string { return "clock-added" }

func (ClockAdded) nature() nature  { return nature{recounts: true, extends: true} }
func (ClockAdded) step() string    { return "" }
func (ClockAdded) texts() []string { return nil }

func (ev ClockAdded) say(Run) string { return "clock added: " + orElse(ev.Rule.Title, ev.Clock) }

func (ev ClockAdded) fold(s *state, _ *Entry) {
	if hasClock(s.allClocks(), ev.Clock) {
		return
	}
	name := quoted(orElse(ev.Rule.Title, ev.Clock))
	s.extend(s.book.WithClock(
		playbook.Clock{ID: ev.Clock, Rule: ev.Rule.ID, From: ev.From, After: ev.After, CapFrom: ev.CapFrom},
		map[string]string{
			ev.From:    "When did " + name + " start?",
			ev.CapFrom: "From when does the upper limit of " + name + " count?",
		}))
	s.pin(ev.Rule)
}

func (ev ClockAdded) anchored(s *state) bool {
	c, ok := s.book.Clock(ev.Clock)
	return ok && c.Rule == ev.Rule.ID
}

// AddClock takes a rule into the run and counts by it. from is the fact of type
// time that starts the clock. Without one the clock starts as the rule says,
// with the filing of another clock of the run, or from a fact of its own, which
// [StartClock] records.
func AddClock(rule playbook.Rule, from string) Intention {
	return intend[ClockAdded](func(r Run) (Event, error) {
		if !rule.Joins() {
			return nil, refuse("nothing can be counted by the rule %s: %s", quoted(rule.Title), rule.Standing())
		}
		for _, c := range r.Clocks() {
			if c.Clock.Rule == rule.ID {
				return nil, refuse("the run has that clock already: %s (%s)", quoted(c.name()), c.ID)
			}
		}
		ev := ClockAdded{Clock: r.freeClock(rule.ID), Rule: rule, From: from}
		if from != "" {
			if err := r.startsClock(from); err != nil {
				return nil, err
			}
		} else if before, ok := r.clockOf(rule.ChainedTo); ok {
			ev.After = before.ID
		} else {
			ev.From = ownFact("start", ev.Clock)
		}
		if !rule.Counting.Cap.IsZero() {
			ev.CapFrom = ownFact("cap", ev.Clock)
		}
		return ev, nil
	})
}

// startsClock says why a fact cannot start a clock.
func (r Run) startsClock(id string) error {
	fact, err := r.book.FindFact(id)
	if err != nil {
		return err
	}
	if fact.Type != playbook.Time {
		return refuse("a clock starts from a time, and %s is none. Those that are: %s", quoted(fact.Ask), strings.Join(r.Moments(), ", "))
	}
	return nil
}

// Moments returns the ids of the facts that a clock can start from.
func (r Run) Moments() []string {
	var ids []string
	for _, f := range r.book.Facts {
		if f.Type == playbook.Time {
			ids = append(ids, f.ID)
		}
	}
	return ids
}

// clockOf returns the clock that counts by a rule.
func (r Run) clockOf(rule string) (Clock, bool) {
	i := slices.IndexFunc(r.Clocks(), func(c Clock) bool { return rule != "" && c.Clock.Rule == rule })
	if i < 0 {
		return Clock{}, false
	}
	return r.Clocks()[i], true
}

// freeClock returns the id that a clock of a rule gets.
func (r Run) freeClock(rule string) string {
	id := rule
	for n := 2; ; n++ {
		if !hasClock(r.state.allClocks(), id) {
			return id
		}
		id = fmt.Sprintf("%s-%d", rule, n)
	}
}

// ownFact names a fact that is there for one clock alone.
func ownFact(what, clock string) string { return what + "_" + strings.ReplaceAll(clock, "-", "_") }
