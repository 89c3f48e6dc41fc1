package store

import (
	"errors"
	"fmt"

	"cordon/playbook/run"
)

// tail is entries that come after those of a run. Each is checked as it comes in,
// so that nobody sees or builds upon one that was altered.
type tail struct {
	store   *Store
	id      string // of the run
	head    run.Head
	entries []*run.Entry
	chain   run.Verifier
	// anyway takes in what is not as it was written.
	anyway bool
	kept   run.Head // as the summary has it
}

// tailOf returns the tail behind a head.
func tailOf(s *Store, id string, head run.Head) tail {
	return tail{store: s, id: id, head: head, chain: run.VerifierAt(id, head)}
}

// add takes in one entry.
func (n *tail) add(seq uint64, l run.Lines) error {
	r := readings{make([]run.Entry, 1), make([]run.Exam, 1), make([]error, 1)}
	r.read(0, seq, l)
	err := n.admit(r, 0)
	if err == nil {
		n.head = headOf(seq, l.Header)
	}
	n.cut(err)
	return err
}

// visit takes in a batch, up to the first entry that cannot be read, or is not as
// it was written.
func (n *tail) visit(b *batch) (err error) {
	all := b.read()
	n.chain.Withheld = b.mayLack
	good := 0
	for ; good < len(all.entries) && err == nil; good++ {
		err = n.admit(all, good)
	}
	if err != nil {
		good--
	}
	if good > 0 {
		n.head = headOf(b.at[good-1].seq, b.lines(good-1).Header)
	}
	n.cut(err)
	return err
}

// admit takes in the entry that was read.
func (n *tail) admit(r readings, i int) error {
	if !n.anyway {
		if err := n.chain.Admit(&r.exams[i]); err != nil && r.errs[i] == nil {
			return err
		}
	}
	if err := r.errs[i]; err != nil {
		at := uint64(1)
		if k := len(n.entries); k > 0 {
			at = n.entries[k-1].Seq + 1
		} else {
			at += n.head.Seq
		}
		return &DamagedError{Path: n.store.path, Part: fmt.Sprintf("entry %d of run %s", at, n.id), Err: err}
	}
	n.entries = append(n.entries, &r.entries[i])
	return nil
}

// end reads where the journal is to end, together with the last entries.
func (n *tail) end(j journal) error {
	if n.anyway {
		return nil
	}
	sum, err := j.summary()
	if errors.Is(err, run.ErrSummary) { // the entries are the record: they do not wait for a list
		return nil
	}
	n.kept = sum.Head
	return err
}

// finish checks the end of the journal.
func (n *tail) finish() error {
	if n.anyway {
		return nil
	}
	err := n.chain.Finish(n.kept)
	n.cut(err)
	return err
}

// cut leaves only the entries before the one that an error names.
func (n *tail) cut(err error) {
	broken, ok := errors.AsType[*run.ChainError](err)
	if !ok {
		return
	}
	n.head = run.Head{Seq: broken.Seq - 1}
	if last := n.chain.Head(); last.Seq == n.head.Seq {
		n.head = last
	}
	for k := len(n.entries); k > 0 && n.entries[k-1].Seq >= broken.Seq; k-- {
		n.entries = n.entries[:k-1]
	}
}

// onto returns a run with the entries. err is what ended the reading of them.
func (n *tail) onto(known run.Run, err error) (run.Run, error) {
	if incomplete := n.store.complete(n.id, n.entries, n.store.finder(n.id)); err == nil {
		err = incomplete
	}
	now, applyErr := n.applyTo(known)
	if err == nil && applyErr != nil {
		err = &DamagedError{Path: n.store.path, Part: "the order of run " + n.id, Err: applyErr}
	}
	return now, err
}

func (n *tail) applyTo(known run.Run) (run.Run, error) {
	if len(n.entries) == 0 {
		return known, nil
	}
	return known.Apply(n.head, n.entries...)
}
