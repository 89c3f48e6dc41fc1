//go:build unix

package main

import (
	"cmp"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/tui/ptytest"
)

var changes = flag.Int("changes", 60, "how many changes to make from two terminals and by commands at the same time")

// shownWithin is how soon a screen shows what somebody else has recorded.
const shownWithin = time.Second

// TestTerminalTogether lets two people at their terminals and a third one with commands
// work on one run at the same time. Nothing is lost, nothing is there twice,
// everybody's changes are in the order in which they made them, and each screen
// soon shows what the others have recorded.
func TestTerminalTogether(t *testing.T) {
	takesLong(t)
	t.Parallel()
	o, disk, all := newOffice(t), ptytest.WatchDisk(t), watchCrowd(t)
	o.started = all.joins
	id := o.begin(o.file("forty.yaml", string(fortySteps())))
	o.load(id)
	maria, ben := o.sit(window{120, 36}, "resume", id), o.sit(window{80, 24}, "resume", id, "--as", "ben")
	maria.resumes()
	ben.resumes()
	watches := []*watch{watchScreen(t, "maria", maria), watchScreen(t, "ben", ben)}

	each := max(1, *changes/3)
	marks, notes, lines := marking(each), noting("ben", each), noting("cleo", *changes-2*each)
	var work sync.WaitGroup
	work.Go(func() { maria.marks(len(marks)) })
	work.Go(func() { ben.writes(notes) })
	for _, text := range lines { // by commands
		o.must("note", id, "3.1", "-m", text, "--as", "cleo")
		pauseUpTo(40 * time.Millisecond)
	}
	work.Wait()

	total := uint64(1 + *changes)
	for i, p := range []*person{maria, ben} {
		if !p.until(func(screen string) bool { return savedOn(screen) == total }) {
			p.Press("M")
			p.reads("Log")
			t.Errorf("no entry #%d on a screen, whose log is:\n%s", total, p.Screen())
		}
		watches[i].look(p) // the watch may be about to
	}
	r := o.load(id)
	o.must("verify", id)
	for name, want := range map[string][]string{"maria": marks, "ben": notes, "cleo": lines} {
		if got := madeBy(r, name); !slices.Equal(got, want) {
			t.Errorf("%s made %d changes and %d are in the journal; the first that differs is number %d", name, len(want), len(got), firstDifference(got, want)+1)
		}
	}
	for _, w := range watches {
		w.check(r, func(from, to time.Time) time.Duration { return all.waited(from, to) + disk.Held(from, to) })
	}
}

// marking lists the changes that [person.marks] makes.
func marking(n int) []string {
	var all []string
	for i := range n {
		kind := run.StepDone{}.Kind()
		if i/40%2 == 1 {
			kind = run.StepReopened{}.Kind()
		}
		all = append(all, fmt.Sprintf("%s s%d", kind, i%40+1))
	}
	return all
}

// marks marks all steps done, one after the other, and then open again. It does
// not wait for one to be saved before the next, but for all of them before it
// begins anew: what a key does to a step depends on how the step stands.
func (p *person) marks(n int) {
	for i := range n {
		p.Press("space")
		if i%40 < 39 {
			p.Press("j")
			pauseUpTo(80 * time.Millisecond)
			continue
		}
		all := []string{" 40/40", " 0/40"}[i/40%2]
		if !p.until(func(screen string) bool { return strings.Contains(screen, all) }) {
			return
		}
		p.Press("g")
	}
}

// noting lists notes that somebody writes.
func noting(who string, n int) []string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("%s saw number %d", who, i+1))
	}
	return all
}

// writes writes notes, one after the other.
func (p *person) writes(notes []string) {
	for _, text := range notes {
		p.Press("n")
		if !p.until(func(screen string) bool { return strings.Contains(screen, "Note on") }) {
			return
		}
		p.came = time.Now()
		p.Type(text)
		p.acts("esc")
		if !p.until(func(screen string) bool { return !strings.Contains(screen, "Note on") }) {
			return
		}
	}
}

// until waits until the screen is as wanted. Unlike WaitUntil it may be called
// from any goroutine.
func (p *person) until(ok func(screen string) bool) bool {
	for began := time.Now(); time.Since(began) < patience; <-time.After(2 * time.Millisecond) {
		if ok(p.Screen()) {
			return true
		}
	}
	return false
}

// pauseUpTo lets a moment pass, so that changes fall into each other at random.
func pauseUpTo(d time.Duration) { <-time.After(rand.N(d)) }

// madeBy lists the changes of somebody, in the order of the journal.
func madeBy(r run.Run, name string) []string {
	var all []string
	for _, e := range r.Entries() {
		if e.By != name {
			continue
		}
		switch ev := e.Event.(type) {
		case run.Started:
		case run.NoteAdded:
			all = append(all, ev.Text)
		case run.StepDone:
			all = append(all, ev.Kind()+" "+ev.Step)
		case run.StepReopened:
			all = append(all, ev.Kind()+" "+ev.Step)
		default:
			all = append(all, ev.Kind())
		}
	}
	return all
}

func firstDifference(got, want []string) int {
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			return i
		}
	}
	return min(len(got), len(want))
}

// A watch notes when a screen showed which entry.
type watch struct {
	t    *testing.T
	name string
	mu   sync.Mutex
	last time.Time // look
	seen []sighting
}

// watchEvery is how often a watch looks.
const watchEvery = 5 * time.Millisecond

type sighting struct {
	seq uint64
	at  time.Time
}

// watchScreen watches the screen of somebody until the test ends.
func watchScreen(t *testing.T, name string, p *person) *watch {
	t.Helper()
	w := &watch{t: t, name: name, last: time.Now()}
	over, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			w.look(p)
			select {
			case <-over:
				return
			case <-time.After(watchEvery):
			}
		}
	}()
	t.Cleanup(func() {
		close(over)
		<-ended
	})
	return w
}

// look looks at the screen. If the look is late, so that something may have
// been there for a while, this is not the program's fault: it counts as seen
// when the look was due.
func (w *watch) look(p *person) {
	now := time.Now()
	p.CatchUp()
	seq := savedOn(p.Screen())
	w.mu.Lock()
	defer w.mu.Unlock()
	if n := len(w.seen); n == 0 || seq > w.seen[n-1].seq {
		at := now
		if due := w.last.Add(watchEvery); due.Before(at) {
			at = due
		}
		w.seen = append(w.seen, sighting{seq, at})
	}
	w.last = now
}

// check wants every entry that others have recorded to have shown soon, but for
// the time that the machine held them up.
func (w *watch) check(r run.Run, held func(from, to time.Time) time.Duration) {
	w.t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	var took []time.Duration
	for _, e := range r.Entries() {
		if e.By == w.name || e.Seq <= w.seen[0].seq {
			continue
		}
		i, _ := slices.BinarySearchFunc(w.seen, e.Seq, func(s sighting, seq uint64) int { return cmp.Compare(s.seq, seq) })
		if i == len(w.seen) {
			w.t.Errorf("%s has never seen entry %d", w.name, e.Seq)
			return
		}
		shown := w.seen[i].at
		took = append(took, shown.Sub(e.Recorded))
		if allowed := shownWithin + held(e.Recorded, shown); shown.Sub(e.Recorded) > allowed && ptytest.Tells() {
			w.t.Errorf("%s saw entry %d by %s after %v, more than %v", w.name, e.Seq, e.By, shown.Sub(e.Recorded), allowed)
		}
	}
	if !ptytest.Tells() {
		w.t.Log("nobody is held to a time: this system does not tell how long a program waited for a core")
	}
	slices.Sort(took)
	w.t.Logf("%s saw %d entries of others, half of them within %v, the last one after %v", w.name, len(took),
		took[len(took)/2].Round(time.Millisecond), took[len(took)-1].Round(time.Millisecond))
}

// TestTerminalSameStepTogether lets two people skip the same step at the same time. One
// does; the other is told who did, and keeps the reason that was typed.
func TestTerminalSameStepTogether(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(o.file("forty.yaml", string(fortySteps())))
	people := map[string]*person{
		"maria": o.sit(window{80, 24}, "resume", id),
		"ben":   o.sit(window{80, 24}, "resume", id, "--as", "ben"),
	}
	for name, p := range people {
		p.resumes()
		p.Press("s")
		p.dialog("Skip 1.1")
		p.Type("says " + name)
	}
	for _, p := range people {
		p.looks()
	}
	for _, p := range people {
		p.Press("enter")
	}
	for _, p := range people {
		p.WaitUntil("entry #2", patience, func(screen string) bool { return savedOn(screen) == 2 })
	}
	r := o.load(id)
	if n := len(r.Entries()); n != 2 {
		t.Errorf("%d entries, want two", n)
	}
	winner := r.Step("s1").By
	for name, p := range people {
		if name == winner {
			p.WaitGone("Skip 1.1", patience)
			continue
		}
		p.reads("already skipped by " + winner)
		p.reads("says " + name)
	}
}
