package store

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"os"

	"go.etcd.io/bbolt"

	"cordon/playbook/run"
)

// A body that is not there leaves a key behind, with why: it was erased, which an
// entry says too, or it was never given to this store. A body that is missing
// without such a key is damage.

// absences tells which bodies of a journal are said to be withheld. It reads that
// when it is first asked, which is when a body is not there.
type absences struct {
	j       journal
	known   map[uint64]bool
	entries bool  // those that erased bodies are among the known
	err     error // what kept something from being read
}

// said reports whether something says that the body of an entry is withheld: the
// file it came in without, what brought it out of a damaged file, or an entry that
// erased it. A body that is not there otherwise is lost.
func (a *absences) said(seq uint64) bool {
	if a.known == nil {
		a.known = map[uint64]bool{}
		why, err := a.j.withheld()
		for seq := range why {
			a.known[seq] = true
		}
		a.err = err
	}
	if !a.known[seq] && !a.entries {
		a.entries = true
		erased, err := a.j.erased()
		maps.Copy(a.known, erased)
		a.err = cmp.Or(a.err, err)
	}
	return a.known[seq]
}

// lostBody is the error of a body that is not there and of which nothing says why.
func lostBody(id string, seq uint64) error {
	return &run.ChainError{Run: id, Seq: seq, What: run.LostBody}
}

// maybe returns a bucket of a run that not every run has.
func (j journal) maybe(name string) (*bbolt.Bucket, error) {
	if err := j.t.safe(j.bucket, []byte(name)); err != nil {
		return nil, err
	}
	return j.bucket.Bucket([]byte(name)), nil
}

// make returns such a bucket, and makes it if it is not there.
func (j journal) make(name string) (*bbolt.Bucket, error) {
	b, err := j.maybe(name)
	if err == nil && b == nil {
		b, err = j.bucket.CreateBucket([]byte(name))
	}
	return b, err
}

// withheld returns why bodies are withheld, by the numbers of their entries.
func (j journal) withheld() (map[uint64]string, error) {
	why := map[uint64]string{}
	err := j.each(bucketWithheld, func(k, v []byte) {
		if seq := seqOf(k); seq != 0 {
			why[seq] = string(v)
		}
	})
	return why, err
}

// absent returns why files of evidence are not here, by digest.
func (j journal) absent() (map[string]string, error) {
	why := map[string]string{}
	err := j.each(bucketWithheld, func(k, v []byte) {
		if len(k) == sha256.Size {
			why[hex.EncodeToString(k)] = string(v)
		}
	})
	return why, err
}

// each calls back for what lies in a bucket that not every run has.
func (j journal) each(name string, visit func(k, v []byte)) error {
	j.t.reading("what is kept as "+name, j.id, 0)
	b, err := j.maybe(name)
	if err != nil || b == nil {
		return err
	}
	if err := j.t.guard.span(uint64(b.Root()), nil, -1); err != nil {
		return j.t.broken("%w", err)
	}
	return b.ForEach(func(k, v []byte) error {
		text, err := j.open(name, k, v)
		if err == nil {
			visit(k, text)
		}
		return j.t.damaged(err)
	})
}

// absent returns why files of evidence of a run were never here, by digest.
func (s *Store) absent(id string) (why map[string]string, err error) {
	err = s.view(func(t *txn) error {
		j, err := t.journal(id)
		if err == nil {
			why, err = j.absent()
		}
		return err
	})
	return why, absent(err)
}

// withhold takes the body of an entry out of the file.
func (j journal) withhold(seq uint64, why string) error {
	j.t.reading("the body of entry", j.id, seq)
	if err := j.t.safe(j.bodies, keyOf(seq)); err != nil {
		return err
	}
	if err := j.bodies.Delete(keyOf(seq)); err != nil {
		return err
	}
	return j.missing(seq, why)
}

// missing notes why the body of an entry is not in the file.
func (j journal) missing(seq uint64, why string) error {
	b, err := j.make(bucketWithheld)
	if err != nil {
		return err
	}
	if err := j.t.safe(b, keyOf(seq)); err != nil {
		return err
	}
	return j.put(b, bucketWithheld, keyOf(seq), []byte(why))
}

// erases reports whether an event erases a body, and of which entry.
func erases(ev run.Event) (run.EntryWithheld, bool) {
	gone, ok := ev.(run.EntryWithheld)
	return gone, ok
}

// scrub writes zeros over the pages of the file that nothing uses any more, where
// what was erased would stand until they are used again. What a file system, a
// disk or a backup keeps besides is out of its reach.
func (s *Store) scrub() error {
	return s.update(func(t *txn) error {
		f, err := os.OpenFile(s.path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		defer f.Close()
		zero := make([]byte, t.guard.pageSize)
		for _, id := range t.guard.free {
			if _, err := f.WriteAt(zero, int64(id)*int64(len(zero))); err != nil {
				return err
			}
		}
		if err := f.Sync(); err != nil {
			return err
		}
		return errUnchanged
	})
}

// CopyOf returns the path where a copy of a file of evidence lies, if there is
// one.
func (s *Store) CopyOf(ev run.EvidenceAdded) (path string, there bool) {
	if !isDigest(ev.SHA256) || !ev.Kept {
		return "", false
	}
	key, err := s.key()
	if err != nil {
		return "", false
	}
	path, _ = s.keptAt(ev.SHA256, key)
	_, err = os.Lstat(path)
	return path, err == nil
}
