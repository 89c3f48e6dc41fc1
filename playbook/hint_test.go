package playbook_test

import (
	"strings"
	"testing"

	"cordon/playbook"
)

// A hint that suggests what is no option, or has no condition, is found where
// it stands.
func TestHintsAreHeldToTheOptions(t *testing.T) {
	const source = `format: cordon/1
id: hints
title: Hints
facts:
  sealed: {ask: "Sealed?", type: yes-no}
  risk:
    ask: How high?
    type: choice
    options: {low: Low, high: High}
    hints:
      - {when: sealed, say: It is sealed, suggests: lwo}
      - {say: Always}
      - {when: seled, say: A slip, suggests: low}
phases:
  - {id: one, title: One, steps: [{id: look, title: Look, record: [sealed, risk]}]}
`
	_, err := playbook.Parse("hints.yaml", []byte(source))
	if err == nil {
		t.Fatal("three mistakes in hints pass")
	}
	for _, want := range []string{
		`hints.yaml:11:9: the hint suggests "lwo", which is no option of the fact`, "these are low, high",
		`hints.yaml:12:9: this hint has no when`, `hints.yaml:13:16: there is no fact "seled"`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the errors do not say %q:\n%v", want, err)
		}
	}
}
