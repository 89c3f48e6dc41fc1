package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/words"
)

// A purpose is what a playbook is chosen for.
type purpose int

const (
	forRun purpose = iota
	forDrill
	forLook
)

// startFor is the purpose of starting a run.
func startFor(drill bool) purpose {
	if drill {
		return forDrill
	}
	return forRun
}

// startDialog asks the two questions before a run: which playbook, and what
// the run is called. For a look at a playbook it asks only the first.
type startDialog struct {
	to    purpose
	books []Listed
	picker
	book *playbook.Playbook // the one chosen; nil while that is the question
	name input
	busy bool // an answer is awaited: the playbook, or the new run
}

// newStart asks which playbook first.
func newStart(_ *world, to purpose, books []Listed) screen {
	return startDialog{to: to, books: books}
}

// newStartOf asks what a run of book is called.
func newStartOf(_ *world, to purpose, book *playbook.Playbook) screen {
	return startDialog{to: to, book: book}
}

func (s startDialog) typing() bool           { return true }
func (s startDialog) header(*world) []string { return nil }

func (s startDialog) title(*world) string {
	what := map[purpose]string{forRun: "START A RUN", forDrill: "PRACTICE: START A DRILL", forLook: "SEE A PLAYBOOK"}[s.to]
	switch {
	case s.to == forLook:
		return what + "   which one?"
	case s.book == nil:
		return what + "   1 of 2: which playbook?"
	}
	return what + "   2 of 2: what is it called?"
}

// found lists the playbooks that match what was typed.
func (s startDialog) found() []Listed {
	var found []Listed
	for _, b := range s.books {
		if (homeItem{book: &b}).matches(s.query.text()) {
			found = append(found, b)
		}
	}
	return found
}

func (s startDialog) commands(w *world) []command {
	back := command{id: "start.back", group: groupMove, title: "One level back", binding: bind("esc", "back", "esc"), do: s.back}
	if s.book != nil {
		word := "start"
		if s.to == forDrill {
			word = "start the drill"
		}
		return []command{{id: "start.go", group: groupDo, title: "Start the run", binding: bind("enter", word, "enter"), do: s.act(w, s.start)}, back}
	}
	return append([]command{
		{id: "start.choose", group: groupMove, title: "Choose the playbook", binding: bind("enter", "choose", "enter"), do: s.act(w, s.choose)},
		back,
	}, s.picker.commands(s.below(w), len(s.found()), func(p picker) screen {
		s.picker = p
		return s
	})...)
}

// act does what the enter key means, unless the dialog has only just come up
// or waits for an answer.
func (s startDialog) act(w *world, do func(*world) (screen, reply)) func() (screen, reply) {
	return func() (screen, reply) {
		var ignored bool
		if s.shown, ignored = s.shown.ignores(w.now); ignored || s.busy {
			return s, reply{}
		}
		return do(w)
	}
}

func (s startDialog) choose(w *world) (screen, reply) {
	found := s.found()
	if len(found) == 0 {
		return s, reply{say: "No playbook matches. Type less."}
	}
	b := found[s.list.in(len(found)).at]
	if b.Problem != "" {
		return s, reply{problem: unusable(&b)}
	}
	s.busy = true
	open := openBook(w.cfg, b.ref(), s.to)
	return s, reply{cmd: func() tea.Msg {
		msg := open().(bookMsg)
		msg.dialog = true
		return msg
	}}
}

func (s startDialog) start(w *world) (screen, reply) {
	s.busy = true
	return s, reply{cmd: startRun(w.cfg, s.book, s.name.text(), s.to == forDrill)}
}

// back goes back to the first question, if it was asked.
func (s startDialog) back() (screen, reply) {
	if s.book == nil || s.books == nil {
		return s, reply{leave: true}
	}
	s.book, s.busy = nil, false
	return s, reply{}
}

func (s startDialog) update(w *world, msg tea.Msg) (screen, reply) {
	switch msg := msg.(type) {
	case shownMsg:
		s.shown = pauseAt(w.now)
	case homeMsg:
		if s.books != nil {
			s.books = msg.playbooks
		}
	case notOpenedMsg:
		s.busy = false
	case bookMsg:
		if msg.dialog {
			return s.chosen(w, msg)
		}
	case tea.KeyPressMsg, tea.PasteMsg:
		return s.typed(w, msg), reply{}
	}
	return s, reply{}
}

// chosen goes on with the playbook that was chosen and read.
func (s startDialog) chosen(w *world, msg bookMsg) (screen, reply) {
	s.busy = false
	switch {
	case msg.err != nil:
		return s, reply{problem: "The playbook cannot be opened: " + msg.err.Error()}
	case s.to == forLook:
		return s, reply{leave: true, open: bookScreen{book: msg.book}}
	}
	s.book, s.shown = msg.book, pauseAt(w.now)
	return s, reply{}
}

func (s startDialog) typed(w *world, msg tea.Msg) startDialog {
	if s.book != nil {
		s.name, _ = s.name.update(msg)
		return s
	}
	s.picker, _ = s.edit(w, msg)
	return s
}

func (s startDialog) view(w *world) ([]string, *tea.Cursor) {
	lines := s.drill(w)
	if s.book == nil {
		return s.viewBooks(w, lines)
	}
	return s.viewName(w, lines)
}

// drill says loudly that this is only practice.
func (s startDialog) drill(w *world) []string {
	if s.to != forDrill {
		return nil
	}
	return []string{w.theme.Badge.Render(inert.Pad(" DRILL  practice only, and marked so everywhere", w.width)), ""}
}

// below is the world under the lines that stand above the list.
func (s startDialog) below(w *world) *world {
	inner := *w
	inner.height = max(1, w.height-len(s.drill(w)))
	return &inner
}

func (s startDialog) viewBooks(w *world, lines []string) ([]string, *tea.Cursor) {
	found := s.found()
	rows, cursor := s.picker.view(s.below(w), len(found), "No playbook matches.", func(i int, here bool) row {
		mark, style := w.theme.row(here, w.theme.Text)
		if found[i].Problem != "" && !here {
			style = w.theme.Warn
		}
		return oneLine(style.Render(inert.Pad(mark+w.bookRow(&found[i]), w.width)))
	})
	cursor.Y += len(lines)
	return append(lines, rows...), cursor
}

func (s startDialog) viewName(w *world, lines []string) ([]string, *tea.Cursor) {
	const label = "Name of the run: "
	said := sheet{theme: w.theme, width: w.width, lines: lines}
	said.add(w.theme.Text, 0, inert.Line(fmt.Sprintf("Playbook: %s  (%s, %s)", strings.TrimSpace(s.book.Title+" "+s.book.Version),
		words.Plural(len(s.book.Phases), "phase", "phases"), words.Plural(len(s.book.Steps()), "step", "steps"))))
	said.lines = append(said.lines, "")
	room := max(1, w.width-len(label))
	line, x := s.name.view(room)
	if s.name.text() == "" {
		line = w.theme.Muted.Render(inert.Pad("("+inert.Line(s.book.Title)+")", room))
	}
	cursor := tea.NewCursor(len(label)+x, len(said.lines))
	said.lines = append(said.lines, w.theme.Strong.Render(label)+line, "")
	said.add(w.theme.Muted, 0, inert.Line("Left empty, it is called like the playbook. Every entry will bear your name: "+w.cfg.By+"."))
	return said.lines, cursor
}
