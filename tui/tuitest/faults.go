package tuitest

import (
	"fmt"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// clipped is what becomes of the sign behind a text that was cut, where it is taken
// for text of somebody else.
const clipped = `\ue026`

// faults returns what is wrong with a view, whatever it shows.
func faults(v tea.View, width, height int) []string {
	var found []string
	if seq, ok := obeyed(v.Content); ok {
		found = append(found, fmt.Sprintf("the terminal would obey %q", seq))
	}
	if strings.ContainsFunc(v.WindowTitle, commanding) || !utf8.ValidString(v.WindowTitle) {
		found = append(found, fmt.Sprintf("the terminal would obey its title %q", v.WindowTitle))
	}
	if strings.Contains(v.Content, clipped) {
		found = append(found, "a text that was cut was then made harmless, which shows its sign as "+clipped)
	}
	if !v.AltScreen || width == 0 || height == 0 {
		return found
	}
	if w, h := size(v.Content); w > width || h > height {
		found = append(found, fmt.Sprintf("the view is %dx%d", w, h))
	}
	if c := v.Cursor; c != nil && (c.X < 0 || c.X >= width || c.Y < 0 || c.Y >= height) {
		found = append(found, fmt.Sprintf("the cursor is at column %d, row %d", c.X, c.Y))
	}
	return found
}

func size(content string) (width, height int) {
	lines := strings.Split(content, "\n")
	for _, line := range lines {
		width = max(width, ansi.StringWidth(line))
	}
	return width, len(lines)
}

// obeyed returns the first part of content that a terminal would act on in
// another way than by showing text, colors and links.
func obeyed(content string) (string, bool) {
	var state byte
	p := ansi.NewParser()
	for content != "" {
		seq, _, n, next := ansi.DecodeSequence(content, state, p)
		content, state = content[n:], next
		if harmless(seq, p) || seq == "\n" {
			continue
		}
		if strings.ContainsFunc(seq, commanding) || !utf8.ValidString(seq) {
			return seq, true
		}
	}
	return "", false
}

// harmless reports whether seq, just parsed by p, is a style or a link.
func harmless(seq string, p *ansi.Parser) bool {
	switch {
	case strings.HasPrefix(seq, "\x1b["):
		return p.Command() == 'm'
	case strings.HasPrefix(seq, "\x1b]8;"):
		inner := strings.TrimSuffix(strings.TrimSuffix(seq[1:], "\a"), "\x1b\\")
		return !strings.ContainsFunc(inner, commanding)
	}
	return false
}

// commanding reports whether a terminal may take c as a command, or as an
// order to show what follows in another direction.
func commanding(c rune) bool {
	control := c < 0x20 || c >= 0x7f && c < 0xa0
	direction := c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069
	return control || direction
}
