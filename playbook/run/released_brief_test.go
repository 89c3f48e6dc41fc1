package run_test

import (
	"time"

	"cordon/playbook/run"
)

// journalBrief are the entries of journal-brief: a run that was handed over with
// its brief.
func journalBrief() []run.Entry {
	at := time.Date(2026, 12, 2, 9, 0, 0, 0, time.FixedZone("", 3600))
	return journalOf(at,
		run.Started{Playbook: run.PlaybookRef{ID: "two-steps", SHA256: "caecea6397297a9a1c7dfcba978a39f52fe12fd196d8a21cc9d38d7541383495"}, Title: "Two steps"},
		run.NoteAdded{Text: "the vendor calls back at four"},
		run.HandedOver{To: "ben", Text: "call the vendor", Brief: "Now: step 1.1 Look; 0 of 2 steps settled\nLast notes: see entry 2"},
	)
}

// foldedBrief is the run that journal-brief folds to.
const foldedBrief = `"Two steps" drill=false opened=2026-12-02T09:00:00+01:00 lead=ben closed=false 0001-01-01T00:00:00Z  ""
1.1 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
1.2 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
notes [2] at 1.1 {Settled:0 Total:2} needs 0
`
