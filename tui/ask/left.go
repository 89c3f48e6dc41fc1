package ask

import (
	"errors"
	"os"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// leftLines is how many lines of a text show where one is asked about it.
const leftLines = 3

// The answers to what shall become of a text that an editor left.
const (
	leftTake   = "take"
	leftLeave  = "leave"
	leftDelete = "delete"
)

// A leftQuestion asks what shall become of a text that an editor left.
type leftQuestion struct{ left form.Left }

// leftSettledMsg follows what was answered.
type leftSettledMsg struct {
	from  int
	taken bool // or else deleted
	err   error
}

// Left asks what shall become of a text that an editor left.
func Left(w *screen.World, left form.Left) screen.Screen {
	options := []playbook.Option{
		{ID: leftTake, Label: "Take it", After: "it becomes the draft of " + leftField(w.Run, left.Field)},
		{ID: leftLeave, Label: "Leave it", After: "the next start asks again"},
		{ID: leftDelete, Label: "Delete it", After: "the file is removed"},
	}
	return form.New(leftQuestion{left}, form.Field{Name: "what", Label: "What shall become of it?", Widget: form.NewChoice(options, false)})
}

// Title implements [form.Question].
func (leftQuestion) Title() string { return "Text from your editor" }

// About implements [form.Question].
func (q leftQuestion) About(w *screen.World, _ form.Form) []form.Prose {
	about := []form.Prose{
		{Style: w.Theme.Text, Text: "Written " + q.left.At.In(w.Now.Location()).Format("2006-01-02 15:04") + " for " + leftField(w.Run, q.left.Field) +
			". Cordon ended before it was taken over."},
	}
	lines := strings.Split(q.left.Text, "\n")
	for _, line := range lines[:min(leftLines, len(lines))] {
		about = append(about, form.Prose{Style: w.Theme.Muted, Text: "> " + inert.Line(line), Kind: true})
	}
	return append(about, form.Prose{Style: w.Theme.Muted, Text: "If the editor is still open somewhere, save and close it first.", Kind: true})
}

// leftField says which field a draft belongs to.
func leftField(r run.Run, draft string) string {
	what, rest, _ := strings.Cut(draft, "/")
	if what != "note" {
		what = "the text of " + what
	} else {
		what = "the note"
	}
	for _, st := range r.Steps() {
		if slices.Contains(strings.Split(rest, "/"), st.ID) {
			return what + " on " + st.Number + " " + inert.Line(st.Title)
		}
	}
	if rest == "" && draft == "note" {
		return "the note on the run"
	}
	return what
}

// Answer implements [form.Question].
func (q leftQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	path, id := q.left.Path, f.ID
	switch f.Value("what") {
	case leftLeave:
		return screen.Reply{Leave: true, Say: "It stays in " + path + "."}, nil
	case leftDelete:
		return screen.Reply{Cmd: func() tea.Msg { return leftSettledMsg{from: id, err: os.Remove(path)} }}, nil
	case leftTake:
		text := q.left.Text
		if draft := w.Drafts[q.left.Field]; !strings.Contains(text, draft) {
			text = draft + "\n\n" + text // which was written after it
		}
		if len(text) > run.NoteLimit {
			return screen.Reply{}, errors.New("with the draft that is there it is too long for a field: attach the file as evidence")
		}
		keep := screen.KeepDraft(w, q.left.Field, text)
		return screen.Reply{Cmd: func() tea.Msg {
			kept := keep().(screen.DraftKeptMsg)
			err := kept.Err
			if err == nil {
				err = os.Remove(path)
			}
			// The draft is told by itself: who closed the question must not go on
			// from the one before, and write over it.
			return tea.BatchMsg{
				func() tea.Msg { return kept },
				func() tea.Msg { return leftSettledMsg{from: id, taken: true, err: err} },
			}
		}}, nil
	}
	return screen.Reply{}, errors.New("choose first what shall become of it")
}

// Hear implements [form.Listening].
func (q leftQuestion) Hear(w *screen.World, f form.Form, msg tea.Msg) (form.Form, screen.Reply) {
	settled, ok := msg.(leftSettledMsg)
	if !ok || settled.from != f.ID {
		return f, screen.Reply{}
	}
	f.Busy = form.Idle
	r := screen.Reply{Leave: true, Say: "The file of the editor was deleted."}
	switch {
	case settled.err != nil:
		r = screen.Reply{}
		f = f.Refuse("It was not taken over: " + settled.err.Error())
	case settled.taken:
		r.Say = "What you wrote is the draft of " + leftField(w.Run, q.left.Field) + "."
	}
	return f, r
}
