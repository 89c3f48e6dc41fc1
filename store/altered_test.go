package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/clock"
	"cordon/playbook/run"
)

// altered replaces text in the file of a store, as perl -pi would.
func altered(t *testing.T, path, old, new string) {
	t.Helper()
	if len(old) != len(new) {
		t.Fatalf("%q and %q have different lengths", old, new)
	}
	b, err := os.ReadFile(path)
	if err != nil || !bytes.Contains(b, []byte(old)) {
		t.Fatalf("%q is not in the file: %v", old, err)
	}
	if err := os.WriteFile(path, bytes.ReplaceAll(b, []byte(old), []byte(new)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestAlteredBytes: bytes that were altered are not shown, counted or built upon,
// whether a program comes to them or has the run open.
func TestAlteredBytes(t *testing.T) {
	for _, tt := range []struct {
		name, old, new string
		bad            uint64
	}{
		{"a body", "twelve exports", "twelve imports", 2},
		{"a rule of the first entry", `"within":"72 hours"`, `"within":"92 hours"`, 1},
		{"who made an entry", `"by":"tom"`, `"by":"tim"`, 3},
		{"who made the last entry", `"by":"eve"`, `"by":"eva"`, 4},
		{"when an entry was recorded", `"recorded":"2026-11-21T02:01:00.000Z"`, `"recorded":"2026-11-21T02:01:30.000Z"`, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "cordon.db")
			s, r := alterable(t, path)
			altered(t, path, tt.old, tt.new)
			before, _ := os.ReadFile(path)

			loaded, err := New(path, Options{}).Load(r.ID())
			broken, ok := errors.AsType[*run.ChainError](err)
			if !ok || broken.Seq != tt.bad || uint64(len(loaded.Entries())) != tt.bad-1 {
				t.Errorf("Load = %d entries, %v, want an error that names entry %d and the entries before it", len(loaded.Entries()), err, tt.bad)
			}
			if _, err := New(path, Options{}).Open(r.ID(), "maria"); !errors.As(err, &broken) {
				t.Errorf("Open has the error %v", err)
			}
			_, err = s.Record(r, run.Stamp{By: "eve"}, run.AddNote("", "on top"))
			if !errors.As(err, &broken) && !errors.Is(err, ErrDiverged) {
				t.Errorf("with the run open, Record has the error %v", err)
			}
			if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
				t.Error("something was written on top")
			}
			if all, err := s.LoadAnyway(r.ID()); err != nil || len(all.Entries()) != 4 {
				t.Errorf("LoadAnyway = %d entries, %v, want all 4", len(all.Entries()), err)
			}
		})
	}
}

// alterable returns a store with a run of four entries.
func alterable(t *testing.T, path string) (*Store, run.Run) {
	t.Helper()
	book, err := playbook.Parse("keys.yaml", []byte(`
format: cordon/1
id: keys
title: Stolen keys
version: 1.0.0
phases: [{id: act, title: Act, steps: [{id: isolate, title: Isolate the host}]}]
`))
	if err != nil {
		t.Fatal(err)
	}
	book.Rules = []playbook.Rule{{ID: "a-rule", Title: "A rule", Counting: clock.Rule{Within: clock.Limit{N: 72, Unit: clock.Hour}}}}
	s, now := New(path, Options{}), time.Date(2026, 11, 21, 3, 0, 0, 0, time.FixedZone("", 3600))
	r, err := s.Start(book, "", false, run.Stamp{By: "maria", Now: now})
	for i, e := range []struct{ by, text string }{{"maria", "twelve exports"}, {"tom", "who is it?"}, {"eve", "good night"}} {
		if err == nil {
			r, err = s.Record(r, run.Stamp{By: e.by, Now: now.Add(time.Duration(i+1) * time.Minute)}, run.AddNote("", e.text))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return s, r
}

// TestWitness: while nobody else writes, nothing is read twice; what somebody
// else wrote is looked at, and so is the rest then.
func TestWitness(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cordon.db")
	s, r := alterable(t, path)
	knows := func() bool {
		mark, err := s.Mark()
		if err != nil {
			t.Fatal(err)
		}
		return s.seen.knows(r.ID(), mark)
	}
	if !knows() {
		t.Error("after our own entries the run is not known to be whole")
	}
	if err := s.SaveDraft(r.ID(), "maria", "note", "x"); err != nil || !knows() {
		t.Errorf("after a draft of ours it is not known: %v", err)
	}
	if _, err := New(path, Options{}).Record(r, run.Stamp{By: "tom"}, run.AddNote("", "hello")); err != nil || knows() {
		t.Errorf("after an entry of somebody else it is known all the same: %v", err)
	}
	if _, err := s.Record(r, run.Stamp{By: "eve"}, run.AddNote("", "hello")); err != nil || !knows() {
		t.Errorf("after the next entry of ours it is not known: %v", err)
	}
}

// TestVerifyTimesAndSummary: what fits the chain and cannot be is found, and a
// list that shows something else than the entries say.
func TestVerifyTimesAndSummary(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cordon.db")
	s, r := alterable(t, path)
	if _, err := s.Verify(r.ID()); err != nil {
		t.Fatal(err)
	}
	sum := r.Summary()
	sum.Title = "Nothing at all"
	inside(t, New(path, Options{}), r.ID(), func(j journal) error { return j.putSummary(sum) })
	if _, err := s.Verify(r.ID()); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "the title is not as the entries have it") {
		t.Errorf("with another title in the list, Verify = %v", err)
	}
	for _, tt := range []struct {
		name string
		e    run.Entry
		want string
	}{
		{"in order", run.Entry{At: moment(1), Recorded: moment(1)}, ""},
		{"noted late", run.Entry{At: moment(-600), Recorded: moment(1)}, ""},
		{"a little ahead", run.Entry{At: moment(61), Recorded: moment(1)}, ""},
		{"ahead", run.Entry{At: moment(62), Recorded: moment(1)}, "happened 1m1s after it was recorded"},
		{"back, and says so", run.Entry{At: moment(-3), Recorded: moment(-3), ClockBack: 3 * time.Second}, ""},
		{"back, and says another", run.Entry{At: moment(-3), Recorded: moment(-3), ClockBack: time.Second}, "was recorded 3s before the one before it, and does not say that the clock moved back by that"},
	} {
		if got := tt.e.Misdated(moment(0)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestSummaryBehind: a summary that names an earlier head than that of the journal
// says that the last entry was added behind the program's back.
func TestSummaryBehind(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cordon.db")
	s, r := alterable(t, path)
	sum := r.Summary()
	sum.Head = run.Head{Seq: 3, Hash: r.Head().Hash}
	inside(t, New(path, Options{}), r.ID(), func(j journal) error { return j.putSummary(sum) })
	_, loadErr := s.Load(r.ID())
	_, recordErr := s.Record(r, run.Stamp{By: "tom"}, run.AddNote("", "on top"))
	for name, err := range map[string]error{"Load": loadErr, "Record": recordErr} {
		if broken, ok := errors.AsType[*run.ChainError](err); !ok || broken.Seq != 4 {
			t.Errorf("%s = %v, want an error that names entry 4", name, err)
		}
	}
}

func moment(seconds int) time.Time { return time.Date(2026, 11, 21, 3, 0, seconds, 0, time.UTC) }
