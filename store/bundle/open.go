package bundle

import (
	"fmt"

	"cordon/playbook"
	"cordon/playbook/run"
)

// Fold returns the run that the entries add up to. A body that is withheld counts
// for nothing.
func (c Contents) Fold() (run.Run, error) {
	digest, err := c.firstBook()
	if err != nil {
		return run.Run{}, err
	}
	book, err := c.book(digest)
	if err != nil {
		return run.Run{}, err
	}
	entries := make([]*run.Entry, len(c.Lines))
	for i, l := range c.Lines {
		if entries[i], err = c.entry(l); err != nil {
			return run.Run{}, fmt.Errorf("entry %d cannot be read: %w", i+1, err)
		}
	}
	return run.Replay(c.Run, book, c.Head(uint64(len(c.Lines))), entries)
}

// entry reads an entry, with the playbook that it adds.
func (c Contents) entry(l run.Lines) (*run.Entry, error) {
	e, err := l.Read()
	if err != nil {
		return nil, err
	}
	if ev, adds := e.Event.(run.PlaybookAdded); adds {
		book, err := c.book(ev.Playbook.SHA256)
		if err != nil {
			return nil, err
		}
		e.Event = ev.Of(book)
	}
	return &e, nil
}

func (c Contents) book(digest string) (*playbook.Playbook, error) {
	return playbook.Parse("the playbook of run "+c.Run, c.Books[digest])
}
