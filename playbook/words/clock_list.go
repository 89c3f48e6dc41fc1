package words

import (
	"slices"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// What a list says of many clocks.

// ClockSpan is [ClockLeft] without the word that says which: a list says it in
// the state beside it. A duty without a number keeps its word.
func ClockSpan(c run.Clock, asOf time.Time) string {
	left := ClockLeft(c, asOf)
	return strings.TrimSuffix(strings.TrimSuffix(left, " left"), " OVERDUE")
}

// ClockWord is the state of a clock for a list: [State.Word], not shouted, or
// "earliest" of one that only runs, see [AtEarliest].
func ClockWord(c run.Clock, asOf time.Time) string {
	word := strings.ToLower(ClockState(c, asOf).Word)
	if word == "running" && AtEarliest(c) != "" {
		return Earliest
	}
	return word
}

// Earliest is [AtEarliest] where room is scarce.
const Earliest = "earliest"

// ClockTallies counts clocks by where they stand: "6 running", "2 met", "31 wait
// for facts". Nothing is said of what there is none of.
func ClockTallies(clocks []run.Clock, asOf time.Time) []string {
	n := map[run.ClockStatus]int{}
	running := 0
	for _, c := range clocks {
		n[c.Status(asOf)]++
		if c.Ticks() {
			running++
		}
	}
	var all []string
	add := func(n int, one, many string) {
		if n > 0 {
			all = append(all, Plural(n, one, many))
		}
	}
	add(n[run.ClockUncounted], "cannot be counted", "cannot be counted")
	add(n[run.ClockOverdue], "overdue", "overdue")
	add(running-n[run.ClockOverdue]-n[run.ClockUncounted], "running", "running")
	add(n[run.ClockFiledInTime], "met", "met")
	add(n[run.ClockFiledLate], "filed late", "filed late")
	add(n[run.ClockNotNotified], "not notified", "not notified")
	add(n[run.ClockNotStarted], "waits for facts", "wait for facts")
	return all
}

// A ClockWait is the clocks that wait for the same thing: for the answer to a
// question, or for the filing of another clock.
type ClockWait struct {
	// Fact is the id of the question, empty for clocks that wait for a filing.
	Fact string
	// After is the id of the clock that must be filed first.
	After  string
	Clocks []run.Clock
}

// ClockWaits gathers those of the clocks that have not started by what they wait
// for first: whether they apply, and then what starts them.
func ClockWaits(clocks []run.Clock, asOf time.Time) []ClockWait {
	var waits []ClockWait
	for _, c := range clocks {
		if c.Status(asOf) != run.ClockNotStarted {
			continue
		}
		waits = gather(waits, waitOf(c), c)
	}
	return waits
}

// gather puts a clock with those that wait for the same.
func gather(waits []ClockWait, next ClockWait, c run.Clock) []ClockWait {
	i := slices.IndexFunc(waits, func(w ClockWait) bool { return w.Fact == next.Fact && w.After == next.After })
	if i < 0 {
		i, waits = len(waits), append(waits, next)
	}
	waits[i].Clocks = append(waits[i].Clocks, c)
	return waits
}

func waitOf(c run.Clock) ClockWait {
	switch {
	case c.Applies == playbook.NotKnown && len(c.WaitsFor) > 0:
		return ClockWait{Fact: c.WaitsFor[0]}
	case c.After != "":
		return ClockWait{After: c.After}
	}
	return ClockWait{Fact: c.From}
}

// ClockWaitsFor says what clocks wait for.
func ClockWaitsFor(r run.Run, w ClockWait) string {
	if w.After != "" {
		return "the filing of " + ClockName(r, w.After)
	}
	return r.Question(w.Fact)
}

// ClockNotice lists what the notice of a clock has to contain by its rule, and
// whether the message that goes with it says so.
func ClockNotice(r run.Run, c run.Clock) []run.Content {
	var said []run.Content
	if s, ok := FilingStep(r, c.ID); ok {
		if m, err := r.Message(s.Message); err == nil {
			said = m.Required
		}
	}
	list := make([]run.Content, len(c.Rule.Content))
	for i, says := range c.Rule.Content {
		list[i].Says = says
		if at := slices.IndexFunc(said, func(must run.Content) bool { return must.Says == says }); at >= 0 {
			list[i].There = said[at].There
		}
	}
	return list
}
