package run_test

import (
	"time"

	"cordon/playbook/run"
)

// journalReview are the entries of journal-review: a run that somebody looked at
// after it was closed.
func journalReview() []run.Entry {
	at := time.Date(2026, 12, 2, 9, 0, 0, 0, time.FixedZone("", 3600))
	return journalOf(at,
		run.Started{Playbook: run.PlaybookRef{ID: "stolen-keys", Version: "2.1.0", SHA256: "661bf9cde6d620fb7eca04f36ac8130ad4604f707fdd8eda235ab5844b87d7ae"},
			Title: "Keys of the build server"},
		run.StepSkipped{Step: "revoke", Reason: "no keys left"},
		run.Closed{Reason: "false alarm"},
		run.VerdictGiven{Finding: "skipped:revoke@2", About: "1.2 skipped: no keys left", Verdict: run.Question, Comment: "who looked?"},
		run.VerdictGiven{Finding: "skipped:revoke@2", About: "1.2 skipped: no keys left", Verdict: run.Fine},
		run.VerdictGiven{Step: "isolate", About: "Isolate the host", Verdict: run.Problem, Comment: "nobody did it"},
		run.LessonNoted{Text: "rehearse it", Owner: "ben", Due: "2027-01-15"},
		run.LessonNoted{Text: "buy a switch"},
		run.EntryUndone{Seq: 8},
		run.SignedOff{Name: "Eve Adler", Text: "seen on a train"},
	)
}

// foldedReview is the run that journal-review folds to.
const foldedReview = `"Keys of the build server" drill=false opened=2026-12-02T09:00:00+01:00 lead=maria closed=true 2026-12-02T09:02:00+01:00 maria "false alarm"
1.1 todo "" [] by "" #0 ticked [0 0] notes [] evidence [] yes []
1.2 skipped "no keys left" [] by "maria" #2 ticked [] notes [] evidence [] yes []
1.3 todo "" [] by "" #0 ticked [] notes [] evidence [] unknown ["vendor"]
1.4 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
2.1 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
2.2 todo "" [] by "" #0 ticked [] notes [] evidence [] yes []
notes [] at 1.4 {Settled:1 Total:6} needs 2
verdict fine on 1.2 skipped: no keys left #5
verdict problem on 1.1 Isolate the host: nobody did it #6
lesson: rehearse it, seen to by ben, until 2027-01-15 #7
review signed off by Eve Adler: seen on a train #10
clock authority "" unknown not-started due 0001-01-01T00:00:00Z confirmed [0] filed [0] waived [0]
clock customer "Tell the customer" yes not-started due 0001-01-01T00:00:00Z confirmed [0] filed [0] waived [0]
clock people "Tell the people" yes not-started due 0001-01-01T00:00:00Z confirmed [0] filed [0] waived [0]
message notice gaps 2 edited [0] sent []
`
