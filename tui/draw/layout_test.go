package draw

import (
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// FuzzStyledWidth holds the quick way of measuring against the thorough one.
func FuzzStyledWidth(f *testing.F) {
	for _, line := range []string{"", "plain", "\x1b[1;38;2;1;2;3mbold\x1b[m", "\x1b[", "\x1b[2J", "größe", "\x1b]0;t\x07", "a\tb\x7f", "\x1b[4:3mcurl\x1b[0m", "日本\x1b[m", "\x1bP1m"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if got, want := styledWidth(line), ansi.StringWidth(line); got != want {
			t.Errorf("styledWidth(%q) = %d, want %d", line, got, want)
		}
	})
}
