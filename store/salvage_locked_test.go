package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cordon/playbook"
	"cordon/store"
	"cordon/store/sealed"
)

// TestSalvageLocked: what is left of a damaged file that is locked comes out of it
// with its key, into a store that is locked for the same people.
func TestSalvageLocked(t *testing.T) {
	v := newVault(t)
	r := v.fill(v.store())
	before := v.journal(v.store(), r.ID())
	_, err := v.store().Lock(v.person.recipient)
	v.must(err)
	good, err := os.ReadFile(v.path)
	v.must(err)
	for name, c := range map[string]struct {
		damage func([]byte)
		lost   int // lines
	}{
		"nothing":               {func([]byte) {}, 0},
		"without what leads in": {func(b []byte) { clear(b[:2*os.Getpagesize()]) }, 0},
		"a body":                {func(b []byte) { b[bodyOf(b, r.ID(), 4)] ^= 1 }, 1},
	} {
		bad := bytes.Clone(good)
		c.damage(bad)
		v.must(os.WriteFile(v.path, bad, 0o600))
		if _, err := v.stranger().SalvageInto(store.New(filepath.Join(t.TempDir(), "none.db"), store.Options{})); !errors.Is(err, store.ErrLocked) {
			t.Errorf("%s: salvage without a key = %v, want ErrLocked", name, err)
		}
		path := filepath.Join(t.TempDir(), "saved.db")
		all, err := v.store().SalvageInto(store.New(path, store.Options{Ring: v.person.ring()}))
		if err != nil || len(all) != 1 || all[0].Brought != 6 {
			t.Fatalf("%s: SalvageInto = %+v, %v", name, all, err)
		}
		raw, err := os.ReadFile(path)
		v.must(err)
		if strings.Contains(string(raw), secretWord) {
			t.Errorf("%s: the new store is open: %q", name, around(string(raw), secretWord))
		}
		saved := store.New(path, store.Options{Ring: v.person.ring()})
		differs := 0
		for i, line := range v.journal(saved, r.ID()) {
			if line != before[i] {
				differs++
			}
		}
		if differs != c.lost {
			t.Errorf("%s: %d lines differ, want %d: %s", name, differs, c.lost, cmp.Diff(before, v.journal(saved, r.ID())))
		}
	}
}

// TestSalvageLookalike: what looks like an envelope in the playbook of an open store
// locks nobody out of what is left of it, and asks nobody.
func TestSalvageLookalike(t *testing.T) {
	v := newVault(t)
	key, err := sealed.NewKey()
	v.must(err)
	envelope, err := sealed.Wrap(key, newKeyPair(t).recipient)
	v.must(err)
	text, err := envelope.Text()
	v.must(err)
	book, err := playbook.Parse("small.yaml", []byte(secretBook+"# "+string(text)+"\n"))
	v.must(err)
	r, err := v.store().Start(book, "", false, stampAt(0))
	v.must(err)
	path := filepath.Join(t.TempDir(), "saved.db")
	all, err := v.stranger().SalvageInto(store.New(path, store.Options{}))
	if err != nil || len(all) != 1 || !all[0].Whole {
		t.Fatalf("SalvageInto = %+v, %v", all, err)
	}
	if saved, err := store.New(path, store.Options{}).Load(r.ID()); err != nil || saved.Head() != r.Head() {
		t.Errorf("the new store has %v, %v", saved.Head(), err)
	}
}

// bodyOf returns where in raw bytes a byte of a sealed body lies.
func bodyOf(raw []byte, id string, seq byte) int {
	where := append([]byte("runs/"+id+"/bodies/"), 0, 0, 0, 0, 0, 0, 0, seq)
	for at := sealed.Next(raw); ; {
		value, hint, ok := sealed.Prefix(raw[at:])
		if ok && hint == sealed.Hint(where) {
			return at + len(value) - 1
		}
		at += 1 + sealed.Next(raw[at+1:])
	}
}

// TestBackupLocked: a backup needs no key, and says what was not checked.
func TestBackupLocked(t *testing.T) {
	v := newVault(t)
	r := v.fill(v.store())
	_, err := v.store().Lock(v.person.recipient)
	v.must(err)
	for name, c := range map[string]struct {
		store *store.Store
		want  store.Backed
	}{
		"with the key":    {v.store(), store.Backed{Runs: 1, Entries: 6}},
		"without the key": {v.stranger(), store.Backed{Runs: 1, Entries: 6, HeadersOnly: true}},
	} {
		path := filepath.Join(t.TempDir(), "copy.db")
		done, err := c.store.Backup(path)
		if err != nil || done != c.want {
			t.Errorf("%s: Backup = %+v, %v, want %+v", name, done, err, c.want)
		}
		if got, err := store.New(path, store.Options{Ring: v.person.ring()}).Load(r.ID()); err != nil || got.Head() != r.Head() {
			t.Errorf("%s: the copy has %v, %v", name, got.Head(), err)
		}
	}
}
