package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"go.etcd.io/bbolt"
)

// The names of buckets and keys.
const (
	bucketMeta      = "meta"
	bucketPlaybooks = "playbooks"
	bucketForms     = "forms"
	bucketRuns      = "runs"
	bucketHeaders   = "headers"
	bucketBodies    = "bodies"
	bucketDrafts    = "drafts"
	bucketWithheld  = "withheld"
	bucketSeals     = "seals"
	bucketImports   = "imports"
	keyFormat       = "format"
	keySummary      = "summary"
	keyLock         = "lock"
	keyLeftover     = "leftover"
)

func keyOf(seq uint64) []byte { return binary.BigEndian.AppendUint64(nil, seq) }

func seqOf(key []byte) uint64 {
	if len(key) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(key)
}

// layOut makes the buckets of a new file, which is locked if there is an envelope.
func layOut(tx *bbolt.Tx, envelope []byte) error {
	meta, err := tx.CreateBucket([]byte(bucketMeta))
	if err != nil {
		return err
	}
	if err := putLock(meta, envelope); err != nil {
		return err
	}
	if _, err = tx.CreateBucket([]byte(bucketPlaybooks)); err != nil {
		return err
	}
	_, err = tx.CreateBucket([]byte(bucketRuns))
	return err
}

// create makes the file if there is none. It is made under another name and
// appears whole, so that a power cut leaves no half-made store behind that
// nobody could open.
func (s *Store) create() error {
	dir := filepath.Dir(s.path)
	sweep(dir, newPattern, longAgo)
	if _, err := os.Stat(s.path); err == nil {
		// Whoever made it may have been killed before its name was durable.
		_ = syncDir(dir)
		return nil
	}
	if err := makeDirs(dir); err != nil {
		return err
	}
	made, err := makeFile(dir, s.bornIn)
	if err != nil {
		return err
	}
	defer os.Remove(made)
	// A link, unlike a rename, never replaces a store that another process
	// has made in the meantime.
	if err := os.Link(made, s.path); err != nil && !os.IsExist(err) {
		if err := claim(s.path, made); err != nil {
			return err
		}
	}
	return syncDir(dir)
}

// makeFile makes a complete, empty store under a temporary name.
func makeFile(dir string, envelope []byte) (string, error) {
	temp, err := NewFile(dir)
	if err != nil {
		return "", err
	}
	name := temp.Name()
	_ = temp.Close()
	db, err := bbolt.Open(name, 0o600, nil)
	if err == nil {
		err = db.Update(func(tx *bbolt.Tx) error { return layOut(tx, envelope) })
		if cerr := db.Close(); err == nil {
			err = cerr
		}
	}
	if err != nil {
		_ = os.Remove(name)
		return "", fmt.Errorf("make a new store: %w", err)
	}
	return name, nil
}

// claim copies a store to path, for file systems without hard links. Others
// wait at its lock until it is whole.
func claim(path, made string) error {
	whole, err := os.ReadFile(made)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil // another process was quicker
	}
	if err != nil {
		return err
	}
	_ = lock(f, true)
	_, err = f.Write(whole)
	return errors.Join(err, f.Sync(), f.Close())
}
