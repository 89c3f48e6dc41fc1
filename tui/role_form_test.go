package tui

import (
	"testing"

	"cordon/playbook/run"
	"cordon/tui/fake"
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
		if got := m.Last(id); got != (run.HandedOver{To: "jo", Text: "2.1 is next\nthe CISO knows"}) {
			d.T.Errorf("recorded %+v", got)
		}
		shows(d, "jo leads from now on.  u undo", "lead jo")
	})
}
