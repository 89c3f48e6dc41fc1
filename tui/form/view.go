package form

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/screen"
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
func (f Form) room(w *screen.World, fd Field) int {
	if fd.Beside {
		return besideWidth
	}
	return max(1, w.Width-fd.indent())
}

// indent is what stands before the rows of a field.
func (fd Field) indent() int {
	if fd.Fills {
		return 0
	}
	return fieldIndent
}

// Title implements [screen.Dialog].
func (f Form) Title(w *screen.World) string {
	title := inert.Line(f.asks.Title())
	if f.keptAt.IsZero() || w.Window > draw.Compact && f.density(w) < bare {
		return title
	}
	mark := "  draft kept " + f.keptAt.Format("15:04:05")
	if w.Window > draw.Compact {
		return inert.Clip(title, max(0, w.Width-len(mark)-2)) + mark
	}
	return inert.Pad(title, max(0, w.Width-len(mark))) + mark
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
func (f Form) density(w *screen.World) density {
	for d := airy; d < bare; d++ {
		if len(f.sheet(w, d, 1).Lines) <= w.Height {
			return d
		}
	}
	return bare
}

// View draws the form, and the part of it around the focus where it is higher
// than its room.
func (f Form) View(w *screen.World) ([]string, *tea.Cursor) {
	d := f.density(w)
	s := f.sheet(w, d, 1)
	if f.fills() {
		s = f.sheet(w, d, max(1, w.Height-len(s.Lines)+1))
	}
	from := f.from(w, s)
	lines := append([]string{}, s.Lines[from:min(len(s.Lines), from+w.Height)]...)
	at := s.cursor.Y - from
	if more := len(s.Lines) - from - len(lines); more > 0 && at != len(lines)-1 {
		lines[len(lines)-1] = w.Theme.Muted.Render(inert.Pad("(more below: "+w.Key("scroll.pagedown")+")", w.Width))
	}
	if from > 0 && at != 0 {
		lines[0] = w.Theme.Muted.Render(inert.Pad("(more above: pgup)", w.Width))
	}
	return lines, draw.Moved(&tea.Cursor{Position: tea.Position{X: s.cursor.X, Y: at}}, 0, 0, w.Width, w.Height)
}

func (f Form) fills() bool {
	for _, fd := range f.Fields {
		if fd.Fills {
			return true
		}
	}
	return false
}

// from is the first line of the sheet that shows.
func (f Form) from(w *screen.World, s *formSheet) int {
	return max(0, min(draw.Window(len(s.Lines), s.cursor.Y, w.Height)+f.scroll, len(s.Lines)-w.Height))
}

// scrolling are the keys for a form that is higher than its room.
func (f Form) scrolling(w *screen.World) []screen.Command {
	if f.breaks() {
		return nil // pgup and pgdown belong to the text
	}
	s := f.sheet(w, f.density(w), 1)
	if len(s.Lines) <= w.Height {
		return nil
	}
	scroll := func(id, title, key string, by int) screen.Command {
		return screen.Command{ID: id, Group: screen.GroupMove, Title: title, Hidden: true, Binding: screen.Bind(key, "scroll", key),
			Do: func() (screen.Screen, screen.Reply) {
				before := f.from(w, s)
				g := f
				g.scroll += by
				g.scroll = f.scroll + g.from(w, s) - before
				return g, screen.Reply{}
			}}
	}
	return []screen.Command{
		scroll("form.down", "Scroll the form down", "pgdown", max(1, w.Height-2)),
		scroll("form.up", "Scroll the form up", "pgup", -max(1, w.Height-2)),
	}
}

// A formSheet gathers the lines of a form and where the cursor stands in them.
type formSheet struct {
	draw.Sheet
	w       *screen.World
	density density
	cursor  tea.Position
}

// gap parts what belongs apart, where there is room for that.
func (s *formSheet) gap() {
	if s.density == airy {
		s.Blank()
	}
}

// sheet draws the whole form; a field that fills it gets at most so many rows.
func (f Form) sheet(w *screen.World, d density, rows int) *formSheet {
	return f.sheetUnder(w, d, rows, f.prose(w, d))
}

// sheetUnder is the sheet under what it says before it asks.
func (f Form) sheetUnder(w *screen.World, d density, rows int, prose []Prose) *formSheet {
	s := &formSheet{Sheet: draw.Sheet{Theme: w.Theme, Width: w.Width}, w: w, density: d}
	for _, p := range prose {
		s.Add(p.Style, 0, p.Text)
	}
	if d == parted && len(s.Lines) > 0 {
		s.Lines = append(s.Lines, "")
	}
	s.gap()
	for i, fd := range f.Fields {
		f.field(s, i, fd, rows)
	}
	if problem := cmp.Or(f.Problem, f.unsafe); problem != "" {
		s.gap()
		s.Add(w.Theme.Warn, 0, problem)
	}
	f.buttons(s)
	f.draftLine(s)
	return s
}

// prose is what the form says before it asks. Where there is little room, what
// is only said to be kind is there as far as all else leaves room for it.
func (f Form) prose(w *screen.World, d density) []Prose {
	all := f.asks.About(w, f)
	if d < bare {
		return all
	}
	needed := slices.DeleteFunc(slices.Clone(all), func(p Prose) bool { return p.Kind })
	if len(needed) == len(all) || f.fills() {
		return needed
	}
	lines := func(prose ...Prose) int {
		s := draw.Sheet{Theme: w.Theme, Width: w.Width}
		for _, p := range prose {
			s.Add(p.Style, 0, p.Text)
		}
		return len(s.Lines)
	}
	room := w.Height - len(f.sheetUnder(w, d, 1, needed).Lines)
	return slices.DeleteFunc(slices.Clone(all), func(p Prose) bool {
		if !p.Kind {
			return false
		}
		if n := lines(p); n <= room {
			room -= n
			return false
		}
		return true
	})
}

// field draws a label, what is filled in, and what was understood of it.
func (f Form) field(s *formSheet, i int, fd Field, rows int) {
	here := i == f.Focus
	if !fd.Fills {
		rows = textRows
	}
	lines, at := fd.Widget.View(s.w, f.room(s.w, fd), rows, here)
	mark, style := " ", s.w.Theme.Muted
	if here {
		mark, style = s.w.Theme.Glyphs.Cursor, s.w.Theme.Strong
	}
	label := mark + " " + inert.Line(fd.Label)
	x, echo := fd.indent(), f.echo(s.w, fd)
	switch {
	case fd.Beside:
		x = inert.Width(label) + 4
		line := style.Render(label) + "  [ " + draw.PadStyled(lines[0], besideWidth) + " ]"
		if echo != "" && x+besideWidth+4+inert.Width(echo) <= s.w.Width {
			line, echo = line+"  "+s.w.Theme.Muted.Render(echo), ""
		}
		lines = []string{line}
	default:
		if fd.Label != "" {
			s.Add(style, 0, label)
		}
		for j, line := range lines {
			lines[j] = s.gutter(fd) + line
		}
		if s.w.Window > draw.Compact {
			rows = min(rows, textRows)
		}
		for fd.Fills && len(lines) < rows {
			lines = append(lines, "")
		}
	}
	if here {
		s.cursor = tea.Position{X: x + at.X, Y: len(s.Lines) + at.Y}
	}
	s.Lines = append(s.Lines, lines...)
	if echo != "" {
		s.Add(s.w.Theme.Muted, fd.indent(), echo)
	}
	if !fd.Beside {
		s.gap()
	}
}

// gutter shows where there is a field for text.
func (s *formSheet) gutter(fd Field) string {
	switch {
	case fd.Fills:
		return ""
	case fd.Widget.Typing():
		return "  " + s.w.Theme.Rule.Render(s.w.Theme.Lines.Down) + " "
	}
	return strings.Repeat(" ", fieldIndent)
}

func (f Form) echo(w *screen.World, fd Field) string {
	if fd.Echo == nil || fd.Hint != "" {
		return inert.Line(fd.Hint)
	}
	return inert.Line(fd.Echo(w, fd.Widget.Value()))
}

// buttons draws the buttons of a guarded form, side by side if they fit.
func (f Form) buttons(s *formSheet) {
	g, ok := f.asks.(Guarded)
	if !ok {
		return
	}
	s.gap()
	no, yes := g.Buttons(s.w, f)
	labels := [2]string{"[ " + no + " ]", "[ " + inert.Clip(inert.Line(yes), max(1, s.w.Width-6)) + " ]"}
	beside := 2+inert.Width(labels[0])+4+inert.Width(labels[1]) <= s.w.Width
	line := ""
	for i, label := range labels {
		here := f.Focus == len(f.Fields)+i
		mark, style := s.w.Theme.Row(here, s.w.Theme.Text)
		if here {
			s.cursor = tea.Position{X: inert.Width(line) + 2, Y: len(s.Lines)}
		}
		line += mark + style.Render(label)
		if beside && i == 0 {
			line += "  "
			continue
		}
		s.Lines = append(s.Lines, line)
		line = ""
	}
	if s.density < bare {
		s.Add(s.w.Theme.Muted, 0, s.w.Key("form.next")+" to the button, then "+s.w.Key("form.answer")+". "+s.w.Key("form.answer")+" alone never records.")
	}
}

// draftLine says whether what was typed is safe. It is there from the start, so
// that the form does not grow while somebody types.
func (f Form) draftLine(s *formSheet) {
	if s.density == bare || s.w.Window <= draw.Compact || len(f.drafts()) == 0 {
		return // the title says it
	}
	text := "Every keystroke is kept as a draft."
	switch {
	case f.unsafe != "": // as it says
		text = "No draft of this is kept yet. It is tried again and again."
	case !f.keptAt.IsZero():
		text = "draft kept " + f.keptAt.Format("15:04:05")
	case f.found:
		text = "This is your draft from before. Nothing of it is recorded yet."
	}
	if f.taken {
		text = "This draft names nobody. You opened it first: it is yours now. Nothing of it is recorded yet."
	}
	if who := f.alsoTyped(s.w); who != "" {
		text += "  Also here, and not yours: a draft of " + who + "."
	}
	s.gap()
	s.Add(s.w.Theme.Muted, 0, text)
}

// alsoTyped names who else has a draft of a field of the form.
func (f Form) alsoTyped(w *screen.World) string {
	var names []string
	for _, field := range f.drafts() {
		for _, name := range w.Others[field] {
			if name != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return inert.Line(words.Listed(names))
}
