package store

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// Start begins a run of book and returns it with its first entry. It makes the
// file if there is none. An empty title means the playbook's.
func (s *Store) Start(book *playbook.Playbook, title string, drill bool, stamp run.Stamp) (run.Run, error) {
	return s.Begin(book, stamp, run.Start(book, title, drill))
}

// Begin begins a run of book with the entry that begin intends: see [run.Start]
// and [run.StartDrill]. It makes the file if there is none.
func (s *Store) Begin(book *playbook.Playbook, stamp run.Stamp, begin run.Intention) (run.Run, error) {
	if err := untouched(book); err != nil {
		return run.Run{}, fmt.Errorf("start a run: %w", err)
	}
	if s.opts.ReadOnly {
		return run.Run{}, &NotSavedError{Err: ErrReadOnly}
	}
	if err := s.create(); err != nil {
		return run.Run{}, &NotSavedError{Err: err}
	}
	var started run.Run
	entered := time.Now()
	err := s.update(func(t *txn) error {
		id, err := s.freshID(t)
		if err != nil {
			return err
		}
		j, err := t.newJournal(id)
		if err != nil {
			return err
		}
		if err := t.putPlaybook(book.Digest, book.Source); err != nil {
			return err
		}
		w := writer{store: s, j: j, stamp: stamp, entered: entered}
		started, err = w.write(run.New(id, book), begin)
		return err
	})
	if errors.Is(err, errAbsent) { // it was made just now: a link leads nowhere
		err = &fs.PathError{Op: "open", Path: s.path, Err: fs.ErrNotExist}
	}
	if err != nil {
		return run.Run{}, notSaved(err)
	}
	s.keepForm(book)
	return started, nil
}

// Record records what decide answers on the run as it now stands, and returns
// the run with the new entry, which is on disk. known is the run as the caller
// last saw it. The named drafts of who records it are dropped in the same
// transaction.
//
// If decide refuses, nothing is written, and the run that comes with its error
// is the newest one. If the entry cannot be saved, the error is a
// [*NotSavedError], and the run is one without the entry. If known is not a
// beginning of the run in the file, the error wraps [ErrDiverged].
func (s *Store) Record(known run.Run, stamp run.Stamp, decide run.Intention, dropDrafts ...string) (run.Run, error) {
	now, next := known, run.Run{}
	entered := time.Now()
	err := s.update(func(t *txn) error {
		j, err := t.journal(known.ID())
		if err != nil {
			return err
		}
		if now, err = j.catchUp(s, known); err != nil {
			return err
		}
		w := writer{store: s, j: j, stamp: stamp, entered: entered}
		if next, err = w.write(now, decide); err != nil {
			return err
		}
		return j.dropDrafts(stamp.By, dropDrafts)
	})
	if err != nil {
		return now, s.gone(known, notSaved(err))
	}
	s.keepForms(next)
	return next, s.cleanUp(next)
}

// cleanUp does what is left to do after the last entry of a run is on disk.
func (s *Store) cleanUp(r run.Run) error {
	if _, erased := erases(r.Last().Event); !erased {
		return nil
	}
	if err := s.scrub(); err != nil {
		return fmt.Errorf("the body is withheld, and traces of it may be left in unused parts of the file: %w", err)
	}
	return nil
}

// notSaved wraps an error of writing, but for those that say what the caller
// asked is not possible.
func notSaved(err error) error {
	var declined declinedError
	var refused *run.Refusal // of the stamp
	switch {
	case errors.As(err, &declined):
		return declined.error
	case errors.As(err, &refused):
		return refused
	case errors.Is(err, errAbsent):
		return ErrNoRun
	case errors.Is(err, ErrNoRun), errors.Is(err, ErrDiverged):
		return err
	}
	return &NotSavedError{Err: err}
}

// declinedError is the answer of an intention that records nothing.
type declinedError struct{ error }

// catchUp returns the run with the entries that came after known.
func (j journal) catchUp(s *Store, known run.Run) (run.Run, error) {
	if err := j.follows(known.Head()); err != nil {
		return known, err
	}
	if err := j.whole(s, known.Head()); err != nil {
		return known, err
	}
	return j.behind(s, known, func(news *tail) error { return news.end(j) })
}

// behind returns the run with the entries that come after known. end is called
// before the end of the journal is checked.
func (j journal) behind(s *Store, known run.Run, end func(*tail) error) (run.Run, error) {
	news, gone := tailOf(s, j.id, known.Head()), absences{j: j}
	news.chain.Withheld = gone.said
	_, err := j.after(known.Head().Seq, -1, news.add)
	if err = cmp.Or(gone.err, err); err != nil {
		return known, j.t.damaged(err)
	}
	if err := end(&news); err != nil {
		return known, err
	}
	if err := news.finish(); err != nil {
		return known, err
	}
	if err := s.complete(j.id, news.entries, j.find); err != nil {
		return known, err
	}
	now, err := news.applyTo(known)
	return now, j.t.damaged(err)
}

// whole looks at the entries up to head again, unless they were looked at since
// anybody else wrote to the file: nothing is written on top of what was altered.
func (j journal) whole(s *Store, head run.Head) error {
	if head.Seq == 0 || s.seen.knows(j.id, j.t.mark) {
		return nil
	}
	gone := absences{j: j}
	v := run.Verifier{Run: j.id, Withheld: gone.said}
	_, err := j.after(0, int(head.Seq), func(_ uint64, l run.Lines) error { return v.Check(l) })
	if err = cmp.Or(gone.err, err); err == nil {
		err = v.Finish(head)
	}
	if err == nil {
		s.seen.saw(j.id, j.t.mark)
	}
	return err
}

// writer writes one entry.
type writer struct {
	store   *Store
	j       journal
	stamp   run.Stamp
	entered time.Time // when the caller came, by the monotonic clock
}

// write asks decide about the run, writes its answer and returns the next run.
func (w writer) write(now run.Run, decide run.Intention) (run.Run, error) {
	c, err := w.compose(now, decide)
	if err != nil {
		return now, err
	}
	return w.put(now, c)
}

// composed is an entry that is about to be written.
type composed struct {
	event run.Event
	lines run.Lines
	entry run.Entry // as it was read from its lines
}

// compose asks decide about the run and makes its answer the next entry.
func (w writer) compose(now run.Run, decide run.Intention) (c composed, err error) {
	if c.event, err = decide(now); err != nil {
		return c, declinedError{err}
	}
	var salt [16]byte
	if _, err := io.ReadFull(w.store.opts.Rand, salt[:]); err != nil {
		return c, err
	}
	last := now.Last()
	stamp := w.settle(now.Stamped(w.timed(), c.event), last)
	if c.lines, err = run.Seal(now.ID(), now.Head(), last, stamp, c.event, salt); err != nil {
		return c, err
	}
	// What is written must come back the same, so the run goes on with the
	// entry as it was read from its lines.
	if c.entry, err = readEntry(now.Head().Seq+1, c.lines); err != nil {
		return c, fmt.Errorf("the entry could not be read again: %w", err)
	}
	return c, nil
}

// put writes the next entry of a run, and returns the run with it.
func (w writer) put(now run.Run, c composed) (run.Run, error) {
	seq := c.entry.Seq
	if err := w.keepAdded(c.event, &c.entry); err != nil {
		return now, err
	}
	next, err := now.Apply(headOf(seq, c.lines.Header), &c.entry)
	if err != nil {
		return now, err
	}
	if err := w.j.append(seq, c.lines); err != nil {
		return now, err
	}
	if gone, ok := erases(c.event); ok {
		if err := w.j.withhold(gone.Seq, gone.Reason); err != nil {
			return now, err
		}
	}
	return next, w.j.putSummary(next.Summary())
}

const (
	// setBackFrom is the least that a clock is said to have moved back by: when
	// something happened is recorded in seconds.
	setBackFrom = time.Second
	// commandWithin is how long a command takes at the most from its stamp to
	// the store, where it may read first, wait, and be typed to.
	commandWithin = 15 * time.Minute
)

// timed returns the stamp with a reading of the clock.
func (w writer) timed() run.Stamp {
	stamp := w.stamp
	if stamp.Now.IsZero() {
		stamp.Now = time.Now()
	}
	return stamp
}

// settle makes a stamp follow on the last entry. It was taken before the file was
// ours, so somebody else may have written meanwhile: then the entry is no older
// than theirs, and no clock has moved back.
func (w writer) settle(stamp run.Stamp, last *run.Entry) run.Stamp {
	if last == nil || !last.Recorded.After(stamp.Now) {
		return stamp
	}
	if back := last.Recorded.Sub(stamp.Now); back < setBackFrom || back <= w.waited(stamp.Now) {
		stamp.Now = last.Recorded.In(stamp.Now.Location())
	}
	return stamp
}

// waited returns how long ago a stamp was taken, as far as that can be known: a
// time that was put into a zone has no monotonic reading any more.
func (w writer) waited(stamped time.Time) time.Duration {
	if stamped != stamped.Round(0) {
		return time.Since(stamped)
	}
	before := w.entered.Round(0).Sub(stamped)
	if before < 0 || before > commandWithin { // it is of another clock
		before = 0
	}
	return before + time.Since(w.entered)
}

// idLetters and idDigits leave out what is easily confused: i, l, o, 0 and 1.
const (
	idLetters = "abcdefghjkmnpqrstuvwxyz"
	idDigits  = "23456789"
	idLength  = 8
)

// freshID makes an id that no run in the file has. It begins with a letter.
func (s *Store) freshID(t *txn) (string, error) {
	t.reading("the list of runs", "", 0)
	runs, err := t.child(nil, bucketRuns)
	if err != nil {
		return "", err
	}
	for {
		id, err := randomID(s.opts.Rand)
		if err != nil {
			return "", err
		}
		if err := t.safe(runs, []byte(id)); err != nil {
			return "", err
		}
		if runs.Bucket([]byte(id)) == nil {
			return id, nil
		}
	}
}

func randomID(from io.Reader) (string, error) {
	id := make([]byte, 0, idLength)
	for len(id) < idLength {
		alphabet := idLetters + idDigits
		if len(id) == 0 {
			alphabet = idLetters
		}
		var b [1]byte
		if _, err := io.ReadFull(from, b[:]); err != nil {
			return "", err
		}
		// 32 values are drawn and those beyond the alphabet drawn again, so
		// that every character is as likely as the next.
		if i := int(b[0] & 31); i < len(alphabet) {
			id = append(id, alphabet[i])
		}
	}
	return string(id), nil
}
