package run

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cordon/playbook/clock"
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
	// nightAfter is how long a run has gone on before people may sleep without
	// remark, and nightMost is how long they may.
	nightAfter = 12 * time.Hour
	nightMost  = 15 * time.Hour
	// clockSlack is how far a system clock may be put right without remark.
	clockSlack = time.Minute
)

// record looks at the journal itself, and at what lies beside it.
func (f *finder) record() {
	for _, err := range f.beside.Broken {
		f.add(FindBroken, Finding{Text: "the record is " + NotAsWritten(err)})
	}
	f.files()
	f.sameFiles()
	f.entries()
	f.library()
}

// files looks at the files of evidence as they are now. One that several steps have
// is looked at once.
func (f *finder) files() {
	looked := map[string]bool{}
	for _, file := range f.beside.Files {
		e, ok := f.run.Entry(file.Seq)
		if !ok || file.State == Intact || f.run.UndoneBy(file.Seq) != 0 {
			continue
		}
		ev, ok := e.Event.(EvidenceAdded)
		if !ok {
			continue
		}
		kind, which, one := FindEvidence, "the copy that was kept", ev.SHA256
		if !ev.Kept {
			kind, which, one = FindElsewhere, "no copy was kept, and the file at "+ev.Path, ev.SHA256+ev.Path
		}
		if looked[one] {
			continue
		}
		looked[one] = true
		also, entries := f.attachedAgain(ev, file.Seq)
		f.add(kind, Finding{Step: ev.Step, Text: f.number(ev.Step) + " " + ev.Name + also + ": " + which + " is " + file.State.Says()}, append([]uint64{file.Seq}, entries...)...)
	}
}

// attachedAgain says to which other steps a file was attached after an entry.
func (f *finder) attachedAgain(ev EvidenceAdded, after uint64) (text string, entries []uint64) {
	var also []string
	for _, e := range f.run.entries[after:] {
		other, ok := e.Event.(EvidenceAdded)
		if !ok || other.SHA256 != ev.SHA256 || other.Kept != ev.Kept || !ev.Kept && other.Path != ev.Path || f.run.UndoneBy(e.Seq) != 0 {
			continue
		}
		entries = append(entries, e.Seq)
		if number := f.number(other.Step); other.Step != ev.Step && !slices.Contains(also, number) {
			also = append(also, number)
		}
	}
	if len(also) == 0 {
		return "", entries
	}
	return ", also of " + listed(also), entries
}

// sameFiles looks for one file that is the evidence of several steps.
func (f *finder) sameFiles() {
	first := map[string]*Entry{}
	for _, s := range f.run.Steps() {
		for _, e := range s.Attached {
			ev := e.Event.(EvidenceAdded)
			before, ok := first[ev.SHA256]
			if !ok {
				first[ev.SHA256] = e
				continue
			}
			if was := before.Event.step(); was != s.ID {
				f.add(FindSameFile, Finding{Step: s.ID, Text: s.Number + " has the same file as its evidence as " + f.number(was) + ": " + ev.Name}, e.Seq, before.Seq)
			}
		}
	}
}

// library looks whether the library holds the playbooks that the run followed.
func (f *finder) library() {
	book := f.run.base
	if f.differs(PlaybookRef{ID: book.ID, Version: book.Version, SHA256: book.Digest}) {
		f.add(FindPlaybook, Finding{Text: "the run followed a playbook " + quoted(book.Title) + " " + book.Version + " that differs from the one in the library today"}, 1)
	}
	for _, e := range f.run.entries {
		ev, ok := e.Event.(PlaybookAdded)
		if ok && f.run.UndoneBy(e.Seq) == 0 && f.differs(ev.Playbook) {
			f.add(FindPlaybook, Finding{Text: "the run took in a playbook " + quoted(ev.name()) + " " + ev.Playbook.Version + " that differs from the one in the library today"}, e.Seq)
		}
	}
}

// differs reports whether the library holds other bytes as the same version of a
// playbook, or the person's own. A newer release holds a newer version, which
// says nothing of the run.
func (f *finder) differs(book PlaybookRef) bool {
	if f.beside.Library == nil {
		return false
	}
	today, ok := f.beside.Library(book.ID)
	return ok && today.Digest != book.SHA256 && (today.Own || today.Version == book.Version)
}

// entries walks the journal once.
func (f *finder) entries() {
	w := walk{finder: f}
	for _, e := range f.run.entries {
		w.visit(e)
	}
}

// walk is where the walk over the journal is.
type walk struct {
	*finder
	prev   *Entry    // the last one that was part of the response
	latest time.Time // when the last of them happened
	by     uint64    // the entry of that
	closed bool      // the run has been closed at least once
}

func (w *walk) visit(e *Entry) {
	undone := w.run.UndoneBy(e.Seq)
	if e.ClockBack > clockSlack {
		w.add(FindClockBack, Finding{Group: "clock-back", Brief: clock.Span(e.ClockBack), Text: fmt.Sprintf("%s before entry %d", w.run.ClockBack(e), e.Seq)}, e.Seq)
	}
	if w.run.reviews(e) {
		return
	}
	nature := e.Event.nature()
	if undone != 0 && nature.undoable() {
		w.undone(e, undone)
	}
	if undone == 0 {
		w.late(e)
	}
	_, closes := e.Event.(Closed)
	w.silence(e)
	w.order(e, closes)
	if w.closed && undone == 0 && !closes && !nature.settles && !isUndo(e.Event) {
		w.add(FindAfterClosing, Finding{Step: StepOf(e.Event), Group: "after-closing", Brief: w.what(e), Text: "recorded after the run was closed: " + w.what(e)}, e.Seq)
	}
	w.prev, w.closed = e, w.closed || closes
}

// what says what an entry records.
func (w *walk) what(e *Entry) string {
	step, text := w.run.Describe(e)
	return strings.TrimSpace(step + " " + text)
}

// late looks at how long after it happened an entry was written. Of a filing
// that was written after its deadline more is said elsewhere.
func (w *walk) late(e *Entry) {
	written := w.run.Written(e)
	late := written.Sub(e.At)
	if ev, ok := e.Event.(ClockFiled); ok {
		if c, err := w.run.Clock(ev.Clock); err == nil && c.Filed == e && written.After(c.Deadline.Due) && !c.Deadline.Due.IsZero() {
			return
		}
	}
	if late > lateAfter {
		w.add(FindLate, Finding{Step: StepOf(e.Event), Group: "recorded-late", Brief: fmt.Sprintf("%s (%s)", w.what(e), clock.Span(late)),
			Text: "recorded " + clock.Span(late) + " after it happened: " + w.what(e)}, e.Seq)
	}
}

// undone looks at what was taken back. Where the same kind of thing was done
// again about the same, it was put right.
func (w *walk) undone(e *Entry, by uint64) {
	text := fmt.Sprintf("taken back by entry %d: %s", by, w.what(e))
	for _, later := range w.run.entries[e.Seq:] {
		if w.run.UndoneBy(later.Seq) == 0 && later.Event.Kind() == e.Event.Kind() && aboutTheSame(later.Event, e.Event) {
			w.add(FindRedone, Finding{Step: StepOf(e.Event), Text: text + fmt.Sprintf(", and done anew in entry %d", later.Seq)}, e.Seq, by, later.Seq)
			return
		}
	}
	w.add(FindUndone, Finding{Step: StepOf(e.Event), Text: text}, e.Seq, by)
}

// aboutTheSame reports whether two events of one kind are about one thing.
func aboutTheSame(a, b Event) bool {
	switch a := a.(type) {
	case FactRecorded:
		return a.Fact == b.(FactRecorded).Fact
	case CheckTicked:
		return a == b
	case CheckCleared:
		return a == b
	case StepDone, StepSkipped, StepBlocked, StepFailed, StepReopened:
		return a.step() == b.step()
	case ClockFiled:
		return a.Clock == b.(ClockFiled).Clock
	case ClockWaived:
		return a.Clock == b.(ClockWaived).Clock
	case RoleTaken:
		return a.Role == b.(RoleTaken).Role
	case MessageEdited:
		return a.Message == b.(MessageEdited).Message
	}
	return false
}

// order looks whether the run is said to have been closed before the last thing
// that was done in it.
func (w *walk) order(e *Entry, closes bool) {
	if closes && w.latest.Sub(e.At) > ahead {
		w.add(FindOrder, Finding{Text: fmt.Sprintf("the run is said to have been closed %s before entry %d happened", clock.Span(w.latest.Sub(e.At)), w.by)}, e.Seq, w.by)
	}
	if e.At.After(w.latest) {
		w.latest, w.by = e.At, e.Seq
	}
}

// silence looks at the pause before an entry. A closed run may rest, and so may
// people at night once a run has gone on for long and nothing falls due.
func (w *walk) silence(e *Entry) {
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
	zone := w.prev.At.Location()
	from, to := w.run.Written(w.prev).In(zone), w.run.Written(e).In(zone)
	pause := w.run.pause(w.prev, e)
	if pause <= limit || w.slept(from, to) {
		return
	}
	kind, while := FindSilence, ""
	if w.numbered(from, to) {
		kind, while = FindSilent, " while a deadline ran"
	}
	w.add(kind, Finding{Step: StepOf(e.Event), Group: string(kind), Brief: clock.Span(pause), Text: fmt.Sprintf("nothing was recorded for %s before entry %d%s", clock.Span(pause), e.Seq, while)}, e.Seq, w.prev.Seq)
}

// slept reports whether a pause was the rest of a night: from an evening to the
// morning after, in a run that had gone on for long, with no deadline due soon.
func (w *walk) slept(from, to time.Time) bool {
	const evening, morning, dawn = 17, 10, 5
	begins := from.Hour() >= evening || from.Hour() < dawn
	return begins && to.Hour() >= dawn && to.Hour() < morning && to.Sub(from) <= nightMost &&
		from.Sub(w.run.Opened()) >= nightAfter && !w.pressing(from, to)
}
