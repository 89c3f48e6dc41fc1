package run

import (
	"slices"

	"cordon/playbook"
)

// facts looks for values that changed, and for decisions without a reason.
func (f *finder) facts() {
	starts := f.starts()
	values := map[string]playbook.Value{}
	last := map[string]uint64{}
	for _, e := range f.run.entries {
		ev, ok := e.Event.(FactRecorded)
		if !ok || f.run.UndoneBy(e.Seq) != 0 {
			continue
		}
		f.reason(e, ev)
		if before, had := values[ev.Fact]; had && !before.Equal(ev.Value) && !notKnown(before) {
			f.change(e, ev, before, last[ev.Fact], starts[ev.Fact])
		}
		values[ev.Fact], last[ev.Fact] = ev.Value, e.Seq
	}
}

// reason looks whether a decision has one.
func (f *finder) reason(e *Entry, ev FactRecorded) {
	fact, _ := f.run.book.Fact(ev.Fact)
	if fact.Because && ev.Because == "" {
		f.add(FindNoReason, Finding{Step: ev.Step, Fact: ev.Fact, Text: "the decision " + quoted(question(f.run.book, ev.Fact)) + " has no reason: " + fact.Show(ev.Value)}, e.Seq)
	}
}

// change says that a fact got another value. What somebody decided, and what a
// clock counts from, weighs more than an answer that got better.
func (f *finder) change(e *Entry, ev FactRecorded, before playbook.Value, last uint64, starts bool) {
	fact, _ := f.run.book.Fact(ev.Fact)
	kind, noun := FindRefined, "the answer to "
	switch {
	case fact.Because:
		kind, noun = FindChanged, "the decision "
	case starts:
		kind, noun = FindChanged, "the start of a deadline "
	}
	f.add(kind, Finding{
		Step: ev.Step, Fact: ev.Fact, Group: "changed:" + ev.Fact, Brief: fact.Show(ev.Value),
		Text: noun + quoted(question(f.run.book, ev.Fact)) + " was changed from " + fact.Show(before) + " to " + fact.Show(ev.Value) + ifAny(", because: ", ev.Because),
	}, e.Seq, last)
}

// starts are the facts that a clock counts from, if it may apply.
func (f *finder) starts() map[string]bool {
	facts := map[string]bool{}
	for _, c := range f.run.Clocks() {
		for _, id := range startsOf(c) {
			facts[id] = facts[id] || c.Applies != playbook.No && (c.From == id || c.CapFrom == id || c.Since == id)
		}
	}
	return facts
}

// notKnown reports whether an answer only said that there was none yet.
func notKnown(v playbook.Value) bool {
	return slices.Contains([]string{"unknown", "not-known"}, v.Text())
}
