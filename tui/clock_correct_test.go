package tui

import (
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// TestCorrectStart corrects the start of a clock that runs.
func TestCorrectStart(t *testing.T) {
	m := fake.Lawful(t)
	id := fake.AwareRun(t, m)
	driveRun(t, m, screen.Config{Open: id, ASCII: true, Now: fake.ClockAt(fake.Friday(t).Add(time.Hour)).Now}, 120, 36, func(d *tuitest.Driver) {
		slowly(d, "c", "j", "o")
		d.Type("2027-03-26 14:00")
		shows(d, "sooner by")
		slowly(d, "enter", "enter")
		shows(d, "Corrected  from Fri 2027-03-26 14:30")
		if got, ok := m.Last(id).(run.FactRecorded); !ok || got.Fact != "aware_at" || got.Value.Text() != "2027-03-26T14:00:00+01:00" {
			d.T.Errorf("recorded %+v", m.Last(id))
		}
	})
}
