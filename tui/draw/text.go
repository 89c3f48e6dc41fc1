package draw

import (
	"fmt"
	"strings"

	"cordon/playbook/inert"
)

// Sentence makes a refusal a sentence: capital first, full stop last.
func Sentence(err error) string {
	text := err.Error()
	if text == "" {
		return text
	}
	text = strings.ToUpper(text[:1]) + text[1:]
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}

// IfAny returns text after before, or nothing if there is no text.
func IfAny(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}

// A Styled text is a part of a line with a style of its own.
type Styled struct {
	Style Style
	Text  string
}

// A Strip is a line made of parts.
type Strip []Styled

// Plain returns the text of all parts.
func (s Strip) Plain() string {
	var b strings.Builder
	for _, part := range s {
		b.WriteString(part.Text)
	}
	return b.String()
}

// Render returns the line with its styles.
func (s Strip) Render() string {
	var b strings.Builder
	uncertain := false
	for _, part := range s {
		if uncertain { // what follows has a column of its own
			b.WriteString(inert.Part)
		}
		b.WriteString(part.Style.Render(part.Text))
		uncertain = uncertain || inert.Uncertain(part.Text)
	}
	return b.String()
}

// Cut returns the strip in at most width cells.
func (s Strip) Cut(width int) Strip {
	if inert.Width(s.Plain()) <= width {
		return s
	}
	var out Strip
	for _, part := range s {
		w := inert.Width(part.Text)
		if w > width || w == width && len(out) < len(s)-1 {
			return append(out, Styled{part.Style, inert.Clip(part.Text+"..", max(0, width))})
		}
		out, width = append(out, part), width-w
	}
	return out
}

// Fill writes the strip at the left and another at the right end of a line of
// width cells. The right one never gives way.
func (s Strip) Fill(width int, right Strip) string { return s.Across(width, right).Render() }

// Across is the line of [Strip.Fill] with its parts.
func (s Strip) Across(width int, right Strip) Strip {
	tail := right.Cut(width)
	room := max(0, width-inert.Width(tail.Plain()))
	if len(tail) > 0 {
		room = max(0, room-1)
	}
	left := s.Cut(room)
	gap := width - inert.Width(left.Plain()) - inert.Width(tail.Plain())
	line := append(left[:len(left):len(left)], Styled{Text: strings.Repeat(" ", max(0, gap))})
	return append(line, tail...)
}

// then puts one part of a line behind another. Where terminals may not agree on
// the width of the first one, it says that the second has a column of its own:
// see [inert.Place].
func then(before, after string) string {
	if inert.Uncertain(before) {
		return before + inert.Part + after
	}
	return before + after
}

// Spread draws a badge and a text at the left and another at the right end.
func (t *Theme) Spread(width int, badge, left, right string, style Style) string {
	if badge != "" {
		badge = " " + badge + " "
	}
	if right != "" {
		right = " " + right + " "
	}
	right = inert.Clip(right, max(0, width-inert.Width(badge)))
	room := max(0, width-inert.Width(badge)-inert.Width(right))
	line := ""
	if badge != "" {
		line = t.Badge.Render(badge)
	}
	return then(line+t.Strong.Render(inert.Pad(left, room)), style.Render(right))
}

// FormatSeq writes a number, as that of an entry, without separators.
func FormatSeq(n uint64) string { return fmt.Sprint(n) }

// Between puts one text at the left and one at the right end of a line.
func Between(width int, left, right string) string {
	if right == "" {
		return inert.Pad(left, width)
	}
	right = inert.Clip(" "+right+" ", width)
	return then(inert.Pad(left, max(0, width-inert.Width(right))), right)
}
