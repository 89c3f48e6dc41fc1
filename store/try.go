package store

import (
	"errors"
	"fmt"
	"os"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// Try finds out whether a folder is fit for a store: it makes a file there, locks
// it, maps it into memory, writes to it and reads that again, and removes it.
// The error says what does not work. No file of anybody is touched.
func Try(dir string) (err error) {
	f, err := NewFile(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(f.Name())) }()
	if err := f.Close(); err != nil {
		return err
	}
	db, err := bbolt.Open(f.Name(), 0o600, &bbolt.Options{Timeout: time.Nanosecond})
	if err != nil {
		return fmt.Errorf("%w: a file cannot be locked or mapped into memory: %w", ErrUnfit, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := keepsOut(f.Name()); err != nil {
		return err
	}
	return writesAndReads(db)
}

// keepsOut checks that a file that is locked cannot be locked again.
func keepsOut(path string) error {
	second, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Nanosecond})
	if err == nil {
		_ = second.Close()
		return fmt.Errorf("%w: a lock keeps nobody out", ErrUnfit)
	}
	if !errors.Is(err, berrors.ErrTimeout) {
		return fmt.Errorf("%w: a file cannot be locked: %w", ErrUnfit, err)
	}
	return nil
}

func writesAndReads(db *bbolt.DB) error {
	bucket, key, want := []byte("try"), []byte("key"), "value"
	err := db.Update(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucket(bucket)
		if err != nil {
			return err
		}
		return b.Put(key, []byte(want))
	})
	if err != nil {
		return err
	}
	return db.View(func(tx *bbolt.Tx) error {
		if have := string(tx.Bucket(bucket).Get(key)); have != want {
			return fmt.Errorf("%w: what was written reads as %q", ErrUnfit, have)
		}
		return nil
	})
}
