package report

import (
	"strings"

	"cordon/playbook/inert"
)

// A page is Markdown in the making. The rules of this file:
//
//   - What people typed passes through plain or block, with no exception.
//   - It never begins a line or an item: words of ours do. So it cannot start
//     a heading, a list, a table or a block.
//   - Text of several lines stands in a fence longer than any in the text.
type page struct {
	strings.Builder
	begun bool // something was written
}

// line writes one line of Markdown.
func (p *page) line(parts ...string) {
	for _, part := range parts {
		p.WriteString(part)
	}
	p.WriteByte('\n')
}

// heading writes a heading, with an empty line before and after it.
func (p *page) heading(level int, text string) {
	text = strings.TrimSpace(inert.Line(text))
	if p.begun {
		p.line()
	}
	p.begun = true
	p.line(strings.Repeat("#", level), " ", plain(text))
	p.line()
}

// item writes an item of a list: lead, which is Markdown of ours, and after it
// text as somebody typed it. Text of several lines becomes a block of its own.
func (p *page) item(margin, bullet, lead, text string) {
	text = strings.TrimRight(inert.Text(text), "\n ")
	p.WriteString(margin + bullet + lead)
	if strings.Contains(text, "\n") {
		p.line()
		p.block(margin+strings.Repeat(" ", len(bullet)), text)
		return
	}
	if text = plain(text); text != "" {
		text = " " + text
	}
	p.line(text)
}

// block writes text as it is, in a fence longer than any in the text.
func (p *page) block(margin, text string) {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	p.line(margin, fence, "text")
	for _, line := range strings.Split(text, "\n") {
		if line != "" {
			line = margin + line
		}
		p.line(line)
	}
	p.line(margin, fence)
}

// plain returns text as one line of Markdown that shows just this text.
func plain(text string) string {
	text = strings.TrimSpace(inert.Line(text))
	var b strings.Builder
	for i, r := range text {
		if special(text, i, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// special reports whether the character at i means something in Markdown.
// Viewers differ: this covers CommonMark, tables, strikethrough, links that
// are made of bare addresses, and formulas. What means something at the start
// of a line only is left as it is, because text never stands there.
func special(text string, i int, r rune) bool {
	before, after := byte(' '), byte(' ')
	if i > 0 {
		before = text[i-1]
	}
	if i+1 < len(text) {
		after = text[i+1]
	}
	switch r {
	case '\\', '`', '*', '[', ']', '{', '<', '>', '|', '~', '#', '$', '^', '@':
		return true
	case '_':
		return !letterOrDigit(before) || !letterOrDigit(after)
	case '&':
		return after == '#' || letterOrDigit(after)
	case ':': // a scheme, or a name for a picture
		return letter(before) && after != ' ' || letter(after)
	case '.':
		return i >= 3 && strings.EqualFold(text[i-3:i], "www")
	}
	return false
}

func letter(b byte) bool { return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' }

func letterOrDigit(b byte) bool { return letter(b) || '0' <= b && b <= '9' }
