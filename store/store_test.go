package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"cordon/playbook"
	"cordon/playbook/run"
)

const testBook = `format: cordon/1
id: leak
title: A leak
version: 1.2.0
roles:
  lead: {title: Incident lead}
facts:
  affected: {ask: How many people?, type: number}
  risk:
    ask: How likely is harm?
    type: choice
    options: {low: Low, high: High}
    because: required
phases:
  - id: contain
    title: Contain
    steps:
      - {id: isolate, title: Isolate the host, checks: [Network, Power]}
      - {id: preserve, title: Keep the logs}
  - id: assess
    title: Assess
    steps:
      - {id: count, title: Count the people, record: [affected], needs: [isolate]}
      - {id: tell, title: Tell them, when: affected > 0}
`

func parse(t testing.TB, source string) *playbook.Playbook {
	t.Helper()
	book, err := playbook.Parse("test", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// open returns a store in a temporary folder. When the test ends, every chain
// in it must still verify.
func open(t testing.TB) *Store {
	t.Helper()
	s := New(filepath.Join(t.TempDir(), "data", "cordon.db"), Options{})
	t.Cleanup(func() { verifyAll(t, s) })
	return s
}

func verifyAll(t testing.TB, s *Store) {
	t.Helper()
	list, err := s.Runs()
	if err != nil {
		t.Errorf("after the test, Runs = %v", err)
	}
	for _, sum := range list {
		report, err := s.Verify(sum.ID)
		if err != nil || report.Head != sum.Head {
			t.Errorf("after the test, Verify(%s) = %v, %v, want head %v", sum.ID, report, err, sum.Head)
		}
	}
}

// begin starts a run of the test playbook.
func begin(t testing.TB, s *Store) run.Run {
	t.Helper()
	r, err := s.Start(parse(t, testBook), "", false, at(0))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// at is a stamp of maria so many seconds into the night.
func at(second int) run.Stamp {
	return run.Stamp{By: "maria", Now: time.Date(2026, 11, 21, 3, 14, second, 0, time.UTC)}
}

// record records what must not be refused.
func record(t testing.TB, s *Store, r run.Run, decide run.Intention, drop ...string) run.Run {
	t.Helper()
	next, err := s.Record(r, at(int(r.Head().Seq)), decide, drop...)
	if err != nil {
		t.Fatal(err)
	}
	return next
}

// note records n notes.
func note(t testing.TB, s *Store, r run.Run, n int) run.Run {
	t.Helper()
	for range n {
		r = record(t, s, r, run.AddNote("", fmt.Sprintf("note %d", r.Head().Seq+1)))
	}
	return r
}

// timeline is everything about the entries of a run, as text.
func timeline(r run.Run) string {
	var b strings.Builder
	for _, e := range r.Entries() {
		step, text := r.Describe(e)
		fmt.Fprintf(&b, "%d %v %v %s %v %s %s\n", e.Seq, e.At, e.Recorded, e.By, e.ClockBack, step, text)
	}
	fmt.Fprintf(&b, "%v %+v\n", r.Head(), r.Summary())
	return b.String()
}

func same(t testing.TB, what string, got, want run.Run) {
	t.Helper()
	if g, w := timeline(got), timeline(want); g != w {
		t.Errorf("%s:\n%swant\n%s", what, g, w)
	}
}

// poke changes the file behind the store's back.
func poke(t testing.TB, s *Store, change func(tx *bbolt.Tx) error) {
	t.Helper()
	db, err := bbolt.Open(s.Path(), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Update(change), db.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestStartMakesAPrivateFile(t *testing.T) {
	s := open(t)
	begin(t, s)
	for path, want := range map[string]fs.FileMode{s.Path(): 0o600, filepath.Dir(s.Path()): 0o700 | fs.ModeDir} {
		if info, err := os.Stat(path); err != nil || info.Mode() != want {
			t.Errorf("mode of %s = %v, %v, want %v", path, info.Mode(), err, want)
		}
	}
	if left, _ := os.ReadDir(filepath.Dir(s.Path())); len(left) != 1 {
		t.Errorf("the folder holds %v, want only the file", left)
	}
}

func TestRefusedStartMakesNoFile(t *testing.T) {
	s := open(t)
	book := *parse(t, testBook)
	book.Source = append(slices.Clone(book.Source), '\n')
	if _, err := s.Start(&book, "", false, at(0)); err == nil {
		t.Error("Start with other bytes than the digest says = nil")
	}
	if _, err := os.Stat(s.Path()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("after a refused Start the file is there: %v", err)
	}
}

// What changes nothing does not touch the file, so nobody's screen wakes up.
func TestNothingNewIsNotWritten(t *testing.T) {
	s := open(t)
	r := begin(t, s)
	if err := s.SaveDraft(r.ID(), "maria", "note", "half a sen"); err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadFile(s.Path())
	mark, _ := s.Mark()
	if _, err := s.Record(r, at(1), run.SkipStep("isolate", ""), "note"); !errors.Is(err, run.ErrReason) {
		t.Errorf("Record without a reason = %v, want ErrReason", err)
	}
	if err := s.SaveDraft(r.ID(), "maria", "note", "half a sen"); err != nil {
		t.Errorf("SaveDraft of what is saved = %v", err)
	}
	if text, err := s.Draft(r.ID(), "maria", "note"); text != "half a sen" || err != nil {
		t.Errorf("Draft = %q, %v", text, err)
	}
	if text, err := s.Draft(r.ID(), "maria", "other"); text != "" || err != nil {
		t.Errorf("Draft of a field without one = %q, %v", text, err)
	}
	if after, _ := s.Mark(); after.modified != mark.modified {
		t.Error("the file was written")
	}
	if after, _ := os.ReadFile(s.Path()); !bytes.Equal(before, after) {
		t.Error("the file was changed")
	}
}

func TestLoadReadsLongJournalsInChunks(t *testing.T) {
	s := open(t)
	r := fill(t, s, 2*chunk+1)
	loaded, err := s.Load(r.ID())
	if err != nil {
		t.Fatal(err)
	}
	if loaded.Head() != r.Head() || len(loaded.Entries()) != 2*chunk+1 {
		t.Errorf("Load = %v, %d entries, want %v", loaded.Head(), len(loaded.Entries()), r.Head())
	}
	for _, n := range []int{1, chunk - 1, chunk, chunk + 1, 2 * chunk} {
		part, err := run.Replay(r.ID(), r.Book(), headAt(t, s, r, n), r.Entries()[:n])
		if err != nil {
			t.Fatal(err)
		}
		if got, err := s.Refresh(part); err != nil || got.Head() != r.Head() {
			t.Errorf("Refresh after %d entries = %v, %v, want %v", n, got.Head(), err, r.Head())
		}
	}
}

// headAt returns the head of a run after n entries.
func headAt(t testing.TB, s *Store, r run.Run, n int) (head run.Head) {
	t.Helper()
	done := errors.New("done")
	err := s.Journal(r.ID(), func(l run.Lines) error {
		if head = head.Next(l.Header); head.Seq == uint64(n) {
			return done
		}
		return nil
	})
	if err != done {
		t.Fatal(err)
	}
	return head
}

// fill makes a run of n entries in a few large transactions.
func fill(t testing.TB, s *Store, n int) run.Run {
	t.Helper()
	r := begin(t, s)
	steps := []string{"isolate", "preserve", "count", "tell"}
	for int(r.Head().Seq) < n {
		news := tailOf(s, r.ID(), r.Head())
		last := r.Last()
		err := s.update(func(tx *txn) error {
			j, err := tx.journal(r.ID())
			if err != nil {
				return err
			}
			for len(news.entries) < 10_000 && int(news.head.Seq) < n {
				seq := news.head.Seq + 1
				ev := run.NoteAdded{Step: steps[seq%4], Text: fmt.Sprintf("what was seen at %d, in a sentence of common length", seq)}
				stamp := run.Stamp{By: "maria", Now: r.Opened().Add(time.Duration(seq) * time.Second)}
				l, err := run.Seal(r.ID(), news.head, last, stamp, ev, [16]byte{byte(seq), byte(seq >> 8)})
				if err != nil {
					return err
				}
				if err := errors.Join(j.append(seq, l), news.add(seq, l)); err != nil {
					return err
				}
				last = news.entries[len(news.entries)-1]
			}
			if r, err = news.applyTo(r); err != nil {
				return err
			}
			return j.putSummary(r.Summary())
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return r
}

func err2[T any](_ T, err error) error { return err }

// Nothing that can be asked of a place without a file makes one.
func TestReadingNeverMakesAFile(t *testing.T) {
	s := New(filepath.Join(t.TempDir(), "none", "cordon.db"), Options{})
	if mark, err := s.Mark(); mark != (Mark{}) || err != nil {
		t.Errorf("Mark without a file = %v, %v, want the zero Mark", mark, err)
	}
	for name, err := range map[string]error{
		"Load":      err2(s.Load("k7m2x9qd")),
		"Record":    err2(s.Record(run.New("k7m2x9qd", parse(t, testBook)), at(0), run.AddNote("", "x"))),
		"Resolve":   err2(s.Resolve("k7")),
		"Draft":     err2(s.Draft("k7m2x9qd", "maria", "note")),
		"SaveDraft": s.SaveDraft("k7m2x9qd", "maria", "note", "x"),
		"Journal":   s.Journal("k7m2x9qd", nil),
	} {
		if !errors.Is(err, ErrNoRun) {
			t.Errorf("%s without a file = %v, want ErrNoRun", name, err)
		}
	}
	if _, err := os.Stat(filepath.Dir(s.Path())); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder was made: %v", err)
	}
}

// Ids are all of one length, so that one begins another only in a file that
// somebody made by hand.
func TestResolveTakesTheRunThatIsCalledSo(t *testing.T) {
	s := tampered(t)
	begin(t, s)
	poke(t, s, func(tx *bbolt.Tx) error {
		for _, id := range []string{"1abc", "1abcd"} {
			if _, err := tx.Bucket([]byte(bucketRuns)).CreateBucket([]byte(id)); err != nil {
				return err
			}
		}
		return nil
	})
	for prefix, want := range map[string]string{"1abc": "1abc", "1ABCD": "1abcd"} {
		if got, err := s.Resolve(prefix); got != want || err != nil {
			t.Errorf("Resolve(%q) = %q, %v, want %q", prefix, got, err, want)
		}
	}
}

func TestMark(t *testing.T) {
	s := open(t)
	r := begin(t, s)
	// old makes the file one that was written long ago.
	old := func() {
		then := time.Now().Add(-time.Hour)
		if err := os.Chtimes(s.Path(), then, then); err != nil {
			t.Fatal(err)
		}
	}
	mark := func() Mark {
		t.Helper()
		m, err := s.Mark()
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	old()
	before := mark()
	if _, err := s.Refresh(r); err != nil {
		t.Fatal(err)
	}
	if got := mark(); got != before {
		t.Errorf("Mark after reading = %v, want %v as before", got, before)
	}
	note(t, New(s.Path(), Options{}), r, 1)
	written := mark()
	if written == before {
		t.Error("Mark is the same after another has written")
	}
	// The clock of the file system may not have ticked since the mark was
	// taken, so a mark taken at once must not be trusted for long.
	for age, young := range map[time.Duration]bool{-time.Hour: true, 2 * tooYoung: false} { // so that no pause of the machine counts
		at := time.Now().Add(-age)
		if err := os.Chtimes(s.Path(), at, at); err != nil {
			t.Fatal(err)
		}
		if got := mark().young; got != young {
			t.Errorf("written %s ago, young = %v, want %v", age, got, young)
		}
	}
}

// TestReadOnlyFile opens a store for reading. That its file may also not be written
// is of no account to root; see TestMayNotWrite for others.
func TestReadOnlyFile(t *testing.T) {
	s := open(t)
	r := note(t, s, begin(t, s), 5)
	before, _ := os.ReadFile(s.Path())
	if err := os.Chmod(s.Path(), 0o400); err != nil {
		t.Fatal(err)
	}
	ro := New(s.Path(), Options{ReadOnly: true})
	loaded, err := ro.Load(r.ID())
	if err != nil {
		t.Fatal(err)
	}
	same(t, "Load", loaded, r)
	if _, err := ro.Verify(r.ID()); err != nil {
		t.Errorf("Verify = %v", err)
	}
	if _, err := ro.Record(r, at(0), run.AddNote("", "x")); !errors.Is(err, ErrReadOnly) {
		t.Errorf("Record = %v, want ErrReadOnly", err)
	}
	if after, _ := os.ReadFile(s.Path()); !bytes.Equal(before, after) {
		t.Error("a read-only store changed its file")
	}
}

func TestBusy(t *testing.T) {
	s := open(t)
	r := begin(t, s)
	db, err := bbolt.Open(s.Path(), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	hasty := New(s.Path(), Options{Wait: 10 * time.Millisecond})
	got, err := hasty.Record(r, at(1), run.AddNote("", "x"))
	if _, ok := errors.AsType[*NotSavedError](err); !ok || !errors.Is(err, ErrBusy) {
		t.Errorf("Record while another holds the file = %v, want a NotSavedError of ErrBusy", err)
	}
	same(t, "the run that comes with ErrBusy", got, r)
	if _, err := hasty.Load(r.ID()); !errors.Is(err, ErrBusy) {
		t.Errorf("Load while another holds the file = %v, want ErrBusy", err)
	}
	if _, err := hasty.Mark(); err != nil {
		t.Errorf("Mark while another holds the file = %v", err)
	}
	// The lock is let go while a patient store waits.
	done := make(chan error)
	go func() {
		_, err := s.Record(r, at(1), run.AddNote("", "x"))
		done <- err
	}()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Errorf("Record after the file was let go = %v", err)
	}
}

func TestFilesThatAreNotOurs(t *testing.T) {
	other := func(path string) {
		db, err := bbolt.Open(path, 0o600, nil)
		if err != nil {
			t.Fatal(err)
		}
		err = db.Update(func(tx *bbolt.Tx) error { _, err := tx.CreateBucket([]byte("theirs")); return err })
		if err := errors.Join(err, db.Close()); err != nil {
			t.Fatal(err)
		}
	}
	newer := func(path string) {
		s := New(path, Options{})
		begin(t, s)
		poke(t, s, func(tx *bbolt.Tx) error { return tx.Bucket([]byte(bucketMeta)).Put([]byte(keyFormat), []byte("3")) })
	}
	text := func(content string) func(string) {
		return func(path string) {
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, tt := range []struct {
		name string
		make func(string)
		want error
	}{
		{"a short text", text("groceries"), ErrDamaged},
		{"a long text", text(strings.Repeat("groceries\n", 5000)), ErrDamaged},
		{"zeros", text(strings.Repeat("\x00", 1<<16)), ErrDamaged},
		{"another program's", other, ErrDamaged},
		{"a newer version's", newer, ErrNewer},
		{"a folder", func(path string) { _ = os.Mkdir(path, 0o700) }, nil},
	} {
		path := filepath.Join(t.TempDir(), "cordon.db")
		tt.make(path)
		before, _ := os.ReadFile(path)
		s := New(path, Options{})
		r := run.New("k7m2x9qd", parse(t, testBook))
		for name, err := range map[string]error{
			"Runs":   err2(s.Runs()),
			"Load":   err2(s.Load("k7m2x9qd")),
			"Record": err2(s.Record(r, at(0), run.AddNote("", "x"))),
			"Start":  err2(s.Start(r.Book(), "", false, at(0))),
		} {
			if err == nil || tt.want != nil && !errors.Is(err, tt.want) {
				t.Errorf("%s on %s = %v, want %v", name, tt.name, err, tt.want)
			}
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
			t.Errorf("%s was changed", tt.name)
		}
	}
}

// An empty file is a store that was emptied: cordon never leaves one. It is not
// read as one without runs, and nothing is written into it.
func TestEmptyFile(t *testing.T) {
	s := New(filepath.Join(t.TempDir(), "cordon.db"), Options{})
	r := note(t, s, begin(t, s), 2)
	if err := os.Truncate(s.Path(), 0); err != nil {
		t.Fatal(err)
	}
	_, listErr := s.Runs()
	_, loadErr := s.Load(r.ID())
	_, startErr := s.Start(r.Book(), "", false, at(9))
	_, recordErr := s.Record(r, at(9), run.AddNote("", "x"))
	for _, err := range []error{listErr, loadErr, startErr, recordErr} {
		if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "empt") || strings.Contains(err.Error(), "is safe") {
			t.Errorf("with an empty file: %v, want ErrDamaged that says so", err)
		}
	}
	unwritten(t, "an empty file", s, nil)
}

// A writer that had to wait wrote later than its clock said, which is no clock
// that moved back. One whose clock stands behind is.
func TestWaitingIsNoClockMovedBack(t *testing.T) {
	now := time.Now()
	tests := []struct {
		name    string
		last    time.Duration // when the last entry was recorded, from now
		stamp   time.Time
		entered time.Duration // when the writer came, from now
		back    bool
	}{
		{"in order", -time.Second, now, 0, false},
		{"waited, with a monotonic reading", -time.Millisecond, now.Add(-time.Second), 0, false},
		{"waited, without one", -100 * time.Millisecond, now.Add(-time.Second).Round(0), -2 * time.Second, false},
		{"waited before it came", -100 * time.Millisecond, now.Add(-5 * time.Second).Round(0), 0, false},
		{"waited before it came, in a zone", -100 * time.Millisecond, now.Add(-5 * time.Second).UTC(), 0, false},
		{"less than is recorded", 900 * time.Millisecond, now.Round(0), 0, false},
		{"behind by as much as is recorded", 1500 * time.Millisecond, now.Round(0), 0, true},
		{"behind", time.Hour, now, -time.Second, true},
		{"behind, without one", -time.Hour, now.Add(-2 * time.Hour).Round(0), 0, true},
	}
	for _, tt := range tests {
		last := &run.Entry{Recorded: now.Add(tt.last).UTC().Truncate(time.Millisecond)}
		w := writer{stamp: run.Stamp{Now: tt.stamp}, entered: now.Add(tt.entered)}
		got := w.settle(run.Run{}.Stamped(w.timed(), run.NoteAdded{}), last)
		if back := last.Recorded.After(got.Now); back != tt.back {
			t.Errorf("%s: recorded %v after %v, moved back %v, want %v", tt.name, got.Now, last.Recorded, back, tt.back)
		}
		if !got.At.Equal(tt.stamp) {
			t.Errorf("%s: at %v, want %v", tt.name, got.At, tt.stamp)
		}
	}
}
