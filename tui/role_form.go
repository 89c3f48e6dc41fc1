package tui

import (
	"errors"

	"cordon/playbook"
	"cordon/playbook/run"
)

// A roleQuestion asks who has a role.
type roleQuestion struct{}

func newRoleForm(w *world) screen {
	var options []playbook.Option
	for _, r := range w.run.Book().Roles {
		o := playbook.Option{ID: r.ID, Label: r.Title, After: r.Duty}
		if h, ok := w.run.Role(r.ID); ok {
			o.After = "now " + h.Name
		}
		options = append(options, o)
	}
	return newForm(roleQuestion{},
		field{name: "role", label: "Which role", draft: "role", widget: newChoice(options, false), onward: true},
		field{name: "name", label: "Who has it", draft: "role/name", widget: lineField{placeholder: "a name"}},
		whenField("When", "role/when"),
	)
}

func (roleQuestion) title() string { return "ROLE: say who has one" }

func (roleQuestion) about(w *world, _ form) []prose {
	if len(w.run.Book().Roles) == 0 {
		return []prose{{style: w.theme.Text, text: "The playbook of this run has no roles."}}
	}
	return nil
}

func (roleQuestion) answer(w *world, f form) (reply, error) {
	role, name := f.value("role"), f.value("name")
	if role == "" {
		return reply{}, errors.New("choose a role first")
	}
	at, err := f.when(w)
	if err != nil {
		return reply{}, err
	}
	return reply{change: &change{
		decide: run.TakeRole(role, name), at: at, doing: "save the role",
		said: func(r run.Run) string {
			found, _ := r.Book().Role(role)
			h, _ := r.Role(role)
			return found.Title + ": " + h.Name + "." + w.undoHint()
		},
	}}, nil
}

// A handoverQuestion asks who leads the run from now on.
type handoverQuestion struct{}

func newHandover(*world) screen {
	return newForm(handoverQuestion{},
		field{name: "to", label: "Who leads from now on", draft: "handover", widget: lineField{placeholder: "a name"}, onward: true},
		field{name: "text", label: "What they need to know (may be left out)", draft: "handover/text", widget: area{}},
		whenField("When", "handover/when"),
	)
}

func (handoverQuestion) title() string { return "HAND OVER the lead" }

func (handoverQuestion) about(w *world, _ form) []prose {
	return []prose{
		{style: w.theme.Text, text: "Lead now: " + w.run.Lead() + "."},
		{w.theme.Muted, "This tells nobody. Speak to them, and record it here.", true},
	}
}

func (handoverQuestion) answer(w *world, f form) (reply, error) {
	at, err := f.when(w)
	if err != nil {
		return reply{}, err
	}
	return reply{change: &change{
		decide: run.HandOver(f.value("to"), f.value("text")), at: at, doing: "save the handover",
		said: func(r run.Run) string { return r.Lead() + " leads from now on." + w.undoHint() },
	}}, nil
}
