package form

import (
	tea "charm.land/bubbletea/v2"

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
}

// A LineField holds one line of text.
type LineField struct {
	Input
	Placeholder string
}

func (l LineField) Value() string { return l.Text() }

func (l LineField) With(value string) Widget {
	l.Input = NewInput(value)
	return l
}

func (l LineField) Edit(msg tea.Msg, _ int) Widget {
	l.Input, _ = l.Update(msg)
	return l
}

func (l LineField) Commands(*screen.World, func(Widget) screen.Screen) []screen.Command { return nil }

func (l LineField) View(w *screen.World, width, _ int, focused bool) ([]string, tea.Position) {
	line, at := l.Input.View(max(1, width))
	if l.Text() == "" {
		line = w.Theme.Muted.Render(l.Placeholder)
	}
	return []string{line}, tea.Position{X: at}
}

func (l LineField) Typing() bool { return true }
