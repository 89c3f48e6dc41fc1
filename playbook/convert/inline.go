package convert

import (
	"bytes"
	"html"
	"net/url"
	"strings"

	"cordon/playbook/reader"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// An inliner writes what stands within a paragraph, as plain text or as Markdown.
// It tells of what gets lost on the way, unless it only looks.
type inliner struct {
	*markdown
	b        strings.Builder
	marks    bool  // write Markdown
	looking  bool  // tell nothing
	inTable  bool  // a | is written \|
	step     *step // gets the sources to read, of plain text; nil for none
	leftover []string
}

// plain returns a paragraph as plain text, with its line breaks. Links go to the
// refs of the step; addresses that no ref can have are said in its do.
func (m *markdown) plain(n ast.Node, s *step) string {
	in := inliner{markdown: m, step: s}
	in.children(n)
	if s != nil {
		for _, address := range in.leftover {
			s.pending = append(s.pending, "Link in the source: "+address)
		}
	}
	return m.f.plain(in.b.String(), m.placeOf(n))
}

// look returns a paragraph as plain text and tells of nothing.
func (m *markdown) look(n ast.Node) string {
	in := inliner{markdown: m, looking: true}
	in.children(n)
	return strings.TrimSpace(in.b.String())
}

// marked returns a paragraph as Markdown.
func (m *markdown) marked(n ast.Node, inTable bool) string {
	in := inliner{markdown: m, marks: true, inTable: inTable}
	in.children(n)
	return in.b.String()
}

func (in *inliner) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		in.inline(c)
	}
}

func (in *inliner) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		in.text(n)
	case *ast.CodeSpan:
		in.code(n)
	case *ast.Emphasis:
		in.emphasis(n)
	case *ast.Link:
		in.link(n)
	case *ast.Image:
		in.image(n)
	case *ast.AutoLink:
		in.autoLink(n)
	case *ast.RawHTML:
		in.rawHTML(n)
	case *ast.String:
		in.b.Write(n.Value)
	case *east.TaskCheckBox:
		in.box(n)
	default:
		in.children(n)
	}
}

func (in *inliner) text(n *ast.Text) {
	value := string(n.Segment.Value(in.src))
	if in.marks {
		in.b.WriteString(value)
	} else {
		in.b.WriteString(resolved(value))
	}
	switch {
	case n.HardLineBreak() && in.marks:
		in.b.WriteString("\\\n")
	case n.HardLineBreak(), n.SoftLineBreak():
		in.b.WriteByte('\n')
	}
}

// resolved returns text of Markdown without its escapes and character references.
func resolved(s string) string {
	if !strings.ContainsAny(s, `\&`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && isPunctuation(s[i+1]):
			i++
			b.WriteByte(s[i])
		case s[i] == '&':
			end := strings.IndexByte(s[i:min(len(s), i+40)], ';')
			if end > 0 && html.UnescapeString(s[i:i+end+1]) != s[i:i+end+1] {
				b.WriteString(html.UnescapeString(s[i : i+end+1]))
				i += end
				continue
			}
			b.WriteByte('&')
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

func isPunctuation(c byte) bool {
	return strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c) >= 0
}

// code writes a code span: in plain text what is in it, byte for byte.
func (in *inliner) code(n *ast.CodeSpan) {
	var code strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			code.Write(bytes.ReplaceAll(t.Segment.Value(in.src), []byte("\n"), []byte(" ")))
		}
	}
	text := code.String()
	if !in.marks {
		in.b.WriteString(text)
		return
	}
	if in.inTable {
		text = strings.ReplaceAll(text, "|", `\|`)
	}
	fence := strings.Repeat("`", longestRun(text, '`')%3+1)
	for strings.Contains(text, fence) {
		fence += "`"
	}
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		text = " " + text + " "
	}
	in.b.WriteString(fence + text + fence)
}

func longestRun(s string, c byte) int {
	longest, run := 0, 0
	for i := range len(s) {
		if s[i] != c {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

func (in *inliner) emphasis(n *ast.Emphasis) {
	mark := ""
	if in.marks {
		mark = strings.Repeat("*", n.Level)
	}
	in.b.WriteString(mark)
	in.children(n)
	in.b.WriteString(mark)
}

// isAddress reports an address that a ref can have.
func isAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && !strings.ContainsAny(s, " \n\t")
}

// link writes a link: its words, and where it leads if that is on the net.
func (in *inliner) link(n *ast.Link) {
	address := in.address(n.Destination)
	switch {
	case in.marks && (isAddress(address) || strings.HasPrefix(address, "mailto:")):
		in.b.WriteByte('[')
		in.children(n)
		in.b.WriteString("](" + addressInMarkdown(address) + in.titleInMarkdown(n.Title) + ")")
		return
	}
	in.titleLost(n, n.Title)
	switch {
	case isAddress(address):
		from := in.b.Len()
		in.children(n)
		if in.step != nil && !in.looking {
			in.step.refer(in.f.plain(in.b.String()[from:], place{}), address)
		}
		return
	}
	in.children(n)
	in.deadEnd(n, "a link to "+address, address)
}

// deadEnd tells of an address that leads nowhere from here, and keeps it as text.
func (in *inliner) deadEnd(n ast.Node, what, address string) {
	if address == "" || in.looking {
		return
	}
	if strings.HasPrefix(strings.ToLower(address), "data:") {
		in.lose(n, "data inside an address ("+counted(len(address), "byte")+")", "dropped")
		return
	}
	kept := "kept as text"
	switch {
	case strings.HasPrefix(address, "#"):
		kept = "its words alone"
	case in.marks:
		in.b.WriteString(" (" + address + ")")
	default:
		in.leftover = append(in.leftover, address)
	}
	in.lose(n, what, kept)
}

// lose tells of a loss at a node.
func (in *inliner) lose(n ast.Node, what, kept string) {
	if !in.looking {
		in.f.lose(in.placeOf(n), what, kept)
	}
}

// address returns where a link leads, spelled as a browser would.
func (in *inliner) address(destination []byte) string {
	return strings.TrimSpace(resolved(string(destination)))
}

// titleInMarkdown is the title of a link, which shows where one points at it.
func (in *inliner) titleInMarkdown(title []byte) string {
	text := oneLine(resolved(string(title)))
	if text == "" {
		return ""
	}
	return ` "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// titleLost tells of the title of a link or an image that is not kept.
func (in *inliner) titleLost(n ast.Node, title []byte) {
	if text := oneLine(resolved(string(title))); text != "" {
		in.lose(n, "the title of a link, "+reader.Quote(text), leftOut)
	}
}

func addressInMarkdown(address string) string {
	if strings.ContainsAny(address, "() <>") {
		return "<" + strings.NewReplacer("<", "%3C", ">", "%3E").Replace(address) + ">"
	}
	return address
}

// image writes the words that stand for an image.
func (in *inliner) image(n *ast.Image) {
	address := in.address(n.Destination)
	if !in.marks || !isAddress(address) {
		in.titleLost(n, n.Title)
	}
	if isAddress(address) {
		in.lose(n, "an image, "+address, "its words and its address")
		if in.marks {
			in.b.WriteString("[")
			from := in.b.Len()
			in.children(n)
			if in.b.Len() == from {
				in.b.WriteString("image")
			}
			in.b.WriteString("](" + addressInMarkdown(address) + in.titleInMarkdown(n.Title) + ")")
			return
		}
		from := in.b.Len()
		in.children(n)
		if in.step != nil {
			in.step.refer(in.f.plain(in.b.String()[from:], place{}), address)
		}
		return
	}
	in.children(n)
	in.deadEnd(n, "an image, "+address, address)
}

func (in *inliner) autoLink(n *ast.AutoLink) {
	label := string(n.Label(in.src))
	if in.marks && n.AutoLinkType == ast.AutoLinkURL && !isAddress(label) {
		in.b.WriteString(label)
		return
	}
	if in.marks {
		in.b.WriteString("<" + label + ">")
		return
	}
	in.b.WriteString(label)
	if in.step != nil && isAddress(label) {
		in.step.refer(label, label)
	}
}

// rawHTML writes what a tag says, which is mostly nothing.
func (in *inliner) rawHTML(n *ast.RawHTML) {
	raw := string(n.Segments.Value(in.src))
	said := in.html(raw)
	if len(said.dropped) == 0 {
		if in.marks {
			raw = `\` + raw
		}
		in.b.WriteString(raw)
		return
	}
	in.b.WriteString(said.text)
	if !in.looking {
		in.dropped(n, said)
	}
	for _, ref := range said.refs {
		if in.step != nil && !in.marks && isAddress(ref[1]) {
			in.step.refer(ref[0], ref[1])
		} else {
			in.deadEnd(n, "a link to "+ref[1], ref[1])
		}
	}
}

// box counts a box that is ticked. In Markdown it stays a box, open.
func (in *inliner) box(n *east.TaskCheckBox) {
	if in.marks {
		in.b.WriteString("[ ] ")
	}
	if n.IsChecked && !in.looking {
		in.tick(in.placeOf(n.Parent()))
	}
}
