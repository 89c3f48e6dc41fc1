package tui

import (
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/tuitest"
)

// TestLookAgain: a step is to be looked at again in two minutes, stands in what needs
// somebody then, and no more once somebody says what was found.
func TestLookAgain(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	atWork(t, m, id, 120, 36, func(d *tuitest.Driver) {
		byName(d, "step.look")
		shows(d, "Look again at 1.1", "Cordon wakes nobody")
		d.Type("+2m")
		d.Press("enter")
		d.Type("did they call?")
		slowly(d, "enter")
		set, ok := m.Last(id).(run.LookAgainSet)
		if !ok || set.Step != "preserve" || set.For != "did they call?" {
			d.T.Fatalf("recorded %+v", m.Last(id))
		}
		shows(d, "look again: ", "did they call? (maria)")
		showsNot(d, "needs you: 1")
		d.Wait(3 * time.Minute)
		shows(d, "1.1 look again: did they call?", "look again: since ")
		byName(d, "step.looked")
		shows(d, "Looked again at 1.1")
		d.Type("not yet")
		slowly(d, "enter")
		if got, want := m.Last(id), (run.LookedAgain{Step: "preserve", Text: "not yet"}); got != want {
			d.T.Errorf("recorded %+v, want %+v", got, want)
		}
		showsNot(d, "look again: ")
	})
}
