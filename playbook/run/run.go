package run

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"cordon/playbook"
)

// ErrOutOfOrder means an entry does not follow the last one applied.
var ErrOutOfOrder = errors.New("entry out of order")

// A Run is a playbook in progress: nothing but the fold of its entries. It is
// a value; nothing reachable from one ever changes. The slices that its
// methods return are shared and must not be written to.
type Run struct {
	id      string
	base    *playbook.Playbook // the one it began with
	book    *playbook.Playbook // with those that joined it
	entries []*Entry
	head    Head
	state   *state
}

// New returns the run of book to which nothing has happened yet.
func New(id string, book *playbook.Playbook) Run {
	s := newState(book)
	return Run{id: id, base: book, book: s.book, state: s}
}

// Replay folds entries, oldest first, into a run of book.
func Replay(id string, book *playbook.Playbook, head Head, entries []*Entry) (Run, error) {
	return New(id, book).Apply(head, entries...)
}

// Apply returns the run after entries, which must follow on its last one; head
// is the head of the journal after them. An undo among them, or an erasure, folds
// the whole run anew; the time is linear either way.
func (r Run) Apply(head Head, entries ...*Entry) (Run, error) {
	next := r
	next.head = head
	next.entries = slices.Grow(slices.Clip(r.entries), len(entries))
	undo, recount, erase := false, false, false
	for _, e := range entries {
		if want := uint64(len(next.entries)) + 1; e.Seq != want {
			return r, fmt.Errorf("run %s: entry %d where %d should be: %w", r.id, e.Seq, want, ErrOutOfOrder)
		}
		next.entries = append(next.entries, e)
		undo = undo || isUndo(e.Event)
		recount = recount || e.Event.nature().recounts
		erase = erase || isErasure(e.Event)
	}
	if erase {
		next.entries = slices.Clone(next.entries)
		undo = withhold(next.entries, len(r.entries)) || undo
	}
	if undo {
		next.state = foldStanding(r.base, next.entries)
	} else {
		next.state = r.state.clone()
		for _, e := range entries {
			next.state.apply(e)
		}
	}
	if undo || recount {
		next.state.decideConditions()
	}
	next.state.join()
	next.book = next.state.book
	return next, nil
}

// foldStanding folds the entries that no standing undo takes back.
func foldStanding(book *playbook.Playbook, entries []*Entry) *state {
	s := newState(book)
	s.undone = undone(entries)
	for _, e := range entries {
		s.apply(e)
	}
	return s
}

// ID returns the id of the run.
func (r Run) ID() string { return r.id }

// Book returns the playbook of the run: the one it began with, joined by those
// that were added.
func (r Run) Book() *playbook.Playbook { return r.book }

// Began returns the playbook that the run began with, alone.
func (r Run) Began() *playbook.Playbook { return r.base }

// Head names the last entry of the run.
func (r Run) Head() Head { return r.head }

// Entries returns all entries, oldest first, those undone included.
func (r Run) Entries() []*Entry { return r.entries }

// Entry returns the entry with the given number.
func (r Run) Entry(seq uint64) (*Entry, bool) {
	if seq == 0 || seq > uint64(len(r.entries)) {
		return nil, false
	}
	return r.entries[seq-1], true
}

// Last returns the last entry, or nil if there is none.
func (r Run) Last() *Entry {
	if len(r.entries) == 0 {
		return nil
	}
	return r.entries[len(r.entries)-1]
}

// UndoneBy returns the number of the standing entry that takes back the entry
// seq, or 0.
func (r Run) UndoneBy(seq uint64) uint64 { return r.state.undone[seq] }

// Title returns what the run is called.
func (r Run) Title() string { return r.state.title }

// Drill reports whether the run is only practice.
func (r Run) Drill() bool { return r.state.drill }

// Opened returns when the run began.
func (r Run) Opened() time.Time { return r.state.opened }

// Lead returns who leads the run: see [LeadRole].
func (r Run) Lead() string { return r.state.lead }

// Closing returns how the run was closed, if it is closed.
func (r Run) Closing() (Closing, bool) {
	if r.state.closing == nil {
		return Closing{}, false
	}
	return *r.state.closing, true
}

// A Closing says how a run was closed.
type Closing struct {
	At     time.Time
	By     string
	Reason string // empty if nothing was left open
}

// Notes returns the notes on the run as a whole, oldest first.
func (r Run) Notes() []*Entry { return r.state.notes }
