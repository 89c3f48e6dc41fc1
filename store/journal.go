package store

import (
	"bytes"
	"fmt"

	"go.etcd.io/bbolt"

	"cordon/playbook/run"
)

// journal is one run inside a transaction.
type journal struct {
	t       *txn
	id      string
	bucket  *bbolt.Bucket
	headers *bbolt.Bucket
	bodies  *bbolt.Bucket
}

// journal finds a run.
func (t *txn) journal(id string) (journal, error) {
	t.reading("the list of runs", "", 0)
	runs := t.Bucket(bucketRuns)
	if runs == nil {
		return journal{}, t.broken("it is missing")
	}
	b := runs.Bucket([]byte(id))
	if b == nil {
		return journal{}, fmt.Errorf("%w: %q", ErrNoRun, id)
	}
	t.reading("the journal", id, 0)
	j := journal{t: t, id: id, bucket: b, headers: b.Bucket(bucketHeaders), bodies: b.Bucket(bucketBodies)}
	if j.headers == nil || j.bodies == nil {
		return journal{}, t.broken("it is missing")
	}
	return j, nil
}

// newJournal makes room for a run.
func (t *txn) newJournal(id string) (journal, error) {
	b, err := t.Bucket(bucketRuns).CreateBucket([]byte(id))
	if err != nil {
		return journal{}, err
	}
	j := journal{t: t, id: id, bucket: b}
	if j.headers, err = b.CreateBucket(bucketHeaders); err != nil {
		return journal{}, err
	}
	if j.bodies, err = b.CreateBucket(bucketBodies); err != nil {
		return journal{}, err
	}
	_, err = b.CreateBucket(bucketDrafts)
	return j, err
}

// last returns the number of the last entry.
func (j journal) last() uint64 {
	k, _ := j.headers.Cursor().Last()
	return seqOf(k)
}

// follows reports whether head names an entry of this journal.
func (j journal) follows(head run.Head) bool {
	if head.Seq == 0 {
		return true
	}
	j.t.reading("entry", j.id, head.Seq)
	line := j.headers.Get(keyOf(head.Seq))
	return line != nil && run.Head{Seq: head.Seq - 1}.Next(line) == head
}

// after calls visit with the lines of up to limit entries after seq, as they
// lie in the file: they are gone when the transaction ends. It reports whether
// there are more.
func (j journal) after(seq uint64, limit int, visit func(seq uint64, l run.Lines) error) (more bool, err error) {
	t := j.t
	t.reading("the entries after", j.id, seq)
	headers, bodies := j.headers.Cursor(), j.bodies.Cursor()
	hk, header := headers.Seek(keyOf(seq + 1))
	bk, body := bodies.Seek(keyOf(seq + 1))
	for ; hk != nil; limit-- {
		if limit == 0 {
			return true, nil
		}
		seq = seqOf(hk)
		t.reading("entry", j.id, seq)
		if !bytes.Equal(hk, bk) {
			body = j.bodies.Get(hk)
			if body == nil {
				return false, t.broken("its body is missing")
			}
		}
		if size := t.Size(); int64(len(header)) > size || int64(len(body)) > size {
			return false, t.broken("it is longer than the file")
		}
		if err := visit(seq, run.Lines{Header: header, Body: body}); err != nil {
			return false, err
		}
		hk, header = headers.Next()
		bk, body = bodies.Next()
	}
	return false, nil
}

// append writes the entry after the last one.
func (j journal) append(seq uint64, l run.Lines) error {
	// Entries come in order, so pages can be filled to the brim. The file does
	// not keep this setting.
	j.headers.FillPercent, j.bodies.FillPercent = 1, 1
	if err := j.headers.Put(keyOf(seq), l.Header); err != nil {
		return err
	}
	return j.bodies.Put(keyOf(seq), l.Body)
}
