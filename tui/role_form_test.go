package tui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

func TestRole(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		byName(d, "run.role")
		slowly(d, "tab", "enter")
		shows(d, "Choose a role first.")
		slowly(d, "shift+tab", "2", "enter", "enter")
		shows(d, "Say who takes the role IT.")
		d.Type("jo")
		slowly(d, "enter")
		if got := m.Last(id); got != (run.RoleTaken{Role: "it", Name: "jo"}) {
			d.T.Errorf("recorded %+v", got)
		}
		shows(d, "IT: jo.  u undo")
		byName(d, "run.role")
		shows(d, "( ) 2  IT             -> now jo")
	})
}

func TestHandover(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		byName(d, "run.handover")
		shows(d, "Lead now: maria.")
		d.Type("maria")
		slowly(d, "enter", "enter")
		shows(d, "Maria already leads this run.")
		slowly(d, "shift+tab", "backspace", "ctrl+u")
		d.Type("jo")
		slowly(d, "enter")
		d.Type("2.1 is next")
		slowly(d, "ctrl+j")
		d.Type("the CISO knows")
		slowly(d, "enter")
		got, _ := m.Last(id).(run.HandedOver)
		if got.To != "jo" || got.Text != "2.1 is next\nthe CISO knows" || !strings.HasPrefix(got.Brief, "Now: step 1.1 ") {
			d.T.Errorf("recorded %+v", got)
		}
		shows(d, "jo leads from now on.  u undo", "lead jo")
	})
}

// TestHandoverBrief shows in the dialog what is to be read aloud, and records where
// the notes stand in place of what they say.
func TestHandoverBrief(t *testing.T) {
	for _, size := range sizes[:3] {
		t.Run(size.name, func(t *testing.T) {
			m := fake.NewMemory(t)
			id := fake.BusyRun(t, m)
			driveRun(t, m, screen.Config{Open: id, ASCII: size.width != 80}, size.width, size.height, func(d *tuitest.Driver) {
				byName(d, "run.handover")
				golden.RequireEqual(d.T, d.Frame())
				d.Type("jo")
				slowly(d, "enter", "enter")
				got, _ := m.Last(id).(run.HandedOver)
				if !strings.Contains(got.Brief, "see entry ") || strings.Contains(got.Brief, "spoofed") {
					d.T.Errorf("recorded the brief %q", got.Brief)
				}
			})
		})
	}
}
