package store

import (
	"fmt"
	"strings"

	"go.etcd.io/bbolt"
)

// DraftLimit is the longest draft in bytes: many times what an entry takes, so
// that what was pasted by mistake can still be cut.
const DraftLimit = 4 << 20

// A draft is of a person and a field: each has their own, and the entry of one
// replaces none of another. Its key is the name, nameEnds and the field; no name
// has a control character in it. The key of a draft from before that is the
// field alone.
const nameEnds = "\x1f"

func draftKey(by, field string) []byte { return []byte(by + nameEnds + field) }

// draftOf reads the key of a draft. by is empty where it names nobody.
func draftOf(key []byte) (by, field string) {
	by, field, named := strings.Cut(string(key), nameEnds)
	if !named {
		return "", by
	}
	return by, field
}

// SaveDraft keeps text that a person typed into a field and has not yet
// recorded. An empty text drops the draft, and one of more than [DraftLimit]
// bytes is not kept.
func (s *Store) SaveDraft(id, by, field, text string) error {
	if len(text) > DraftLimit {
		return &NotSavedError{Err: fmt.Errorf("the text is %d bytes long and a draft takes %d", len(text), DraftLimit)}
	}
	if by == "" || field == "" || strings.Contains(by+field, nameEnds) {
		return &NotSavedError{Err: fmt.Errorf("a draft is of a person and a field, not of %q and %q", by, field)}
	}
	err := s.update(func(t *txn) error {
		j, err := t.journal(id)
		if err != nil {
			return err
		}
		drafts, err := j.drafts()
		if err != nil {
			return err
		}
		key := draftKey(by, field)
		if have, err := j.get(drafts, bucketDrafts, key); err == nil && string(have) == text {
			return errUnchanged
		}
		if text == "" {
			return drafts.Delete(key)
		}
		return j.put(drafts, bucketDrafts, key, []byte(text))
	})
	if err != nil {
		return notSaved(err)
	}
	return nil
}

// TakeDraft makes the draft of a field that names nobody the draft of a person,
// and returns it: whoever comes first has it. It returns "" if there is none, or
// if the person has a draft of their own there.
func (s *Store) TakeDraft(id, by, field string) (text string, err error) {
	err = s.update(func(t *txn) error {
		j, err := t.journal(id)
		if err == nil {
			text, err = j.takeDraft(by, field)
		}
		return err
	})
	if err != nil {
		return "", notSaved(err)
	}
	return text, nil
}

func (j journal) takeDraft(by, field string) (string, error) {
	drafts, err := j.drafts()
	if err != nil {
		return "", err
	}
	nobodys, own := []byte(field), draftKey(by, field)
	text, err := j.get(drafts, bucketDrafts, nobodys)
	if err != nil {
		return "", j.t.damaged(err)
	}
	if len(text) == 0 || drafts.Get(own) != nil {
		return "", errUnchanged
	}
	if err := drafts.Delete(nobodys); err != nil {
		return "", err
	}
	return string(text), j.put(drafts, bucketDrafts, own, text)
}

// Draft returns what a person typed into a field, or "".
func (s *Store) Draft(id, by, field string) (string, error) {
	all, err := s.Drafts(id, by)
	return all.Own[field], err
}

// Drafts are what was typed in a run and not yet recorded, as one person may see
// it.
type Drafts struct {
	Own map[string]string // by field
	// Others names who else has a draft of a field, in the order of their names.
	// "" is a draft from before drafts had names: see [Store.TakeDraft].
	Others map[string][]string
}

// Drafts returns the drafts of a run as a person may see them.
func (s *Store) Drafts(id, by string) (all Drafts, err error) {
	err = s.view(func(t *txn) error {
		j, err := t.journal(id)
		if err != nil {
			return err
		}
		all, err = j.readDrafts(by)
		return err
	})
	return all, absent(err)
}

// readDrafts reads the drafts as a person may see them.
func (j journal) readDrafts(by string) (Drafts, error) {
	all := Drafts{Own: map[string]string{}, Others: map[string][]string{}}
	drafts, err := j.drafts()
	if err != nil {
		return all, err
	}
	return all, drafts.ForEach(func(k, v []byte) error {
		who, field := draftOf(k)
		if who != by || who == "" {
			all.Others[field] = append(all.Others[field], who)
			return nil
		}
		text, err := j.open(bucketDrafts, k, v)
		all.Own[field] = string(text)
		return j.t.damaged(err)
	})
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

// dropDrafts drops those of a person.
func (j journal) dropDrafts(by string, fields []string) error {
	if len(fields) == 0 {
		return nil
	}
	drafts, err := j.drafts()
	if err != nil {
		return err
	}
	for _, field := range fields {
		if err := drafts.Delete(draftKey(by, field)); err != nil {
			return fmt.Errorf("drop draft %q: %w", field, err)
		}
	}
	return nil
}
