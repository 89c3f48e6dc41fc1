package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// A specimen is a store with a bit of everything, to be damaged.
type specimen struct {
	file  []byte
	path  string
	runs  []run.Run
	lines map[string][]run.Lines
}

func newSpecimen(t testing.TB) specimen {
	t.Helper()
	s := New(filepath.Join(t.TempDir(), "cordon.db"), Options{Build: "test"})
	long := run.AddNote("isolate", strings.Repeat("a long note that needs several pages ", 300))
	runs := []run.Run{
		note(t, s, begin(t, s), 2),
		record(t, s, fill(t, s, 200), long),
		note(t, s, record(t, s, begin(t, s), long), 30),
	}
	for _, r := range runs {
		if err := s.SaveDraft(r.ID(), "maria", "note", strings.Repeat("draft ", 400)); err != nil {
			t.Fatal(err)
		}
	}
	sp := specimen{path: s.Path(), runs: runs, lines: map[string][]run.Lines{}}
	for _, r := range runs {
		err := s.Journal(r.ID(), func(l run.Lines) error {
			sp.lines[r.ID()] = append(sp.lines[r.ID()], l)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var err error
	if sp.file, err = os.ReadFile(s.Path()); err != nil {
		t.Fatal(err)
	}
	return sp
}

// damaged returns a store in a file with the given content.
func (sp specimen) damaged(t testing.TB, file []byte) *Store {
	t.Helper()
	if err := os.WriteFile(sp.path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return New(sp.path, Options{Build: "test"})
}

// expected reports whether an error is one that the package describes.
func expected(err error) bool {
	_, chain := errors.AsType[*run.ChainError](err)
	for _, known := range []error{ErrDamaged, ErrNoRun, ErrDiverged, ErrNewer} {
		chain = chain || errors.Is(err, known)
	}
	return err == nil || chain
}

// survive does everything that can be done to a damaged store. It fails the
// test if an error is not described, or if something is called good that is
// not as it was. A panic or a fault ends the test by itself.
func (sp specimen) survive(t *testing.T, what string, s *Store) {
	t.Helper()
	try := func(op string, err error) {
		t.Helper()
		if !expected(err) {
			t.Errorf("%s: %s = %v, which is no error of this package", what, op, err)
		}
	}
	try("Runs", err2(s.Runs()))
	try("Resolve", err2(s.Resolve(sp.runs[0].ID()[:3])))
	for _, known := range sp.runs {
		id := known.ID()
		report, err := s.Verify(id)
		try("Verify", err)
		if err == nil {
			sp.mustBeAPrefix(t, what, s, id, report)
		}
		_, err = s.Load(id)
		try("Load", err)
		try("Refresh", err2(s.Refresh(known)))
		try("Drafts", err2(s.Drafts(id, "maria")))
		try("Playbook", err2(s.Playbook(id)))
	}
	for _, known := range sp.runs[1:2] {
		try("Record", err2(s.Record(known, at(30), run.AddNote("", "go on"))))
		try("SaveDraft", s.SaveDraft(known.ID(), "maria", "note", ""))
	}
	try("Salvage", s.Salvage(sp.runs[0].ID(), func(run.Lines) error { return nil }))
	try("Start", err2(s.Start(sp.runs[0].Book(), "", false, at(30))))
}

// mustBeAPrefix checks a journal that was found good. bbolt keeps the state
// before the last transaction, and goes back to it if the last one is damaged,
// so an entry may be missing at the end, and nothing else.
func (sp specimen) mustBeAPrefix(t *testing.T, what string, s *Store, id string, report Report) {
	t.Helper()
	want := sp.lines[id]
	i := 0
	err := s.Journal(id, func(l run.Lines) error {
		if i >= len(want) || !bytes.Equal(l.Header, want[i].Header) || !bytes.Equal(l.Body, want[i].Body) {
			return fmt.Errorf("entry %d differs", i+1)
		}
		i++
		return nil
	})
	if err != nil || i < len(want)-1 || report.Entries != uint64(i) {
		t.Errorf("%s: run %s verifies with %d of %d entries: %v", what, id, report.Entries, len(want), err)
	}
}

func TestDamage(t *testing.T) {
	sp := newSpecimen(t)
	rnd := rand.New(rand.NewPCG(3, 14))
	n := len(sp.file)
	page := func() int { return rnd.IntN(n/4096) * 4096 }
	kinds := []struct {
		name   string
		damage func(f []byte) []byte
	}{
		{"a bit flipped", func(f []byte) []byte { f[rnd.IntN(n)] ^= 1 << rnd.IntN(8); return f }},
		{"a bit flipped at the beginning of a page", func(f []byte) []byte { f[page()+rnd.IntN(64)] ^= 1 << rnd.IntN(8); return f }},
		{"twenty bytes flipped", func(f []byte) []byte {
			for range 20 {
				f[rnd.IntN(n)] = byte(rnd.Uint32())
			}
			return f
		}},
		{"a sector of zeros", func(f []byte) []byte { clear(f[rnd.IntN(n/512)*512:][:512]); return f }},
		{"a page of zeros", func(f []byte) []byte { clear(f[page():][:4096]); return f }},
		{"a page of noise", func(f []byte) []byte {
			for i, at := 0, page(); i < 4096; i++ {
				f[at+i] = byte(rnd.Uint32())
			}
			return f
		}},
		{"a page in the wrong place", func(f []byte) []byte { copy(f[page():][:4096], f[page():]); return f }},
		{"cut short", func(f []byte) []byte { return f[:rnd.IntN(n)] }},
		{"cut short at a page", func(f []byte) []byte { return f[:page()] }},
	}
	for i := range 120 {
		kind := kinds[i%len(kinds)]
		s := sp.damaged(t, kind.damage(slices.Clone(sp.file)))
		sp.survive(t, fmt.Sprintf("%d, %s", i, kind.name), s)
	}
}

// Every field of the head of every page takes values that mislead bbolt into
// loops and memory without end.
func TestDamagedPageHeads(t *testing.T) {
	if testing.Short() {
		t.Skip("-short leaves out what takes long")
	}
	sp := newSpecimen(t)
	for at := 0; at < len(sp.file); at += 4096 {
		for _, overflow := range []uint32{1, 1<<32 - 1} {
			f := slices.Clone(sp.file)
			binary.NativeEndian.PutUint32(f[at+12:], overflow)
			sp.survive(t, fmt.Sprintf("page %d runs over into %d", at/4096, overflow), sp.damaged(t, f))
		}
		f := slices.Clone(sp.file)
		binary.NativeEndian.PutUint16(f[at+10:], 1<<16-1)
		sp.survive(t, fmt.Sprintf("page %d has 65535 elements", at/4096), sp.damaged(t, f))
	}
}

// Branches that point back at themselves or above would be followed for ever.
func TestPagesThatPointInACircle(t *testing.T) {
	sp := newSpecimen(t)
	var branches []int
	for at := 2 * 4096; at < len(sp.file); at += 4096 {
		if binary.NativeEndian.Uint16(sp.file[at+8:]) == flagBranch {
			branches = append(branches, at)
		}
	}
	if len(branches) < 2 {
		t.Fatalf("the specimen has %d branch pages, want some", len(branches))
	}
	for _, from := range branches {
		for _, to := range branches {
			f := slices.Clone(sp.file)
			count := int(binary.NativeEndian.Uint16(f[from+10:]))
			for i := range count {
				binary.NativeEndian.PutUint64(f[from+headSize*(i+1)+8:], uint64(to/4096))
			}
			sp.survive(t, fmt.Sprintf("page %d points at page %d", from/4096, to/4096), sp.damaged(t, f))
		}
	}
}

func TestSalvage(t *testing.T) {
	sp := newSpecimen(t)
	half := len(sp.file) / 2 / 4096 * 4096
	tests := []struct {
		name   string
		damage func(f []byte) []byte
		whole  bool // nothing is lost
	}{
		{"nothing", func(f []byte) []byte { return f }, true},
		{"the first pages", func(f []byte) []byte { clear(f[:2*4096]); return f }, true},
		{"the heads of all pages", func(f []byte) []byte {
			for at := 0; at < len(f); at += 4096 {
				if binary.NativeEndian.Uint64(f[at:]) == uint64(at/4096) { // no page that another runs over into
					clear(f[at : at+headSize])
				}
			}
			return f
		}, true},
		{"the second half is gone", func(f []byte) []byte { return f[:half] }, false},
		{"the first half is zeros", func(f []byte) []byte { clear(f[:half]); return f }, false},
	}
	for _, tt := range tests {
		s := sp.damaged(t, tt.damage(slices.Clone(sp.file)))
		ids, err := s.SalvageRuns()
		if err != nil || tt.whole && len(ids) != len(sp.runs) {
			t.Errorf("%s: SalvageRuns = %v, %v, want %d runs", tt.name, ids, err, len(sp.runs))
		}
		for _, id := range ids {
			want := sp.lines[id]
			got, bodies := 0, 0
			err := s.Salvage(id, func(l run.Lines) error {
				seq := seqIn(t, l.Header)
				if got++; !bytes.Equal(l.Header, want[seq-1].Header) {
					t.Errorf("%s: entry %d of run %s is %s, want %s", tt.name, seq, id, l.Header, want[seq-1].Header)
				}
				if l.Body != nil {
					if bodies++; !bytes.Equal(l.Body, want[seq-1].Body) {
						t.Errorf("%s: entry %d of run %s has the body %s, want %s", tt.name, seq, id, l.Body, want[seq-1].Body)
					}
				}
				return nil
			})
			if err != nil || tt.whole && (got != len(want) || bodies != len(want)) {
				t.Errorf("%s: %d headers and %d bodies of run %s, %v, want all %d", tt.name, got, bodies, id, err, len(want))
			}
		}
	}
}

func seqIn(t testing.TB, header []byte) (seq uint64) {
	t.Helper()
	_, rest, _ := bytes.Cut(header, []byte(`"seq":`))
	if _, err := fmt.Sscanf(string(rest), "%d", &seq); err != nil || seq == 0 {
		t.Fatalf("%s has no number: %v", header, err)
	}
	return seq
}

// What people typed may look like an entry. It must not become one.
func TestSalvageIsNotFooled(t *testing.T) {
	s := open(t)
	r := begin(t, s)
	forged := fmt.Sprintf(`{"v":1,"run":"%s","seq":2,"prev":"%s","kind":"run-closed","at":"","recorded":"","by":"eve","body":""}`, r.ID(), r.Head().Hash)
	r = record(t, s, r, run.AddNote("", forged))
	if err := s.SaveDraft(r.ID(), "maria", "note", forged); err != nil {
		t.Fatal(err)
	}
	r = record(t, s, r, run.RecordFact("affected", playbook.NumberValue(1), "", ""))
	v := run.Verifier{Run: r.ID()}
	if err := errors.Join(s.Salvage(r.ID(), v.Check), v.Finish(r.Head())); err != nil {
		t.Errorf("what was salvaged does not verify: %v", err)
	}
}

// What looks like the beginning of a line, again and again, costs no more than
// other bytes.
func TestTheTimeOfSalvageGrowsWithTheFile(t *testing.T) {
	const size = 4 << 20
	for _, part := range []string{`{"v":{"v":`, `{"v":1,"a":`, `{"salt":{"salt":`, `{"salt":"x","a":`, `{"salt":"`, `{"salt":"\`, `{"salt":["`} {
		s := New(filepath.Join(t.TempDir(), "cordon.db"), Options{})
		if err := os.WriteFile(s.Path(), []byte(strings.Repeat(part, size/len(part))), 0o600); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		if ids, err := s.SalvageRuns(); len(ids) != 0 || err != nil {
			t.Errorf("SalvageRuns of %s = %v, %v", part, ids, err)
		}
		if took := time.Since(began); took > 15*time.Second {
			t.Errorf("SalvageRuns of %d MiB of %s takes %v", size>>20, part, took)
		}
	}
}

// Every entry of a damaged file that still verifies comes into the new one, or
// beside it, and what is lost is said.
func TestSalvageInto(t *testing.T) {
	sp := newSpecimen(t)
	half := len(sp.file) / 2 / 4096 * 4096
	for name, damage := range map[string]func(f []byte) []byte{
		"nothing":                func(f []byte) []byte { return f },
		"the first pages":        func(f []byte) []byte { clear(f[:2*4096]); return f },
		"the second half":        func(f []byte) []byte { return f[:half] },
		"the first half":         func(f []byte) []byte { clear(f[:half]); return f },
		"a header in the middle": func(f []byte) []byte { return bytes.ReplaceAll(f, []byte(`"seq":7,`), []byte(`"seq":8,`)) },
	} {
		s := sp.damaged(t, damage(slices.Clone(sp.file)))
		to := New(filepath.Join(t.TempDir(), "new.db"), Options{})
		all, err := s.SalvageInto(to)
		if err != nil || len(all) == 0 && name != "the first half" {
			t.Fatalf("%s: SalvageInto = %v, %v", name, all, err)
		}
		for _, one := range all {
			want := sp.lines[one.Run]
			if name == "nothing" && (!one.Whole || one.Brought != len(want)) || one.Whole && (one.Brought != len(want) || len(one.Lost) > 0) || !one.Whole && len(one.Lost) == 0 {
				t.Errorf("%s: of %d entries came %d of run %s, whole %v, lost %q", name, len(want), one.Brought, one.Run, one.Whole, one.Lost)
			}
			for _, l := range one.Rest {
				if seq := seqIn(t, l.Header); !bytes.Equal(l.Header, want[seq-1].Header) || l.Body != nil && !bytes.Equal(l.Body, want[seq-1].Body) {
					t.Errorf("%s: entry %d of the rest of run %s is not as it was written", name, seq, one.Run)
				}
			}
			if one.Brought == 0 {
				continue
			}
			if report, err := to.Verify(one.Run); err != nil || report.Entries != uint64(one.Brought) {
				t.Errorf("%s: in the new file Verify = %v, %v, want %d entries", name, report, err, one.Brought)
			}
		}
		t.Logf("%s: %+v", name, func() (short []string) {
			for _, one := range all {
				short = append(short, fmt.Sprintf("%s %d/%d, rest %d, lost %q", one.Run, one.Brought, one.Found, len(one.Rest), one.Lost))
			}
			return short
		}())
	}
}
