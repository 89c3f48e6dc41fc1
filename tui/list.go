package tui

import "slices"

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
	page = max(1, page-1)
	move := func(id, title, shown, word string, by int, keys ...string) command {
		return command{id: "list." + id, group: groupMove, title: title, hidden: true, binding: bind(shown, word, keys...),
			do: func() (screen, reply) { return with(l.move(n, by)), reply{} }}
	}
	scroll := []command{
		move("pagedown", "A page down", "pgdown", "page", page, "pgdown"),
		move("pageup", "A page up", "pgup", "page", -page, "pgup"),
	}
	if typing {
		return append([]command{
			move("down", "Next row", "down", "choose", 1, "down"),
			move("up", "Row before", "up", "choose", -1, "up"),
		}, scroll...)
	}
	return append([]command{
		move("down", "Next row", "j", "down", 1, "j", "down"),
		move("up", "Row before", "k", "up", -1, "k", "up"),
		move("first", "First row", "g", "first", -n, "g", "home"),
		move("last", "Last row", "G", "last", n, "G", "end"),
	}, scroll...)
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
	move := func(id, title, shown, word string, by int, keys ...string) command {
		return command{id: "scroll." + id, group: groupMove, title: title, hidden: true, binding: bind(shown, word, keys...),
			do: func() (screen, reply) { return with(p.move(n, height, by)), reply{} }}
	}
	page := max(1, height-1)
	down, up := move("down", "Scroll down", "j", "scroll", 1, "j", "down"), move("up", "Scroll up", "k", "scroll", -1, "k", "up")
	if typing {
		down, up = move("down", "Scroll down", "down", "scroll", 1, "down"), move("up", "Scroll up", "up", "scroll", -1, "up")
	}
	commands := []command{
		down, up,
		move("pagedown", "A page down", "pgdown", "page", page, "pgdown"),
		move("pageup", "A page up", "pgup", "page", -page, "pgup"),
	}
	if typing {
		return commands
	}
	return append(commands,
		move("first", "To the beginning", "g", "first", -n, "g", "home"),
		move("last", "To the end", "G", "last", n, "G", "end"),
	)
}

// part returns the lines that show.
func (p pager) part(lines []string, height int) []string {
	p = p.move(len(lines), height, 0)
	return lines[p.top:min(len(lines), p.top+max(0, height))]
}
