package reader

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestExcerptPutsTheCaretUnderTheColumn marks the column with ^ in a second
// line, as the author sees it.
func TestExcerptPutsTheCaretUnderTheColumn(t *testing.T) {
	long := strings.Repeat("ab", 200)
	for _, row := range []struct {
		name, line string
		column     int
		want       string // from the caret on
		length     int    // most cells
	}{
		{"plain", "  title: x", 10, "x", 10},
		{"first", "title: x", 1, "title: x", 8},
		{"behind the end", "abc", 4, "", 3},
		{"far behind the end", "abc", 40, "", 3},
		{"tab", "\tid: a", 2, "id: a", 9},
		{"tab in the middle", "ab\tid: a", 4, "id: a", 9},
		{"tab after wide text", "漏\tid: a", 3, "id: a", 9},
		{"wide", "漏えい: a", 4, ": a", 9},
		{"combining", "e\u0301: a", 3, ": a", 4},
		{"escape", "a\x1b[2J: b", 6, ": b", 40},
		{"right to left", "a\u202eb: c", 4, ": c", 40},
		{"byte", "a\xffb", 3, "b", 40},
		{"long, at its start", long, 1, "abab", excerptWidth + 1},
		{"long, in the middle", long, 201, "abab", excerptWidth + 2},
		{"long, at its end", long, 400, "b", excerptWidth + 1},
		{"long and wide", strings.Repeat("漏", 300) + "x" + strings.Repeat("漏", 300), 301, "x漏", excerptWidth + 3},
	} {
		shown, caret := excerpt(row.line, row.column)
		if got := ansi.TruncateLeft(shown, caret, ""); !strings.HasPrefix(got, row.want) || (row.want == "") != (got == "") {
			t.Errorf("%s: excerpt(%.40q, %d) = %q with the caret at %q, want at %q", row.name, row.line, row.column, shown, got, row.want)
		}
		if width := ansi.StringWidth(shown); width > row.length {
			t.Errorf("%s: excerpt(%.40q, %d) is %d cells wide, want at most %d", row.name, row.line, row.column, width, row.length)
		}
		if unsafe(shown) {
			t.Errorf("%s: excerpt(%.40q, %d) = %q can drive a terminal", row.name, row.line, row.column, shown)
		}
	}
}

// unsafe reports text that a terminal may obey or that hides something.
func unsafe(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return isControl(r) && r != '\n' || isHidden(r) })
}
