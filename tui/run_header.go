package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cordon/playbook/inert"
	"cordon/playbook/run"
)

// headerHeight implements [tall].
func (s runScreen) headerHeight(l layout) int {
	if l == normal {
		return 3
	}
	return 2
}

// header names the run and says whether all is saved. The phases stand there
// too where there is no pane for them.
func (s runScreen) header(w world) []string {
	lines := []string{w.runLine(), w.stateLine(s)}
	if w.window == normal {
		lines = append(lines, s.phaseLine(w))
	}
	return lines
}

// runLine is the first line: which run, and that it is saved.
func (w world) runLine() string { return w.nameLine("") }

// nameLine is the first line of a screen: its name, which run, and that it is
// saved. The mark that it is saved, or the verdict in review, always fits.
func (w world) nameLine(name string) string {
	right, style := w.savedMark(w.window >= normal), w.theme.Muted
	badge := ""
	switch {
	case w.review:
		badge, right = "READ-ONLY", w.verdict
		if w.window >= normal {
			badge = "READ-ONLY REVIEW"
		}
		if !w.intact {
			style = w.theme.Alarm
		}
	case w.unsaved != "":
		right, style = "NOT SAVED", w.theme.Alarm
	}
	if w.opened && w.run.Drill() {
		badge = strings.TrimSpace(badge + " DRILL")
	}
	parts := []string{name}
	if w.opened {
		parts = append(parts, w.run.ID(), w.run.Title())
	}
	left := " " + inert.Line(strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "  "))
	return w.theme.spread(w.width, badge, left, right, style)
}

// spread draws a badge and a text at the left and another at the right end.
func (t Theme) spread(width int, badge, left, right string, style interface{ Render(...string) string }) string {
	if badge != "" {
		badge = " " + badge + " "
	}
	if right != "" {
		right = " " + right + " "
	}
	right = inert.Cut(right, width)
	room := max(0, width-inert.Width(badge)-inert.Width(right))
	line := ""
	if badge != "" {
		line = t.Badge.Render(badge)
	}
	return line + t.Strong.Render(inert.Pad(left, room)) + style.Render(right)
}

// stateLine is the second line: how the run stands.
func (w world) stateLine(s runScreen) string {
	p := w.run.Progress()
	parts := []string{fmt.Sprintf("%d/%d", p.Settled, p.Total)}
	if c, closed := w.run.Closing(); closed {
		parts = append(parts, "closed "+w.local(c.At).Format("02 Jan 15:04"), "took "+span(c.At.Sub(w.run.Opened())))
	} else {
		parts = append(parts, "OPEN "+span(w.now.Sub(w.run.Opened())))
	}
	switch {
	case w.review:
		parts = append(parts, fmt.Sprintf("look at: %d (n)", len(w.findings)))
	default:
		if n := len(w.run.NeedsYou()); n > 0 {
			parts = append(parts, fmt.Sprintf("needs you: %d (f)", n))
		}
	}
	if w.window >= normal {
		parts = append(parts, "lead "+w.run.Lead(), w.run.Book().ID+" "+w.run.Book().Version)
	} else {
		phase := s.current(w).Phase
		parts = append([]string{fmt.Sprintf("%d %s", phase+1, w.run.Book().Phases[phase].Title)}, parts...)
	}
	return w.theme.Muted.Render(inert.Pad(" "+inert.Line(strings.Join(parts, "   ")), w.width))
}

// phaseLine shows all phases in one line, the one under the cursor in full.
func (s runScreen) phaseLine(w world) string {
	here := s.current(w).Phase
	var parts []string
	for i, phase := range w.run.Book().Phases {
		p := w.run.PhaseProgress(i)
		part := fmt.Sprintf("%d%s", i+1, w.phaseGlyph(p))
		if i == here {
			part = fmt.Sprintf("%s%s %s %d/%d", w.theme.Glyphs.Cursor, part, inert.Cut(inert.Line(phase.Title), 24), p.Settled, p.Total)
		}
		parts = append(parts, part)
	}
	return w.theme.Text.Render(inert.Pad(" "+strings.Join(parts, "  "), w.width))
}

func (w world) phaseGlyph(p run.Progress) string {
	switch {
	case p.Settled == p.Total:
		return w.theme.Glyphs.Done
	case p.Settled > 0:
		return w.theme.Glyphs.Started
	}
	return w.theme.Glyphs.Todo
}

// local puts a time into the zone of the person.
func (w world) local(t time.Time) time.Time { return t.In(w.now.Location()) }

// span writes a duration: "34m", "3h44m", "2d05h".
func span(d time.Duration) string {
	d = max(0, d.Round(0))
	switch {
	case d < time.Hour:
		return fmt.Sprintf("%dm", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%dh%02dm", int(d.Hours()), int(d.Minutes())%60)
	}
	return fmt.Sprintf("%dd%02dh", int(d.Hours())/24, int(d.Hours())%24)
}

func formatSeq(n uint64) string { return fmt.Sprint(n) }
