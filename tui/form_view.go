package tui

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
)

const (
	// textRows is how many rows of a text show in a field, unless it fills the
	// form.
	textRows = 6
	// besideWidth is the width of a field on the line of its label.
	besideWidth = 24
	// fieldIndent is how much stands before the rows of a field.
	fieldIndent = 4
)

// room is the width a field has for its rows.
func (f form) room(w *world, fd field) int {
	if fd.beside {
		return besideWidth
	}
	return max(1, w.width-fd.indent())
}

// indent is what stands before the rows of a field.
func (fd field) indent() int {
	if fd.fills {
		return 0
	}
	return fieldIndent
}

func (f form) title(w *world) string {
	title := inert.Line(f.asks.title())
	if f.keptAt.IsZero() || w.window > compact && f.density(w) < bare {
		return title
	}
	mark := "  draft kept " + f.keptAt.Format("15:04:05")
	if w.window > compact {
		return inert.Cut(title, max(0, w.width-len(mark)-2)) + mark
	}
	return inert.Pad(title, max(0, w.width-len(mark))) + mark
}

// A density is how much of a form is left out so that the rest fits.
type density int

const (
	airy   density = iota // everything
	parted                // an empty line before the fields, no others
	dense                 // no empty lines
	bare                  // nothing that is only said to be kind
)

// density is the first with which the form fits its room.
func (f form) density(w *world) density {
	for d := airy; d < bare; d++ {
		if len(f.sheet(w, d, 1).lines) <= w.height {
			return d
		}
	}
	return bare
}

// view draws the form, and the part of it around the focus where it is higher
// than its room.
func (f form) view(w *world) ([]string, *tea.Cursor) {
	d := f.density(w)
	s := f.sheet(w, d, 1)
	if f.fills() {
		s = f.sheet(w, d, max(1, w.height-len(s.lines)+1))
	}
	from := f.from(w, s)
	lines := append([]string{}, s.lines[from:min(len(s.lines), from+w.height)]...)
	at := s.cursor.Y - from
	if more := len(s.lines) - from - len(lines); more > 0 && at != len(lines)-1 {
		lines[len(lines)-1] = w.theme.Muted.Render(inert.Pad("(more below: "+w.key("scroll.pagedown")+")", w.width))
	}
	if from > 0 && at != 0 {
		lines[0] = w.theme.Muted.Render(inert.Pad("(more above: pgup)", w.width))
	}
	return lines, moved(&tea.Cursor{Position: tea.Position{X: s.cursor.X, Y: at}}, 0, 0, w.width, w.height)
}

func (f form) fills() bool {
	for _, fd := range f.fields {
		if fd.fills {
			return true
		}
	}
	return false
}

// from is the first line of the sheet that shows.
func (f form) from(w *world, s *formSheet) int {
	return max(0, min(window(len(s.lines), s.cursor.Y, w.height)+f.scroll, len(s.lines)-w.height))
}

// scrolling are the keys for a form that is higher than its room.
func (f form) scrolling(w *world) []command {
	if f.breaks() {
		return nil // pgup and pgdown belong to the text
	}
	s := f.sheet(w, f.density(w), 1)
	if len(s.lines) <= w.height {
		return nil
	}
	scroll := func(id, title, key string, by int) command {
		return command{id: id, group: groupMove, title: title, hidden: true, binding: bind(key, "scroll", key),
			do: func() (screen, reply) {
				before := f.from(w, s)
				g := f
				g.scroll += by
				g.scroll = f.scroll + g.from(w, s) - before
				return g, reply{}
			}}
	}
	return []command{
		scroll("form.down", "Scroll the form down", "pgdown", max(1, w.height-2)),
		scroll("form.up", "Scroll the form up", "pgup", -max(1, w.height-2)),
	}
}

// A formSheet gathers the lines of a form and where the cursor stands in them.
type formSheet struct {
	sheet
	w       *world
	density density
	cursor  tea.Position
}

// gap parts what belongs apart, where there is room for that.
func (s *formSheet) gap() {
	if s.density == airy {
		s.blank()
	}
}

// sheet draws the whole form; a field that fills it gets at most so many rows.
func (f form) sheet(w *world, d density, rows int) *formSheet {
	s := &formSheet{sheet: sheet{theme: w.theme, width: w.width}, w: w, density: d}
	for _, p := range f.asks.about(w, f) {
		if !p.kind || d < bare {
			s.add(p.style, 0, p.text)
		}
	}
	if d == parted && len(s.lines) > 0 {
		s.lines = append(s.lines, "")
	}
	s.gap()
	for i, fd := range f.fields {
		f.field(s, i, fd, rows)
	}
	if problem := cmp.Or(f.problem, f.unsafe); problem != "" {
		s.gap()
		s.add(w.theme.Warn, 0, problem)
	}
	f.buttons(s)
	f.draftLine(s)
	return s
}

// field draws a label, what is filled in, and what was understood of it.
func (f form) field(s *formSheet, i int, fd field, rows int) {
	here := i == f.focus
	if !fd.fills {
		rows = textRows
	}
	lines, at := fd.widget.view(s.w, f.room(s.w, fd), rows, here)
	mark, style := " ", s.w.theme.Muted
	if here {
		mark, style = s.w.theme.Glyphs.Cursor, s.w.theme.Strong
	}
	label := mark + " " + inert.Line(fd.label)
	x, echo := fd.indent(), f.echo(s.w, fd)
	switch {
	case fd.beside:
		x = inert.Width(label) + 4
		line := style.Render(label) + "  [ " + padStyled(lines[0], besideWidth) + " ]"
		if echo != "" && x+besideWidth+4+inert.Width(echo) <= s.w.width {
			line, echo = line+"  "+s.w.theme.Muted.Render(echo), ""
		}
		lines = []string{line}
	default:
		if fd.label != "" {
			s.add(style, 0, label)
		}
		for j, line := range lines {
			lines[j] = s.gutter(fd) + line
		}
		if s.w.window > compact {
			rows = min(rows, textRows)
		}
		for fd.fills && len(lines) < rows {
			lines = append(lines, "")
		}
	}
	if here {
		s.cursor = tea.Position{X: x + at.X, Y: len(s.lines) + at.Y}
	}
	s.lines = append(s.lines, lines...)
	if echo != "" {
		s.add(s.w.theme.Muted, fd.indent(), echo)
	}
	if !fd.beside {
		s.gap()
	}
}

// gutter shows where there is a field for text.
func (s *formSheet) gutter(fd field) string {
	switch {
	case fd.fills:
		return ""
	case fd.widget.typing():
		return "  " + s.w.theme.Rule.Render(s.w.theme.Glyphs.Bar) + " "
	}
	return strings.Repeat(" ", fieldIndent)
}

func (f form) echo(w *world, fd field) string {
	if fd.echo == nil || fd.hint != "" {
		return inert.Line(fd.hint)
	}
	return inert.Line(fd.echo(w, fd.widget.value()))
}

// buttons draws the buttons of a guarded form, side by side if they fit.
func (f form) buttons(s *formSheet) {
	g, ok := f.asks.(guarded)
	if !ok {
		return
	}
	s.gap()
	no, yes := g.buttons(s.w, f)
	labels := [2]string{"[ " + no + " ]", "[ " + inert.Cut(inert.Line(yes), max(1, s.w.width-6)) + " ]"}
	beside := 2+inert.Width(labels[0])+4+inert.Width(labels[1]) <= s.w.width
	line := ""
	for i, label := range labels {
		here := f.focus == len(f.fields)+i
		mark, style := s.w.theme.row(here, s.w.theme.Text)
		if here {
			s.cursor = tea.Position{X: inert.Width(line) + 2, Y: len(s.lines)}
		}
		line += mark + style.Render(label)
		if beside && i == 0 {
			line += "  "
			continue
		}
		s.lines = append(s.lines, line)
		line = ""
	}
	if s.density < bare {
		s.add(s.w.theme.Muted, 0, s.w.key("form.next")+" to the button, then "+s.w.key("form.answer")+". "+s.w.key("form.answer")+" alone never records.")
	}
}

// draftLine says that what was typed is safe. It is there from the start, so
// that the form does not grow while somebody types.
func (f form) draftLine(s *formSheet) {
	if s.density == bare || s.w.window <= compact || len(f.drafts()) == 0 {
		return // the title says it
	}
	text := "Every keystroke is kept as a draft."
	switch {
	case !f.keptAt.IsZero():
		text = "draft kept " + f.keptAt.Format("15:04:05")
	case f.found:
		text = "This is your draft from before. Nothing of it is recorded yet."
	}
	s.gap()
	s.add(s.w.theme.Muted, 0, text)
}
