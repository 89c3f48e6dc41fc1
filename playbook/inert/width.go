package inert

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// dots end a text that was cut, where it is not known what can be drawn. They
// are ASCII, so they are three cells wide everywhere.
const dots = "..."

// Clipped ends a text that [Clip] cut, until [Shown] puts what is drawn in its
// place. It is one cell wide, and no [Line] or [Text] holds it, since private
// characters become marks there.
const Clipped = "\ue026"

// Width returns the number of cells that s takes on a screen. Styles in it
// count nothing. Most lines are ASCII with colours and hairlines; those need no
// search for clusters.
func Width(s string) int {
	width := 0
	for i := 0; i < len(s); {
		size, cells := alone(s[i:])
		if size == 0 {
			size, cells = styleSize(s[i:]), 0
		}
		if size == 0 && isText(s[i:]) {
			size, cells = next(s[i:])
		}
		if size == 0 {
			return width + ansi.StringWidth(s[i:])
		}
		i, width = i+size, width+cells
	}
	return width
}

// alone returns the length and the width of the character that s begins with,
// if that is one of ASCII or a hairline and nothing behind it belongs to it.
func alone(s string) (size, cells int) {
	switch {
	case printable(s[0]):
		size = 1
	case Hairline(s):
		size = 3
	default:
		return 0, 0
	}
	if size < len(s) && s[size] >= 0x80 && !Hairline(s[size:]) {
		return 0, 0
	}
	return size, 1
}

// isText reports whether s begins with a character, and no control character or
// broken one comes right behind it.
func isText(s string) bool {
	if printable(s[0]) {
		s = s[1:]
	}
	r, _ := utf8.DecodeRuneInString(s)
	return r >= 0xa0 && r != utf8.RuneError
}

// styleSize is the length of the style that s begins with, 0 for anything else.
func styleSize(s string) int {
	if len(s) < 2 || s[0] != '\x1b' || s[1] != '[' {
		return 0
	}
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return i + 1
		case (c < '0' || c > '9') && c != ';' && c != ':':
			return 0
		}
	}
	return 0
}

// Hairline reports whether s begins with a line, a block or a plain shape:
// U+2500 to U+25BF, of three bytes and one cell each. Nearly every line of a
// screen holds some, and needs no search for clusters because of them.
func Hairline(s string) bool {
	return len(s) >= 3 && s[0] == 0xe2 && 0x94 <= s[1] && s[1] <= 0x96 && 0x80 <= s[2] && s[2] <= 0xbf
}

// Roomy returns s with as many spaces after it as a terminal may need for it
// beyond its [Width], so that what is placed behind it does not fall upon its
// end. The most that any takes is the sum of what each character takes alone.
func Roomy(s string) string {
	if !Uncertain(s) {
		return s
	}
	most := 0
	for _, r := range s {
		if !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
			most += max(1, ansi.StringWidth(string(r)))
		}
	}
	return s + strings.Repeat(" ", max(0, most-Width(s)))
}

// Cut returns s if it fits into width cells, else as much of it as fits with
// three dots after it. It never parts a cluster, so the result may be a cell
// narrower than width. Styles in s stay.
func Cut(s string, width int) string {
	switch {
	case Width(s) <= width:
		return s
	case width <= len(dots):
		return dots[:max(width, 0)]
	}
	return ansi.Truncate(s, width, dots)
}

// Clip is [Cut] for a screen, which knows how it draws the end of what was cut.
// A line with a clipped text in it goes through [Shown] before anybody sees it.
func Clip(s string, width int) string {
	switch {
	case Width(s) <= width:
		return s
	case width < len(dots):
		return dots[:max(width, 0)]
	}
	return ansi.Truncate(s, width, Clipped)
}

// Shown returns a line of a screen with a sign after each text that [Clip] cut.
// The sign is one cell wide or three. A wide one takes the place of the
// last letters too, so that nothing behind it moves.
func Shown(line, sign string) string {
	more := Width(sign) - 1
	for {
		before, after, cut := strings.Cut(line, Clipped)
		if !cut {
			return line
		}
		before, taken := shorten(before, more)
		line = before + sign + strings.Repeat(" ", taken-more) + after
	}
}

// shorten takes clusters of at least so many cells from the end of a line, and
// returns how many cells that were. Styles stay.
func shorten(line string, cells int) (string, int) {
	type part struct{ size, cells int }
	var parts []part
	for pos := 0; pos < len(line); pos += parts[len(parts)-1].size {
		_, width, size, _ := ansi.DecodeSequence(line[pos:], 0, nil)
		parts = append(parts, part{size, width})
	}
	taken, end, styles := 0, len(line), ""
	for i := len(parts) - 1; i >= 0 && taken < cells; i-- {
		end -= parts[i].size
		if parts[i].cells == 0 {
			styles = line[end:end+parts[i].size] + styles
		}
		taken += parts[i].cells
	}
	return line[:end] + styles, max(taken, cells)
}

// Pad returns s clipped or filled with spaces to exactly width cells.
func Pad(s string, width int) string {
	s = Clip(s, width)
	if missing := width - Width(s); missing > 0 {
		return s + strings.Repeat(" ", missing)
	}
	return s
}

// Fit parts one line of text in two: what fits into width cells, and what
// goes on the next line. It breaks at spaces, which it drops, and beside wide
// characters, which are written without spaces; a word longer than the line
// is cut at a cluster. Both results are parts of s, so a caller can tell where
// they stood.
//
// Fit always takes something, so that a loop over it ends. A single cluster
// wider than width therefore makes a line that is too wide; [Clip] deals with
// it.
func Fit(s string, width int) (line, rest string) {
	end := -1   // the last place to break
	before := 1 // the width of the cluster before pos
	for pos, cells := 0, 0; pos < len(s); {
		size, w := next(s[pos:])
		space := s[pos] == ' ' && size == 1
		if pos > 0 && s[pos-1] != ' ' && (space || w > 1 || before > 1) {
			end = pos
		}
		if pos > 0 && !space && cells+w > width {
			if end < 0 {
				end = pos
			}
			return strings.TrimRight(s[:end], " "), strings.TrimLeft(s[end:], " ")
		}
		pos, cells, before = pos+size, cells+w, w
	}
	return strings.TrimRight(s, " "), ""
}

// Wrap breaks s, a [Text], into lines of at most width cells, and of at least
// one. Lines that a break makes are indented like the line they come from,
// though never by more than half the width. A character too wide for a width
// of one is shown as a dot.
func Wrap(s string, width int) []string {
	width = max(width, 1)
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		body := strings.TrimLeft(line, " ")
		indent := line[:max(0, min(len(line)-len(body), width/2, width-2))]
		body = strings.TrimRight(body, " ")
		if body == "" {
			out = append(out, "")
		}
		for body != "" {
			line, body = Fit(body, width-len(indent))
			out = append(out, indent+Cut(line, width-len(indent)))
		}
	}
	return out
}

// next returns the length and the width of the first cluster of s.
func next(s string) (size, cells int) {
	if printable(s[0]) && (len(s) == 1 || s[1] < 0x80) {
		return 1, 1
	}
	cluster, cells := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return len(cluster), cells
}
