package store

import (
	"bytes"
	"errors"
	"strconv"

	"go.etcd.io/bbolt"

	"cordon/playbook/run"
	"cordon/store/sealed"
)

// A locked file is like any other, but that its values are sealed, each by itself:
// all but the headers, the ids and digests that are keys, and what stands in meta.
// What is read from the file is unsealed here, and what is written is sealed here,
// and nothing else of the package knows the difference. The lines of an entry are
// the same whether the file is locked or not, and so are their digests.

// standsAt returns where a value stands in the file: the buckets, and the key.
func standsAt(key []byte, in []string) []byte {
	at := make([]byte, 0, 64)
	for _, name := range in {
		at = append(append(at, name...), '/')
	}
	return append(at, key...)
}

// seal returns a value as it lies in the file.
func (t *txn) seal(value, key []byte, in ...string) []byte {
	if t.key == nil {
		return value
	}
	return t.key.Seal(value, standsAt(key, in))
}

// unseal returns a value that lies in the file, nil if there is none.
func (t *txn) unseal(value, key []byte, in ...string) ([]byte, error) {
	if t.key == nil || value == nil {
		return value, nil
	}
	return t.key.Open(value, standsAt(key, in))
}

// open returns a value of a bucket of the run.
func (j journal) open(bucket string, key, value []byte) ([]byte, error) {
	return j.t.unseal(value, key, bucketRuns, j.id, bucket)
}

// get reads a value of a bucket of the run.
func (j journal) get(b *bbolt.Bucket, bucket string, key []byte) ([]byte, error) {
	return j.open(bucket, key, b.Get(key))
}

// put writes a value of a bucket of the run.
func (j journal) put(b *bbolt.Bucket, bucket string, key, value []byte) error {
	return b.Put(key, j.t.seal(value, key, bucketRuns, j.id, bucket))
}

// openBody returns the body line of an entry.
func (j journal) openBody(key, value []byte) ([]byte, error) {
	if j.t.keyless {
		return nil, nil
	}
	body, err := j.open(bucketBodies, key, value)
	switch {
	case err == nil:
		return body, nil
	case j.anyway:
		return nil, nil
	}
	return nil, &run.ChainError{Run: j.id, Seq: seqOf(key), What: "is not as it was written: its body does not open with the key of the store"}
}

// knownEnvelope is an envelope and what was read from it.
type knownEnvelope struct {
	text []byte
	sealed.Envelope
}

// checkLock finds the key of a locked file.
func (s *Store) checkLock(t *txn, have int) error {
	meta := t.Bucket([]byte(bucketMeta))
	for _, key := range []string{keyLock, keyLeftover} {
		if err := t.safe(meta, []byte(key)); err != nil {
			return err
		}
	}
	t.leftover = string(meta.Get([]byte(keyLeftover)))
	if have != formatLocked {
		return nil
	}
	t.reading("what holds the key of the store", "", 0)
	known := s.envelope.Load()
	if text := meta.Get([]byte(keyLock)); known == nil || !bytes.Equal(known.text, text) {
		envelope, err := sealed.ReadEnvelope(text)
		if err != nil {
			return t.damaged(err)
		}
		known = &knownEnvelope{bytes.Clone(text), envelope}
		s.envelope.Store(known)
	}
	t.envelope = known
	if t.keyless {
		return nil
	}
	if t.key = s.opts.Ring.Key(known.ID); t.key == nil {
		return &LockedError{Path: s.path, Err: sealed.ErrNoKey, envelope: known.Envelope}
	}
	return nil
}

// putLock writes whether a file is locked.
func putLock(meta *bbolt.Bucket, envelope []byte) error {
	have := formatOpen
	if envelope != nil {
		have = formatLocked
		if err := meta.Put([]byte(keyLock), envelope); err != nil {
			return err
		}
	}
	return meta.Put([]byte(keyFormat), []byte(strconv.Itoa(have)))
}

// key returns the key of the store, nil if it is not locked.
func (s *Store) key() (key *sealed.Key, err error) {
	err = s.view(func(t *txn) error {
		key = t.key
		return nil
	})
	if errors.Is(err, errAbsent) {
		return nil, nil
	}
	return key, err
}

// Ready reads the beginning of the file, and asks for what opens it if it is
// locked. Later calls ask no more.
func (s *Store) Ready() error {
	_, err := s.key()
	return err
}

// Locked reports whether the file is locked. It asks nobody.
func (s *Store) Locked() (locked bool, err error) {
	err = s.keyless(func(t *txn) error {
		locked = t.envelope != nil
		return nil
	})
	if errors.Is(err, errAbsent) {
		err = nil
	}
	return locked, err
}

// A Chain is what can be told of a run in a locked store without its key.
type Chain struct {
	ID      string
	Entries uint64
	Head    run.Head
	Err     error // a [*run.ChainError] if the headers do not follow each other
}

// Chains checks the headers of every run, which are not sealed. It cannot tell
// whether bodies are as they were written, nor whether the last entries are there.
func (s *Store) Chains() ([]Chain, error) {
	var list []Chain
	err := s.keyless(func(t *txn) error {
		places, err := t.places(nil)
		for _, p := range places {
			c := Chain{ID: p.id}
			j, err := t.journal(p.id)
			if err == nil {
				c.Err = c.check(j)
			} else {
				c.Err = err
			}
			list = append(list, c)
		}
		return err
	})
	if errors.Is(err, errAbsent) {
		err = nil
	}
	return list, err
}

func (c *Chain) check(j journal) error {
	v := run.Verifier{Run: c.ID}
	_, err := j.after(0, -1, func(_ uint64, l run.Lines) error {
		c.Entries++
		return v.CheckHeader(l.Header)
	})
	if err == nil {
		err = v.Finish(run.Head{})
	}
	if err == nil {
		c.Head = v.Head()
	}
	return err
}
