package tui

import (
	"strings"

	"charm.land/lipgloss/v2"

	"cordon/playbook/inert"
)

// A sheet gathers the lines of a text. All text of the screens that is broken
// into lines is written on one; it makes inert what it is given.
type sheet struct {
	theme *Theme
	width int
	lines []string
}

// add writes text in a style, each line behind an indent.
func (s *sheet) add(style lipgloss.Style, indent int, text string) {
	s.hang(style, strings.Repeat(" ", indent), text)
}

// hang writes text behind a lead: the first line stands behind it, and the
// others under the first.
func (s *sheet) hang(style lipgloss.Style, lead, text string) {
	width := inert.Width(lead)
	for _, line := range inert.Wrap(inert.Text(text), max(1, s.width-width)) {
		s.lines = append(s.lines, style.Render(lead+line))
		lead = strings.Repeat(" ", width)
	}
}

// beside writes text beside a label, which has a column of its own.
func (s *sheet) beside(style lipgloss.Style, label string, column int, text string) {
	for _, line := range inert.Wrap(inert.Text(text), max(1, s.width-column)) {
		s.lines = append(s.lines, s.theme.Muted.Render(inert.Pad(label, column))+style.Render(line))
		label = ""
	}
}

// blank parts what follows from what is there already.
func (s *sheet) blank() {
	if n := len(s.lines); n > 0 && s.lines[n-1] != "" {
		s.lines = append(s.lines, "")
	}
}
