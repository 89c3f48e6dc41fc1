package store

import (
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"cordon/playbook/run"
	"cordon/store/sealed"
)

// txn is a transaction. It knows what is being read, for the error that says
// which part of the file is damaged.
type txn struct {
	*bbolt.Tx
	guard *guard
	wrong error // with a page that nothing was lost with: see [Store.checkLost]
	path  string
	part  string
	run   string
	seq   uint64
	mark  Mark // of the file before it, if it writes

	key      *sealed.Key    // of a locked file; nil if it is open, or keyless
	envelope *knownEnvelope // that the key lies in; nil if the file is open
	keyless  bool           // fn reads nothing that is sealed
	leftover string         // see [Store.tidy]
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
func (t *txn) child(in *bbolt.Bucket, name string) (*bbolt.Bucket, error) {
	if err := t.safe(in, []byte(name)); err != nil {
		return nil, err
	}
	open := t.Bucket
	if in != nil {
		open = in.Bucket
	}
	if b := open([]byte(name)); b != nil {
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

// damaged returns err as one that says what was being read. One that names an
// entry of a journal says it all.
func (t *txn) damaged(err error) error {
	if _, names := errors.AsType[*run.ChainError](err); err == nil || names || errors.Is(err, ErrDamaged) {
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
