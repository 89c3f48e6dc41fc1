package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// opened is an open file in its parts. The file is kept apart because bbolt
// does not give it back when opening panics.
type opened struct {
	file *os.File
	db   *bbolt.DB
	tx   *bbolt.Tx
}

// abandon lets go of the file after a panic. If bbolt cannot close it in an
// orderly way, closing may wait for a lock of its own for ever, so the file is
// freed for others without it; the mapping stays until the process ends.
func (o *opened) abandon() {
	if o.tx != nil && rolledBack(o.tx) {
		_ = o.db.Close()
		return
	}
	if o.file != nil {
		unlock(o.file)
		_ = o.file.Close()
	}
}

func rolledBack(tx *bbolt.Tx) (ok bool) {
	defer func() { ok = recover() == nil }()
	_ = tx.Rollback()
	return true
}

// open opens the file. It does not use bbolt's own way of waiting, which
// looks every 50 ms.
func (s *Store) open(o *opened, write bool) error {
	opts := &bbolt.Options{
		Timeout:      time.Nanosecond,
		ReadOnly:     !write,
		NoStatistics: true,
		OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
			var err error
			o.file, err = os.OpenFile(name, flag, mode)
			return o.file, err
		},
	}
	wait := patience{until: time.Now().Add(s.opts.Wait)}
	for {
		db, err := bbolt.Open(s.path, 0o600, opts)
		switch {
		case err == nil:
			o.db = db
			return nil
		case !errors.Is(err, berrors.ErrTimeout):
			return s.openError(err, write)
		case !wait.more():
			return fmt.Errorf("%s: %w for more than %v. Nothing was changed. Try again; if it stays so, look for a stopped cordon", s.path, ErrBusy, s.opts.Wait)
		}
	}
}

func (s *Store) openError(err error, write bool) error {
	switch {
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch):
		return s.broken("this is not a store of cordon, or its first pages are damaged")
	case write && (errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)):
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	case errors.Is(err, fs.ErrNotExist):
		return errAbsent
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return err
	}
	return s.broken("%v", err)
}

func (s *Store) broken(format string, args ...any) error {
	t := &txn{path: s.path, part: "the beginning of the file"}
	return t.broken(format, args...)
}

// checkFile looks at what can be known before anything is read: that the file
// is as long as it says, that it is ours, and that its format is known.
func (s *Store) checkFile(t *txn, o *opened) error {
	info, err := o.file.Stat()
	if err != nil {
		return err
	}
	if info.Size() < t.Size() {
		return t.broken("the file was cut short: it has %d bytes of %d", info.Size(), t.Size())
	}
	txid := t.ID()
	if t.Writable() {
		txid-- // it has the number that it is going to write
	}
	if t.guard, err = newGuard(o.file, o.db.Info().PageSize, t.Size(), uint64(txid)); err != nil {
		return t.broken("%w", err)
	}
	if t.Writable() {
		if err := t.guard.readFree(); err != nil {
			return t.broken("%w", err)
		}
	}
	return s.checkFormat(t)
}

func (s *Store) checkFormat(t *txn) error {
	t.reading("the version of the format", "", 0)
	if err := t.safe(nil, []byte(bucketMeta)); err != nil {
		return err
	}
	meta := t.Bucket([]byte(bucketMeta))
	if meta == nil {
		if k, _ := t.Cursor().First(); k == nil && t.Writable() {
			return layOut(t.Tx) // an empty file
		}
		return t.broken("this is not a store of cordon")
	}
	if err := t.safe(meta, []byte(keyFormat)); err != nil {
		return err
	}
	var have int
	if _, err := fmt.Sscanf(string(meta.Get([]byte(keyFormat))), "%d", &have); err != nil {
		return t.broken("%q is no number", meta.Get([]byte(keyFormat)))
	}
	if have > format {
		return fmt.Errorf("%s: %w: it has format %d and this version knows %d. Nothing was changed. Use the newer version", s.path, ErrNewer, have, format)
	}
	return nil
}
