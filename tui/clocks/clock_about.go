package clocks

import (
	"strings"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// All about one clock, as package words says it: for the screen and for the
// clipboard.

// about returns the lines of what is said about the clock under the cursor.
func (s clocksScreen) about(w *screen.World) []string {
	c, ok := s.under(w)
	if !ok {
		return []string{w.Theme.Muted.Render("  By the facts recorded these duties do not apply. " + w.Key("clocks.open") + " shows them.")}
	}
	lines := []string{w.Theme.Strong.Render(inert.Cut(" "+inert.Line(c.Title), w.Width))}
	for _, l := range words.Clock(w.Run, c, s.at(w)) {
		lines = append(lines, said(w, l)...)
	}
	return lines
}

// said draws a line beside its label, or behind it where the window is small.
func said(w *screen.World, l words.Line) []string {
	label, indent := "  "+l.Label, words.LabelWidth+3
	lead := ""
	if w.Window < draw.Normal {
		label, indent, lead = " ", 1, l.Label+": "
	}
	var lines []string
	for _, text := range l.Texts(w.Theme.Glyphs.Todo + " ") {
		for _, line := range inert.Wrap(inert.Text(lead+text), max(1, w.Width-indent-1)) {
			lines = append(lines, w.Theme.Muted.Render(inert.Pad(label, indent))+screen.Tone(w.Theme, l.Tone).Render(line))
			label = ""
		}
		lead = "  "
	}
	return lines
}

// plain is all about a clock as text that no terminal obeys, wherever it is
// pasted.
func (s clocksScreen) plain(w *screen.World, c run.Clock) string {
	var b strings.Builder
	b.WriteString(c.Title + "\n")
	for _, l := range words.Clock(w.Run, c, s.at(w)) {
		label := l.Label
		for _, text := range l.Texts("[ ] ") {
			b.WriteString(inert.Pad(label, words.LabelWidth+1) + text + "\n")
			label = ""
		}
	}
	b.WriteString(playbook.NotLegalAdvice + "\n")
	return inert.Text(b.String())
}
