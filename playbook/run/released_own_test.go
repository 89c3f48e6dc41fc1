package run_test

import (
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// journalOwn are the entries of journal-own: rules of the organisation's own, in
// place of those that ship.
func journalOwn(t testing.TB) []run.Entry {
	all := journal2(t)
	started := all[0].Event.(run.Started)
	started.Rules[0].OwnFile = "contracts.yaml"
	added := started.Rules[1]
	added.OwnFile, added.Confidence = "contracts.yaml", playbook.Medium
	return journalOf(time.Date(2026, 11, 27, 23, 0, 0, 0, time.FixedZone("", 3600)),
		started,
		all[1].Event,
		run.ClockAdded{Clock: "x-remembered", Rule: added, From: "aware_at"},
	)
}

// foldedOwn is the run that journal-own folds to.
const foldedOwn = `"A laptop" drill=false opened=2026-11-27T23:00:00+01:00 lead=maria closed=false 0001-01-01T00:00:00Z  ""
1.1 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
aware_at = "2026-11-27T20:40:00+08:00" because "" #2 after []
notes [] at 1.1 {Settled:0 Total:1} needs 0
clock authority "Tell the authority" yes running due 2026-11-30T23:59:59+08:00 confirmed [0] filed [0] waived [0]
clock x-remembered "Tell the other" yes running due 0001-01-01T00:00:00Z confirmed [0] filed [0] waived [0]
`
