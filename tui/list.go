package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
)

// A list is the cursor of a list of rows that may be longer than its window.
// It is a value; how many rows there are comes in with each call, so a list
// cannot be out of step with what it shows. Only rows that are seen are drawn.
//
//	commands:  l.commands(len(rows), w.height, false, func(l list) screen { s.list = l; return s })
//	view:      lines, cursor, _ := l.rows(len(rows), w.height, func(i int, here bool) row { … })
type list struct{ at int }

// A row is what one item of a list looks like.
type row struct {
	lines []string
	// mark is the line that the cursor stands on.
	mark int
}

// oneLine returns a row of one line.
func oneLine(line string) row { return row{lines: []string{line}} }

// in returns the list with its cursor within n rows.
func (l list) in(n int) list {
	l.at = max(0, min(l.at, n-1))
	return l
}

// move returns the list with its cursor moved by rows, as far as n rows allow.
func (l list) move(n, by int) list {
	l = l.in(n)
	l.at = max(0, min(l.at+by, n-1))
	return l
}

// commands are the keys that move the cursor. While text is being typed they
// are only those that a text field has no use for. with puts the moved list
// into its screen.
func (l list) commands(n, page int, typing bool, with func(list) screen) []command {
	return append(l.moves(n, typing, with), l.pages(n, page, with)...)
}

// moves are the keys that move the cursor by rows, or to an end of the list.
func (l list) moves(n int, typing bool, with func(list) screen) []command {
	if typing {
		return []command{
			l.moving("down", "Next row", bind("down", "choose", "down"), n, 1, with),
			l.moving("up", "Row before", bind("up", "choose", "up"), n, -1, with),
		}
	}
	return []command{
		l.moving("down", "Next row", bind("j", "down", "j", "down"), n, 1, with),
		l.moving("up", "Row before", bind("k", "up", "k", "up"), n, -1, with),
		l.moving("first", "First row", bind("g", "first", "g", "home"), n, -n, with),
		l.moving("last", "Last row", bind("G", "last", "G", "end"), n, n, with),
	}
}

// pages are the keys that move the cursor by a window of rows.
func (l list) pages(n, page int, with func(list) screen) []command {
	page = max(1, page-1)
	return []command{
		l.moving("pagedown", "A page down", bind("pgdown", "page", "pgdown"), n, page, with),
		l.moving("pageup", "A page up", bind("pgup", "page", "pgup"), n, -page, with),
	}
}

func (l list) moving(id, title string, b key.Binding, n, by int, with func(list) screen) command {
	return command{id: "list." + id, group: groupMove, title: title, hidden: true, binding: b,
		do: func() (screen, reply) { return with(l.move(n, by)), reply{} }}
}

// rows draws the rows around the cursor, as many as fit in height lines, and
// says on which of the lines the cursor stands and which row is the first. It
// calls draw for those rows only. The cursor stands in the middle unless an
// end of the list is near.
func (l list) rows(n, height int, draw func(i int, here bool) row) (lines []string, cursor, first int) {
	if n == 0 || height <= 0 {
		return nil, 0, 0
	}
	l = l.in(n)
	focus := draw(l.at, true)
	shown := []row{focus}
	first, last := l.at, l.at
	above, below := focus.mark, len(focus.lines)-focus.mark
	raise := func(until func() bool) {
		for ; first > 0 && !until(); first-- {
			shown = slices.Insert(shown, 0, draw(first-1, false))
			above += len(shown[0].lines)
		}
	}
	full := func() bool { return above+below >= height }
	raise(func() bool { return above >= height/2 })
	for ; last < n-1 && !full(); last++ {
		shown = append(shown, draw(last+1, false))
		below += len(shown[len(shown)-1].lines)
	}
	raise(full)
	from := max(0, above-height+1)
	// The row of the cursor shows in full if it fits.
	from = max(from, min(above-focus.mark, above-focus.mark+len(focus.lines)-height))
	if last == n-1 {
		from = max(from, min(max(0, above-height/2), above+below-height))
	}
	lines, skipped := flat(shown, from)
	return lines[:min(len(lines), height)], above - from, first + skipped
}

// flat returns the lines of rows without the first ones, and how many rows
// those are in full.
func flat(rows []row, without int) (lines []string, skipped int) {
	for _, r := range rows {
		lines = append(lines, r.lines...)
		if len(lines) <= without {
			skipped++
		}
	}
	return lines[without:], skipped
}

// A pager is how far a text is scrolled. Like a list it is a value and gets the
// text with each call.
type pager struct{ top int }

// move returns the pager scrolled by lines, as far as n lines in a window of
// height lines allow.
func (p pager) move(n, height, by int) pager {
	p.top = max(0, min(p.top+by, n-height))
	return p
}

// commands are the keys that scroll, without letters while text is being typed.
func (p pager) commands(n, height int, typing bool, with func(pager) screen) []command {
	down, up := bind("j", "scroll", "j", "down"), bind("k", "scroll", "k", "up")
	if typing {
		down, up = bind("down", "scroll", "down"), bind("up", "scroll", "up")
	}
	commands := append([]command{
		p.moving("down", "Scroll down", down, n, height, 1, with),
		p.moving("up", "Scroll up", up, n, height, -1, with),
	}, p.pages(n, height, with)...)
	if typing {
		return commands
	}
	return append(commands,
		p.moving("first", "To the beginning", bind("g", "first", "g", "home"), n, height, -n, with),
		p.moving("last", "To the end", bind("G", "last", "G", "end"), n, height, n, with),
	)
}

// pages are the keys that scroll by a window of lines.
func (p pager) pages(n, height int, with func(pager) screen) []command {
	page := max(1, height-1)
	return []command{
		p.moving("pagedown", "A page down", bind("pgdown", "page", "pgdown"), n, height, page, with),
		p.moving("pageup", "A page up", bind("pgup", "page", "pgup"), n, height, -page, with),
	}
}

func (p pager) moving(id, title string, b key.Binding, n, height, by int, with func(pager) screen) command {
	return command{id: "scroll." + id, group: groupMove, title: title, hidden: true, binding: b,
		do: func() (screen, reply) { return with(p.move(n, height, by)), reply{} }}
}

// view returns the lines that show. If more are below, the last line says how
// many, and the key that leads to them.
func (p pager) view(w *world, lines []string, height int) []string {
	part := slices.Clone(p.part(lines, height))
	top := p.move(len(lines), height, 0).top
	if more := len(lines) - top - height; more > 0 && height > 1 {
		part[len(part)-1] = w.theme.Muted.Render(" " + w.more(more+1))
	}
	return part
}

// part returns the lines that show.
func (p pager) part(lines []string, height int) []string {
	p = p.move(len(lines), height, 0)
	return lines[p.top:min(len(lines), p.top+max(0, height))]
}
