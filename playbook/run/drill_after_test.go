package run_test

import (
	"strings"
	"testing"
	"time"

	"cordon/playbook/run"
)

const afterDrill = `format: cordon-drill/1
id: after
playbook: leak
title: One after the other
length: 45m
injects:
  - {id: fact, after: {fact: aware_at}, says: "1"}
  - {id: clock, after: {clock: authority}, plus: 1m, says: "2"}
  - {id: inject, after: {inject: fact}, plus: 3m, says: "3"}
  - {id: step, after: {step: look}, says: "4"}
`

// TestAfter: a message comes after what it names, of each kind, and waits again once
// that is taken back. What was shown stays.
func TestAfter(t *testing.T) {
	book, _ := leak(t)
	d := mustParse(t, afterDrill)
	j := &journal{t: t, run: run.New("k7m2x9qd", book), now: time.Date(2026, 12, 3, 14, 0, 0, 0, time.UTC)}
	ev, err := run.StartDrill(book, "", d, nil)(j.run)
	if err != nil {
		t.Fatal(err)
	}
	j.record(run.Stamp{By: "maria", At: d.Begins(j.now)}, ev)
	j.now = j.now.Add(-time.Minute)

	aware := always(recordTime("aware_at", "2026-12-03T14:00:00Z", ""))
	undo := always(run.Undo("maria", 0))
	skip := always(run.SkipStep("look", "nothing to see"))
	j.wants(0, "").after(minute, aware).wants(minute, "fact").after(2*minute, undo).wants(2*minute, "")
	j.after(3*minute, aware).wants(3*minute, "fact").after(4*minute, show).after(5*minute, skip).wants(5*minute, "step")
	j.after(6*minute, undo).wants(6*minute, "").after(6*minute, skip).wants(6*minute, "step")
	j.wants(7*minute, "step") // the earlier one first
	j.after(7*minute, show).wants(7*minute, "inject").after(8*minute, show).wants(30*minute, "")
	j.after(31*minute, always(run.FileClock("authority", "A/1", "", "", j.run.Moment(j.now)))).wants(31*minute, "")
	j.wants(32*minute, "clock").after(32*minute, undo).wants(32*minute, "")
	var came []string
	for _, e := range j.run.Injects() {
		in, _ := j.run.Inject(e)
		came = append(came, in.ID)
	}
	if got := strings.Join(came, " "); got != "fact step inject" {
		t.Errorf("the messages came as %s", got)
	}
}
