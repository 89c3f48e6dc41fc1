package store

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// TestNewerPlaybook: a run whose playbook has what only a later version knows is no
// damage. It says which version to use, and nothing is written.
func TestNewerPlaybook(t *testing.T) {
	const source = "format: cordon/1\nid: x\ntitle: X\nphases: [{id: p, title: P, steps: [{id: s, title: S}]}]\n"
	book, err := playbook.Parse("x.yaml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	book.Source = []byte(strings.Replace(source, "title: S}", "title: S, later: 1}", 1))
	book.Digest = digestHex(book.Source)
	path := filepath.Join(t.TempDir(), "store.db")
	s := New(path, Options{Build: "later"})
	stamp := run.Stamp{By: "maria", Now: time.Date(2026, 12, 1, 3, 0, 0, 0, time.UTC)}
	r, err := s.Start(book, "", false, stamp)
	if err != nil {
		t.Fatal(err)
	}
	_, err = New(path, Options{Build: "test"}).Load(r.ID())
	if !errors.Is(err, ErrNewerRun) || errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), `a step has no key "later"`) || !strings.Contains(err.Error(), "Nothing was changed. Use the newer version") {
		t.Errorf("loading says %v", err)
	}
}
