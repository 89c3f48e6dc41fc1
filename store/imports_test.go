package store

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"cordon/playbook/run"
	"cordon/store/sealed"
)

// TestImports: what came in a file is known once, beside the record: also where the
// store is locked, and in no copy that goes elsewhere.
func TestImports(t *testing.T) {
	home := open(t)
	away := New(filepath.Join(t.TempDir(), "cordon.db"), Options{})
	r := begin(t, home)
	digest, other := strings.Repeat("a", 64), strings.Repeat("b", 64)
	r = record(t, home, r, run.AddEvidence(run.EvidenceAdded{Step: "isolate", Name: "a.log", SHA256: digest, Kept: true}))
	c := copyOf(t, home, r)
	c.Imported = run.Imported{File: "x.cordon", By: "eva", At: time.Date(2026, 11, 27, 18, 0, 0, 0, time.UTC), Evidence: []string{other, digest}}
	take(t, away, c)
	take(t, away, c) // brings nothing
	c.Fresh = map[string]bool{other: true}
	take(t, away, c) // brings a copy that had not come before
	look := func(what string) {
		all, err := away.Imports(r.ID())
		if err != nil || len(all) != 2 || all[0].File != "x.cordon" || all[0].By != "eva" || !all[0].At.Equal(c.Imported.At) || all[0].Entries != 2 ||
			!slices.Equal(all[0].Evidence, []string{digest}) || all[1].Entries != 0 || !slices.Equal(all[1].Evidence, []string{other}) {
			t.Errorf("%s: %+v, %v", what, all, err)
		}
	}
	look("open")
	if again := copyOf(t, away, r); again.Imported.File != "" || !equalLines(again.Lines, c.Lines) {
		t.Errorf("a copy says that it was imported: %+v", again.Imported)
	}
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	var people sealed.Recipients
	if err := people.Add(identity.Recipient().String()); err != nil {
		t.Fatal(err)
	}
	if _, err := away.Lock(people); err != nil {
		t.Fatal(err)
	}
	look("locked")
	if text, err := os.ReadFile(away.Path()); err != nil || bytes.Contains(text, []byte("x.cordon")) {
		t.Errorf("the name of the file can be read in a locked store, %v", err)
	}
}

// TestEraseHere: what an entry erased elsewhere lies here until a person erases it,
// which changes no entry.
func TestEraseHere(t *testing.T) {
	home, away := open(t), open(t)
	r := record(t, home, begin(t, home), run.AddNote("isolate", "Maria Berg, Hafenstr. 7"))
	take(t, away, copyOf(t, home, r))
	r = record(t, home, r, run.Withhold(2, "by right"))
	if taken := take(t, away, copyOf(t, home, r)); !slices.Equal(taken.Lying, []uint64{2}) {
		t.Errorf("%v lie here, want entry 2", taken.Lying)
	}
	if _, lay, err := away.EraseHere(r.ID(), 1); lay || err != nil {
		t.Errorf("what no entry erased: erased %v, %v", lay, err)
	}
	was, lay, err := away.EraseHere(r.ID(), 2)
	if ev, note := was.Event.(run.NoteAdded); !lay || err != nil || !note || ev.Text != "Maria Berg, Hafenstr. 7" {
		t.Errorf("erased %v %+v, %v", lay, was, err)
	}
	if text, err := os.ReadFile(away.Path()); err != nil || bytes.Contains(text, []byte("Hafenstr")) {
		t.Errorf("the text is still in the file, %v", err)
	}
	if _, lay, err := away.EraseHere(r.ID(), 2); lay || err != nil {
		t.Errorf("the second time: erased %v, %v", lay, err)
	}
	if taken := take(t, away, copyOf(t, home, r)); len(taken.Lying) != 0 || taken.Bodies != 0 || taken.Run.Head() != r.Head() {
		t.Errorf("taken in again: %+v", taken)
	}
	if _, err := away.Verify(r.ID()); err != nil {
		t.Error(err)
	}
}
