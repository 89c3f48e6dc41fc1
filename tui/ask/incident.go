package ask

import (
	"cordon/playbook/run"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// An incidentQuestion asks which incident the run is about.
type incidentQuestion struct{}

// Incident asks which incident the run is about.
func Incident(*screen.World) screen.Screen {
	return form.New(incidentQuestion{},
		form.Field{Name: "name", Label: "What the incident is called", Draft: "incident", Widget: form.LineField{Placeholder: "a name, or the number of a ticket"}})
}

// Title implements [form.Question].
func (incidentQuestion) Title() string { return "Incident: say which one this run is about" }

// About implements [form.Question].
func (incidentQuestion) About(w *screen.World, _ form.Form) []form.Prose {
	about := []form.Prose{{Style: w.Theme.Muted, Kind: true,
		Text: "Runs of one name are about one incident: what was filed in one of them counts as filed in all."}}
	if name := w.Run.Incident(); name != "" {
		about = append(about, form.Prose{Style: w.Theme.Text, Text: "Now: " + name + "."})
	}
	return about
}

// Answer implements [form.Question].
func (incidentQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	return screen.Reply{Change: &screen.Change{
		Decide: run.NameIncident(f.Value("name")), Doing: "save the name",
		Said: func(r run.Run) string { return "Part of the incident " + r.Incident() + "." + w.UndoHint() },
	}}, nil
}
