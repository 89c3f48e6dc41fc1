package run

import "fmt"

// EntryUndone takes back an entry. Taking back an EntryUndone is redo.
type EntryUndone struct {
	Seq uint64 `json:"seq"`
}

// Kind implements [Event].
func (EntryUndone) Kind() string { return "entry-undone" }

func (EntryUndone) fold(*state, *Entry) {} // see undone

// undone maps each entry that was taken back to the standing undo that does.
// An undo always names an earlier entry, so one pass from the end settles all.
func undone(entries []*Entry) map[uint64]uint64 {
	taken := map[uint64]uint64{}
	for i := len(entries) - 1; i >= 0; i-- {
		e := entries[i]
		if ev, ok := e.Event.(EntryUndone); ok && taken[e.Seq] == 0 && ev.Seq < e.Seq {
			taken[ev.Seq] = e.Seq
		}
	}
	return taken
}

// Undo takes back an entry. With seq 0 it is the last one that by recorded and
// that still stands.
func Undo(by string, seq uint64) Intention {
	return open(func(r Run) (Event, error) {
		if seq == 0 {
			seq := r.lastOf(by)
			if seq == 0 {
				return nil, refuse("there is nothing of yours to undo. To undo what someone else did, name the entry")
			}
			return EntryUndone{Seq: seq}, nil
		}
		e, ok := r.Entry(seq)
		switch {
		case !ok:
			return nil, refuse("there is no entry %d; the last one is %d", seq, r.head.Seq)
		case r.UndoneBy(seq) != 0:
			return nil, refuse("entry %d was already undone by entry %d", seq, r.UndoneBy(seq))
		case !undoable(e.Event):
			return nil, refuse("entry %d is %s and cannot be undone%s", seq, e.Event.Kind(), instead(e.Event))
		}
		return EntryUndone{Seq: seq}, nil
	})
}

// Redo takes back the last undo of by, unless by has done something since.
func Redo(by string) Intention {
	return open(func(r Run) (Event, error) {
		for i := len(r.entries) - 1; i >= 0; i-- {
			e := r.entries[i]
			if e.By != by {
				continue
			}
			ev, ok := e.Event.(EntryUndone)
			stands := r.UndoneBy(e.Seq) == 0
			if !ok && stands {
				break
			}
			if ok && stands && !r.undoes(ev.Seq) {
				return EntryUndone{Seq: e.Seq}, nil
			}
		}
		return nil, refuse("there is nothing of yours to redo")
	})
}

// lastOf returns the last standing entry by a person that can be undone, or 0.
func (r Run) lastOf(by string) uint64 {
	for i := len(r.entries) - 1; i >= 0; i-- {
		e := r.entries[i]
		if e.By == by && r.UndoneBy(e.Seq) == 0 && undoable(e.Event) {
			return e.Seq
		}
	}
	return 0
}

// undoes reports whether the entry seq is itself an undo.
func (r Run) undoes(seq uint64) bool {
	e, ok := r.Entry(seq)
	if !ok {
		return false
	}
	_, ok = e.Event.(EntryUndone)
	return ok
}

// undoable reports whether undo is the way back from an event.
func undoable(ev Event) bool {
	switch ev.(type) {
	case Started, Closed, Reopened, EntryUndone, Unknown:
		return false
	}
	return true
}

func instead(ev Event) string {
	switch ev.(type) {
	case Closed:
		return ". Reopen the run with a reason"
	case Reopened:
		return ". Close the run again"
	case EntryUndone:
		return ". Redo takes it back"
	}
	return ""
}

// UndoneText says what an undo or redo took back, for the line that reports it.
func (r Run) UndoneText(ev EntryUndone) string {
	e, ok := r.Entry(ev.Seq)
	if !ok {
		return fmt.Sprintf("entry %d", ev.Seq)
	}
	if inner, ok := e.Event.(EntryUndone); ok {
		return r.UndoneText(inner)
	}
	_, text := r.Describe(e)
	return fmt.Sprintf("entry %d: %s", e.Seq, text)
}
