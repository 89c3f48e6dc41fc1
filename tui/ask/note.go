package ask

import (
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// nearLimit is how many bytes are left when a note begins to count them.
const nearLimit = 4 << 10

// A noteQuestion asks for a note on a step, or on the run if step is empty.
type noteQuestion struct {
	step string
	name string
	// straight says that the editor opens at once, and that leaving it with a
	// text records that.
	straight bool
}

// Note asks for a note on a step, or on the run if step is empty.
func Note(w *screen.World, step string) screen.Screen { return newNote(w, step, false) }

// NoteInEditor opens the editor of the person at once.
func NoteInEditor(w *screen.World, step string) screen.Reply {
	return screen.Reply{Open: newNote(w, step, true)}
}

func newNote(w *screen.World, step string, straight bool) form.Form {
	q := noteQuestion{step: step, name: "Note on the run", straight: straight}
	draft := "note"
	if step != "" {
		st := w.Run.Step(step)
		q.name, draft = "Note on "+st.Number+" "+st.Title, "note/"+step
	}
	return form.New(q,
		form.Field{Name: "text", Draft: draft, Widget: form.Area{Breaks: true}, Fills: true, Echo: echoNote},
		form.WhenField("When", draft+"/when"),
	)
}

// Title implements [form.Question].
func (q noteQuestion) Title() string { return q.name }

// OpensEditor implements [form.Straight].
func (q noteQuestion) OpensEditor() bool { return q.straight }

// About implements [form.Question].
func (q noteQuestion) About(*screen.World, form.Form) []form.Prose { return nil }

// echoNote warns before a note is full.
func echoNote(_ *screen.World, text string) string {
	if left := run.NoteLimit - len(text); left < nearLimit {
		return fmt.Sprintf("%d bytes left. What is longer is a file: attach it as evidence.", left)
	}
	return ""
}

// errEmpty means that there is nothing to record.
var errEmpty = errors.New("the note is empty")

// Answer implements [form.Question].
func (q noteQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	at, err := f.When(w)
	if err != nil {
		return screen.Reply{}, err
	}
	if strings.TrimSpace(f.Value("text")) == "" {
		return screen.Reply{}, errEmpty
	}
	zone := w.Now.Location()
	return screen.Reply{Change: &screen.Change{
		Decide: run.AddNote(q.step, f.Value("text")), At: at, Doing: "save the note",
		Said: func(r run.Run) string { return "Note saved " + clockTime(r, zone) + "." + w.UndoHint() },
	}}, nil
}

// clockTime is when the last entry was recorded, on the clock of the person.
func clockTime(r run.Run, zone *time.Location) string {
	return r.Last().Recorded.In(zone).Format("15:04:05")
}

// Keys are those of a note: esc records it as well. A note that cannot be
// recorded must not hold anybody, so the second esc closes.
func (q noteQuestion) Keys(w *screen.World, f form.Form) []screen.Command {
	if !f.Saves() || strings.TrimSpace(f.Value("text")) == "" {
		return nil
	}
	return []screen.Command{f.Acting(w, screen.Command{ID: "form.save", Group: screen.GroupDo, Title: "Record the note and close",
		Binding: screen.Bind("esc", "save and close", "esc", "ctrl+s"),
		Do:      func() (screen.Screen, screen.Reply) { return f.SaveAndClose(w) }})}
}

// Hear opens the editor when the note was asked for in it, and records what
// came back.
func (q noteQuestion) Hear(w *screen.World, f form.Form, msg tea.Msg) (form.Form, screen.Reply) {
	if _, ok := msg.(screen.ShownMsg); ok && q.straight {
		return f.OpenEditor(w, "text")
	}
	return f, screen.Reply{}
}
