package run

import (
	"fmt"
	"strings"
	"time"

	"cordon/playbook"
)

// A Finding is something a reviewer should look at. Findings follow from the
// entries alone.
type Finding struct {
	Kind FindingKind `json:"kind"`
	Step string      `json:"step,omitempty"` // id
	Seq  uint64      `json:"seq,omitempty"`  // the entry it is about
	Text string      `json:"text"`
}

// A FindingKind says what there is to look at.
type FindingKind string

// The kinds of findings.
const (
	FindSkipped      FindingKind = "skipped"       // a required step
	FindOpen         FindingKind = "left-open"     // a required step, in a closed run
	FindFailed       FindingKind = "failed"        // a step did not go to plan
	FindEarly        FindingKind = "done-early"    // before what it needed
	FindWithout      FindingKind = "done-without"  // its evidence, facts or checks
	FindChanged      FindingKind = "changed"       // a fact or decision got another value later
	FindLate         FindingKind = "recorded-late" // long after it happened
	FindClockBack    FindingKind = "clock-back"    // the system clock moved back
	FindSilence      FindingKind = "silence"       // nothing was recorded for long
	FindUndone       FindingKind = "undone"        // an action was taken back
	FindAfterClosing FindingKind = "after-closing" // recorded after the run was closed once
	FindPlaybook     FindingKind = "playbook"      // not the playbook of the library
)

const (
	// lateAfter is how long after it happened an entry counts as late.
	lateAfter = 15 * time.Minute
	// silenceAfter is the longest pause without an entry that is nothing to
	// look at, where the step at hand does not say how long it takes.
	silenceAfter = time.Hour
	// silenceTimes is how many times the step's own estimate a pause may last.
	silenceTimes = 3
)

// Findings returns what a reviewer should look at: first by step, then in the
// order of the entries. library gives the digest of the playbook that ships
// with the program or lies in the user's folder under an id; nil means that
// none is at hand to compare with.
func (r Run) Findings(library func(id string) (digest string, ok bool)) []Finding {
	var found []Finding
	if library != nil {
		if digest, ok := library(r.book.ID); ok && digest != r.book.Digest {
			found = append(found, Finding{Kind: FindPlaybook, Seq: 1,
				Text: fmt.Sprintf("the run followed a playbook %s that differs from the one in the library today", r.book.ID)})
		}
	}
	for _, s := range r.Steps() {
		found = append(found, r.stepFindings(s)...)
	}
	return append(found, r.entryFindings()...)
}

func (r Run) stepFindings(s Step) []Finding {
	var found []Finding
	add := func(kind FindingKind, format string, args ...any) {
		found = append(found, Finding{Kind: kind, Step: s.ID, Seq: s.Seq, Text: s.Number + " " + fmt.Sprintf(format, args...)})
	}
	_, closed := r.Closing()
	switch s.State {
	case Skipped:
		if !s.Optional {
			add(FindSkipped, "skipped: %s", s.Reason)
		}
	case Failed:
		add(FindFailed, "failed: %s", s.Reason)
	case Todo, Blocked:
		if closed && s.Counts() && !s.Optional {
			add(FindOpen, "left open, state %s", s.State)
		}
	case Done:
		if early := lacked(s, LackNeed); len(early) > 0 {
			add(FindEarly, "done before %s, because: %s", strings.Join(early, ", "), s.Reason)
		}
		if without := r.stillWithout(s); len(without) > 0 {
			add(FindWithout, "done without %s, because: %s", strings.Join(without, ", "), s.Reason)
		}
	}
	return found
}

// lacked returns the names of what a step was done without, of one kind.
func lacked(s Step, kind LackKind) []string {
	var names []string
	for _, l := range s.Lacked {
		if name, ok := strings.CutPrefix(l, string(kind)); ok {
			names = append(names, strings.TrimSpace(name))
		}
	}
	return names
}

// stillWithout returns what a done step lacked then and lacks today.
func (r Run) stillWithout(s Step) []string {
	var names []string
	for _, l := range r.Lacks(s) {
		if l.Kind != LackNeed {
			names = append(names, l.String())
		}
	}
	if len(s.Lacked) == 0 {
		return nil
	}
	return names
}

// entryFindings walks the journal once.
func (r Run) entryFindings() []Finding {
	w := entryWalk{run: r, values: map[string]playbook.Value{}}
	for _, e := range r.entries {
		w.visit(e)
	}
	return w.found
}

type entryWalk struct {
	run    Run
	found  []Finding
	prev   *Entry
	closed bool // the run has been closed at least once
	values map[string]playbook.Value
}

func (w *entryWalk) add(kind FindingKind, e *Entry, format string, args ...any) {
	w.found = append(w.found, Finding{Kind: kind, Step: StepOf(e.Event), Seq: e.Seq, Text: fmt.Sprintf(format, args...)})
}

func (w *entryWalk) visit(e *Entry) {
	what := func() string {
		step, text := w.run.Describe(e)
		return strings.TrimSpace(step + " " + text)
	}
	if e.ClockBack > 0 {
		w.add(FindClockBack, e, "the system clock moved back by %s before entry %d", e.ClockBack.Round(time.Second), e.Seq)
	}
	if late := e.Recorded.Sub(e.At); late > lateAfter {
		w.add(FindLate, e, "recorded %s after it happened: %s", span(late), what())
	}
	w.silence(e)
	if w.run.UndoneBy(e.Seq) != 0 && undoable(e.Event) {
		w.add(FindUndone, e, "taken back by entry %d: %s", w.run.UndoneBy(e.Seq), what())
	}
	w.changed(e)
	switch e.Event.(type) {
	case Closed:
		w.closed = true
	default:
		if w.closed {
			w.add(FindAfterClosing, e, "recorded after the run was closed: %s", what())
		}
	}
	w.prev = e
}

// silence looks at the pause before an entry. A closed run may rest.
func (w *entryWalk) silence(e *Entry) {
	if w.prev == nil {
		return
	}
	if _, rested := w.prev.Event.(Closed); rested {
		return
	}
	limit := silenceAfter
	if s, ok := w.run.book.Step(StepOf(e.Event)); ok && s.Expects > 0 {
		limit = silenceTimes * s.Expects
	}
	if pause := e.Recorded.Sub(w.prev.Recorded); pause > limit {
		zone := e.At.Location()
		w.add(FindSilence, e, "nothing was recorded for %s, from %s to %s", span(pause),
			clock(w.prev.Recorded.In(zone)), clock(e.Recorded.In(zone)))
	}
}

// changed looks for a fact that had a value before.
func (w *entryWalk) changed(e *Entry) {
	ev, ok := e.Event.(FactRecorded)
	if !ok || w.run.UndoneBy(e.Seq) != 0 {
		return
	}
	before, had := w.values[ev.Fact]
	w.values[ev.Fact] = ev.Value
	if had && !before.Equal(ev.Value) {
		fact, _ := w.run.book.Fact(ev.Fact)
		w.add(FindChanged, e, "%s %s was changed from %s to %s", noun(fact), ev.Fact, fact.Show(before), fact.Show(ev.Value))
	}
}

func noun(f playbook.Fact) string {
	if f.Because {
		return "the decision"
	}
	return "the fact"
}

// span writes a duration in hours and minutes: "2h10m".
func span(d time.Duration) string {
	d = d.Round(time.Minute)
	if d < time.Hour {
		return fmt.Sprintf("%dm", int(d.Minutes()))
	}
	return fmt.Sprintf("%dh%02dm", int(d.Hours()), int(d.Minutes())%60)
}
