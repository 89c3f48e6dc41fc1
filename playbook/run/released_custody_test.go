package run_test

import (
	"strings"
	"testing"
	"time"

	"cordon/playbook/run"
)

// journalCustody are the entries of journal-custody: a run that was checked,
// sealed and exported after it was closed, and one entry of which was erased.
func journalCustody(testing.TB) []run.Entry {
	return journalOf(time.Date(2026, 11, 28, 3, 0, 0, 0, time.FixedZone("", 3600)),
		run.Started{Playbook: run.PlaybookRef{ID: "two-rules", SHA256: digestCustody}, Title: "Keys of the build server"},
		run.NoteAdded{Text: "Maria Berg opened the mail"},
		run.NoteAdded{Text: "nobody else did"},
		run.Closed{Reason: "false alarm"},
		run.RecordChecked{Entries: 4, Head: strings.Repeat("0f", 32), Result: "whole"},
		run.EntryWithheld{Seq: 2, Reason: "it names somebody who had no part in it"},
		run.RunSealed{Signer: "eva@nordlicht.example", Key: "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"},
		run.RunExported{
			File: "k7m2x9qd.cordon", Withheld: 1, Recipients: 2,
			Signer: "eva@nordlicht.example", Key: "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
		},
	)
}

const digestCustody = "7896e7eeb8b0ae995661921cbb4e9982237a5ce7365f35badc9728fb446cb17b"

// foldedCustody is the run that journal-custody folds to.
const foldedCustody = `"Keys of the build server" drill=false opened=2026-11-28T03:00:00+01:00 lead=maria closed=true 2026-11-28T03:03:00+01:00 maria "false alarm"
1.1 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
notes [3] at 1.1 {Settled:0 Total:1} needs 0
clock authority "" yes not-started due 0001-01-01T00:00:00Z confirmed [0] filed [0] waived [0]
`
