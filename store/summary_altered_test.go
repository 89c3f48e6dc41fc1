package store

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"cordon/playbook"
	"cordon/playbook/run"
)

// listed returns a store with two runs, the first of which has a deadline.
func listed(t *testing.T, path string) (s *Store, first, second run.Run) {
	t.Helper()
	book, err := playbook.Parse("keys.yaml", []byte(`
format: cordon/1
id: keys
title: Keys
facts: {aware_at: {ask: When?, type: time}}
clocks: {authority: {title: Tell them, within: 72 hours, from: aware_at}}
phases: [{id: act, title: Act, steps: [{id: isolate, title: Isolate the host, record: [aware_at]}]}]
`))
	if err != nil {
		t.Fatal(err)
	}
	s = New(path, Options{})
	stamp := run.Stamp{By: "maria", Now: time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)}
	start := func(title string) run.Run {
		r, err := s.Start(book, title, false, stamp)
		if err == nil {
			r, err = s.Record(r, stamp, run.RecordFact("aware_at", playbook.TextValue("2026-11-21T01:00:00Z"), "", ""))
		}
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	return s, start("Stolen keys"), start("Another night")
}

// TestAlteredSummary: what a list says of a run is not shown if somebody altered
// it. The other runs still show, who works on the run is not held up, and the next
// entry writes it anew.
func TestAlteredSummary(t *testing.T) {
	for _, tt := range []struct{ name, old, new string }{
		{"title", `"title":"Stolen keys","playbook"`, `"title":"Stolen ke s","playbook"`},
		{"count", `"progress":{"settled":0`, `"progress":{"settled":1`},
		{"due date", `Tell them","due":"2026-11-24`, `Tell them","due":"2026-12-24`},
		{"how it was counted", `"counted":3,"check"`, `"counted":0,"check"`},
		{"no JSON any more", `"title":"Stolen keys","playbook"`, `"title":"Stolen keys";"playbook"`},
		{"no summary any more", `{"id":"ID","title":"Stolen keys"`, `["id","ID","title","Stolen keys"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "cordon.db")
			s, r, other := listed(t, path)
			if list, err := s.Runs(); err != nil || len(list) != 2 {
				t.Fatalf("Runs = %v, %v", list, err)
			}
			altered(t, path, strings.ReplaceAll(tt.old, "ID", r.ID()), strings.ReplaceAll(tt.new, "ID", r.ID()))
			_, err := s.RunsSince([]run.Summary{r.Summary(), other.Summary()})
			if _, gone := errors.AsType[*GoneError](err); gone || !errors.Is(err, run.ErrSummary) {
				t.Errorf("RunsSince has the error %v", err)
			}

			list, err := New(path, Options{}).Runs()
			if !errors.Is(err, run.ErrSummary) || !errors.Is(err, ErrDamaged) || strings.Contains(err.Error(), "salvage") {
				t.Errorf("Runs has the error %v", err)
			}
			for _, sum := range list {
				if sum.ID == r.ID() {
					t.Errorf("Runs shows %+v", sum)
				}
			}
			if tt.name == "title" && (len(list) != 1 || list[0].ID != other.ID()) {
				t.Errorf("Runs = %v, want the other run", list)
			}
			if sum, err := s.Summary(r.ID()); !errors.Is(err, run.ErrSummary) || sum.Head != r.Head() && !strings.HasPrefix(tt.name, "no ") {
				t.Errorf("Summary = %+v, %v", sum, err)
			}
			if _, err := s.Verify(r.ID()); !errors.Is(err, run.ErrSummary) || !strings.Contains(err.Error(), "the summary of run "+r.ID()) {
				t.Errorf("Verify = %v", err)
			}

			known, err := New(path, Options{}).Open(r.ID(), "eve")
			if err != nil || known.Run.Head() != r.Head() {
				t.Fatalf("Open = %v, %v", known.Run.Head(), err)
			}
			stamp := run.Stamp{By: "eve", Now: time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)}
			for _, each := range []run.Run{r, other} {
				if _, err := s.Record(each, stamp, run.AddNote("", "on we go")); err != nil {
					t.Errorf("Record: %v", err)
				}
			}
			if list, err := s.Runs(); err != nil || len(list) != 2 {
				t.Errorf("after the next entry Runs = %v, %v", list, err)
			}
			if _, err := s.Verify(r.ID()); err != nil {
				t.Errorf("after the next entry Verify = %v", err)
			}
		})
	}
}

// A summary of another run, or one that was made to fit by whoever altered it, is
// found all the same.
func TestSummaryThatFitsAndIsNotOfTheRun(t *testing.T) {
	s, r, other := listed(t, filepath.Join(t.TempDir(), "cordon.db"))
	put := func(sum run.Summary) {
		text, err := sum.Text()
		if err != nil {
			t.Fatal(err)
		}
		poke(t, s, func(tx *bbolt.Tx) error {
			return tx.Bucket([]byte(bucketRuns)).Bucket([]byte(r.ID())).Put([]byte(keySummary), text)
		})
	}
	put(other.Summary())
	if list, err := s.Runs(); !errors.Is(err, ErrDamaged) || len(list) != 1 || list[0].ID != other.ID() {
		t.Errorf("with the summary of another run, Runs = %v, %v", list, err)
	}
	sum := r.Summary()
	sum.Duties = 0
	put(sum)
	if _, err := s.Verify(r.ID()); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "how many duties are open") {
		t.Errorf("with fewer duties, Verify = %v", err)
	}
	text, err := json.Marshal(sum) // as the first versions wrote it, and counted it
	if err != nil {
		t.Fatal(err)
	}
	poke(t, s, func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte(bucketRuns)).Bucket([]byte(r.ID())).Put([]byte(keySummary), text)
	})
	if list, err := s.Runs(); err != nil || len(list) != 2 {
		t.Errorf("with an old summary, Runs = %v, %v", list, err)
	}
	if _, err := s.Verify(r.ID()); err != nil {
		t.Errorf("with an old summary, Verify = %v", err)
	}
}
