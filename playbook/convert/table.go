package convert

import (
	"strings"

	"cordon/playbook/reader"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// A column is what a column of a table of steps is for.
type column int

const (
	otherColumn column = iota
	stepColumn         // names the step, or numbers it
	wordsColumn        // says what to do
	roleColumn         // says who
	numberColumn
)

// columnOf knows a column by its heading.
func columnOf(heading string) column {
	switch strings.ToLower(strings.Trim(heading, " .:#*")) {
	case "step", "steps", "action", "actions", "task", "tasks", "action item", "action items", "activity":
		return stepColumn
	case "what", "description", "details", "what to do", "instruction", "instructions", "do":
		return wordsColumn
	case "role", "roles", "who", "owner", "responsible", "responsibility", "assignee", "assigned to", "team", "actor", "performed by":
		return roleColumn
	case "", "no", "nr", "id":
		return numberColumn
	}
	return otherColumn
}

// columns returns what the columns of a table are for.
func (m *markdown) columns(t *east.Table) []column {
	var all []column
	for _, cell := range children(t.FirstChild()) {
		all = append(all, columnOf(oneLine(m.look(cell))))
	}
	return all
}

// isStepsTable reports a table whose rows are steps.
func (m *markdown) isStepsTable(n ast.Node) bool {
	t, ok := n.(*east.Table)
	if !ok || t.ChildCount() < 2 {
		return false
	}
	for _, c := range m.columns(t) {
		if c == stepColumn {
			return true
		}
	}
	return false
}

// table makes a step of each row: of the column of steps, or where that only
// counts, of the one that says what to do.
func (w *stepMaker) table(t *east.Table) {
	rows := children(t)
	headings := children(rows[0])
	kinds := w.columns(t)
	title := w.titleColumn(rows[1:], kinds)
	for _, row := range rows[1:] {
		w.beyond(row)
		cells := children(row)
		if title >= len(cells) || strings.TrimSpace(w.look(cells[title])) == "" {
			w.looseRow(headings, cells)
			continue
		}
		title := w.speaking(title, cells, kinds)
		s := w.titled(w.phase, cells[title])
		s.group = w.group()
		for i, cell := range cells {
			text := oneLine(w.look(cell))
			switch {
			case i == title || i >= len(kinds) || text == "" || isNumber(text) && (kinds[i] == stepColumn || kinds[i] == numberColumn):
			case kinds[i] == roleColumn:
				s.role = w.d.role(w.plain(cell, s))
			default:
				s.say(oneLine(w.look(headings[i])) + ": " + oneLine(w.marked(cell, false)))
			}
		}
		w.fill(s, nil)
	}
	w.named = true
}

// speaking is the column that names the step of a row: where the one for that only
// has its number, the first that says something.
func (m *markdown) speaking(title int, cells []ast.Node, kinds []column) int {
	if !isNumber(oneLine(m.look(cells[title]))) {
		return title
	}
	for _, want := range []column{stepColumn, wordsColumn, otherColumn} {
		for i, cell := range cells {
			if i < len(kinds) && kinds[i] == want && !isNumber(oneLine(m.look(cell))) {
				return i
			}
		}
	}
	return title
}

// beyond tells of cells that a row has and the table has no column for: nobody is
// shown them, but they are there.
func (m *markdown) beyond(row ast.Node) {
	cell := row.LastChild()
	if cell == nil || cell.Lines().Len() == 0 {
		return
	}
	from := cell.Lines().At(0).Stop
	line, _, _ := strings.Cut(string(m.src[from:]), "\n")
	if _, rest, ok := strings.Cut(line, "|"); ok {
		if rest = strings.Trim(rest, "| \t"); rest != "" {
			m.f.lose(m.placeOf(cell), "cells beyond the columns of a table, "+reader.Quote(rest), leftOut)
		}
	}
}

// titleColumn returns the column that names the steps.
func (m *markdown) titleColumn(rows []ast.Node, kinds []column) int {
	best := -1
	for _, want := range []column{stepColumn, wordsColumn, otherColumn} {
		for i, kind := range kinds {
			if kind == want && best < 0 && !m.counts(rows, i) {
				best = i
			}
		}
	}
	return max(best, 0)
}

// counts reports whether a column holds nothing but numbers.
func (m *markdown) counts(rows []ast.Node, i int) bool {
	for _, row := range rows {
		if cells := children(row); i < len(cells) && !isNumber(oneLine(m.look(cells[i]))) {
			return false
		}
	}
	return true
}

// looseRow keeps what a row says that names no step, with the step before it.
func (w *stepMaker) looseRow(headings, cells []ast.Node) {
	var said []string
	for i, cell := range cells {
		if text := oneLine(w.marked(cell, false)); text != "" && i < len(headings) {
			said = append(said, oneLine(w.look(headings[i]))+": "+text)
		}
	}
	if len(said) == 0 {
		return
	}
	if n := len(w.phase.steps); n > 0 {
		w.phase.steps[n-1].say(strings.Join(said, "\n\n"))
		return
	}
	w.d.tell(strings.Join(said, "\n\n"))
}

func isNumber(s string) bool { return strings.Trim(s, "0123456789.)# ") == "" }
