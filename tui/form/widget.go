package form

import (
	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/tui/screen"
)

// A Widget is what a field of a form is filled in with. It is a value; it
// draws what people typed inert.
type Widget interface {
	// Value is what is filled in, as text.
	Value() string
	// With returns the widget filled in with another value.
	With(value string) Widget
	// Edit answers a key or a paste that no command has taken. The width is
	// that of its view.
	Edit(msg tea.Msg, width int) Widget
	// Commands are the keys of its own while it has the focus. put makes the
	// next screen with the widget changed.
	Commands(w *screen.World, put func(Widget) screen.Screen) []screen.Command
	// View draws it in rows of at most width cells, of which about height will
	// show, and says where the cursor stands.
	View(w *screen.World, width, height int, focused bool) ([]string, tea.Position)
	// Typing reports whether letters belong to it.
	Typing() bool
	// Prompt says in lines what to type, and the rows that a number means.
	Prompt(w *screen.World) (says, rows []string)
	// Take fills it in with a line. More lines may follow if it says so.
	Take(line string) (next Widget, more bool, err error)
}

// A Leading widget has rows that lead to where something is done.
type Leading interface {
	// Lead goes where the row with a number from 0 leads.
	Lead(w *screen.World, row int) screen.Reply
}

// A LineField holds one line of text.
type LineField struct {
	Input
	Placeholder string // shows while nothing is filled in
}

// Value implements [Widget].
func (l LineField) Value() string { return l.Text() }

// With implements [Widget].
func (l LineField) With(value string) Widget {
	l.Input = NewInput(value)
	return l
}

// Edit implements [Widget].
func (l LineField) Edit(msg tea.Msg, _ int) Widget {
	l.Input, _ = l.Update(msg)
	return l
}

// Commands implements [Widget].
func (l LineField) Commands(*screen.World, func(Widget) screen.Screen) []screen.Command { return nil }

// View implements [Widget].
func (l LineField) View(w *screen.World, width, _ int, focused bool) ([]string, tea.Position) {
	line, at := l.Input.View(max(1, width))
	if l.Text() == "" {
		line = w.Theme.Muted.Render(inert.Clip(inert.Line(l.Placeholder), max(1, width)))
	}
	return []string{line}, tea.Position{X: at}
}

// Typing implements [Widget].
func (l LineField) Typing() bool { return true }
