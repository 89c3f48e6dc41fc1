package store

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// format is the version of the layout that this package reads and writes.
const format = 1

// Options tune a store. The zero value is ready to use.
type Options struct {
	// Wait is the longest time to wait for another process to let go of the
	// file. Zero means two seconds.
	Wait time.Duration
	// ReadOnly refuses every change.
	ReadOnly bool
	// Rand is where ids and salts come from. Nil means crypto/rand.
	Rand io.Reader
}

// A Store is a file of runs. It holds no state but its path, and its methods
// may be called concurrently.
type Store struct {
	path string
	opts Options
}

// New returns the store in the file at path, which need not exist yet. It
// opens nothing.
func New(path string, opts Options) *Store {
	if opts.Wait == 0 {
		opts.Wait = 2 * time.Second
	}
	if opts.Rand == nil {
		opts.Rand = rand.Reader
	}
	return &Store{path: path, opts: opts}
}

// Path returns the path of the file.
func (s *Store) Path() string { return s.path }

var (
	errAbsent    = errors.New("the store has no file yet")
	errUnchanged = errors.New("nothing to write")
)

// txn is a transaction. It knows what is being read, for the error that says
// which part of the file is damaged.
type txn struct {
	*bbolt.Tx
	guard *guard
	path  string
	part  string
	run   string
	seq   uint64
}

// safe checks the pages on the way to a key, in a bucket or, with nil, in the
// outermost one. Call it before bbolt goes there.
func (t *txn) safe(in *bbolt.Bucket, key []byte) error {
	root := t.guard.root
	if in != nil {
		root = uint64(in.Root())
	}
	if err := t.guard.path(root, key); err != nil {
		return t.broken("%w", err)
	}
	return nil
}

// child opens a bucket that has to be there.
func (t *txn) child(in *bbolt.Bucket, name []byte) (*bbolt.Bucket, error) {
	if err := t.safe(in, name); err != nil {
		return nil, err
	}
	open := t.Bucket
	if in != nil {
		open = in.Bucket
	}
	if b := open(name); b != nil {
		return b, nil
	}
	return nil, t.broken("its part %q is missing", name)
}

// reading notes what is read next: a part, of a run and an entry if given.
func (t *txn) reading(part, run string, seq uint64) { t.part, t.run, t.seq = part, run, seq }

// broken returns the error that what was being read is damaged.
func (t *txn) broken(format string, args ...any) error {
	return &DamagedError{Path: t.path, Part: t.where(), Err: fmt.Errorf(format, args...)}
}

// damaged returns err as one that says what was being read.
func (t *txn) damaged(err error) error {
	if err == nil || errors.Is(err, ErrDamaged) {
		return err
	}
	return t.broken("%w", err)
}

func (t *txn) where() string {
	switch {
	case t.seq != 0:
		return fmt.Sprintf("%s %d of run %s", t.part, t.seq, t.run)
	case t.run != "":
		return fmt.Sprintf("%s of run %s", t.part, t.run)
	}
	return t.part
}

// view runs fn in a read transaction. It returns errAbsent if there is no
// file, or an empty one.
func (s *Store) view(fn func(*txn) error) error {
	if info, err := os.Stat(s.path); errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return errAbsent
	}
	return s.transact(false, fn)
}

// update runs fn in a write transaction on an existing file and makes the
// result durable, unless fn returns an error.
func (s *Store) update(fn func(*txn) error) error {
	switch _, err := os.Stat(s.path); {
	case errors.Is(err, fs.ErrNotExist):
		return errAbsent
	case s.opts.ReadOnly:
		return ErrReadOnly
	}
	return s.transact(true, fn)
}

// transact opens the file, runs fn in one transaction and closes the file.
//
// The file is mapped into memory, so a damaged one shows as a fault, or as a
// panic of bbolt where a page makes no sense. Both come back as a
// DamagedError. A panic of fn's own callees that is none of the file's must be
// wrapped in a callerPanic; it goes on to the caller.
func (s *Store) transact(write bool, fn func(*txn) error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	var o opened
	t := &txn{path: s.path, part: "the beginning of the file"}
	defer func() {
		if p := recover(); p != nil {
			o.abandon()
			if own, ok := p.(callerPanic); ok {
				panic(own.value)
			}
			err = t.broken("%v", p)
		}
	}()
	if err := s.open(&o, write); err != nil {
		return err
	}
	if o.tx, err = o.db.Begin(write); err != nil {
		return errors.Join(err, o.db.Close())
	}
	t.Tx = o.tx
	err = s.checkFile(t, &o)
	if err == nil {
		err = fn(t)
	}
	if err == nil && write {
		t.reading("the pages that change", "", 0)
		err = o.tx.Commit()
	} else {
		_ = o.tx.Rollback()
	}
	if cerr := o.db.Close(); err == nil && !write {
		err = cerr
	}
	if errors.Is(err, errUnchanged) {
		return nil
	}
	return err
}

// callerPanic carries a panic that is not about the file.
type callerPanic struct{ value any }

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
	if err := t.safe(nil, bucketMeta); err != nil {
		return err
	}
	meta := t.Bucket(bucketMeta)
	if meta == nil {
		if k, _ := t.Cursor().First(); k == nil && t.Writable() {
			return layOut(t.Tx) // an empty file
		}
		return t.broken("this is not a store of cordon")
	}
	if err := t.safe(meta, keyFormat); err != nil {
		return err
	}
	var have int
	if _, err := fmt.Sscanf(string(meta.Get(keyFormat)), "%d", &have); err != nil {
		return t.broken("%q is no number", meta.Get(keyFormat))
	}
	if have > format {
		return fmt.Errorf("%s: %w: it has format %d and this version knows %d. Nothing was changed. Use the newer version", s.path, ErrNewer, have, format)
	}
	return nil
}
