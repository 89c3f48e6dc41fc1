package tui

import (
	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
)

// A picker is a list that is searched by typing: commands, steps, playbooks.
// What is found stands below the field, and enter takes what is under the
// cursor. What the rows are comes in with each call.
type picker struct {
	query input
	list  list
	shown pause
}

// edit gives a message to the field, and reports whether the query is another
// one. Then the cursor is on the first row.
func (p picker) edit(w *world, msg tea.Msg) (picker, bool) {
	if _, ok := msg.(shownMsg); ok {
		p.shown = pauseAt(w.now)
		return p, false
	}
	query, changed := p.query.update(msg)
	if p.query = query; changed {
		p.list = list{}
	}
	return p, changed
}

// commands are the keys that move the cursor over n rows.
func (p picker) commands(w *world, n int, with func(picker) screen) []command {
	return p.list.commands(n, w.steadyHeight()-2, true, func(l list) screen {
		p.list = l
		return with(p)
	})
}

// held reports whether enter was held down since before the list came up: then
// it takes nothing. It returns the picker as it then is.
func (p picker) held(w *world) (picker, bool) {
	if p.query.text() != "" {
		return p, false
	}
	var ignored bool
	p.shown, ignored = p.shown.ignores(w.now)
	return p, ignored
}

// view draws the field and the rows around the cursor, or says that there are
// none. Its height stays the same whatever is found.
func (p picker) view(w *world, n int, none string, draw func(i int, here bool) row) ([]string, *tea.Cursor) {
	field, at := p.query.view(max(1, w.width-2))
	lines := []string{w.theme.Strong.Render("> ") + w.theme.Text.Render(field), ""}
	cursor := tea.NewCursor(min(w.width-1, 2+at), 0)
	if n == 0 {
		return w.steady(append(lines, w.theme.Muted.Render(inert.Cut("  "+none, w.width)))), cursor
	}
	rows, _, _ := p.list.rows(n, w.steadyHeight()-len(lines), draw)
	return w.steady(append(lines, rows...)), cursor
}

// steadyHeight is the height of a dialog that is searched by typing. It stays
// the same whatever is found, so that nothing jumps about under the eye.
func (w *world) steadyHeight() int { return min(w.height, 16) }

// steady fills the lines of such a dialog.
func (w *world) steady(lines []string) []string { return fill(lines, w.width, w.steadyHeight()) }
