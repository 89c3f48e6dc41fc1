package tui

import (
	"strings"
	"testing"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/tuitest"
)

// TestUpdate shows the lines for the channel, whole and in plain text.
func TestUpdate(t *testing.T) {
	m := fake.Lawful(t)
	id := fake.AwareRun(t, m)
	m.Write(t, id, "maria", run.RecordFact("summary", playbook.TextValue("A list of customers\nwas taken."), "", ""))
	atWork(t, m, id, 120, 36, func(d *tuitest.Driver) {
		byName(d, "update for the channel")
		shows(d, "A list of customers was taken.", "Stopped: ", "Next: ")
		d.Press("y")
		shows(d, "sent to the terminal's clipboard")
		d.Press("esc")
		if strings.Contains(d.Frame(), "Touches: ") {
			d.T.Errorf("esc does not leave the update:\n%s", d.Frame())
		}
	})
}
