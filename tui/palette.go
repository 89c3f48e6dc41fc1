package tui

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
)

// paletteScreen finds a command by what is typed and does it. It offers the commands
// of the screen below it.
type paletteScreen struct {
	picker
	all, hits []command
}

func newPalette(commands []command) screen {
	p := paletteScreen{all: slices.DeleteFunc(slices.Clone(commands), func(c command) bool { return c.do == nil || c.id == "find.command" })}
	p.hits = p.all
	return p
}

// listing implements [lister].
func (p paletteScreen) listing(commands []command) screen {
	p.all = newPalette(commands).(paletteScreen).all
	p.hits = searched(p.all, p.query.text())
	return p
}

func (p paletteScreen) title(*world) string { return "COMMAND" }

func (p paletteScreen) header(*world) []string { return nil }

func (p paletteScreen) typing() bool { return true }

func (p paletteScreen) update(w *world, msg tea.Msg) (screen, reply) {
	var changed bool
	if p.picker, changed = p.edit(w, msg); changed {
		p.hits = searched(p.all, p.query.text())
	}
	return p, reply{}
}

func (p paletteScreen) commands(w *world) []command {
	commands := []command{
		{id: "palette.run", group: groupDo, title: "Run the command", binding: bind("enter", "run", "enter"), do: func() (screen, reply) { return p.run(w) }},
		{id: "palette.close", group: groupMove, title: "Close", binding: bind("esc", "close", "esc"), do: func() (screen, reply) { return p, reply{leave: true} }},
	}
	return append(commands, p.picker.commands(w, len(p.hits), func(next picker) screen {
		p.picker = next
		return p
	})...)
}

// run does the command under the cursor. A key held down since before the
// palette came up does nothing.
func (p paletteScreen) run(w *world) (screen, reply) {
	held := false
	if p.picker, held = p.held(w); held {
		return p, reply{}
	}
	if len(p.hits) == 0 {
		return p, reply{say: "No command is called that. Remove some letters."}
	}
	c := p.hits[p.list.in(len(p.hits)).at]
	if c.why != "" {
		return p, reply{say: c.why}
	}
	return p, reply{leave: true, invoke: c.id}
}

func (p paletteScreen) view(w *world) ([]string, *tea.Cursor) {
	return p.picker.view(w, len(p.hits), "No command is called that.", func(i int, here bool) row {
		return oneLine(w.commandRow(p.hits[i], here, keyWidth(p.all)))
	})
}

// commandRow draws a command: its key, what it does, and why it cannot act.
func (w *world) commandRow(c command, here bool, keys int) string {
	mark, style := w.theme.row(here, w.theme.Text)
	text := mark + inert.Pad(c.binding.Help().Key, keys) + "  " + inert.Line(c.title)
	if c.why == "" {
		return style.Render(inert.Pad(text, w.width))
	}
	if !here {
		style = w.theme.Muted
	}
	return style.Render(inert.Pad(text+"  ("+inert.Line(c.why)+")", w.width))
}

// keyWidth is the width of the widest key.
func keyWidth(commands []command) int {
	width := 0
	for _, c := range commands {
		width = max(width, inert.Width(c.binding.Help().Key))
	}
	return width
}

// searched returns the commands that answer a query, the best first.
func searched(commands []command, query string) []command {
	if strings.TrimSpace(query) == "" {
		return commands
	}
	type hit struct {
		command
		score int
	}
	var hits []hit
	for _, c := range commands {
		if score := answers(c, query); score > 0 {
			hits = append(hits, hit{c, score})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(len(a.title), len(b.title)))
	})
	found := make([]command, len(hits))
	for i, h := range hits {
		found[i] = h.command
	}
	return found
}

// answers says how well a command answers a query: each word of the query must
// be in its title or its id, or the query must be its key. Zero is not at all.
func answers(c command, query string) int {
	query = strings.TrimSpace(query)
	if slices.Contains(c.binding.Keys(), query) {
		return 2 * matchAll
	}
	title, id, all := strings.ToLower(c.title), c.id, 0
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
