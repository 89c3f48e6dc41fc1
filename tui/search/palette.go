package search

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// paletteScreen finds a command by what is typed and does it. It offers the
// commands of the screen below it.
type paletteScreen struct {
	form.Picker
	all, hits []screen.Command
}

// Palette offers all commands that do something, but for the one that opened
// it.
func Palette(commands []screen.Command) screen.Screen {
	p := paletteScreen{all: slices.DeleteFunc(slices.Clone(commands), func(c screen.Command) bool { return c.Do == nil || c.ID == "find.command" })}
	p.hits = p.all
	return p
}

// Listing implements [screen.Lister].
func (p paletteScreen) Listing(commands []screen.Command) screen.Screen {
	p.all = Palette(commands).(paletteScreen).all
	p.hits = Matching(p.all, p.Query.Text())
	return p
}

// Title implements [screen.Dialog].
func (p paletteScreen) Title(*screen.World) string { return "Command" }

// Header implements [screen.Screen].
func (p paletteScreen) Header(*screen.World) []string { return nil }

// Typing implements [screen.Screen].
func (p paletteScreen) Typing() bool { return true }

// Update implements [screen.Screen].
func (p paletteScreen) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	var changed bool
	if p.Picker, changed = p.Edit(w, msg); changed {
		p.hits = Matching(p.all, p.Query.Text())
	}
	return p, screen.Reply{}
}

// Commands implements [screen.Screen].
func (p paletteScreen) Commands(w *screen.World) []screen.Command {
	commands := []screen.Command{
		{ID: "palette.run", Group: screen.GroupDo, Title: "Run the command", Binding: screen.Bind("enter", "run", "enter"),
			Do: func() (screen.Screen, screen.Reply) { return p.run(w) }},
		{ID: "palette.close", Group: screen.GroupMove, Title: "Close", Binding: screen.Bind("esc", "close", "esc"),
			Do: func() (screen.Screen, screen.Reply) { return p, screen.Reply{Leave: true} }},
	}
	return append(commands, p.Picker.Commands(w, len(p.hits), func(next form.Picker) screen.Screen {
		p.Picker = next
		return p
	})...)
}

// run does the command under the cursor. A key held down since before the
// palette came up does nothing.
func (p paletteScreen) run(w *screen.World) (screen.Screen, screen.Reply) {
	held := false
	if p.Picker, held = p.Held(w); held {
		return p, screen.Reply{}
	}
	if len(p.hits) == 0 {
		return p, screen.Reply{Say: "No command is called that. Remove some letters."}
	}
	c := p.hits[p.List.In(len(p.hits)).At]
	if c.Why != "" {
		return p, screen.Reply{Say: c.Why}
	}
	return p, screen.Reply{Leave: true, Invoke: c.ID}
}

// View implements [screen.Screen].
func (p paletteScreen) View(w *screen.World) ([]string, *tea.Cursor) {
	return p.Picker.View(w, len(p.hits), "No command is called that.", func(i int, here bool) screen.Row {
		return commandRow(w, p.hits[i], here, keyWidth(p.all))
	})
}

// commandRow draws a command: its key, what it does, and why it cannot act. Under
// the cursor none of that is cut.
func commandRow(w *screen.World, c screen.Command, here bool, keys int) screen.Row {
	t := w.Theme
	key, style, text := t.Accent, t.Text, inert.Line(c.Title)
	if c.Why != "" {
		key, style, text = t.Muted, t.Muted, text+"  ("+inert.Line(c.Why)+")"
	}
	mark, _ := t.Row(here, style)
	lead := inert.Pad(c.Binding.Help().Key, keys) + "  "
	if !here {
		return screen.OneLine(draw.Strip{{Style: style, Text: mark}, {Style: key, Text: lead}, {Style: style, Text: text}}.Fill(w.Width, nil))
	}
	row := draw.Sheet{Theme: t, Width: w.Width}
	row.Hang(t.Plain, mark+lead, text)
	for i, line := range row.Lines {
		row.Lines[i] = t.Focus.Render(inert.Pad(line, w.Width))
	}
	return screen.Row{Lines: row.Lines}
}

// keyWidth is the width of the widest key.
func keyWidth(commands []screen.Command) int {
	width := 0
	for _, c := range commands {
		width = max(width, inert.Width(c.Binding.Help().Key))
	}
	return width
}

// Matching returns the commands that answer a query, the best first.
func Matching(commands []screen.Command, query string) []screen.Command {
	if strings.TrimSpace(query) == "" {
		return commands
	}
	type hit struct {
		screen.Command
		score int
	}
	var hits []hit
	for _, c := range commands {
		if score := answers(c, query); score > 0 {
			hits = append(hits, hit{c, score})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(len(a.Title), len(b.Title)))
	})
	found := make([]screen.Command, len(hits))
	for i, h := range hits {
		found[i] = h.Command
	}
	return found
}

// answers says how well a command answers a query: each word of the query must
// be in its title or its id, or the query must be its key. Zero is not at all.
func answers(c screen.Command, query string) int {
	query = strings.TrimSpace(query)
	if slices.Contains(c.Binding.Keys(), query) {
		return 2 * matchAll
	}
	title, id, all := strings.ToLower(c.Title), c.ID, 0
	words := strings.Fields(strings.ToLower(query))
	for _, word := range words {
		score := max(matchText(title, word), matchText(id, word)-matchTitleFirst)
		if score == 0 {
			return 0
		}
		all += score
	}
	if strings.Contains(title, strings.Join(words, " ")) {
		all += matchPart // the words stand there as they were typed
	}
	return all / len(words)
}
