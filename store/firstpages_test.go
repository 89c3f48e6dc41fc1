package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"cordon/playbook/run"
)

// newestOf returns where the newest first page of a file lies, and the other.
func newestOf(t testing.TB, file []byte) (newest, other int, first firstPage) {
	t.Helper()
	first, wrong, err := readFirstPages(bytes.NewReader(file))
	if err != nil || wrong != nil {
		t.Fatalf("the first pages of a good file: %v, %v", wrong, err)
	}
	if binary.NativeEndian.Uint64(file[headSize+48:]) == first.txid {
		return 0, 4096, first
	}
	return 4096, 0, first
}

// unwritten fails the test if the file of a store has changed.
func unwritten(t testing.TB, what string, s *Store, before []byte) {
	t.Helper()
	if after, err := os.ReadFile(s.Path()); err != nil || !bytes.Equal(before, after) {
		t.Errorf("%s: the file was written to (%v)", what, err)
	}
}

// The list of free pages says itself how long it is, and bbolt makes room for
// as much before it reads any of it.
func TestAListOfFreePagesOfAnyLength(t *testing.T) {
	sp := newSpecimen(t)
	_, _, first := newestOf(t, sp.file)
	for power := 34; power <= 44; power += 2 {
		f := slices.Clone(sp.file)
		list := f[first.freelist*4096:]
		binary.NativeEndian.PutUint16(list[10:], 1<<16-1)
		binary.NativeEndian.PutUint64(list[headSize:], 1<<power)
		s := sp.damaged(t, f)
		what := fmt.Sprintf("2^%d free pages", power)
		if _, err := s.Record(sp.runs[1], at(30), run.AddNote("", "x")); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: Record = %v, want ErrDamaged", what, err)
		}
		unwritten(t, what, s, f)
		if _, err := s.Load(sp.runs[1].ID()); err != nil {
			t.Errorf("%s: Load = %v, and reading needs no free pages", what, err)
		}
	}
}

// One bit of the newest first page leads bbolt to the state before, where the
// newest entry is not, without a word.
func TestTheNewestEntryCannotBeTakenAway(t *testing.T) {
	s := open(t)
	r := note(t, s, begin(t, s), 20)
	good, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	newest, other, _ := newestOf(t, good)
	for bit := range 8 * firstPageSize {
		f := slices.Clone(good)
		f[newest+bit/8] ^= 1 << (bit % 8)
		if _, wrong, _ := readFirstPages(bytes.NewReader(f)); wrong == nil && bit >= 8*headSize {
			t.Errorf("bit %d of the newest is not noticed", bit)
		}
		if bit%37 != 0 || bit < 8*headSize { // each takes a while, and bbolt reads nothing of the head
			continue
		}
		what := fmt.Sprintf("bit %d of the newest", bit)
		if err := os.WriteFile(s.Path(), f, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Verify(r.ID()); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), fmt.Sprintf("entry %d of run %s", r.Head().Seq, r.ID())) {
			t.Errorf("%s: Verify = %v, want it to name entry %d", what, err, r.Head().Seq)
		}
		if _, err := s.Load(r.ID()); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: Load = %v, want ErrDamaged", what, err)
		}
		if _, err := s.Start(r.Book(), "", false, at(50)); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: Start = %v, want ErrDamaged", what, err)
		}
		unwritten(t, what, s, f)
	}

	// With the older one nothing is lost. It is named, and the next entry
	// writes it anew.
	f := slices.Clone(good)
	f[other+headSize+20] ^= 1
	if err := os.WriteFile(s.Path(), f, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Verify(r.ID()); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "No entry is missing") {
		t.Errorf("Verify = %v, want it to say that no entry is missing", err)
	}
	r = note(t, s, r, 1)
	if report, err := s.Verify(r.ID()); err != nil || report.Head != r.Head() {
		t.Errorf("after the next entry Verify = %v, %v", report, err)
	}
}

// Two good first pages that do not follow each other are not of one file.
func TestFirstPagesFollowEachOther(t *testing.T) {
	s := open(t)
	r := note(t, s, begin(t, s), 5)
	before, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	old, _, _ := newestOf(t, before)
	r = note(t, s, r, 4)
	after, err := os.ReadFile(s.Path())
	if err != nil {
		t.Fatal(err)
	}
	copy(after[old:old+4096], before[old:])
	if err := os.WriteFile(s.Path(), after, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Verify(r.ID()); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "do not follow each other") && !strings.Contains(err.Error(), "newest change") {
		t.Errorf("Verify = %v, want that they do not follow each other", err)
	}
	if err := os.WriteFile(s.Path(), before, 0o600); err != nil {
		t.Fatal(err)
	}
}

// A draft has a longest, which is many times an entry.
func TestDraftLimit(t *testing.T) {
	s := open(t)
	r := begin(t, s)
	if err := s.SaveDraft(r.ID(), "maria", "note", strings.Repeat("x", DraftLimit)); err != nil {
		t.Error(err)
	}
	if err := s.SaveDraft(r.ID(), "maria", "note", strings.Repeat("x", DraftLimit+1)); err == nil || !strings.Contains(err.Error(), "a draft takes 4194304") {
		t.Errorf("SaveDraft of more than a draft takes = %v", err)
	}
}
