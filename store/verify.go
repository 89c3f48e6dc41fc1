package store

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"

	"cordon/playbook/run"
)

// A Report says what Verify checked and found good.
type Report struct {
	Entries uint64
	Head    run.Head
	Bytes   int64 // of all lines
}

// Verify checks the chain of a run's entries, that each can be read, that the
// journal ends where its summary says, and that the playbooks are those that
// entry 1 and later ones name. The error is a [*run.ChainError] if an entry is not as it was
// written. Every entry before the one it names is.
func (s *Store) Verify(id string) (Report, error) {
	c := check{store: s, verifier: run.Verifier{Run: id, Withheld: maybeWithheld}}
	err := s.run(pass{id: id, visit: c.entries, end: c.end})
	if err == nil {
		err = c.finish()
	}
	if chain := c.verifier.Finish(run.Head{}); chain != nil {
		err = chain // which comes before any damage further on
	}
	if err != nil {
		return Report{}, err
	}
	return Report{Entries: c.count, Head: c.verifier.Head(), Bytes: c.bytes}, nil
}

// maybeWithheld is for a verifier: whether a body may be missing is looked at in the end.
func maybeWithheld(uint64) bool { return true }

// check is a verification under way.
type check struct {
	store    *Store
	verifier run.Verifier
	missing  []uint64 // entries without a body
	exams    []exam   // of the batch at hand
	count    uint64
	bytes    int64
	unread   error // of the first entry that is intact and cannot be read
	kept     run.Head
	withheld map[uint64]string // why bodies are missing, as the file has it
	doubt    error             // about the pages that lead to everything
	text     bookText
	book     error
	added    []run.PlaybookRef
}

// entries checks the entries of a batch.
func (c *check) entries(b *batch) error {
	c.examine(b)
	for i := range b.at {
		x := &c.exams[i]
		c.count++
		if b.at[i].seq != c.count {
			if err := c.verifier.Finish(run.Head{}); err != nil {
				return err
			}
			return &run.ChainError{Run: c.verifier.Run, Seq: c.count, What: "is missing"}
		}
		if err := c.verifier.Admit(x.Exam); err != nil {
			return err
		}
		if p := b.at[i]; p.body == p.end {
			c.missing = append(c.missing, p.seq)
		}
		if x.adds.SHA256 != "" {
			c.added = append(c.added, x.adds)
		}
		if x.unread != nil && c.unread == nil {
			c.unread = &run.ChainError{Run: c.verifier.Run, Seq: c.count, What: "cannot be read: " + x.unread.Error()}
		}
	}
	c.bytes += int64(len(b.text))
	return nil
}

// end reads what else there is to check, together with the last entries.
func (c *check) end(j journal) error {
	sum, err := j.summary()
	if err != nil {
		return err
	}
	c.kept, c.doubt = sum.Head, j.t.doubt()
	if c.withheld, err = j.withheld(); err != nil {
		return err
	}
	digest, err := j.playbookDigest()
	if err != nil {
		return nil // the entries will tell
	}
	if c.text, err = j.playbook(); err != nil {
		return err
	}
	if sum := sha256.Sum256(c.text.source); hex.EncodeToString(sum[:]) != string(digest) {
		c.book = j.t.broken("it is not the one that entry 1 names")
	}
	return nil
}

// accounted checks that the bodies that are missing are those that are said to
// be.
func (c *check) accounted() error {
	for _, seq := range c.missing {
		if _, said := c.withheld[seq]; !said {
			return &run.ChainError{Run: c.verifier.Run, Seq: seq, What: "has no body, and nothing says that it was withheld"}
		}
		delete(c.withheld, seq)
	}
	for _, seq := range slices.Sorted(maps.Keys(c.withheld)) {
		return &run.ChainError{Run: c.verifier.Run, Seq: seq, What: "is said to be withheld, and its body is there"}
	}
	return nil
}

func (c *check) finish() error {
	if err := c.verifier.Finish(c.kept); err != nil {
		return err
	}
	if err := c.accounted(); err != nil {
		return err
	}
	if err := cmp.Or(c.unread, c.book, c.doubt); err != nil {
		return err
	}
	if err := c.checkAdded(); err != nil {
		return err
	}
	return c.store.checkForm(c.verifier.Run, c.text)
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
		ev, _ := e.Event.(run.PlaybookAdded)
		c.exams[i].adds = ev.Playbook
	})
}
