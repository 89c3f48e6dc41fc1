package run

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/clock"
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
	FindNoReason     FindingKind = "no-reason"     // a decision without one
	FindChanged      FindingKind = "changed"       // a fact or decision got another value later
	FindLate         FindingKind = "recorded-late" // long after it happened
	FindClockBack    FindingKind = "clock-back"    // the system clock moved back
	FindSilence      FindingKind = "silence"       // nothing was recorded for long
	FindUndone       FindingKind = "undone"        // an action was taken back
	FindAfterClosing FindingKind = "after-closing" // recorded after the run was closed once
	FindPlaybook     FindingKind = "playbook"      // not the playbook of the library
	// FindClockInTimeBy is a filing that only a later entry brings into time. It
	// stands before all others.
	FindClockInTimeBy FindingKind = "clock-in-time-by"
	FindClockLate     FindingKind = "clock-late"   // filed after its deadline
	FindClockOpen     FindingKind = "clock-open"   // started, and neither filed nor waived in a closed run
	FindClockWaived   FindingKind = "clock-waived" // nobody was notified, and why
	FindClockEarly    FindingKind = "clock-early"  // filed within an embargo
	FindClockNoRef    FindingKind = "clock-no-ref" // filed without the authority's reference
)

const (
	// lateAfter is how long after it happened an entry counts as late.
	lateAfter = 15 * time.Minute
	// silenceAfter is the longest pause without an entry that is nothing to
	// look at, where the step at hand does not say how long it takes.
	silenceAfter = time.Hour
	// silenceTimes is how many times the step's own estimate a pause may last,
	// but a pause of less than silenceLeast is never a silence.
	silenceTimes = 3
	silenceLeast = 15 * time.Minute
	// clockSlack is how far a system clock may be put right without remark.
	clockSlack = 2 * time.Second
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
				Text: fmt.Sprintf("the run followed a playbook %q that differs from the one in the library today", r.book.Title)})
		}
	}
	found = append(found, r.addedFindings(library)...)
	for _, s := range r.Steps() {
		found = append(found, r.stepFindings(s)...)
	}
	for _, c := range r.Clocks() {
		found = append(found, r.clockFindings(c)...)
	}
	found = append(found, r.entryFindings()...)
	slices.SortStableFunc(found, func(a, b Finding) int { return b.weight() - a.weight() })
	return found
}

// weight is 1 for what a reviewer has to look at before all else.
func (f Finding) weight() int {
	if f.Kind == FindClockInTimeBy {
		return 1
	}
	return 0
}

// addedFindings names the playbooks that were taken in and are not as those of
// the library today.
func (r Run) addedFindings(library func(id string) (digest string, ok bool)) []Finding {
	var found []Finding
	for _, e := range r.entries {
		ev, ok := e.Event.(PlaybookAdded)
		if !ok || library == nil || r.UndoneBy(e.Seq) != 0 {
			continue
		}
		if digest, ok := library(ev.Playbook.ID); ok && digest != ev.Playbook.SHA256 {
			found = append(found, Finding{Kind: FindPlaybook, Seq: e.Seq,
				Text: fmt.Sprintf("the run took in a playbook %q that differs from the one in the library today", ev.name())})
		}
	}
	return found
}

func (r Run) clockFindings(c Clock) []Finding {
	var found []Finding
	add := func(kind FindingKind, e *Entry, format string, args ...any) {
		f := Finding{Kind: kind, Text: quoted(c.name()) + " " + fmt.Sprintf(format, args...)}
		if e != nil {
			f.Seq = e.Seq
		}
		found = append(found, f)
	}
	if c.Filed != nil {
		ev := c.Filed.Event.(ClockFiled)
		if c.Status(c.Filed.At) == ClockFiledLate {
			add(FindClockLate, c.Filed, "filed %s late, because: %s", clock.Span(c.Filed.At.Sub(c.Deadline.Due)), ev.Because)
		}
		if by, ok := c.InTimeBy(); ok {
			add(FindClockInTimeBy, c.Filed, "filed %s", by)
		}
		if c.Deadline.TooEarly(c.Filed.At) {
			add(FindClockEarly, c.Filed, "given %s before its embargo ended%s", clock.Span(c.Deadline.NotBefore.Sub(c.Filed.At)), ifAny(", because: ", ev.Because))
		}
		if ev.Reference == "" {
			add(FindClockNoRef, c.Filed, "filed without a reference of whoever received it")
		}
		return found
	}
	closing, closed := r.Closing()
	switch {
	case c.Waived != nil:
		add(FindClockWaived, c.Waived, "not notified, because: %s", c.Waived.Event.(ClockWaived).Because)
	case closed && c.Started() && c.Applies != playbook.No:
		add(FindClockOpen, nil, "left %s when the run was closed", strings.ReplaceAll(string(c.Status(closing.At)), "-", " "))
	}
	return found
}

func (r Run) stepFindings(s Step) []Finding {
	var found []Finding
	add := func(kind FindingKind, format string, args ...any) {
		found = append(found, Finding{Kind: kind, Step: s.ID, Seq: s.Seq, Text: s.Number + " " + fmt.Sprintf(format, args...)})
	}
	_, closed := r.Closing()
	needed := s.Applies != playbook.No && !s.Optional
	switch s.State {
	case Skipped:
		if needed {
			add(FindSkipped, "skipped: %s", s.Reason)
		}
	case Failed:
		add(FindFailed, "failed: %s", s.Reason)
	case Blocked:
		if closed && needed {
			add(FindOpen, "left open, blocked: %s", s.Reason)
		}
	case Todo:
		if closed && needed {
			add(FindOpen, "left open%s", r.ifWaiting(s))
		}
	case Done:
		if early := r.doneBefore(s); len(early) > 0 {
			add(FindEarly, "done before %s%s", strings.Join(early, ", "), ifAny(", because: ", s.Reason))
		}
		if without := r.stillWithout(s); len(without) > 0 {
			add(FindWithout, "done without %s%s", strings.Join(without, ", "), ifAny(", because: ", s.Reason))
		}
	}
	return found
}

func (r Run) ifWaiting(s Step) string {
	if s.Waiting() {
		return ": not known whether it applies: " + questions(r.book, s.WaitsFor)
	}
	return ""
}

// doneBefore returns the steps that a done step needed and that were open when
// it was done.
func (r Run) doneBefore(s Step) []string {
	var steps []string
	for _, id := range s.Needs {
		if slices.Contains(s.Lacked, Lack{Kind: LackNeed, Name: id}.String()) {
			steps = append(steps, r.Step(id).Number)
		}
	}
	return steps
}

// stillWithout returns what a done step lacks today: what came later is there,
// and what was taken back later is not.
func (r Run) stillWithout(s Step) []string {
	var names []string
	for _, l := range r.Lacks(s) {
		switch l.Kind {
		case LackFact:
			names = append(names, "an answer to "+quoted(l.Text))
		case LackCheck:
			names = append(names, "the check "+quoted(l.Text))
		case LackEvidence:
			names = append(names, "its evidence")
		}
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
	prev   *Entry // the last one that was part of the response
	closed bool   // the run has been closed at least once
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
	if e.ClockBack > clockSlack {
		w.add(FindClockBack, e, "the system clock moved back by %s before entry %d", clock.Span(e.ClockBack), e.Seq)
	}
	if late := e.Recorded.Sub(e.At); late > lateAfter {
		w.add(FindLate, e, "recorded %s after it happened: %s", clock.Span(late), what())
	}
	nature := e.Event.nature()
	if !nature.reviews {
		w.silence(e)
		w.prev = e
	}
	if w.run.UndoneBy(e.Seq) != 0 && nature.undoable() {
		w.add(FindUndone, e, "taken back by entry %d: %s", w.run.UndoneBy(e.Seq), what())
	}
	w.fact(e)
	_, closes := e.Event.(Closed)
	if w.closed && !closes && !nature.reviews {
		w.add(FindAfterClosing, e, "recorded after the run was closed: %s", what())
	}
	w.closed = w.closed || closes
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
	if i, ok := w.run.state.place[StepOf(e.Event)]; ok && w.run.state.all[i].Expects > 0 {
		limit = max(silenceTimes*w.run.state.all[i].Expects, silenceLeast)
	}
	if pause := e.Recorded.Sub(w.prev.Recorded); pause > limit {
		w.add(FindSilence, e, "nothing was recorded for %s before entry %d", clock.Span(pause), e.Seq)
	}
}

// fact looks for a value that changed, and for a decision without a reason.
func (w *entryWalk) fact(e *Entry) {
	ev, ok := e.Event.(FactRecorded)
	if !ok || w.run.UndoneBy(e.Seq) != 0 {
		return
	}
	before, had := w.values[ev.Fact]
	w.values[ev.Fact] = ev.Value
	fact, _ := w.run.book.Fact(ev.Fact)
	if fact.Because && ev.Because == "" {
		w.add(FindNoReason, e, "the decision %s has no reason: %s", quoted(question(w.run.book, ev.Fact)), fact.Show(ev.Value))
	}
	if had && !before.Equal(ev.Value) {
		w.add(FindChanged, e, "%s %s was changed from %s to %s", noun(fact), quoted(question(w.run.book, ev.Fact)), fact.Show(before), fact.Show(ev.Value))
	}
}

func noun(f playbook.Fact) string {
	if f.Because {
		return "the decision"
	}
	return "the answer to"
}
