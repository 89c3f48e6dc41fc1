package work

import (
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
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

// foot is what stays below the step where no list of steps shows: where the person
// is, if the title has no room for it, what is still needed, and the steps before
// and after. It gives way to the step.
func (s runScreen) foot(w *screen.World, width, height int) []string {
	var foot []string
	if w.Window > draw.Compact {
		return nil
	}
	st := s.current(w)
	var row draw.Strip
	if at := here(w, st); len(at) > 0 && !hereFits(screen.NewPage(w, width), st) {
		row = append(at, draw.Styled{Style: w.Theme.Text, Text: "   "})
	}
	if needs := needed(w, st); needs != "" {
		row = append(row, draw.Styled{Style: w.Theme.Warn, Text: inert.Line(needs)})
	}
	if len(row) > 0 && height >= 4 {
		foot = append(foot, row.Fill(width, nil))
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
	return "needs " + strings.Join(needs, ", ")
}

// neighbours names the steps before and after, where no list shows them.
func (s runScreen) neighbours(w *screen.World, width int) string {
	before, after := s.move(w, -1).current(w), s.move(w, 1).current(w)
	left, right := "", ""
	if before.ID != s.step {
		left = "prev " + w.StepGlyph(before) + " " + inert.Line(before.Number) + " "
		left += titleIn(w, before, width/2-1-inert.Width(left))
	}
	if after.ID != s.step {
		right = "next " + inert.Line(after.Number) + " "
		right += titleIn(w, after, width-width/2-inert.Width(right))
	}
	half := width / 2
	return w.Theme.Muted.Render(inert.Pad(left, half-1) + " " + inert.Pad(right, width-half))
}

func step(p *screen.Page, st run.Step) {
	title(p, st)
	p.Pinned = len(p.Lines)
	findings(p, st)
	state(p, st)
	whole := caution(p, st)
	if st.Do != "" {
		p.Gap()
		p.Markdown(0, st.Do)
	}
	command(p, st)
	if !whole {
		p.Gap()
		p.Aside(p.World.Theme.Warn, "Caution", st.Caution)
	}
	asks(p, st)
	message(p, st)
	files(p, st)
	if st.Verify != "" {
		p.Section("It worked when", "")
		p.Add(p.World.Theme.Text, 0, st.Verify)
	}
	if st.Compare != "" {
		p.Section("Compare with", "")
		p.Markdown(0, st.Compare)
	}
	if p.Dense {
		p.Add(p.World.Theme.Muted, 0, about(p, st))
	}
	attached(p, st)
	sources(p, st)
	if p.World.Review {
		history(p, st)
	}
}

// title is the first lines of a step: what it is, where the person is, and in
// the second line who does it, how long it takes and what it still needs.
func title(p *screen.Page, st run.Step) {
	t, at := p.World.Theme, here(p.World, st)
	first, name := name(p, st)
	p.Lines = append(p.Lines, name.Lines...)
	if hereFits(p, st) {
		p.Lines[len(p.Lines)-1] = first.Fill(p.Width, at)
		at = nil
	}
	if p.Dense {
		if len(at) > 0 && st.ID == p.World.Current().ID { // it stands below: see foot
			p.Lines[len(p.Lines)-len(name.Lines)] = draw.Strip{{Style: t.Accent, Text: t.Glyphs.Cursor + first[0].Text}, first[1]}.Cut(p.Width).Render()
		}
		return
	}
	from := len(p.Lines)
	lead := at.Plain()
	if lead != "" {
		lead += "   "
	}
	p.Add(t.Muted, 0, lead+about(p, st))
	if from < len(p.Lines) && lead != "" {
		p.Lines[from] = at.Render() + t.Muted.Render(strings.TrimPrefix(ansi.Strip(p.Lines[from]), at.Plain()))
	}
}

// here says whether the person is at a step, or else where they are.
func here(w *screen.World, st run.Step) draw.Strip {
	switch at := w.Current(); {
	case w.Review:
		return nil
	case st.ID == at.ID:
		return draw.Strip{{Style: w.Theme.Accent, Text: "you are here"}}
	default:
		return draw.Strip{{Style: w.Theme.Muted, Text: "you are at " + at.Number + "  "}, {Style: w.Theme.Accent, Text: w.Key("step.current")}}
	}
}

// hereFits reports whether that has room behind the title.
func hereFits(p *screen.Page, st run.Step) bool {
	first, name := name(p, st)
	room := p.Width - inert.Width(first.Plain())
	return len(name.Lines) == 1 && room > inert.Width(here(p.World, st).Plain())+2
}

// name is the number and the title of a step, and its first line by itself.
func name(p *screen.Page, st run.Step) (first draw.Strip, name draw.Sheet) {
	t, number := p.World.Theme, st.Number+"  "
	if p.Dense {
		number = p.World.StepGlyph(st) + " " + number
	}
	name = draw.Sheet{Theme: t, Width: p.Width}
	name.Hang(t.Strong, number, inert.Line(st.Title))
	first = draw.Strip{{Style: t.Accent, Text: number}, {Style: t.Strong, Text: strings.TrimPrefix(ansi.Strip(name.Lines[0]), number)}}
	name.Lines[0] = first.Render()
	return first, name
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
	p.Aside(p.World.Theme.Warn, "Caution", st.Caution)
	if lines := len(p.Lines) - before; !p.Dense || lines <= most+1 {
		return true
	}
	p.Lines = p.Lines[:before+most]
	last := &p.Lines[before+most-1]
	*last = ansi.Truncate(*last, p.Width-1, "") + inert.Clipped
	return false
}

// findings lists what a reviewer should look at in this step.
func findings(p *screen.Page, st run.Step) {
	first := true
	for _, row := range p.World.Findings {
		for _, f := range row.Findings {
			if f.Step != st.ID {
				continue
			}
			if first {
				p.Gap()
			}
			first = false
			style, label := p.World.Theme.Warn, "Look at"
			if f.Weight == run.MustLook {
				style, label = p.World.Theme.Danger, words.Weight(f.Weight).Word
			}
			p.Aside(style, label, inert.Line(words.OnItsStep(f)))
		}
	}
}

// about says who does the step, how long it takes and took so far, and what it
// still needs.
func about(p *screen.Page, st run.Step) string {
	var parts []string
	if role, ok := p.World.Run.Book().Role(st.Role); ok {
		who := role.Title
		if h, taken := p.World.Run.Role(role.ID); taken {
			who += " (" + h.Name + ")"
		}
		parts = append(parts, who)
	}
	if st.Optional {
		parts = append(parts, "optional")
	}
	if times := span(p.World, st); times != "" {
		parts = append(parts, times)
	}
	if needs := needed(p.World, st); needs != "" {
		parts = append(parts, needs)
	}
	return inert.Line(strings.Join(parts, "   "))
}

// span says how long a step is expected to take and, of the current one, how
// long it has taken so far: since the step before was settled.
func span(w *screen.World, st run.Step) string {
	var parts []string
	if st.Expects > 0 {
		parts = append(parts, "about "+strings.TrimSuffix(words.Span(st.Expects), " 00m"))
	}
	if st.ID == w.Current().ID && !st.State.Settled() && !w.Review {
		since := w.Run.Opened()
		for _, other := range w.Run.Steps() {
			if other.State.Settled() && other.At.After(since) {
				since = other.At
			}
		}
		if far := w.AsOf().Sub(since); far >= time.Minute {
			parts = append(parts, words.Span(far)+" so far")
		}
	}
	return strings.Join(parts, ", ")
}

// state says how the step stands, if there is anything to say.
func state(p *screen.Page, st run.Step) {
	t := p.World.Theme
	for _, l := range words.Step(p.World.Run, st, p.World.At()) {
		switch {
		case l.Label != "state":
			p.Add(screen.Tone(t, l.Tone), 0, inert.Line(l.Label+": "+strings.Join(l.Texts(""), " ")))
		case st.State != run.Todo:
			state := words.StepState(st)
			p.Add(screen.Tone(t, l.Tone), 0, inert.Line(screen.Sign(t, state.Sign)+" "+state.Word[:1]+strings.ToLower(state.Word[1:])+strings.TrimPrefix(l.Text, state.Text)))
		}
	}
	for _, l := range p.World.Run.Lacks(st) {
		if l.Kind == run.LackNeed && !st.State.Settled() {
			p.Add(t.Warn, 0, inert.Line("First: "+l.Text))
		}
	}
}

func command(p *screen.Page, st run.Step) {
	if st.Command == "" {
		return
	}
	p.Gap()
	p.Command(inert.Text(p.World.Run.Command(st).Text))
}

// asks lists what to tick, record and keep before the step is done.
func asks(p *screen.Page, st run.Step) {
	t := p.World.Theme
	if len(st.Checks)+len(st.Record) > 0 || st.Evidence != "" {
		p.Section("Before it is done", "step.open")
	}
	for i, text := range st.Checks {
		p.Ask(st.Ticked[i] != nil, t.Glyphs.Todo, inert.Line(text))
	}
	for _, id := range st.Record {
		fact(p, id)
	}
	if st.Evidence != "" {
		p.Ask(len(st.Attached) > 0, t.Glyphs.Evidence, inert.Line("evidence: "+st.Evidence))
	}
}

func fact(p *screen.Page, id string) {
	t := p.World.Theme
	f, _ := p.World.Run.Book().Fact(id)
	_, ok := p.World.Run.Fact(id)
	p.Ask(ok, t.Glyphs.Todo, inert.Line(words.Asked(p.World.Run, f)))
	for _, hint := range words.Hints(p.World.Run, f) {
		p.Add(t.Muted, t.Glyphs.Width()+1, inert.Line(hint))
	}
}

// message says how the message of the step stands.
func message(p *screen.Page, st run.Step) {
	d, err := p.World.Run.Message(st.Message)
	if err != nil {
		return
	}
	state := words.Message(d)
	p.Section("Message", "messages")
	p.Item(screen.MarkTone(p.World.Theme, state.Tone), screen.Tone(p.World.Theme, state.Tone), screen.Sign(p.World.Theme, state.Sign), inert.Line(d.Title)+"  "+state.Word)
}

// files lists the clocks that the step files, with how they stand.
func files(p *screen.Page, st run.Step) {
	for i, id := range st.Files {
		c, err := p.World.Run.Clock(id)
		if err != nil {
			continue
		}
		if i == 0 {
			p.Section("Clocks to file", "clocks")
		}
		style, mark, text := fileRow(p.World, c)
		p.Item(screen.MarkTone(p.World.Theme, words.ClockState(c, p.World.AsOf()).Tone), style, mark, text)
	}
}

// fileRow is a clock as a step shows it.
func fileRow(w *screen.World, c run.Clock) (style draw.Style, mark, text string) {
	state := words.ClockState(c, w.AsOf())
	mark = screen.Sign(w.Theme, state.Sign)
	switch {
	case mark == "":
		mark = w.Theme.Glyphs.Todo
	case c.Ticks() && w.Theme.Glyphs.Width() == 3:
		mark = inert.Pad("["+mark+"]", 3)
	}
	text = inert.Line(c.Title) + "  " + words.ClockStanding(c, w.AsOf())
	if c.Ticks() && !c.Deadline.Due.IsZero() {
		text += ", due " + w.DayOf(c.Deadline.Due)
	}
	return screen.Tone(w.Theme, state.Tone), mark, text
}

// attached lists the notes and the evidence.
func attached(p *screen.Page, st run.Step) {
	t := p.World.Theme
	if len(st.Notes) > 0 {
		p.Section("Notes", "note.add")
	}
	for _, e := range st.Notes {
		p.Add(t.Text, 0, p.World.Local(e.At).Format("15:04")+" "+inert.Roomy(inert.Line(e.By))+"  "+e.Event.(run.NoteAdded).Text)
	}
	if len(st.Attached) > 0 {
		p.Section("Evidence", "evidence.add")
	}
	for _, e := range st.Attached {
		p.Add(t.Text, 0, inert.Line(p.World.Local(e.At).Format("15:04")+" "+words.Evidence(e)))
	}
}

func sources(p *screen.Page, st run.Step) {
	for i, ref := range st.Refs {
		if i == 0 {
			p.Section("Sources", "")
		}
		p.Add(p.World.Theme.Muted, 0, inert.Line(strings.TrimSpace(ref.Title+"  "+ref.URL)))
	}
}

// history lists the entries of the step, for a reviewer.
func history(p *screen.Page, st run.Step) {
	if len(st.Entries) == 0 {
		return
	}
	p.Section("Timeline of this step", "timeline")
	for _, e := range st.Entries {
		_, text := p.World.Run.Describe(e)
		line := p.World.Local(e.At).Format("15:04") + " " + text + "  " + e.By
		if by := p.World.Run.UndoneBy(e.Seq); by != 0 {
			line += fmt.Sprintf("  (%s) undone by #%d", p.World.Key("undo"), by)
		}
		p.Add(p.World.Theme.Text, 0, inert.Line(line))
	}
}
