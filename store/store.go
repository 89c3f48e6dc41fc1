package store

import (
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"time"
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
	// Build names this build of the program as no other is named, so that what
	// it made of a playbook can be kept for later. Empty means that nothing is
	// kept, and every playbook is parsed each time.
	Build string
}

// A Store is a file of runs. It holds no state but its path and what spares it
// doing the same twice, and its methods may be called concurrently.
type Store struct {
	path string
	opts Options
	kept sync.Map // digests of playbooks whose forms need no keeping
	seen witness
	rest rest
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

// view runs fn in a read transaction. It returns errAbsent if there is no
// file.
func (s *Store) view(fn func(*txn) error) error {
	switch info, err := os.Stat(s.path); {
	case errors.Is(err, fs.ErrNotExist):
		return errAbsent
	case err == nil:
		// Opening a device can have effects, and a pipe may wait for ever.
		if err := s.fit(info); err != nil {
			return err
		}
	}
	return s.transact(false, fn)
}

// update runs fn in a write transaction on an existing file and makes the
// result durable, unless fn returns an error.
func (s *Store) update(fn func(*txn) error) error {
	switch info, err := os.Stat(s.path); {
	case errors.Is(err, fs.ErrNotExist):
		return errAbsent
	case s.opts.ReadOnly:
		return ErrReadOnly
	case err == nil:
		if err := s.fit(info); err != nil {
			return err
		}
	}
	var from Mark
	err := s.transact(true, func(t *txn) error {
		from, _ = s.Mark()
		t.mark = from
		return fn(t)
	})
	if err == nil {
		if to, err := s.Mark(); err == nil {
			s.seen.wrote(from, to)
		}
	}
	return err
}

// transact opens the file, runs fn in one transaction and closes the file.
//
// The file is mapped into memory, so a damaged one can show as a fault, or as
// a panic of bbolt where a page makes no sense. Both come back as a
// DamagedError. Any other panic goes on to the caller, with the file closed.
func (s *Store) transact(write bool, fn func(*txn) error) (err error) {
	s.rest.enter()
	defer s.rest.leave()
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	var o opened
	t := &txn{path: s.path, part: "the beginning of the file"}
	defer func() {
		if p := recover(); p != nil {
			o.abandon()
			if !aboutFile(p) {
				panic(p)
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

// aboutFile reports whether a panic that was just recovered is about the file:
// a fault at an address, or one that bbolt raised. It looks at the functions
// that are panicking, so call it from the function that recovers.
func aboutFile(p any) bool {
	if _, fault := p.(interface{ Addr() uintptr }); fault {
		return true
	}
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	panicking := false
	for {
		f, more := frames.Next()
		switch {
		case f.Function == "runtime.gopanic":
			panicking = true
		case panicking && strings.HasPrefix(f.Function, "go.etcd.io/bbolt"):
			return true
		case panicking && strings.HasPrefix(f.Function, "cordon/"), !more:
			return false
		}
	}
}
