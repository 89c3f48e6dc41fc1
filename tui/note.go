package tui

import (
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
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

func newNoteEditor(w *world, step string) screen { return newNote(w, step, false) }

// noteInEditor opens the editor of the person at once.
func noteInEditor(w *world, step string) reply { return reply{open: newNote(w, step, true)} }

func newNote(w *world, step string, straight bool) form {
	q := noteQuestion{step: step, name: "NOTE on the run", straight: straight}
	draft := "note"
	if step != "" {
		st := w.run.Step(step)
		q.name, draft = "NOTE on "+st.Number+" "+st.Title, "note/"+step
	}
	return newForm(q,
		field{name: "text", draft: draft, widget: area{breaks: true}, fills: true, echo: echoNote},
		whenField("When", draft+"/when"),
	)
}

func (q noteQuestion) title() string { return q.name }

func (q noteQuestion) opensEditor() bool { return q.straight }

func (q noteQuestion) about(*world, form) []prose { return nil }

// echoNote warns before a note is full.
func echoNote(_ *world, text string) string {
	if left := run.NoteLimit - len(text); left < nearLimit {
		return fmt.Sprintf("%d bytes left. What is longer is a file: attach it as evidence.", left)
	}
	return ""
}

// errEmpty means that there is nothing to record.
var errEmpty = errors.New("the note is empty")

func (q noteQuestion) answer(w *world, f form) (reply, error) {
	at, err := f.when(w)
	if err != nil {
		return reply{}, err
	}
	if strings.TrimSpace(f.value("text")) == "" {
		return reply{}, errEmpty
	}
	zone := w.now.Location()
	return reply{change: &change{
		decide: run.AddNote(q.step, f.value("text")), at: at, doing: "save the note",
		said: func(r run.Run) string { return "Note saved " + clockTime(r, zone) + "." + w.undoHint() },
	}}, nil
}

// clockTime is when the last entry was recorded, on the clock of the person.
func clockTime(r run.Run, zone *time.Location) string {
	return r.Last().Recorded.In(zone).Format("15:04:05")
}

// keys are those of a note: esc records it as well. A note that cannot be
// recorded must not hold anybody, so the second esc closes.
func (q noteQuestion) keys(w *world, f form) []command {
	if f.stuck || f.busy != idle || strings.TrimSpace(f.value("text")) == "" {
		return nil
	}
	return []command{f.acting(w, command{id: "form.save", group: groupDo, title: "Record the note and close", binding: bind("esc", "save and close", "esc", "ctrl+s"),
		do: func() (screen, reply) { return f.ask(w) }})}
}

// hear opens the editor when the note was asked for in it, and records what
// came back.
func (q noteQuestion) hear(w *world, f form, msg tea.Msg) (form, reply) {
	if _, ok := msg.(shownMsg); ok && q.straight {
		return f.openEditor(w, "text")
	}
	return f, reply{}
}
