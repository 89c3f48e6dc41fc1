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
	"sync/atomic"
	"time"

	"cordon/store/sealed"
)

// format is the newest version of the layout that this package reads and writes.
// Format 2 is 1 in a locked file, which versions that know no locks must not touch.
const (
	format     = formatLocked
	formatOpen = 1

	formatLocked = 2
)

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
	// Ring has the keys of locked stores, and knows whom to ask for one. Nil means
	// that a locked store stays closed.
	Ring *sealed.Ring
}

// A Store is a file of runs. It holds no state but its path and what spares it
// doing the same twice, and its methods may be called concurrently.
type Store struct {
	path string
	opts Options
	kept sync.Map // digests of playbooks whose forms need no keeping
	seen witness
	rest *rest // shared with what is brief
	// envelope is the one that was read last, so that it is taken apart once.
	envelope atomic.Pointer[knownEnvelope]
	bornIn   []byte // the envelope of a file that is made, nil if it is made open
	// reached, unless nil, is called at each moment at which something of a change
	// of locks has just reached the disk. It is for tests that cut one short.
	reached func()
	// asksNobody is for what goes on beside something else.
	asksNobody bool
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
	if opts.Ring == nil {
		opts.Ring = &sealed.Ring{}
	}
	return &Store{path: path, opts: opts, rest: &rest{}}
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
	if err := s.there(); err != nil {
		return err
	}
	return s.transact(false, fn)
}

// keyless is view for what opens nothing that is sealed.
func (s *Store) keyless(fn func(*txn) error) error {
	if err := s.there(); err != nil {
		return err
	}
	return s.once(false, true, fn)
}

// there looks at what is at the path before it is opened: opening a device can have
// effects, and a pipe may wait for ever.
func (s *Store) there() error {
	info, err := os.Stat(s.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errAbsent
	case err == nil:
		return s.fit(info)
	}
	return nil
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
	leftover := ""
	err := s.transact(true, func(t *txn) error {
		from, _ = s.Mark()
		t.mark, leftover = from, t.leftover
		return fn(t)
	})
	if err == nil {
		if to, err := s.Mark(); err == nil {
			s.seen.wrote(from, to)
		}
	}
	if err == nil && leftover != "" {
		_ = s.tidy() // or else after the next change
	}
	return err
}

// transact runs fn in one transaction. If the file is locked and its key not at
// hand, it is asked for between two attempts, while the file is free for others.
func (s *Store) transact(write bool, fn func(*txn) error) error {
	err := s.once(write, false, fn)
	locked, ok := errors.AsType[*LockedError](err)
	if !ok || s.asksNobody {
		return err
	}
	if err := s.opts.Ring.Open(locked.envelope); err != nil {
		return &LockedError{Path: s.path, Err: err}
	}
	return s.once(write, false, fn)
}

// once opens the file, runs fn in one transaction and closes the file. With
// keyless, fn goes without the key of a locked file.
//
// The file is mapped into memory, so a damaged one can show as a fault, or as
// a panic of bbolt where a page makes no sense. Both come back as a
// DamagedError. Any other panic goes on to the caller, with the file closed.
func (s *Store) once(write, keyless bool, fn func(*txn) error) (err error) {
	s.rest.enter()
	defer s.rest.leave()
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	var o opened
	t := &txn{path: s.path, part: "the beginning of the file", keyless: keyless}
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
