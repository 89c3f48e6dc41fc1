package tui

import (
	"testing"
	"time"

	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// Who starts a run is told that rules of one's own take the place of those that
// ship, and its clocks say so.
func TestOwnRulesAreSaid(t *testing.T) {
	m := fake.Lawful(t)
	for i := range m.Book.Rules {
		m.Book.Rules[i].OwnFile = "contracts.yaml"
	}
	id := m.Begin(t, "maria", fake.BreachDone()...)
	drive(t, m, screen.Config{Open: id, Fresh: true, ASCII: true}, 120, 36, func(d *tuitest.Driver) {
		d.Wait(time.Second)
		d.Press("esc")
		d.Wait(time.Second)
		d.Press("M")
		shows(d, "Your own rules count in place of those that ship: ", "(contracts.yaml)")
		d.Press("esc", "c", "j")
		d.Wait(time.Second)
		shows(d, "Own rule   The organisation's own, from")
	})
}
