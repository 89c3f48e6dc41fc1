package markdown

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"cordon/playbook/inert"
)

// A flow is the text of a paragraph, and which part of it looks how. Lines are
// broken in the text alone, and styled when it is known where they end.
type flow struct {
	text strings.Builder
	runs []run
	cell bool // of a table, where a bar in code is escaped
}

// A run is the part of a flow from start to the start of the next run.
type run struct {
	start int
	style *lipgloss.Style
}

// add appends text of strangers in one style.
func (f *flow) add(s string, style *lipgloss.Style) {
	if n := len(f.runs); n == 0 || f.runs[n-1].style != style {
		f.runs = append(f.runs, run{f.text.Len(), style})
	}
	f.text.WriteString(inert.Line(s))
}

func (f *flow) children(parent ast.Node, p *page, style *lipgloss.Style) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		f.node(n, p, style)
	}
}

func (f *flow) node(n ast.Node, p *page, style *lipgloss.Style) {
	switch n := n.(type) {
	case *ast.Text:
		f.words(n, p, style)
	case *ast.CodeSpan:
		style = over(p.st.Code, style)
		f.add("`", style)
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				f.add(f.code(t.Segment.Value(p.source)), style)
			}
		}
		f.add("`", style)
	case *ast.Emphasis:
		if n.Level > 1 {
			f.children(n, p, over(p.st.Strong, style))
		} else {
			f.children(n, p, over(p.st.Emph, style))
		}
	case *ast.AutoLink:
		f.add(string(n.Label(p.source)), over(p.st.Link, style))
	case *ast.Link:
		start := f.text.Len()
		f.children(n, p, over(p.st.Link, style))
		f.target(n.Destination, start, style)
	case *ast.Image:
		start := f.text.Len()
		f.children(n, p, style)
		f.target(n.Destination, start, style)
	}
}

// code returns the text of a piece of code.
func (f *flow) code(s []byte) string {
	if f.cell {
		return strings.ReplaceAll(string(s), `\|`, "|")
	}
	return string(s)
}

// words appends a piece of a line, and how that line ends.
func (f *flow) words(n *ast.Text, p *page, style *lipgloss.Style) {
	f.add(resolve(n.Segment.Value(p.source)), style)
	switch {
	case n.HardLineBreak():
		f.text.WriteByte('\n')
	case n.SoftLineBreak():
		f.text.WriteByte(' ')
	}
}

// target appends where a link leads, unless the text since start says so.
func (f *flow) target(destination []byte, start int, style *lipgloss.Style) {
	url := resolve(destination)
	said := f.text.String()[start:]
	switch inert.Line(url) {
	case "", said, "mailto:" + said:
	default:
		if said != "" {
			f.add(" ", style)
		}
		f.add("("+url+")", style)
	}
}

// wrap puts the lines of the flow on a page.
func (f *flow) wrap(p *page) {
	text := f.text.String()
	from := 0
	for paragraph := range strings.SplitSeq(text, "\n") {
		for rest := paragraph; rest != ""; {
			line, after := inert.Fit(rest, p.width)
			start := from + len(paragraph) - len(rest)
			if inert.Width(line) > p.width {
				p.put(inert.Clip(line, p.width))
			} else {
				p.put(f.styled(text, start, start+len(line)))
			}
			rest = after
		}
		from += len(paragraph) + 1
	}
}

// styled returns the text between two places, each run in its style. It
// forgets the runs before: lines are asked for in order.
func (f *flow) styled(text string, from, to int) string {
	var out strings.Builder
	for from < to {
		for len(f.runs) > 1 && f.runs[1].start <= from {
			f.runs = f.runs[1:]
		}
		end := to
		if len(f.runs) > 1 {
			end = min(to, edge(text, from, f.runs[1].start))
		}
		out.WriteString(f.runs[0].style.Render(text[from:end]))
		from = end
	}
	return out.String()
}

// edge returns the end of the cluster that a run starting at start would
// otherwise part from its beginning. A cluster starts at from.
func edge(text string, from, start int) int {
	if start >= len(text) || text[start] < 0x80 {
		return start
	}
	for from < start {
		cluster, _ := ansi.FirstGraphemeCluster(text[from:], ansi.GraphemeWidth)
		from += len(cluster)
	}
	return from
}

// resolve returns s with its backslash escapes and character references
// replaced by what they stand for.
func resolve(s []byte) string {
	if !strings.ContainsAny(string(s), `\&`) {
		return string(s)
	}
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]):
			i++
			out.WriteByte(s[i])
		case s[i] == '&':
			reference := reference(s[i:])
			out.Write(util.ResolveEntityNames(util.ResolveNumericReferences(reference)))
			i += len(reference) - 1
		default:
			out.WriteByte(s[i])
		}
	}
	return out.String()
}

// reference returns the character reference at the start of s, or the
// ampersand there if it starts none.
func reference(s []byte) []byte {
	for i := 1; i < min(len(s), 40); i++ {
		switch c := s[i]; {
		case c == ';':
			return s[:i+1]
		case c != '#' && !util.IsAlphaNumeric(c):
			return s[:1]
		}
	}
	return s[:1]
}
