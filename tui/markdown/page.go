package markdown

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	gtext "github.com/yuin/goldmark/text"

	"cordon/playbook/inert"
)

// minBody is the width below which a margin is not worth its cells.
const minBody = 4

// more stands before a line that continues a line of code.
const more = "> "

// A page collects the lines of a text. Its margin says what stands before
// each of them: the bars of quotes, and room under the marks of list items.
type page struct {
	source []byte
	st     *Styles
	lines  []string

	width  int    // cells beside the margin
	margin string // before each line
	mark   string // before the next line in place of the margin, if marked
	marked bool
	gap    bool   // a blank line is due
	behind string // the margin of that blank line
}

// put adds a line. The caller has made it fit.
func (p *page) put(line string) {
	if p.gap && len(p.lines) > 0 {
		p.lines = append(p.lines, p.behind)
	}
	margin := p.margin
	if p.marked {
		margin = p.mark
	}
	if line == "" {
		margin = strings.TrimRight(margin, " ")
	}
	p.lines = append(p.lines, margin+line)
	p.gap, p.marked = false, false
}

// blank asks for a blank line before the next line.
func (p *page) blank() {
	p.gap, p.behind = true, strings.TrimRight(p.margin, " ")
}

// within calls draw with a margin that is wider by add, or by mark on the
// first line. Both are cells wide. It draws nothing and returns false if that
// would leave too little room for a text.
func (p *page) within(mark, add string, cells int, draw func()) bool {
	if p.width-cells < minBody {
		return false
	}
	width, margin := p.width, p.margin
	if !p.marked {
		p.mark = p.margin
	}
	p.mark, p.marked = p.mark+mark, true
	p.width, p.margin = width-cells, margin+add
	draw()
	if p.marked { // nothing was drawn
		p.put("")
	}
	p.width, p.margin = width, margin
	return true
}

// blocks draws the blocks in parent, with blank lines where the author left
// them.
func (p *page) blocks(parent ast.Node, style *lipgloss.Style) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if n.HasBlankPreviousLines() && n.PreviousSibling() != nil {
			p.blank()
		}
		p.block(n, style)
	}
}

func (p *page) block(n ast.Node, style *lipgloss.Style) {
	switch n := n.(type) {
	case *ast.Paragraph:
		if isTable(n.Lines(), p.source) {
			p.code(n.Lines(), style)
			return
		}
		p.paragraph(n, style)
	case *ast.TextBlock:
		p.paragraph(n, style)
	case *east.Table:
		p.table(n, style)
	case *ast.Heading:
		p.paragraph(n, over(p.st.Heading, style))
	case *ast.CodeBlock:
		p.code(n.Lines(), over(p.st.Code, style))
	case *ast.FencedCodeBlock:
		p.code(n.Lines(), over(p.st.Code, style))
	case *ast.ThematicBreak:
		p.put(p.st.Rule.Render(strings.Repeat(p.st.Hairlines.orASCII().Across, p.width)))
	case *ast.Blockquote:
		p.quote(n, style)
	case *ast.List:
		p.list(n, style)
	}
}

func (p *page) paragraph(n ast.Node, style *lipgloss.Style) {
	var f flow
	f.children(n, p, style)
	f.wrap(p)
}

func (p *page) quote(n *ast.Blockquote, style *lipgloss.Style) {
	style = over(p.st.Quote, style)
	draw := func() { p.blocks(n, style) }
	bar := p.st.Quote.Render("|") + " "
	if !p.within(bar, bar, len("| "), draw) {
		draw()
	}
}

func (p *page) list(n *ast.List, style *lipgloss.Style) {
	cells := len("- ")
	if n.IsOrdered() {
		cells = len(fmt.Sprintf("%d. ", n.Start+n.ChildCount()-1))
	}
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		if item.HasBlankPreviousLines() && item.PreviousSibling() != nil {
			p.blank()
		}
		mark := "-"
		if n.IsOrdered() {
			mark = fmt.Sprintf("%*d%c", cells-2, number, n.Marker)
			number++
		}
		p.item(item, mark, cells, style)
	}
}

// item draws one item behind its mark, or under it if the pane is narrow.
func (p *page) item(n ast.Node, mark string, cells int, style *lipgloss.Style) {
	draw := func() { p.blocks(n, style) }
	if p.within(style.Render(mark)+" ", strings.Repeat(" ", cells), cells, draw) {
		return
	}
	p.put(style.Render(inert.Clip(strings.TrimLeft(mark, " "), p.width)))
	draw()
}

// code draws lines as they are. A line that is too long is broken, at a space
// if it has one, and what follows stands behind a mark.
func (p *page) code(lines *gtext.Segments, style *lipgloss.Style) {
	width, first, next := p.width-len(more), "  ", p.st.Rule.Render(more)
	if width < minBody {
		width, first, next = p.width, "", ""
	}
	for i := range lines.Len() {
		segment := lines.At(i)
		rest := inert.Line(strings.TrimRight(string(segment.Value(p.source)), " \n"))
		if rest == "" {
			p.put("")
		}
		for before := first; rest != ""; before = next {
			var line string
			line, rest = inert.Fit(rest, width)
			p.put(before + style.Render(inert.Clip(line, width)))
		}
	}
}

// verbatim draws text that is not to be read as Markdown.
func (p *page) verbatim(s string) {
	for _, line := range inert.Wrap(strings.TrimRight(s, "\n"), p.width) {
		p.put(p.st.Text.Render(line))
	}
}

// isTable reports whether the second line of a paragraph is the rule under
// the head of a table. Such a paragraph is one that we cannot draw.
func isTable(lines *gtext.Segments, source []byte) bool {
	if lines.Len() < 2 {
		return false
	}
	segment := lines.At(1)
	rule := string(segment.Value(source))
	return strings.Contains(rule, "|") && strings.Contains(rule, "-") && strings.Trim(rule, "|-: \n") == ""
}

// over returns style on top of base, which shows where style says nothing.
func over(style lipgloss.Style, base *lipgloss.Style) *lipgloss.Style {
	style = style.Inherit(*base)
	return &style
}
