package ask

import (
	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// A verdictQuestion asks what a reviewer makes of something.
type verdictQuestion struct {
	about  string
	decide func(run.Verdict, string) run.Intention
}

// Verdict asks what to make of a finding, with one of the verdicts chosen
// already.
func Verdict(row words.FindingRow, chosen run.Verdict) screen.Screen {
	return verdict("verdict/"+row.Key(), chosen, verdictQuestion{about: row.Text, decide: judging(row)})
}

// StepVerdict asks what to make of a step itself, be there a finding or not.
func StepVerdict(w *screen.World, st run.Step) screen.Screen {
	chosen := run.Question
	if given := w.Run.VerdictOnStep(st.ID); given != nil {
		chosen = given.Event.(run.VerdictGiven).Verdict
	}
	return verdict("verdict/step/"+st.ID, chosen, verdictQuestion{about: st.Number + " " + st.Title,
		decide: func(v run.Verdict, comment string) run.Intention { return run.JudgeStep(st.ID, v, comment) }})
}

func verdict(draft string, chosen run.Verdict, q verdictQuestion) screen.Screen {
	var options []playbook.Option
	for _, v := range run.Verdicts() {
		options = append(options, playbook.Option{ID: string(v), Label: string(v)})
	}
	return form.New(q,
		form.Field{Name: "comment", Label: "What is it? (may be left out where it is fine)", Draft: draft, Widget: form.Area{}},
		form.Field{Name: "verdict", Label: "Verdict", Widget: form.NewChoice(options, false).With(string(chosen))},
	)
}

// Title implements [form.Question].
func (q verdictQuestion) Title() string { return "Verdict" }

// About implements [form.Question].
func (q verdictQuestion) About(w *screen.World, _ form.Form) []form.Prose {
	return []form.Prose{
		{Style: w.Theme.Text, Text: q.about},
		{Style: w.Theme.Muted, Text: "It is an entry behind the others. It changes nothing of the run.", Kind: true},
	}
}

// Answer implements [form.Question].
func (q verdictQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	v := run.Verdict(f.Value("verdict"))
	return screen.Reply{Change: given(w, v, q.decide(v, f.Value("comment")))}, nil
}

// Fine is the change that judges a finding fine.
func Fine(w *screen.World, row words.FindingRow) *screen.Change {
	return given(w, run.Fine, judging(row)(run.Fine, ""))
}

func judging(row words.FindingRow) func(run.Verdict, string) run.Intention {
	return func(v run.Verdict, comment string) run.Intention {
		return run.JudgeFinding(row.Key(), row.Text, v, comment)
	}
}

// given is the change that records a verdict.
func given(w *screen.World, v run.Verdict, decide run.Intention) *screen.Change {
	return &screen.Change{
		Decide: decide, Doing: "save the verdict", Reviews: true,
		Said: func(r run.Run) string {
			return "Verdict: " + string(v) + "." + w.UndoHint() + "   " + words.JudgedText(r, w.Findings) + "."
		},
	}
}

// UndoReview takes back what the person said last in a review. no says why there
// is nothing to take back, if so.
func UndoReview(w *screen.World) (no string, undo func() screen.Reply) {
	mine := w.Run.LastReviewBy(w.Cfg.By)
	if no = w.NoReviewing(); no == "" && mine == 0 {
		no = "There is nothing of your review to undo."
	}
	return no, func() screen.Reply {
		reply := screen.Undo(w, run.Undo(w.Cfg.By, mine), "Undone")
		reply.Change.Reviews = true
		return reply
	}
}
