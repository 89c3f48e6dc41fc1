package store

import (
	"errors"
	"maps"
	"slices"

	"cordon/playbook/run"
)

// An entry that erases a body may come from elsewhere with a copy of the run. What
// it erased there may still lie here: taking in a file destroys nothing. Only the
// lines themselves show it then, and a person who wants it gone says so: see
// [Store.EraseHere].

// lying are the entries whose bodies others say were erased, and lie here all the
// same, in order.
func (j journal) lying() ([]uint64, error) {
	erased, err := j.erased()
	if err != nil {
		return nil, err
	}
	var seqs []uint64
	for _, seq := range slices.Sorted(maps.Keys(erased)) {
		j.t.reading("the body of entry", j.id, seq)
		if err := j.t.safe(j.bodies, keyOf(seq)); err != nil {
			return nil, err
		}
		if j.bodies.Get(keyOf(seq)) != nil {
			seqs = append(seqs, seq)
		}
	}
	return seqs, nil
}

// EraseHere takes the body of an entry out of the file that an entry says was
// erased. Nothing is recorded: the record says it already. It returns the entry as
// it was, and whether its body lay here.
func (s *Store) EraseHere(id string, seq uint64) (was run.Entry, lay bool, err error) {
	if s.opts.ReadOnly {
		return was, false, &NotSavedError{Err: ErrReadOnly}
	}
	err = s.update(func(t *txn) error {
		j, err := t.journal(id)
		if err != nil {
			return err
		}
		seqs, err := j.lying()
		if err != nil {
			return err
		}
		if lay = slices.Contains(seqs, seq); !lay {
			return errUnchanged
		}
		if was, err = j.entryAt(seq); err != nil {
			return err
		}
		return j.withhold(seq, "erased elsewhere, and here since")
	})
	if err == nil && lay {
		err = s.scrub()
	}
	if err != nil {
		return was, lay, notSaved(absent(err))
	}
	return was, lay, nil
}

// entryAt reads one entry.
func (j journal) entryAt(seq uint64) (e run.Entry, err error) {
	_, err = j.after(seq-1, 1, func(_ uint64, l run.Lines) error {
		e, err = readEntry(seq, l)
		return j.t.damaged(err)
	})
	if err == nil && e.Seq != seq {
		err = errors.New("there is no such entry")
	}
	return e, err
}
