package form

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// A Picker is a list that is searched by typing: commands, steps, playbooks.
// What is found stands below the field, and enter takes what is under the
// cursor. What the rows are comes in with each call.
type Picker struct {
	Query Input        // what is typed
	List  screen.List  // of what was found
	Shown screen.Pause // since it came up
}

// Edit gives a message to the field, and reports whether the query is another
// one. Then the cursor is on the first row.
func (p Picker) Edit(w *screen.World, msg tea.Msg) (Picker, bool) {
	if _, ok := msg.(screen.ShownMsg); ok {
		p.Shown = w.Pause()
		return p, false
	}
	query, changed := p.Query.Update(msg)
	if p.Query = query; changed {
		p.List = screen.List{}
	}
	return p, changed
}

// Cut implements [screen.Cutter].
func (p Picker) Cut() string { return p.Query.Cut() }

// Commands are the keys that move the cursor over n rows.
func (p Picker) Commands(w *screen.World, n int, with func(Picker) screen.Screen) []screen.Command {
	return p.List.Commands(n, steadyHeight(w)-2, true, func(l screen.List) screen.Screen {
		p.List = l
		return with(p)
	})
}

// Held reports whether enter was held down since before the list came up: then
// it takes nothing. It returns the picker as it then is.
func (p Picker) Held(w *screen.World) (Picker, bool) {
	if p.Query.Text() != "" {
		return p, false
	}
	var ignored bool
	p.Shown, ignored = p.Shown.Ignores(w.Now)
	return p, ignored
}

// View draws the field and the rows around the cursor, or says that there are
// none. Its height stays the same whatever is found.
func (p Picker) View(w *screen.World, n int, none string, draw func(i int, here bool) screen.Row) ([]string, *tea.Cursor) {
	field, at := p.Query.View(max(1, w.Width-2))
	lines := []string{w.Theme.Strong.Render("> ") + w.Theme.Text.Render(field), ""}
	cursor := tea.NewCursor(min(w.Width-1, 2+at), 0)
	if n == 0 {
		return steady(w, append(lines, w.Theme.Muted.Render(inert.Clip("  "+none, w.Width)))), cursor
	}
	rows, _, _ := p.List.Rows(n, steadyHeight(w)-len(lines), draw)
	return steady(w, append(lines, rows...)), cursor
}

// steadyHeight is the height of a dialog that is searched by typing. It stays
// the same whatever is found, so that nothing jumps about under the eye.
func steadyHeight(w *screen.World) int { return min(w.Height, 16) }

// steady fills the lines of such a dialog.
func steady(w *screen.World, lines []string) []string {
	return draw.Fill(lines, w.Width, steadyHeight(w))
}

// Asked returns the picker with a line as its query.
func (p Picker) Asked(line string) Picker {
	p.Query, p.List = NewInput(strings.TrimSpace(line)), screen.List{}
	return p
}
