package words_test

import (
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

const headlined = `format: cordon/1
id: small
title: Small
facts:
  summary: {ask: What happened?, type: text}
  affected: {ask: How many?, type: number}
  seen_at: {ask: When seen?, type: time}
  stopped_at: {ask: When stopped?, type: time}
messages:
  brief: {title: Brief for the board, body: x}
  press: {title: Word to the press, body: y}
clocks:
  late: {title: Tell the board, within: 1 hour, from: seen_at}
  open: {title: Tell the staff, from: stopped_at}
headline:
  - affected
  - {fact: summary, label: What happened}
  - {fact: seen_at, label: First sign}
  - {fact: stopped_at, label: Stopped}
  - {clocks: [late], label: Board told}
  - {clocks: [open], label: Staff told}
phases: [{id: p, title: P, steps: [{id: s, title: S, record: [summary, affected, seen_at, stopped_at]}, {id: t, title: T}]}]
`

// played is the run of a playbook with entries two minutes apart, but for those
// that say how long nothing came before them.
func played(t *testing.T, events ...any) run.Run {
	t.Helper()
	book, err := playbook.Parse("small.yaml", []byte(headlined))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	var entries []*run.Entry
	for _, ev := range events {
		switch ev := ev.(type) {
		case time.Duration:
			at = at.Add(ev)
		case run.Event:
			entries = append(entries, &run.Entry{Seq: uint64(len(entries) + 1), At: at, Recorded: at, By: "maria", Event: ev})
			at = at.Add(2 * time.Minute)
		}
	}
	r, err := run.Replay("k7m2", book, run.Head{Seq: uint64(len(entries))}, entries)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func moment(fact, at string) run.FactRecorded {
	return run.FactRecorded{Fact: fact, Value: playbook.TextValue("2026-11-21T" + at + ":00Z")}
}

// TestHeadline: what happened first, the values with those before, the moments as
// the time that went by.
func TestHeadline(t *testing.T) {
	r := played(t, run.Started{Title: "S"}, moment("seen_at", "01:00"), moment("stopped_at", "02:30"),
		run.FactRecorded{Fact: "affected", Value: playbook.NumberValue(7)}, run.FactRecorded{Fact: "affected", Value: playbook.NumberValue(7)},
		run.FactRecorded{Fact: "affected", Value: playbook.NumberValue(9)},
		run.FactRecorded{Fact: "summary", Value: playbook.TextValue("A list was lost.")},
		run.ClockFiled{Clock: "late"}, run.Closed{Reason: "over"})
	closing, _ := r.Closing()
	all := append([]words.Headline{words.Happened(r)}, append(words.Headlines(r), words.Passed(r, closing.At)...)...)
	var said []string
	for _, h := range all {
		said = append(said, strings.Trim(h.Label+": "+h.Text+"; "+h.Note, "; "))
	}
	want := `What happened: A list was lost.
How many?: 9; before: 7
First sign: Sat 2026-11-21 01:00 +00:00
Stopped: 1h 30m; after: First sign
Board told: 2h 14m; 1h 14m LATE: Tell the board
Staff told: never; Tell the staff, open 46m when the run was closed
Closed: 16m; after it was opened`
	if got := strings.Join(said, "\n"); got != want {
		t.Errorf("the headline says\n%s\nwant\n%s", got, want)
	}
	empty := played(t, run.Started{Title: "S"})
	if h := words.Happened(empty); h.Entry != nil || h.Text != "not recorded" {
		t.Errorf("before anybody recorded it: %+v", h)
	}
	if got := words.Passed(empty, empty.Opened().Add(time.Hour)); got[1].Text != "not recorded" || got[2].Note != "no such duty applies by what is recorded" || got[4].Label != "Open for" {
		t.Errorf("before anything was recorded: %+v", got)
	}
}

// TestTold: who led, and before whom, and what was sent.
func TestTold(t *testing.T) {
	r := played(t, run.Started{Title: "S"}, run.MessageSent{Message: "brief", To: "the board", Body: "x"}, run.HandedOver{To: "ben"})
	all := words.Told(r, utc("04:00:00"))
	if len(all) != 2 || all[0].Text != "ben" || all[0].Note != "since 03:04; before: maria from 03:00" || all[1].Text != "1 of 2" || all[1].Note != "Brief for the board" {
		t.Errorf("it says %+v", all)
	}
}

// TestToldSinceWhen: one person who led it all did so since it began.
func TestToldSinceWhen(t *testing.T) {
	r := played(t, run.Started{Title: "S"}, run.NoteAdded{Text: "x"})
	if led := words.Told(r, utc("04:00:00"))[0]; led.Text != "maria" || led.Note != "since 03:00" || led.Entry.Seq != 1 {
		t.Errorf("it says %+v", led)
	}
}

// TestToldWhoLed: whoever writes a handover down need not be who led.
func TestToldWhoLed(t *testing.T) {
	r := played(t, run.Started{Title: "S"}, run.HandedOver{To: "ben"}, run.HandedOver{To: "eve"}, run.EntryUndone{Seq: 3}, run.HandedOver{To: "cleo"})
	led := words.Told(r, utc("04:00:00"))[0]
	if led.Text != "cleo" || led.Note != "since 03:08; before: maria from 03:00; then ben from 03:02" || led.Entry.Seq != 5 || len(led.Before) != 2 {
		t.Errorf("it says %+v", led)
	}
	var turns []string
	for _, turn := range words.Turns(r, r.Entries()) {
		turns = append(turns, turn.Text)
	}
	if got, want := strings.Join(turns, "; "), "lead handed over from maria to ben; lead handed over from ben to cleo"; got != want {
		t.Errorf("turning points %q, want %q", got, want)
	}
}

// TestSittings: a pause of more than an hour splits them; slips are no turning
// points.
func TestSittings(t *testing.T) {
	r := played(t, run.Started{Title: "S"}, run.NoteAdded{Text: "x"}, run.EntryUndone{Seq: 2}, run.StepDone{Step: "t"}, run.EntryUndone{Seq: 4},
		58*time.Minute, run.StepDone{Step: "s"}, 2*time.Hour, run.HandedOver{To: "ben"}, run.Closed{Reason: "over"})
	all := words.Sittings(r)
	if len(all) != 2 || len(all[0].Entries) != 6 || len(all[1].Entries) != 2 {
		t.Fatalf("%d sittings: %+v", len(all), all)
	}
	if all[0].Pause != 2*time.Hour+2*time.Minute || all[1].Pause != 0 || all[0].Who() != "maria 6" || strings.Join(all[0].Settled(r), " ") != "1.1" {
		t.Errorf("the first sitting: pause %s, %s, settled %v", all[0].Pause, all[0].Who(), all[0].Settled(r))
	}
	var turns []string
	for _, turn := range words.Turns(r, r.Entries()) {
		turns = append(turns, turn.Text)
	}
	if got, want := strings.Join(turns, "; "), "taken back: 1.2 done; lead handed over from maria to ben; closed: over"; got != want {
		t.Errorf("turning points %q, want %q", got, want)
	}
}
