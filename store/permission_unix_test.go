//go:build unix

package store

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"testing"

	"cordon/playbook/run"
)

// asOrdinaryUser leaves out a test about what the system forbids: root may do
// everything, so there it would say nothing.
func asOrdinaryUser(t *testing.T) {
	t.Helper()
	if os.Geteuid() == 0 {
		t.Skip("root may read and write every file: run this as an ordinary user")
	}
}

// TestMayNotWrite works on a store whose file may only be read.
func TestMayNotWrite(t *testing.T) {
	asOrdinaryUser(t)
	s := open(t)
	r := note(t, s, begin(t, s), 5)
	before, _ := os.ReadFile(s.Path())
	if err := os.Chmod(s.Path(), 0o400); err != nil {
		t.Fatal(err)
	}
	loaded, err := New(s.Path(), Options{}).Load(r.ID())
	if err != nil {
		t.Fatal(err)
	}
	same(t, "Load", loaded, r)
	_, err = s.Record(r, at(0), run.AddNote("", "x"))
	if _, ok := errors.AsType[*NotSavedError](err); !ok || !errors.Is(err, ErrReadOnly) || !errors.Is(err, fs.ErrPermission) {
		t.Errorf("Record = %v, want a NotSavedError of ErrReadOnly that says why", err)
	}
	if after, _ := os.ReadFile(s.Path()); len(before) == 0 || !bytes.Equal(before, after) {
		t.Error("the file has changed")
	}
}

// TestMayNotRead works on a store whose file is somebody else's.
func TestMayNotRead(t *testing.T) {
	asOrdinaryUser(t)
	s := open(t)
	r := begin(t, s)
	if err := os.Chmod(s.Path(), 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(s.Path(), 0o600) }) // what is checked after each test
	if _, err := s.Load(r.ID()); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("Load = %v, want that it is not permitted", err)
	}
	if _, err := s.Record(r, at(0), run.AddNote("", "x")); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("Record = %v, want that it is not permitted", err)
	}
}
