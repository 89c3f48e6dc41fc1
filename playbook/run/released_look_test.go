package run_test

import (
	"testing"
	"time"

	"cordon/playbook/run"
)

// journalLook are the entries of journal-look: a run in which a step was to be
// looked at again, and was, and another one that nobody looked at.
func journalLook(testing.TB) []run.Entry {
	began := time.Date(2026, 11, 30, 3, 0, 0, 0, time.FixedZone("", 3600))
	return journalOf(began,
		run.Started{Playbook: run.PlaybookRef{ID: "two-rules", SHA256: digestCustody}, Title: "Keys of the build server"},
		run.LookAgainSet{Step: "know", Due: began.Add(time.Hour), For: "has the hoster called back?"},
		run.LookedAgain{Step: "know", Text: "no"},
		run.LookAgainSet{Step: "know", Due: began.Add(2 * time.Hour)},
		run.Closed{Reason: "false alarm"},
	)
}

// foldedLook is the run that journal-look folds to.
const foldedLook = `"Keys of the build server" drill=false opened=2026-11-30T03:00:00+01:00 lead=maria closed=true 2026-11-30T03:04:00+01:00 maria "false alarm"
1.1 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
look again 1.1 at 2026-11-30T05:00:00+01:00 "" #4
notes [] at 1.1 {Settled:0 Total:1} needs 0
clock authority "" yes not-started due 0001-01-01T00:00:00Z confirmed [0] filed [0] waived [0]
`
