package work

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// viewPhases draws the left pane of a wide window: the phases, what needs a
// person, what was done last.
func (s runScreen) viewPhases(w *screen.World, width, height int) []string {
	p := w.Run.Progress()
	lines := []string{w.Theme.Strong.Render(draw.Between(width, "PHASES", fmt.Sprintf("%d/%d", p.Settled, p.Total))), ""}
	here := s.current(w).Phase
	for i, phase := range w.Run.Book().Phases {
		p := w.Run.PhaseProgress(i)
		mark, style := " ", w.Theme.Text
		if i == here {
			mark, style = w.Theme.Glyphs.Cursor, w.Theme.Strong
		}
		left := fmt.Sprintf("%s %s %d %s", mark, phaseGlyph(w, p), i+1, inert.Line(phase.Title))
		count := ""
		if p.Settled > 0 && p.Settled < p.Total {
			count = fmt.Sprintf("%d/%d", p.Settled, p.Total)
		}
		lines = append(lines, style.Render(draw.Between(width, left, count)))
	}
	lines = append(append(lines, ""), s.viewNeeds(w, width)...)
	return append(append(lines, ""), viewRecent(w, width, height-len(lines)-2)...)
}

// viewNeeds lists what needs a person, or in review what to look at.
func (s runScreen) viewNeeds(w *screen.World, width int) []string {
	if w.Review {
		return s.viewFindings(w, width)
	}
	const most = 6
	lines := []string{w.Theme.Strong.Render(inert.Pad(w.Named("NEEDS YOU", "needs.next"), width))}
	needs := w.Run.NeedsYou()
	for i, n := range needs {
		if i == most {
			lines = append(lines, w.Theme.Muted.Render(fmt.Sprintf("  and %d more", len(needs)-most)))
			break
		}
		lines = append(lines, w.Theme.Text.Render(inert.Pad("  "+needGlyph(w, n.Kind)+" "+n.Step.Number+" "+inert.Line(n.Text), width)))
	}
	if len(needs) == 0 {
		lines = append(lines, w.Theme.Muted.Render(inert.Pad("  nothing", width)))
	}
	return lines
}

// viewFindings lists what a reviewer should look at, around the one that was
// gone to last.
func (s runScreen) viewFindings(w *screen.World, width int) []string {
	const most = 10
	n := len(w.Findings)
	lines := []string{w.Theme.Strong.Render(draw.Between(width, w.Named("LOOK AT", "finding.next"), draw.FormatSeq(uint64(n))))}
	from := draw.Window(n, max(0, s.finding), most)
	for i := from; i < min(n, from+most); i++ {
		mark, style := "  ", w.Theme.Text
		if i == s.finding {
			mark, style = w.Theme.Glyphs.Cursor+" ", w.Theme.Strong
		}
		lines = append(lines, style.Render(inert.Pad(mark+inert.Line(w.Findings[i].Text), width)))
	}
	if n == 0 {
		lines = append(lines, w.Theme.Muted.Render(inert.Pad("  nothing", width)))
	}
	return lines
}

func needGlyph(w *screen.World, kind run.NeedKind) string {
	switch kind {
	case run.NeedBlocked:
		return w.Theme.Glyphs.Blocked
	case run.NeedWaiting:
		return "..."
	case run.NeedEvidence:
		return "{e}"
	}
	return w.Theme.Glyphs.Todo
}

// viewRecent lists the last entries, newest first.
func viewRecent(w *screen.World, width, height int) []string {
	lines := []string{w.Theme.Strong.Render(inert.Pad(w.Named("RECENT", "timeline"), width))}
	entries := w.Run.Entries()
	for i := len(entries) - 1; i >= 0 && len(lines) < min(height, 9); i-- {
		step, text := w.Run.Describe(entries[i])
		row := w.Local(entries[i].At).Format("15:04") + " " + strings.TrimSpace(step+" "+text)
		lines = append(lines, w.Theme.Muted.Render(inert.Pad(inert.Line(row), width)))
	}
	return lines
}

// viewSteps draws the steps of the phase under the cursor.
func (s runScreen) viewSteps(w *screen.World, width, height int) ([]string, *tea.Cursor) {
	here := s.current(w)
	phase := w.Run.Book().Phases[here.Phase]
	p := w.Run.PhaseProgress(here.Phase)
	head := draw.Between(width, fmt.Sprintf("%d %s", here.Phase+1, inert.Line(phase.Title)), strings.TrimSpace(phase.Use+" "+fmt.Sprintf("%d/%d", p.Settled, p.Total)))
	lines := []string{w.Theme.Strong.Render(head)}
	if height >= 12 {
		lines = append(lines, "")
	}
	rows, at := s.stepRows(w, here, width)
	room := max(1, height-len(lines))
	from := draw.Window(len(rows), at, room)
	cursor := tea.NewCursor(0, len(lines)+at-from)
	lines = append(lines, rows[from:min(len(rows), from+room)]...)
	if len(lines)+1 < height {
		lines = append(lines, s.viewPhaseEnd(w, here.Phase, width, height-len(lines))...)
	}
	return lines, cursor
}

// stepRows draws a row for each step of a phase, and says which one is under
// the cursor.
func (s runScreen) stepRows(w *screen.World, here run.Step, width int) (rows []string, at int) {
	current := w.Current().ID
	for i, st := range w.Run.Phase(here.Phase) {
		mark, style := "  ", w.StepStyle(st)
		if st.ID == here.ID {
			mark, at = w.Theme.Glyphs.Cursor+" ", i
			style = w.Theme.Strong
			if !s.items {
				style = w.Theme.Focus
			}
		}
		tail := stepTail(w, st)
		if st.ID == current && st.ID != here.ID && !w.Review {
			tail = strings.TrimSpace(tail + " NOW")
		}
		left := inert.Cut(mark+w.StepGlyph(st)+" "+st.Number+" "+inert.Line(st.Title), max(0, width-inert.Width(tail)-1))
		rows = append(rows, style.Render(draw.Between(width, left, tail)))
	}
	return rows, at
}

// stepTail counts what is attached to a step.
func stepTail(w *screen.World, st run.Step) string {
	var tail []string
	if slices.ContainsFunc(w.Findings, func(f run.Finding) bool { return f.Step == st.ID }) {
		tail = append(tail, "!")
	}
	if isDecision(w, st) {
		tail = append(tail, w.Theme.Glyphs.Decision)
	}
	if n := len(st.Attached); n > 0 {
		tail = append(tail, fmt.Sprintf("{e}%d", n))
	}
	if n := len(st.Notes); n > 0 {
		tail = append(tail, fmt.Sprintf("n%d", n))
	}
	return strings.Join(tail, " ")
}

// isDecision reports whether a step still asks for a decision.
func isDecision(w *screen.World, st run.Step) bool {
	for _, id := range st.Record {
		fact, _ := w.Run.Book().Fact(id)
		if _, done := w.Run.Fact(id); fact.Because && !done {
			return st.Applies == playbook.Yes
		}
	}
	return false
}

// viewPhaseEnd says when the phase is complete, or that it is.
func (s runScreen) viewPhaseEnd(w *screen.World, i, width, room int) []string {
	p := w.Run.PhaseProgress(i)
	text, style := w.Run.Book().Phases[i].Goal, w.Theme.Muted
	if p.Settled == p.Total {
		text, style = fmt.Sprintf("PHASE %d COMPLETE: %d of %d steps settled.", i+1, p.Settled, p.Total), w.Theme.Done
	}
	lines := []string{""}
	for _, line := range inert.Wrap(inert.Line(text), max(1, width-4)) {
		lines = append(lines, style.Render("  "+line))
	}
	if len(lines) > room {
		return nil
	}
	return lines
}
