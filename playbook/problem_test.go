package playbook

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

func TestAProblemNeverDrivesATerminal(t *testing.T) {
	name := "a\x1b]0;x\a\n.yaml"
	for _, source := range []string{
		"format: cordon/1\n\"\\e[2J\": x\nphases: []\n",
		"format: \"\\e]52;c;x\\a\"\n",
		"format: cordon/1\nid: \"\\u202e\"\ntitle: \"\\x9b2J\"\nphases: [{id: p, title: P, steps: [{id: s, title: S, needs: [\"\\e\"], when: \"\\\"\\e[2J\\\" == x\", role: \"\\a\"}]}]\n",
		"format: cordon/1\nfacts: {a: {ask: A?, type: \"\\eX\"}}\nmessages: {m: {title: M, body: \"{{ .a\\e }} {{ \\\"\\e\\\" }}\"}}\nphases: []\n",
		"a: \x1b[2J\n", "a: \u009b2J\n", "a: \xff\xfe\n", "a: \u202e\n", "a: *\"\\e\"\n", "!\x7f a: b\n", "%\u0085\n",
	} {
		_, err := Parse(name, []byte(source))
		if err == nil {
			t.Errorf("Parse(%q) accepts it", source)
			continue
		}
		if text := err.Error(); unsafe(text) {
			t.Errorf("Parse(%q) = %q", source, text)
		}
	}
}

func TestManyProblemsAreCut(t *testing.T) {
	source := "format: cordon/1\nid: x\ntitle: X\nphases: []\n" + strings.Repeat("unknown: x\n", 1) +
		"see: [" + strings.Repeat("1, ", 1000) + "]\n"
	_, err := Parse("many.yaml", []byte(source))
	all := err.(Problems)
	if len(all) != maxProblems+1 || !strings.Contains(all[maxProblems].Text, "may be more problems") {
		t.Errorf("Parse gives %d problems, the last of them %q", len(all), all[len(all)-1].Text)
	}
}
