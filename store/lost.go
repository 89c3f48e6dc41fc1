package store

import (
	"fmt"
	"os"
)

// checkLost is for a file of which one of the two first pages is wrong. If it
// was the newest, the other leads to the state before the last change, and the
// next entry would take the number and the place of one that was saved. So the
// raw bytes are searched for an entry that follows the last one of its run.
func (s *Store) checkLost(t *txn, file *os.File) error {
	w, err := searchFile(file)
	if err != nil {
		return err
	}
	for id, headers := range w.headers {
		seq, hash, err := t.lastEntry(id)
		if err != nil {
			return err
		}
		for _, h := range headers[seq+1] {
			if seq > 0 && h.prev != hash {
				continue
			}
			t.reading("the newest change, entry", id, seq+1)
			return t.broken("it lies in the file, and the page that leads to it does not: %w. Nothing was changed", t.wrong)
		}
	}
	return nil
}

// lastEntry returns the number and the hash of the last entry of a run, 0 if
// there is no such run.
func (t *txn) lastEntry(id string) (seq uint64, hash string, err error) {
	t.reading("the list of runs", "", 0)
	runs, err := t.child(nil, bucketRuns)
	if err != nil {
		return 0, "", err
	}
	if err := t.safe(runs, []byte(id)); err != nil {
		return 0, "", err
	}
	if runs.Bucket([]byte(id)) == nil {
		return 0, "", nil
	}
	j, err := t.journal(id)
	if err != nil {
		return 0, "", err
	}
	t.reading("the last entry", id, 0)
	if err := t.safe(j.headers, keyOf(1<<64-1)); err != nil {
		return 0, "", err
	}
	key, line := j.headers.Cursor().Last()
	if key == nil {
		return 0, "", nil
	}
	return seqOf(key), headOf(seqOf(key), line).Hash, nil
}

// doubt returns the error that names a wrong first page with which nothing was
// lost that is known of.
func (t *txn) doubt() error {
	if t.wrong == nil {
		return nil
	}
	return &DamagedError{
		Path: t.path, Part: "one of the two pages that lead to everything",
		Err: fmt.Errorf("%w. No entry is missing; the text last typed and not yet recorded may be", t.wrong),
	}
}
