package ask

import (
	"errors"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// A roleQuestion asks who has a role.
type roleQuestion struct{}

// Role asks who has one of the playbook's roles.
func Role(w *screen.World) screen.Screen {
	var options []playbook.Option
	for _, r := range w.Run.Book().Roles {
		o := playbook.Option{ID: r.ID, Label: r.Title, After: r.Duty}
		call := draw.IfAny("profile: ", words.Call(w.Run, r.ID))
		switch h, ok := w.Run.Role(r.ID); {
		case ok:
			o.After = "now " + h.Name + draw.IfAny("; ", call)
		case call != "":
			o.After = call
		}
		options = append(options, o)
	}
	return form.New(roleQuestion{},
		form.Field{Name: "role", Label: "Which role", Draft: "role", Widget: form.NewChoice(options, false), Onward: true},
		form.Field{Name: "name", Label: "Who has it", Draft: "role/name", Widget: form.LineField{Placeholder: "a name"}},
		form.WhenField("When", "role/when"),
	)
}

// Title implements [form.Question].
func (roleQuestion) Title() string { return "Role: say who has one" }

// About implements [form.Question].
func (roleQuestion) About(w *screen.World, _ form.Form) []form.Prose {
	if len(w.Run.Book().Roles) == 0 {
		return []form.Prose{{Style: w.Theme.Text, Text: "The playbook of this run has no roles."}}
	}
	return nil
}

// Answer implements [form.Question].
func (roleQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	role, name := f.Value("role"), f.Value("name")
	if role == "" {
		return screen.Reply{}, errors.New("choose a role first")
	}
	at, err := f.When(w)
	if err != nil {
		return screen.Reply{}, err
	}
	return screen.Reply{Change: &screen.Change{
		Decide: run.TakeRole(role, name), At: at, Doing: "save the role",
		Said: func(r run.Run) string {
			found, _ := r.Book().Role(role)
			h, _ := r.Role(role)
			return found.Title + ": " + h.Name + "." + w.UndoHint()
		},
	}}, nil
}

// A handoverQuestion asks who leads the run from now on.
type handoverQuestion struct{}

// Handover asks who leads the run from now on.
func Handover(*screen.World) screen.Screen {
	return form.New(handoverQuestion{},
		form.Field{Name: "to", Label: "Who leads from now on", Draft: "handover", Widget: form.LineField{Placeholder: "a name"}, Onward: true},
		form.Field{Name: "text", Label: "What they need to know (may be left out)", Draft: "handover/text", Widget: form.Area{}},
		form.WhenField("When", "handover/when"),
	)
}

// Title implements [form.Question].
func (handoverQuestion) Title() string { return "Hand over the lead" }

// About implements [form.Question].
func (handoverQuestion) About(w *screen.World, _ form.Form) []form.Prose {
	about := []form.Prose{
		{Style: w.Theme.Text, Text: "Lead now: " + w.Run.Lead() + "."},
		{Style: w.Theme.Muted, Text: "This tells nobody. Read this to them, and record it here:"},
	}
	for _, l := range words.Pasted(words.Brief(w.Run, w.At())) {
		about = append(about, form.Prose{Style: w.Theme.Text, Text: inert.Line(l)})
	}
	for _, l := range words.People(w.Run) {
		about = append(about, form.Prose{Style: w.Theme.Text, Text: inert.Line(l.Label + ": " + l.Text), Kind: true})
	}
	return about
}

// Answer implements [form.Question].
func (handoverQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	at, err := f.When(w)
	if err != nil {
		return screen.Reply{}, err
	}
	return screen.Reply{Change: &screen.Change{
		Decide: run.HandOver(f.Value("to"), f.Value("text"), words.BriefRecorded(w.At())), At: at, Doing: "save the handover",
		Said: func(r run.Run) string { return r.Lead() + " leads from now on." + w.UndoHint() },
	}}, nil
}
