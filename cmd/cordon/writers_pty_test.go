//go:build unix

package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cordon/playbook/run"
)

var crowdFor = flag.Duration("crowd.for", 4*time.Second, "how long many people write to one store at the same time")

// TestTerminalWriters lets four people write by commands, two at screens, and a
// reviewer look on, all on one run. Nothing is lost, nothing is there twice, each
// one's changes are in the order in which they made them, nobody's clock is said
// to have moved back, and who only looks is never told that something is wrong.
//
//	go test ./cmd/cordon -run TestTerminalWriters -crowd.for 10m
func TestTerminalWriters(t *testing.T) {
	takesLong(t)
	t.Parallel()
	o := newOffice(t)
	id := o.begin(o.file("forty.yaml", string(fortySteps())))
	maria, ben := o.sit(window{120, 36}, "resume", id), o.sit(window{80, 24}, "resume", id, "--as", "ben")
	maria.resumes()
	ben.resumes()
	eve := o.sit(window{120, 36}, "review", id, "--as", "eve")
	eve.reads("Review")
	until := time.Now().Add(*crowdFor)

	c := crowdOf{office: o, id: id, until: until, did: map[string][]string{}}
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() { c.commands(fmt.Sprintf("w%d", i)) })
	}
	all.Go(func() { c.marks(maria) })
	all.Go(func() { c.notes(ben) })
	all.Go(func() { c.looks(eve) })
	all.Wait()

	r, lost, back := o.load(id), c.losses(), 0
	for _, e := range r.Entries() {
		if e.ClockBack != 0 {
			back++
		}
	}
	if back > 0 {
		t.Errorf("%d entries say that the clock had moved back, and it had not", back)
	}
	total := r.Head().Seq
	for _, p := range []*person{maria, ben} {
		if !p.until(func(screen string) bool { return savedOn(screen) == total }) {
			lost++
			t.Errorf("no entry #%d on a screen:\n%s", total, p.Screen())
		}
	}
	t.Logf("%d writes were refused because the store was busy, and %d looks were taken", c.refused, c.looked)
	t.Logf("proof: four writers, two screens and a reviewer for %v: tried %d entries, promised each is there once, in its order, and no clock is said to have moved back (%d), lost %d, seed none", *crowdFor, total, back, lost+back)
}

// crowdOf is who works on a run at the same time, and what they did.
type crowdOf struct {
	office
	id    string
	until time.Time

	mu              sync.Mutex
	did             map[string][]string
	refused, looked int
}

func (c *crowdOf) goesOn() bool { return time.Now().Before(c.until) && !c.t.Failed() }

func (c *crowdOf) done(name string, what ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.did[name] = append(c.did[name], what...)
}

// command runs a command from any goroutine.
func (c *crowdOf) command(args ...string) int {
	cmd := exec.Command(programPath(c.t), args...)
	cmd.Dir, cmd.Env = c.home, append([]string{"PATH=" + os.Getenv("PATH")}, c.environ()...)
	out, err := cmd.CombinedOutput()
	code := cmd.ProcessState.ExitCode()
	if err != nil && code != exitBusy {
		c.t.Errorf("cordon %q ended with %d: %s", args, code, out)
	}
	return code
}

// commands writes notes by commands. One that was refused was not made.
func (c *crowdOf) commands(name string) {
	for i := 0; c.goesOn(); i++ {
		text := fmt.Sprintf("%s saw number %d", name, i)
		switch c.command("note", c.id, "3.1", "-m", text, "--as", name) {
		case exitOK:
			c.done(name, text)
		case exitBusy:
			c.refuse()
		}
		pauseUpTo(20 * time.Millisecond)
	}
}

// marks marks steps on a screen, done and then open again. What is refused because
// the store is busy is tried again, as the screen asks for.
func (c *crowdOf) marks(p *person) {
	for i := 0; c.goesOn(); i++ {
		step, shows := i%40+1, i%40+1
		kind := run.StepDone{}.Kind()
		if i/40%2 == 1 {
			kind, shows = run.StepReopened{}.Kind(), 40-step
		}
		p.Press("space")
		c.settles(p, "space", func(screen string) bool { return strings.Contains(screen, fmt.Sprintf(" %d/40 steps", shows)) })
		c.done("maria", fmt.Sprintf("%s s%d", kind, step))
		p.Press([]string{"j", "g"}[step/40])
	}
}

// notes writes notes on a screen.
func (c *crowdOf) notes(p *person) {
	for i := 0; c.goesOn(); i++ {
		text := fmt.Sprintf("ben saw number %d", i)
		p.Press("n")
		c.settles(p, "n", func(screen string) bool { return strings.Contains(screen, "Note on") })
		p.came = time.Now()
		p.Type(text)
		p.acts("esc")
		c.settles(p, "ctrl+s", func(screen string) bool { return !strings.Contains(screen, "Note on") })
		c.done("ben", text)
	}
}

// settles waits until the screen is as wanted. If it says that something is not
// saved, the key is pressed again, when no earlier one can still be under way.
func (c *crowdOf) settles(p *person, again string, ok func(screen string) bool) {
	const under = 4 * time.Second // twice as long as a screen waits for the store
	for range 30 {
		for began := time.Now(); time.Since(began) < under; <-time.After(2 * time.Millisecond) {
			if ok(p.Screen()) {
				return
			}
		}
		if strings.Contains(p.Screen(), "NOT SAVED") {
			c.refuse()
			p.Press(again)
		}
	}
	c.t.Errorf("after %q and two minutes the screen is:\n%s", again, p.Screen())
}

func (c *crowdOf) refuse() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.refused++
}

// looks looks on, on a screen and by commands that only read.
func (c *crowdOf) looks(p *person) {
	for i := 0; c.goesOn(); i++ {
		p.Press([]string{"n", "n", "N", "j", "k"}[i%5])
		c.command([][]string{
			{"verify", c.id}, {"status", c.id}, {"report", c.id, "-f", "md"}, {"verify", "--all"}, {"timeline", c.id}, {"ls"},
		}[i%6]...)
		c.mu.Lock()
		c.looked++
		c.mu.Unlock()
		pauseUpTo(200 * time.Millisecond)
	}
}

// losses counts what somebody did that is not in the journal, or is there twice.
func (c *crowdOf) losses() (lost int) {
	c.t.Helper()
	r := c.load(c.id)
	if _, err := c.store().VerifyAll(); err != nil {
		lost++
		c.t.Errorf("the store does not verify: %v", err)
	}
	for name, want := range c.did {
		got := madeBy(r, name)
		if slices.Equal(got, want) {
			continue
		}
		lost += max(1, len(want)-len(got))
		c.t.Errorf("%s made %d changes and %d are in the journal; the first that differs is number %d", name, len(want), len(got), firstDifference(got, want)+1)
	}
	if n := len(r.Entries()); !slices.IsSortedFunc(r.Entries(), func(a, b *run.Entry) int { return a.Recorded.Compare(b.Recorded) }) {
		lost++
		c.t.Errorf("%d entries are not in the order of their times", n)
	}
	return lost
}
