package ask

import (
	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// A verdictQuestion asks what a reviewer makes of a finding.
type verdictQuestion struct{ key, about string }

// Verdict asks what to make of a finding, with one of the verdicts chosen
// already.
func Verdict(row words.FindingRow, chosen run.Verdict) screen.Screen {
	q := verdictQuestion{key: row.Key(), about: row.Text}
	var options []playbook.Option
	for _, v := range run.Verdicts() {
		options = append(options, playbook.Option{ID: string(v), Label: string(v)})
	}
	return form.New(q,
		form.Field{Name: "comment", Label: "What is it? (may be left out where it is fine)", Draft: "verdict/" + q.key, Widget: form.Area{}},
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
	return screen.Reply{Change: GiveVerdict(w, q.key, q.about, run.Verdict(f.Value("verdict")), f.Value("comment"))}, nil
}

// GiveVerdict is the change that judges a finding.
func GiveVerdict(w *screen.World, key, about string, verdict run.Verdict, comment string) *screen.Change {
	return &screen.Change{
		Decide: run.JudgeFinding(key, about, verdict, comment), Doing: "save the verdict", Reviews: true,
		Said: func(r run.Run) string {
			return "Verdict: " + string(verdict) + "." + w.UndoHint() + "   " + words.JudgedText(r, w.Findings) + "."
		},
	}
}
