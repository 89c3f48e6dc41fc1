package run_test

import (
	"strings"
	"testing"
	"time"

	"cordon/playbook/run"
)

// TestLookAgain: a step waits for somebody from its time on, until somebody says
// what was found or settles it.
func TestLookAgain(t *testing.T) {
	due := time.Date(2026, 11, 21, 4, 10, 0, 0, time.FixedZone("", 3600))
	due2 := due.Add(time.Hour)
	j := begin(t).do("maria", run.LookAgain("2.1", due2, ""), run.LookAgain("1.2", due, " has the hoster called? "))
	if at := j.run.CurrentOf("maria").Number; at != "1.1" {
		t.Errorf("putting off a step is a move to %s", at)
	}
	looks := func(now time.Time) string {
		var all []string
		for _, n := range j.run.LooksDue(now) {
			all = append(all, n.Step.Number+" "+n.Text)
		}
		return strings.Join(all, "; ")
	}
	for _, tt := range []struct {
		now  time.Time
		want string
		n    int
	}{
		{due.Add(-time.Second), "", 0},
		{due, "1.2 look again: has the hoster called?", 1},
		{due2, "1.2 look again: has the hoster called?; 2.1 look again", 2},
	} {
		needs := len(j.run.NeedsYou())
		if got := looks(tt.now); got != tt.want {
			t.Errorf("at %s: %q, want %q", tt.now, got, tt.want)
		}
		sum := j.run.Summary()
		if got, want := sum.NeedsAt(tt.now), needs+tt.n; got != want || len(j.run.NeedsAt(tt.now)) != want {
			t.Errorf("at %s the summary says %d and the run %d, want %d", tt.now, got, len(j.run.NeedsAt(tt.now)), want)
		}
		text, err := sum.Text()
		if err != nil {
			t.Fatal(err)
		}
		read, err := run.ReadSummary(text)
		if err != nil || read.NeedsAt(tt.now) != needs+tt.n {
			t.Errorf("read again, %v, it says %d", err, read.NeedsAt(tt.now))
		}
	}
	if why, want := j.why(run.LookAgain("1.2", due, "has the hoster called?")), "maria asked for that already at 03:02"; why != want {
		t.Errorf("asked twice: %q, want %q", why, want)
	}
	j.do("ben", run.LookAgain("1.2", due2.Add(time.Hour), ""), run.BlockStep("1.2", "no answer"))
	if got, want := looks(due2), "2.1 look again"; got != want {
		t.Errorf("put off: %q, want %q", got, want)
	}
	j.do("ben", run.Looked("2.1", "nothing new"), run.SkipStep("1.2", "x"))
	if got := looks(due2.Add(2 * time.Hour)); got != "" {
		t.Errorf("answered and settled: %q", got)
	}
	for want, intend := range map[string]run.Intention{
		"nobody is to look at step 2.1 again. To write down what you saw, add a note":  run.Looked("2.1", ""),
		"step 1.2 was already skipped by ben at 03:06. Reopen it first to change that": run.LookAgain("1.2", due, ""),
	} {
		if why := j.why(intend); why != want {
			t.Errorf("refused with %q, want %q", why, want)
		}
	}
	j.do("ben", run.Undo("ben", 0))
	if got, want := looks(due2.Add(2*time.Hour)), "1.2 look again"; got != want {
		t.Errorf("undone: %q, want %q", got, want)
	}
}

// TestNotLookedAgain: a closed run says at which steps nobody looked again.
func TestNotLookedAgain(t *testing.T) {
	due := time.Date(2026, 11, 21, 4, 10, 0, 0, time.FixedZone("", 3600))
	j := begin(t).do("maria", run.LookAgain("1.2", due, "did they call?"))
	found := func() (all []string) {
		for _, f := range j.run.Findings(run.Beside{}) {
			if f.Kind == run.FindLook {
				all = append(all, f.Text)
			}
		}
		return all
	}
	if got := found(); len(got) > 0 {
		t.Errorf("an open run: %q", got)
	}
	j.do("maria", run.Close("false alarm"))
	want := `1.2 "Revoke the keys" was to be looked at again at Sat 2026-11-21 04:10 +01:00, did they call?, and nobody said what was found`
	if got := found(); len(got) != 1 || got[0] != want {
		t.Errorf("a closed run: %q, want %q", got, want)
	}
}
