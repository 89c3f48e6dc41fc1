package tui

import (
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/tuitest"
)

// TestCloseAndReopen ends a run with steps open and takes it up again.
func TestCloseAndReopen(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		byName(d, "run.close")
		slowly(d, "ctrl+s", "enter")
		shows(d, "still open: 1.1, 1.2, 1.3, 2.1", "Close the run")
		slowly(d, "shift+tab", "enter") // the other button
		showsNot(d, "Close the run")
		byName(d, "run.close")
		d.Type("it was a false alarm")
		slowly(d, "enter", "enter", "tab", "enter")
		if got := m.Last(id); got != (run.Closed{Reason: "it was a false alarm"}) {
			d.T.Errorf("recorded %+v", got)
		}
		shows(d, "READ-ONLY REVIEW", "The run is closed and read-only now.")
		byName(d, "run.reopen")
		shows(d, "Reopen the run", "Closed Sat 2026-11-21 03:41 by maria.")
		slowly(d, "enter")
		shows(d, "To reopen the run, say why.")
		d.Type("it was none")
		slowly(d, "enter")
		if got := m.Last(id); got != (run.Reopened{Reason: "it was none"}) {
			d.T.Errorf("recorded %+v", got)
		}
		showsNot(d, "READ-ONLY")
	})
}

// TestCloseWithNothingOpen needs no reason, and the button all the same.
func TestCloseWithNothingOpen(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria",
		run.RecordFact("affected", playbook.NumberValue(1), "", ""),
		run.RecordFact("kinds", playbook.ChoicesValue("names"), "", ""),
		run.RecordFact("risk", playbook.TextValue("unlikely"), "one mail", ""),
		run.CompleteStep("preserve", "trust me"), run.CompleteStep("count", ""),
		run.CompleteStep("judge", ""), run.CompleteStep("isolate", ""),
	)
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		byName(d, "run.close")
		golden.RequireEqual(d.T, d.Frame())
		slowly(d, "ctrl+s", "enter")
		if _, closed := m.Run[id].Closing(); !closed {
			d.T.Errorf("recorded %+v", m.Last(id))
		}
	})
}
