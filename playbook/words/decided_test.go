package words_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

const deciding = `format: cordon/1
id: small
title: Small
facts:
  risk: {ask: How high is the risk?, type: choice, options: {low: low, high: high}, because: required}
  tell: {ask: Do we tell them?, type: text, because: required}
  affected: {ask: How many?, type: number}
headline: [risk, affected]
phases: [{id: p, title: P, steps: [{id: s, title: Judge it, record: [risk, tell, affected]}, {id: t, title: Tell them}, {id: u, title: Thank them, optional: true}]}]
`

// decided is a run of which each event is by the name before it.
func decided(t *testing.T, events ...any) run.Run {
	t.Helper()
	book, err := playbook.Parse("small.yaml", []byte(deciding))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	var entries []*run.Entry
	by := "maria"
	for _, ev := range events {
		switch ev := ev.(type) {
		case string:
			by = ev
		case run.Event:
			entries = append(entries, &run.Entry{Seq: uint64(len(entries) + 1), At: at, Recorded: at, By: by, Event: ev})
		}
	}
	r, err := run.Replay("k7m2", book, run.Head{Seq: uint64(len(entries))}, entries)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func answered(fact, value, because string) run.FactRecorded {
	return run.FactRecorded{Fact: fact, Value: playbook.TextValue(value), Because: because}
}

// TestDeciders: of each decision that stands, who took it; none that was changed or
// taken back, and no answer that is none.
func TestDeciders(t *testing.T) {
	r := decided(t, run.Started{Title: "S"}, answered("risk", "low", "few"), "tom", answered("risk", "high", "many"), answered("tell", "all", "high risk"),
		run.FactRecorded{Fact: "affected", Value: playbook.NumberValue(7)}, "eva", answered("tell", "none", "no"), "tom", run.EntryUndone{Seq: 6})
	var said []string
	for _, d := range words.Deciders(r) {
		for _, h := range d.Decisions {
			said = append(said, fmt.Sprintf("%s: %s %s, because: %s #%d", d.Name, h.Label, h.Text, h.Note, h.Entry.Seq))
		}
	}
	want := "tom: How high is the risk? high, because: many #3\ntom: Do we tell them? all, because: high risk #4"
	if got := strings.Join(said, "\n"); got != want {
		t.Errorf("decided\n%s\nwant\n%s", got, want)
	}
	if got := words.DecidersText(r); got != "tom 2" {
		t.Errorf("in a few words it is %q", got)
	}
	if all := words.Decided(r); len(all) != 1 || all[0].Label != "Decided by tom" || all[0].Text != "all" || all[0].Note != "Do we tell them?" {
		t.Errorf("beside the headline stand %+v", all)
	}
	facts := words.Headlines(r)
	if got := facts[0].Aside(); got != "by tom; before: low" {
		t.Errorf("the headline adds %q to a decision", got)
	}
	if got := facts[1].Aside(); got != "" {
		t.Errorf("the headline adds %q to what is no decision", got)
	}
}

// TestLeftOpen: a closed run names the steps that it left open, and an open one none.
func TestLeftOpen(t *testing.T) {
	events := []any{run.Started{Title: "S"}, run.StepBlocked{Step: "s", Reason: "no lawyer"}}
	if got := words.LeftOpen(decided(t, events...)); got != "" {
		t.Errorf("an open run left %q", got)
	}
	if got, want := words.LeftOpen(decided(t, append(events, run.Closed{Reason: "over"})...)), "2 steps left open: 1.1 Judge it (blocked); 1.2 Tell them"; got != want {
		t.Errorf("it left %q, want %q", got, want)
	}
	if got := words.LeftOpen(decided(t, run.Started{Title: "S"}, run.StepDone{Step: "s"}, run.StepDone{Step: "t"}, run.Closed{Reason: "over"})); got != "" {
		t.Errorf("a run that left nothing open left %q", got)
	}
}
