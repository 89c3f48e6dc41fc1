package search

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// A Log lists all that was said since the program began, newest first. The zero
// Log has the cursor on the newest line.
type Log struct{ list screen.List }

// Typing implements [screen.Screen].
func (s Log) Typing() bool { return false }

// Update implements [screen.Screen].
func (s Log) Update(*screen.World, tea.Msg) (screen.Screen, screen.Reply) {
	return s, screen.Reply{}
}

// Commands implements [screen.Screen].
func (s Log) Commands(w *screen.World) []screen.Command {
	return s.list.Commands(len(w.Log), w.Height, false, func(l screen.List) screen.Screen {
		s.list = l
		return s
	})
}

// Header implements [screen.Screen].
func (s Log) Header(w *screen.World) []string {
	problems := 0
	for _, m := range w.Log {
		if m.Problem {
			problems++
		}
	}
	count := words.Plural(len(w.Log), "line", "lines")
	if problems > 0 {
		count += ", " + words.Plural(problems, "problem", "problems")
	}
	return []string{
		w.NameLine("Log"),
		w.Theme.Muted.Render(draw.Between(w.Width, " newest first", count)),
	}
}

// View implements [screen.Screen].
func (s Log) View(w *screen.World) ([]string, *tea.Cursor) {
	if len(w.Log) == 0 {
		return []string{"", w.Theme.Muted.Render(inert.Pad("  Nothing was said yet.", w.Width))}, nil
	}
	lines, at, _ := s.list.Rows(len(w.Log), w.Height, func(i int, here bool) screen.Row {
		return s.row(w, w.Log[len(w.Log)-1-i], here)
	})
	return lines, tea.NewCursor(0, at)
}

// row draws one line that was said. Its full text shows, however long it is.
func (s Log) row(w *screen.World, m screen.Saying, here bool) screen.Row {
	style := w.Theme.Text
	cursor, mark := " ", " "
	if m.Problem {
		mark, style = "!", w.Theme.Warn
	}
	if here {
		cursor, style = w.Theme.Glyphs.Cursor, w.Theme.Focus
	}
	lead := fmt.Sprintf("%s%s %s ", cursor, mark, w.Local(m.At).Format("15:04:05"))
	text := draw.Sheet{Theme: w.Theme, Width: w.Width}
	text.Hang(style, lead, m.Text)
	return screen.Row{Lines: text.Lines}
}
