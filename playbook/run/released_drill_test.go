package run_test

import (
	"time"

	"cordon/playbook/run"
)

// leakDrill is the drill of journal-drill. It stays as it is: its digest is there.
const leakDrill = `format: cordon-drill/1
id: leak-drill
playbook: leak
title: A leak in the afternoon
about: For whoever leads.
start: 03:14
length: 45m
injects:
  - {id: post, at: 0m, from: Support, says: "Her address is in a forum.", file: post.txt}
  - {id: vendor, after: {step: stop}, plus: 2m, from: The vendor, says: "We saw it on Monday."}
  - {id: press, at: 20m, jump: 5h, from: Press office, says: "A reporter asks."}
  - {id: worse, at: 25m, when: still_active, says: "New exports appear."}
score:
  - {id: aware, want: {fact: aware_at}, within: 10m, of: post, points: 10, why: "It counts from here."}
  - {id: keep, want: {step: look}, before: {step: stop}, points: 10}
  - {id: told, want: {clock: authority, state: filed-in-time}, points: 15}
  - {id: quick, want: {step: stop}, within: 5m, of: worse, points: 7}
  - {id: sent, want: {message: notice}, points: 3}
  - {id: phone, ask: "Was legal called by phone?", points: 5}
`

// journalDrill are the entries of journal-drill: a run that played a drill, from
// 14:00 of a day on, whose story began at 03:14.
func journalDrill() []run.Entry {
	at := time.Date(2026, 12, 3, 14, 0, 0, 0, time.FixedZone("", 3600))
	all := journalOf(at,
		run.Started{
			Playbook: run.PlaybookRef{ID: "leak", Version: "1.0.0", SHA256: digestLeak},
			Title:    "A leak in the afternoon", Drill: true,
			Exercise: &run.Exercise{ID: "leak-drill", SHA256: digestLeakDrill, Source: leakDrill,
				Files: []run.ExerciseFile{{Name: "post.txt", SHA256: "0f"}}},
		},
		run.InjectShown{Inject: "post"},
		run.StepDone{Step: "look"},
		run.DrillPaused{},
		run.DrillPaused{Goes: true},
		run.NoteAdded{Text: "nobody calls back"},
		run.DrillMoved{Inject: "press", Seconds: 5 * 3600},
		run.InjectShown{Inject: "press", Early: true},
		run.Closed{Reason: "the afternoon is over"},
		run.DrillAnswered{Item: "phone", Yes: true},
		run.DrillAnswered{Line: run.LineWell, Text: "we found the post"},
	)
	for i := range all[:9] { // in the time of the story
		all[i].At = all[i].At.Add(-(10*time.Hour + 46*time.Minute))
	}
	for i := 4; i < 9; i++ { // the pause took a minute
		all[i].At = all[i].At.Add(-time.Minute)
	}
	for i := 7; i < 9; i++ {
		all[i].At = all[i].At.Add(5 * time.Hour)
	}
	return all
}

// The digests of journal-drill.
const (
	digestLeak      = "19f0d8e3e46da3f90227cd3d8b2d606b940a34ad06c9d9efab2a04979c1ce9dd"
	digestLeakDrill = "1ba18a43973a0355f77d293c814d5ab1bfac41b5ce8d1a7cc69fe2851ce57fdf"
)

// foldedDrill is the run that journal-drill folds to.
const foldedDrill = `"A leak in the afternoon" drill=true opened=2026-12-03T03:14:00+01:00 lead=maria closed=true 2026-12-03T08:21:00+01:00 maria "the afternoon is over"
1.1 done "" [] by "maria" #3 ticked [] notes [] evidence [] yes []
1.2 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
1.3 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
notes [6] at 1.2 {Settled:1 Total:3} needs 0
clock authority "Tell the authority" yes not-started due 0001-01-01T00:00:00Z confirmed [0] filed [0] waived [0]
message notice gaps 0 edited [0] sent []
`
