package ask

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// addScreen takes a further playbook into the run: one of those at hand that
// the run does not follow yet. Those that the run's own playbook names come
// first.
type addScreen struct {
	form.Picker
	books []screen.Listed
	known bool // whether the books were read
	busy  bool // the one that was chosen is being read
	// refused is why the one that was chosen cannot join, in lines.
	refused []string
}

// Playbooks asks which playbook to take into the run. named is what is typed
// already: the id of the one that a step names, or nothing.
func Playbooks(named string) screen.Screen {
	s := addScreen{}
	s.Query = form.NewInput(named)
	return s
}

// Title implements [screen.Dialog].
func (s addScreen) Title(*screen.World) string { return "Take a further playbook into this run" }

// Header implements [screen.Screen].
func (s addScreen) Header(*screen.World) []string { return nil }

// Typing implements [screen.Screen].
func (s addScreen) Typing() bool { return len(s.refused) == 0 }

// Update implements [screen.Screen].
func (s addScreen) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	switch msg := msg.(type) {
	case screen.ShownMsg:
		s.Picker, _ = s.Edit(w, msg)
		return s, screen.Reply{Cmd: screen.ReadShelf(w.Cfg)}
	case screen.ShelfMsg:
		s.books, s.known = addable(w.Run, msg.Playbooks), true
		if msg.Err != nil {
			return s, screen.Reply{Problem: "Not all playbooks could be read: " + msg.Err.Error()}
		}
	case screen.ToAddMsg:
		return s.read(w, msg)
	default:
		if len(s.refused) == 0 {
			s.Picker, _ = s.Edit(w, msg)
		}
	}
	return s, screen.Reply{}
}

// addable returns the playbooks that the run does not follow, those first that
// its own names.
func addable(r run.Run, books []screen.Listed) []screen.Listed {
	var named, others []screen.Listed
	for _, b := range books {
		switch {
		case b.Problem != "" || r.Book().Has(b.ID):
		case slices.Contains(r.Book().See, b.ID):
			named = append(named, b)
		default:
			others = append(others, b)
		}
	}
	return append(named, others...)
}

// read takes in the playbook that was read, or says why it cannot join.
func (s addScreen) read(w *screen.World, msg screen.ToAddMsg) (screen.Screen, screen.Reply) {
	s.busy = false
	if msg.Err != nil {
		return s, screen.Reply{Problem: "The playbook cannot be opened: " + msg.Err.Error()}
	}
	add := run.AddPlaybook(msg.Book)
	if _, err := add(w.Run); err != nil {
		s.refused = strings.Split(err.Error(), "\n")
		return s, screen.Reply{}
	}
	title := msg.Book.Title
	return s, screen.Reply{Leave: true, Change: &screen.Change{
		Decide: add, Doing: "take the playbook in",
		Said: func(r run.Run) string {
			phases := r.Book().Phases
			return title + " is part of this run, from phase " + phases[len(phases)-len(msg.Book.Phases)].Number + " on." + w.UndoHint()
		},
	}}
}

// found lists the playbooks that hold all words of the query.
func (s addScreen) found() []screen.Listed {
	words := screen.Words(s.Query.Text())
	var found []screen.Listed
	for _, b := range s.books {
		if screen.HoldsAll(screen.Folded(b.ID+" "+b.Title+" "+b.About), words) {
			found = append(found, b)
		}
	}
	return found
}

// Commands implements [screen.Screen].
func (s addScreen) Commands(w *screen.World) []screen.Command {
	back := screen.Command{ID: "add.close", Group: screen.GroupMove, Title: "Close", Binding: screen.Bind("esc", "close", "esc"),
		Do: func() (screen.Screen, screen.Reply) {
			if len(s.refused) > 0 {
				s.refused = nil
				return s, screen.Reply{}
			}
			return s, screen.Reply{Leave: true}
		}}
	if len(s.refused) > 0 {
		back.Title, back.Binding = "Choose another one", screen.Bind("esc", "another one", "esc", "enter")
		return []screen.Command{back}
	}
	take := screen.Command{ID: "add.take", Group: screen.GroupDo, Title: "Take it into the run", Why: w.ReadOnly(),
		Binding: screen.Bind("enter", "take it in", "enter"), Do: func() (screen.Screen, screen.Reply) { return s.take(w) }}
	return append([]screen.Command{take, back}, s.Picker.Commands(w, len(s.found()), func(p form.Picker) screen.Screen {
		s.Picker = p
		return s
	})...)
}

// take reads the playbook under the cursor.
func (s addScreen) take(w *screen.World) (screen.Screen, screen.Reply) {
	held := false
	if s.Picker, held = s.Held(w); held || s.busy {
		return s, screen.Reply{}
	}
	found := s.found()
	if len(found) == 0 {
		return s, screen.Reply{Say: "No playbook holds all of these words. Remove some."}
	}
	b := found[s.List.In(len(found)).At]
	ref := b.ID
	if b.Source != "embedded" {
		ref = b.Source
	}
	s.busy = true
	return s, screen.Reply{Cmd: screen.ReadToAdd(w.Cfg, ref)}
}

// View implements [screen.Screen].
func (s addScreen) View(w *screen.World) ([]string, *tea.Cursor) {
	if len(s.refused) > 0 {
		return s.viewRefused(w), nil
	}
	found, none := s.found(), "No playbook holds all of these words."
	switch {
	case !s.known:
		none = "Reading the playbooks."
	case len(s.books) == 0:
		none = "The run follows all playbooks that are at hand."
	}
	return s.Picker.View(w, len(found), none, func(i int, here bool) screen.Row { return s.row(w, found[i], here) })
}

// row draws a playbook: its title and size, and under the cursor what follows
// from taking it in.
func (s addScreen) row(w *screen.World, b screen.Listed, here bool) screen.Row {
	t := w.Theme
	size := words.Plural(b.Steps, "step", "steps") + " "
	mark, style := t.Row(here, t.Text)
	right := draw.Strip{{Style: t.Muted, Text: size}}
	if here {
		right = draw.Strip{{Style: style, Text: size}}
	}
	line := draw.Strip{{Style: style, Text: mark + inert.Line(b.Title)}}.Fill(w.Width, right)
	if !here {
		return screen.OneLine(line)
	}
	about := draw.Sheet{Theme: t, Width: w.Width, Lines: []string{line}}
	about.Add(t.Muted, 4, inert.Line(b.ID+". Its phases follow those of the run. What is recorded stays, and each notice is filed once."))
	return screen.Row{Lines: about.Lines}
}

// viewRefused says why the playbook cannot join, with both places.
func (s addScreen) viewRefused(w *screen.World) []string {
	page := draw.Sheet{Theme: w.Theme, Width: w.Width}
	for i, line := range s.refused {
		style := w.Theme.Text
		if i == 0 {
			style = w.Theme.Warn
		}
		indent := len(line) - len(strings.TrimLeft(line, " "))
		page.Add(style, min(indent, 4), inert.Line(line))
	}
	if room := w.Height; len(page.Lines) > room && room > 0 {
		page.Lines = page.Lines[:room]
		page.Lines[room-1] = w.Theme.Muted.Render(inert.Clip("All of it: cordon add "+w.Run.ID()+" PLAYBOOK", w.Width))
	}
	return page.Lines
}
