package tui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// TestAddPlaybook takes a playbook into a run, works on it, and takes it back.
func TestAddPlaybook(t *testing.T) {
	m := fake.Lawful(t)
	fake.Joinable(t, m)
	id := m.Begin(t, "maria", fake.BreachDone()...)
	driveRun(t, m, screen.Config{Open: id, ASCII: true}, 120, 36, func(d *tuitest.Driver) {
		d.Press("+")
		d.Wait(time.Second)
		shows(d, "Take a further playbook into this run", "Open bucket", "Bucket of another time")
		showsNot(d, "> Customer data breach")
		d.Type("open")
		d.Press("enter")
		d.Wait(time.Second)
		shows(d, "Open bucket is part of this run, from phase b1 on.  u undo", "b1 Close the bucket")
		golden.RequireEqual(d.T, d.Frame())
		d.Press("/")
		d.Type("b1.1")
		d.Press("enter")
		d.Wait(time.Second)
		shows(d, "b1.1 Close public access")
		d.Press("c")
		d.Wait(time.Second)
		if f := d.Frame(); strings.Count(f, "] Tell ACME") != 1 || !strings.Contains(f, "] Tell the owner of the bucket") {
			t.Errorf("the clocks are not one:\n%s", f)
		}
		d.Press("esc", "v")
		d.Wait(time.Second)
		if f := d.Frame(); strings.Count(f, "reasonably certain?") == 0 || strings.Contains(f, "When were we sure?") {
			t.Errorf("the facts are not one:\n%s", f)
		}
		d.Press("esc", "+")
		d.Wait(time.Second)
		showsNot(d, "> Open bucket")
		d.Press("esc", "u")
		d.Wait(time.Second)
		showsNot(d, "b1 Close")
		d.Press("U")
		d.Wait(time.Second)
		shows(d, "b1 Close the bucket")
	})
}

// TestAddPlaybookRefused shows both places of what means something else.
func TestAddPlaybookRefused(t *testing.T) {
	m := fake.Lawful(t)
	fake.Joinable(t, m)
	id := m.Begin(t, "maria", fake.BreachDone()...)
	driveRun(t, m, screen.Config{Open: id, ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		before := m.Writes
		d.Press("+")
		d.Type("another")
		d.Press("enter")
		d.Wait(time.Second)
		golden.RequireEqual(d.T, d.Frame())
		d.Press("esc", "esc")
		if m.Writes != before {
			t.Error("something was recorded")
		}
	})
}

// TestAddIsOffered: the footer offers the playbook that a step, or an answer
// recorded there, names.
func TestAddIsOffered(t *testing.T) {
	m := fake.NewMemory(t)
	source := strings.Replace(fake.Phishing, "version: 1.0.0", "version: 1.0.0\nsee: [open-bucket, lost-device]", 1)
	source = strings.Replace(source, "after: people are told", "after: Open lost-device beside this run", 1)
	source = strings.Replace(source, "title: Isolate the hosts", "title: Isolate the hosts\n        do: \"Is it a bucket? Open open-bucket.\"", 1)
	book, err := playbook.Parse("phishing.yaml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	m.Book = book
	fake.Joinable(t, m)
	id := m.Begin(t, "maria", run.RecordFact("risk", playbook.TextValue("high"), "passwords", "judge"))
	driveRun(t, m, screen.Config{Open: id, ASCII: true}, 120, 36, func(d *tuitest.Driver) {
		for _, tt := range [][2]string{{"1.3", "+ take in lost-device"}, {"2.1", "+ take in open-bucket"}} {
			d.Press("/")
			d.Type(tt[0])
			d.Press("enter")
			d.Wait(time.Second)
			shows(d, tt[1])
		}
		d.Press("+")
		d.Wait(time.Second)
		shows(d, "> open-bucket", "Open bucket")
		d.Press("enter")
		d.Wait(time.Second)
		if _, ok := m.Last(id).(run.PlaybookAdded); !ok {
			t.Errorf("recorded %+v", m.Last(id))
		}
		showsNot(d, "take in open-bucket")
	})
}

// TestAddRule takes a rule of the law into the run from the clocks screen.
func TestAddRule(t *testing.T) {
	for _, size := range sizes[:3] {
		t.Run(size.name, func(t *testing.T) {
			onClocks(t, screen.Config{ASCII: size.width != 80}, size, func(d *tuitest.Driver, m *fake.Memory) {
				fake.Joinable(d.T, m)
				d.Press("+")
				d.Wait(time.Second)
				d.Type("zealand remem")
				shows(d, "FROM MEMORY")
				d.Press("ctrl+u")
				d.Type("privacy comm")
				d.Press("enter")
				d.Wait(time.Second)
				golden.RequireEqual(d.T, d.Frame())
				slowly(d, "2", "enter")
				c := fake.MustClock(d.T, app(d).Run, "nz-opc")
				if c.From != "aware_at" || !c.Started() {
					t.Errorf("the clock is %+v", c.Clock)
				}
				shows(d, "Taken in: New Zealand")
			})
		})
	}
}

func TestIncident(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		byName(d, "run.incident")
		shows(d, "Runs of one name are about one incident")
		d.Type("Ticket 2041")
		slowly(d, "enter")
		if got := m.Last(id); got != (run.IncidentNamed{Name: "Ticket 2041"}) {
			d.T.Errorf("recorded %+v", got)
		}
		shows(d, "Part of the incident Ticket 2041.  u undo")
	})
}

// TestAddStep: a step that no playbook has, from the palette.
func TestAddStep(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		byName(d, "step.add")
		shows(d, "Add a step behind 1.1", "is marked as added")
		d.Type("Ask the hoster")
		slowly(d, "enter")
		shows(d, "Added: 1.1a.  u undo", "1.1a Ask the ho")
		slowly(d, "j")
		shows(d, "Ask the hoster", "added: ", "by maria")
		slowly(d, "space")
		if st := m.Run[id].Step("added-2"); st.State != run.Done {
			d.T.Errorf("the step is %s", st.State)
		}
	})
}
