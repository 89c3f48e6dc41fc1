package run

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/clock"
)

const (
	// blockedLong is how long a step may stay blocked without remark.
	blockedLong = 4 * time.Hour
	// bunch is how many steps that nobody worked on before, settled one right
	// after the other before closing, are a bunch; bunchPause is how far apart
	// they may be.
	bunch      = 5
	bunchPause = 2 * time.Minute
)

// steps looks at what was done of the playbook.
func (f *finder) steps() {
	for _, s := range f.run.Steps() {
		switch s.State {
		case Done:
			f.done(s)
		case Skipped:
			if required(s) {
				f.aboutStep(FindSkipped, s, "skipped: "+s.Reason)
			}
		case Failed:
			f.aboutStep(FindFailed, s, "failed: "+s.Reason)
		default:
			f.open(s)
		}
		f.blocked(s)
		f.added(s)
		f.unnamed(s)
		f.look(s)
	}
	f.bunched()
	f.nobody()
}

// required reports whether a step was to be done.
func required(s Step) bool { return s.Applies != playbook.No && !s.Optional }

func (f *finder) aboutStep(kind FindingKind, s Step, text string, entries ...uint64) {
	f.add(kind, Finding{Step: s.ID, Brief: named(s), Text: named(s) + " " + text}, append([]uint64{s.Seq}, entries...)...)
}

// named is a step as findings name it: whoever was not there knows no numbers.
func named(s Step) string { return s.Number + " " + quoted(s.Title) }

// reachedSteps returns the steps that a drill came to: those that an entry is
// about, and those that were passed over on the way to a later one of their
// phase.
func (r Run) reachedSteps() map[string]bool {
	reached := map[string]bool{}
	for i := range r.book.Phases {
		passed := false
		for _, s := range slices.Backward(r.Phase(i)) {
			passed = passed || s.State.Settled()
			reached[s.ID] = passed || len(s.Entries) > 0
		}
	}
	return reached
}

// open looks at a step that nobody settled, in a closed run.
func (f *finder) open(s Step) {
	if _, closed := f.run.Closing(); !closed || !required(s) || f.run.Drill() && !f.reached[s.ID] {
		return
	}
	brief, text := named(s), named(s)+" left open"
	switch {
	case s.State == Blocked:
		brief += " (blocked)"
		text += ", blocked: " + s.Reason
	case s.Waiting():
		brief += " (not known whether it applies)"
		text += ": not known whether it applies: " + questions(f.run.book, s.WaitsFor)
	}
	f.add(FindOpen, Finding{Step: s.ID, Group: "left-open", Brief: brief, Text: text}, s.Seq)
}

// done looks at what a step was done without, as of then, and at what became of
// that.
func (f *finder) done(s Step) {
	var without, early []string
	var supplied []string
	var later []uint64
	for _, name := range s.Lacked {
		kind, of, _ := strings.Cut(name, " ")
		switch LackKind(kind) {
		case LackNeed:
			early = append(early, f.named(of))
		case LackFact, LackCheck, LackEvidence:
			if seq := f.suppliedBy(s, LackKind(kind), of); seq != 0 {
				supplied, later = append(supplied, f.run.LackText(s, name)), append(later, seq)
			} else {
				without = append(without, f.run.LackText(s, name))
			}
		}
	}
	because := ifAny(", because: ", s.Reason)
	if len(early) > 0 {
		f.aboutStep(FindEarly, s, "done before "+listed(early)+because)
	}
	if len(without) > 0 {
		f.aboutStep(FindWithout, s, "done without "+listed(without)+because)
	}
	if len(supplied) > 0 {
		f.aboutStep(FindSupplied, s, "done without "+listed(supplied)+", which came later"+because, later...)
	}
	f.cleared(s)
	f.renewed(s)
	f.stepOrder(s)
}

// look looks for a step of a closed run at which somebody was to look again.
func (f *finder) look(s Step) {
	set, e := s.LookAgain()
	if _, closed := f.run.Closing(); e == nil || !closed {
		return
	}
	f.add(FindLook, Finding{Step: s.ID, Group: "look-again", Brief: named(s), Text: named(s) + " was to be looked at again at " +
		set.Due.Format("Mon 2006-01-02 15:04 -07:00") + ifAny(", ", set.For) + ", and nobody said what was found"}, e.Seq)
}

// added looks for a step that somebody added: the playbook may want it.
func (f *finder) added(s Step) {
	if e := s.Added; e != nil {
		f.add(FindAdded, Finding{Step: s.ID, Group: "step-added", Brief: named(s),
			Text: named(s) + " is in no playbook: " + e.By + " added it in the run"}, e.Seq)
	}
}

// names are steps as [named] has them, the first few of many.
func names(steps []Step) string {
	const most = 8
	var list []string
	for i, s := range steps {
		if i == most {
			list = append(list, fmt.Sprintf("and %d more", len(steps)-most))
			break
		}
		list = append(list, named(s))
	}
	return strings.Join(list, "; ")
}

// named names the step of an id, see [named].
func (f *finder) named(id string) string {
	if i, ok := f.run.state.place[id]; ok {
		return named(f.run.state.joined[i])
	}
	return id
}

// unnamed looks for what was done for a value that is not among the answers any
// more.
func (f *finder) unnamed(s Step) {
	if s.Of == "" || !f.run.Unnamed(s) || !s.State.Settled() {
		return
	}
	rec, _ := f.run.Fact(s.Each)
	f.aboutStep(FindUnnamed, s, string(s.State)+", and "+f.run.notNamed(s), rec.Seq)
}

func (f *finder) number(id string) string {
	if i, ok := f.run.state.place[id]; ok {
		return f.run.state.all[i].Number
	}
	return id
}

// suppliedBy returns the entry that brought later what a step was done without,
// or 0.
func (f *finder) suppliedBy(s Step, kind LackKind, of string) uint64 {
	switch kind {
	case LackFact:
		rec, ok := f.run.Fact(of)
		if ok && len(rec.Earlier) > 0 {
			return rec.Earlier[0].Seq
		}
		return rec.Seq
	case LackEvidence:
		if len(s.Attached) > 0 {
			return s.Attached[0].Seq
		}
	case LackCheck:
		if n, _ := strconv.Atoi(of); n > 0 && n <= len(s.Ticked) && s.Ticked[n-1] != nil {
			return s.Ticked[n-1].Seq
		}
	}
	return 0
}

// cleared looks for checks whose ticks were taken away after the step was done.
func (f *finder) cleared(s Step) {
	for _, e := range s.Entries {
		ev, ok := e.Event.(CheckCleared)
		if ok && e.Seq > s.Seq && f.run.UndoneBy(e.Seq) == 0 && ev.Check <= len(s.Ticked) && s.Ticked[ev.Check-1] == nil {
			f.add(FindCleared, Finding{Step: s.ID, Brief: named(s), Text: named(s) + " stayed done when its check was cleared: " + s.Checks[ev.Check-1]}, e.Seq, s.Seq)
		}
	}
}

// renewed looks whether a pause asked again for an answer that an earlier step
// had asked for, and nobody gave it anew.
func (f *finder) renewed(s Step) {
	if !s.Pause {
		return
	}
	for _, fact := range s.Record {
		rec, ok := f.run.Fact(fact)
		before, asked := f.askedBefore(s, fact)
		if ok && asked && rec.entry.Event.step() != s.ID && rec.Seq < before.Seq {
			f.add(FindNotRenewed, Finding{Step: s.ID, Brief: named(s), Text: named(s) + " asks again for " + quoted(question(f.run.book, fact)) +
				", and it was done with the answer of entry " + strconv.FormatUint(rec.Seq, 10)}, s.Seq, rec.Seq)
		}
	}
}

// askedBefore returns the last done step before s that records a fact.
func (f *finder) askedBefore(s Step, fact string) (before Step, ok bool) {
	for _, other := range f.run.Steps() {
		if other.ID == s.ID {
			return before, ok
		}
		if other.State == Done && other.Seq < s.Seq && slices.Contains(other.Record, fact) {
			before, ok = other, true
		}
	}
	return before, ok
}

// stepOrder looks whether a step is dated before what it needed, though it was
// written after it.
func (f *finder) stepOrder(s Step) {
	for _, id := range s.Needs {
		for _, n := range f.run.needed(id) {
			if n.State.Settled() && n.Seq < s.Seq && n.At.Sub(s.At) > ahead {
				f.aboutStep(FindStepOrder, s, "is dated "+clock.Span(n.At.Sub(s.At))+" before "+named(n)+", which it needed", n.Seq)
			}
		}
	}
}

// blocked looks for a step that was blocked for long. One that was left open so
// is said already.
func (f *finder) blocked(s Step) {
	var since *Entry
	for _, e := range s.Entries {
		if f.run.UndoneBy(e.Seq) != 0 {
			continue
		}
		switch e.Event.(type) {
		case StepBlocked:
			since = e
		case StepDone, StepSkipped, StepFailed, StepReopened:
			if since != nil && e.At.Sub(since.At) > blockedLong {
				f.blockedFor(s, since, e.At, e.Seq)
			}
			since = nil
		}
	}
	if _, closed := f.run.Closing(); since != nil && !closed && f.beside.Now.Sub(since.At) > blockedLong {
		f.blockedFor(s, since, f.beside.Now, 0)
	}
}

func (f *finder) blockedFor(s Step, since *Entry, until time.Time, end uint64) {
	f.add(FindBlocked, Finding{Step: s.ID, Brief: named(s), Text: named(s) + " was blocked for " + clock.Span(until.Sub(since.At)) + ": " + since.Event.(StepBlocked).Reason}, since.Seq, end)
}

// bunched looks for steps that were settled one after the other just before the
// run was closed, each time that it was, and that nobody worked on before.
func (f *finder) bunched() {
	for _, e := range f.run.entries {
		if _, closes := e.Event.(Closed); closes && f.run.UndoneBy(e.Seq) == 0 {
			f.bunchedBefore(e)
		}
	}
}

func (f *finder) bunchedBefore(last *Entry) {
	var steps []Step
	var entries []uint64
	for _, e := range slices.Backward(f.run.entries[:last.Seq-1]) {
		s, ok := f.settledBy(e)
		if _, fact := e.Event.(FactRecorded); fact && len(entries) == 0 && last.Recorded.Sub(e.Recorded) <= bunchPause {
			last = e // such as whether the run can be closed
			continue
		}
		if last.Recorded.Sub(e.Recorded) > bunchPause || !ok {
			break
		}
		last = e
		if f.onlyEntry(s, e) {
			steps, entries = append(steps, s), append(entries, e.Seq)
		}
	}
	if len(steps) < bunch {
		return
	}
	slices.Reverse(steps)
	slices.Reverse(entries)
	f.add(FindBunched, Finding{Text: plural(len(steps), "step was", "steps were") + " settled one right after the other just before closing: " + names(steps)}, entries...)
}

// settledBy returns the step that an entry settled, if it did.
func (f *finder) settledBy(e *Entry) (Step, bool) {
	switch e.Event.(type) {
	case StepDone, StepSkipped:
		i, ok := f.run.state.place[e.Event.step()]
		if ok && f.run.UndoneBy(e.Seq) == 0 {
			return f.run.state.joined[i], true
		}
	}
	return Step{}, false
}

func (f *finder) onlyEntry(s Step, e *Entry) bool {
	return !slices.ContainsFunc(s.Entries, func(other *Entry) bool { return other.Seq < e.Seq })
}

// nobody looks for roles that nobody is on record for, though steps of theirs
// were done. Who started the run leads it.
func (f *finder) nobody() {
	if _, closed := f.run.Closing(); !closed || f.run.Drill() {
		return
	}
	for _, role := range f.run.book.Roles {
		if _, taken := f.run.Role(role.ID); taken || role.ID == LeadRole {
			continue
		}
		for _, s := range f.run.Steps() {
			if s.Role == role.ID && s.State == Done {
				f.add(FindNobody, Finding{Group: "unnamed-role", Brief: quoted(f.run.roleName(role.ID)),
					Text: "nobody is on record as " + quoted(f.run.roleName(role.ID)) + ", whose step " + s.Number + " was done by " + s.By}, s.Seq)
				break
			}
		}
	}
}
