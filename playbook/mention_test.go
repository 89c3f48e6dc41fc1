package playbook_test

import (
	"strings"
	"testing"

	"cordon/playbook"
)

const mentioning = `format: cordon/1
id: mentions
title: Mentions
about: Start at step @cut, or write to team@cut.example. Phase @after follows.
facts:
  open: {ask: "Is it open? (step @cut)", type: choice, options: {"yes": {label: "Yes", after: Step @cut comes first}}}
phases:
  - id: before
    title: Before
    goal: Then phase @after.
    steps:
      - {id: look, title: Look, do: "Unsure? Do step @cut, then step @look. See step @none.", record: [open]}
      - {id: cut, title: Cut it, caution: Not before step @look, verify: See step @look, checks: [Done in step @cut], evidence: That of step @cut}
  - {id: after, title: After, steps: [{id: close, title: Close}]}
`

// A text that names a step or phase by its id shows its number; anything else
// with an @ stays as it is.
func TestMentionsShowNumbers(t *testing.T) {
	p, err := playbook.Parse("mentions.yaml", []byte(mentioning))
	if err != nil {
		t.Fatal(err)
	}
	look, cut := p.Phases[0].Steps[0], p.Phases[0].Steps[1]
	for got, want := range map[string]string{
		p.About:                     "Start at step 1.2, or write to team@cut.example. Phase 2 follows.",
		p.Facts[0].Ask:              "Is it open? (step @cut)",
		p.Facts[0].Options[0].After: "Step 1.2 comes first",
		p.Phases[0].Goal:            "Then phase 2.",
		look.Do:                     "Unsure? Do step 1.2, then step 1.1. See step @none.",
		cut.Caution:                 "Not before step 1.1",
		cut.Verify:                  "See step 1.1",
		cut.Checks[0]:               "Done in step 1.2",
		cut.Evidence:                "That of step 1.2",
	} {
		if got != want {
			t.Errorf("a text reads %q, want %q", got, want)
		}
	}
	if warned := playbook.Lint("mentions.yaml", p).Error(); !strings.Contains(warned, `"step @none"`) {
		t.Errorf("lint does not say that step none is not there:\n%s", warned)
	}
}
