package store_test

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"testing"

	"go.etcd.io/bbolt"

	"cordon/playbook/run"
	"cordon/store"
	"cordon/store/storetest"
)

func TestContract(t *testing.T) {
	storetest.Run(t, func(_ testing.TB, place string, opts store.Options) storetest.Store {
		opts.Build = "test"
		return contracted{store.New(place, opts)}
	})
}

// contracted is a store as the contract takes it.
type contracted struct{ *store.Store }

// Mark implements [storetest.Store].
func (c contracted) Mark() (string, error) {
	mark, err := c.Store.Mark()
	return fmt.Sprint(mark), err
}

// Tamper implements [storetest.Tamperer].
func (c contracted) Tamper(id string, change func(map[uint64]run.Lines)) error {
	db, err := bbolt.Open(c.Path(), 0o600, nil)
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte("runs")).Bucket([]byte(id))
		return tamper(b.Bucket([]byte("headers")), b.Bucket([]byte("bodies")), change)
	})
	return errors.Join(err, db.Close())
}

func tamper(headers, bodies *bbolt.Bucket, change func(map[uint64]run.Lines)) error {
	all := map[uint64]run.Lines{}
	err := headers.ForEach(func(k, header []byte) error {
		all[binary.BigEndian.Uint64(k)] = run.Lines{Header: slices.Clone(header), Body: slices.Clone(bodies.Get(k))}
		return nil
	})
	before := len(all)
	change(all)
	for seq := range uint64(before + 3) { // beyond the end, too
		key := binary.BigEndian.AppendUint64(nil, seq)
		err = errors.Join(err, put(headers, key, all[seq].Header), put(bodies, key, all[seq].Body))
	}
	return err
}

func put(b *bbolt.Bucket, key, line []byte) error {
	if line == nil {
		return b.Delete(key)
	}
	return b.Put(key, line)
}
