package store

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"

	"cordon/playbook/run"
)

// A DivergedError means that a run that was to be taken in and the one here each
// have entries that the other has not.
type DivergedError struct {
	Run          string
	Seq          uint64 // of the first entry that differs
	Ours, Theirs run.Head
}

func (e *DivergedError) Error() string {
	return fmt.Sprintf("run %s has another history here than in the file: they differ from entry %d on. Nothing was changed. Here it has %d entries and the head %s, there %d and %s",
		e.Run, e.Seq, e.Ours.Seq, e.Ours.Hash, e.Theirs.Seq, e.Theirs.Hash)
}

// Taken says what came of taking in a copy of a run.
type Taken struct {
	Run    run.Run
	New    bool // the run was not here before
	Before int  // how many entries were here
	Added  int  // how many came
	Bodies int  // how many bodies came that were missing here
	Seals  int  // how many seals came
	// Lying are the entries whose bodies others say were erased, and lie here all
	// the same: see [Store.EraseHere].
	Lying []uint64
}

// Take takes in a copy of a run from somewhere else, which must have been checked:
// all of it or nothing. A run that is not here is taken as it is. If one of the
// two journals is a beginning of the other, the longer one is here afterwards,
// byte for byte. Otherwise the error is a [*DivergedError].
//
// A body that one side has and the other has not is kept, unless it was erased
// here. One that was erased there is kept too, and said to lie here.
func (s *Store) Take(c Copy) (Taken, error) {
	if s.opts.ReadOnly {
		return Taken{}, &NotSavedError{Err: ErrReadOnly}
	}
	if err := s.create(); err != nil {
		return Taken{}, &NotSavedError{Err: err}
	}
	var taken Taken
	err := s.update(func(t *txn) (err error) {
		taken = Taken{}
		j, err := t.journal(c.ID)
		if errors.Is(err, ErrNoRun) {
			taken.New = true
			j, err = t.newJournal(c.ID)
		}
		if err != nil {
			return err
		}
		return s.take(j, c, &taken)
	})
	if other := (*DivergedError)(nil); errors.As(err, &other) {
		return Taken{}, err
	}
	if err != nil {
		return Taken{}, notSaved(err)
	}
	s.keepForms(taken.Run)
	return taken, nil
}

func (s *Store) take(j journal, c Copy, taken *Taken) error {
	ours, err := j.compare(c)
	if err != nil {
		return err
	}
	taken.Before, taken.Added = ours, max(0, len(c.Lines)-ours)
	for _, digest := range slices.Sorted(maps.Keys(c.Books)) {
		if err := j.t.putPlaybook(digest, c.Books[digest]); err != nil {
			return err
		}
	}
	for i := ours; i < len(c.Lines); i++ {
		if err := j.takeEntry(uint64(i+1), c); err != nil {
			return err
		}
	}
	if taken.Bodies, err = j.fill(c, min(ours, len(c.Lines))); err != nil {
		return err
	}
	if err := j.takeRest(c, taken); err != nil {
		return err
	}
	if err := j.noteImport(c, ours); err != nil {
		return err
	}
	if taken.Lying, err = j.lying(); err != nil {
		return err
	}
	taken.Run, err = j.anew(s)
	if err != nil {
		return err
	}
	return j.putSummary(taken.Run.Summary())
}

// compare returns how many entries are here, if they and those of the copy begin
// alike.
func (j journal) compare(c Copy) (ours int, err error) {
	differ, last := uint64(0), run.Head{}
	_, err = j.after(0, -1, func(seq uint64, l run.Lines) error {
		ours++
		last = headOf(seq, l.Header)
		if i := int(seq) - 1; i < len(c.Lines) && differ == 0 && !bytes.Equal(c.Lines[i].Header, l.Header) {
			differ = seq
		}
		return nil
	})
	if err == nil && differ != 0 {
		err = &DivergedError{Run: j.id, Seq: differ, Ours: last, Theirs: c.Head()}
	}
	return ours, err
}

// takeEntry appends an entry as it is.
func (j journal) takeEntry(seq uint64, c Copy) error {
	l := c.Lines[seq-1]
	if len(l.Body) > 0 {
		return j.append(seq, l)
	}
	if err := j.t.safe(j.headers, keyOf(seq)); err != nil {
		return err
	}
	if err := j.headers.Put(keyOf(seq), l.Header); err != nil {
		return err
	}
	why, said := c.Withheld[seq]
	if !said {
		return lostBody(j.id, seq)
	}
	return j.missing(seq, why)
}

// fill brings bodies that are missing here and were not erased here.
func (j journal) fill(c Copy, common int) (filled int, err error) {
	why, err := j.withheld()
	if err != nil || len(why) == 0 {
		return 0, err
	}
	erased, err := j.erased()
	if err != nil {
		return 0, err
	}
	kept, err := j.make(bucketWithheld)
	if err != nil {
		return 0, err
	}
	for _, seq := range slices.Sorted(maps.Keys(why)) {
		if seq > uint64(common) || len(c.Lines[seq-1].Body) == 0 || erased[seq] {
			continue
		}
		if err := j.t.safe(j.bodies, keyOf(seq)); err != nil {
			return filled, err
		}
		if err := errors.Join(j.put(j.bodies, bucketBodies, keyOf(seq), c.Lines[seq-1].Body), kept.Delete(keyOf(seq))); err != nil {
			return filled, err
		}
		filled++
	}
	return filled, nil
}

// erased are the entries whose bodies other entries say were erased.
func (j journal) erased() (map[uint64]bool, error) {
	gone := map[uint64]bool{}
	_, err := j.after(0, -1, func(seq uint64, l run.Lines) error {
		if !bytes.Contains(l.Header, []byte(run.EntryWithheld{}.Kind())) {
			return nil
		}
		e, err := readEntry(seq, l)
		if ev, ok := erases(e.Event); ok && ev.Seq < seq {
			gone[ev.Seq] = true
		}
		return j.t.damaged(err)
	})
	return gone, err
}

// takeRest takes the seals, and why files of evidence are missing.
func (j journal) takeRest(c Copy, taken *Taken) error {
	had := 0
	if err := j.each(bucketSeals, func([]byte, []byte) { had++ }); err != nil {
		return err
	}
	if err := j.putSeals(c.Seals); err != nil {
		return err
	}
	now := 0
	if err := j.each(bucketSeals, func([]byte, []byte) { now++ }); err != nil {
		return err
	}
	taken.Seals = now - had
	for digest, why := range c.Absent {
		key, err := hex.DecodeString(digest)
		if err != nil {
			return err
		}
		b, err := j.make(bucketWithheld)
		if err == nil {
			err = j.t.safe(b, key)
		}
		if err == nil && b.Get(key) == nil {
			err = j.put(b, bucketWithheld, key, []byte(why))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// anew folds the run from all that is in the transaction.
func (j journal) anew(s *Store) (run.Run, error) {
	text, err := j.playbook()
	if err != nil {
		return run.Run{}, err
	}
	book, err := s.parse(j.id, text)
	if err != nil {
		return run.Run{}, err
	}
	return j.behind(s, run.New(j.id, book), func(*tail) error { return nil }) // its summary follows
}
