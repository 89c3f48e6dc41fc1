package search

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// LogScreen lists all that was said since the program began, newest
// first.
type LogScreen struct{ list screen.List }

func Log() screen.Screen { return LogScreen{} }

func (s LogScreen) Typing() bool { return false }

func (s LogScreen) Update(*screen.World, tea.Msg) (screen.Screen, screen.Reply) {
	return s, screen.Reply{}
}

func (s LogScreen) Commands(w *screen.World) []screen.Command {
	return s.list.Commands(len(w.Log), w.Height, false, func(l screen.List) screen.Screen {
		s.list = l
		return s
	})
}

func (s LogScreen) Header(w *screen.World) []string {
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
		w.NameLine("LOG"),
		w.Theme.Muted.Render(draw.Between(w.Width, " newest first", count)),
	}
}

func (s LogScreen) View(w *screen.World) ([]string, *tea.Cursor) {
	if len(w.Log) == 0 {
		return []string{"", w.Theme.Muted.Render(inert.Pad("  Nothing was said yet.", w.Width))}, nil
	}
	lines, at, _ := s.list.Rows(len(w.Log), w.Height, func(i int, here bool) screen.Row {
		return s.row(w, w.Log[len(w.Log)-1-i], here)
	})
	return lines, tea.NewCursor(0, at)
}

// row draws one line that was said. Its full text shows, however long it is.
func (s LogScreen) row(w *screen.World, m screen.Saying, here bool) screen.Row {
	mark, style := " ", w.Theme.Text
	if m.Problem {
		mark, style = "!", w.Theme.Warn
	}
	cursor := " "
	if here {
		cursor, style = w.Theme.Glyphs.Cursor, w.Theme.Focus
	}
	lead := fmt.Sprintf("%s %s %s ", cursor, w.Local(m.At).Format("15:04:05"), mark)
	text := draw.Sheet{Theme: w.Theme, Width: w.Width}
	text.Hang(style, lead, m.Text)
	return screen.Row{Lines: text.Lines}
}
