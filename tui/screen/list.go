package screen

import (
	"slices"

	"charm.land/bubbles/v2/key"
)

// A List is the cursor of a list of rows that may be longer than its window.
// It is a value; how many rows there are comes in with each call, so a list
// cannot be out of step with what it shows. Only rows that are seen are drawn.
//
//	commands:  l.commands(len(rows), w.height, false, func(l list) screen { s.list = l; return s })
//	view:      lines, cursor, _ := l.rows(len(rows), w.height, func(i int, here bool) row { … })
type List struct{ At int }

// A Row is what one item of a list looks like.
type Row struct {
	Lines []string
	// Mark is the line that the cursor stands on.
	Mark int
}

// OneLine returns a row of one line.
func OneLine(line string) Row { return Row{Lines: []string{line}} }

// In returns the list with its cursor within n rows.
func (l List) In(n int) List {
	l.At = max(0, min(l.At, n-1))
	return l
}

// Move returns the list with its cursor moved by rows, as far as n rows allow.
func (l List) Move(n, by int) List {
	l = l.In(n)
	l.At = max(0, min(l.At+by, n-1))
	return l
}

// Commands are the keys that move the cursor. While text is being typed they
// are only those that a text field has no use for. with puts the moved list
// into its screen.
func (l List) Commands(n, page int, typing bool, with func(List) Screen) []Command {
	return append(l.Moves(n, typing, with), l.pages(n, page, with)...)
}

// Moves are the keys that move the cursor by rows, or to an end of the list.
func (l List) Moves(n int, typing bool, with func(List) Screen) []Command {
	if typing {
		return []Command{
			l.moving("down", "Next row", Bind("down", "choose", "down"), n, 1, with),
			l.moving("up", "Row before", Bind("up", "choose", "up"), n, -1, with),
		}
	}
	return []Command{
		l.moving("down", "Next row", Bind("j", "down", "j", "down"), n, 1, with),
		l.moving("up", "Row before", Bind("k", "up", "k", "up"), n, -1, with),
		l.moving("first", "First row", Bind("g", "first", "g", "home"), n, -n, with),
		l.moving("last", "Last row", Bind("G", "last", "G", "end"), n, n, with),
	}
}

// pages are the keys that move the cursor by a window of rows.
func (l List) pages(n, page int, with func(List) Screen) []Command {
	page = max(1, page-1)
	return []Command{
		l.moving("pagedown", "A page down", Bind("pgdown", "page", "pgdown"), n, page, with),
		l.moving("pageup", "A page up", Bind("pgup", "page", "pgup"), n, -page, with),
	}
}

func (l List) moving(id, title string, b key.Binding, n, by int, with func(List) Screen) Command {
	return Command{ID: "list." + id, Group: GroupMove, Title: title, Hidden: true, Binding: b,
		Do: func() (Screen, Reply) { return with(l.Move(n, by)), Reply{} }}
}

// Rows draws the rows around the cursor, as many as fit in height lines, and
// says on which of the lines the cursor stands and which row is the first. It
// calls draw for those rows only. The cursor stands in the middle unless an
// end of the list is near.
func (l List) Rows(n, height int, draw func(i int, here bool) Row) (lines []string, cursor, first int) {
	if n == 0 || height <= 0 {
		return nil, 0, 0
	}
	l = l.In(n)
	focus := draw(l.At, true)
	shown := []Row{focus}
	first, last := l.At, l.At
	above, below := focus.Mark, len(focus.Lines)-focus.Mark
	raise := func(until func() bool) {
		for ; first > 0 && !until(); first-- {
			shown = slices.Insert(shown, 0, draw(first-1, false))
			above += len(shown[0].Lines)
		}
	}
	full := func() bool { return above+below >= height }
	raise(func() bool { return above >= height/2 })
	for ; last < n-1 && !full(); last++ {
		shown = append(shown, draw(last+1, false))
		below += len(shown[len(shown)-1].Lines)
	}
	raise(full)
	from := max(0, above-height+1)
	// The row of the cursor shows in full if it fits.
	from = max(from, min(above-focus.Mark, above-focus.Mark+len(focus.Lines)-height))
	if last == n-1 {
		from = max(from, min(max(0, above-height/2), above+below-height))
	}
	lines, skipped := flat(shown, from)
	return lines[:min(len(lines), height)], above - from, first + skipped
}

// flat returns the lines of rows without the first ones, and how many rows
// those are in full.
func flat(rows []Row, without int) (lines []string, skipped int) {
	for _, r := range rows {
		lines = append(lines, r.Lines...)
		if len(lines) <= without {
			skipped++
		}
	}
	return lines[without:], skipped
}

// A Pager is how far a text is scrolled. Like a list it is a value and gets the
// text with each call.
type Pager struct{ Top int }

// Move returns the pager scrolled by lines, as far as n lines in a window of
// height lines allow.
func (p Pager) Move(n, height, by int) Pager {
	p.Top = max(0, min(p.Top+by, n-height))
	return p
}

// Commands are the keys that scroll, without letters while text is being typed.
func (p Pager) Commands(n, height int, typing bool, with func(Pager) Screen) []Command {
	down, up := Bind("j", "scroll", "j", "down"), Bind("k", "scroll", "k", "up")
	if typing {
		down, up = Bind("down", "scroll", "down"), Bind("up", "scroll", "up")
	}
	commands := append([]Command{
		p.moving("down", "Scroll down", down, n, height, 1, with),
		p.moving("up", "Scroll up", up, n, height, -1, with),
	}, p.Pages(n, height, with)...)
	if typing {
		return commands
	}
	return append(commands,
		p.moving("first", "To the beginning", Bind("g", "first", "g", "home"), n, height, -n, with),
		p.moving("last", "To the end", Bind("G", "last", "G", "end"), n, height, n, with),
	)
}

// Pages are the keys that scroll by a window of lines.
func (p Pager) Pages(n, height int, with func(Pager) Screen) []Command {
	page := max(1, height-1)
	return []Command{
		p.moving("pagedown", "A page down", Bind("pgdown", "page", "pgdown"), n, height, page, with),
		p.moving("pageup", "A page up", Bind("pgup", "page", "pgup"), n, height, -page, with),
	}
}

func (p Pager) moving(id, title string, b key.Binding, n, height, by int, with func(Pager) Screen) Command {
	return Command{ID: "scroll." + id, Group: GroupMove, Title: title, Hidden: true, Binding: b,
		Do: func() (Screen, Reply) { return with(p.Move(n, height, by)), Reply{} }}
}

// View returns the lines that show. If more are below, the last line says how
// many, and the key that leads to them.
func (p Pager) View(w *World, lines []string, height int) []string {
	part := slices.Clone(p.Part(lines, height))
	top := p.Move(len(lines), height, 0).Top
	if more := len(lines) - top - height; more > 0 && height > 1 {
		part[len(part)-1] = w.Theme.Muted.Render(" " + w.More(more+1))
	}
	return part
}

// Part returns the lines that show.
func (p Pager) Part(lines []string, height int) []string {
	p = p.Move(len(lines), height, 0)
	return lines[p.Top:min(len(lines), p.Top+max(0, height))]
}
