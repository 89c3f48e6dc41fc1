package reader

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// A Problem is something wrong at one place of a file.
type Problem struct {
	File    string
	Line    int // from 1
	Column  int // from 1, in characters
	Text    string
	Hint    string // what to do about it, or empty
	Excerpt string // the line, safe to print; a long one is cut around the column
	Warning bool   // the file works, but people will stumble

	caret int // the cell of Excerpt that Column stands for
}

// String returns the problem as people read it: where it is and what, then
// the line with a caret under the place, then the hint. Nothing in it can
// drive a terminal.
func (p Problem) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s:%d:%d: ", Visible(p.File), p.Line, p.Column)
	if p.Warning {
		b.WriteString("warning: ")
	}
	b.WriteString(p.Text)
	if strings.TrimSpace(p.Excerpt) != "" {
		fmt.Fprintf(&b, "\n  | %s\n  | %s^", p.Excerpt, strings.Repeat(" ", p.caret))
	}
	if p.Hint != "" {
		b.WriteString("\n  " + p.Hint)
	}
	return b.String()
}

// Problems are all the problems of a file, in the order of their lines.
type Problems []Problem

// Error returns all problems, one after the other.
func (ps Problems) Error() string {
	all := make([]string, len(ps))
	for i, p := range ps {
		all[i] = p.String()
	}
	return strings.Join(all, "\n")
}

// Widths of an excerpt, in cells.
const (
	excerptWidth = 100
	tabWidth     = 4
)

// excerpt makes a line safe to print, and returns the cell at which the given
// column (from 1, in characters) stands in it. Tabs become spaces, and what
// cannot be seen becomes an escape. A long line is cut on both sides.
func excerpt(line string, column int) (shown string, caret int) {
	before, after := splitAt(line, column-1)
	left, right := "", ""
	if cut, ok := lastRunes(before, excerptWidth); ok {
		before, left = cut, "…"
	}
	if cut, ok := firstRunes(after, excerptWidth); ok {
		after, right = cut, "…"
	}
	before = printable(before, 0)
	after = printable(after, ansi.StringWidth(before))
	room := excerptWidth - min(ansi.StringWidth(after), excerptWidth/2)
	if w := ansi.StringWidth(before); w > room {
		before, left = ansi.TruncateLeft(before, w-room, ""), "…"
	}
	if room := excerptWidth - ansi.StringWidth(before); ansi.StringWidth(after) > room {
		after, right = ansi.Truncate(after, room, ""), "…"
	}
	return left + before + after + right, ansi.StringWidth(left + before)
}

// splitAt cuts s after n characters.
func splitAt(s string, n int) (before, after string) {
	for i := range s {
		if n <= 0 {
			return s[:i], s[i:]
		}
		n--
	}
	return s, ""
}

// lastRunes returns the last n characters of s and whether some are missing.
func lastRunes(s string, n int) (string, bool) {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:], i > 0
}

func firstRunes(s string, n int) (string, bool) {
	first, rest := splitAt(s, n)
	return first, rest != ""
}

// printable expands tabs, counting cells from the given one, and writes
// everything that a terminal would not print as an escape.
func printable(s string, from int) string {
	var b strings.Builder
	cell := from
	for i, r := range s {
		var out string
		switch {
		case r == '\t':
			out = strings.Repeat(" ", tabWidth-cell%tabWidth)
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)):
			out = fmt.Sprintf(`\x%02x`, s[i])
		case strconv.IsPrint(r):
			out = string(r)
		default:
			quoted := strconv.QuoteRune(r)
			out = quoted[1 : len(quoted)-1]
		}
		cell += ansi.StringWidth(out)
		b.WriteString(out)
	}
	return b.String()
}

// Visible writes everything in a name that a terminal would not print as an
// escape.
func Visible(s string) string { return printable(s, 0) }

// Quote puts an author's word into a sentence: in quotes, with everything
// that is not plain text escaped, and not longer than a sentence bears.
func Quote(s string) string {
	const most = 60
	if cut, more := firstRunes(s, most); more {
		return strconv.Quote(cut + "…")
	}
	return strconv.Quote(s)
}
