package store

import (
	"errors"
	"fmt"

	"cordon/playbook"
	"cordon/playbook/run"
)

// A run can take in further playbooks. The entry names the bytes by their
// digest, and they lie beside those of all playbooks. So an entry of that kind
// that was read gets its playbook back before the run folds it.

// A finder returns a playbook that a run follows.
type finder func(digest string) (bookText, error)

// find is the finder inside a transaction.
func (j journal) find(digest string) (bookText, error) { return j.bookText([]byte(digest)) }

// finder is the one between transactions.
func (s *Store) finder(id string) finder {
	return func(digest string) (text bookText, err error) {
		err = s.view(func(t *txn) error {
			j, err := t.journal(id)
			if err == nil {
				text, err = j.find(digest)
			}
			return err
		})
		return text, absent(err)
	}
}

// complete puts the playbooks back into the entries that add one.
func (s *Store) complete(id string, entries []*run.Entry, find finder) error {
	for _, e := range entries {
		ev, ok := e.Event.(run.PlaybookAdded)
		if !ok {
			continue
		}
		text, err := find(ev.Playbook.SHA256)
		if err != nil {
			return err
		}
		if digestHex(text.source) != ev.Playbook.SHA256 {
			return &DamagedError{
				Path: s.path, Part: fmt.Sprintf("the playbook %s of run %s", ev.Playbook.ID, id),
				Err: fmt.Errorf("it is not the one that entry %d names", e.Seq),
			}
		}
		book, err := s.parse(id, text)
		if err != nil {
			return err
		}
		e.Event = ev.Of(book)
	}
	return nil
}

// keepAdded keeps the playbook of an event that adds one, and puts it into the
// entry as it was read from its lines.
func (w writer) keepAdded(ev run.Event, e *run.Entry) error {
	added, ok := ev.(run.PlaybookAdded)
	if !ok {
		return nil
	}
	book := added.Book()
	if book == nil {
		return errors.New("the playbook to add is not at hand")
	}
	if err := untouched(book); err != nil {
		return err
	}
	e.Event = e.Event.(run.PlaybookAdded).Of(book)
	return w.j.t.putPlaybook(book.Digest, book.Source)
}

// keepForms keeps the forms of the playbooks that a run follows.
func (s *Store) keepForms(r run.Run) {
	s.keepForm(r.Began())
	for _, book := range r.Book().Joined {
		s.keepForm(book)
	}
}

// untouched says whether the source of a playbook is what its digest names.
func untouched(book *playbook.Playbook) error {
	if digestHex(book.Source) != book.Digest {
		return fmt.Errorf("the playbook %s is not as it was parsed", book.ID)
	}
	return nil
}
