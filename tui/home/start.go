package home

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// startDialog asks the two questions before a run: which playbook, and what
// the run is called. For a look at a playbook it asks only the first.
type startDialog struct {
	to    screen.Purpose
	books []screen.Listed
	form.Picker
	book *playbook.Playbook // the one chosen; nil while that is the question
	name form.Input
	busy bool // an answer is awaited: the playbook, or the new run
}

// newStart asks which playbook first.
func newStart(_ *screen.World, to screen.Purpose, books []screen.Listed) screen.Screen {
	return startDialog{to: to, books: books}
}

// newStartOf asks what a run of book is called.
func newStartOf(_ *screen.World, to screen.Purpose, book *playbook.Playbook) screen.Screen {
	return startDialog{to: to, book: book}
}

// Cut implements [screen.Cutter].
func (s startDialog) Cut() string {
	if s.book != nil {
		return s.name.Cut()
	}
	return s.Picker.Cut()
}

// Typing implements [screen.Screen].
func (s startDialog) Typing() bool { return true }

// Header implements [screen.Screen].
func (s startDialog) Header(*screen.World) []string { return nil }

// Title implements [screen.Dialog].
func (s startDialog) Title(*screen.World) string {
	what := map[screen.Purpose]string{screen.ForRun: "Start a run", screen.ForDrill: "Start a practice run", screen.ForLook: "See a playbook"}[s.to]
	switch {
	case s.to == screen.ForLook:
		return what + "   which one?"
	case s.book == nil:
		return what + "   1 of 2: which playbook?"
	}
	return what + "   2 of 2: what is it called?"
}

// found lists the playbooks that match what was typed.
func (s startDialog) found() []screen.Listed {
	var found []screen.Listed
	for _, b := range s.books {
		if (homeItem{book: &b}).matches(s.Query.Text()) {
			found = append(found, b)
		}
	}
	return found
}

// Commands implements [screen.Screen].
func (s startDialog) Commands(w *screen.World) []screen.Command {
	back := screen.Command{ID: "start.back", Group: screen.GroupMove, Title: "One level back", Binding: screen.Bind("esc", "back", "esc"), Do: s.back}
	if s.book != nil {
		word := "start"
		if s.to == screen.ForDrill {
			word = "start the drill"
		}
		return []screen.Command{{ID: "start.go", Group: screen.GroupDo, Title: "Start the run", Binding: screen.Bind("enter", word, "enter"),
			Do: s.act(w, s.start)}, back}
	}
	return append([]screen.Command{
		{ID: "start.choose", Group: screen.GroupMove, Title: "Choose the playbook", Binding: screen.Bind("enter", "choose", "enter"), Do: s.act(w, s.choose)},
		back,
	}, s.Picker.Commands(s.below(w), len(s.found()), func(p form.Picker) screen.Screen {
		s.Picker = p
		return s
	})...)
}

// act does what the enter key means, unless the dialog has only just come up
// or waits for an answer.
func (s startDialog) act(w *screen.World, do func(*screen.World) (screen.Screen, screen.Reply)) func() (screen.Screen, screen.Reply) {
	return func() (screen.Screen, screen.Reply) {
		var ignored bool
		if s.Shown, ignored = s.Shown.Ignores(w.Now); ignored || s.busy {
			return s, screen.Reply{}
		}
		return do(w)
	}
}

func (s startDialog) choose(w *screen.World) (screen.Screen, screen.Reply) {
	found := s.found()
	if len(found) == 0 {
		return s, screen.Reply{Say: "No playbook matches. Type less."}
	}
	b := found[s.List.In(len(found)).At]
	if b.Problem != "" {
		return s, screen.Reply{Problem: unusable(&b)}
	}
	s.busy = true
	open := screen.OpenBook(w.Cfg, ref(&b), s.to)
	return s, screen.Reply{Cmd: func() tea.Msg {
		msg := open().(screen.BookMsg)
		msg.Dialog = true
		return msg
	}}
}

func (s startDialog) start(w *screen.World) (screen.Screen, screen.Reply) {
	s.busy = true
	return s, screen.Reply{Cmd: screen.StartRun(w.Cfg, s.book, s.name.Text(), s.to == screen.ForDrill)}
}

// back goes back to the first question, if it was asked.
func (s startDialog) back() (screen.Screen, screen.Reply) {
	if s.book == nil || s.books == nil {
		return s, screen.Reply{Leave: true}
	}
	s.book, s.busy = nil, false
	return s, screen.Reply{}
}

// Update implements [screen.Screen].
func (s startDialog) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	switch msg := msg.(type) {
	case screen.ShownMsg:
		s.Shown = w.Pause()
	case screen.HomeMsg:
		if s.books != nil {
			s.books = msg.Playbooks
		}
	case screen.NotOpenedMsg:
		s.busy = false
	case screen.BookMsg:
		if msg.Dialog {
			return s.chosen(w, msg)
		}
	case tea.KeyPressMsg, tea.PasteMsg:
		return s.typed(w, msg), screen.Reply{}
	}
	return s, screen.Reply{}
}

// chosen goes on with the playbook that was chosen and read.
func (s startDialog) chosen(w *screen.World, msg screen.BookMsg) (screen.Screen, screen.Reply) {
	s.busy = false
	switch {
	case msg.Err != nil:
		return s, screen.Reply{Problem: "The playbook cannot be opened: " + msg.Err.Error()}
	case s.to == screen.ForLook:
		return s, screen.Reply{Leave: true, Open: bookScreen{book: msg.Book}}
	}
	s.book, s.Shown = msg.Book, w.Pause()
	return s, screen.Reply{}
}

func (s startDialog) typed(w *screen.World, msg tea.Msg) startDialog {
	if s.book != nil {
		s.name, _ = s.name.Update(msg)
		return s
	}
	s.Picker, _ = s.Edit(w, msg)
	return s
}

// View implements [screen.Screen].
func (s startDialog) View(w *screen.World) ([]string, *tea.Cursor) {
	lines := s.drill(w)
	if s.book == nil {
		return s.viewBooks(w, lines)
	}
	return s.viewName(w, lines)
}

// drill says that this is only practice.
func (s startDialog) drill(w *screen.World) []string {
	if s.to != screen.ForDrill {
		return nil
	}
	line := draw.Strip{{Style: w.Theme.Badge, Text: " DRILL "}, {Style: w.Theme.Text, Text: "  practice only, and marked so everywhere"}}
	return []string{line.Fill(w.Width, nil), ""}
}

// below is the world under the lines that stand above the list.
func (s startDialog) below(w *screen.World) *screen.World {
	inner := *w
	inner.Height = max(1, w.Height-len(s.drill(w)))
	return &inner
}

func (s startDialog) viewBooks(w *screen.World, lines []string) ([]string, *tea.Cursor) {
	found := s.found()
	l := list{w: w, width: w.Width}
	rows, cursor := s.Picker.View(s.below(w), len(found), "No playbook matches.", func(i int, here bool) screen.Row {
		return screen.Row{Lines: l.row(homeItem{kind: itemBook, book: &found[i]}, here)}
	})
	cursor.Y += len(lines)
	return append(lines, rows...), cursor
}

func (s startDialog) viewName(w *screen.World, lines []string) ([]string, *tea.Cursor) {
	const label = "Name of the run  "
	said := draw.Sheet{Theme: w.Theme, Width: w.Width, Lines: lines}
	book := fmt.Sprintf("%s, %s, %s", strings.TrimSpace(s.book.Title+" "+s.book.Version),
		words.Plural(len(s.book.Phases), "phase", "phases"), words.Plural(len(s.book.Steps()), "step", "steps"))
	said.Beside(w.Theme.Text, "Playbook", len(label), inert.Line(book))
	said.Lines = append(said.Lines, "")
	room := max(1, w.Width-len(label))
	line, x := s.name.View(room)
	if s.name.Text() == "" {
		line = w.Theme.Muted.Render(inert.Pad("("+inert.Line(s.book.Title)+")", room))
	}
	cursor := tea.NewCursor(len(label)+x, len(said.Lines))
	said.Lines = append(said.Lines, w.Theme.Accent.Render(label)+line, "")
	said.Add(w.Theme.Muted, 0, inert.Line("Left empty, it is called like the playbook. Every entry will bear your name: "+w.Cfg.By+"."))
	return said.Lines, cursor
}
