package form

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/tui/screen"
)

// A Choice is a field to choose one of several options, or some of them.
type Choice struct {
	Options []playbook.Option
	many    bool
	at      int // the option under the cursor
	picked  []bool
}

func NewChoice(options []playbook.Option, many bool) Choice {
	return Choice{Options: options, many: many, picked: make([]bool, len(options))}
}

// Value is the ids of the options that were chosen, as a fact reads them.
func (c Choice) Value() string {
	var ids []string
	for i, o := range c.Options {
		if c.picked[i] {
			ids = append(ids, o.ID)
		}
	}
	return strings.Join(ids, ", ")
}

func (c Choice) With(value string) Widget {
	c.picked = make([]bool, len(c.Options))
	for id := range strings.SplitSeq(value, ",") {
		i := slices.IndexFunc(c.Options, func(o playbook.Option) bool { return o.ID == strings.TrimSpace(id) })
		if i >= 0 {
			c.picked[i], c.at = true, i
		}
	}
	return c
}

// Chosen is what was chosen in words, and empty if nothing was.
func (c Choice) Chosen() string {
	var labels []string
	for i, o := range c.Options {
		if c.picked[i] {
			labels = append(labels, fmt.Sprintf("%d %s", i+1, o.Label))
		}
	}
	return inert.Line(strings.Join(labels, ", "))
}

func (c Choice) Edit(tea.Msg, int) Widget { return c }

func (c Choice) Typing() bool { return false }

// pick chooses an option, or takes the choice back where there may be many.
func (c Choice) pick(i int) Choice {
	c.at = i
	if c.many {
		c.picked = slices.Clone(c.picked)
		c.picked[i] = !c.picked[i]
		return c
	}
	c.picked = make([]bool, len(c.Options))
	c.picked[i] = true
	return c
}

// move moves the cursor, and with it the choice where there is only one. The
// first key chooses the option that it stands on.
func (c Choice) move(by int) Choice {
	to := max(0, min(len(c.Options)-1, c.at+by))
	switch {
	case c.many:
		c.at = to
		return c
	case c.Value() == "":
		to = c.at
	}
	return c.pick(to)
}

func (c Choice) Commands(_ *screen.World, put func(Widget) screen.Screen) []screen.Command {
	do := func(next func() Choice) func() (screen.Screen, screen.Reply) {
		return func() (screen.Screen, screen.Reply) { return put(next()), screen.Reply{} }
	}
	title, word, n := "Choose the option under the cursor", "choose", min(9, len(c.Options))
	if c.many {
		title, word = "Choose the option, or take it back", "tick"
	}
	commands := []screen.Command{
		{ID: "choice.pick", Group: screen.GroupDo, Title: title, Hidden: true, Binding: screen.Bind("space", word, "space", "x"), Do: do(func() Choice { return c.pick(c.at) })},
		{ID: "choice.down", Group: screen.GroupMove, Title: "Next option", Hidden: n == len(c.Options), Binding: screen.Bind("j/k", "move", "j", "down"), Do: do(func() Choice { return c.move(1) })},
		{ID: "choice.up", Group: screen.GroupMove, Title: "Option before", Hidden: true, Binding: screen.Bind("k", "up", "k", "up"), Do: do(func() Choice { return c.move(-1) })},
	}
	for i := range n {
		key, shown := strconv.Itoa(i+1), "1-"+strconv.Itoa(n)
		commands = append(commands, screen.Command{ID: "choice." + key, Group: screen.GroupDo, Title: "Option " + key + ": " + inert.Line(c.Options[i].Label), Hidden: i > 0,
			Binding: screen.Bind(shown, word, key), Do: do(func() Choice { return c.pick(i) })})
	}
	return commands
}

// leadWidth is the width of what stands before an option: "> (o) 1  ".
const leadWidth = len("> (o) 1  ")

// View draws an option a row, and what it leads to beside it, or under it where
// that does not fit for all.
func (c Choice) View(w *screen.World, width, _ int, focused bool) ([]string, tea.Position) {
	labels, beside := c.columns(max(1, width-leadWidth))
	var lines []string
	var at tea.Position
	for i := range c.Options {
		here := focused && i == c.at
		if here {
			at = tea.Position{X: 2, Y: len(lines)}
		}
		lines = append(lines, c.row(w, i, width, here)...)
		after := c.Options[i].After
		switch {
		case after == "":
		case beside:
			gap := labels - inert.Width(inert.Line(c.Options[i].Label)) + 2
			lines[len(lines)-1] += w.Theme.Muted.Render(strings.Repeat(" ", gap) + "-> " + inert.Line(after))
		default:
			for _, line := range inert.Wrap("-> "+inert.Line(after), max(1, width-leadWidth)) {
				lines = append(lines, w.Theme.Muted.Render(strings.Repeat(" ", leadWidth)+line))
			}
		}
	}
	return lines, at
}

// columns returns the width of the widest label, and whether what every option
// leads to fits beside it.
func (c Choice) columns(room int) (labels int, beside bool) {
	after := 0
	for _, o := range c.Options {
		labels = max(labels, inert.Width(inert.Line(o.Label)))
		after = max(after, inert.Width(inert.Line(o.After)))
	}
	return labels, labels+len("  -> ")+after <= room
}

func (c Choice) row(w *screen.World, i, width int, here bool) []string {
	mark, style := " ", w.Theme.Text
	if here {
		mark, style = w.Theme.Glyphs.Cursor, w.Theme.Focus
	}
	lead := inert.Pad(fmt.Sprintf("%s %s %d", mark, c.glyph(w, i), i+1), leadWidth)
	lines := inert.Wrap(inert.Line(c.Options[i].Label), max(1, width-leadWidth))
	for j, line := range lines {
		lines[j] = style.Render(lead + line)
		lead = strings.Repeat(" ", leadWidth)
	}
	return lines
}

func (c Choice) glyph(w *screen.World, i int) string {
	switch {
	case !c.many && c.picked[i]:
		return "(o)"
	case !c.many:
		return "( )"
	case c.picked[i]:
		return w.Theme.Glyphs.Done
	}
	return w.Theme.Glyphs.Todo
}
