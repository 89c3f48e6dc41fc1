package convert

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"cordon/playbook/reader"
)

// A tag of HTML, or what only looks like one: <NAME_OF_HOST>.
var aTag = regexp.MustCompile(`^<(/?)([A-Za-z][A-Za-z0-9._-]*)((?:\s[^<>]*)?)(/?)>`)

// closedTags returns the names of the tags of a text that are closed somewhere, or
// close themselves. Others that HTML does not know are places to fill in.
func closedTags(s string) map[string]bool {
	closed := map[string]bool{}
	opened := "" // the name of the last tag that was begun
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '<' && strings.HasPrefix(s[i:], "</"):
			closed[tagName(s[i+2:])] = true
		case s[i] == '<':
			opened = tagName(s[i+1:])
		case s[i] == '>' && i > 0 && s[i-1] == '/':
			closed[opened] = true
		}
	}
	delete(closed, "")
	return closed
}

// tagName returns the name at the beginning of what stands in a tag.
func tagName(s string) string {
	s = s[:min(len(s), 64)]
	if s == "" || !isASCIILetter(s[0]) {
		return ""
	}
	end := strings.IndexFunc(s, func(r rune) bool {
		return (r > 0x7f || !isASCIILetter(byte(r))) && !strings.ContainsRune("0123456789._-", r)
	})
	if end < 0 {
		end = len(s)
	}
	return s[:end]
}

func isASCIILetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// isElement reports whether a tag is markup and no place to fill in, <host>: one
// that stands alone in HTML or that is closed, or one with attributes.
func (m *markdown) isElement(name, attributes string) bool {
	lower := strings.ToLower(name)
	const alone = " br hr img wbr p li td th tr dt dd "
	return m.closed[name] || strings.Contains(attributes, "=") || strings.Contains(alone, " "+lower+" ") && lower == name
}

// An htmlText is what a piece of HTML says.
type htmlText struct {
	text    string
	dropped []string // what is gone, in the order of the source: "a comment", "<b>"
	tags    bool     // elements are among it, and what stands in them is kept
	refs    [][2]string
	open    string // the last <summary>, whose text it is
	closes  bool   // </details> is in it
}

// html takes the tags out of a piece of HTML. What is no tag stays.
func (m *markdown) html(s string) htmlText {
	var h htmlText
	var b strings.Builder
	for s != "" {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		n := m.htmlPiece(&h, &b, s)
		s = s[n:]
	}
	h.text = b.String()
	return h
}

// drop notes that something is gone with all that is in it.
func (h *htmlText) drop(what, inside string) {
	if inside = oneLine(inside); utf8.RuneCountInString(inside) > maxUnsaidRunes {
		inside = string([]rune(inside)[:maxUnsaidRunes]) + "…"
	}
	if inside != "" {
		what += " " + reader.Quote(inside)
	}
	h.dropped = append(h.dropped, what)
}

// htmlPiece takes the tag or comment at the start of s, and returns its length.
func (m *markdown) htmlPiece(h *htmlText, b *strings.Builder, s string) int {
	for _, p := range []struct{ open, close, name string }{
		{"<!--", "-->", "a comment"}, {"<?", "?>", "an instruction"}, {"<![CDATA[", "]]>", "a piece of data"}, {"<!", ">", "a declaration"},
	} {
		if strings.HasPrefix(s, p.open) {
			inside, n := s[len(p.open):], len(s)
			if end := strings.Index(inside, p.close); end >= 0 {
				inside, n = inside[:end], len(p.open)+end+len(p.close)
			}
			h.drop(p.name, inside)
			return n
		}
	}
	t := aTag.FindStringSubmatch(s)
	if t == nil || !m.isElement(t[2], t[3]) {
		b.WriteByte('<')
		return 1
	}
	name := strings.ToLower(t[2])
	h.note(b, name, t)
	if t[1] == "" && (name == "script" || name == "style") {
		inside, n := s[len(t[0]):], len(s)
		if end := strings.Index(strings.ToLower(inside), "</"+name); end >= 0 {
			inside, n = inside[:end], len(t[0])+end
		}
		h.drop("a "+name, inside)
		return n
	}
	h.dropped = append(h.dropped, t[0])
	h.tags = h.tags || t[1] == ""
	return len(t[0])
}

// note keeps what an element means for the text around it.
func (h *htmlText) note(b *strings.Builder, name string, t []string) {
	switch name {
	case "br", "p", "div", "li", "tr", "dt", "dd", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "details", "blockquote", "pre":
		b.WriteByte('\n')
	case "td", "th":
		b.WriteByte(' ')
	case "a", "img":
		address := "href"
		if name == "img" {
			address = "src"
			b.WriteString(attribute(t[3], "alt"))
		}
		if url := attribute(t[3], address); url != "" {
			h.refs = append(h.refs, [2]string{attribute(t[3], "alt"), url})
		}
	}
	if name == "summary" && t[1] != "" {
		text := b.String()
		h.open = oneLine(text[strings.LastIndexByte(strings.TrimRight(text, "\n"), '\n')+1:])
	}
	if name == "details" && t[1] != "" {
		h.closes = true
	}
}

var anAttribute = regexp.MustCompile(`([A-Za-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))`)

func attribute(in, name string) string {
	for _, a := range anAttribute.FindAllStringSubmatch(in, -1) {
		if strings.EqualFold(a[1], name) {
			return a[2] + a[3] + a[4]
		}
	}
	return ""
}
