package storetest

import (
	"fmt"
	"sync"

	"cordon/playbook/run"
)

// A sight is what a reader saw at one moment, in the order of reading.
type sight struct {
	before map[string]string // drafts
	run    run.Run
	listed run.Summary
	drafts map[string]string
	// verified is how many entries there were at last.
	verified uint64
}

// A reader looks while somebody types and records. Whatever it sees is how the
// run stood after some entry; and a draft is gone when, and only when, the
// entry that takes its place is there.
func readersSeeWholeEntries(n night) {
	const count = 60
	r := n.begin()
	id := r.ID()
	after := []run.Run{r} // how the run stood after each entry
	done := make(chan struct{})
	var seen []sight
	var wg sync.WaitGroup
	wg.Go(func() { seen = n.watch(id, done) })
	for i := range count {
		n.draft(id, "note", noteText(i))
		r = n.record(r, run.AddNote("", noteText(i)), "note")
		after = append(after, r)
	}
	close(done)
	wg.Wait()
	if n.Failed() {
		return
	}
	for i, s := range seen {
		n.stood(s, after)
		n.draftsFit(s)
		if i > 0 && s.run.Head().Seq < seen[i-1].run.Head().Seq {
			n.Errorf("a reader saw %v and then %v", seen[i-1].run.Head(), s.run.Head())
		}
	}
	if last := seen[len(seen)-1]; last.run.Head() != r.Head() || last.listed.Head != r.Head() {
		n.Errorf("at the end a reader sees %v, listed %v, want %v", last.run.Head(), last.listed.Head, r.Head())
	}
}

func noteText(i int) string { return fmt.Sprint("note number ", i) }

// watch looks until done is closed, and once more.
func (n night) watch(id string, done <-chan struct{}) (seen []sight) {
	own := n.patient()
	for last := false; ; {
		select {
		case <-done:
			last = true
		default:
		}
		s, err := look(own, id)
		if err != nil {
			n.Errorf("a reader got %v", err)
			return seen
		}
		if seen = append(seen, s); last {
			return seen
		}
	}
}

func look(own Store, id string) (s sight, err error) {
	before, err := own.Drafts(id, "maria")
	if err != nil {
		return s, err
	}
	s.before = before.Own
	if s.run, err = own.Load(id); err != nil {
		return s, err
	}
	list, err := own.Runs()
	if err != nil || len(list) != 1 {
		return s, fmt.Errorf("%d runs: %w", len(list), err)
	}
	s.listed = list[0]
	after, err := own.Drafts(id, "maria")
	if err != nil {
		return s, err
	}
	s.drafts = after.Own
	report, err := own.Verify(id)
	s.verified = report.Entries
	return s, err
}

// stood checks that the run and its summary are as they were after an entry.
func (n night) stood(s sight, after []run.Run) {
	n.Helper()
	want := after[s.run.Head().Seq-1]
	if got, want := timeline(s.run), timeline(want); got != want {
		n.Errorf("a reader saw\n%swant\n%s", got, want)
	}
	want = after[s.listed.Head.Seq-1]
	if got, want := summaryText(s.listed), summaryText(want.Summary()); got != want {
		n.Errorf("a reader saw it listed as\n%s\nwant\n%s", got, want)
	}
	if s.listed.Head.Seq < s.run.Head().Seq {
		n.Errorf("entry %d is there and the list ends with entry %d", s.run.Head().Seq, s.listed.Head.Seq)
	}
}

// draftsFit checks that no draft outlived its entry, and that none went before
// it. Note i is entry i+2.
func (n night) draftsFit(s sight) {
	n.Helper()
	if at, ok := entryOf(s.drafts["note"]); ok && at <= s.run.Head().Seq {
		n.Errorf("entry %d was there, and its draft still is", at)
	}
	if at, ok := entryOf(s.before["note"]); ok && s.drafts["note"] != s.before["note"] && at > s.verified {
		n.Errorf("the draft of entry %d is gone, and there are %d entries", at, s.verified)
	}
}

// entryOf returns the number of the entry that takes the place of a draft.
func entryOf(draft string) (seq uint64, ok bool) {
	_, err := fmt.Sscanf(draft, "note number %d", &seq)
	return seq + 2, err == nil
}
