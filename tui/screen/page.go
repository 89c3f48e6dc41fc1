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
	for _, line := range p.W.Theme.Markdown.Render(source, max(1, p.Width-indent)) {
		p.Lines = append(p.Lines, strings.Repeat(" ", indent)+line)
	}
}

// A Page is the text of a step, or of a playbook. It remembers where the items
// of a step are.
type Page struct {
	draw.Sheet
	W       *World
	Dense   bool // without blank lines, where there is little room
	Pinned  int  // the first lines, which stay when the rest is scrolled
	items   int  // how many were drawn
	Focus   int  // the item under the cursor, -1 if none
	Focused int  // its line
}

// NewPage begins a page with a margin at its right.
func NewPage(w *World, width int) *Page {
	return &Page{Sheet: draw.Sheet{Theme: w.Theme, Width: max(1, width-1)}, W: w, Focus: -1, Dense: w.Window == draw.Compact}
}

func (p *Page) Gap() {
	if !p.Dense {
		p.Blank()
	}
}

func (p *Page) Head(text string) {
	p.Gap()
	p.Add(p.W.Theme.Strong, 0, text)
}

// Item draws a row that can have the keys.
func (p *Page) Item(style lipgloss.Style, mark, text string) {
	cursor := " "
	if p.items == p.Focus {
		cursor, style, p.Focused = p.W.Theme.Glyphs.Cursor, p.W.Theme.Focus, len(p.Lines)
	}
	p.items++
	p.Hang(style, cursor+" "+mark+" ", text)
}
