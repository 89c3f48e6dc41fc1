package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cordon/playbook/run"
)

// What becomes of the file under somebody who has read it is said in words, by
// what reads and by what writes; and nothing is written into what is left.
func TestGone(t *testing.T) {
	tests := []struct {
		name string
		do   func(t *testing.T, s *Store, before []byte)
		want string
	}{
		{"deleted", func(t *testing.T, s *Store, _ []byte) { works(t, os.Remove(s.Path())) }, "is gone"},
		{"emptied", func(t *testing.T, s *Store, _ []byte) { works(t, os.Truncate(s.Path(), 0)) }, "was emptied"},
		{"cut", func(t *testing.T, s *Store, _ []byte) { works(t, os.Truncate(s.Path(), 20000)) }, "was damaged or cut short"},
		{"set back", func(t *testing.T, s *Store, before []byte) { works(t, os.WriteFile(s.Path(), before, 0o600)) }, "was replaced or set back: entry 3"},
		{"replaced", func(t *testing.T, s *Store, _ []byte) {
			other := New(s.Path()+"-other", Options{})
			begin(t, other)
			works(t, os.Rename(other.Path(), s.Path()))
		}, "was replaced: it has no run"},
		{"a folder", func(t *testing.T, s *Store, _ []byte) {
			works(t, os.Remove(s.Path()))
			works(t, os.Mkdir(s.Path(), 0o700))
		}, "was replaced by something that is no file"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := New(filepath.Join(t.TempDir(), "cordon.db"), Options{})
			r := begin(t, s)
			before, err := os.ReadFile(s.Path())
			works(t, err)
			r = note(t, s, r, 2)
			tt.do(t, s, before)
			left, _ := os.ReadFile(s.Path())
			_, read := s.Refresh(r)
			_, again := s.Refresh(r)
			_, listed := s.RunsSince([]run.Summary{r.Summary()})
			_, written := s.Record(r, run.Stamp{By: "maria", Now: time.Now()}, run.AddNote("", "x"))
			for what, err := range map[string]error{"Refresh": read, "Refresh again": again, "RunsSince": listed, "Record": written} {
				if gone, ok := errors.AsType[*GoneError](err); !ok || !strings.Contains(gone.Error(), "the file "+s.Path()+" "+tt.want) {
					t.Errorf("%s = %v, want that the file %s", what, err, tt.want)
				}
			}
			if err := s.SaveDraft(r.ID(), "maria", "note", "typed"); err == nil && tt.name != "set back" { // it has the run
				t.Error("a draft was saved")
			}
			if tt.name == "set back" {
				return
			}
			if now, _ := os.ReadFile(s.Path()); !bytes.Equal(now, left) {
				t.Errorf("the file was written to: it has %d bytes and had %d", len(now), len(left))
			}
		})
	}
}

func works(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
