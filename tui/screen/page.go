package screen

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"cordon/playbook/inert"
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
	p.Add(p.World.Theme.Muted, 0, text)
}

// Section begins a part of the page with its name, and the key that leads to
// it at the right end.
func (p *Page) Section(name, id string) {
	p.Gap()
	key := draw.Strip{}
	if id != "" {
		key = draw.Strip{{Style: p.World.Theme.Accent, Text: p.World.Key(id)}}
	}
	p.Lines = append(p.Lines, draw.Strip{{Style: p.World.Theme.Muted, Text: inert.Line(name)}}.Fill(p.Width, key))
}

// Item draws a row that can have the keys: a mark in a style of its own, and
// its text.
func (p *Page) Item(markStyle, style draw.Style, mark, text string) {
	here := p.items == p.Focus
	p.items++
	if here {
		p.Focused = len(p.Lines)
		p.Hang(p.World.Theme.Focus, p.World.Theme.Glyphs.Cursor+mark+" ", text)
		return
	}
	lead := " " + mark + " "
	from := len(p.Lines)
	p.Hang(style, lead, text)
	p.Lines[from] = markStyle.Render(lead) + style.Render(strings.TrimPrefix(ansi.Strip(p.Lines[from]), lead))
}

// Ask draws something that a step asks for: done, or still to do.
func (p *Page) Ask(done bool, mark, text string) {
	t := p.World.Theme
	if done {
		p.Item(t.Marks.Done, t.Muted, t.Glyphs.Done, text)
		return
	}
	p.Item(t.Marks.Quiet, t.Text, mark, text)
}

// Command draws a command, with the key that copies it.
func (p *Page) Command(text string) {
	t := p.World.Theme
	from := len(p.Lines)
	p.Item(t.Plain, t.Plain, "$", text)
	copies := p.World.Key("copy") + " copy "
	for i := from; i < len(p.Lines); i++ {
		line := ansi.Strip(p.Lines[i])
		if p.Focused == from && p.items-1 == p.Focus {
			continue
		}
		if i == len(p.Lines)-1 && inert.Width(line)+len(copies)+2 <= p.Width {
			line = inert.Pad(line, p.Width-len(copies)) + copies
		}
		p.Lines[i] = t.Command.Render(inert.Pad(line, p.Width))
	}
}

// Aside draws what must not be missed: a bar, a word, and the text beside it.
func (p *Page) Aside(style draw.Style, word, text string) {
	const column = 9
	lead := style.Render(p.World.Theme.Lines.Caution) + " "
	side := draw.Sheet{Theme: p.World.Theme, Width: max(1, p.Width-2-column)}
	side.Add(p.World.Theme.Text, 0, text)
	for i, line := range side.Lines {
		head := ""
		if i == 0 {
			head = word
		}
		p.Lines = append(p.Lines, lead+style.Bold(true).Render(inert.Pad(head, column))+line)
	}
}
