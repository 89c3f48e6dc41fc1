package draw

import (
	"image/color"
	"strings"

	"charm.land/lipgloss/v2"
)

// A Style is how a text looks. It knows what a terminal is told before and after
// a text, so that a line of many parts costs no more than its letters: a
// [lipgloss.Style] works that out for each text anew, and is so large that
// copies of it were most of a frame. The zero Style changes nothing.
type Style struct {
	of         *lipgloss.Style
	open, shut string
}

// NewStyle makes a style of colours, bold and reverse video. What treats letters
// one by one, as underlines do, or moves them, as margins do, is not for it.
func NewStyle(of lipgloss.Style) Style {
	const text = "x"
	open, shut, _ := strings.Cut(of.Render(text), text)
	return Style{of: &of, open: open, shut: shut}
}

// Render returns one line of text in the style.
func (s Style) Render(text string) string {
	if text == "" || s.open == "" {
		return text
	}
	return s.open + text + s.shut
}

// Lipgloss returns the style for what else draws.
func (s Style) Lipgloss() lipgloss.Style {
	if s.of == nil {
		return lipgloss.NewStyle()
	}
	return *s.of
}

// Bold returns the style in bold, or not.
func (s Style) Bold(on bool) Style { return NewStyle(s.Lipgloss().Bold(on)) }

// Background returns the style on another background.
func (s Style) Background(c color.Color) Style { return NewStyle(s.Lipgloss().Background(c)) }

// GetForeground returns the colour of the letters, [lipgloss.NoColor] if it is
// the terminal's own.
func (s Style) GetForeground() color.Color { return s.Lipgloss().GetForeground() }

// GetBackground returns the colour behind the letters, [lipgloss.NoColor] if it
// is the terminal's own.
func (s Style) GetBackground() color.Color { return s.Lipgloss().GetBackground() }
