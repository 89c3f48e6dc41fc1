package ask

import (
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// A signQuestion asks who signs off the review.
type signQuestion struct{}

// SignOff asks who signs off the review, by name. It is recorded only with the
// button.
func SignOff(w *screen.World) screen.Screen {
	return form.New(signQuestion{},
		form.Field{Name: "name", Label: "Name", Draft: "sign-off/name", Widget: form.LineField{}.With(w.Cfg.By)},
		form.Field{Name: "text", Label: "Anything to say (may be left out)", Draft: "sign-off", Widget: form.Area{}},
	)
}

// Title implements [form.Question].
func (signQuestion) Title() string { return "Sign off the review" }

// About implements [form.Question].
func (signQuestion) About(w *screen.World, f form.Form) []form.Prose {
	t := w.Theme
	out := []form.Prose{{Style: t.Text, Text: words.JudgedText(w.Run, w.Findings) + "."}}
	if !w.Closed() {
		out = append(out, form.Prose{Style: t.Warn, Text: "The run is still open: what comes later is not signed off."})
	}
	if second := words.SecondPair(w.Run, f.Value("name"), w.Cfg.By); second != "" {
		out = append(out, form.Prose{Style: t.Warn, Text: second})
	}
	return out
}

// Buttons implements [form.Guarded].
func (signQuestion) Buttons(*screen.World, form.Form) (no, yes string) {
	return "Not yet", "Sign off"
}

// Answer implements [form.Question].
func (signQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	return screen.Reply{Change: &screen.Change{
		Decide: run.SignOff(f.Value("name"), f.Value("text")), Doing: "sign off", Reviews: true,
		Said: func(r run.Run) string {
			ev, _ := r.Last().Event.(run.SignedOff)
			return "Signed off by " + ev.Name + "." + w.UndoHint()
		},
	}}, nil
}
