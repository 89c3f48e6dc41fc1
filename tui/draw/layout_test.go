package draw

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"cordon/playbook/inert"
)

// TestParts checks that a part that follows text whose width is uncertain has
// a column of its own, and that nothing else is marked.
func TestParts(t *testing.T) {
	theme := NewTheme(true, false)
	strip := func(text string) Strip { return Strip{{theme.Text, text}} }
	for _, test := range []struct {
		text   string
		marked bool
	}{{"हिन्दी", true}, {"การรั่วไหล", true}, {"日本語", false}, {"plain", false}} {
		text := test.text
		box, _ := theme.Overlay(Normal, []string{text, text, text, text, text}, 40, 10, text, []string{text, "x"})
		for what, line := range map[string]string{
			"fill":     strip(text).Fill(12, strip("name")),
			"between":  Between(12, text, "name"),
			"spread":   theme.Spread(12, "", text, "name", theme.Text),
			"columns":  theme.Columns(1, Column{12, []string{text}}, Column{3, []string{"b"}})[0],
			"no bar":   theme.Borderless().Columns(1, Column{12, []string{text}}, Column{3, []string{"b"}})[0],
			"title":    box[dialogRow],
			"dialog":   box[dialogRow+1],
			"behind":   box[dialogRow+1][:strings.Index(box[dialogRow+1], "│")],
			"no text":  strip("x").Fill(12, strip("name")),
			"sum line": theme.HRule(12, 4, theme.Lines.TeeUp),
		} {
			want := test.marked && what != "no text" && what != "sum line"
			if got := strings.Contains(line, inert.Part); got != want {
				t.Errorf("%s with %s: a part begins: %v, want %v: %q", what, text, got, want, line)
			}
		}
	}
}

// FuzzStyledWidth holds the quick way of measuring against the thorough one.
func FuzzStyledWidth(f *testing.F) {
	for _, line := range []string{"", "plain", "\x1b[1;38;2;1;2;3mbold\x1b[m", "\x1b[", "\x1b[2J", "größe", "\x1b]0;t\x07", "a\tb\x7f", "\x1b[4:3mcurl\x1b[0m", "日本\x1b[m", "\x1bP1m", "│\x1b[1m○ ▸\x1b[m━", "▌\u0301", "▪\ufe0f", "\u25fd"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if got, want := styledWidth(line), ansi.StringWidth(line); got != want {
			t.Errorf("styledWidth(%q) = %d, want %d", line, got, want)
		}
	})
}
