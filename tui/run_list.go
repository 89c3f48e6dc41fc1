package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// viewPhases draws the left pane of a wide window: the phases, what needs a
// person, what was done last.
func (s runScreen) viewPhases(w *world, width, height int) []string {
	p := w.run.Progress()
	lines := []string{w.theme.Strong.Render(between(width, "PHASES", fmt.Sprintf("%d/%d", p.Settled, p.Total))), ""}
	here := s.current(w).Phase
	for i, phase := range w.run.Book().Phases {
		p := w.run.PhaseProgress(i)
		mark, style := " ", w.theme.Text
		if i == here {
			mark, style = w.theme.Glyphs.Cursor, w.theme.Strong
		}
		left := fmt.Sprintf("%s %s %d %s", mark, w.phaseGlyph(p), i+1, inert.Line(phase.Title))
		count := ""
		if p.Settled > 0 && p.Settled < p.Total {
			count = fmt.Sprintf("%d/%d", p.Settled, p.Total)
		}
		lines = append(lines, style.Render(between(width, left, count)))
	}
	lines = append(append(lines, ""), s.viewNeeds(w, width)...)
	return append(append(lines, ""), viewRecent(w, width, height-len(lines)-2)...)
}

// viewNeeds lists what needs a person, or in review what to look at.
func (s runScreen) viewNeeds(w *world, width int) []string {
	if w.review {
		return s.viewFindings(w, width)
	}
	const most = 6
	lines := []string{w.theme.Strong.Render(inert.Pad(w.named("NEEDS YOU", "needs.next"), width))}
	needs := w.run.NeedsYou()
	for i, n := range needs {
		if i == most {
			lines = append(lines, w.theme.Muted.Render(fmt.Sprintf("  and %d more", len(needs)-most)))
			break
		}
		lines = append(lines, w.theme.Text.Render(inert.Pad("  "+w.needGlyph(n.Kind)+" "+n.Step.Number+" "+inert.Line(n.Text), width)))
	}
	if len(needs) == 0 {
		lines = append(lines, w.theme.Muted.Render(inert.Pad("  nothing", width)))
	}
	return lines
}

// viewFindings lists what a reviewer should look at, around the one that was
// gone to last.
func (s runScreen) viewFindings(w *world, width int) []string {
	const most = 10
	n := len(w.findings)
	lines := []string{w.theme.Strong.Render(between(width, w.named("LOOK AT", "finding.next"), formatSeq(uint64(n))))}
	from := window(n, max(0, s.finding), most)
	for i := from; i < min(n, from+most); i++ {
		mark, style := "  ", w.theme.Text
		if i == s.finding {
			mark, style = w.theme.Glyphs.Cursor+" ", w.theme.Strong
		}
		lines = append(lines, style.Render(inert.Pad(mark+inert.Line(w.findings[i].Text), width)))
	}
	if n == 0 {
		lines = append(lines, w.theme.Muted.Render(inert.Pad("  nothing", width)))
	}
	return lines
}

func (w *world) needGlyph(kind run.NeedKind) string {
	switch kind {
	case run.NeedBlocked:
		return w.theme.Glyphs.Blocked
	case run.NeedWaiting:
		return "..."
	case run.NeedEvidence:
		return "{e}"
	}
	return w.theme.Glyphs.Todo
}

// viewRecent lists the last entries, newest first.
func viewRecent(w *world, width, height int) []string {
	lines := []string{w.theme.Strong.Render(inert.Pad(w.named("RECENT", "timeline"), width))}
	entries := w.run.Entries()
	for i := len(entries) - 1; i >= 0 && len(lines) < min(height, 9); i-- {
		step, text := w.run.Describe(entries[i])
		row := w.local(entries[i].At).Format("15:04") + " " + strings.TrimSpace(step+" "+text)
		lines = append(lines, w.theme.Muted.Render(inert.Pad(inert.Line(row), width)))
	}
	return lines
}

// viewSteps draws the steps of the phase under the cursor.
func (s runScreen) viewSteps(w *world, width, height int) ([]string, *tea.Cursor) {
	here := s.current(w)
	phase := w.run.Book().Phases[here.Phase]
	p := w.run.PhaseProgress(here.Phase)
	head := between(width, fmt.Sprintf("%d %s", here.Phase+1, inert.Line(phase.Title)), strings.TrimSpace(phase.Use+" "+fmt.Sprintf("%d/%d", p.Settled, p.Total)))
	lines := []string{w.theme.Strong.Render(head)}
	if height >= 12 {
		lines = append(lines, "")
	}
	rows, at := s.stepRows(w, here, width)
	room := max(1, height-len(lines))
	from := window(len(rows), at, room)
	cursor := tea.NewCursor(0, len(lines)+at-from)
	lines = append(lines, rows[from:min(len(rows), from+room)]...)
	if len(lines)+1 < height {
		lines = append(lines, s.viewPhaseEnd(w, here.Phase, width, height-len(lines))...)
	}
	return lines, cursor
}

// stepRows draws a row for each step of a phase, and says which one is under
// the cursor.
func (s runScreen) stepRows(w *world, here run.Step, width int) (rows []string, at int) {
	current := w.current().ID
	for i, st := range w.run.Phase(here.Phase) {
		mark, style := "  ", w.stepStyle(st)
		if st.ID == here.ID {
			mark, at = w.theme.Glyphs.Cursor+" ", i
			style = w.theme.Strong
			if !s.items {
				style = w.theme.Focus
			}
		}
		tail := stepTail(w, st)
		if st.ID == current && st.ID != here.ID && !w.review {
			tail = strings.TrimSpace(tail + " NOW")
		}
		left := inert.Cut(mark+w.stepGlyph(st)+" "+st.Number+" "+inert.Line(st.Title), max(0, width-inert.Width(tail)-1))
		rows = append(rows, style.Render(between(width, left, tail)))
	}
	return rows, at
}

// stepTail counts what is attached to a step.
func stepTail(w *world, st run.Step) string {
	var tail []string
	if slices.ContainsFunc(w.findings, func(f run.Finding) bool { return f.Step == st.ID }) {
		tail = append(tail, "!")
	}
	if isDecision(w, st) {
		tail = append(tail, w.theme.Glyphs.Decision)
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
func isDecision(w *world, st run.Step) bool {
	for _, id := range st.Record {
		fact, _ := w.run.Book().Fact(id)
		if _, done := w.run.Fact(id); fact.Because && !done {
			return st.Applies == playbook.Yes
		}
	}
	return false
}

// viewPhaseEnd says when the phase is complete, or that it is.
func (s runScreen) viewPhaseEnd(w *world, i, width, room int) []string {
	p := w.run.PhaseProgress(i)
	text, style := w.run.Book().Phases[i].Goal, w.theme.Muted
	if p.Settled == p.Total {
		text, style = fmt.Sprintf("PHASE %d COMPLETE: %d of %d steps settled.", i+1, p.Settled, p.Total), w.theme.Done
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

// stepGlyph is the mark of a step's state. Every state has its own.
func (w *world) stepGlyph(st run.Step) string { return w.theme.sign(words.StepState(st).Sign) }

func (w *world) stepStyle(st run.Step) lipgloss.Style { return w.theme.tone(words.StepState(st).Tone) }

// between puts one text at the left and one at the right end of a line.
func between(width int, left, right string) string {
	if right == "" {
		return inert.Pad(left, width)
	}
	right = inert.Cut(" "+right+" ", width)
	return inert.Pad(left, max(0, width-inert.Width(right))) + right
}
