package words

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"cordon/playbook/run"
)

// What is said of the clocks that count although nobody knows yet whether they
// apply: not each by each, but how few answers settle them.

// A May is the clocks that count and may not apply, by what settles them.
type May struct {
	// Clocks is how many there are.
	Clocks int
	// Waits gathers them by the question that each waits for first: those with a
	// deadline that is due soon at the head, then those with one that has passed,
	// then the one that settles most. A clock may wait for another answer after
	// that.
	Waits []ClockWait
	run   run.Run
}

// MayApply gathers the clocks that count at a moment and may not apply.
func MayApply(r run.Run, clocks []run.Clock, asOf time.Time) May {
	m := May{run: r}
	for _, c := range clocks {
		if !c.Candidate() {
			continue
		}
		m.Clocks++
		next := ClockWait{}
		if len(c.WaitsFor) > 0 {
			next.Fact = c.WaitsFor[0]
		}
		m.Waits = gather(m.Waits, next, c)
	}
	slices.SortStableFunc(m.Waits, func(a, b ClockWait) int {
		return cmp.Or(cmp.Compare(a.presses(asOf), b.presses(asOf)), cmp.Compare(len(b.Clocks), len(a.Clocks)))
	})
	return m
}

// presses says how soon clocks that may apply want an answer, the most pressing
// first: one that is due soon can still be met.
func (w ClockWait) presses(asOf time.Time) int {
	least := 2
	for _, c := range w.Clocks {
		switch c.Status(asOf) {
		case run.ClockDueSoon:
			return 0
		case run.ClockOverdue:
			least = 1
		}
	}
	return least
}

// Steps are the steps that ask what settles the clocks, in the order of the run.
func (m May) Steps() []run.Step {
	var steps []run.Step
	for _, s := range m.run.Steps() {
		if slices.ContainsFunc(m.Waits, func(w ClockWait) bool {
			asks, ok := RecordingStep(m.run, w.Fact)
			return ok && asks.ID == s.ID
		}) {
			steps = append(steps, s)
		}
	}
	return steps
}

// Texts say it from the longest to the shortest: "26 may apply: answer 2
// questions, 1.2 and 1.3", "26 may apply". Nothing is said of none.
func (m May) Texts() []string {
	if m.Clocks == 0 {
		return nil
	}
	short := Plural(m.Clocks, "may apply", "may apply")
	steps := m.Steps()
	if len(steps) == 0 {
		return []string{short}
	}
	const most = 3
	var numbers []string
	for _, s := range steps[:min(most, len(steps))] {
		numbers = append(numbers, s.Number)
	}
	list := Listed(numbers)
	if len(steps) > most {
		list = strings.Join(numbers, ", ") + " and others"
	}
	long := short + ": answer " + Plural(len(m.Waits), "question", "questions") + ", " + list
	return []string{long, short + ": answer " + list, short + ": " + numbers[0], short}
}

// Unanswered says of a closed run how many deadlines nobody said of whether they
// apply, as the rest of a sentence, or is empty. Those of a drill are invented.
func Unanswered(r run.Run) string {
	n := MayApply(r, r.Ticking(), time.Time{}).Clocks
	if _, closed := r.Closing(); !closed || r.Drill() || n == 0 {
		return ""
	}
	return "nobody said whether " + Plural(n, "deadline applies", "deadlines apply")
}

// Listed joins names: "1.2", "1.2 and 1.3", "1.2, 1.3 and 2.1".
func Listed(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
