package store

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"cordon/playbook"
	"cordon/playbook/run"
)

// An Opened run is what a person goes on from.
type Opened struct {
	Run run.Run
	// Mark was taken before the run was read: what is written meanwhile shows
	// as a change of it.
	Mark   Mark
	Drafts Drafts
}

// Open returns a run with its drafts, as a person may see them, and the mark of
// the file. Of a journal of usual length it reads all in one transaction.
func (s *Store) Open(id, by string) (Opened, error) {
	mark, err := s.Mark()
	if err != nil {
		return Opened{}, err
	}
	o := Opened{Mark: mark}
	o.Run, err = s.load(id, false, func(j journal) (err error) {
		o.Drafts, err = j.readDrafts(by)
		return err
	})
	return o, err
}

// Load returns a run. Every entry is checked: see [run.Verifier]. If part of its
// journal is damaged, or not as it was written, the run up to there comes with the
// error, which is a [*run.ChainError] in the second case.
func (s *Store) Load(id string) (run.Run, error) { return s.load(id, false, nil) }

// LoadAnyway is Load for a run that is not whole: it takes in every entry that can
// be read, whether it is as it was written or not. Show what it returns only with
// what [Store.Verify] says of it.
func (s *Store) LoadAnyway(id string) (run.Run, error) { return s.load(id, true, nil) }

// load reads a run. In the last transaction it calls end, unless nil.
func (s *Store) load(id string, anyway bool, end func(journal) error) (run.Run, error) {
	mark, _ := s.Mark()
	l := loading{store: s, news: tailOf(s, id, run.Head{})}
	l.news.anyway = anyway
	err := s.run(pass{id: id, anyway: anyway, begin: l.begin, visit: l.news.visit, end: func(j journal) error {
		if err := l.news.end(j); err != nil || end == nil {
			return err
		}
		return end(j)
	}})
	if err == nil {
		err = l.news.finish()
	}
	if err == nil && !anyway {
		s.seen.saw(id, mark)
	}
	if l.book == nil {
		return run.Run{}, err
	}
	// The book was read beside the entries.
	book, bookErr := l.book()
	if bookErr != nil {
		return run.Run{}, bookErr
	}
	return l.news.onto(run.New(id, book), err)
}

// loading is a run that is being read.
type loading struct {
	store *Store
	news  tail
	// book waits for the playbook. Nil if its bytes were not found.
	book func() (*playbook.Playbook, error)
}

// begin reads the playbook, and has it made sense of on another core.
func (l *loading) begin(j journal) error {
	text, err := j.playbook()
	if err != nil {
		return err
	}
	l.book = sync.OnceValues(func() (*playbook.Playbook, error) { return l.store.parse(j.id, text) })
	go func() {
		// A panic comes up again where the book is waited for, where there is
		// somebody to catch it.
		defer func() { _ = recover() }()
		_, _ = l.book()
	}()
	return nil
}

// Refresh returns the run with what others have recorded since. It costs
// little when there is nothing new. With an error comes the run as far as it
// could be read. If known is not in the file any more, it is a [*GoneError].
func (s *Store) Refresh(known run.Run) (run.Run, error) {
	news := tailOf(s, known.ID(), known.Head())
	err := s.run(pass{id: known.ID(), head: known.Head(), visit: news.visit, end: news.end})
	if err == nil {
		err = news.finish()
	}
	now, err := news.onto(known, err)
	return now, s.gone(known, err)
}

// Journal calls visit with the lines of every entry of a run, in order,
// exactly as they are stored. The lines may be kept.
func (s *Store) Journal(id string, visit func(run.Lines) error) error {
	return s.run(pass{id: id, visit: func(b *batch) error {
		for i := range b.at {
			if err := visit(b.lines(i)); err != nil {
				return err
			}
		}
		*b = batch{} // the lines are the visitor's now
		return nil
	}})
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
	text, err := s.bookText(id)
	return text.source, err
}

// Book returns the playbook that a run follows.
func (s *Store) Book(id string) (*playbook.Playbook, error) {
	text, err := s.bookText(id)
	if err != nil {
		return nil, err
	}
	return s.parse(id, text)
}

func (s *Store) bookText(id string) (text bookText, err error) {
	err = s.view(func(t *txn) error {
		j, err := t.journal(id)
		if err != nil {
			return err
		}
		text, err = j.playbook()
		return err
	})
	return text, absent(err)
}

// Resolve returns the id of the only run that begins with prefix, or is called
// so. The error wraps [ErrNoRun] or is an [*AmbiguousError].
func (s *Store) Resolve(prefix string) (string, error) {
	prefix = strings.ToLower(prefix)
	var found []string
	err := s.view(func(t *txn) error {
		places, err := t.places([]byte(prefix))
		for _, p := range places {
			found = append(found, p.id)
		}
		return err
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
