package run_test

import (
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/clock"
	"cordon/playbook/run"
)

// journalJoined are the entries of journal-joined: a run that took in a playbook and
// rules from the library, and belongs to an incident.
func journalJoined(t testing.TB) []run.Entry {
	zone, err := clock.ParseZone("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	own := everyKey1(zone)
	own.ID, own.Status, own.ChainedTo = "x-own", playbook.InForce, ""
	own.FileAt, own.FileAtSource, own.ReadOn = "https://example.org/report", "survey", "2026-11-26"
	own.SeenOn, own.SeenIn = "2026-11-27", "a survey of 2025-09-01"
	chained := rule1(zone)
	chained.ID, chained.Title = "x-chained", "Tell them again"
	return journalOf(time.Date(2026, 11, 27, 3, 0, 0, 0, time.FixedZone("", 3600)),
		run.Started{Playbook: run.PlaybookRef{ID: "stolen-keys", Version: "2.2.0", SHA256: digestJoined}, Title: "Keys of the build server"},
		run.FactRecorded{Fact: "risk", Value: playbook.TextValue("likely"), Because: "passwords"},
		run.PlaybookAdded{
			Playbook: run.PlaybookRef{ID: "lost-laptop", Version: "1.0.0", SHA256: addedJoined},
			Rules:    []playbook.Rule{rule1(zone), everyKey1(zone)},
		},
		run.CheckTicked{Step: "lost-laptop/wipe", Check: 1},
		run.FactRecorded{Fact: "wiped", Value: playbook.YesNoValue(true), Step: "lost-laptop/wipe"},
		run.StepDone{Step: "lost-laptop/wipe"},
		run.FactRecorded{Fact: "risk", Value: playbook.TextValue("certain"), Because: "the disk was in clear"},
		run.FactRecorded{Fact: "aware_at", Value: playbook.TextValue("2026-11-27T02:30:00+01:00")},
		run.ClockFiled{Clock: "authority", Reference: "LDA-2026/115"},
		run.ClockAdded{Clock: "x-all", Rule: everyKey1(zone), From: "aware_at", CapFrom: "aware_at"},
		run.ClockAdded{Clock: "x-own", Rule: own, From: "start_x_own"},
		run.ClockAdded{Clock: "x-chained", Rule: chained, After: "authority"},
		run.FactRecorded{Fact: "start_x_own", Value: playbook.TextValue("2026-11-26T23:00:00+01:00")},
		run.IncidentNamed{Name: "The build server"},
		run.IncidentNamed{Name: "Ticket 2041"},
		run.EntryUndone{Seq: 15},
	)
}

// The digests of the two playbooks of journal-joined.
const (
	digestJoined = "a9cc92aaab1928352da180a7b991bc55cbfbfc3e2b5ebdfb675608253fef70fe"
	addedJoined  = "13a44886f09248120cf500215a57ef8d733f719f540f858da11a78099a9f6258"
)

// foldedJoined is the run that journal-joined folds to.
const foldedJoined = `"Keys of the build server" drill=false opened=2026-11-27T03:00:00+01:00 lead=maria closed=false 0001-01-01T00:00:00Z  ""
1.1 todo "" [] by "" #0 ticked [0 0] notes [] evidence [] yes []
1.2 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
1.3 todo "" [] by "" #0 ticked [] notes [] evidence [] unknown ["vendor"]
1.4 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
2.1 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
2.2 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
b1.1 done "" [] by "maria" #6 ticked [4] notes [] evidence [] yes []
b1.2 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
aware_at = "2026-11-27T02:30:00+01:00" because "" #8 after []
risk = "certain" because "the disk was in clear" #7 after [2]
wiped = "yes" because "" #5 after []
start_x_own = "2026-11-26T23:00:00+01:00" because "" #13 after []
notes [] at b1.2 {Settled:1 Total:8} needs 0
incident The build server
clock authority "Tell the authority" unknown filed-in-time due 2026-11-30T02:30:00+01:00 confirmed [0] filed [9] waived [0]
clock customer "Tell the customer" yes running due 2026-11-28T02:30:00+01:00 confirmed [0] filed [0] waived [0]
clock people "Tell the people" yes running due 2026-12-27T23:59:59+01:00 confirmed [0] filed [0] waived [0]
clock owner "Tell the owner" yes running due 2026-11-28T02:30:00+01:00 confirmed [0] filed [0] waived [0]
clock x-all "Every key" yes cannot-be-counted due 0001-01-01T00:00:00Z confirmed [0] filed [0] waived [0]
clock x-own "Every key" yes cannot-be-counted due 0001-01-01T00:00:00Z confirmed [0] filed [0] waived [0]
clock x-chained "Tell them again" yes running due 2026-11-30T03:08:00+01:00 confirmed [0] filed [0] waived [0]
message notice gaps 1 edited [0] sent []
message mail gaps 0 edited [0] sent []
`
