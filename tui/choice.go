package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
)

// A choice is a field to choose one of several options, or some of them.
type choice struct {
	options []playbook.Option
	many    bool
	at      int // the option under the cursor
	picked  []bool
}

func newChoice(options []playbook.Option, many bool) choice {
	return choice{options: options, many: many, picked: make([]bool, len(options))}
}

// value is the ids of the options that were chosen, as a fact reads them.
func (c choice) value() string {
	var ids []string
	for i, o := range c.options {
		if c.picked[i] {
			ids = append(ids, o.ID)
		}
	}
	return strings.Join(ids, ", ")
}

func (c choice) with(value string) widget {
	c.picked = make([]bool, len(c.options))
	for id := range strings.SplitSeq(value, ",") {
		i := slices.IndexFunc(c.options, func(o playbook.Option) bool { return o.ID == strings.TrimSpace(id) })
		if i >= 0 {
			c.picked[i], c.at = true, i
		}
	}
	return c
}

// chosen is what was chosen in words, and empty if nothing was.
func (c choice) chosen() string {
	var labels []string
	for i, o := range c.options {
		if c.picked[i] {
			labels = append(labels, fmt.Sprintf("%d %s", i+1, o.Label))
		}
	}
	return inert.Line(strings.Join(labels, ", "))
}

func (c choice) edit(tea.Msg, int) widget { return c }

func (c choice) typing() bool { return false }

// pick chooses an option, or takes the choice back where there may be many.
func (c choice) pick(i int) choice {
	c.at = i
	if c.many {
		c.picked = slices.Clone(c.picked)
		c.picked[i] = !c.picked[i]
		return c
	}
	c.picked = make([]bool, len(c.options))
	c.picked[i] = true
	return c
}

// move moves the cursor, and with it the choice where there is only one. The
// first key chooses the option that it stands on.
func (c choice) move(by int) choice {
	to := max(0, min(len(c.options)-1, c.at+by))
	switch {
	case c.many:
		c.at = to
		return c
	case c.value() == "":
		to = c.at
	}
	return c.pick(to)
}

func (c choice) commands(_ *world, put func(widget) screen) []command {
	do := func(next func() choice) func() (screen, reply) {
		return func() (screen, reply) { return put(next()), reply{} }
	}
	title, word, n := "Choose the option under the cursor", "choose", min(9, len(c.options))
	if c.many {
		title, word = "Choose the option, or take it back", "tick"
	}
	commands := []command{
		{id: "choice.pick", group: groupDo, title: title, hidden: true, binding: bind("space", word, "space", "x"), do: do(func() choice { return c.pick(c.at) })},
		{id: "choice.down", group: groupMove, title: "Next option", hidden: n == len(c.options), binding: bind("j/k", "move", "j", "down"), do: do(func() choice { return c.move(1) })},
		{id: "choice.up", group: groupMove, title: "Option before", hidden: true, binding: bind("k", "up", "k", "up"), do: do(func() choice { return c.move(-1) })},
	}
	for i := range n {
		key, shown := strconv.Itoa(i+1), "1-"+strconv.Itoa(n)
		commands = append(commands, command{id: "choice." + key, group: groupDo, title: "Option " + key + ": " + inert.Line(c.options[i].Label), hidden: i > 0,
			binding: bind(shown, word, key), do: do(func() choice { return c.pick(i) })})
	}
	return commands
}

// leadWidth is the width of what stands before an option: "> (o) 1  ".
const leadWidth = len("> (o) 1  ")

// view draws an option a row, and what it leads to beside it, or under it where
// that does not fit for all.
func (c choice) view(w *world, width, _ int, focused bool) ([]string, tea.Position) {
	labels, beside := c.columns(max(1, width-leadWidth))
	var lines []string
	var at tea.Position
	for i := range c.options {
		here := focused && i == c.at
		if here {
			at = tea.Position{X: 2, Y: len(lines)}
		}
		lines = append(lines, c.row(w, i, width, here)...)
		after := c.options[i].After
		switch {
		case after == "":
		case beside:
			gap := labels - inert.Width(inert.Line(c.options[i].Label)) + 2
			lines[len(lines)-1] += w.theme.Muted.Render(strings.Repeat(" ", gap) + "-> " + inert.Line(after))
		default:
			for _, line := range inert.Wrap("-> "+inert.Line(after), max(1, width-leadWidth)) {
				lines = append(lines, w.theme.Muted.Render(strings.Repeat(" ", leadWidth)+line))
			}
		}
	}
	return lines, at
}

// columns returns the width of the widest label, and whether what every option
// leads to fits beside it.
func (c choice) columns(room int) (labels int, beside bool) {
	after := 0
	for _, o := range c.options {
		labels = max(labels, inert.Width(inert.Line(o.Label)))
		after = max(after, inert.Width(inert.Line(o.After)))
	}
	return labels, labels+len("  -> ")+after <= room
}

func (c choice) row(w *world, i, width int, here bool) []string {
	mark, style := " ", w.theme.Text
	if here {
		mark, style = w.theme.Glyphs.Cursor, w.theme.Focus
	}
	lead := inert.Pad(fmt.Sprintf("%s %s %d", mark, c.glyph(w, i), i+1), leadWidth)
	lines := inert.Wrap(inert.Line(c.options[i].Label), max(1, width-leadWidth))
	for j, line := range lines {
		lines[j] = style.Render(lead + line)
		lead = strings.Repeat(" ", leadWidth)
	}
	return lines
}

func (c choice) glyph(w *world, i int) string {
	switch {
	case !c.many && c.picked[i]:
		return "(o)"
	case !c.many:
		return "( )"
	case c.picked[i]:
		return w.theme.Glyphs.Done
	}
	return w.theme.Glyphs.Todo
}
