package inert

import (
	"slices"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

func TestCutAndPad(t *testing.T) {
	rows := []struct {
		in    string
		width int
		cut   string
		pad   string
	}{
		{"", 0, "", ""},
		{"", 3, "", "   "},
		{"abc", -1, "", ""},
		{"abc", 0, "", ""},
		{"abcd", 1, ".", "."},
		{"abcd", 3, "...", "..."},
		{"abcd", 4, "abcd", "abcd"},
		{"abcde", 4, "a...", "a..."},
		{"abc", 5, "abc", "abc  "},
		{"日本語", 6, "日本語", "日本語"},
		{"日本語", 5, "日...", "日..."},
		{"日本語", 4, "...", "... "},
		{"日", 1, ".", "."},
		{"Tie\u0302\u0301ng Vie\u0323\u0302t", 8, "Tie\u0302\u0301ng...", "Tie\u0302\u0301ng..."},
		{"स्त्री और क्षमा", 6, "स्त्री औ...", "स्त्री औ..."},
		{"🇩🇪🇫🇷🇮🇹", 5, "🇩🇪...", "🇩🇪..."},
	}
	for _, tt := range rows {
		if got := Cut(tt.in, tt.width); got != tt.cut {
			t.Errorf("Cut(%q, %d) = %q, want %q", tt.in, tt.width, got, tt.cut)
		}
		if got := Shown(Pad(tt.in, tt.width), dots); got != tt.pad {
			t.Errorf("Pad(%q, %d) = %q, want %q", tt.in, tt.width, got, tt.pad)
		}
	}
}

// TestShown checks that the sign after a clipped text moves nothing behind it,
// whether it is one cell wide or three.
func TestShown(t *testing.T) {
	red := lipgloss.NewStyle().Foreground(lipgloss.Color("#FF0000"))
	for _, tt := range []struct{ line, one, three string }{
		{"no end", "no end", "no end"},
		{Clip("abcdefgh", 5) + "│", "abcd…│", "ab...│"},
		{"│" + Clip("abcdefgh", 3) + "│", "│ab…│", "│...│"},
		{"│" + Clip("abcdefgh", 2) + "│", "│..│", "│..│"},
		{"a " + Clip("one two", 6) + Clip("three", 4), "a one t…thr…", "a one...t..."},
		{Clip("日a本語", 6) + "│", "日a本…│", "日a...│"},
		{Clip("日本a語", 6) + "│", "日本a…│", "日... │"},
		{red.Render(Clip("abcdefgh", 5)) + "│", red.Render("abcd…") + "│", red.Render("ab...") + "│"},
		{red.Render("abc") + Clip("de", 1) + "│", red.Render("abc") + ".│", red.Render("abc") + ".│"},
	} {
		if got := Shown(tt.line, "…"); got != tt.one {
			t.Errorf("Shown(%q) = %q, want %q", tt.line, got, tt.one)
		}
		got := Shown(tt.line, "...")
		if got != tt.three {
			t.Errorf("Shown(%q) = %q, want %q", tt.line, got, tt.three)
		}
		if Width(got) != Width(tt.line) {
			t.Errorf("Shown(%q) = %q, which moves what stands behind it", tt.line, got)
		}
	}
	if got := Line(Clipped); strings.Contains(got, Clipped) {
		t.Errorf("a text may hold the sign of what was cut: %q", got)
	}
}

func TestCutAndPadKeepStyles(t *testing.T) {
	bold := lipgloss.NewStyle().Bold(true)
	for width := range 12 {
		s := Pad(bold.Render("NOT SAVED"), width)
		if got := Width(s); got != width {
			t.Errorf("Pad(bold, %d) is %d cells wide: %q", width, got, s)
		}
		if got, want := ansi.Strip(s), Pad("NOT SAVED", width); got != want {
			t.Errorf("Pad(bold, %d) shows %q, want %q", width, got, want)
		}
		if strings.Count(s, "\x1b[1m") != strings.Count(s, "\x1b[m") {
			t.Errorf("Pad(bold, %d) = %q leaves the style on", width, s)
		}
	}
}

func TestWrap(t *testing.T) {
	rows := []struct {
		name  string
		in    string
		width int
		want  []string
	}{
		{"empty", "", 10, []string{""}},
		{"fits", "one two", 7, []string{"one two"}},
		{"on words", "one two three", 8, []string{"one two", "three"}},
		{"blank lines stay", "a\n\n  \nb", 8, []string{"a", "", "", "b"}},
		{"spaces at a break go", "one   two   ", 4, []string{"one", "two"}},
		{"spaces inside stay", "one   two", 20, []string{"one   two"}},
		{"long word", "see abcdefghijk now", 5, []string{"see", "abcde", "fghij", "k now"}},
		{"indented", "  one two three", 7, []string{"  one", "  two", "  three"}},
		{"indented too far", "          one two", 8, []string{"    one", "    two"}},
		{"wide", "日本語 テキスト", 5, []string{"日本", "語 テ", "キス", "ト"}},
		{"wide after narrow", "id 日本語", 6, []string{"id 日", "本語"}},
		{"narrow after wide", "日本a語", 4, []string{"日本", "a語"}},
		{"width of one", "ab 日", 1, []string{"a", "b", "."}},
		{"width of two, indented", "  日", 2, []string{"日"}},
		{"no width at all", "ab", -3, []string{"a", "b"}},
		{"clusters", "e\u0301e\u0301e\u0301", 2, []string{"e\u0301e\u0301", "e\u0301"}},
		{"no break at a no-break space", "see 10\u00a0km", 8, []string{"see", "10\u00a0km"}},
	}
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			if got := Wrap(tt.in, tt.width); !slices.Equal(got, tt.want) {
				t.Errorf("Wrap(%q, %d) = %q, want %q", tt.in, tt.width, got, tt.want)
			}
		})
	}
}

func TestFitReturnsParts(t *testing.T) {
	const s = "stop the export job"
	line, rest := Fit(s, 10)
	if line != "stop the" || rest != "export job" {
		t.Fatalf("Fit(%q, 10) = %q, %q", s, line, rest)
	}
	if at := len(s) - len(rest); s[at:] != rest {
		t.Errorf("the rest is not the end of the text")
	}
}

// letters returns what of s a reader must find again after wrapping.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\n' {
			return -1
		}
		return r
	}, s)
}

func FuzzWidths(f *testing.F) {
	for i, tt := range hostile {
		f.Add(tt.in, i)
	}
	f.Fuzz(func(t *testing.T, s string, width int) {
		width = max(1, width%120)
		for _, line := range Wrap(Text(s), width) {
			if got := Width(line); got > width {
				t.Fatalf("Wrap(%+q, %d) has a line of %d cells: %+q", s, width, got, line)
			}
		}
		if width > 3 {
			if got, want := letters(strings.Join(Wrap(Text(s), width), "\n")), letters(Text(s)); got != want {
				t.Fatalf("Wrap(%+q, %d) shows %+q, want %+q", s, width, got, want)
			}
		}
		s = Line(s)
		if got := Width(Pad(s, width)); got != width {
			t.Fatalf("Pad(%+q, %d) is %d cells wide", s, width, got)
		}
		if got := Width(Cut(s, width)); got > width || got > Width(s) {
			t.Fatalf("Cut(%+q, %d) is %d cells wide", s, width, got)
		}
		a := ASCII(s)
		for i := range len(a) {
			if !printable(a[i]) {
				t.Fatalf("ASCII(%+q) = %+q", s, a)
			}
		}
		if grown := strings.Count(s, "‼") + 2*strings.Count(s, "…"); len(a) != Width(s)+grown {
			t.Fatalf("ASCII(%+q) = %q is %d cells wide, want %d", s, a, len(a), Width(s)+grown)
		}
	})
}

func BenchmarkWrap(b *testing.B) {
	s := strings.Repeat("Revoke every key listed in evidence. ", 28)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		Wrap(s, 48)
	}
}

// TestWidthIsMeasuredAlike compares the quick way with the one that searches for
// clusters.
func TestWidthIsMeasuredAlike(t *testing.T) {
	for r := rune(0x2400); r < 0x2700; r++ {
		for _, s := range []string{string(r), "a" + string(r) + " b", string(r) + "\ufe0f", string(r) + "\u0301", string(r) + string(r)} {
			if got, want := Width(s), ansi.StringWidth(s); got != want {
				t.Errorf("Width(%+q) = %d, want %d", s, got, want)
			}
		}
	}
}

// FuzzWidth holds the quick way of measuring against the thorough one.
func FuzzWidthQuick(f *testing.F) {
	for _, line := range []string{"", "plain", "\x800", "\xff", "\x1b[1;38;2;1;2;3mbold\x1b[m", "\x1b[", "\x1b[2J", "größe", "\x1b]0;t\x07", "a\tb\x7f", "\x1b[4:3mcurl\x1b[0m", "日本\x1b[m", "\x1bP1m", "✓ done │ …", "1\ufe0f\u20e3", "a\x1b[m\u0301", "👩\u200d🚒 🇩🇪", "⚠\ufe0f", "स्त्री", "│\x1b[1m○ ▸\x1b[m━", "▌\u0301", "▪\ufe0f", "\u25fd"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if got, want := Width(line), ansi.StringWidth(line); got != want {
			t.Errorf("Width(%q) = %d, want %d", line, got, want)
		}
	})
}
