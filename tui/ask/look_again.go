package ask

import (
	"strings"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/when"
	"cordon/playbook/words"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// A lookQuestion asks when to look at a step again.
type lookQuestion struct{ step, number string }

// LookAgain asks when to look at a step again, and what for.
func LookAgain(_ *screen.World, st run.Step) screen.Screen {
	draft := "look/" + st.ID
	return form.New(lookQuestion{st.ID, st.Number},
		form.Field{Name: "due", Label: "When", Beside: true, Draft: draft, Widget: form.LineField{Placeholder: "like 04:10 or +30m"}, Echo: echoNext, Onward: true},
		form.Field{Name: "for", Label: "What for (may be left out)", Draft: draft + "/for", Widget: form.LineField{}},
	)
}

// Title implements [form.Question].
func (q lookQuestion) Title() string { return "Look again at " + inert.Line(q.number) }

// About implements [form.Question].
func (q lookQuestion) About(w *screen.World, _ form.Form) []form.Prose {
	about := []form.Prose{{Style: w.Theme.Muted, Kind: true, Text: "From then on it stands in what needs you, until somebody says what was found. Cordon wakes nobody."}}
	if now := words.LookAgain(w.Run.Step(q.step), w.At()); now.Text != "" {
		about = append(about, form.Prose{Style: w.Theme.Text, Text: inert.Line("Now: " + now.Text)})
	}
	return about
}

// echoNext says what was understood of a time that is yet to come.
func echoNext(w *screen.World, value string) string {
	if strings.TrimSpace(value) == "" {
		return ""
	}
	r, err := when.Next(value, w.AsOf())
	if err != nil {
		return "like 04:10, +30m or 2026-11-21 04:10"
	}
	return form.Understood(r.Time.Format(screen.WhenLayout), r.Note)
}

// Answer implements [form.Question].
func (q lookQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	r, err := when.Next(f.Value("due"), w.AsOf())
	if err != nil {
		return screen.Reply{}, err
	}
	return screen.Reply{Change: &screen.Change{
		Decide: run.LookAgain(q.step, r.Time, f.Value("for")), Doing: "save the time",
		Said: func(run.Run) string { return "Look again at " + q.number + ": " + w.DayOf(r.Time) + "." + w.UndoHint() },
	}}, nil
}

// A lookedQuestion asks what somebody found who looked at a step again.
type lookedQuestion struct{ step, number string }

// Looked asks what somebody found who looked at a step again.
func Looked(_ *screen.World, st run.Step) screen.Screen {
	draft := "looked/" + st.ID
	return form.New(lookedQuestion{st.ID, st.Number},
		form.Field{Name: "text", Label: "What you found (may be left out)", Draft: draft, Widget: form.Area{}},
		form.WhenField("When", draft+"/when"),
	)
}

// Title implements [form.Question].
func (q lookedQuestion) Title() string { return "Looked again at " + inert.Line(q.number) }

// About implements [form.Question].
func (q lookedQuestion) About(w *screen.World, _ form.Form) []form.Prose {
	return []form.Prose{{Style: w.Theme.Text, Text: inert.Line(words.LookAgain(w.Run.Step(q.step), w.At()).Text)}}
}

// Answer implements [form.Question].
func (q lookedQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	at, err := f.When(w)
	if err != nil {
		return screen.Reply{}, err
	}
	return screen.Reply{Change: &screen.Change{
		Decide: run.Looked(q.step, f.Value("text")), At: at, Doing: "save that",
		Said: func(run.Run) string { return "Looked again at " + q.number + "." + w.UndoHint() },
	}}, nil
}
