package words_test

import (
	"strings"
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/playbook/words"
)

// handed returns a run as it is handed over: a deadline runs, a step is to be
// looked at again.
func handed(t *testing.T) run.Run {
	t.Helper()
	return played(t, run.Started{Title: "S"}, moment("seen_at", "02:50"),
		run.LookAgainSet{Step: "t", Due: time.Date(2026, 11, 21, 3, 30, 0, 0, time.UTC), For: "has the host come back?"})
}

func utc(now string) words.At {
	at, err := time.Parse(time.RFC3339, "2026-11-21T"+now+"Z")
	if err != nil {
		panic(err)
	}
	return words.At{Now: at, Zone: time.UTC, Moment: func(t time.Time) string { return t.UTC().Format("15:04") }}
}

// TestBriefLooks: who takes over must know where somebody is to look again, before
// it is time and after.
func TestBriefLooks(t *testing.T) {
	for now, want := range map[string]string{
		"03:10:00": "Look again: 1.2 T: 03:30: has the host come back? (maria)",
		"03:40:00": "Look again: 1.2 T: since 03:30: has the host come back? (maria)",
	} {
		brief := strings.Join(words.Pasted(words.Brief(handed(t), utc(now))), "\n")
		if !strings.Contains(brief+"\n", want+"\n") {
			t.Errorf("at %s the brief is\n%s\nwithout %q", now, brief, want)
		}
	}
}

// TestBriefRecorded: what a handover records says the same whenever it is made, and
// nothing of what people typed.
func TestBriefRecorded(t *testing.T) {
	const want = `Now: step 1.1 S; 0 of 2 steps settled
Open: nothing was left open behind it
Blocked: nothing
Look again: 1.2 T: 2026-11-21 03:30 +00:00: see entry 3
Deadlines: Tell the board, due 2026-11-21 03:50 +00:00
Promised: next update: not asked by this playbook
Last notes: none`
	for _, now := range []string{"03:10:00", "03:49:20", "05:00:00"} {
		if got := words.BriefRecorded(utc(now))(handed(t)); got != want {
			t.Errorf("recorded at %s:\n%s\nwant\n%s", now, got, want)
		}
	}
}
