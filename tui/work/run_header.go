package work

import (
	"fmt"
	"strings"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// HeaderHeight implements [screen.Tall]. A clock that counts takes the line of the
// state; what that says stands elsewhere then.
func (s runScreen) HeaderHeight(w *screen.World) int {
	height := 2 - screen.OneIf(w.Ticking() && w.Window < draw.Wide)
	if w.Window == draw.Normal {
		height++
	}
	return height
}

// OpensClocks implements [screen.Screen.ClockKeyed].
func (s runScreen) OpensClocks() {}

// Header names the run and says whether all is saved. The phases stand there
// too where there is no pane for them.
func (s runScreen) Header(w *screen.World) []string {
	ticking := w.Ticking()
	switch {
	case w.Window == draw.Compact && ticking:
		return []string{s.shortLine(w)}
	case w.Window == draw.Normal && ticking:
		return []string{w.RunLine(), s.phaseLine(w, s.waiting(w))}
	case w.Window == draw.Normal:
		return []string{w.RunLine(), stateLine(w, s), s.phaseLine(w, "")}
	}
	return []string{w.RunLine(), stateLine(w, s)}
}

// shortLine is all of the header where there is room for one line only.
func (s runScreen) shortLine(w *screen.World) string {
	at := s.current(w)
	p := w.Run.PhaseProgress(at.Phase)
	parts := []string{fmt.Sprintf("%d %s %d/%d", at.Phase+1, w.Run.Book().Phases[at.Phase].Title, p.Settled, p.Total)}
	switch n := len(w.Run.NeedsYou()); {
	case w.Review:
		parts = append(parts, w.Named(fmt.Sprintf("look at %d", len(w.Findings)), "finding.next"))
	case n > 0:
		parts = append(parts, w.Named(fmt.Sprintf("needs %d", n), "needs.next"))
	}
	return w.HeadLine(append([]string{w.Run.ID()}, parts...)...)
}

// waiting says what waits for somebody, and how much is settled.
func (s runScreen) waiting(w *screen.World) string {
	p := w.Run.Progress()
	text := fmt.Sprintf("%d/%d", p.Settled, p.Total)
	if w.Review {
		return w.Named(fmt.Sprintf("look at: %d", len(w.Findings)), "finding.next") + "  " + text
	}
	if n := len(w.Run.NeedsYou()); n > 0 {
		return w.Named(fmt.Sprintf("needs you: %d", n), "needs.next") + "  " + text
	}
	return text
}

// stateLine is the second line: how the run stands, or how it ended.
func stateLine(w *screen.World, s runScreen) string {
	parts := stateParts(w)
	if w.Window >= draw.Normal {
		return w.Theme.Muted.Render(inert.Pad(" "+inert.Line(strings.Join(parts, "   ")), w.Width))
	}
	right := strings.Join(parts, "  ")
	if w.Review {
		return w.Theme.Muted.Render(inert.Pad(" "+right, w.Width))
	}
	phase := s.current(w).Phase
	p := w.Run.PhaseProgress(phase)
	count := fmt.Sprintf(" %d/%d", p.Settled, p.Total)
	title := inert.Line(fmt.Sprintf(" %d %s", phase+1, w.Run.Book().Phases[phase].Title))
	return w.Theme.Muted.Render(draw.Between(w.Width, inert.Cut(title, w.Width-len(right)-len(count)-3)+count, right))
}

func stateParts(w *screen.World) []string {
	p := w.Run.Progress()
	switch {
	case w.Review:
		return result(w)
	case w.Window < draw.Normal:
		return append(needsPart(w), fmt.Sprintf("%d/%d", p.Settled, p.Total))
	}
	parts := append([]string{fmt.Sprintf("%d/%d steps", p.Settled, p.Total), "OPEN " + words.Age(w.Now.Sub(w.Run.Opened()))}, needsPart(w)...)
	return append(parts, "lead "+w.Run.Lead(), w.Run.Book().Title+" "+w.Run.Book().Version)
}

func needsPart(w *screen.World) []string {
	if n := len(w.Run.NeedsYou()); n > 0 {
		return []string{w.Named(fmt.Sprintf("needs you: %d", n), "needs.next")}
	}
	return nil
}

// result is what a reviewer wants to know first: how much was done, what was
// left out or went wrong, how long it took, what there is to look at.
func result(w *screen.World) []string {
	p, at := w.Run.Progress(), w.Run.Summary()
	parts := []string{fmt.Sprintf("%d/%d steps", p.Settled, p.Total)}
	count := func(n int, word string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, word))
		}
	}
	count(at.Skipped, "skipped")
	count(at.Failed, "failed")
	late, decisions, evidence := 0, 0, 0
	for _, f := range w.Findings {
		if f.Kind == run.FindLate {
			late++
		}
	}
	for _, f := range w.Run.Book().Facts {
		if _, ok := w.Run.Fact(f.ID); ok && f.Because {
			decisions++
		}
	}
	for _, st := range w.Run.Steps() {
		evidence += len(st.Attached)
	}
	count(late, "late")
	if tally := words.ClockTally(w.Run, w.AsOf()); tally != "" {
		parts = append(parts, "clocks: "+tally)
	}
	parts = append(parts, w.Named(fmt.Sprintf("look at: %d", len(w.Findings)), "finding.next"))
	c, closed := w.Run.Closing()
	switch {
	case !closed:
		return append(parts, "STILL OPEN "+words.Span(w.Now.Sub(w.Run.Opened())))
	case w.Window < draw.Normal:
		return append(parts, words.Span(c.At.Sub(w.Run.Opened())))
	}
	return append(parts, "closed "+w.Day(c.At), "took "+words.Span(c.At.Sub(w.Run.Opened())),
		words.Plural(decisions, "decision", "decisions"), fmt.Sprintf("evidence %d", evidence))
}

// phaseLine shows all phases in one line, the one under the cursor in full, and
// something at the right end. If they are too many, the first ones give way.
func (s runScreen) phaseLine(w *screen.World, right string) string {
	here := s.current(w).Phase
	var parts []string
	for i, phase := range w.Run.Book().Phases {
		p := w.Run.PhaseProgress(i)
		part := fmt.Sprintf("%d%s", i+1, phaseGlyph(w, p))
		if i == here {
			part = fmt.Sprintf("%s%s %s %d/%d", w.Theme.Glyphs.Cursor, part, inert.Cut(inert.Line(phase.Title), 30), p.Settled, p.Total)
		}
		parts = append(parts, part)
	}
	line := " " + strings.Join(parts, "  ")
	for gone := 1; gone <= here && inert.Width(line)+inert.Width(right)+2 > w.Width; gone++ {
		line = " ..  " + strings.Join(parts[gone:], "  ")
	}
	return w.Theme.Text.Render(draw.Between(w.Width, line, right))
}

func phaseGlyph(w *screen.World, p run.Progress) string {
	switch {
	case p.Settled == p.Total:
		return w.Theme.Glyphs.Done
	case p.Settled > 0:
		return w.Theme.Glyphs.Started
	}
	return w.Theme.Glyphs.Todo
}
