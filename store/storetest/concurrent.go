package storetest

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"cordon/playbook/run"
)

const writers, each = 8, 63

// Eight writers have a store of their own each, as eight processes have, and
// one run as each last saw it.
func concurrentRecordsAreAllKept(n night) {
	first := n.begin()
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() { n.writeMany(w, first) })
	}
	wg.Wait()

	seen := map[string]int{}
	for _, e := range n.load(first.ID()).Entries()[1:] {
		seen[e.Event.(run.NoteAdded).Text]++
		if e.ClockBack != 0 {
			n.Errorf("entry %d says the clock moved back by %v, and it only waited", e.Seq, e.ClockBack)
		}
	}
	for w := range writers {
		for i := range each {
			if text := fmt.Sprintf("%d of %d", i, w); seen[text] != 1 {
				n.Errorf("note %q is there %d times, want once", text, seen[text])
			}
		}
	}
	if len(seen) != writers*each {
		n.Errorf("%d notes, want %d", len(seen), writers*each)
	}
}

// writeMany writes notes, now on what it knew before, now on what it has just
// read, mostly on what it has just written.
func (n night) writeMany(w int, known run.Run) {
	own, rnd := n.patient(), rand.New(rand.NewPCG(uint64(w), 1))
	for i := range each {
		// As a command does it: in a zone, and before it reads.
		stamp := run.Stamp{By: fmt.Sprint("writer ", w), Now: time.Now().Local()}
		if rnd.IntN(4) == 0 {
			var err error
			if known, err = own.Load(known.ID()); err != nil {
				n.Errorf("Load = %v", err)
			}
		}
		next, err := own.Record(known, stamp, run.AddNote("", fmt.Sprintf("%d of %d", i, w)))
		if err != nil {
			n.Errorf("Record = %v", err)
			return
		}
		switch rnd.IntN(4) {
		case 0:
		case 1:
			if known, err = own.Refresh(next); err != nil {
				n.Errorf("Refresh = %v", err)
			}
		default:
			known = next
		}
	}
}

func onlyOneDoesWhatCanBeDoneOnce(n night) {
	r := n.begin()
	var wg sync.WaitGroup
	done := make(chan run.Run, writers)
	for range writers {
		wg.Go(func() {
			if next, err := n.patient().Record(r, at(1), run.CompleteStep("preserve", "")); err == nil {
				done <- next
			}
		})
	}
	wg.Wait()
	if len(done) != 1 {
		n.Errorf("%d of %d completed the step, want one", len(done), writers)
	}
}

func concurrentStartsAreAllKept(n night) {
	book := n.book()
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			if _, err := n.patient().Start(book, "", false, at(0)); err != nil {
				n.Errorf("Start = %v", err)
			}
		})
	}
	wg.Wait()
	if list, err := n.Runs(); err != nil || len(list) != writers {
		n.Errorf("Runs = %d runs, %v, want %d", len(list), err, writers)
	}
}
