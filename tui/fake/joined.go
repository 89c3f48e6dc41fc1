package fake

import (
	"testing"

	"cordon/playbook"
)

const openBucket = `
format: cordon/1
id: open-bucket
title: Open bucket
version: 1.0.0
roles:
  lead: {title: Lead}
facts:
  aware_at: {ask: When were we sure?, type: time}
  bucket: {ask: Which bucket was it?, type: text}
  hours: {ask: How long do we have?, type: number}
clocks:
  customer: {title: Tell ACME, hours: hours, from: aware_at}
  owner: {title: Tell the owner of the bucket, within: 24 hours, from: aware_at}
phases:
  - id: close
    title: Close the bucket
    goal: Nobody else reads it.
    steps:
      - {id: shut, title: Close public access, role: lead, record: [bucket, hours]}
      - {id: logs, title: Keep the access logs, role: lead, needs: [shut]}
`

const otherBucket = `
format: cordon/1
id: other-bucket
title: Bucket of another time
facts:
  aware_at: {ask: Are we aware?, type: yes-no}
  risk: {ask: How bad is it?, type: number}
phases:
  - {id: p, title: P, steps: [{id: s, title: S, record: [aware_at, risk]}]}
`

const moreLaw = `
format: cordon-law/1
jurisdiction: nz
place: New Zealand
rules:
  nz-opc:
    title: New Zealand notice to the Privacy Commissioner
    to: The Privacy Commissioner
    trigger: The agency becomes aware of a notifiable breach.
    limit: 72 hours
    within: 72 hours
    zone: Pacific/Auckland
    cite: Privacy Act 2020 s. 114
    read_on: 2026-11-21
    source: text
    confidence: high
    status: in-force
  nz-heard:
    title: New Zealand notice that somebody remembers
    to: Somebody
    trigger: Something happens.
    limit: 10 days
    within: 10 days
    zone: Pacific/Auckland
    cite: unknown
    source: memory
    confidence: low
    status: in-force
`

// Joinable gives the library of a journal a playbook that can join a run of
// [Lawful], one that cannot, and rules of the law.
func Joinable(t testing.TB, m *Memory) {
	t.Helper()
	for _, source := range []string{openBucket, otherBucket} {
		b, err := playbook.Parse("shelf.yaml", []byte(source))
		if err != nil {
			t.Fatal(err)
		}
		m.Shelf = append(m.Shelf, b)
	}
	rules, err := playbook.ParseLaw("nz.yaml", []byte(moreLaw))
	if err != nil {
		t.Fatal(err)
	}
	m.Law = rules
}
