package draw

import (
	"strings"
	"testing"

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

// A dialog covers half a character of two cells on either side, and the line stays
// as wide as it was.
func TestOverlayOverWideText(t *testing.T) {
	theme := NewTheme(true, false)
	for shift := range 4 {
		body := []string{strings.Repeat(" ", shift) + strings.Repeat("漢", 60)}
		for len(body) < 10 {
			body = append(body, body[0])
		}
		for width := 60; width < 64; width++ {
			lines, _ := theme.Overlay(Normal, body, width, 10, "Title", []string{"text"})
			for _, line := range lines {
				if got := inert.Width(line); got != width {
					t.Errorf("shifted by %d, in %d cells a line has %d: %q", shift, width, got, line)
				}
			}
		}
	}
}
