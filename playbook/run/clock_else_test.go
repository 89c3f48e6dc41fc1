package run_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

const elseSource = `
format: cordon/1
id: stand-ins
title: Stand-ins
facts:
  suspected_at: {ask: When suspected?, type: time}
  discovered_at: {ask: When discovered?, type: time}
  determined_at: {ask: When determined?, type: time}
  planned_at: {ask: When will it be out?, type: time, ahead: true}
clocks:
  state: {title: Tell the state, within: 72 hours, zone: Europe/Berlin, from: determined_at, else: [discovered_at, suspected_at]}
  plain: {title: Tell the others, within: 72 hours, zone: Europe/Berlin, from: determined_at}
  soon:  {title: Tell the people, from: determined_at, else: [suspected_at]}
  fix:   {title: Tell who uses it, within: 14 days, zone: Europe/Berlin, from: planned_at}
phases:
- id: p
  title: P
  steps:
  - {id: tell, title: Tell, record: [suspected_at, discovered_at, determined_at, planned_at], files: [state]}
`

func beginElse(t testing.TB) *journal {
	t.Helper()
	b, err := playbook.Parse("else.yaml", []byte(elseSource))
	if err != nil {
		t.Fatal(err)
	}
	j := &journal{t: t, run: run.New("k7m2x9qd", b), now: time.Date(2026, 11, 21, 3, 0, 0, 0, time.FixedZone("", 3600))}
	return j.do("maria", run.Start(b, "", false))
}

// counts checks what a clock counts from, until when, and whether that is at the
// earliest.
func counts(t *testing.T, r run.Run, id, since, due string, earliest bool) {
	t.Helper()
	c := mustClock(t, r, id)
	got := ""
	if !c.Deadline.Due.IsZero() {
		got = c.Deadline.Due.Format("01-02 15:04")
	}
	if c.Since != since || got != due || c.AtEarliest != earliest {
		t.Errorf("%s counts from %q, is due %q, at the earliest: %t; want %q, %q, %t", id, c.Since, got, c.AtEarliest, since, due, earliest)
	}
}

// While its own start is not recorded a clock counts from the earliest of the
// facts that stand in for it; when it is recorded it takes their place.
func TestClockCountsAtTheEarliest(t *testing.T) {
	j := beginElse(t)
	counts(t, j.run, "state", "", "", false)
	j.do("maria", recordTime("discovered_at", "2026-11-20T10:00:00+01:00", ""))
	counts(t, j.run, "state", "discovered_at", "11-23 10:00", true)
	counts(t, j.run, "soon", "", "", false)
	j.do("maria", recordTime("suspected_at", "2026-11-20T09:00:00+01:00", ""))
	counts(t, j.run, "state", "suspected_at", "11-23 09:00", true)
	counts(t, j.run, "soon", "suspected_at", "", true)
	counts(t, j.run, "plain", "", "", false)
	if all := j.run.Ticking(); len(all) == 0 || all[0].ID != "state" {
		t.Errorf("%d clocks count, want first the one that counts at the earliest", len(all))
	}
	if sum := j.run.Summary(); sum.Clock == nil || !sum.Clock.AtEarliest {
		t.Errorf("the summary has %+v, want that it is at the earliest", sum.Clock)
	}

	j.do("maria", recordTime("determined_at", "2026-11-20T18:00:00+01:00", "")) // later, and no reason is asked
	counts(t, j.run, "state", "determined_at", "11-23 18:00", false)
	counts(t, j.run, "plain", "determined_at", "11-23 18:00", false)
	if c := mustClock(t, j.run, "state"); len(c.Moved) > 0 {
		t.Errorf("%d earlier starts, want none: it was never recorded before", len(c.Moved))
	}
	j.do("maria", run.Close("over"))
	for _, f := range j.run.Findings(run.Beside{}) {
		if f.Kind == run.FindChanged {
			t.Errorf("finding %q, want none about a start that moved", f.Text)
		}
	}
}

// A stand-in that is corrected later moves the deadlines that count from it, and
// that needs its reason; where the start itself is recorded it moves none.
func TestStandInIsCorrected(t *testing.T) {
	j := beginElse(t).do("maria", recordTime("discovered_at", "2026-11-20T10:00:00+01:00", ""), recordTime("suspected_at", "2026-11-20T09:00:00+01:00", ""))
	if _, err := recordTime("discovered_at", "2026-11-20T11:00:00+01:00", "")(j.run); err != nil {
		t.Errorf("moving a stand-in that is not the earliest: %v", err)
	}
	if _, err := recordTime("suspected_at", "2026-11-20T09:30:00+01:00", "")(j.run); !errors.Is(err, run.ErrReason) {
		t.Errorf("moving the earliest stand-in later, without a reason: %v", err)
	}
	j.do("maria", recordTime("suspected_at", "2026-11-20T09:30:00+01:00", "the first mail was a test"))
	if c := mustClock(t, j.run, "state"); len(c.Moved) != 1 {
		t.Errorf("%d earlier starts, want the one that was corrected", len(c.Moved))
	}
	j.do("maria", recordTime("determined_at", "2026-11-20T18:00:00+01:00", ""))
	if _, err := recordTime("suspected_at", "2026-11-20T12:00:00+01:00", "")(j.run); err != nil {
		t.Errorf("moving a stand-in whose clock has its own start: %v", err)
	}
}

// Undo of the start lets the clock count from what stands in again.
func TestStandInAfterUndo(t *testing.T) {
	j := beginElse(t).do("maria", recordTime("suspected_at", "2026-11-20T09:00:00+01:00", ""), recordTime("determined_at", "2026-11-20T18:00:00+01:00", ""))
	j.do("maria", run.Undo("maria", 0))
	counts(t, j.run, "state", "suspected_at", "11-23 09:00", true)
}

// The same word for a start that is missing: it is started, not corrected.
func TestStartOfClockThatCountsAtTheEarliest(t *testing.T) {
	j := beginElse(t).do("maria", recordTime("suspected_at", "2026-11-20T09:00:00+01:00", ""))
	if _, err := run.CorrectClock("state", j.now, "x")(j.run); err == nil {
		t.Error("correcting a start that is not recorded is not refused")
	}
	j.do("maria", run.StartClock("state", time.Date(2026, 11, 21, 2, 0, 0, 0, time.FixedZone("", 3600)), ""))
	counts(t, j.run, "state", "determined_at", "11-24 02:00", false)
}

// A cap counts from what stands in for its start, and the clock with it.
func TestCapCountsAtTheEarliest(t *testing.T) {
	b, err := playbook.Parse("cap.yaml", []byte(`
format: cordon/1
id: capped
title: Capped
facts:
  suspected_at: {ask: When suspected?, type: time}
  aware_at: {ask: When aware?, type: time}
  classified_at: {ask: When classified?, type: time}
clocks:
  bank: {rule: bank, from: classified_at, cap_from: aware_at, else: [suspected_at]}
phases:
- {id: p, title: P, steps: [{id: tell, title: Tell, record: [suspected_at, aware_at, classified_at]}]}
`))
	if err != nil {
		t.Fatal(err)
	}
	b.Rules = rulesOf(t, `
format: cordon-law/1
jurisdiction: eu
place: EU
rules:
  bank: {title: Tell the bank, to: them, trigger: x, within: 4 hours, cap: 24 hours, cap_lapses: true, zone: Europe/Berlin, cite: x, checked_on: 2026-11-21, confidence: high, status: in-force}
`)
	j := &journal{t: t, run: run.New("k7m2x9qd", b), now: time.Date(2026, 11, 21, 3, 0, 0, 0, time.FixedZone("", 3600))}
	j.do("maria", run.Start(b, "", false), recordTime("suspected_at", "2026-11-20T09:00:00+01:00", ""))
	counts(t, j.run, "bank", "suspected_at", "11-21 09:00", true)
	j.do("maria", recordTime("classified_at", "2026-11-21T02:00:00+01:00", ""))
	counts(t, j.run, "bank", "classified_at", "11-21 06:00", false)
	j.do("maria", recordTime("classified_at", "2026-11-21T03:00:00+01:00", "it was an hour later"))
	counts(t, j.run, "bank", "classified_at", "11-21 07:00", false)
	j.do("maria", recordTime("suspected_at", "2026-11-20T06:00:00+01:00", ""))
	counts(t, j.run, "bank", "classified_at", "11-21 06:00", true)
	j.do("maria", recordTime("aware_at", "2026-11-20T20:00:00+01:00", ""))
	counts(t, j.run, "bank", "classified_at", "11-21 07:00", false)
}

// Nothing stands in for the start of a contract whose limit nobody knows.
func TestNothingStandsInWithoutALimit(t *testing.T) {
	b, err := playbook.Parse("contract.yaml", []byte(`
format: cordon/1
id: contract
title: Contract
facts:
  aware_at: {ask: When aware?, type: time}
  contract_at: {ask: From when?, type: time}
  hours: {ask: How many hours?, type: number}
clocks:
  customer: {title: Tell the customer, hours: hours, from: contract_at, else: [aware_at]}
phases:
- {id: p, title: P, steps: [{id: tell, title: Tell, record: [aware_at, contract_at, hours]}]}
`))
	if err != nil {
		t.Fatal(err)
	}
	j := &journal{t: t, run: run.New("k7m2x9qd", b), now: time.Date(2026, 11, 21, 3, 0, 0, 0, time.FixedZone("", 3600))}
	j.do("maria", run.Start(b, "", false), recordTime("aware_at", "2026-11-20T09:00:00+01:00", ""))
	if c := mustClock(t, j.run, "customer"); c.Started() {
		t.Errorf("counts from %s, want that it waits for its limit", c.Since)
	}
	j.do("maria", run.RecordFact("hours", playbook.NumberValue(24), "", ""))
	counts(t, j.run, "customer", "aware_at", "11-21 09:00", true)
}

func rulesOf(t testing.TB, source string) []playbook.Rule {
	t.Helper()
	rules, err := playbook.ParseLaw("law.yaml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

// A step that files a clock asks for that also while it counts at the earliest.
func TestStepAsksForAClockAtTheEarliest(t *testing.T) {
	j := beginElse(t).do("maria", recordTime("suspected_at", "2026-11-20T09:00:00+01:00", ""))
	if !slices.ContainsFunc(j.run.Lacks(j.run.Step("tell")), func(l run.Lack) bool { return l.Kind == run.LackClock && l.Name == "state" }) {
		t.Error("the step does not ask for the clock that counts")
	}
}
