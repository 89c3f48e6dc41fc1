package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// headerHeight implements [tall]. A clock that counts takes the line of the
// state; what that says stands elsewhere then.
func (s runScreen) headerHeight(w *world) int {
	height := 2 - oneIf(w.ticking() && w.window < wide)
	if w.window == normal {
		height++
	}
	return height
}

// opensClocks implements [clockKeyed].
func (s runScreen) opensClocks() {}

// header names the run and says whether all is saved. The phases stand there
// too where there is no pane for them.
func (s runScreen) header(w *world) []string {
	ticking := w.ticking()
	switch {
	case w.window == compact && ticking:
		return []string{s.shortLine(w)}
	case w.window == normal && ticking:
		return []string{w.runLine(), s.phaseLine(w, s.waiting(w))}
	case w.window == normal:
		return []string{w.runLine(), w.stateLine(s), s.phaseLine(w, "")}
	}
	return []string{w.runLine(), w.stateLine(s)}
}

// shortLine is all of the header where there is room for one line only.
func (s runScreen) shortLine(w *world) string {
	at := s.current(w)
	p := w.run.PhaseProgress(at.Phase)
	parts := []string{fmt.Sprintf("%d %s %d/%d", at.Phase+1, w.run.Book().Phases[at.Phase].Title, p.Settled, p.Total)}
	switch n := len(w.run.NeedsYou()); {
	case w.review:
		parts = append(parts, w.named(fmt.Sprintf("look at %d", len(w.findings)), "finding.next"))
	case n > 0:
		parts = append(parts, w.named(fmt.Sprintf("needs %d", n), "needs.next"))
	}
	return w.headLine(append([]string{w.run.ID()}, parts...)...)
}

// waiting says what waits for somebody, and how much is settled.
func (s runScreen) waiting(w *world) string {
	p := w.run.Progress()
	text := fmt.Sprintf("%d/%d", p.Settled, p.Total)
	if w.review {
		return w.named(fmt.Sprintf("look at: %d", len(w.findings)), "finding.next") + "  " + text
	}
	if n := len(w.run.NeedsYou()); n > 0 {
		return w.named(fmt.Sprintf("needs you: %d", n), "needs.next") + "  " + text
	}
	return text
}

// runLine is the first line: which run, and that it is saved.
func (w *world) runLine() string { return w.nameLine("") }

// nameLine is the first line of a screen: its name, which run, and that it is
// saved. The mark that it is saved, or the verdict in review, always fits.
func (w *world) nameLine(name string) string {
	if !w.opened {
		return w.headLine(name)
	}
	return w.headLine(name, w.run.ID(), w.run.Title())
}

// headLine is the first line of a screen with these parts at the left.
func (w *world) headLine(parts ...string) string {
	right, style := w.savedMark(w.window >= normal), w.theme.Muted
	badge := ""
	switch {
	case w.review:
		badge, right = "READ-ONLY", w.chain
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
	left := " " + inert.Line(strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "  "))
	return w.theme.spread(w.width, badge, left, right, style)
}

// spread draws a badge and a text at the left and another at the right end.
func (t *Theme) spread(width int, badge, left, right string, style interface{ Render(...string) string }) string {
	if badge != "" {
		badge = " " + badge + " "
	}
	if right != "" {
		right = " " + right + " "
	}
	right = inert.Cut(right, max(0, width-inert.Width(badge)))
	room := max(0, width-inert.Width(badge)-inert.Width(right))
	line := ""
	if badge != "" {
		line = t.Badge.Render(badge)
	}
	return line + t.Strong.Render(inert.Pad(left, room)) + style.Render(right)
}

// stateLine is the second line: how the run stands, or how it ended.
func (w *world) stateLine(s runScreen) string {
	parts := w.stateParts()
	if w.window >= normal {
		return w.theme.Muted.Render(inert.Pad(" "+inert.Line(strings.Join(parts, "   ")), w.width))
	}
	right := strings.Join(parts, "  ")
	if w.review {
		return w.theme.Muted.Render(inert.Pad(" "+right, w.width))
	}
	phase := s.current(w).Phase
	p := w.run.PhaseProgress(phase)
	count := fmt.Sprintf(" %d/%d", p.Settled, p.Total)
	title := inert.Line(fmt.Sprintf(" %d %s", phase+1, w.run.Book().Phases[phase].Title))
	return w.theme.Muted.Render(between(w.width, inert.Cut(title, w.width-len(right)-len(count)-3)+count, right))
}

func (w *world) stateParts() []string {
	p := w.run.Progress()
	switch {
	case w.review:
		return w.result()
	case w.window < normal:
		return append(w.needsPart(), fmt.Sprintf("%d/%d", p.Settled, p.Total))
	}
	parts := append([]string{fmt.Sprintf("%d/%d steps", p.Settled, p.Total), "OPEN " + words.Age(w.now.Sub(w.run.Opened()))}, w.needsPart()...)
	return append(parts, "lead "+w.run.Lead(), w.run.Book().Title+" "+w.run.Book().Version)
}

func (w *world) needsPart() []string {
	if n := len(w.run.NeedsYou()); n > 0 {
		return []string{w.named(fmt.Sprintf("needs you: %d", n), "needs.next")}
	}
	return nil
}

// result is what a reviewer wants to know first: how much was done, what was
// left out or went wrong, how long it took, what there is to look at.
func (w *world) result() []string {
	p, at := w.run.Progress(), w.run.Summary()
	parts := []string{fmt.Sprintf("%d/%d steps", p.Settled, p.Total)}
	count := func(n int, word string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, word))
		}
	}
	count(at.Skipped, "skipped")
	count(at.Failed, "failed")
	late, decisions, evidence := 0, 0, 0
	for _, f := range w.findings {
		if f.Kind == run.FindLate {
			late++
		}
	}
	for _, f := range w.run.Book().Facts {
		if _, ok := w.run.Fact(f.ID); ok && f.Because {
			decisions++
		}
	}
	for _, st := range w.run.Steps() {
		evidence += len(st.Attached)
	}
	count(late, "late")
	if tally := words.ClockTally(w.run, w.asOf()); tally != "" {
		parts = append(parts, "clocks: "+tally)
	}
	parts = append(parts, w.named(fmt.Sprintf("look at: %d", len(w.findings)), "finding.next"))
	c, closed := w.run.Closing()
	switch {
	case !closed:
		return append(parts, "STILL OPEN "+words.Span(w.now.Sub(w.run.Opened())))
	case w.window < normal:
		return append(parts, words.Span(c.At.Sub(w.run.Opened())))
	}
	return append(parts, "closed "+w.day(c.At), "took "+words.Span(c.At.Sub(w.run.Opened())),
		words.Plural(decisions, "decision", "decisions"), fmt.Sprintf("evidence %d", evidence))
}

// phaseLine shows all phases in one line, the one under the cursor in full, and
// something at the right end. If they are too many, the first ones give way.
func (s runScreen) phaseLine(w *world, right string) string {
	here := s.current(w).Phase
	var parts []string
	for i, phase := range w.run.Book().Phases {
		p := w.run.PhaseProgress(i)
		part := fmt.Sprintf("%d%s", i+1, w.phaseGlyph(p))
		if i == here {
			part = fmt.Sprintf("%s%s %s %d/%d", w.theme.Glyphs.Cursor, part, inert.Cut(inert.Line(phase.Title), 30), p.Settled, p.Total)
		}
		parts = append(parts, part)
	}
	line := " " + strings.Join(parts, "  ")
	for gone := 1; gone <= here && inert.Width(line)+inert.Width(right)+2 > w.width; gone++ {
		line = " ..  " + strings.Join(parts[gone:], "  ")
	}
	return w.theme.Text.Render(between(w.width, line, right))
}

func (w *world) phaseGlyph(p run.Progress) string {
	switch {
	case p.Settled == p.Total:
		return w.theme.Glyphs.Done
	case p.Settled > 0:
		return w.theme.Glyphs.Started
	}
	return w.theme.Glyphs.Todo
}

// local puts a time into the zone of the person.
func (w *world) local(t time.Time) time.Time { return t.In(w.now.Location()) }

func formatSeq(n uint64) string { return fmt.Sprint(n) }
