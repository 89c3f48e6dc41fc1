package store

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"cordon/playbook/run"
)

// Eight writers with a store of their own each, as eight processes have, and
// one run as each last saw it.
func TestConcurrentRecords(t *testing.T) {
	const writers, each = 8, 63
	s := open(t)
	first := begin(t, s)
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			own := New(s.Path(), Options{Wait: time.Minute})
			known := first
			rnd := rand.New(rand.NewPCG(uint64(w), 1))
			for i := range each {
				stamp := run.Stamp{By: fmt.Sprint("writer ", w), Now: time.Now()}
				next, err := own.Record(known, stamp, run.AddNote("", fmt.Sprintf("%d of %d", i, w)))
				if err != nil {
					t.Errorf("Record = %v", err)
					return
				}
				switch rnd.IntN(4) { // some go on with what they knew before
				case 0:
				case 1:
					if known, err = own.Refresh(next); err != nil {
						t.Errorf("Refresh = %v", err)
					}
				default:
					known = next
				}
			}
		})
	}
	wg.Wait()

	r, err := s.Load(first.ID())
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, e := range r.Entries()[1:] {
		seen[e.Event.(run.NoteAdded).Text]++
		if e.ClockBack != 0 {
			t.Errorf("entry %d says the clock moved back by %v, and it only waited", e.Seq, e.ClockBack)
		}
	}
	for w := range writers {
		for i := range each {
			if text := fmt.Sprintf("%d of %d", i, w); seen[text] != 1 {
				t.Errorf("note %q is there %d times, want once", text, seen[text])
			}
		}
	}
	if len(seen) != writers*each {
		t.Errorf("%d notes, want %d", len(seen), writers*each)
	}
}

// Only one of many may do what can be done once.
func TestConcurrentDecisions(t *testing.T) {
	s := open(t)
	r := begin(t, s)
	var wg sync.WaitGroup
	done := make(chan run.Run, 8)
	for range cap(done) {
		wg.Go(func() {
			if next, err := New(s.Path(), Options{}).Record(r, at(1), run.CompleteStep("preserve", "")); err == nil {
				done <- next
			}
		})
	}
	wg.Wait()
	if n := len(done); n != 1 {
		t.Errorf("%d of %d completed the step, want one", n, cap(done))
	}
}

func TestConcurrentStarts(t *testing.T) {
	s := open(t)
	book := parse(t, testBook)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := New(s.Path(), Options{}).Start(book, "", false, at(0)); err != nil {
				t.Errorf("Start = %v", err)
			}
		})
	}
	wg.Wait()
	if list, err := s.Runs(); err != nil || len(list) != 8 {
		t.Errorf("Runs = %d runs, %v, want 8", len(list), err)
	}
}
