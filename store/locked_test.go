package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"filippo.io/age"

	"cordon/store"
	"cordon/store/sealed"
	"cordon/store/storetest"
)

// keyPair is a person who can open what is locked for them.
type keyPair struct {
	recipient sealed.Recipients
	file      string // with the private key
}

func newKeyPair(t testing.TB) keyPair {
	t.Helper()
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	p := keyPair{file: filepath.Join(t.TempDir(), "key.txt")}
	if err := os.WriteFile(p.file, []byte(key.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := p.recipient.Add(key.Recipient().String()); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p keyPair) ring() *sealed.Ring { return &sealed.Ring{Files: []string{p.file}} }

// TestContractLocked: a locked store is a store.
func TestContractLocked(t *testing.T) {
	person := newKeyPair(t)
	storetest.Run(t, func(t testing.TB, place string, opts store.Options) storetest.Store {
		opts.Build, opts.Ring = "test", person.ring()
		s := store.New(place, opts)
		if _, err := os.Stat(place); err != nil && !opts.ReadOnly {
			t.Cleanup(func() { checkValues(t, place) })
			if _, err := s.Lock(person.recipient); err != nil {
				t.Fatal(err)
			}
		}
		return lockedStore{s}
	})
}

// lockedStore is a locked store as the contract takes it. Who has no key cannot
// change its lines, so it is no [storetest.Tamperer].
type lockedStore struct{ *store.Store }

// Mark implements [storetest.Store].
func (l lockedStore) Mark() (string, error) {
	mark, err := l.Store.Mark()
	return fmt.Sprint(mark), err
}
