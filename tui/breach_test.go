package tui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// TestBreachOfCustomersInTheEU is the story of a breach that is noticed on a
// Friday in Berlin: the notice is due on Monday, an hour later on the clock
// because the clocks go forward on Sunday; it is forgotten, and filed late with
// the reasons.
func TestBreachOfCustomersInTheEU(t *testing.T) {
	due := fake.Friday(t).Add(72 * time.Hour)
	for _, size := range sizes[:3] {
		m := fake.Lawful(t)
		id := m.BeginAt(t, fake.Friday(t), "maria")
		wall := fake.ClockAt(fake.Friday(t).Add(20 * time.Minute))
		drive(t, m, screen.Config{Open: id, ASCII: true, Now: wall.Now}, size.width, size.height, func(d *tuitest.Driver) {
			look := func(name string) {
				d.T.Helper()
				d.Wait(time.Second)
				requireFrame(d, "TestBreachOfCustomersInTheEU/"+size.name+"/"+name)
			}
			d.Wait(time.Second)
			d.Press("esc") // the card of somebody who comes back

			// Aware on Friday at 14:30. The clock runs, and asks whether it applies.
			d.Press("d")
			d.Wait(time.Second)
			d.Type("2027-03-26 14:30")
			d.Press("enter", "tab", "ctrl+s")
			d.Wait(time.Second)
			d.Press("esc")
			shows(d, "applies? ")

			// They live in the EU. It does.
			d.Press("v", "G", "k", "k", "enter")
			d.Wait(time.Second)
			d.Press("1", "ctrl+s")
			d.Wait(time.Second)
			d.Press("esc", "esc")
			look("1 running")
			d.Press("c")
			look("2 clocks")
			if c := fake.MustClock(d.T, m.Run[id], "authority"); !c.Deadline.Due.Equal(due) || c.Deadline.Due.Format("Mon 2006-01-02 15:04 MST") != "Mon 2027-03-29 15:30 CEST" {
				d.T.Errorf("the authority is to be told by %s", c.Deadline.Due)
			}

			// Monday at noon it is due soon; at 15:42 it is too late.
			wall.Set(due.Add(-2*time.Hour - 46*time.Minute - time.Second))
			look("3 due soon")
			wall.Set(due.Add(12 * time.Minute))
			look("4 overdue")

			// It is filed at 15:50, with the reasons.
			wall.Set(due.Add(25 * time.Minute))
			d.Wait(time.Second)
			if len(app(d).stack) == 2 { // the pause was long: a key brought the card up
				d.T.Fatalf("not on the list of clocks:\n%s", d.Frame())
			}
			d.Press("space")
			d.Wait(time.Second)
			if strings.Contains(d.Frame(), "Welcome back") {
				d.Press("esc", "space")
				d.Wait(time.Second)
			}
			d.Type("15:50")
			d.Press("tab")
			d.Type("BfDI-4711")
			d.Press("tab")
			d.Type("the data protection officer")
			look("5 filing late")
			before := m.Writes
			d.Press("ctrl+s", "enter")
			d.Wait(time.Second)
			if m.Writes != before {
				d.T.Error("it was filed late without a reason")
			}
			shows(d, "give the reasons")
			d.Press("esc", "space")
			d.Wait(time.Second)
			d.Press("shift+tab", "shift+tab", "shift+tab")
			d.Type("The portal of the authority was down.")
			d.Press("ctrl+s", "enter")
			d.Wait(time.Second)
			look("6 filed late")
			shows(d, "filed late")

			c := fake.MustClock(d.T, m.Run[id], "authority")
			if c.Status(wall.Now()) != run.ClockFiledLate {
				d.T.Fatalf("the clock stands at %s", c.Status(wall.Now()))
			}
			ev := c.Filed.Event.(run.ClockFiled)
			if ev.Reference != "BfDI-4711" || ev.By != "the data protection officer" || ev.Because != "The portal of the authority was down." || !c.Filed.At.Equal(due.Add(20*time.Minute)) {
				d.T.Errorf("filed at %s: %+v", c.Filed.At, ev)
			}
			d.Press("enter")
			look("7 in full")
		})
	}
}

// requireFrame compares what the window shows with a frame that was kept.
func requireFrame(d *tuitest.Driver, name string) {
	d.T.Helper()
	golden.RequireEqual(named{d.T, name}, d.Frame())
}

// A named test keeps its frames under another name: no subtests may run inside
// a bubble.
type named struct {
	testing.TB
	name string
}

func (n named) Name() string { return n.name }
