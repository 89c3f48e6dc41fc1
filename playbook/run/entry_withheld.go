package run

import (
	"fmt"
	"slices"
)

// EntryWithheld says that the body of an entry was erased, and why. The entry
// keeps its place in the chain, and what it said counts no more.
type EntryWithheld struct {
	Seq    uint64 `json:"seq"`
	Reason string `json:"reason"`
}

// Kind implements [Event].
func (EntryWithheld) Kind() string { return "entry-withheld" }

func (EntryWithheld) nature() nature {
	return nature{reviews: true, stays: "erased the body of an entry, which nothing brings back"}
}

func (EntryWithheld) step() string        { return "" }
func (ev EntryWithheld) texts() []string  { return []string{ev.Reason} }
func (EntryWithheld) fold(*state, *Entry) {} // see withhold

func (ev EntryWithheld) say(Run) string {
	return fmt.Sprintf("entry %d withheld, its body is erased: %s", ev.Seq, ev.Reason)
}

// Withhold erases the body of an entry, for a reason that stays. The store
// erases the bytes where it records the event.
func Withhold(seq uint64, reason string) Intention {
	reason = tidy(reason)
	return intend[EntryWithheld](func(r Run) (Event, error) {
		e, ok := r.Entry(seq)
		switch {
		case !ok:
			return nil, refuse("there is no entry %d; the last one is %d", seq, r.head.Seq)
		case !Withholdable(e.Event.Kind()):
			return nil, refuse("entry %d cannot be withheld: without it the other entries mean something else", seq)
		case r.drives(e.Event):
			return nil, refuse("entry %d cannot be withheld: the drill goes by it, and it names nobody", seq)
		case isWithheld(e.Event):
			return nil, refuse("the body of entry %d is withheld already", seq)
		case reason == "":
			return nil, needReason("to erase the body of an entry, say why")
		}
		return EntryWithheld{Seq: seq, Reason: reason}, nil
	})
}

// drives reports whether a drill goes on by what an event says: its clock always, and
// while it is played the messages that came, which would come again.
func (r Run) drives(ev Event) bool {
	switch ev.(type) {
	case DrillMoved, DrillPaused:
		return true
	case InjectShown:
		return r.Playing()
	}
	return false
}

func isWithheld(ev Event) bool {
	_, gone := ev.(Withheld)
	return gone
}

func isErasure(ev Event) bool {
	_, erases := ev.(EntryWithheld)
	return erases
}

// withhold takes the bodies away from the entries that others, from first on,
// say were erased, and reports whether there were any. It changes entries and
// leaves what they point at as it is.
func withhold(entries []*Entry, first int) (any bool) {
	for _, by := range entries[first:] {
		ev, ok := by.Event.(EntryWithheld)
		if !ok || ev.Seq == 0 || ev.Seq >= by.Seq {
			continue
		}
		e := entries[ev.Seq-1]
		if isWithheld(e.Event) || !Withholdable(e.Event.Kind()) {
			continue
		}
		gone := *e
		gone.Event = Withheld{kind: e.Event.Kind()}
		entries[ev.Seq-1] = &gone
		any = true
	}
	return any
}

// Erased returns the numbers of the entries whose bodies were erased, in order.
func (r Run) Erased() []uint64 {
	var seqs []uint64
	for _, e := range r.entries {
		if ev, ok := e.Event.(EntryWithheld); ok {
			seqs = append(seqs, ev.Seq)
		}
	}
	slices.Sort(seqs)
	return slices.Compact(seqs)
}
