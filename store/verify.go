package store

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"cordon/playbook/run"
)

// A Report says what Verify checked and found good.
type Report struct {
	Entries uint64
	Head    run.Head
	Bytes   int64 // of all lines
}

// Verify checks the chain of a run's entries, that each can be read, the times at
// which they were recorded, that the journal ends where its summary says and that
// the rest of that follows from the entries, and that the playbooks are those that
// entry 1 and later ones name. The error is a [*run.ChainError] if an entry is not
// as it was written. Every entry before the one it names is.
func (s *Store) Verify(id string) (Report, error) {
	_, report, err := s.Inspect(id)
	return report, err
}

// Inspect is Verify that returns the run too. If the record is not whole, it is
// the run as far as anything of it can be read: see [Store.LoadAnyway].
func (s *Store) Inspect(id string) (run.Run, Report, error) {
	c := check{store: s, verifier: run.Verifier{Run: id}}
	err := s.run(pass{id: id, visit: c.entries, end: c.end})
	if err == nil {
		err = c.finish()
	}
	if chain := c.verifier.Finish(run.Head{}); chain != nil {
		err = chain // which comes before any damage further on
	}
	if err != nil {
		r, _ := s.LoadAnyway(id)
		return r, Report{}, err
	}
	return c.run, Report{Entries: c.count, Head: c.verifier.Head(), Bytes: c.bytes}, nil
}

// check is a verification under way.
type check struct {
	store    *Store
	verifier run.Verifier
	exams    []exam // of the batch at hand
	count    uint64
	bytes    int64
	unread   error // of the first entry that is intact and cannot be read
	run      run.Run
	misdated error // the first entry whose times cannot be
	last     time.Time
	kept     run.Summary
	unfit    error // its bytes are not those that were written
	denied   error // the first entry that is said to be withheld and is not
	doubt    error // about the pages that lead to everything
	text     bookText
	added    []run.PlaybookRef
}

// entries checks the entries of a batch.
func (c *check) entries(b *batch) error {
	c.examine(b)
	c.verifier.Withheld = b.mayLack
	for i := range b.at {
		x := &c.exams[i]
		c.count++
		if b.at[i].seq != c.count {
			if err := c.verifier.Finish(run.Head{}); err != nil {
				return err
			}
			return &run.ChainError{Run: c.verifier.Run, Seq: c.count, What: "is missing"}
		}
		if err := c.verifier.Admit(&x.Exam); err != nil {
			return err
		}
		if x.adds.SHA256 != "" {
			c.added = append(c.added, x.adds)
		}
		switch {
		case x.unread == nil:
			c.times(x)
		case c.unread == nil:
			c.unread = &run.ChainError{Run: c.verifier.Run, Seq: c.count, What: "cannot be read: " + x.unread.Error()}
		}
	}
	c.bytes += int64(len(b.text))
	return nil
}

// times looks at the times of an entry.
func (c *check) times(x *exam) {
	if what := x.when.Misdated(c.last); what != "" && c.misdated == nil {
		c.misdated = &run.ChainError{Run: c.verifier.Run, Seq: c.count, What: what}
	}
	c.last = x.when.Recorded
}

// end reads what else there is to check, together with the last entries.
func (c *check) end(j journal) error {
	sum, err := j.summary()
	if err != nil && !errors.Is(err, run.ErrSummary) {
		return err
	}
	c.kept, c.doubt = sum, j.t.doubt()
	c.unfit = cmp.Or(err, j.unfit(sum))
	if err := c.denials(j); err != nil {
		return err
	}
	if _, err := j.playbookDigest(); err != nil {
		return nil // the entries will tell
	}
	c.text, err = j.playbook()
	return err
}

// denials looks for a body that is said to be withheld and is there.
func (c *check) denials(j journal) error {
	why, err := j.withheld()
	if err != nil {
		return err
	}
	for _, seq := range slices.Sorted(maps.Keys(why)) {
		j.t.reading("the body of entry", j.id, seq)
		if err := j.t.safe(j.bodies, keyOf(seq)); err != nil {
			return err
		}
		if j.bodies.Get(keyOf(seq)) != nil {
			c.denied = &run.ChainError{Run: j.id, Seq: seq, What: "is said to be withheld, and its body is there"}
			return nil
		}
	}
	return nil
}

func (c *check) finish() error {
	if err := c.verifier.Finish(c.kept.Head); err != nil {
		return err
	}
	if err := cmp.Or(c.denied, c.unread, c.doubt, c.misdated); err != nil {
		return err
	}
	if err := c.checkAdded(); err != nil {
		return err
	}
	if err := c.store.checkForm(c.verifier.Run, c.text); err != nil {
		return err
	}
	return c.summary()
}

// summary checks that what a list shows of the run follows from its entries.
func (c *check) summary() error {
	r, err := c.store.LoadAnyway(c.verifier.Run)
	if known := c.kept.Head; err == nil && known.Seq != 0 && r.Head() != known { // somebody recorded something meanwhile
		c.run, err = c.store.Load(c.verifier.Run)
		return err
	}
	if c.run = r; err != nil {
		return err
	}
	unfit := c.unfit
	if what := c.kept.Differs(r.Summary()); what != "" && c.kept.Head.Seq != 0 {
		unfit = fmt.Errorf("%s is not as the entries have it: %w", what, run.ErrSummary)
	}
	if unfit == nil {
		return nil
	}
	// Only the summary could have told of entries that are gone from the end.
	none := "No entry is missing"
	if c.kept.Head.Seq == 0 {
		none = "Every entry that is there is good"
	}
	return &DamagedError{Path: c.store.path, Part: "the summary of run " + r.ID(), Err: fmt.Errorf("%w. %s", unfit, none)}
}

// checkAdded looks whether the playbooks that were added lie in the file as
// their entries name them.
func (c *check) checkAdded() error {
	find := c.store.finder(c.verifier.Run)
	for _, ref := range c.added {
		text, err := find(ref.SHA256)
		switch {
		case err != nil:
			return err
		case digestHex(text.source) != ref.SHA256:
			return &DamagedError{
				Path: c.store.path, Part: fmt.Sprintf("the playbook %s, which run %s took in", ref.ID, c.verifier.Run),
				Err: errors.New("it is not the one that its entry names"),
			}
		}
	}
	return nil
}

// exam is what can be told from one entry alone.
type exam struct {
	run.Exam
	unread error
	adds   run.PlaybookRef // zero if it adds no playbook
	when   run.Entry       // only its times
}

// examine examines the entries of a batch on all cores.
func (c *check) examine(b *batch) {
	n := len(b.at)
	c.exams = slices.Grow(c.exams[:0], n)[:n]
	onAllCores(n, func(i int) {
		l := b.lines(i)
		c.exams[i].Exam = run.Examine(l)
		e, unread := l.Read()
		c.exams[i].unread = unread
		c.exams[i].when = run.Entry{At: e.At, Recorded: e.Recorded, ClockBack: e.ClockBack}
		ev, _ := e.Event.(run.PlaybookAdded)
		c.exams[i].adds = ev.Playbook
	})
}
