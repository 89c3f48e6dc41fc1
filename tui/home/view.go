package home

import (
	"cmp"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// wideList is the width of the list beside what is under the cursor.
const wideList = 70

// Bar implements [screen.Split].
func (h home) Bar(w *screen.World) int {
	if w.Window < draw.Wide || !h.read || h.empty() {
		return 0
	}
	return wideList
}

// Header implements [screen.Screen]. It says where the data lies and what time it is.
func (h home) Header(w *screen.World) []string {
	t := w.Theme
	when := w.Now.Format("15:04 MST")
	if w.Window > draw.Compact {
		when = w.Now.Format("Mon 2 Jan 15:04 MST")
	}
	if _, offset := w.Now.Zone(); offset != 0 {
		when += w.Now.UTC().Format("  (15:04Z)")
	}
	name := draw.Strip{{Style: t.Accent, Text: " cordon"}, {Style: t.Muted, Text: "  runs and playbooks"}}
	if w.Window <= draw.Compact {
		name[1].Text = "  runs"
	}
	return []string{
		name.Fill(w.Width, draw.Strip{{Style: t.Muted, Text: when + " "}}),
		t.Muted.Render(inert.Pad(" "+h.where(w, w.Width-1), w.Width)),
	}
}

// where says in at most width cells where the data lies.
func (h home) where(w *screen.World, width int) string {
	text := "Everything stays " + cmp.Or(draw.IfAny("in ", inert.Line(short(w, w.Cfg.DataDir))), "on this machine") + "."
	if calm := text + " Nothing is sent anywhere."; inert.Width(calm) <= width {
		return calm
	}
	return text
}

// Hint implements [screen.Hinter]. It is the line above the keys: what to go on with, or what is to be known
// of a playbook where there is no room beside the list.
func (h home) Hint(w *screen.World) string {
	it, _ := h.here(w)
	switch {
	case it.kind == itemRun && !w.Cfg.ReadOnly():
		return leftAt(w, it)
	case it.kind == itemBook && h.Bar(w) == 0 && it.book.Problem != "":
		return unusable(it.book)
	case it.kind == itemBook && h.Bar(w) == 0 && it.book.Source != embedded:
		return "From " + short(w, it.book.Source)
	case w.Cfg.ReadOnly():
		return "What is open here can only be read."
	}
	return ""
}

// leftAt says where a run was left, and whether something waits.
func leftAt(w *screen.World, it homeItem) string {
	s, who := it.summary, "You"
	if s.LastBy != w.Cfg.By && s.LastBy != "" {
		who = s.LastBy
	}
	ago, needs := screen.Away(w.Now.Sub(s.Last))+" ago.", ""
	if n := s.NeedsAt(w.Now); n > 0 {
		needs = words.Plural(n, "thing needs", "things need") + " you."
	}
	if w.Window <= draw.Compact {
		return strings.TrimSpace(fmt.Sprintf("%s Left at %s, %s", needs, s.Step, ago))
	}
	return strings.TrimSpace(fmt.Sprintf("%s left %s at %s, %s %s", who, s.ID, s.Step, ago, needs))
}

// View implements [screen.Screen].
func (h home) View(w *screen.World) ([]string, *tea.Cursor) {
	switch {
	case !h.read:
		return nil, nil
	case h.empty():
		return h.viewEmpty(w)
	}
	bar := h.Bar(w)
	if bar == 0 {
		return h.viewList(w, w.Width)
	}
	list, cursor := h.viewList(w, bar)
	width := w.Width - bar - draw.Gutter
	return w.Theme.Columns(w.Height, draw.Column{Width: bar, Lines: list}, draw.Column{Width: width, Lines: h.detail(w, width)}), cursor
}

// viewList draws the list, under what there is to say about it.
func (h home) viewList(w *screen.World, width int) ([]string, *tea.Cursor) {
	top, typed := h.find(w, width)
	top = append(top, h.trouble(w, width)...)
	items := h.items(w)
	_, here := h.here(w)
	l := list{w: w, width: width, beside: h.Bar(w) > 0}
	rows, at, _ := screen.List{At: here}.Rows(len(items), w.Height-len(top), func(i int, here bool) screen.Row {
		var r screen.Row
		if i == 0 || !together(items[i-1].kind, items[i].kind) {
			r.Lines = h.heading(w, items[i].kind, i > 0)
		}
		r.Mark = len(r.Lines)
		r.Lines = append(r.Lines, l.row(items[i], here)...)
		return r
	})
	if len(items) == 0 {
		rows = []string{w.Theme.Muted.Render(inert.Clip("   "+h.nothing(w), width))}
	}
	cursor := tea.NewCursor(0, len(top)+at)
	if typed != nil {
		cursor = typed
	}
	return append(top, rows...), cursor
}

// together reports whether two kinds stand under one heading.
func together(a, b homeKind) bool { return a == b || a == itemClosedRun && b == itemMore }

// find is the line of the filter, if there is one, and where the cursor stands
// in it while it is typed.
func (h home) find(w *screen.World, width int) ([]string, *tea.Cursor) {
	const label = " find: "
	if !h.filtering && h.filter.Text() == "" {
		return nil, nil
	}
	line, x := h.filter.View(max(1, width-len(label)))
	lines := []string{w.Theme.Accent.Render(label) + line}
	if w.Window > draw.Compact {
		lines = append(lines, "")
	}
	if !h.filtering {
		return lines, nil
	}
	return lines, tea.NewCursor(len(label)+x, 0)
}

func (h home) nothing(w *screen.World) string {
	if h.filter.Text() != "" {
		return "Nothing matches. " + w.Key("filter.clear") + " shows all."
	}
	return "There is no playbook either."
}

// trouble says in words what could not be read.
func (h home) trouble(w *screen.World, width int) []string {
	said := draw.Sheet{Theme: w.Theme, Width: width - 1}
	add := func(what string, err error) {
		if err != nil {
			said.Hang(w.Theme.Danger, " ! ", what)
			said.Add(w.Theme.Text, 3, inert.Line(err.Error()))
			if w.Window > draw.Compact {
				said.Blank()
			}
		}
	}
	runs := "The runs cannot be read."
	if h.runs() > 0 {
		runs = "Not all runs can be read."
	}
	add(runs, h.err)
	add("Not all playbooks can be read.", h.bookErr)
	return said.Lines
}

// heading stands above the rows of a kind.
func (h home) heading(w *screen.World, kind homeKind, gap bool) []string {
	name, n := "Playbooks", len(h.books)
	switch kind {
	case itemRun:
		name, n = "Open", len(h.open)
	case itemOwed:
		name, n = "Closed, deadlines run on", len(h.owed)
	case itemClosedRun, itemMore:
		name, n = "Closed", len(h.closed)
	}
	line := draw.Strip{{Style: w.Theme.Muted, Text: " " + name + " "}, {Style: w.Theme.Text, Text: fmt.Sprint(n)}}.Render()
	switch {
	case w.Window <= draw.Compact:
		return []string{line}
	case w.Window == draw.Wide && gap:
		return []string{"", line, ""}
	case w.Window == draw.Wide:
		return []string{line, ""}
	case gap:
		return []string{"", line}
	}
	return []string{line}
}

// viewEmpty is the first thing a new person sees.
func (h home) viewEmpty(w *screen.World) ([]string, *tea.Cursor) {
	_, here := h.here(w)
	width := min(w.Width, wideList)
	p := screen.NewPage(w, width)
	p.Lines = h.trouble(w, width)
	var at int
	choice := func(i int, label, id, what string) {
		if i == here {
			at = len(p.Lines)
		}
		p.Lines = append(p.Lines, choiceRow(w, i == here, width, label, w.Key(id), what))
	}
	p.Gap()
	p.Add(w.Theme.Text, 1, "No runs yet.")
	p.Gap()
	p.Add(w.Theme.Strong, 1, "Breach happening now?")
	choice(0, "Start a run", "home.open", "asks two questions")
	p.Gap()
	p.Add(w.Theme.Muted, 1, "Not now?")
	choice(1, "Practice run", "home.drill", "marked DRILL")
	choice(2, "See a playbook", "home.look", "only to read")
	next := 3
	if h.noProfile {
		choice(next, "Write a profile", "home.profile", "on a calm day: 10 questions")
		next++
	}
	if w.Cfg.Doctor != nil {
		choice(next, "Is all well here?", "home.doctor", "terminal, disk, name")
	}
	p.Gap()
	p.Add(w.Theme.Muted, 1, "Every change is saved the moment you make it.")
	return p.Lines, tea.NewCursor(0, at)
}

// choiceRow draws a choice of an empty home: what it is called, its key, and
// what comes of it.
func choiceRow(w *screen.World, here bool, width int, label, key, what string) string {
	const labels, keys = 18, 8
	t := w.Theme
	row := draw.Strip{{Style: t.Text, Text: "   "}, {Style: t.Text, Text: inert.Pad(label, labels)}, {Style: t.Accent, Text: inert.Pad(key, keys)}, {Style: t.Muted, Text: what}}
	if !here {
		return row.Fill(width, nil)
	}
	row[0] = draw.Styled{Style: t.Marks.Accent, Text: " " + t.Glyphs.Cursor + " "}
	row[1].Style = t.Strong
	return t.Selected(row.Across(width, nil)).Render()
}
