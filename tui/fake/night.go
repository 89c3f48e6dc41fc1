package fake

import (
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// night is a playbook with a way through the first hours.
const night = `
format: cordon/1
id: night
title: Long night
version: 1.0.0
about: Somebody came in.
drill: At 02:10 Mrs Adler calls. Her files are on a forum.
facts:
  sealed: {ask: "Was it encrypted with a key that nobody else can have had?", type: yes-no}
  back: {ask: "Is the data back?", type: yes-no}
  risk:
    ask: How likely is harm?
    type: choice
    options: {unlikely: Unlikely, high: High}
    because: required
    hints: [{when: sealed && back, say: Encrypted with the key safe, suggests: unlikely}]
phases:
  - id: assess
    title: Assess
    steps:
      - {id: lead, title: Take the lead, tonight: true, do: Call one more person.}
      - {id: stop, title: Stop the leak, tonight: true, verify: It is refused.}
      - {id: data, title: Identify the data, record: [sealed, back, risk], compare: "- Case 1: one sealed tablet is stolen. **Authority no.**"}
      - {id: check, title: "Pause: enough to act?", pause: true}
  - id: team
    title: Team
    steps:
      - {id: plan, title: Open the plan}
      - {id: rhythm, title: Set the rhythm, tonight: true}
  - id: learn
    title: Learn
    steps:
      - {id: close, title: Close the case}
`

// NightBook makes the playbook with steps for tonight the one of the library.
func NightBook(t testing.TB, m *Memory) {
	t.Helper()
	b, err := playbook.Parse("night.yaml", []byte(night))
	if err != nil {
		t.Fatal(err)
	}
	m.Book = b
}

// Night begins a run of a playbook with steps for tonight, and lets others add
// to it.
func Night(others ...run.Intention) func(testing.TB, *Memory) {
	return func(t testing.TB, m *Memory) {
		t.Helper()
		NightBook(t, m)
		r, err := m.Load(m.Begin(t, "maria"))
		if err != nil {
			t.Fatal(err)
		}
		for _, decide := range others {
			if r, err = m.Record(r, run.Stamp{By: "jan", Now: Began.Add(5 * time.Minute)}, decide); err != nil {
				t.Fatal(err)
			}
		}
	}
}
