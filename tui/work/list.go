package work

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/ask"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// A pane is the lines of the list beside the step, and the one on which the
// cursor stands.
type pane struct {
	w     *screen.World
	width int
	lines []string
	at    int
}

// add adds a row, which ends before the bar beside it.
func (p *pane) add(left, right draw.Strip) {
	p.lines = append(p.lines, left.Cut(p.width-1).Fill(p.width, right))
}

// viewTree draws the left pane of a wide window: the phases, the one under the
// cursor unfolded into its steps; what needs a person; what was done last.
func (s runScreen) viewTree(w *screen.World, width, height int) ([]string, *tea.Cursor) {
	here := s.current(w)
	tree := pane{w: w, width: width}
	if s.tonight(w) {
		s.tonightRows(&tree, here, true)
	} else {
		s.phaseRows(&tree, here)
	}
	p := pane{w: w, width: width, lines: []string{s.progressLine(w, width), ""}}
	room := max(3, height-len(p.lines))
	from := draw.Window(len(tree.lines), tree.at, room)
	cursor := tea.NewCursor(1, len(p.lines)+tree.at-from)
	p.lines = append(p.lines, tree.lines[from:min(len(tree.lines), from+room)]...)
	s.viewNeeds(&p, height-len(p.lines))
	viewRecent(&p, height-len(p.lines))
	return p.lines, cursor
}

// phaseRows draws the phases, the one under the cursor with its steps.
func (s runScreen) phaseRows(p *pane, here run.Step) {
	book := ""
	for i, phase := range p.w.Run.Book().Phases {
		if phase.Book != book {
			book = phase.Book
			p.add(draw.Strip{{Style: p.w.Theme.Muted, Text: " " + inert.Line(book)}}, nil)
		}
		s.phaseRow(p, i, i == here.Phase)
		if i == here.Phase {
			s.stepRows(p, here, 2)
		}
	}
}

// progressLine says how much of the run is settled, as a line and in numbers.
func (s runScreen) progressLine(w *screen.World, width int) string {
	const name = " Steps  "
	all := w.Run.Progress()
	count := fmt.Sprintf("  %d of %d ", all.Settled, all.Total)
	meter := w.Theme.Meter(max(0, width-len(name)-len(count)), all.Settled, all.Total)
	return w.Theme.Muted.Render(name) + meter + w.Theme.Text.Render(count)
}

// phaseRow draws a phase: how it stands, and how far it has come.
func (s runScreen) phaseRow(p *pane, i int, here bool) {
	t, progress := p.w.Theme, p.w.Run.PhaseProgress(i)
	mark, markStyle := phaseMark(p.w, progress)
	number, title := t.Muted, t.Text
	if progress.Settled == progress.Total {
		title = t.Muted
	}
	if here {
		number, title = t.Accent, t.Strong
	}
	left := draw.Strip{{Style: markStyle, Text: " " + mark + " "}, {Style: number, Text: inert.Line(p.w.Run.Book().Phases[i].Number) + " "}, {Style: title, Text: inert.Line(p.w.Run.Book().Phases[i].Title)}}
	p.add(left, draw.Strip{{Style: t.Muted, Text: fmt.Sprintf("%d/%d ", progress.Settled, progress.Total)}})
}

// viewSteps draws the steps of the phase under the cursor, where there is no
// room for the phases beside them.
func (s runScreen) viewSteps(w *screen.World, width, height int) ([]string, *tea.Cursor) {
	here := s.current(w)
	list := pane{w: w, width: width}
	if s.tonight(w) {
		s.tonightRows(&list, here, false)
	} else {
		s.stepRows(&list, here, 0)
	}
	from := draw.Window(len(list.lines), list.at, height)
	p := pane{w: w, width: width, lines: slices.Clone(list.lines[from:min(len(list.lines), from+height)])}
	s.viewNeeds(&p, height-len(p.lines))
	s.viewPhaseEnd(&p, here.Phase, height-len(p.lines))
	return p.lines, tea.NewCursor(0, list.at-from)
}

// stepRows draws a row for each step of a phase, indented. Those that do not
// apply are folded into one line, but for the one under the cursor.
func (s runScreen) stepRows(p *pane, here run.Step, indent int) {
	folded := 0
	var groups playbook.Grouping
	for _, st := range p.w.Run.Phase(here.Phase) {
		if st.ID != here.ID && !st.Counts() {
			folded++
			continue
		}
		p.groupRow(&groups, st, indent)
		if st.ID == here.ID {
			p.at = len(p.lines)
		}
		s.stepRow(p, st, st.ID == here.ID, indent)
	}
	if folded > 0 {
		p.aside(words.Plural(folded, "does not apply", "do not apply"), indent)
	}
}

// groupRow draws the small heading before a step, where one stands there.
func (p *pane) groupRow(groups *playbook.Grouping, st run.Step, indent int) {
	if heading, ends := groups.Next(st.Step); heading != "" || ends {
		p.aside(inert.Line(heading), indent)
	}
}

// aside adds a row of small words where the titles of steps begin.
func (p *pane) aside(text string, indent int) {
	lead := strings.Repeat(" ", indent+p.w.Theme.Glyphs.Width()+2)
	p.add(draw.Strip{{Style: p.w.Theme.Muted, Text: lead + text}}, nil)
}

// stepRow draws a step: how it stands, its number and title, and what is
// attached to it.
func (s runScreen) stepRow(p *pane, st run.Step, here bool, indent int) {
	t, tail := p.w.Theme, stepTail(p.w, st)
	if st.ID == p.w.Current().ID && !here && !p.w.Review {
		tail = append(tail, draw.Styled{Style: t.Accent, Text: "now "})
	}
	lead := strings.Repeat(" ", indent+1)
	if here {
		lead = strings.Repeat(" ", indent/2) + t.Glyphs.Cursor + strings.Repeat(" ", indent-indent/2)
	}
	title := t.Text
	if st.State.Settled() || st.Applies == playbook.No {
		title = t.Muted
	}
	mark := screen.MarkTone(t, words.StepState(st).Tone)
	row := draw.Strip{{Style: mark, Text: lead + inert.Pad(p.w.StepGlyph(st), t.Glyphs.Width()) + " "}, {Style: t.Muted, Text: st.Number + " "}}
	room := p.width - 1 - inert.Width(row.Plain()) - inert.Width(tail.Plain())
	row = append(row, draw.Styled{Style: title, Text: titleIn(p.w, st, room)})
	if !here {
		p.add(row, tail)
		return
	}
	style := t.Focus
	if s.items {
		style = t.Strong
	}
	text := draw.Strip{{Style: t.Plain, Text: row.Plain()}}.Fill(p.width, draw.Strip{{Style: t.Plain, Text: tail.Plain()}})
	p.lines = append(p.lines, style.Render(text))
}

// titleIn is the title of a step for a row. Where one of a repeated step is too long,
// its value stays: the rest is that of all of them.
func titleIn(w *screen.World, st run.Step, room int) string {
	title := inert.Line(st.Title)
	if st.Of == "" || inert.Width(title) <= room {
		return title
	}
	const least = 6
	f, _ := w.Run.Book().Fact(st.Each)
	value := ": " + inert.Line(f.Show(playbook.ChoicesValue(st.Value)))
	return inert.Clip(strings.TrimSuffix(title, value), max(least, room-inert.Width(value))) + value
}

// stepTail counts what is attached to a step.
func stepTail(w *screen.World, st run.Step) (tail draw.Strip) {
	t := w.Theme
	if slices.ContainsFunc(w.Findings, func(row words.FindingRow) bool { return aboutStep(row, st.ID) }) {
		tail = append(tail, draw.Styled{Style: t.Warn, Text: "! "})
	}
	if st.Added != nil {
		tail = append(tail, draw.Styled{Style: t.Muted, Text: "added "})
	}
	if ask.KeptAt(w)[st.ID] {
		tail = append(tail, draw.Styled{Style: t.Warn, Text: "kept "})
	}
	if isDecision(w, st) {
		tail = append(tail, draw.Styled{Style: t.Warn, Text: t.Glyphs.Decision + " "})
	}
	if n := len(st.Attached); n > 0 {
		tail = append(tail, draw.Styled{Style: t.Muted, Text: fmt.Sprintf("%s%d ", t.Glyphs.Evidence, n)})
	}
	if n := len(st.Notes); n > 0 {
		tail = append(tail, draw.Styled{Style: t.Muted, Text: fmt.Sprintf("n%d ", n)})
	}
	return tail
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

// viewPhaseEnd says what the phase is for, or that it is complete.
func (s runScreen) viewPhaseEnd(p *pane, i, room int) {
	progress := p.w.Run.PhaseProgress(i)
	text, style := p.w.Run.Book().Phases[i].Goal, p.w.Theme.Muted
	if progress.Settled == progress.Total {
		text, style = fmt.Sprintf("Phase %s complete: %d of %d steps settled.", p.w.Run.Book().Phases[i].Number, progress.Settled, progress.Total), p.w.Theme.Done
	}
	goal := draw.Sheet{Theme: p.w.Theme, Width: p.width - 1, Lines: []string{""}}
	goal.Add(style, 1, inert.Line(text))
	if len(goal.Lines) <= room && text != "" {
		p.lines = append(p.lines, goal.Lines...)
	}
}

// viewNeeds lists what needs a person, or in review what to look at, if there
// is room for some of it.
func (s runScreen) viewNeeds(p *pane, room int) {
	const least = 4
	if room < least {
		return
	}
	rows, name, id := needRows(p), "Needs you", "needs.next"
	if p.w.Review {
		rows, name, id = s.findingRows(p), "Look at", "finding.next"
	}
	p.lines = append(p.lines, "", p.w.Section(p.width, name, id))
	if len(rows) == 0 {
		rows = []string{p.w.Theme.Muted.Render("   nothing")}
	}
	if left := room - 2; len(rows) > left {
		more := fmt.Sprintf("   %d more", len(rows)-left+1)
		rows = append(rows[:left-1:left-1], p.w.Theme.Muted.Render(more))
	}
	p.lines = append(p.lines, rows...)
}

// leastName is how little of a clock's name may be left before a word of its
// state goes that the header has too.
const leastName = 16

// needRows are what waits for a person: clocks that are due, what is blocked or
// waits, and in one line the steps that were left open behind the current one.
func needRows(p *pane) []string {
	t := p.w.Theme
	var rows []string
	add := func(style draw.Style, mark, text string, right draw.Strip) {
		left := draw.Strip{{Style: style, Text: " " + inert.Pad(mark, t.Glyphs.Width()) + " "}, {Style: t.Text, Text: inert.Line(text)}}
		rows = append(rows, left.Cut(p.width-1).Fill(p.width, right))
	}
	for _, due := range dueClocks(p.w) {
		c := *due
		state, left := words.ClockState(c, p.w.AsOf()), words.ClockLeft(c, p.w.AsOf())
		left = strings.TrimSuffix(left, " left")
		if more := left + " " + words.Earliest; words.AtEarliest(c) != "" && p.width-inert.Width(more) > leastName {
			left = more
		}
		add(screen.MarkTone(t, state.Tone), "!", c.Title, draw.Strip{{Style: screen.Tone(t, state.Tone), Text: left + " "}})
	}
	for _, n := range needsOf(p.w) {
		add(n.style, n.mark, n.text, nil)
	}
	return rows
}

// A need is something that waits for a person, as a row shows it.
type need struct {
	style      draw.Style
	mark, text string
}

// needsOf lists what waits for a person. The steps left open behind the
// current one are one row.
func needsOf(w *screen.World) []need {
	var needs []need
	behind := 0
	for _, n := range w.Run.NeedsAt(w.AsOf()) {
		if n.Kind == run.NeedBehind {
			behind++
			continue
		}
		style, mark := needMark(w, n.Kind)
		needs = append(needs, need{style, mark, n.Step.Number + " " + n.Text})
	}
	if n := len(ask.KeptTexts(w)); n > 0 {
		needs = append(needs, need{w.Theme.Marks.Quiet, w.Theme.Glyphs.Todo, words.Plural(n, "text not recorded", "texts not recorded")})
	}
	if behind > 0 {
		needs = append(needs, need{w.Theme.Marks.Quiet, w.Theme.Glyphs.Todo, words.Plural(behind, "earlier step open", "earlier steps open")})
	}
	return needs
}

// dueClocks are the clocks that are due soon or overdue.
func dueClocks(w *screen.World) []*run.Clock {
	if !w.Ticking() {
		return nil
	}
	var due []*run.Clock
	all := w.Counting()
	for i := range all {
		if words.ClockState(all[i], w.AsOf()).Sign != words.NoSign {
			due = append(due, &all[i])
		}
	}
	return due
}

func needMark(w *screen.World, kind run.NeedKind) (draw.Style, string) {
	switch kind {
	case run.NeedBlocked:
		return w.Theme.Marks.Danger, w.Theme.Glyphs.Blocked
	case run.NeedWaiting, run.NeedLook:
		return w.Theme.Marks.Warn, w.Theme.Glyphs.Waiting
	case run.NeedEvidence:
		return w.Theme.Marks.Warn, w.Theme.Glyphs.Evidence
	}
	return w.Theme.Marks.Quiet, w.Theme.Glyphs.Todo
}

// findingRows list what a reviewer should look at, around the one that was gone
// to last.
func (s runScreen) findingRows(p *pane) []string {
	const most = 10
	found := p.w.Findings
	var rows []string
	from := draw.Window(len(found), max(0, s.finding), most)
	for i := from; i < min(len(found), from+most); i++ {
		cursor, style := p.w.Theme.Row(i == s.finding, p.w.Theme.Text)
		text := " " + cursor + words.WeightMark(found[i].Weight) + " " + inert.Line(found[i].Line())
		rows = append(rows, style.Render(inert.Pad(inert.Clip(text, p.width-1), p.width)))
	}
	return rows
}

// aboutStep reports whether a row of findings is about a step.
func aboutStep(row words.FindingRow, step string) bool {
	return slices.ContainsFunc(row.Findings, func(f run.Finding) bool { return f.Step == step })
}

// viewRecent lists the last entries, newest first, as many as there is room
// for.
func viewRecent(p *pane, room int) {
	const least, most = 4, 8
	if room < least {
		return
	}
	p.lines = append(p.lines, "", p.w.Section(p.width, "Lately", "timeline"))
	entries := p.w.Run.Entries()
	for i := len(entries) - 1; i >= max(0, len(entries)-min(most, room-2)); i-- {
		when := p.w.Local(entries[i].At).Format("15:04")
		p.add(draw.Strip{{Style: p.w.Theme.Muted, Text: " " + when + "  "}, {Style: p.w.Theme.Text, Text: lately(p.w, entries[i], p.width-len(" 03:14   "))}}, nil)
	}
}

// lately says an entry in few words, in at most width cells.
func lately(w *screen.World, e *run.Entry, width int) string {
	step, text := w.Run.Describe(e)
	if step != "" {
		step += " "
	}
	if ev, ok := e.Event.(run.FactRecorded); ok {
		if fact, ok := w.Run.Book().Fact(ev.Fact); ok {
			return step + answered(w, fact, ev.Value, width-inert.Width(step))
		}
	}
	return inert.Line(step + text)
}

// answered is a fact with its value where room is scarce: the question is cut
// before the answer, which is what somebody looks for.
func answered(w *screen.World, fact playbook.Fact, v playbook.Value, width int) string {
	value := fact.Show(v)
	if at, ok := v.Time(); ok && fact.Type == playbook.Time {
		value = w.DayOf(at)
	}
	value = inert.Clip(inert.Line(value), max(width/2, width-len("What. ")))
	asks := inert.Line(strings.TrimSpace(fact.Answered("")))
	return inert.Clip(asks, max(0, width-inert.Width(value)-1)) + " " + value
}
