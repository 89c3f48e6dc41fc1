package screen

import (
	"strings"

	"charm.land/lipgloss/v2"

	"cordon/tui/draw"
)

// Markdown draws Markdown with an indent.
func (p *Page) Markdown(indent int, source string) {
	if source == "" {
		return
	}
	for _, line := range p.World.Theme.Markdown.Render(source, max(1, p.Width-indent)) {
		p.Lines = append(p.Lines, strings.Repeat(" ", indent)+line)
	}
}

// A Page is the text of a step, or of a playbook. It remembers where the items
// of a step are.
type Page struct {
	draw.Sheet
	World   *World // for what it is drawn
	Dense   bool   // without blank lines, where there is little room
	Pinned  int    // the first lines, which stay when the rest is scrolled
	items   int    // how many were drawn
	Focus   int    // the item under the cursor, -1 if none
	Focused int    // its line
}

// NewPage begins a page with a margin at its right.
func NewPage(w *World, width int) *Page {
	return &Page{Sheet: draw.Sheet{Theme: w.Theme, Width: max(1, width-1)}, World: w, Focus: -1, Dense: w.Window == draw.Compact}
}

// Gap parts what follows from what is there, where there is room for that.
func (p *Page) Gap() {
	if !p.Dense {
		p.Blank()
	}
}

// Head writes a heading, with a gap before it.
func (p *Page) Head(text string) {
	p.Gap()
	p.Add(p.World.Theme.Strong, 0, text)
}

// Item draws a row that can have the keys.
func (p *Page) Item(style lipgloss.Style, mark, text string) {
	cursor := " "
	if p.items == p.Focus {
		cursor, style, p.Focused = p.World.Theme.Glyphs.Cursor, p.World.Theme.Focus, len(p.Lines)
	}
	p.items++
	p.Hang(style, cursor+" "+mark+" ", text)
}
