package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

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
func (f form) room(w world, fd field) int {
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

func (f form) title(w world) string {
	title := inert.Line(f.asks.title())
	if w.window > compact || f.keptAt.IsZero() {
		return title
	}
	mark := "  draft kept " + f.keptAt.Format("15:04:05")
	return inert.Pad(title, max(0, w.width-len(mark))) + mark
}

// view draws the form, and the part of it around the focus where it is higher
// than its room.
func (f form) view(w world) ([]string, *tea.Cursor) {
	s := f.sheet(w, 1)
	if f.fills() {
		s = f.sheet(w, max(1, w.height-len(s.lines)+1))
	}
	from := f.from(w, s)
	lines := append([]string{}, s.lines[from:min(len(s.lines), from+w.height)]...)
	at := s.cursor.Y - from
	if more := len(s.lines) - from - len(lines); more > 0 && at != len(lines)-1 {
		lines[len(lines)-1] = w.theme.Muted.Render(inert.Pad("(more below: pgdown)", w.width))
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
func (f form) from(w world, s *sheet) int {
	return max(0, min(window(len(s.lines), s.cursor.Y, w.height)+f.scroll, len(s.lines)-w.height))
}

// scrolling are the keys for a form that is higher than its room.
func (f form) scrolling(w world) []command {
	s := f.sheet(w, 1)
	if f.typing() && f.breaks() || len(s.lines) <= w.height {
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

// A sheet gathers the lines of a form and where the cursor stands in them.
type sheet struct {
	w      world
	lines  []string
	cursor tea.Position
}

func (s *sheet) add(style lipgloss.Style, indent int, text string) {
	for _, line := range inert.Wrap(inert.Text(text), max(1, s.w.width-indent)) {
		s.lines = append(s.lines, style.Render(strings.Repeat(" ", indent)+line))
	}
}

// gap parts what belongs apart, where there is room for that.
func (s *sheet) gap() {
	if n := len(s.lines); s.w.window > compact && n > 0 && s.lines[n-1] != "" {
		s.lines = append(s.lines, "")
	}
}

// sheet draws the whole form; a field that fills it gets so many rows at most.
func (f form) sheet(w world, rows int) *sheet {
	s := &sheet{w: w}
	for _, p := range f.asks.about(w, f) {
		s.add(p.style, 0, p.text)
	}
	s.gap()
	for i, fd := range f.fields {
		f.field(s, i, fd, rows)
	}
	if f.problem != "" {
		s.gap()
		s.add(w.theme.Warn, 0, f.problem)
	}
	f.buttons(s)
	f.draftLine(s)
	return s
}

// field draws a label, what is filled in, and what was understood of it.
func (f form) field(s *sheet, i int, fd field, rows int) {
	here := i == f.focus
	if !fd.fills {
		rows = textRows
	} else if s.w.window > compact {
		rows = min(rows, max(textRows, strings.Count(fd.widget.value(), "\n")+3))
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
		for fd.fills && len(lines) < rows {
			lines = append(lines, "")
		}
	}
	if here {
		s.cursor = tea.Position{X: x + at.X, Y: len(s.lines) + at.Y}
	}
	s.lines = append(s.lines, lines...)
	if echo != "" {
		s.add(s.w.theme.Muted, fieldIndent, echo)
	}
	if !fd.beside {
		s.gap()
	}
}

// gutter shows where there is a field for text.
func (s *sheet) gutter(fd field) string {
	switch {
	case fd.fills:
		return ""
	case fd.widget.typing():
		return "  " + s.w.theme.Rule.Render(s.w.theme.Glyphs.Bar) + " "
	}
	return strings.Repeat(" ", fieldIndent)
}

func (f form) echo(w world, fd field) string {
	if fd.echo == nil || fd.hint != "" {
		return inert.Line(fd.hint)
	}
	return inert.Line(fd.echo(w, fd.widget.value()))
}

// buttons draws the buttons of a guarded form, side by side if they fit.
func (f form) buttons(s *sheet) {
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
		mark, style := "  ", s.w.theme.Text
		if f.focus == len(f.fields)+i {
			mark, style = s.w.theme.Glyphs.Cursor+" ", s.w.theme.Focus
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
	if s.w.window > compact {
		s.add(s.w.theme.Muted, 0, "tab to the button, then enter. enter alone never records.")
	}
}

// draftLine says that what was typed is safe. It is there from the start, so
// that the form does not grow while somebody types.
func (f form) draftLine(s *sheet) {
	if s.w.window <= compact || len(f.drafts()) == 0 {
		return
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
