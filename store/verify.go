package store

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"cordon/playbook/run"
)

// A Report says what Verify checked.
type Report struct {
	Entries uint64
	Head    run.Head
	Bytes   int64 // of all lines
}

// Verify checks a run's chain of entries, that each can be read, that the
// journal ends where its summary says, and that the playbook is the one that
// entry 1 names. The error is a [*run.ChainError] if an entry is not as it was
// written.
func (s *Store) Verify(id string) (Report, error) {
	source, err := s.Playbook(id)
	if err != nil {
		return Report{}, err
	}
	sum := sha256.Sum256(source)
	v := run.Verifier{Run: id}
	var bytes int64
	var unread error
	err = s.Journal(id, func(l run.Lines) error {
		bytes += int64(len(l.Header) + len(l.Body))
		if err := v.Check(l); err != nil {
			return err
		}
		e, err := l.Read()
		if err != nil && unread == nil {
			unread = err
		}
		if start, ok := e.Event.(run.Started); ok && start.Playbook.SHA256 != hex.EncodeToString(sum[:]) && unread == nil {
			unread = &DamagedError{Path: s.path, Part: "the playbook of run " + id, Err: fmt.Errorf("it is not the one that entry 1 names")}
		}
		return nil
	})
	report := Report{Entries: v.Head().Seq, Head: v.Head(), Bytes: bytes}
	if err != nil {
		return report, err
	}
	kept, err := s.kept(id)
	if err != nil {
		return report, err
	}
	if err := v.Finish(kept); err != nil {
		return report, err
	}
	return report, unread
}

// kept returns the head in the summary of a run.
func (s *Store) kept(id string) (run.Head, error) {
	var head run.Head
	err := s.view(func(t *txn) error {
		j, err := t.journal(id)
		if err != nil {
			return err
		}
		sum, err := j.summary()
		head = sum.Head
		return err
	})
	return head, absent(err)
}
