package store

import (
	"fmt"
	"runtime"
	"sync"

	"cordon/playbook/run"
)

// A batch holds the lines of some entries, copied out of the file into one
// piece of memory.
type batch struct {
	text []byte
	at   []place
	// said are the entries without a body of which something says why: see
	// [absences].
	said map[uint64]bool
}

// place says where the lines of an entry lie in the text of a batch.
type place struct {
	seq              uint64
	start, body, end int
}

func (b *batch) add(seq uint64, l run.Lines) error {
	p := place{seq: seq, start: len(b.text)}
	b.text = append(b.text, l.Header...)
	p.body = len(b.text)
	b.text = append(b.text, l.Body...)
	p.end = len(b.text)
	b.at = append(b.at, p)
	return nil
}

// account looks which of the bodies that are not there are said to be withheld.
func (b *batch) account(j journal) error {
	gone := absences{j: j}
	b.said = nil
	for _, p := range b.at {
		if p.body == p.end && gone.said(p.seq) {
			if b.said == nil {
				b.said = map[uint64]bool{}
			}
			b.said[p.seq] = true
		}
	}
	return gone.err
}

// mayLack is for a [run.Verifier]: it reports whether an entry of the batch may
// be without its body.
func (b *batch) mayLack(seq uint64) bool { return b.said[seq] }

// lines returns the lines of the entry with the given index. Appending to one
// copies it.
func (b *batch) lines(i int) run.Lines {
	p := b.at[i]
	return run.Lines{Header: b.text[p.start:p.body:p.body], Body: b.text[p.body:p.end:p.end]}
}

// readings are the entries of a batch as they were read from their lines, what
// the lines show of each, and why one cannot be read. They are apart from one
// another because the entries stay.
type readings struct {
	entries []run.Entry
	exams   []run.Exam
	errs    []error
}

// read decodes and examines the entries of a batch on all cores.
func (b *batch) read() readings {
	n := len(b.at)
	r := readings{make([]run.Entry, n), make([]run.Exam, n), make([]error, n)}
	onAllCores(n, func(i int) { r.read(i, b.at[i].seq, b.lines(i)) })
	return r
}

func (r readings) read(i int, seq uint64, l run.Lines) {
	r.exams[i] = run.Examine(l)
	r.entries[i], r.errs[i] = r.exams[i].Entry(l.Body)
	if r.errs[i] == nil && r.entries[i].Seq != seq {
		r.errs[i] = fmt.Errorf("it says it is entry %d", r.entries[i].Seq)
	}
}

// onAllCores calls do for every index below n. A small n is not worth a
// second core.
func onAllCores(n int, do func(i int)) {
	inShares(n, 128, func(from, to int) {
		for i := from; i < to; i++ {
			do(i)
		}
	})
}

// inShares calls do on each core with its share of the indexes below n, which
// is least or more unless there are fewer.
func inShares(n, least int, do func(from, to int)) {
	workers := runtime.GOMAXPROCS(0)
	each := max(least, (n+workers-1)/workers)
	var wg sync.WaitGroup
	for start := 0; start < n; start += each {
		wg.Go(func() { do(start, min(start+each, n)) })
	}
	wg.Wait()
}

// chunk is how many entries one transaction reads. Between chunks the file is
// free for writers; a journal only grows, so the chunks fit together.
const chunk = 2048

// A pass goes over the entries of a journal after head, a chunk at a time.
type pass struct {
	id   string
	head run.Head
	// begin, unless nil, is called in the first transaction, before the entries.
	begin func(journal) error
	// visit is called with copies of the lines, between transactions. The same
	// batch is filled again and again; visit may keep its memory by setting it
	// to zero. If the file is damaged, visit is called with what was read
	// before that.
	visit func(*batch) error
	// end, unless nil, is called in the last transaction, after the entries.
	end func(journal) error
	// anyway is for a run that may not be whole: see [journal].
	anyway bool
}

// run makes the pass.
func (s *Store) run(p pass) error {
	seq := p.head.Seq
	var b batch
	for more, first := true, true; more; first = false {
		b.text, b.at = b.text[:0], b.at[:0]
		err := s.view(func(t *txn) (err error) {
			more, err = p.chunk(t, &b, seq, first)
			return err
		})
		if n := len(b.at); n > 0 {
			seq = b.at[n-1].seq
			if err := p.visit(&b); err != nil {
				return err
			}
		}
		if err != nil {
			return absent(err)
		}
	}
	return nil
}

// chunk reads the entries after seq into a batch, as far as one transaction
// goes. It reports whether there are more.
func (p pass) chunk(t *txn, b *batch, seq uint64, first bool) (more bool, err error) {
	j, err := t.journal(p.id)
	j.anyway = p.anyway
	if err == nil && first && p.begin != nil {
		err = p.begin(j)
	}
	if err == nil {
		err = j.follows(p.head)
	}
	if err != nil {
		return false, err
	}
	more, err = j.after(seq, chunk, b.add)
	if unaccounted := b.account(j); err == nil {
		err = unaccounted
	}
	if err != nil || more || p.end == nil {
		return more, err
	}
	return false, p.end(j)
}
