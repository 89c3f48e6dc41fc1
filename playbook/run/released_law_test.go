package run_test

import (
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/clock"
	"cordon/playbook/run"
)

// journal2 are the entries of journal-2: rules say whether their text was read
// or seen, and where to file.
func journal2(t testing.TB) []run.Entry {
	zone, err := clock.ParseZone("Asia/Singapore")
	if err != nil {
		t.Fatal(err)
	}
	read := playbook.Rule{
		ID: "x-read", Title: "Tell the authority", Jurisdiction: "x", Place: "Nowhere", To: "the authority", Trigger: "becoming aware",
		Limit: "3 days", Counting: clock.Rule{Within: clock.Limit{N: 3, Unit: clock.Day}, Zone: zone}, Cite: "Act 1",
		FileAt: "https://example.org/report", FileAtSource: "survey", ReadOn: "2026-11-26", SeenOn: "2026-11-27",
		SeenIn: "a survey of 2025-09-01", Source: "survey", Confidence: playbook.High, Status: playbook.InForce,
	}
	remembered := playbook.Rule{
		ID: "x-remembered", Title: "Tell the other", Jurisdiction: "x", Place: "Nowhere", To: "the other", Trigger: "becoming aware",
		Limit: "at once", Cite: "Act 2", Source: "memory", Confidence: playbook.Low, Status: playbook.InForce,
	}
	return journalOf(time.Date(2026, 11, 27, 23, 0, 0, 0, time.FixedZone("", 3600)),
		run.Started{
			Playbook: run.PlaybookRef{ID: "two-rules", SHA256: "7896e7eeb8b0ae995661921cbb4e9982237a5ce7365f35badc9728fb446cb17b"},
			Title:    "A laptop", Rules: []playbook.Rule{read, remembered},
		},
		run.FactRecorded{Fact: "aware_at", Value: playbook.TextValue("2026-11-27T20:40:00+08:00"), Step: "know"},
	)
}

// folded2 is the run that journal-2 folds to.
const folded2 = `"A laptop" drill=false opened=2026-11-27T23:00:00+01:00 lead=maria closed=false 0001-01-01T00:00:00Z  ""
1.1 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
aware_at = "2026-11-27T20:40:00+08:00" because "" #2 after []
notes [] at 1.1 {Settled:0 Total:1} needs 0
clock authority "Tell the authority" yes running due 2026-11-30T23:59:59+08:00 confirmed [0] filed [0] waived [0]
`
