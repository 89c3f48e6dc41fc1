package run_test

import (
	"time"

	"cordon/playbook/run"
)

// journalGaps are the entries of journal-gaps: a notice that left with gaps, and
// why.
func journalGaps() []run.Entry {
	at := time.Date(2026, 12, 3, 9, 0, 0, 0, time.FixedZone("", 3600))
	return journalOf(at,
		run.Started{Playbook: run.PlaybookRef{ID: "one-notice", SHA256: "9572e99a1fccadddeb36f13c7b550c51dbbb09c1bbb4b2fda5cefae65dd6e467"}, Title: "One notice"},
		run.MessageSent{Message: "notice", To: "the authority", Channel: "portal", Body: "[not recorded: What happened?]\n", Because: "72 hours are over"},
	)
}

// foldedGaps is the run that journal-gaps folds to.
const foldedGaps = `"One notice" drill=false opened=2026-12-03T09:00:00+01:00 lead=maria closed=false 0001-01-01T00:00:00Z  ""
1.1 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
notes [] at 1.1 {Settled:0 Total:1} needs 0
message notice gaps 1 edited [0] sent [2]
`
