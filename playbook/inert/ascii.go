package inert

import (
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// ASCII returns s in ASCII, for --ascii and for a terminal that has nothing
// else. Our own glyphs, quotes, dashes, box lines and Latin letters become
// what they look like; any other cluster becomes one question mark for each
// of its cells. Styles in s stay.
//
// Columns stay, with two exceptions: ‼ becomes "!!" and … becomes "...". A
// caller that uses them lays out the result of ASCII, not its argument.
func ASCII(s string) string {
	start := 0
	for start < len(s) && s[start] < utf8.RuneSelf {
		start++
	}
	if start == len(s) {
		return s
	}
	out := make([]byte, 0, len(s))
	for s != "" {
		if s[0] < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
			out, s = append(out, s[0]), s[1:]
			continue
		}
		cluster, cells := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		out, s = appendASCII(out, cluster, cells), s[len(cluster):]
	}
	return string(out)
}

func appendASCII(out []byte, cluster string, cells int) []byte {
	r, n := utf8.DecodeRuneInString(cluster)
	like := lookalike(r)
	switch {
	case r < utf8.RuneSelf: // with marks, or a control, which has no width
		out = append(out, cluster[0])
		cells--
	case r == utf8.RuneError && n == 1, like == "":
	default:
		out = append(out, like...)
		cells--
	}
	for range cells {
		out = append(out, '?')
	}
	return out
}

// lookalike returns ASCII for a character one cell wide, or nothing.
func lookalike(r rune) string {
	switch {
	case 0xc0 <= r && r < 0x180:
		return latin[r-0xc0 : r-0xc0+1]
	case 0x2500 <= r && r <= 0x257f:
		return box(r)
	}
	switch r {
	case '✓':
		return "x"
	case '✗':
		return "X"
	case '►', '›', '→':
		return ">"
	case '‹', '←':
		return "<"
	case '‼':
		return "!!"
	case '⊘':
		return "/"
	case '…':
		return "..."
	case '‐', '‑', '‒', '–', '—', '―', '−':
		return "-"
	case '“', '”', '„', '‟', '«', '»':
		return `"`
	case '‘', '’', '‚', '‛':
		return "'"
	case '•', '·', '●':
		return "*"
	case '\u00a0', '\u2007', '\u2009', '\u202f':
		return " "
	}
	return ""
}

// latin maps U+00C0 to U+017F, a byte each.
const latin = "" +
	"AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty" +
	"AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlL" +
	"lLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs"

// box maps the lines of a frame.
func box(r rune) string {
	switch r {
	case '─', '━', '═', '╌', '╍', '┄', '┅', '┈', '┉':
		return "-"
	case '│', '┃', '║', '╎', '╏', '┆', '┇', '┊', '┋':
		return "|"
	}
	return "+"
}
