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
	file  *os.File
	first firstPage
	wrong error // why one of the two first pages is not to be trusted
	db    *bbolt.DB
	tx    *bbolt.Tx
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
		OpenFile: func(name string, flag int, _ os.FileMode) (*os.File, error) {
			return s.openFile(o, name, flag, write)
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
			return s.busy()
		}
	}
}

// busy says that somebody else has the file, and who.
func (s *Store) busy() error {
	if who := holder(s.path); who != "" {
		return fmt.Errorf("%s: %w for more than %v. %s. Nothing was changed. Try again", s.path, ErrBusy, s.opts.Wait, who)
	}
	return fmt.Errorf("%s: %w for more than %v. Nothing was changed. Try again; if it stays so, look for a stopped cordon", s.path, ErrBusy, s.opts.Wait)
}

// openFile opens and locks the file for bbolt, and looks at the pages that
// bbolt uses before anybody could ask: it trusts them, and a wrong word in one
// ends the program. It never makes a file.
func (s *Store) openFile(o *opened, name string, flag int, write bool) (*os.File, error) {
	f, err := os.OpenFile(name, flag&^os.O_CREATE|noWaiting, 0)
	if err != nil {
		return nil, err
	}
	if err = s.inspect(o, f, write); err != nil {
		_ = f.Close()
		return nil, err
	}
	o.file = f
	return f, nil
}

func (s *Store) inspect(o *opened, f *os.File, write bool) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if err := s.fit(info); err != nil {
		return err
	}
	if err := lock(f, write); err != nil {
		return s.lockError(err)
	}
	if info, err = f.Stat(); err != nil { // now that nobody writes
		return err
	}
	if at, err := os.Stat(s.path); err != nil {
		return err
	} else if !os.SameFile(info, at) {
		return berrors.ErrTimeout // another took its place while we waited
	}
	if o.first, o.wrong, err = readFirstPages(f); err != nil {
		return s.broken("%w", err)
	}
	if have, want := uint64(info.Size()), uint64(o.first.pageSize); have/want < o.first.pages {
		return s.broken("the file was cut short: it has %d bytes and should have %d pages of %d", have, o.first.pages, want)
	}
	if !write {
		return nil
	}
	if err := newGuard(f, o.first).readFree(); err != nil {
		return s.broken("%w", err)
	}
	return nil
}

// fit refuses what cannot be a store, and one that is not for its owner alone.
func (s *Store) fit(info fs.FileInfo) error {
	switch {
	case !info.Mode().IsRegular():
		return s.noFile(info)
	case info.Size() == 0:
		return fmt.Errorf("%s: %w: the file is empty. Somebody emptied it, or the disk lost it. Nothing was changed. Look for a backup; if nothing was ever recorded in it, remove it", s.path, ErrDamaged)
	}
	return exposed(s.path, info)
}

func (s *Store) noFile(info fs.FileInfo) error {
	return fmt.Errorf("%s: this is no file but %s. Nothing was read. Name the file of runs with --store", s.path, kindOf(info.Mode()))
}

// kindOf says what a file is that is no regular one.
func kindOf(mode fs.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&fs.ModeNamedPipe != 0:
		return "a pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "something else"
}

// lockError says that the file is locked, or cannot be.
func (s *Store) lockError(err error) error {
	if isLocked(err) {
		return berrors.ErrTimeout
	}
	return fmt.Errorf("%s: %w: files cannot be locked there: %w. %s", s.path, ErrUnfit, err, unfitHelp)
}

const unfitHelp = "The runs are intact and nothing was changed. Copy the file to a disk of this machine and name it with --store"

func (s *Store) openError(err error, write bool) error {
	var path *fs.PathError
	var system syscall.Errno
	switch {
	case errors.Is(err, ErrDamaged), errors.Is(err, ErrUnfit), errors.Is(err, ErrExposed):
		return err
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch):
		return s.broken("%w", errNoFirstPage)
	case write && (errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)):
		if !errors.As(err, &path) {
			break
		}
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	case errors.Is(err, fs.ErrNotExist):
		return errAbsent
	}
	switch {
	case errors.Is(err, fs.ErrPermission) && errors.As(err, &path):
		return fmt.Errorf("%w. Nothing was read. Look with ls -l whose it is, and work as that account, or name another file of runs with --store", err)
	case errors.As(err, &path):
		return err
	case errors.As(err, &system): // of mapping it: all else was asked before
		return fmt.Errorf("%s: %w: files cannot be mapped into memory there: %w. %s", s.path, ErrUnfit, err, unfitHelp)
	}
	return err
}

func (s *Store) broken(format string, args ...any) error {
	t := &txn{path: s.path, part: "the beginning of the file"}
	return t.broken(format, args...)
}

// checkFile looks at what can be known before anything is read: that no change
// was lost with a page that leads to it, that the file is ours, and that its
// format is known.
func (s *Store) checkFile(t *txn, o *opened) error {
	t.guard, t.wrong = newGuard(o.file, o.first), o.wrong
	if t.Writable() {
		if err := t.guard.readFree(); err != nil {
			return t.broken("%w", err)
		}
	}
	have, err := s.checkFormat(t)
	if err == nil {
		err = s.checkLock(t, have)
	}
	if err != nil || t.wrong == nil {
		return err
	}
	return s.checkLost(t, o.file)
}

func (s *Store) checkFormat(t *txn) (have int, err error) {
	t.reading("the version of the format", "", 0)
	if err := t.safe(nil, []byte(bucketMeta)); err != nil {
		return 0, err
	}
	meta := t.Bucket([]byte(bucketMeta))
	if meta == nil {
		return 0, t.broken("this is not a store of cordon")
	}
	if err := t.safe(meta, []byte(keyFormat)); err != nil {
		return 0, err
	}
	if _, err := fmt.Sscanf(string(meta.Get([]byte(keyFormat))), "%d", &have); err != nil {
		return 0, t.broken("%q is no number", meta.Get([]byte(keyFormat)))
	}
	if have > format {
		return have, fmt.Errorf("%s: %w: it has format %d and this version knows %d. Nothing was changed. Use the newer version", s.path, ErrNewer, have, format)
	}
	return have, nil
}
