package store

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"

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
	anyway  bool // a sealed body that does not open is as if it were not there
}

// journal finds a run.
func (t *txn) journal(id string) (journal, error) {
	t.reading("the list of runs", "", 0)
	runs, err := t.child(nil, bucketRuns)
	if err != nil {
		return journal{}, err
	}
	if id == "" { // which bbolt takes for no key at all
		return journal{}, fmt.Errorf("%w: %q", ErrNoRun, id)
	}
	if err := t.safe(runs, []byte(id)); err != nil {
		return journal{}, err
	}
	j := journal{t: t, id: id, bucket: runs.Bucket([]byte(id))}
	if j.bucket == nil {
		return journal{}, fmt.Errorf("%w: %q", ErrNoRun, id)
	}
	t.reading("the journal", id, 0)
	if j.headers, err = t.child(j.bucket, bucketHeaders); err != nil {
		return journal{}, err
	}
	if j.bodies, err = t.child(j.bucket, bucketBodies); err != nil {
		return journal{}, err
	}
	return j, nil
}

// newJournal makes room for a run.
func (t *txn) newJournal(id string) (journal, error) {
	runs, err := t.child(nil, bucketRuns)
	if err != nil {
		return journal{}, err
	}
	j := journal{t: t, id: id}
	if j.bucket, err = runs.CreateBucket([]byte(id)); err != nil {
		return journal{}, err
	}
	if j.headers, err = j.bucket.CreateBucket([]byte(bucketHeaders)); err != nil {
		return journal{}, err
	}
	if j.bodies, err = j.bucket.CreateBucket([]byte(bucketBodies)); err != nil {
		return journal{}, err
	}
	_, err = j.bucket.CreateBucket([]byte(bucketDrafts))
	return j, err
}

// header returns the header line of an entry, as it lies in the file, or nil.
func (j journal) header(seq uint64) ([]byte, error) {
	j.t.reading("entry", j.id, seq)
	if err := j.t.safe(j.headers, keyOf(seq)); err != nil {
		return nil, err
	}
	return j.headers.Get(keyOf(seq)), nil
}

// follows returns an error unless head names an entry of this journal.
func (j journal) follows(head run.Head) error {
	if head.Seq == 0 {
		return nil
	}
	line, err := j.header(head.Seq)
	if err != nil {
		return err
	}
	if line == nil || headOf(head.Seq, line) != head {
		return fmt.Errorf("run %s: %w: entry %d differs. Nothing was changed. Open the run again", j.id, ErrDiverged, head.Seq)
	}
	return nil
}

// after calls visit with the lines of up to limit entries after seq, or of all
// with a negative limit, as they lie in the file: they are gone when the
// transaction ends. A body that is not there is nil. It reports whether there
// are more entries.
func (j journal) after(seq uint64, limit int, visit func(seq uint64, l run.Lines) error) (more bool, err error) {
	t, from := j.t, keyOf(seq+1)
	t.reading("entry", j.id, seq+1)
	elements := limit
	if limit > 0 {
		elements++ // a cursor is moved on before the limit is looked at
	}
	for _, b := range []*bbolt.Bucket{j.headers, j.bodies} {
		if err := t.guard.span(uint64(b.Root()), from, elements); err != nil {
			return false, t.broken("%w", err)
		}
	}
	headers, bodies := j.headers.Cursor(), j.bodies.Cursor()
	hk, header := headers.Seek(from)
	bk, body := bodies.Seek(from)
	for ; hk != nil; limit-- {
		if limit == 0 {
			return true, nil
		}
		seq = seqOf(hk)
		for bk != nil && bytes.Compare(bk, hk) < 0 {
			bk, body = bodies.Next()
		}
		l := run.Lines{Header: header}
		there := bytes.Equal(bk, hk)
		if there {
			if l.Body, err = j.openBody(hk, body); err != nil {
				return false, err
			}
		}
		if err := visit(seq, l); err != nil {
			return false, err
		}
		t.reading("entry", j.id, seq+1)
		hk, header = headers.Next()
		if there {
			bk, body = bodies.Next()
		}
	}
	return false, nil
}

// append writes the entry after the last one.
func (j journal) append(seq uint64, l run.Lines) error {
	j.t.reading("the place of entry", j.id, seq)
	if err := j.t.safe(j.headers, keyOf(seq)); err != nil {
		return err
	}
	if err := j.t.safe(j.bodies, keyOf(seq)); err != nil {
		return err
	}
	// Entries come in order, so pages can be filled to the brim. The file does
	// not keep this setting.
	j.headers.FillPercent, j.bodies.FillPercent = 1, 1
	if err := j.headers.Put(keyOf(seq), l.Header); err != nil {
		return err
	}
	return j.put(j.bodies, bucketBodies, keyOf(seq), l.Body)
}

// summaryText returns the summary as it lies in the file.
func (j journal) summaryText() ([]byte, error) {
	j.t.reading("the summary", j.id, 0)
	if err := j.t.safe(j.bucket, []byte(keySummary)); err != nil {
		return nil, err
	}
	if text := j.bucket.Get([]byte(keySummary)); text != nil {
		text, err := j.t.unseal(text, []byte(keySummary), bucketRuns, j.id)
		return text, j.t.damaged(err)
	}
	return nil, j.t.broken("it is missing")
}

// summary returns the summary whether it is as it was written or not: what is
// wrong with a list is in nobody's way who works on the run.
func (j journal) summary() (sum run.Summary, err error) {
	text, err := j.summaryText()
	if err == nil {
		sum, err = run.ReadSummaryAnyway(text)
	}
	return sum, j.t.damaged(err)
}

// unfit says why the summary, which says sum, is not as it was written, if it is
// not.
func (j journal) unfit(sum run.Summary) error {
	text, err := j.summaryText()
	if err == nil {
		_, err = run.ReadSummary(text)
	}
	return cmp.Or(err, another(sum, j.id))
}

func (j journal) putSummary(sum run.Summary) error {
	text, err := sum.Text()
	if err != nil {
		return err
	}
	j.t.reading("the summary", j.id, 0)
	if err := j.t.safe(j.bucket, []byte(keySummary)); err != nil {
		return err
	}
	return j.bucket.Put([]byte(keySummary), j.t.seal(text, []byte(keySummary), bucketRuns, j.id))
}

// bookText is what the file holds of a playbook.
type bookText struct {
	source []byte // the exact bytes
	form   []byte // see [txn.form]; may be nil
}

// playbook returns the playbook that entry 1 names.
func (j journal) playbook() (text bookText, err error) {
	digest, err := j.playbookDigest()
	if err != nil {
		return text, err
	}
	if text, err = j.bookText(digest); err == nil && digestHex(text.source) != string(digest) {
		err = j.t.broken("it is not the one that entry 1 names")
	}
	return text, err
}

// bookText returns a playbook that the run follows.
func (j journal) bookText(digest []byte) (text bookText, err error) {
	text.form = j.t.form(digest)
	j.t.reading("the playbook", j.id, 0)
	books, err := j.t.child(nil, bucketPlaybooks)
	if err != nil {
		return text, err
	}
	if err := j.t.safe(books, digest); err != nil {
		return text, err
	}
	source := books.Get(digest)
	if source == nil {
		return text, j.t.broken("it is missing")
	}
	if source, err = j.t.unseal(source, digest, bucketPlaybooks); err != nil {
		return text, j.t.damaged(err)
	}
	text.source = slices.Clone(source)
	return text, nil
}

// playbookDigest returns the digest of the playbook, as entry 1 has it.
func (j journal) playbookDigest() (digest []byte, err error) {
	_, err = j.after(0, 1, func(_ uint64, l run.Lines) error {
		ref, err := run.PlaybookOf(l)
		digest = []byte(ref.SHA256)
		return j.t.damaged(err)
	})
	if err == nil && len(digest) == 0 {
		err = j.t.broken("it does not say which playbook the run follows")
	}
	return digest, err
}

// putPlaybook keeps a playbook, once for all runs that follow it.
func (t *txn) putPlaybook(digest string, source []byte) error {
	t.reading("the playbooks", "", 0)
	books, err := t.child(nil, bucketPlaybooks)
	if err != nil {
		return err
	}
	if err := t.safe(books, []byte(digest)); err != nil {
		return err
	}
	if have, err := t.unseal(books.Get([]byte(digest)), []byte(digest), bucketPlaybooks); err == nil && bytes.Equal(have, source) {
		return nil
	}
	return books.Put([]byte(digest), t.seal(source, []byte(digest), bucketPlaybooks))
}

func readEntry(seq uint64, l run.Lines) (run.Entry, error) {
	e, err := l.Read()
	if err == nil && e.Seq != seq {
		err = fmt.Errorf("it says it is entry %d", e.Seq)
	}
	return e, err
}

// headOf returns the head of a journal that ends with the given entry.
func headOf(seq uint64, header []byte) run.Head { return run.Head{Seq: seq - 1}.Next(header) }
