package run_test

import (
	"testing"
	"time"

	"cordon/playbook/run"
)

// journalAdded are the entries of journal-added: a run to which steps were added.
func journalAdded(testing.TB) []run.Entry {
	return journalOf(time.Date(2026, 11, 29, 3, 0, 0, 0, time.FixedZone("", 3600)),
		run.Started{Playbook: run.PlaybookRef{ID: "two-rules", SHA256: digestCustody}, Title: "Keys of the build server"},
		run.StepAdded{Step: "added-2", Title: "Ask the hoster", After: "know", Nth: 1},
		run.StepAdded{Step: "added-3", Title: "Lock the mailbox", After: "know", Nth: 2},
		run.NoteAdded{Step: "added-3", Text: "the shared one"},
		run.StepDone{Step: "added-2"},
		run.StepAdded{Step: "added-6", Title: "Call the bank", After: "know", Nth: 3},
		run.EntryUndone{Seq: 6},
	)
}

// foldedAdded is the run that journal-added folds to.
const foldedAdded = `"Keys of the build server" drill=false opened=2026-11-29T03:00:00+01:00 lead=maria closed=false 0001-01-01T00:00:00Z  ""
1.1 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
1.1a done "" [] by "maria" #5 ticked [] notes [] evidence [] yes []
1.1b todo "" [] by "" #0 ticked [] notes [4] evidence [] yes []
notes [] at 1.1b {Settled:1 Total:3} needs 1
clock authority "" yes not-started due 0001-01-01T00:00:00Z confirmed [0] filed [0] waived [0]
`
