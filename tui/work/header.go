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

// HeaderHeight implements [screen.Tall]. A clock that counts takes the line of
// the state; what that says stands elsewhere then.
func (s runScreen) HeaderHeight(w *screen.World) int {
	height := 2 - screen.OneIf(w.Ticking())
	if w.Window == draw.Normal {
		height += 2
	}
	return height
}

// OpensClocks implements [screen.ClockKeyed].
func (s runScreen) OpensClocks() {}

// Header names the run and says whether all is saved. The phases stand there
// too where there is no pane for them.
func (s runScreen) Header(w *screen.World) []string {
	lines := []string{w.RunLine()}
	if w.Window <= draw.Compact {
		lines[0] = s.shortLine(w)
	}
	if !w.Ticking() {
		lines = append(lines, stateLine(w))
	}
	if w.Window == draw.Normal {
		lines = append(lines, w.Theme.HRule(w.Width, 0, ""), s.phaseLine(w, s.waiting(w)))
	}
	return lines
}

// shortLine is the first line where there is little room: the run, and where
// one is in it.
func (s runScreen) shortLine(w *screen.World) string {
	at := s.current(w)
	p, phase := w.Run.PhaseProgress(at.Phase), w.Run.Book().Phases[at.Phase]
	where := fmt.Sprintf("  %s %s %d/%d", phase.Number, inert.Line(phase.Title), p.Settled, p.Total)
	return w.HeadLine(draw.Strip{{Style: w.Theme.Accent, Text: inert.Line(w.Run.ID())}, {Style: w.Theme.Muted, Text: where}}, "")
}

// waiting says what waits for somebody, and how much is settled.
func (s runScreen) waiting(w *screen.World) draw.Strip {
	p := w.Run.Progress()
	text, style := fmt.Sprintf("%d/%d", p.Settled, p.Total), w.Theme.Warn
	var waits string
	switch n := len(w.Run.NeedsAt(w.AsOf())); {
	case w.Review:
		waits = w.Named(fmt.Sprintf("look at: %d", len(w.Findings)), "finding.next")
	case n > 0:
		waits, style = w.Named(fmt.Sprintf("needs you: %d", n), "needs.next"), w.Theme.Muted
	}
	if waits != "" {
		waits += "  "
	}
	return draw.Strip{{Style: style, Text: waits}, {Style: w.Theme.Text, Text: text + " "}}
}

// stateLine is the second line: how the run stands, or how it ended.
func stateLine(w *screen.World) string {
	sep := "   "
	if w.Window < draw.Normal {
		sep = "  "
	}
	return w.Theme.Muted.Render(inert.Pad(" "+inert.Line(strings.Join(stateParts(w), sep)), w.Width))
}

func stateParts(w *screen.World) []string {
	p := w.Run.Progress()
	switch {
	case w.Review:
		return result(w)
	case w.Window < draw.Normal:
		return append([]string{fmt.Sprintf("%d/%d", p.Settled, p.Total)}, needsPart(w)...)
	}
	parts := append([]string{fmt.Sprintf("%d/%d steps", p.Settled, p.Total), "open " + words.Age(w.AsOf().Sub(w.Run.Opened()))}, withoutPart(w)...)
	parts = append(parts, needsPart(w)...)
	if w.Window < draw.Wide {
		parts = append(parts, "lead "+w.Run.Lead())
	}
	return append(parts, w.Run.Book().Title+" "+w.Run.Book().Version)
}

// withoutPart says that something is not known of the run.
func withoutPart(w *screen.World) []string {
	if without := words.Bodiless(w.Run); without != "" {
		return []string{without}
	}
	return nil
}

func needsPart(w *screen.World) []string {
	if n := len(w.Run.NeedsAt(w.AsOf())); n > 0 {
		return []string{w.Named(fmt.Sprintf("needs you: %d", n), "needs.next")}
	}
	return nil
}

// result is what a reviewer wants to know first: how much was done, what was
// left out or went wrong, how long it took, what there is to look at.
func result(w *screen.World) []string {
	p, at := w.Run.Progress(), w.Run.Summary()
	parts := append([]string{fmt.Sprintf("%d/%d steps", p.Settled, p.Total)}, withoutPart(w)...)
	count := func(n int, word string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, word))
		}
	}
	count(at.Skipped, "skipped")
	count(at.Failed, "failed")
	late, decisions, evidence := 0, 0, 0
	for _, row := range w.Findings {
		if row.Kind == run.FindLate {
			late += len(row.Findings)
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
		return append(parts, "still open "+words.Span(w.AsOf().Sub(w.Run.Opened())))
	case w.Window < draw.Normal:
		return append(parts, words.Span(c.At.Sub(w.Run.Opened())))
	}
	return append(parts, "closed "+w.Day(c.At), "took "+words.Span(c.At.Sub(w.Run.Opened())),
		words.Plural(decisions, "decision", "decisions"), fmt.Sprintf("evidence %d", evidence))
}

// phaseLine shows all phases in one line, the one under the cursor in full, and
// something at the right end. If they are too many, the first ones give way.
func (s runScreen) phaseLine(w *screen.World, right draw.Strip) string {
	here, t := s.current(w).Phase, w.Theme
	var parts []draw.Strip
	for i, phase := range w.Run.Book().Phases {
		p := w.Run.PhaseProgress(i)
		mark, style := phaseMark(w, p)
		part := draw.Strip{{Style: style, Text: mark + " "}, {Style: t.Muted, Text: phase.Number + "  "}}
		if i == here {
			part = draw.Strip{{Style: t.Marks.Accent, Text: t.Glyphs.Cursor + " "},
				{Style: t.Strong, Text: fmt.Sprintf("%s %s %d/%d  ", phase.Number, inert.Clip(inert.Line(phase.Title), 30), p.Settled, p.Total)}}
		}
		parts = append(parts, part)
	}
	if all := lineOf(parts, 0, t); inert.Width(all.Plain()+right.Plain())+1 > w.Width {
		right = right[len(right)-1:] // the list says what waits
	}
	room := w.Width - inert.Width(right.Plain()) - 2
	for gone := 0; ; gone++ {
		line := lineOf(parts, gone, t)
		if gone >= here || inert.Width(line.Plain()) <= room {
			return line.Fill(w.Width, right)
		}
	}
}

// lineOf joins the phases, without the first ones.
func lineOf(phases []draw.Strip, without int, t *draw.Theme) draw.Strip {
	line := draw.Strip{{Style: t.Muted, Text: " "}}
	if without > 0 {
		line[0].Text = " .. "
	}
	for _, phase := range phases[without:] {
		line = append(line, phase...)
	}
	return line
}

// phaseMark is the mark of a phase and its style.
func phaseMark(w *screen.World, p run.Progress) (string, draw.Style) {
	switch {
	case p.Settled == p.Total:
		return w.Theme.Glyphs.Done, w.Theme.Marks.Done
	case p.Settled > 0:
		return w.Theme.Glyphs.Started, w.Theme.Marks.Quiet
	}
	return w.Theme.Glyphs.Todo, w.Theme.Marks.Quiet
}
