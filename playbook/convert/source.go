package convert

import (
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// source returns blocks as Markdown that stands on its own, a blank line between
// them: without the indent and the quote marks of what they stood in.
func (m *markdown) source(blocks []ast.Node) string {
	var parts []string
	for _, b := range blocks {
		if text := m.blockSource(b); strings.TrimSpace(text) != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, "\n\n")
}

func (m *markdown) blockSource(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return m.paragraphSource(n)
	case *ast.Heading:
		return strings.Repeat("#", n.Level) + " " + oneLine(m.marked(n, false))
	case *ast.List:
		return m.listSource(n)
	case *ast.FencedCodeBlock:
		return fenced(m.codeOf(n), m.infoOf(n))
	case *ast.CodeBlock:
		return fenced(m.codeOf(n), "")
	case *ast.HTMLBlock:
		return m.htmlSource(n)
	case *ast.Blockquote:
		return prefixed(m.source(children(n)), "> ", "> ")
	case *east.Table:
		return m.tableSource(n)
	case *ast.ThematicBreak:
		return ""
	}
	return m.source(children(n))
}

// paragraphSource returns a paragraph as it is written, or written anew where
// something in it has to change.
func (m *markdown) paragraphSource(n ast.Node) string {
	if m.changes(n) {
		return strings.TrimSpace(m.marked(n, false))
	}
	var lines []string
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		lines = append(lines, strings.TrimLeft(strings.TrimRight(string(line.Value(m.src)), "\n"), " \t"))
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// changes reports whether a paragraph holds something that stays not as it is.
func (m *markdown) changes(n ast.Node) bool {
	found := false
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Image, *ast.RawHTML, *east.TaskCheckBox:
			found = true
		case *ast.Link:
			found = found || n.Reference != nil || !isAddress(m.destination(n))
		}
		if found {
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return found
}

func (m *markdown) destination(n *ast.Link) string {
	return strings.TrimSpace(resolved(string(n.Destination)))
}

// listSource writes a list with hyphens, or with its numbers.
func (m *markdown) listSource(n *ast.List) string {
	var items []string
	number := n.Start
	for _, item := range children(n) {
		mark := "- "
		if n.IsOrdered() {
			mark = fmt.Sprintf("%d%c ", number, n.Marker)
			number++
		}
		var parts []string
		for _, b := range children(item) {
			if text := m.blockSource(b); strings.TrimSpace(text) != "" {
				parts = append(parts, text)
			}
		}
		between := "\n\n"
		if n.IsTight {
			between = "\n"
		}
		items = append(items, prefixed(strings.Join(parts, between), mark, strings.Repeat(" ", len(mark))))
	}
	if n.IsTight {
		return strings.Join(items, "\n")
	}
	return strings.Join(items, "\n\n")
}

// prefixed puts one thing before the first line and another before the others.
func prefixed(text, first, rest string) string {
	var b strings.Builder
	for i, line := range strings.Split(text, "\n") {
		prefix := rest
		if i == 0 {
			prefix = first
		} else {
			b.WriteByte('\n')
		}
		if line == "" {
			prefix = strings.TrimRight(prefix, " ")
		}
		b.WriteString(prefix + line)
	}
	return b.String()
}

// codeOf returns what is in a block of code, byte for byte, without the newline
// that ends it.
func (m *markdown) codeOf(n ast.Node) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b.Write(line.Value(m.src))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// infoOf is what stands beside the fence of a block: its language, and more.
func (m *markdown) infoOf(n *ast.FencedCodeBlock) string {
	if n.Info == nil {
		return ""
	}
	return strings.TrimSpace(string(n.Info.Segment.Value(m.src)))
}

// fenced puts a text into a block of Markdown that it cannot end.
func fenced(code, language string) string {
	fence := strings.Repeat("`", max(3, longestRun(code, '`')+1))
	return fence + language + "\n" + code + "\n" + fence
}

// htmlSource returns what a block of HTML says.
func (m *markdown) htmlSource(n *ast.HTMLBlock) string {
	said := m.htmlOf(n)
	var lines []string
	for line := range strings.SplitSeq(said.text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, strings.ReplaceAll(resolvedEntities(line), "<", `\<`))
		}
	}
	for _, ref := range said.refs {
		if isAddress(ref[1]) {
			lines = append(lines, "<"+ref[1]+">")
		} else if !strings.HasPrefix(ref[1], "data:") && !strings.HasPrefix(ref[1], "#") {
			lines = append(lines, ref[1])
		}
	}
	return strings.Join(lines, "\n")
}

// htmlOf takes a block of HTML apart, and tells what is gone.
func (m *markdown) htmlOf(n *ast.HTMLBlock) htmlText {
	raw := string(n.Lines().Value(m.src))
	if n.HasClosure() {
		raw += string(n.ClosureLine.Value(m.src))
	}
	said := m.html(raw)
	m.dropped(n, said)
	return said
}

// dropped tells which tags and comments are gone, all of one place in one.
func (m *markdown) dropped(n ast.Node, said htmlText) {
	var gone []string
	for _, what := range said.dropped {
		if !strings.HasPrefix(what, "</") && !slices.Contains(gone, what) {
			gone = append(gone, what)
		}
	}
	if len(gone) > 0 {
		kept := "dropped"
		if said.tags {
			kept = "dropped; what stands in it is kept"
		}
		m.f.lose(m.placeOf(n), strings.Join(gone, ", "), kept)
	}
}

func resolvedEntities(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	return resolved(strings.ReplaceAll(s, `\`, `\\`))
}

// tableSource writes a table with one space around each cell.
func (m *markdown) tableSource(n *east.Table) string {
	var lines []string
	for i, row := range children(n) {
		m.beyond(row)
		cells := make([]string, 0, len(n.Alignments))
		for _, cell := range children(row) {
			cells = append(cells, oneLine(m.marked(cell, true)))
		}
		lines = append(lines, "| "+strings.Join(cells, " | ")+" |")
		if i == 0 {
			lines = append(lines, "|"+strings.Repeat("---|", len(n.Alignments)))
		}
	}
	return strings.Join(lines, "\n")
}
