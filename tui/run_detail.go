package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// An item is something in a step that takes a key: a check, a fact, the
// evidence it asks for, a command to copy.
type item struct {
	kind itemKind
	name string // the fact, message or clock
	n    int    // the check, from 1
}

type itemKind int

const (
	itemCheck itemKind = iota
	itemFact
	itemEvidence
	itemCommand
	itemMessage
	itemClock
)

// itemsOf lists the items of a step in the order in which they are drawn.
func itemsOf(_ *world, st run.Step) []item {
	var items []item
	if st.Command != "" {
		items = append(items, item{kind: itemCommand})
	}
	for i := range st.Checks {
		items = append(items, item{kind: itemCheck, n: i + 1})
	}
	for _, id := range st.Record {
		items = append(items, item{kind: itemFact, name: id})
	}
	if st.Evidence != "" {
		items = append(items, item{kind: itemEvidence})
	}
	if st.Message != "" {
		items = append(items, item{kind: itemMessage, name: st.Message})
	}
	for _, id := range st.Files {
		items = append(items, item{kind: itemClock, name: id})
	}
	return items
}

// A page is the text of a step, or of a playbook. It remembers where the items
// of a step are.
type page struct {
	sheet
	w       *world
	dense   bool // without blank lines, where there is little room
	pinned  int  // the first lines, which stay when the rest is scrolled
	items   int  // how many were drawn
	focus   int  // the item under the cursor, -1 if none
	focused int  // its line
}

// newPage begins a page with a margin at its right.
func newPage(w *world, width int) *page {
	return &page{sheet: sheet{theme: w.theme, width: max(1, width-1)}, w: w, focus: -1, dense: w.window == compact}
}

func (p *page) gap() {
	if !p.dense {
		p.blank()
	}
}

func (p *page) head(text string) {
	p.gap()
	p.add(p.w.theme.Strong, 0, text)
}

// item draws a row that can have the keys.
func (p *page) item(style lipgloss.Style, mark, text string) {
	cursor := " "
	if p.items == p.focus {
		cursor, style, p.focused = p.w.theme.Glyphs.Cursor, p.w.theme.Focus, len(p.lines)
	}
	p.items++
	p.hang(style, cursor+" "+mark+" ", text)
}

// page draws the step under the cursor in full.
func (s runScreen) page(w *world, width int) *page {
	p := newPage(w, width)
	if s.items {
		p.focus = s.item
	}
	p.step(s.current(w))
	return p
}

// viewStep draws as much of the step under the cursor as fits. Which step it
// is stays in sight.
func (s runScreen) viewStep(w *world, width, height int) ([]string, *tea.Cursor) {
	p := s.page(w, width)
	foot := s.foot(w, width, height)
	rest := height - len(foot)
	head := p.lines[:min(p.pinned, max(1, rest-1))]
	body := p.lines[len(head):]
	room := max(1, rest-len(head))
	from := min(s.scroll, max(0, len(body)-room))
	at := p.focused - len(head)
	if s.items && (at < from || at >= from+room-1) {
		from = window(len(body), at, room)
	}
	lines := append(append([]string{}, head...), body[from:min(len(body), from+room)]...)
	if hidden := len(body) - from - room; hidden > 0 {
		lines[len(lines)-1] = w.theme.Muted.Render(inert.Pad(w.more(hidden+1), width))
	}
	cursor := tea.NewCursor(0, len(head)+at-from)
	if !s.items {
		cursor = tea.NewCursor(0, 0)
	}
	return append(fill(lines, width, rest), foot...), cursor
}

// foot is what stays below the step where no list of steps shows: what is
// still needed, and the steps before and after. It gives way to the step.
func (s runScreen) foot(w *world, width, height int) []string {
	var foot []string
	if w.window > compact {
		return nil
	}
	st := s.current(w)
	if needs := w.needed(st); needs != "" && height >= 4 {
		foot = append(foot, w.theme.Warn.Render(inert.Pad(inert.Line(needs), width)))
	}
	if height >= 7 {
		foot = append(foot, s.neighbours(w, width))
	}
	return foot
}

// needed says in a line what a step still asks for.
func (w *world) needed(st run.Step) string {
	if st.State.Settled() || w.review {
		return ""
	}
	var needs []string
	more := map[run.LackKind]int{}
	for _, l := range w.run.Lacks(st) {
		switch l.Kind {
		case run.LackNeed:
			needs = append(needs, "first "+w.run.Step(l.Name).Number)
		case run.LackEvidence:
			needs = append(needs, "evidence")
		case run.LackFact, run.LackCheck, run.LackClock:
			more[l.Kind]++
		}
	}
	for _, kind := range []run.LackKind{run.LackFact, run.LackCheck, run.LackClock} {
		if n := more[kind]; n > 0 {
			needs = append(needs, words.Plural(n, string(kind), string(kind)+"s"))
		}
	}
	if len(needs) == 0 {
		return ""
	}
	return "NEEDS " + strings.Join(needs, ", ")
}

// neighbours names the steps before and after, where no list shows them.
func (s runScreen) neighbours(w *world, width int) string {
	before, after := s.move(w, -1).current(w), s.move(w, 1).current(w)
	left, right := "", ""
	if before.ID != s.step {
		left = "prev " + w.stepGlyph(before) + " " + before.Number + " " + before.Title
	}
	if after.ID != s.step {
		right = "next " + after.Number + " " + after.Title
	}
	half := width / 2
	return w.theme.Muted.Render(inert.Pad(inert.Line(left), half-1) + " " + inert.Pad(inert.Line(right), width-half))
}

func (p *page) step(st run.Step) {
	t := p.w.theme
	p.place(st)
	p.add(t.Strong, 0, inert.Line(st.Title))
	p.pinned = len(p.lines)
	if !p.dense {
		p.add(t.Muted, 0, p.about(st))
	}
	p.findings(st)
	p.state(st)
	whole := p.caution(st)
	if st.Do != "" {
		if !p.dense {
			p.head("DO")
		}
		p.markdown(0, st.Do)
	}
	p.command(st)
	if !whole {
		p.add(t.Warn, 0, "CAUTION: "+st.Caution)
	}
	if st.Verify != "" {
		p.head("HOW YOU KNOW IT WORKED")
		p.add(t.Text, 0, st.Verify)
	}
	p.asks(st)
	p.message(st)
	p.files(st)
	if p.dense {
		p.add(t.Muted, 0, p.about(st))
	}
	p.attached(st)
	p.sources(st)
	if p.w.review {
		p.history(st)
	}
}

// caution says what not to do, before what to do. Where there is little room
// only its first lines stand there, and it reports false.
func (p *page) caution(st run.Step) (whole bool) {
	const most = 2
	if st.Caution == "" {
		return true
	}
	p.gap()
	before := len(p.lines)
	p.add(p.w.theme.Warn, 0, "CAUTION: "+st.Caution)
	if lines := len(p.lines) - before; !p.dense || lines <= most+1 {
		return true
	}
	p.lines = p.lines[:before+most]
	last := ansi.Strip(p.lines[before+most-1])
	p.lines[before+most-1] = p.w.theme.Warn.Render(ansi.Truncate(last, p.width-len("..."), "") + "...")
	return false
}

// place is the line above the title: which step it is, and where the person
// is.
func (p *page) place(st run.Step) {
	place, style := "STEP "+st.Number, p.w.theme.Muted
	if p.dense {
		place = p.w.stepGlyph(st) + " " + place
	}
	current := p.w.current()
	switch {
	case p.w.review:
	case st.ID == current.ID:
		place, style = place+"   <-- YOU ARE HERE", p.w.theme.Strong
	default:
		place += "   you are at " + current.Number + " (. goes there)"
	}
	p.add(style, 0, place)
}

// findings lists what a reviewer should look at in this step.
func (p *page) findings(st run.Step) {
	for _, f := range p.w.findings {
		if f.Step == st.ID {
			p.add(p.w.theme.Warn, 0, "LOOK AT: "+inert.Line(f.Text))
		}
	}
}

// about says who does the step, whether it must be done and how long it takes.
func (p *page) about(st run.Step) string {
	var parts []string
	if role, ok := p.w.run.Book().Role(st.Role); ok {
		who := role.Title
		if h, taken := p.w.run.Role(role.ID); taken {
			who += " (" + h.Name + ")"
		}
		parts = append(parts, "who: "+who)
	}
	if st.Optional {
		parts = append(parts, "optional")
	} else {
		parts = append(parts, "required")
	}
	if st.Expects > 0 {
		parts = append(parts, "about "+words.Span(st.Expects))
	}
	return inert.Line(strings.Join(parts, "   "))
}

// state says how the step stands, if there is anything to say.
func (p *page) state(st run.Step) {
	t := p.w.theme
	for _, l := range words.Step(p.w.run, st, p.w.at()) {
		switch {
		case l.Label != "state":
			p.add(t.tone(l.Tone), 0, inert.Line(l.Label+": "+strings.Join(l.Texts(""), " ")))
		case st.State != run.Todo:
			state := words.StepState(st)
			p.add(t.tone(l.Tone), 0, inert.Line(t.sign(state.Sign)+" "+state.Word+strings.TrimPrefix(l.Text, state.Text)))
		}
	}
	for _, l := range p.w.run.Lacks(st) {
		if l.Kind == run.LackNeed && !st.State.Settled() {
			p.add(t.Warn, 0, inert.Line("FIRST: "+l.Text))
		}
	}
}

func (p *page) command(st run.Step) {
	if st.Command == "" {
		return
	}
	p.gap()
	p.item(p.w.theme.Done, "$", inert.Text(st.Command)+"   (y copies)")
}

// asks lists what to tick, record and keep before the step is done.
func (p *page) asks(st run.Step) {
	t := p.w.theme
	if len(st.Checks)+len(st.Record) > 0 || st.Evidence != "" {
		p.head("BEFORE IT IS DONE")
	}
	for i, text := range st.Checks {
		glyph, style := t.Glyphs.Todo, t.Text
		if st.Ticked[i] != nil {
			glyph, style = t.Glyphs.Done, t.Done
		}
		p.item(style, glyph, inert.Line(text))
	}
	for _, id := range st.Record {
		p.fact(id)
	}
	if st.Evidence != "" {
		glyph, style := t.Glyphs.Todo, t.Text
		if len(st.Attached) > 0 {
			glyph, style = t.Glyphs.Done, t.Done
		}
		p.item(style, glyph, inert.Line("evidence: "+st.Evidence))
	}
}

func (p *page) fact(id string) {
	t := p.w.theme
	f, _ := p.w.run.Book().Fact(id)
	style, glyph := t.Text, t.Glyphs.Todo
	if _, ok := p.w.run.Fact(id); ok {
		style, glyph = t.Done, t.Glyphs.Done
	}
	p.item(style, glyph, inert.Line(words.Asked(p.w.run, f)))
}

// message says how the message of the step stands.
func (p *page) message(st run.Step) {
	d, err := p.w.run.Message(st.Message)
	if err != nil {
		return
	}
	p.gap()
	state := words.Message(d)
	p.item(p.w.theme.tone(state.Tone), p.w.theme.sign(state.Sign), "MESSAGE: "+inert.Line(d.Title)+"  "+p.w.named(state.Word, "messages"))
}

// files lists the clocks that the step files, with how they stand.
func (p *page) files(st run.Step) {
	for i, id := range st.Files {
		c, err := p.w.run.Clock(id)
		if err != nil {
			continue
		}
		if i == 0 {
			p.head(p.w.named("CLOCKS TO FILE", "clocks"))
		}
		p.item(p.w.fileRow(c))
	}
}

// fileRow is a clock as a step shows it.
func (w *world) fileRow(c run.Clock) (style lipgloss.Style, mark, text string) {
	state := words.ClockState(c, w.asOf())
	mark = w.theme.sign(state.Sign)
	switch {
	case mark == "":
		mark = w.theme.Glyphs.Todo
	case words.Ticks(c):
		mark = inert.Pad("["+mark+"]", 3)
	}
	text = inert.Line(c.Title) + "  " + words.ClockStanding(c, w.asOf())
	if words.Ticks(c) && !c.Deadline.Due.IsZero() {
		text += ", due " + w.dayOf(c.Deadline.Due)
	}
	return w.theme.tone(state.Tone), mark, text
}

// attached lists the notes and the evidence.
func (p *page) attached(st run.Step) {
	t := p.w.theme
	if len(st.Notes) > 0 {
		p.head(fmt.Sprintf("NOTES (%d)", len(st.Notes)))
	}
	for _, e := range st.Notes {
		p.add(t.Text, 0, p.w.local(e.At).Format("15:04")+" "+inert.Line(e.By)+"  "+e.Event.(run.NoteAdded).Text)
	}
	if len(st.Attached) > 0 {
		p.head(fmt.Sprintf("EVIDENCE (%d)", len(st.Attached)))
	}
	for _, e := range st.Attached {
		p.add(t.Text, 0, inert.Line(p.w.local(e.At).Format("15:04")+" "+words.Evidence(e)))
	}
}

func (p *page) sources(st run.Step) {
	for i, ref := range st.Refs {
		if i == 0 {
			p.head("SOURCES")
		}
		p.add(p.w.theme.Muted, 0, inert.Line(strings.TrimSpace(ref.Title+"  "+ref.URL)))
	}
}

// history lists the entries of the step, for a reviewer.
func (p *page) history(st run.Step) {
	if len(st.Entries) == 0 {
		return
	}
	p.head("TIMELINE OF THIS STEP")
	for _, e := range st.Entries {
		_, text := p.w.run.Describe(e)
		line := p.w.local(e.At).Format("15:04") + " " + text + "  " + e.By
		if by := p.w.run.UndoneBy(e.Seq); by != 0 {
			line += fmt.Sprintf("  (%s) undone by #%d", p.w.key("undo"), by)
		}
		p.add(p.w.theme.Text, 0, inert.Line(line))
	}
}
