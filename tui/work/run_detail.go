package work

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/screen"
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
func itemsOf(_ *screen.World, st run.Step) []item {
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

// page draws the step under the cursor in full.
func (s runScreen) page(w *screen.World, width int) *screen.Page {
	p := screen.NewPage(w, width)
	if s.items {
		p.Focus = s.item
	}
	step(p, s.current(w))
	return p
}

// viewStep draws as much of the step under the cursor as fits. Which step it
// is stays in sight.
func (s runScreen) viewStep(w *screen.World, width, height int) ([]string, *tea.Cursor) {
	p := s.page(w, width)
	foot := s.foot(w, width, height)
	rest := height - len(foot)
	head := p.Lines[:min(p.Pinned, max(1, rest-1))]
	body := p.Lines[len(head):]
	room := max(1, rest-len(head))
	from := min(s.scroll, max(0, len(body)-room))
	at := p.Focused - len(head)
	if s.items && (at < from || at >= from+room-1) {
		from = draw.Window(len(body), at, room)
	}
	lines := append(append([]string{}, head...), body[from:min(len(body), from+room)]...)
	if hidden := len(body) - from - room; hidden > 0 {
		lines[len(lines)-1] = w.Theme.Muted.Render(inert.Pad(w.More(hidden+1), width))
	}
	cursor := tea.NewCursor(0, len(head)+at-from)
	if !s.items {
		cursor = tea.NewCursor(0, 0)
	}
	return append(draw.Fill(lines, width, rest), foot...), cursor
}

// foot is what stays below the step where no list of steps shows: what is
// still needed, and the steps before and after. It gives way to the step.
func (s runScreen) foot(w *screen.World, width, height int) []string {
	var foot []string
	if w.Window > draw.Compact {
		return nil
	}
	st := s.current(w)
	if needs := needed(w, st); needs != "" && height >= 4 {
		foot = append(foot, w.Theme.Warn.Render(inert.Pad(inert.Line(needs), width)))
	}
	if height >= 7 {
		foot = append(foot, s.neighbours(w, width))
	}
	return foot
}

// needed says in a line what a step still asks for.
func needed(w *screen.World, st run.Step) string {
	if st.State.Settled() || w.Review {
		return ""
	}
	var needs []string
	more := map[run.LackKind]int{}
	for _, l := range w.Run.Lacks(st) {
		switch l.Kind {
		case run.LackNeed:
			needs = append(needs, "first "+w.Run.Step(l.Name).Number)
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
func (s runScreen) neighbours(w *screen.World, width int) string {
	before, after := s.move(w, -1).current(w), s.move(w, 1).current(w)
	left, right := "", ""
	if before.ID != s.step {
		left = "prev " + w.StepGlyph(before) + " " + before.Number + " " + before.Title
	}
	if after.ID != s.step {
		right = "next " + after.Number + " " + after.Title
	}
	half := width / 2
	return w.Theme.Muted.Render(inert.Pad(inert.Line(left), half-1) + " " + inert.Pad(inert.Line(right), width-half))
}

func step(p *screen.Page, st run.Step) {
	t := p.W.Theme
	place(p, st)
	p.Add(t.Strong, 0, inert.Line(st.Title))
	p.Pinned = len(p.Lines)
	if !p.Dense {
		p.Add(t.Muted, 0, about(p, st))
	}
	findings(p, st)
	state(p, st)
	whole := caution(p, st)
	if st.Do != "" {
		if !p.Dense {
			p.Head("DO")
		}
		p.Markdown(0, st.Do)
	}
	command(p, st)
	if !whole {
		p.Add(t.Warn, 0, "CAUTION: "+st.Caution)
	}
	if st.Verify != "" {
		p.Head("HOW YOU KNOW IT WORKED")
		p.Add(t.Text, 0, st.Verify)
	}
	asks(p, st)
	message(p, st)
	files(p, st)
	if p.Dense {
		p.Add(t.Muted, 0, about(p, st))
	}
	attached(p, st)
	sources(p, st)
	if p.W.Review {
		history(p, st)
	}
}

// caution says what not to do, before what to do. Where there is little room
// only its first lines stand there, and it reports false.
func caution(p *screen.Page, st run.Step) (whole bool) {
	const most = 2
	if st.Caution == "" {
		return true
	}
	p.Gap()
	before := len(p.Lines)
	p.Add(p.W.Theme.Warn, 0, "CAUTION: "+st.Caution)
	if lines := len(p.Lines) - before; !p.Dense || lines <= most+1 {
		return true
	}
	p.Lines = p.Lines[:before+most]
	last := ansi.Strip(p.Lines[before+most-1])
	p.Lines[before+most-1] = p.W.Theme.Warn.Render(ansi.Truncate(last, p.Width-len("..."), "") + "...")
	return false
}

// place is the line above the title: which step it is, and where the person
// is.
func place(p *screen.Page, st run.Step) {
	place, style := "STEP "+st.Number, p.W.Theme.Muted
	if p.Dense {
		place = p.W.StepGlyph(st) + " " + place
	}
	current := p.W.Current()
	switch {
	case p.W.Review:
	case st.ID == current.ID:
		place, style = place+"   <-- YOU ARE HERE", p.W.Theme.Strong
	default:
		place += "   you are at " + current.Number + " (. goes there)"
	}
	p.Add(style, 0, place)
}

// findings lists what a reviewer should look at in this step.
func findings(p *screen.Page, st run.Step) {
	for _, f := range p.W.Findings {
		if f.Step == st.ID {
			p.Add(p.W.Theme.Warn, 0, "LOOK AT: "+inert.Line(f.Text))
		}
	}
}

// about says who does the step, whether it must be done and how long it takes.
func about(p *screen.Page, st run.Step) string {
	var parts []string
	if role, ok := p.W.Run.Book().Role(st.Role); ok {
		who := role.Title
		if h, taken := p.W.Run.Role(role.ID); taken {
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
func state(p *screen.Page, st run.Step) {
	t := p.W.Theme
	for _, l := range words.Step(p.W.Run, st, p.W.At()) {
		switch {
		case l.Label != "state":
			p.Add(screen.Tone(t, l.Tone), 0, inert.Line(l.Label+": "+strings.Join(l.Texts(""), " ")))
		case st.State != run.Todo:
			state := words.StepState(st)
			p.Add(screen.Tone(t, l.Tone), 0, inert.Line(screen.Sign(t, state.Sign)+" "+state.Word+strings.TrimPrefix(l.Text, state.Text)))
		}
	}
	for _, l := range p.W.Run.Lacks(st) {
		if l.Kind == run.LackNeed && !st.State.Settled() {
			p.Add(t.Warn, 0, inert.Line("FIRST: "+l.Text))
		}
	}
}

func command(p *screen.Page, st run.Step) {
	if st.Command == "" {
		return
	}
	p.Gap()
	p.Item(p.W.Theme.Done, "$", inert.Text(st.Command)+"   (y copies)")
}

// asks lists what to tick, record and keep before the step is done.
func asks(p *screen.Page, st run.Step) {
	t := p.W.Theme
	if len(st.Checks)+len(st.Record) > 0 || st.Evidence != "" {
		p.Head("BEFORE IT IS DONE")
	}
	for i, text := range st.Checks {
		glyph, style := t.Glyphs.Todo, t.Text
		if st.Ticked[i] != nil {
			glyph, style = t.Glyphs.Done, t.Done
		}
		p.Item(style, glyph, inert.Line(text))
	}
	for _, id := range st.Record {
		fact(p, id)
	}
	if st.Evidence != "" {
		glyph, style := t.Glyphs.Todo, t.Text
		if len(st.Attached) > 0 {
			glyph, style = t.Glyphs.Done, t.Done
		}
		p.Item(style, glyph, inert.Line("evidence: "+st.Evidence))
	}
}

func fact(p *screen.Page, id string) {
	t := p.W.Theme
	f, _ := p.W.Run.Book().Fact(id)
	style, glyph := t.Text, t.Glyphs.Todo
	if _, ok := p.W.Run.Fact(id); ok {
		style, glyph = t.Done, t.Glyphs.Done
	}
	p.Item(style, glyph, inert.Line(words.Asked(p.W.Run, f)))
}

// message says how the message of the step stands.
func message(p *screen.Page, st run.Step) {
	d, err := p.W.Run.Message(st.Message)
	if err != nil {
		return
	}
	p.Gap()
	state := words.Message(d)
	p.Item(screen.Tone(p.W.Theme, state.Tone), screen.Sign(p.W.Theme, state.Sign), "MESSAGE: "+inert.Line(d.Title)+"  "+p.W.Named(state.Word, "messages"))
}

// files lists the clocks that the step files, with how they stand.
func files(p *screen.Page, st run.Step) {
	for i, id := range st.Files {
		c, err := p.W.Run.Clock(id)
		if err != nil {
			continue
		}
		if i == 0 {
			p.Head(p.W.Named("CLOCKS TO FILE", "clocks"))
		}
		p.Item(fileRow(p.W, c))
	}
}

// fileRow is a clock as a step shows it.
func fileRow(w *screen.World, c run.Clock) (style lipgloss.Style, mark, text string) {
	state := words.ClockState(c, w.AsOf())
	mark = screen.Sign(w.Theme, state.Sign)
	switch {
	case mark == "":
		mark = w.Theme.Glyphs.Todo
	case words.Ticks(c):
		mark = inert.Pad("["+mark+"]", 3)
	}
	text = inert.Line(c.Title) + "  " + words.ClockStanding(c, w.AsOf())
	if words.Ticks(c) && !c.Deadline.Due.IsZero() {
		text += ", due " + w.DayOf(c.Deadline.Due)
	}
	return screen.Tone(w.Theme, state.Tone), mark, text
}

// attached lists the notes and the evidence.
func attached(p *screen.Page, st run.Step) {
	t := p.W.Theme
	if len(st.Notes) > 0 {
		p.Head(fmt.Sprintf("NOTES (%d)", len(st.Notes)))
	}
	for _, e := range st.Notes {
		p.Add(t.Text, 0, p.W.Local(e.At).Format("15:04")+" "+inert.Line(e.By)+"  "+e.Event.(run.NoteAdded).Text)
	}
	if len(st.Attached) > 0 {
		p.Head(fmt.Sprintf("EVIDENCE (%d)", len(st.Attached)))
	}
	for _, e := range st.Attached {
		p.Add(t.Text, 0, inert.Line(p.W.Local(e.At).Format("15:04")+" "+words.Evidence(e)))
	}
}

func sources(p *screen.Page, st run.Step) {
	for i, ref := range st.Refs {
		if i == 0 {
			p.Head("SOURCES")
		}
		p.Add(p.W.Theme.Muted, 0, inert.Line(strings.TrimSpace(ref.Title+"  "+ref.URL)))
	}
}

// history lists the entries of the step, for a reviewer.
func history(p *screen.Page, st run.Step) {
	if len(st.Entries) == 0 {
		return
	}
	p.Head("TIMELINE OF THIS STEP")
	for _, e := range st.Entries {
		_, text := p.W.Run.Describe(e)
		line := p.W.Local(e.At).Format("15:04") + " " + text + "  " + e.By
		if by := p.W.Run.UndoneBy(e.Seq); by != 0 {
			line += fmt.Sprintf("  (%s) undone by #%d", p.W.Key("undo"), by)
		}
		p.Add(p.W.Theme.Text, 0, inert.Line(line))
	}
}
