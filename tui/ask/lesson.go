package ask

import (
	"cordon/playbook/run"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// A lessonQuestion asks what is to be done better.
type lessonQuestion struct{}

// Lesson asks what is to be done better, who sees to it, and until when.
func Lesson(*screen.World) screen.Screen {
	return form.New(lessonQuestion{},
		form.Field{Name: "text", Label: "What is to be done better?", Draft: "lesson", Widget: form.Area{}, Onward: true},
		form.Field{Name: "owner", Label: "Who sees to it", Draft: "lesson/owner", Widget: form.LineField{Placeholder: "a name"}, Onward: true},
		form.Field{Name: "due", Label: "Until when", Draft: "lesson/due", Widget: form.LineField{Placeholder: "a day, like 2026-12-01"}},
	)
}

// Title implements [form.Question].
func (lessonQuestion) Title() string { return "Lesson" }

// About implements [form.Question].
func (lessonQuestion) About(w *screen.World, _ form.Form) []form.Prose {
	return []form.Prose{{Style: w.Theme.Muted, Text: "It is an entry behind the others. It changes nothing of the run.", Kind: true}}
}

// Answer implements [form.Question].
func (lessonQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	return screen.Reply{Change: &screen.Change{
		Decide: run.NoteLesson(f.Value("text"), f.Value("owner"), f.Value("due")), Doing: "save the lesson", Reviews: true,
		Said: func(run.Run) string { return "Lesson noted." + w.UndoHint() },
	}}, nil
}
