package words

import (
	"slices"
	"strings"
	"time"

	"cordon/playbook/run"
)

// A Measured is a run with how long it took, and its rows of findings by weight.
type Measured struct {
	Phases           []string // by playbook, number and title
	Measure          run.Measure
	Must, Look, Note int
}

// Measuring measures a run; rows are its findings. It keeps nothing else of it, for
// there may be thousands.
func Measuring(r run.Run, rows []FindingRow) Measured {
	var phases []string
	for _, phase := range r.Book().Phases {
		phases = append(phases, r.Book().ID+" "+phase.Number+" "+phase.Title)
	}
	return Measured{phases, r.Measure(), Weighing(rows, run.MustLook), Weighing(rows, run.WorthALook), Weighing(rows, run.Noted)}
}

// A Stat says how long something took in several runs.
type Stat struct {
	Name                      string
	Runs                      int // that got there
	Median, Shortest, Longest time.Duration
}

// Stats says how long runs took to understand, contain, notify and close.
func Stats(all []Measured) []Stat {
	of := func(name string, get func(run.Measure) *time.Duration) Stat {
		var took []time.Duration
		for _, m := range all {
			if d := get(m.Measure); d != nil {
				took = append(took, *d)
			}
		}
		return statOf(name, took)
	}
	return []Stat{
		of("understood", func(m run.Measure) *time.Duration { return m.Understood }),
		of("contained", func(m run.Measure) *time.Duration { return m.Contained }),
		of("first notified", func(m run.Measure) *time.Duration { return m.Notified }),
		of("closed", func(m run.Measure) *time.Duration { return m.Closed }),
	}
}

// PhaseStats says how long each phase took. Phases of different playbooks are
// not one thing.
func PhaseStats(all []Measured) []Stat {
	var names []string
	took := map[string][]time.Duration{}
	for _, m := range all {
		for i, name := range m.Phases {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
			if d := m.Measure.Phases[i]; d != nil {
				took[name] = append(took[name], *d)
			}
		}
	}
	slices.SortStableFunc(names, byBook)
	var stats []Stat
	for _, name := range names {
		if len(took[name]) > 0 {
			stats = append(stats, statOf(name, took[name]))
		}
	}
	return stats
}

// byBook keeps the phases of one playbook together, in their order.
func byBook(a, b string) int {
	book, _, _ := strings.Cut(a, " ")
	other, _, _ := strings.Cut(b, " ")
	return strings.Compare(book, other)
}

// statOf sums up. The median of an even number is the lower of the two in the
// middle: a time that a run took.
func statOf(name string, took []time.Duration) Stat {
	s := Stat{Name: name, Runs: len(took)}
	if len(took) > 0 {
		slices.Sort(took)
		s.Median, s.Shortest, s.Longest = took[(len(took)-1)/2], took[0], took[len(took)-1]
	}
	return s
}
