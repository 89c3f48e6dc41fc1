package run

import (
	"slices"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/clock"
)

// clocks looks at the deadlines.
func (f *finder) clocks() {
	for _, c := range f.run.Clocks() { // those come before all others
		if by, ok := c.InTimeBy(); ok && f.run.has(c.Filed) {
			ev := c.Filed.Event.(ClockFiled)
			f.add(FindClockInTimeBy, Finding{Clock: c.ID, Text: quoted(c.name()) + " was filed " + by.String() + ifAny(", because: ", ev.Because)}, c.Filed.Seq)
		}
	}
	for _, c := range f.run.Clocks() {
		f.clockStart(c)
		f.ownRule(c)
		switch {
		case c.Filed != nil && !f.run.has(c.Filed):
			// It was filed in another run of the incident: see Among.
		case c.Filed != nil:
			f.filed(c)
		case c.Waived != nil:
			f.add(FindClockWaived, Finding{Clock: c.ID, Text: quoted(c.name()) + ": nobody was notified, because: " + c.Waived.Event.(ClockWaived).Because}, c.Waived.Seq)
		case c.Started() && c.Applies != playbook.No:
			f.running(c)
		}
	}
}

// has reports whether an entry is one of the run.
func (r Run) has(e *Entry) bool {
	mine, ok := r.Entry(e.Seq)
	return ok && mine == e
}

// filed looks at a deadline that was met, or is said to have been.
func (f *finder) filed(c Clock) {
	ev, name := c.Filed.Event.(ClockFiled), quoted(c.name())
	because := ifAny(", because: ", ev.Because)
	if c.Status(c.Filed.At) == ClockFiledLate {
		f.add(FindClockLate, Finding{Clock: c.ID, Text: name + " was filed " + clock.Span(c.Filed.At.Sub(c.Deadline.Due)) + " late" + because}, c.Filed.Seq)
	}
	if c.Deadline.TooEarly(c.Filed.At) {
		f.add(FindClockEarly, Finding{Clock: c.ID, Text: name + " was given " + clock.Span(c.Deadline.NotBefore.Sub(c.Filed.At)) + " before its embargo ended" + because}, c.Filed.Seq)
	}
	if ev.Reference == "" {
		f.add(FindClockNoRef, Finding{Clock: c.ID, Text: name + " was filed without a reference of whoever received it"}, c.Filed.Seq)
	}
	if c.Filed.At.Before(c.Deadline.Start.Truncate(time.Minute)) {
		f.add(FindClockOrder, Finding{Clock: c.ID, Text: name + " was filed at " + c.Filed.At.Format(clockLayout) + ", before it started at " +
			c.Deadline.Start.Format(clockLayout) + because}, c.Filed.Seq, f.startEntry(c))
	}
}

// running looks at a deadline that nobody settled. In a drill, one counts that
// came due before the drill ended: the others were not reached.
func (f *finder) running(c Clock) {
	closing, closed := f.run.Closing()
	due, name := c.Deadline.Due, quoted(c.name())
	overdue := !due.IsZero() && f.beside.Now.After(due)
	if f.run.Drill() {
		overdue = overdue && (!closed || closing.At.After(due))
		closed = false
	}
	seq, perhaps := f.startEntry(c), mayStandIn(f.run.BodilessOf(ClockFiled{}, ClockWaived{}))
	switch {
	case c.Uncounted:
		f.add(FindClockUncount, Finding{Clock: c.ID, Text: name + " has started and cannot be counted: " + c.Problem}, seq)
	case !overdue && !closed:
	case c.Candidate():
		f.add(FindClockAsked, Finding{Clock: c.ID, Group: "clock-unanswered", Brief: name, Text: name + dueWords(c, overdue) + ", and nobody said whether it applies"}, seq)
	case closed:
		f.add(FindClockOpen, Finding{Clock: c.ID, Brief: name + dueBrief(c), Text: name + " was neither filed nor waived when the run was closed" + dueWords(c, overdue) + perhaps}, seq, f.closedBy())
	default:
		f.add(FindClockOpen, Finding{Clock: c.ID, Brief: name + dueBrief(c), Text: name + " is neither filed nor waived" + dueWords(c, overdue) + perhaps}, seq)
	}
}

// dueWords says when a deadline that runs is or was due.
func dueWords(c Clock, overdue bool) string {
	at := c.Deadline.Due.Format(clockLayout)
	earliest := ""
	if c.AtEarliest {
		earliest = " at the earliest"
	}
	switch {
	case c.Problem != "":
		return ": " + c.Problem
	case c.Deadline.Due.IsZero():
		return ": it has no number of hours or days"
	case overdue:
		return ": it was due " + at + earliest
	}
	return ": it is due " + at + earliest
}

// dueBrief says in brackets when a deadline is or was due, if it has a number.
func dueBrief(c Clock) string {
	if c.Problem != "" || c.Deadline.Due.IsZero() {
		return ""
	}
	return " (due " + c.Deadline.Due.Format(clockLayout) + ")"
}

// clockStart looks whether a clock counts from a time that had not come when it
// was recorded.
func (f *finder) clockStart(c Clock) {
	rec, ok := f.run.Fact(c.Since)
	fact, _ := f.run.book.Fact(c.Since)
	if !ok || fact.Ahead || c.Applies == playbook.No {
		return
	}
	at, _ := rec.Value.Time()
	early := at.Sub(f.run.Written(rec.entry))
	if early <= ahead {
		return
	}
	f.add(FindClockAhead, Finding{
		Clock: c.ID, Group: "ahead:" + c.Since, Step: rec.entry.Event.step(), Brief: quoted(c.name()),
		Text: quoted(c.name()) + " counts from " + at.Format(clockLayout) + ", which lay " + clock.Span(early) + " ahead when it was recorded",
	}, rec.Seq)
}

// ownRule looks whether a clock counts by a rule of the organisation's own that
// took the place of one that ships.
func (f *finder) ownRule(c Clock) {
	if c.Rule.OwnFile == "" || !c.Started() || c.Applies == playbook.No {
		return
	}
	name := quoted(c.name())
	f.add(FindClockOwn, Finding{Clock: c.ID, Group: "own-rule:" + c.Rule.OwnFile, Brief: name,
		Text: name + " counts by " + c.Rule.ID + " of the organisation's own (" + c.Rule.OwnFile + "), in place of the rule that ships"}, f.startEntry(c))
}

// startEntry is the entry that a clock counts from, or 0.
func (f *finder) startEntry(c Clock) uint64 {
	if rec, ok := f.run.Fact(c.Since); ok {
		return rec.Seq
	}
	if before, err := f.run.Clock(c.After); err == nil && before.Filed != nil {
		return before.Filed.Seq
	}
	return 0
}

// closedBy is the entry that closed the run last, or 0.
func (f *finder) closedBy() uint64 {
	for _, e := range slices.Backward(f.run.entries) {
		if _, ok := e.Event.(Closed); ok {
			return e.Seq
		}
	}
	return 0
}

// numbered reports whether a deadline with a number ran at some time of a pause,
// as the duties are known now.
func (f *finder) numbered(from, to time.Time) bool {
	return slices.ContainsFunc(f.run.Clocks(), func(c Clock) bool { return f.ranIn(c, from, to) })
}

func (f *finder) ranIn(c Clock, from, to time.Time) bool {
	if c.Applies != playbook.Yes || c.Deadline.Due.IsZero() || c.Deadline.Due.Before(from) {
		return false
	}
	for _, end := range []*Entry{c.Filed, c.Waived} {
		if end != nil && !end.At.After(from) {
			return false
		}
	}
	return f.startKnown(c).Before(to)
}

// startKnown is when it was first recorded what a clock counts from.
func (f *finder) startKnown(c Clock) time.Time {
	if rec, ok := f.run.Fact(c.Since); ok {
		if len(rec.Earlier) > 0 {
			return rec.Earlier[0].Recorded
		}
		return rec.entry.Recorded
	}
	if e, ok := f.run.Entry(f.startEntry(c)); ok {
		return e.Recorded
	}
	return c.Deadline.Start
}

// pressing reports whether a deadline with a number was due soon, or ran out, in
// a pause.
func (f *finder) pressing(from, to time.Time) bool {
	return slices.ContainsFunc(f.run.Clocks(), func(c Clock) bool {
		return f.ranIn(c, from, to) && c.Soon().Before(to)
	})
}

// listed joins names for a sentence.
func listed(names []string) string { return strings.Join(names, ", ") }
