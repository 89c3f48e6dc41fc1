package store

import (
	"fmt"

	"go.etcd.io/bbolt"
)

// DraftLimit is the longest draft in bytes: many times what an entry takes, so
// that what was pasted by mistake can still be cut.
const DraftLimit = 4 << 20

// SaveDraft keeps text that was typed into a field and not yet recorded. An
// empty text drops the draft, and one of more than [DraftLimit] bytes is not
// kept.
func (s *Store) SaveDraft(id, field, text string) error {
	if len(text) > DraftLimit {
		return &NotSavedError{Err: fmt.Errorf("the text is %d bytes long and a draft takes %d", len(text), DraftLimit)}
	}
	err := s.update(func(t *txn) error {
		drafts, err := t.drafts(id)
		if err != nil {
			return err
		}
		if string(drafts.Get([]byte(field))) == text {
			return errUnchanged
		}
		if text == "" {
			return drafts.Delete([]byte(field))
		}
		return drafts.Put([]byte(field), []byte(text))
	})
	if err != nil {
		return notSaved(err)
	}
	return nil
}

// Draft returns what was typed into a field, or "".
func (s *Store) Draft(id, field string) (string, error) {
	all, err := s.Drafts(id)
	return all[field], err
}

// Drafts returns all drafts of a run by their fields.
func (s *Store) Drafts(id string) (map[string]string, error) {
	all := map[string]string{}
	err := s.view(func(t *txn) error {
		j, err := t.journal(id)
		if err != nil {
			return err
		}
		return j.readDrafts(all)
	})
	return all, absent(err)
}

// readDrafts adds the drafts to all, by their fields.
func (j journal) readDrafts(all map[string]string) error {
	drafts, err := j.drafts()
	if err != nil {
		return err
	}
	return drafts.ForEach(func(k, v []byte) error {
		all[string(k)] = string(v)
		return nil
	})
}

func (t *txn) drafts(id string) (*bbolt.Bucket, error) {
	j, err := t.journal(id)
	if err != nil {
		return nil, err
	}
	return j.drafts()
}

func (j journal) drafts() (*bbolt.Bucket, error) {
	j.t.reading("the drafts", j.id, 0)
	b, err := j.t.child(j.bucket, bucketDrafts)
	if err != nil {
		return nil, err
	}
	// Taking one away may join its page with the next, so look at all.
	if err := j.t.guard.span(uint64(b.Root()), nil, -1); err != nil {
		return nil, j.t.broken("%w", err)
	}
	return b, nil
}

func (j journal) dropDrafts(fields []string) error {
	if len(fields) == 0 {
		return nil
	}
	drafts, err := j.drafts()
	if err != nil {
		return err
	}
	for _, field := range fields {
		if err := drafts.Delete([]byte(field)); err != nil {
			return fmt.Errorf("drop draft %q: %w", field, err)
		}
	}
	return nil
}
