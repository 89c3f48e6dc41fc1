package tui

import (
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/tui/tuitest"
)

// TestCorrectStart corrects the start of a clock that runs.
func TestCorrectStart(t *testing.T) {
	m := lawful(t)
	id := awareRun(t, m)
	driveRun(t, m, Config{Open: id, ASCII: true, Now: clockAt(friday(t).Add(time.Hour)).now}, 120, 36, func(d *tuitest.Driver) {
		slowly(d, "c", "o")
		d.Type("2027-03-26 14:00")
		shows(d, "sooner by")
		slowly(d, "enter", "enter")
		shows(d, "corrected  from Fri 2027-03-26 14:30 +01:00 to Fri 2027-03-26 14:00 +01:00")
		if got, ok := m.last(id).(run.FactRecorded); !ok || got.Fact != "aware_at" || got.Value.Text() != "2027-03-26T14:00:00+01:00" {
			d.T.Errorf("recorded %+v", m.last(id))
		}
	})
}
