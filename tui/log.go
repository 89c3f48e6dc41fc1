package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/words"
)

// logScreen lists all that was said since the program began, newest
// first.
type logScreen struct{ list list }

func newLog() screen { return logScreen{} }

func (s logScreen) typing() bool { return false }

func (s logScreen) update(*world, tea.Msg) (screen, reply) { return s, reply{} }

func (s logScreen) commands(w *world) []command {
	return s.list.commands(len(w.log), w.height, false, func(l list) screen {
		s.list = l
		return s
	})
}

func (s logScreen) header(w *world) []string {
	problems := 0
	for _, m := range w.log {
		if m.problem {
			problems++
		}
	}
	count := words.Plural(len(w.log), "line", "lines")
	if problems > 0 {
		count += ", " + words.Plural(problems, "problem", "problems")
	}
	return []string{
		w.nameLine("LOG"),
		w.theme.Muted.Render(between(w.width, " newest first", count)),
	}
}

func (s logScreen) view(w *world) ([]string, *tea.Cursor) {
	if len(w.log) == 0 {
		return []string{"", w.theme.Muted.Render(inert.Pad("  Nothing was said yet.", w.width))}, nil
	}
	lines, at, _ := s.list.rows(len(w.log), w.height, func(i int, here bool) row {
		return s.row(w, w.log[len(w.log)-1-i], here)
	})
	return lines, tea.NewCursor(0, at)
}

// row draws one line that was said. Its full text shows, however long it is.
func (s logScreen) row(w *world, m saying, here bool) row {
	mark, style := " ", w.theme.Text
	if m.problem {
		mark, style = "!", w.theme.Warn
	}
	cursor := " "
	if here {
		cursor, style = w.theme.Glyphs.Cursor, w.theme.Focus
	}
	lead := fmt.Sprintf("%s %s %s ", cursor, w.local(m.at).Format("15:04:05"), mark)
	text := sheet{theme: w.theme, width: w.width}
	text.hang(style, lead, m.text)
	return row{lines: text.lines}
}
