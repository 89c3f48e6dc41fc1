package run

import (
	"time"

	"cordon/playbook"
)

// A Measure is how long a run took to get somewhere. Nil is not known, or not
// reached.
type Measure struct {
	// Understood is from the opening until the first phase was settled.
	Understood *time.Duration
	// Contained is from the opening until what the run recorded as its fact
	// contained_at, or else until a phase with the id contain was settled.
	Contained *time.Duration
	// Notified is the shortest time that the filing of a duty took, from the
	// start of its clock.
	Notified *time.Duration
	// Closed is from the opening until the run was closed.
	Closed *time.Duration
	// Phases are from the first entry about a phase, of the first one from the
	// opening, until its last step was settled, in the order of the playbook.
	Phases []*time.Duration
}

const (
	containedFact  = "contained_at"
	containedPhase = "contain"
)

// Measure measures a run.
func (r Run) Measure() Measure {
	m := Measure{Contained: r.contained(), Notified: r.notified()}
	for i, phase := range r.book.Phases {
		from, to, settled := r.phaseSpan(i)
		if !settled {
			m.Phases = append(m.Phases, nil)
			continue
		}
		if i == 0 {
			from = r.Opened()
			m.Understood = lasted(from, to)
		}
		m.Phases = append(m.Phases, lasted(from, to))
		if phase.ID == containedPhase && m.Contained == nil {
			m.Contained = lasted(r.Opened(), to)
		}
	}
	if c, closed := r.Closing(); closed {
		m.Closed = lasted(r.Opened(), c.At)
	}
	return m
}

// lasted is the time between two moments; what lies before the first takes none.
func lasted(from, to time.Time) *time.Duration {
	d := max(0, to.Sub(from))
	return &d
}

// phaseSpan is from the first entry about a phase until its last step was
// settled, if all that count are.
func (r Run) phaseSpan(phase int) (from, to time.Time, settled bool) {
	for _, s := range r.Phase(phase) {
		for _, e := range s.Entries {
			if from.IsZero() || e.At.Before(from) {
				from = e.At
			}
		}
		switch {
		case s.State.Settled():
			settled = true
			if s.At.After(to) {
				to = s.At
			}
		case s.Counts() && !s.Optional:
			return from, to, false
		}
	}
	return from, to, settled
}

func (r Run) contained() *time.Duration {
	rec, ok := r.Fact(containedFact)
	if fact, there := r.book.Fact(containedFact); !ok || !there || fact.Type != playbook.Time {
		return nil
	}
	at, ok := rec.Value.Time()
	if !ok {
		return nil
	}
	return lasted(r.Opened(), at)
}

func (r Run) notified() *time.Duration {
	var shortest *time.Duration
	for _, c := range r.Clocks() {
		if c.Filed == nil || c.Deadline.Start.IsZero() {
			continue
		}
		if d := lasted(c.Deadline.Start, c.Filed.At); shortest == nil || *d < *shortest {
			shortest = d
		}
	}
	return shortest
}
