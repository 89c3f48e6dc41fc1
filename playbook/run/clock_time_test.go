package run_test

import (
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// sealing seals what an intention decides, as a store does, and says why not.
func sealing(t *testing.T, r run.Run, now time.Time, decide run.Intention) error {
	t.Helper()
	ev, err := decide(r)
	if err != nil {
		return err
	}
	_, err = run.Seal(r.ID(), r.Head(), r.Last(), run.Stamp{By: "maria", Now: now}, ev, [16]byte{})
	return err
}

// What starts a clock has happened, unless the playbook says that it may lie
// ahead; what starts none may be any time.
func TestStartsAreHeldToTime(t *testing.T) {
	j := beginElse(t)
	at := func(d time.Duration) string { return j.now.Add(d).Format(time.RFC3339) }
	for fact, refused := range map[string]bool{"determined_at": true, "suspected_at": true, "planned_at": false} {
		err := sealing(t, j.run, j.now, recordTime(fact, at(2*time.Hour), ""))
		if (err != nil) != refused || refused && !strings.Contains(err.Error(), "has not come yet") {
			t.Errorf("%s two hours ahead: %v, want refused: %t", fact, err, refused)
		}
		if err := sealing(t, j.run, j.now, recordTime(fact, at(30*time.Second), "")); err != nil {
			t.Errorf("%s half a minute ahead: %v", fact, err)
		}
	}
	if err := sealing(t, j.run, j.now, run.StartClock("state", j.now.Add(time.Hour), "")); err == nil {
		t.Error("a clock that is started an hour ahead is not refused")
	}
}

// A filing that its entry dates into time, and was written after the deadline,
// says so; so does one that a correction made to be in time.
func TestFiledInTimeByWhatWasWrittenLater(t *testing.T) {
	berlin := time.FixedZone("", 3600)
	start := func() *journal {
		return beginClocks(t).do("maria", recordTime("aware_at", "2026-11-18T04:00:00+01:00", ""), run.RecordFact("regions", playbook.ChoicesValue("eu"), "", ""))
	}
	j := start()
	j.now = time.Date(2026, 11, 21, 6, 26, 0, 0, berlin) // two hours and 26 minutes late
	at := time.Date(2026, 11, 21, 3, 50, 0, 0, berlin)
	j.at("maria", j.now.Sub(at), run.FileClock("authority", "R1", "", "", at))
	c := mustClock(t, j.run, "authority")
	if by, ok := c.InTimeBy(); !ok || by.Correction || by.After.Truncate(time.Minute) != 2*time.Hour+26*time.Minute {
		t.Errorf("InTimeBy = %+v, %t, want an entry 2h26m after the deadline", by, ok)
	}
	if f := j.run.Findings(run.Beside{}); len(f) == 0 || f[0].Kind != run.FindClockInTimeBy || !strings.Contains(f[0].Text, "in time by an entry written 2h 26m after it") {
		t.Errorf("findings %+v, want first that the filing was dated into time", f)
	}

	j = start()
	j.now = time.Date(2026, 11, 21, 6, 0, 0, 0, berlin)
	j.do("maria", run.FileClock("authority", "R1", "", "nobody was awake", j.now))
	if _, ok := mustClock(t, j.run, "authority").InTimeBy(); ok {
		t.Error("filed late, and said to be in time")
	}
	j.now = time.Date(2026, 11, 21, 9, 0, 0, 0, berlin)
	j.do("maria", run.CorrectClock("authority", time.Date(2026, 11, 18, 8, 0, 0, 0, berlin), "it was later"))
	if by, ok := mustClock(t, j.run, "authority").InTimeBy(); !ok || !by.Correction {
		t.Errorf("InTimeBy = %+v, %t, want that a correction made it", by, ok)
	}
}
