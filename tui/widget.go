package tui

import (
	tea "charm.land/bubbletea/v2"
)

// A widget is what a field of a form is filled in with. It is a value; it
// draws what people typed inert.
type widget interface {
	// value is what is filled in, as text.
	value() string
	// with returns the widget filled in with another value.
	with(value string) widget
	// edit answers a key or a paste that no command has taken. The width is
	// that of its view.
	edit(msg tea.Msg, width int) widget
	// commands are the keys of its own while it has the focus. put makes the
	// next screen with the widget changed.
	commands(w *world, put func(widget) screen) []command
	// view draws it in rows of at most width cells, of which about height will
	// show, and says where the cursor stands.
	view(w *world, width, height int, focused bool) ([]string, tea.Position)
	// typing reports whether letters belong to it.
	typing() bool
}

// A lineField holds one line of text.
type lineField struct {
	input
	placeholder string
}

func (l lineField) value() string { return l.text() }

func (l lineField) with(value string) widget {
	l.input = newInput(value)
	return l
}

func (l lineField) edit(msg tea.Msg, _ int) widget {
	l.input, _ = l.update(msg)
	return l
}

func (l lineField) commands(*world, func(widget) screen) []command { return nil }

func (l lineField) view(w *world, width, _ int, focused bool) ([]string, tea.Position) {
	line, at := l.input.view(max(1, width))
	if l.text() == "" {
		line = w.theme.Muted.Render(l.placeholder)
	}
	return []string{line}, tea.Position{X: at}
}

func (l lineField) typing() bool { return true }
