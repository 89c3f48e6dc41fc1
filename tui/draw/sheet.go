package draw

import (
	"strings"

	"cordon/playbook/inert"
)

// A Sheet gathers the lines of a text. All text of the screens that is broken
// into lines is written on one; it makes inert what it is given.
type Sheet struct {
	Theme *Theme
	Width int      // of a line, in cells
	Lines []string // what was written, styled
}

// Add writes text in a style, each line behind an indent.
func (s *Sheet) Add(style Style, indent int, text string) {
	s.Hang(style, strings.Repeat(" ", indent), text)
}

// Hang writes text behind a lead: the first line stands behind it, and the
// others under the first.
func (s *Sheet) Hang(style Style, lead, text string) {
	width := inert.Width(lead)
	for _, line := range inert.Wrap(inert.Text(text), max(1, s.Width-width)) {
		s.Lines = append(s.Lines, style.Render(lead+line))
		lead = strings.Repeat(" ", width)
	}
}

// Beside writes text beside a label, which has a column of its own.
func (s *Sheet) Beside(style Style, label string, column int, text string) {
	for _, line := range inert.Wrap(inert.Text(text), max(1, s.Width-column)) {
		s.Lines = append(s.Lines, s.Theme.Muted.Render(inert.Pad(label, column))+style.Render(line))
		label = ""
	}
}

// Blank parts what follows from what is there already.
func (s *Sheet) Blank() {
	if n := len(s.Lines); n > 0 && s.Lines[n-1] != "" {
		s.Lines = append(s.Lines, "")
	}
}
