package store

import (
	"cordon/playbook/run"
)

// A batch holds the lines of some entries, copied out of the file into one
// piece of memory.
type batch struct {
	text []byte
	at   []place
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

// lines returns the lines of the entry with the given index. Appending to one
// copies it.
func (b *batch) lines(i int) run.Lines {
	p := b.at[i]
	return run.Lines{Header: b.text[p.start:p.body:p.body], Body: b.text[p.body:p.end:p.end]}
}

// chunk is how many entries one transaction reads. Between chunks the file is
// free for writers; a journal only grows, so the chunks fit together.
const chunk = 4096

// batches calls visit with copies of all lines after head, a chunk at a time,
// between transactions. In the last transaction it calls end, unless nil. If
// the file is damaged, visit is called with what was read before that.
func (s *Store) batches(id string, head run.Head, visit func(*batch) error, end func(journal) error) error {
	seq := head.Seq
	for more := true; more; {
		var b batch
		err := s.view(func(t *txn) error {
			j, err := t.journal(id)
			if err != nil {
				return err
			}
			if err := j.follows(head); err != nil {
				return err
			}
			if more, err = j.after(seq, chunk, b.add); err != nil || more || end == nil {
				return err
			}
			return end(j)
		})
		if n := len(b.at); n > 0 {
			seq = b.at[n-1].seq
			if err := visit(&b); err != nil {
				return err
			}
		}
		if err != nil {
			return absent(err)
		}
	}
	return nil
}
