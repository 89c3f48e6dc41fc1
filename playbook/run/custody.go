package run

// A Piece is a file of evidence with all that the record says became of it.
type Piece struct {
	// Taken is the entry that took it in. Its body may be withheld: then nobody
	// knows what it was.
	Taken *Entry
	// Later are the entries that touched it since, in their order.
	Later []*Entry
}

// Custody returns all evidence that was ever attached, in the order of the record,
// also what was taken back or withheld.
func (r Run) Custody() []Piece {
	var all []Piece
	for _, e := range r.entries {
		if e.Event.Kind() == (EvidenceAdded{}).Kind() {
			p := Piece{Taken: e}
			for _, later := range r.entries[e.Seq:] {
				if r.touches(later, e) {
					p.Later = append(p.Later, later)
				}
			}
			all = append(all, p)
		}
	}
	return all
}

// touches reports whether an entry is about the file that another took in: the
// file itself, or the whole record that it is in.
func (r Run) touches(later, taken *Entry) bool {
	switch ev := later.Event.(type) {
	case RecordChecked:
		return ev.Entries >= taken.Seq
	case RunExported, RunSealed:
		return true
	case EntryWithheld:
		return ev.Seq == taken.Seq
	case EntryUndone:
		return r.takesBack(ev) == taken.Seq
	case EvidenceAdded:
		was, known := taken.Event.(EvidenceAdded)
		return known && was.SHA256 == ev.SHA256
	}
	return false
}

// takesBack returns the entry that an undo is about in the end: an undo of an undo
// is about what the first one took back.
func (r Run) takesBack(ev EntryUndone) uint64 {
	for {
		e, ok := r.Entry(ev.Seq)
		before, undo := EntryUndone{}, false
		if ok {
			before, undo = e.Event.(EntryUndone)
		}
		if !undo || before.Seq >= ev.Seq {
			return ev.Seq
		}
		ev = before
	}
}
