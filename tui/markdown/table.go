package markdown

import (
	"bytes"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	gtext "github.com/yuin/goldmark/text"

	"cordon/playbook/inert"
)

// Limits on a table. Its heads are repeated in each row where it does not fit,
// so they are short, and what exceeds the limits stays as the author wrote it.
const (
	maxHead  = 120 // bytes of a head
	maxCells = 1000
)

// Hairlines are what rules and tables are drawn with, each of one cell. Empty
// ones are ASCII.
type Hairlines struct{ Across, Down, Cross string }

func (h Hairlines) orASCII() Hairlines {
	if h == (Hairlines{}) {
		return Hairlines{"-", "|", "+"}
	}
	return h
}

// tables finds the tables in paragraphs: a row of heads, the rule under it,
// and rows. Text before the heads stays a paragraph.
type tables struct{}

// Transform implements [parser.ParagraphTransformer].
func (tables) Transform(node *ast.Paragraph, reader gtext.Reader, _ parser.Context) {
	lines, source := node.Lines(), reader.Source()
	for i := 1; i < lines.Len(); i++ {
		rule := lines.At(i)
		columns := ruleOf(string(rule.Value(source)))
		if columns == nil {
			continue
		}
		if table := tableOf(lines, i-1, columns, source); table != nil {
			replaceFrom(node, i-1, table)
		}
		return
	}
}

// replaceFrom puts a table in place of the lines of a paragraph from one on.
func replaceFrom(node *ast.Paragraph, from int, table *east.Table) {
	node.Parent().InsertAfter(node.Parent(), node, table)
	if from == 0 {
		table.SetBlankPreviousLines(node.HasBlankPreviousLines())
		node.Parent().RemoveChild(node.Parent(), node)
		return
	}
	node.Lines().SetSliced(0, from)
}

// ruleOf returns how the columns of a table are aligned, or nil if the line is
// no rule under heads.
func ruleOf(line string) []east.Alignment {
	line = strings.TrimSpace(line)
	if !strings.Contains(line, "|") {
		return nil
	}
	line = strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|")
	var columns []east.Alignment
	for cell := range strings.SplitSeq(line, "|") {
		cell = strings.TrimSpace(cell)
		left, right := strings.HasPrefix(cell, ":"), strings.HasSuffix(cell, ":")
		if dashes := strings.TrimSuffix(strings.TrimPrefix(cell, ":"), ":"); dashes == "" || strings.Trim(dashes, "-") != "" {
			return nil
		}
		switch {
		case left && right:
			columns = append(columns, east.AlignCenter)
		case right:
			columns = append(columns, east.AlignRight)
		default:
			columns = append(columns, east.AlignLeft)
		}
	}
	return columns
}

// tableOf reads a table whose heads are on a line, or returns nil if it has
// other columns there than in its rule, or exceeds a limit.
func tableOf(lines *gtext.Segments, at int, columns []east.Alignment, source []byte) *east.Table {
	table := east.NewTable()
	table.Alignments = columns
	heads := cellsOf(lines.At(at), source, len(columns)+1)
	if len(heads) != len(columns) {
		return nil
	}
	for _, head := range heads {
		if head.Len() > maxHead {
			return nil
		}
	}
	table.AppendChild(table, rowOf(heads))
	for i, n := at+2, len(heads); i < lines.Len(); i++ {
		cells := cellsOf(lines.At(i), source, len(columns))
		if n += len(cells); n > maxCells {
			return nil
		}
		table.AppendChild(table, rowOf(cells))
	}
	return table
}

func rowOf(cells []gtext.Segment) *east.TableRow {
	row := east.NewTableRow(nil)
	for _, segment := range cells {
		cell := east.NewTableCell()
		cell.Lines().Append(segment)
		row.AppendChild(row, cell)
	}
	return row
}

// cellsOf parts a line at its bars, in at most so many cells: the last one
// takes the rest, so that nothing is lost. An escaped bar is text.
func cellsOf(line gtext.Segment, source []byte, most int) []gtext.Segment {
	line = line.TrimLeftSpace(source)
	line = line.TrimRightSpace(source)
	if line.Len() > 0 && source[line.Start] == '|' {
		line.Start++
	}
	if n := line.Len(); n > 0 && source[line.Stop-1] == '|' && (n == 1 || source[line.Stop-2] != '\\') {
		line.Stop--
	}
	var cells []gtext.Segment
	for start, more := line.Start, true; more; {
		end := line.Stop
		if more = false; len(cells) < most-1 {
			if bar := barIn(source[start:line.Stop]); bar >= 0 {
				end, more = start+bar, true
			}
		}
		cell := gtext.NewSegment(start, end)
		cell = cell.TrimLeftSpace(source)
		cells, start = append(cells, cell.TrimRightSpace(source)), end+1
	}
	return cells
}

// barIn returns where the first bar is that is not escaped, or -1.
func barIn(s []byte) int {
	for i := 0; ; i++ {
		n := bytes.IndexByte(s[i:], '|')
		if n < 0 {
			return -1
		}
		if i += n; i == 0 || s[i-1] != '\\' {
			return i
		}
	}
}

// table draws a table with hairlines if it is not too wide, and else each row
// as a list of what its columns say.
func (p *page) table(n *east.Table, style *lipgloss.Style) {
	rows := p.grid(n, style)
	widths := make([]int, len(n.Alignments))
	for _, row := range rows {
		for i, f := range row {
			widths[i] = max(1, widths[i], inert.Width(f.text.String()))
		}
	}
	total := len(between) * (len(widths) - 1)
	for _, w := range widths {
		total += w
	}
	if total > p.width {
		p.listed(n, style)
		return
	}
	line := p.st.Hairlines.orASCII()
	for i, row := range rows {
		p.put(p.row(row, widths, n.Alignments, p.st.Rule.Render(line.Down)))
		if i == 0 {
			p.put(strings.TrimRight(p.st.Rule.Render(crossed(line, widths)), " "))
		}
	}
}

// between is what stands between two columns, with a bar in its middle.
const between = " | "

// grid returns the cells of a table as text in one line each, the heads first.
func (p *page) grid(n *east.Table, style *lipgloss.Style) [][]*flow {
	var rows [][]*flow
	look := over(p.st.Heading, style)
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		var row []*flow
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			f := &flow{cell: true}
			f.children(c, p, look)
			row = append(row, f)
		}
		rows, look = append(rows, row), style
	}
	return rows
}

// row draws the cells of a row in their columns.
func (p *page) row(row []*flow, widths []int, aligned []east.Alignment, bar string) string {
	var out strings.Builder
	for i, width := range widths {
		if i > 0 {
			out.WriteString(" " + bar + " ")
		}
		text := ""
		if i < len(row) {
			text = row[i].text.String()
		}
		before, after := pads(width-inert.Width(text), aligned[i])
		out.WriteString(strings.Repeat(" ", before))
		if text != "" {
			out.WriteString(row[i].styled(text, 0, len(text)))
		}
		out.WriteString(strings.Repeat(" ", after))
	}
	return strings.TrimRight(out.String(), " ")
}

// pads parts the room that a text leaves in its column.
func pads(room int, aligned east.Alignment) (before, after int) {
	switch aligned {
	case east.AlignRight:
		return room, 0
	case east.AlignCenter:
		return room / 2, room - room/2
	}
	return 0, room
}

// crossed draws the rule under the heads.
func crossed(line Hairlines, widths []int) string {
	var out strings.Builder
	for i, width := range widths {
		if i > 0 {
			out.WriteString(line.Across + line.Cross + line.Across)
		}
		out.WriteString(strings.Repeat(line.Across, width))
	}
	return out.String()
}

// listed draws each row of a table behind a mark, as "column: value" in lines
// of their own. A table of heads only is a list of them.
func (p *page) listed(n *east.Table, style *lipgloss.Style) {
	heads := n.FirstChild()
	if heads.NextSibling() == nil {
		p.entry(style, func() { p.cells(heads, nil, over(p.st.Heading, style)) })
	}
	for r := heads.NextSibling(); r != nil; r = r.NextSibling() {
		p.entry(style, func() { p.cells(r, heads, style) })
	}
}

func (p *page) entry(style *lipgloss.Style, draw func()) {
	if !p.within(style.Render("-")+" ", "  ", len("- "), draw) {
		draw()
	}
}

// cells draws the cells of a row that say something, each behind its head.
func (p *page) cells(row, heads ast.Node, style *lipgloss.Style) {
	var head ast.Node
	if heads != nil {
		head = heads.FirstChild()
	}
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		f := flow{cell: true}
		if head != nil {
			f.children(head, p, over(p.st.Heading, style))
			if f.text.Len() > 0 {
				f.add(": ", over(p.st.Heading, style))
			}
			head = head.NextSibling()
		}
		before := f.text.Len()
		f.children(c, p, style)
		if f.text.Len() > before {
			f.wrap(p)
		}
	}
}
