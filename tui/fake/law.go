package fake

import (
	"sync/atomic"
	"testing"
	"time"
	_ "time/tzdata"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/tuitest"
)

const breach = `
format: cordon/1
id: customer-data
title: Customer data breach
version: 1.0.0
about: When customer data has reached people who should not have it.
see: [phishing]
roles:
  lead: {title: Incident lead, duty: Runs this checklist}
  legal: {title: Legal counsel, duty: Says what the law asks for}
facts:
  aware_at: {ask: When did we become reasonably certain?, type: time}
  decided_at: {ask: When was it decided to tell the people?, type: time}
  summary: {ask: What happened?, type: text}
  affected: {ask: How many people are affected?, type: number}
  regions: {ask: Where do the affected people live?, type: choices, options: {eu: EU or EEA, uk: United Kingdom, us: United States}}
  risk:
    ask: How likely is harm to people?
    type: choice
    because: required
    options: {unlikely: Unlikely, likely: Likely, high: High}
  hours: {ask: How many hours does the contract give?, type: number}
clocks:
  authority: {rule: eu-gdpr-33-authority, zone: Europe/Berlin, from: aware_at, when: '"eu" in regions'}
  final:     {title: Final report to the authority, within: 1 month, zone: Europe/Berlin, after: authority}
  customer:  {title: Tell ACME by contract, hours: hours, to: security@acme.example, cite: contract s. 12.3, from: aware_at}
  people:    {title: Tell the people, from: decided_at, when: risk == "high"}
  uk:        {title: UK notice to the ICO, within: 72 hours, zone: Europe/London, from: aware_at, when: '"uk" in regions'}
messages:
  notice:
    title: Notice to the authority
    to: the competent supervisory authority
    subject: Breach of personal data, aware {{ .aware_at }}
    body: |
      We became aware of a breach of personal data at {{ .aware_at }}.

      {{ .summary }}

      About {{ .affected }} people are affected. They live in: {{ .regions }}.
    must:
      - {says: What kind of breach it is, facts: [summary]}
      - {says: How many people are affected, facts: [affected]}
      - The likely consequences
    avoid: [abundance of caution]
  holding:
    title: Holding statement
    to: the press desk
    subject: Statement
    body: |
      We are looking into an incident. We will say more when we know more.
phases:
  - id: assess
    title: Assess
    goal: Know what was taken.
    steps:
      - {id: aware, title: Write down when we knew, role: lead, record: [aware_at, summary]}
      - {id: scope, title: Find out whom it touches, role: lead, record: [affected, regions, hours]}
      - {id: judge, title: Judge the risk to people, role: legal, record: [risk]}
  - id: notify
    title: Notify
    steps:
      - {id: tell, title: Tell the authority, role: legal, message: notice, files: [authority, uk]}
      - {id: acme, title: Tell the customer, role: lead, files: [customer]}
      - {id: people, title: Tell the people, role: lead, record: [decided_at], when: risk == "high", files: [people]}
`

const breachLaw = `
format: cordon-law/1
jurisdiction: eu
place: European Union
rules:
  eu-gdpr-33-authority:
    title: GDPR notice to the authority
    to: The competent supervisory authority
    trigger: The controller is reasonably certain that a security incident has compromised personal data.
    limit: 72 hours at most
    within: 72 hours
    zone: Europe/Brussels
    arguable: {reading: full hours, cite: "Reg. 1182/71 Art. 3(1)"}
    threshold: Any breach of personal data, unless a risk to people is unlikely
    content:
      - What kind of breach it is
      - The likely consequences
      - If it is late, the reasons
    exceptions:
      - None is due where a risk to people is unlikely; write down why
    cite: Regulation (EU) 2016/679 Art. 33
    url: https://eur-lex.europa.eu/eli/reg/2016/679/oj
    read_on: 2026-11-21
    source: text
    confidence: high
    status: in-force
`

// Lawful is a Journal whose playbook has clocks and messages.
func Lawful(t testing.TB) *Memory {
	t.Helper()
	m := NewMemory(t)
	b, err := playbook.Parse("breach.yaml", []byte(breach))
	if err != nil {
		t.Fatal(err)
	}
	if b.Rules, err = playbook.ParseLaw("eu.yaml", []byte(breachLaw)); err != nil {
		t.Fatal(err)
	}
	m.Book = b
	return m
}

// Berlin is the zone of the people in the tests of clocks.
func Berlin(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// Friday is when the people of the tests became aware: 14:30 in Berlin, two
// days before the clocks go forward.
func Friday(t testing.TB) time.Time {
	return time.Date(2027, 3, 26, 14, 30, 0, 0, Berlin(t))
}

// A MovedClock is a clock on the wall that tests move. It keeps the time of the
// bubble in between.
type MovedClock struct {
	bubble func() time.Time
	start  time.Time
	ahead  atomic.Int64 // of the bubble, in nanoseconds
}

// ClockAt returns a clock that shows start, and goes on from there.
func ClockAt(start time.Time) *MovedClock {
	return &MovedClock{bubble: tuitest.Clock(start), start: start}
}

// Now is the time that the clock shows.
func (c *MovedClock) Now() time.Time { return c.bubble().Add(time.Duration(c.ahead.Load())) }

// Move sets the clock forward by a time, or back if that is negative.
func (c *MovedClock) Move(by time.Duration) { c.ahead.Add(int64(by)) }

// Set has the clock show a time.
func (c *MovedClock) Set(at time.Time) { c.Move(at.Sub(c.Now())) }

// BeginAt starts a run of the book at a time and folds the intentions into it,
// a minute apart.
func (m *Memory) BeginAt(t testing.TB, at time.Time, by string, intentions ...run.Intention) string {
	t.Helper()
	r, err := m.Start(m.Book, "Customer list was taken", false, run.Stamp{By: by, Now: at})
	if err != nil {
		t.Fatal(err)
	}
	for i, decide := range intentions {
		if r, err = m.Record(r, run.Stamp{By: by, Now: at.Add(time.Duration(i+1) * time.Minute)}, decide); err != nil {
			t.Fatal(err)
		}
	}
	return r.ID()
}

// RecordTime records a time as the value of a fact, in the zone that it has.
func RecordTime(fact string, at time.Time, step string) run.Intention {
	return run.RecordFact(fact, playbook.TextValue(at.Format(time.RFC3339)), "", step)
}

// AwareRun is a run whose clocks run since a Friday: the notice to the
// authority, the one of a contract, and one that may not apply.
func AwareRun(t testing.TB, m *Memory) string {
	t.Helper()
	return m.BeginAt(t, Friday(t).Add(10*time.Minute), "maria",
		RecordTime("aware_at", Friday(t), "aware"),
		run.RecordFact("summary", playbook.TextValue("A list of customers was taken."), "", "aware"),
	)
}

// BreachDone brings the clocks and messages of the breach into many states: a
// candidate that is due soon, one that runs, one that does not apply, a gap.
func BreachDone() []run.Intention {
	return []run.Intention{
		RecordTime("aware_at", Began.Add(-time.Hour), "aware"),
		run.RecordFact("summary", playbook.TextValue("A list of customers was taken."), "", "aware"),
		run.RecordFact("regions", playbook.ChoicesValue("eu"), "", "scope"),
		run.RecordFact("hours", playbook.NumberValue(48), "", "scope"),
	}
}

// Unanswered is a closed run with two deadlines of which nobody said whether they
// apply, and with a duty that runs on.
func Unanswered(t testing.TB, duty bool) *Memory {
	t.Helper()
	m := Lawful(t)
	done := []run.Intention{RecordTime("aware_at", Began.Add(-time.Hour), "aware"), run.RecordFact("hours", playbook.NumberValue(48), "", "scope")}
	if !duty {
		done = append(done, run.FileClock("customer", "A/1", "", "", Began.Add(time.Minute)))
	}
	m.Begin(t, "maria", append(done, run.Close("it is over"))...)
	return m
}

// EuRun is [AwareRun] where the authority must be told.
func EuRun(t testing.TB, m *Memory) string {
	t.Helper()
	id := AwareRun(t, m)
	r := m.Run[id]
	r, err := m.Record(r, run.Stamp{By: "maria", Now: Friday(t).Add(20 * time.Minute)}, run.RecordFact("regions", playbook.ChoicesValue("eu"), "", "scope"))
	if err != nil {
		t.Fatal(err)
	}
	return r.ID()
}

// MustClock returns the clock of a run, which must be there.
func MustClock(t testing.TB, r run.Run, id string) run.Clock {
	t.Helper()
	c, err := r.Clock(id)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
