//go:build unix

package main

import (
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/playbooks"
)

// dump are the messages of the drill forum-dump that come by their time alone, in
// their order, by who sends them. Time of the story goes by before the third.
var dump = []string{"Support", "Night shift", "Press office", "The managing director", "Support"}

// dumpIDs are their ids.
var dumpIDs = []string{"post", "scale", "press", "board", "threat"}

// jumpAt is before which of them time goes by.
const jumpAt = 2

// dumped begins the drill forum-dump so long ago, and returns the id of its run.
func (p office) dumped(ago time.Duration) string {
	p.t.Helper()
	d, book, err := bookOfDrill(playbooks.Library{}, "forum-dump")
	if err != nil {
		p.t.Fatal(err)
	}
	r, _, err := beginDrill(p.store(), d, book, "", run.Stamp{By: "maria", Now: time.Now().Add(-ago)})
	if err != nil {
		p.t.Fatal(err)
	}
	return r.ID()
}

// comesBack closes the card that welcomes somebody back.
func (p *person) comesBack() {
	p.t.Helper()
	p.finds(`Welcome back|NEW TO THIS RUN`)
	p.came = time.Now()
	p.acts("enter")
}

// told waits for a message of the drill on top.
func (p *person) told(from string) {
	p.t.Helper()
	p.dialog("DRILL  " + from)
}

// next closes the message on top and waits for the next one, by its number, letting
// time go by where that comes first.
func (p *person) next(i int) {
	p.t.Helper()
	p.acts("enter")
	if i == jumpAt {
		p.dialog("go by.")
		p.acts("enter")
	}
	p.told(dump[i])
}

// comesTo waits for one of two messages, and reports whether it is the second. A
// message is recorded when it is due, and the program may be killed before it was up.
func (p *person) comesTo(one, other string) bool {
	p.t.Helper()
	p.finds("DRILL  (" + one + "|" + other + ")")
	p.came = time.Now()
	return strings.Contains(p.Screen(), "DRILL  "+other)
}

// shownOnce wants each message to be in the record once, in its order.
func shownOnce(t *testing.T, r run.Run, want []string) {
	t.Helper()
	var came []string
	moved := 0
	for _, e := range r.Entries() {
		switch ev := e.Event.(type) {
		case run.InjectShown:
			came = append(came, ev.Inject)
		case run.DrillMoved:
			moved++
		}
	}
	if !slices.Equal(came, want) || len(want) > jumpAt && moved != 1 {
		t.Errorf("%s came, and time went by %d times; want %s", strings.Join(came, " "), moved, strings.Join(want, " "))
	}
}

// TestTerminalDrill plays a drill of 45 minutes at a terminal, to its sheet. It began
// 44 minutes ago, so all that it has to say comes at once.
func TestTerminalDrill(t *testing.T) {
	takesLong(t)
	t.Parallel()
	for _, size := range []window{{80, 24}, {50, 15}} {
		t.Run(size.String(), func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			id := o.dumped(44 * time.Minute)
			p := o.sit(size, "resume", id)
			p.comesBack()
			p.told(dump[0])
			p.acts("a")
			p.reads("attached")
			for i := 1; i < len(dump); i++ {
				p.next(i)
			}
			p.acts("enter")
			p.finds(`you are here|(?m)^[▸>]\S+ \d`)
			p.Press("i")
			p.reads("5 messages")
			p.Press("esc")
			p.palette("close the run")
			p.reads("Why is it closed")
			p.Type("the afternoon is over")
			p.Press("ctrl+s")
			p.dialog("Close the run")
			p.acts("enter")
			p.reads("of 80 points")
			shownOnce(t, o.load(id), dumpIDs)
			if stdout := o.must("drill", "score", id); !strings.Contains(stdout, "of 80 points") || !strings.Contains(stdout, "____") {
				t.Errorf("the sheet is\n%s", stdout)
			}
			o.must("verify", id)
			p.Press("ctrl+c", "ctrl+c")
			p.ends(exitInterrupted)
		})
	}
}

// TestTerminalDrillKilled kills the program at every message of a drill and comes
// back: in the end each of them is in the record once, and who comes back finds the last one up
// again, since nobody has done anything about it.
func TestTerminalDrillKilled(t *testing.T) {
	takesLong(t)
	t.Parallel()
	o := newOffice(t)
	id := o.dumped(44 * time.Minute)
	for i := range dump {
		p := o.sit(window{80, 24}, "resume", id)
		p.comesBack()
		if i == 0 {
			p.told(dump[0])
		} else if !p.comesTo(dump[i-1], dump[i]) {
			p.next(i)
		}
		p.Signal(syscall.SIGKILL)
		p.Wait(patience)
	}
	shownOnce(t, o.load(id), dumpIDs)
	o.must("verify", id)
}

// TestTerminalDrillOfTwo: two terminals show each message of a drill once, and it is
// recorded once; what one person lets go by is over for both.
func TestTerminalDrillOfTwo(t *testing.T) {
	takesLong(t)
	t.Parallel()
	o := newOffice(t)
	id := o.dumped(44 * time.Minute)
	maria, ben := o.sit(window{80, 24}, "resume", id), o.sit(window{80, 24}, "resume", id, "--as", "ben")
	maria.comesBack()
	ben.comesBack()
	maria.told(dump[0])
	ben.told(dump[0])
	maria.next(1)
	ben.next(1)
	maria.acts("enter")
	maria.dialog("go by.")
	ben.acts("enter")
	ben.dialog("go by.")
	maria.acts("enter")
	maria.told(dump[2])
	ben.told(dump[2])
	for i := 3; i < len(dump); i++ {
		maria.next(i)
		ben.next(i)
	}
	maria.acts("enter")
	ben.acts("enter")
	for _, p := range []*person{maria, ben} {
		p.WaitGone("DRILL  Support", patience)
		p.resumes()
	}
	shownOnce(t, o.load(id), dumpIDs)
	o.must("verify", id)
}
