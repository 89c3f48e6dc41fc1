package store

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"cordon/playbook"
	"cordon/playbook/run"
)

// chunk is how many entries one transaction reads. Between chunks the file is
// free for writers; a journal only grows, so the chunks fit together.
const chunk = 4096

// Load returns a run.
func (s *Store) Load(id string) (run.Run, error) {
	source, err := s.Playbook(id)
	if err != nil {
		return run.Run{}, err
	}
	book, err := playbook.Parse(id+"/playbook", source)
	if err != nil {
		return run.Run{}, &DamagedError{Path: s.path, Part: "the playbook of run " + id, Err: err}
	}
	return s.Refresh(run.New(id, book))
}

// Refresh returns the run with what others have recorded since. It costs
// little when there is nothing new, and returns known with any error.
func (s *Store) Refresh(known run.Run) (run.Run, error) {
	head := known.Head()
	var entries []*run.Entry
	err := s.chunks(known.ID(), head, func(seq uint64, l run.Lines) error {
		e, err := readEntry(seq, l)
		if err != nil {
			return &DamagedError{Path: s.path, Part: fmt.Sprintf("entry %d of run %s", seq, known.ID()), Err: err}
		}
		head = head.Next(l.Header)
		entries = append(entries, e)
		return nil
	})
	if err != nil || len(entries) == 0 {
		return known, err
	}
	now, err := known.Apply(head, entries...)
	if err != nil {
		return known, &DamagedError{Path: s.path, Part: "the order of run " + known.ID(), Err: err}
	}
	return now, nil
}

// Journal calls visit with the lines of every entry of a run, in order,
// exactly as they are stored. The lines may be kept.
func (s *Store) Journal(id string, visit func(run.Lines) error) error {
	return s.chunks(id, run.Head{}, func(_ uint64, l run.Lines) error { return visit(l) })
}

// chunks calls visit with copies of all lines after head, between
// transactions.
func (s *Store) chunks(id string, head run.Head, visit func(seq uint64, l run.Lines) error) error {
	seq := head.Seq
	for more := true; more; {
		var lines []run.Lines
		var seqs []uint64
		err := s.view(func(t *txn) error {
			j, err := t.journal(id)
			if err != nil {
				return err
			}
			if !j.follows(head) {
				return fmt.Errorf("run %s: %w: entry %d differs. Open the run again", id, ErrDiverged, head.Seq)
			}
			more, err = j.after(seq, chunk, func(seq uint64, l run.Lines) error {
				lines, seqs = append(lines, cloneLines(l)), append(seqs, seq)
				return nil
			})
			return err
		})
		if err != nil {
			return absent(err)
		}
		for i, l := range lines {
			seq = seqs[i]
			if err := visit(seq, l); err != nil {
				return err
			}
		}
	}
	return nil
}

// absent says of a file that is not there that it has no such run.
func absent(err error) error {
	if errors.Is(err, errAbsent) {
		return ErrNoRun
	}
	return err
}

// Playbook returns the exact bytes of the playbook that a run follows.
func (s *Store) Playbook(id string) ([]byte, error) {
	var source []byte
	err := s.view(func(t *txn) error {
		j, err := t.journal(id)
		if err != nil {
			return err
		}
		t.reading("the playbook", id, 0)
		stored := j.bucket.Get(keyPlaybook)
		if stored == nil || int64(len(stored)) > t.Size() {
			return t.broken("it is missing")
		}
		source = slices.Clone(stored)
		return nil
	})
	return source, absent(err)
}

// Runs returns the summaries of all runs: open ones first, then the newest
// activity first. It reads no journals. With an error come the summaries that
// could be read.
func (s *Store) Runs() ([]run.Summary, error) {
	var list []run.Summary
	var bad []error
	err := s.view(func(t *txn) error {
		return t.eachRun(nil, func(j journal) error {
			sum, err := j.summary()
			if err != nil {
				bad = append(bad, err)
				return nil
			}
			list = append(list, sum)
			return nil
		})
	})
	if errors.Is(err, errAbsent) {
		return nil, nil
	}
	slices.SortFunc(list, byActivity)
	return list, errors.Join(append(bad, err)...)
}

func byActivity(a, b run.Summary) int {
	if open := a.Closed.IsZero(); open != b.Closed.IsZero() {
		if open {
			return -1
		}
		return 1
	}
	return cmp.Or(b.Last.Compare(a.Last), strings.Compare(a.ID, b.ID))
}

// eachRun calls visit with every run whose id begins with prefix.
func (t *txn) eachRun(prefix []byte, visit func(journal) error) error {
	t.reading("the list of runs", "", 0)
	runs := t.Bucket(bucketRuns)
	if runs == nil {
		return t.broken("it is missing")
	}
	c := runs.Cursor()
	for k, _ := c.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, _ = c.Next() {
		id := string(k)
		t.reading("the list of runs", "", 0)
		b := runs.Bucket(k)
		if b == nil {
			return t.broken("%q is no run", id)
		}
		if err := visit(journal{t: t, id: id, bucket: b}); err != nil {
			return err
		}
	}
	return nil
}

func (j journal) summary() (run.Summary, error) {
	j.t.reading("the summary", j.id, 0)
	var sum run.Summary
	text := j.bucket.Get(keySummary)
	if text == nil {
		return sum, j.t.broken("it is missing")
	}
	if err := json.Unmarshal(text, &sum); err != nil {
		return sum, j.t.broken("%w", err)
	}
	return sum, nil
}

// Resolve returns the id of the only run that begins with prefix, or is called
// so. The error wraps [ErrNoRun] or is an [*AmbiguousError].
func (s *Store) Resolve(prefix string) (string, error) {
	prefix = strings.ToLower(prefix)
	var found []string
	err := s.view(func(t *txn) error {
		return t.eachRun([]byte(prefix), func(j journal) error {
			found = append(found, j.id)
			return nil
		})
	})
	switch {
	case err != nil && !errors.Is(err, errAbsent):
		return "", err
	case len(found) == 0:
		return "", fmt.Errorf("%w: %q", ErrNoRun, prefix)
	case len(found) == 1 || found[0] == prefix:
		return found[0], nil
	}
	return "", &AmbiguousError{Prefix: prefix, Candidates: found}
}
