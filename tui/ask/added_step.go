package ask

import (
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// A stepQuestion asks what there is to do that no playbook says.
type stepQuestion struct{ phase, after, where string }

// Step asks for a step to add behind another.
func Step(w *screen.World, after run.Step) screen.Screen {
	q := stepQuestion{phase: w.Run.Book().Phases[after.Phase].ID, after: after.ID, where: after.Number}
	return form.New(q,
		form.Field{Name: "title", Label: "What is to be done", Draft: "step/" + after.ID, Widget: form.LineField{Placeholder: "one line, like the title of a step"}},
		form.WhenField("When", "step/"+after.ID+"/when"),
	)
}

// Title implements [form.Question].
func (q stepQuestion) Title() string { return "Add a step behind " + inert.Line(q.where) }

// About implements [form.Question].
func (stepQuestion) About(w *screen.World, _ form.Form) []form.Prose {
	return []form.Prose{{Style: w.Theme.Muted, Kind: true,
		Text: "For what the playbook does not foresee. It is a step like any other, and is marked as added."}}
}

// Answer implements [form.Question].
func (q stepQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	at, err := f.When(w)
	if err != nil {
		return screen.Reply{}, err
	}
	return screen.Reply{Change: &screen.Change{
		Decide: run.AddStep(q.phase, f.Value("title"), q.after), At: at, Doing: "save the step",
		Said: func(r run.Run) string {
			added, _ := r.Last().Event.(run.StepAdded)
			return "Added: " + r.Step(added.Step).Number + "." + w.UndoHint()
		},
	}}, nil
}
