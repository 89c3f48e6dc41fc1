package tui

import (
	"strings"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// All about one clock, as package words says it: for the screen and for the
// clipboard.

// about returns the lines of what is said about the clock under the cursor.
func (s clocksScreen) about(w *world) []string {
	c, ok := s.under(w)
	if !ok {
		return []string{w.theme.Muted.Render("  By the facts recorded these duties do not apply. " + w.key("clocks.open") + " shows them.")}
	}
	lines := []string{w.theme.Strong.Render(inert.Cut(" "+inert.Line(c.Title), w.width))}
	for _, l := range words.Clock(w.run, c, s.at(w)) {
		lines = append(lines, w.said(l)...)
	}
	return lines
}

// said draws a line beside its label, or behind it where the window is small.
func (w *world) said(l words.Line) []string {
	label, indent := "  "+l.Label, words.LabelWidth+3
	lead := ""
	if w.window < normal {
		label, indent, lead = " ", 1, l.Label+": "
	}
	var lines []string
	for _, text := range l.Texts(w.theme.Glyphs.Todo + " ") {
		for _, line := range inert.Wrap(inert.Text(lead+text), max(1, w.width-indent-1)) {
			lines = append(lines, w.theme.Muted.Render(inert.Pad(label, indent))+w.theme.tone(l.Tone).Render(line))
			label = ""
		}
		lead = "  "
	}
	return lines
}

// plain is all about a clock as text that no terminal obeys, wherever it is
// pasted.
func (s clocksScreen) plain(w *world, c run.Clock) string {
	var b strings.Builder
	b.WriteString(c.Title + "\n")
	for _, l := range words.Clock(w.run, c, s.at(w)) {
		label := l.Label
		for _, text := range l.Texts("[ ] ") {
			b.WriteString(inert.Pad(label, words.LabelWidth+1) + text + "\n")
			label = ""
		}
	}
	b.WriteString(playbook.NotLegalAdvice + "\n")
	return inert.Text(b.String())
}
