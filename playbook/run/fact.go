package run

import (
	"slices"
	"strings"
	"time"

	"cordon/playbook"
)

// FactRecorded gives a fact its value. It supersedes the one before, which
// stays visible in [Record.Earlier]. Step is where it was recorded, if at one.
type FactRecorded struct {
	Fact    string         `json:"fact"`
	Value   playbook.Value `json:"value"`
	Because string         `json:"because,omitempty"`
	Step    string         `json:"step,omitempty"`
	// FromProfile is the digest of the organisation's profile that the answer
	// is from, if it is: see [ProfileUsed].
	FromProfile string `json:"from_profile,omitempty"`

	begins bool // it starts a clock and may not lie ahead; known only while it is intended
}

// Kind implements [Event].
func (FactRecorded) Kind() string { return "fact-recorded" }

func (FactRecorded) nature() nature     { return nature{recounts: true} }
func (ev FactRecorded) step() string    { return ev.Step }
func (ev FactRecorded) texts() []string { return []string{ev.Value.Text(), ev.Because} }

func (ev FactRecorded) say(r Run) string {
	fact, ok := r.book.Fact(ev.Fact)
	if !ok {
		fact = playbook.Fact{ID: ev.Fact}
	}
	return fact.Answered(fact.Show(ev.Value)) + ifAny(", because: ", ev.Because) + ev.source()
}

// source says where the answer is from, if not from the run.
func (ev FactRecorded) source() string {
	if ev.FromProfile == "" {
		return ""
	}
	return " (from the profile)"
}

func (ev FactRecorded) fold(s *state, e *Entry) {
	fact, ok := s.book.Fact(ev.Fact)
	if !ok || fact.Check(ev.Value) != nil {
		return // shown in the timeline, but no condition may rest on it
	}
	before := s.facts[ev.Fact]
	if before.entry != nil {
		before.Earlier = append(before.Earlier, before.entry)
	}
	s.facts[ev.Fact] = Record{
		Value: ev.Value, Because: ev.Because, At: e.At, By: e.By, Seq: e.Seq,
		FromProfile: ev.FromProfile, Earlier: before.Earlier, entry: e,
	}
}

func (ev FactRecorded) anchored(s *state) bool {
	fact, ok := s.book.Fact(ev.Fact)
	return ok && fact.Check(ev.Value) == nil
}

// A Record is the value of a fact as it was recorded.
type Record struct {
	Value   playbook.Value
	Because string
	At      time.Time
	By      string
	Seq     uint64
	// FromProfile is the digest of the profile that the answer is from, or "".
	FromProfile string
	// Earlier holds the entries (FactRecorded) that this one supersedes,
	// oldest first.
	Earlier []*Entry

	entry *Entry
}

// Fact returns what is recorded for a fact.
func (r Run) Fact(id string) (Record, bool) {
	rec, ok := r.state.facts[id]
	return rec, ok
}

// renews reports whether a step asks again for a fact that was answered elsewhere:
// at a pause the same answer is a new one.
func (r Run) renews(now Record, fact, step string) bool {
	s, err := r.Find(step)
	return err == nil && s.Pause && slices.Contains(s.Record, fact) && now.entry.Event.step() != s.ID
}

// RecordFact gives a fact a value. A decision needs a reason. step may be
// empty.
func RecordFact(fact string, value playbook.Value, because, step string) Intention {
	because = tidy(because)
	return intend[FactRecorded](func(r Run) (Event, error) {
		f, err := r.book.FindFact(fact)
		if err != nil {
			return nil, err
		}
		if err := f.Check(value); err != nil {
			return nil, refuse("%v", err)
		}
		if f.Because && because == "" {
			return nil, needReason("%s is a decision: say why", quoted(f.Ask))
		}
		if now, ok := r.Fact(f.ID); ok && now.Value.Equal(value) && now.Because == because && !r.renews(now, f.ID, step) {
			return nil, refuse("%s was already answered so by %s at %s", quoted(f.Ask), now.By, timeOfDay(now.At))
		}
		if moved := r.later(f.ID, value); len(moved) > 0 && because == "" {
			return nil, needReason("this moves the deadline of %s later: say why the start was wrong before", strings.Join(moved, ", "))
		}
		ev := FactRecorded{Fact: f.ID, Value: value, Because: because, begins: !f.Ahead && r.begun(f.ID)}
		if step != "" {
			s, err := r.Find(step)
			if err != nil {
				return nil, err
			}
			ev.Step = s.ID
		}
		return ev, nil
	})
}

// Hints returns the hints of a fact whose conditions are yes as the run stands.
func (r Run) Hints(fact string) []playbook.Hint {
	f, _ := r.book.Fact(fact)
	if len(f.Hints) == 0 {
		return nil
	}
	values := make(map[string]playbook.Value, len(r.state.facts))
	for id, rec := range r.state.facts {
		values[id] = rec.Value
	}
	return slices.DeleteFunc(slices.Clone(f.Hints), func(h playbook.Hint) bool {
		answer, _ := h.When.Eval(values)
		return answer != playbook.Yes
	})
}
