package run

import (
	"fmt"
	"slices"
	"strings"
)

// EntryUndone takes back an entry. Taking back an EntryUndone is redo.
type EntryUndone struct {
	Seq uint64 `json:"seq"`
}

// Kind implements [Event].
func (EntryUndone) Kind() string { return "entry-undone" }

func (EntryUndone) nature() nature {
	return nature{stays: "is an undo. Redo takes it back", undoes: true}
}

func (EntryUndone) step() string        { return "" }
func (EntryUndone) texts() []string     { return nil }
func (EntryUndone) fold(*state, *Entry) {} // see undone

func (ev EntryUndone) say(r Run) string {
	if r.undoes(ev.Seq) {
		return "redone: " + r.UndoneText(ev)
	}
	return "undone: " + r.UndoneText(ev)
}

func (EntryUndone) scan(s scanner) (Event, bool) {
	return EntryUndone{Seq: s.number(`,"seq":`)}, s.end()
}

// undone maps each entry that was taken back to the standing undo that does.
// An undo always names an earlier entry, so one pass from the end settles all.
// One that names anything else, in a journal from elsewhere, takes nothing back.
func undone(entries []*Entry) map[uint64]uint64 {
	taken := map[uint64]uint64{}
	for _, e := range slices.Backward(entries) {
		ev, ok := e.Event.(EntryUndone)
		if !ok || taken[e.Seq] != 0 || ev.Seq == 0 || ev.Seq >= e.Seq {
			continue
		}
		if was := entries[ev.Seq-1].Event; was.nature().undoable() || isUndo(was) {
			taken[ev.Seq] = e.Seq
		}
	}
	return taken
}

func isUndo(ev Event) bool {
	_, ok := ev.(EntryUndone)
	return ok
}

// Undo takes back an entry. With seq 0 it is the last one that by recorded and
// that still stands.
func Undo(by string, seq uint64) Intention {
	return intend[EntryUndone](func(r Run) (Event, error) {
		if seq == 0 {
			last := r.lastOf(by)
			switch _, closed := r.Closing(); {
			case last == 0 && closed:
				return nil, r.closed()
			case last == 0:
				return nil, refuse("there is nothing of yours to undo. To undo what someone else did, name the entry")
			}
			return r.takeBack(last)
		}
		e, ok := r.Entry(seq)
		switch {
		case !ok:
			return nil, refuse("there is no entry %d; the last one is %d", seq, r.head.Seq)
		case r.UndoneBy(seq) != 0:
			return nil, refuse("entry %d was already undone by entry %d", seq, r.UndoneBy(seq))
		case !e.Event.nature().undoable():
			return nil, refuse("entry %d cannot be undone: it %s", seq, e.Event.nature().stays)
		case !r.takes(e.Event):
			return nil, r.closed()
		}
		return r.takeBack(seq)
	})
}

// Redo takes back the last undo of by, unless by has done something since.
func Redo(by string) Intention {
	return intend[EntryUndone](func(r Run) (Event, error) {
		for _, e := range slices.Backward(r.entries) {
			if e.By != by {
				continue
			}
			ev, ok := e.Event.(EntryUndone)
			stands := r.UndoneBy(e.Seq) == 0
			if !ok && stands {
				break
			}
			if was, there := r.Entry(ev.Seq); ok && stands && there && !isUndo(was.Event) {
				if !r.takes(was.Event) {
					return nil, r.closed()
				}
				return r.takeBack(e.Seq)
			}
		}
		return nil, refuse("there is nothing of yours to redo")
	})
}

// takeBack undoes an entry, unless later ones are about what it brought, or what
// it would bring again does not fit any more.
func (r Run) takeBack(seq uint64) (Event, error) {
	ev := EntryUndone{Seq: seq}
	if !r.extends(seq) {
		return ev, nil
	}
	then, err := r.Apply(r.head, &Entry{Seq: r.head.Seq + 1, Event: ev})
	if err != nil {
		return nil, err
	}
	e := r.leftBehind(then)
	switch {
	case e == nil:
		return ev, nil
	case e == r.taken(seq):
		return nil, refuse("entry %d would not fit the run as it stands: %s. Add it again instead", e.Seq, e.Event.say(r))
	}
	step, text := r.Describe(e)
	return nil, refuse("entry %d cannot be undone: what it brought was worked on since, first in entry %d: %s. Undo that first",
		seq, e.Seq, strings.TrimSpace(step+" "+text))
}

// extends reports whether an entry, or the one that it took back, brings things
// that others may be about.
func (r Run) extends(seq uint64) bool {
	e := r.taken(seq)
	if e == nil {
		e, _ = r.Entry(seq)
	}
	return e.Event.nature().extends
}

// taken returns the entry that an undo took back, nil if seq names no undo.
func (r Run) taken(seq uint64) *Entry {
	e, _ := r.Entry(seq)
	undo, ok := e.Event.(EntryUndone)
	if !ok {
		return nil
	}
	e, _ = r.Entry(undo.Seq)
	return e
}

// leftBehind returns the first entry that stands and would be about nothing in
// another future of the run, or nil.
func (r Run) leftBehind(then Run) *Entry {
	for _, e := range r.entries {
		lost := func(r Run) bool { return r.UndoneBy(e.Seq) == 0 && r.state.misses(e.Event) }
		if lost(then) && !lost(r) {
			return e
		}
	}
	return nil
}

// misses reports whether the run has not what an event is about.
func (s *state) misses(ev Event) bool {
	if id := ev.step(); id != "" && s.step(id) == nil {
		return true
	}
	about, ok := ev.(anchored)
	return ok && !about.anchored(s)
}

// takes reports whether the run takes such an event as it stands: a closed one
// takes few.
func (r Run) takes(ev Event) bool {
	_, closed := r.Closing()
	return !closed || ev.nature().afterClosing()
}

// lastOf returns the last standing entry by a person that can be undone now, or
// 0.
func (r Run) lastOf(by string) uint64 {
	for _, e := range slices.Backward(r.entries) {
		if _, closes := e.Event.(Closed); closes && r.UndoneBy(e.Seq) == 0 {
			if _, closed := r.Closing(); closed {
				break // what was done before it is not undone in passing
			}
		}
		if e.By == by && r.UndoneBy(e.Seq) == 0 && e.Event.nature().undoable() && r.takes(e.Event) {
			return e.Seq
		}
	}
	return 0
}

// undoes reports whether the entry seq is itself an undo.
func (r Run) undoes(seq uint64) bool {
	e, ok := r.Entry(seq)
	return ok && isUndo(e.Event)
}

// UndoneText says what an undo or redo took back, for the line that reports it.
func (r Run) UndoneText(ev EntryUndone) string {
	// A redo names an undo, which names an entry. A journal from elsewhere may
	// hold longer chains and circles; they are not followed.
	e, ok := r.Entry(ev.Seq)
	if ok && isUndo(e.Event) {
		e, ok = r.Entry(e.Event.(EntryUndone).Seq)
	}
	if !ok || isUndo(e.Event) {
		return fmt.Sprintf("entry %d", ev.Seq)
	}
	step, text := r.Describe(e)
	return fmt.Sprintf("entry %d: %s", e.Seq, strings.TrimSpace(step+" "+text))
}

// reviews reports whether an entry is about the record alone: one of a review, or
// the undo or redo of one.
func (r Run) reviews(e *Entry) bool {
	for {
		ev, undo := e.Event.(EntryUndone)
		if !undo || ev.Seq == 0 || ev.Seq >= e.Seq {
			return e.Event.nature().reviews
		}
		e = r.entries[ev.Seq-1]
	}
}
