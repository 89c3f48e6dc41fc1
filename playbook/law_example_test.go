package playbook_test

import (
	"fmt"
	"time"

	"cordon/playbook"
	"cordon/playbook/clock"
)

// A contract is a rule like any other.
func ExampleParseLaw() {
	rules, err := playbook.ParseLaw("contracts.yaml", []byte(`
format: cordon-law/1
jurisdiction: contract
place: Our contracts
rules:
  acme-contract:
    title: Tell Acme
    to: security@acme.example
    trigger: We suspect that their data is affected.
    within: 24 hours
    zone: Europe/Berlin
    cite: Contract with Acme, section 9
    read_on: 2026-11-21
    confidence: high
    status: in-force
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	suspected := time.Date(2026, 11, 21, 2, 14, 0, 0, time.UTC)
	deadline, err := clock.Due(rules[0].Counting, suspected)
	fmt.Println(rules[0].Title, "by", deadline.Due.Format(time.RFC3339), err)
	// Output: Tell Acme by 2026-11-22T03:14:00+01:00 <nil>
}
