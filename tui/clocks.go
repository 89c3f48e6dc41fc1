package tui

import (
	"cmp"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// clocksScreen lists the clocks of the run, the most pressing first, and shows
// the one under the cursor in full: what it rests on, how it was counted, what
// the notice has to contain.
type clocksScreen struct {
	id string // the clock under the cursor
	// open says that the clock under the cursor has the whole body.
	open   bool
	pager  pager // of what is said about it
	utc    bool
	folded bool // those that do not apply do not show
}

// newClocks begins at a clock, or at the most pressing one if id is empty.
func newClocks(w *world, id string) clocksScreen {
	s := clocksScreen{id: id, folded: true}
	if c, err := w.run.Clock(id); err == nil {
		s.folded = c.Status(w.asOf()) != run.ClockNotDue
		return s
	}
	return s.moved(w, list{})
}

func (s clocksScreen) typing() bool { return false }

func (s clocksScreen) update(*world, tea.Msg) (screen, reply) { return s, reply{} }

// A clockRows is the clocks in the order of the list. Between those that apply
// and those that do not stands a row that folds the latter.
type clockRows struct {
	clocks []run.Clock
	fold   int // the row that folds, -1 if all apply
}

// rows returns the rows that show.
func (s clocksScreen) rows(w *world) clockRows {
	clocks := words.Order(w.run.Clocks(), w.asOf())
	r := clockRows{clocks: clocks, fold: slices.IndexFunc(clocks, func(c run.Clock) bool { return c.Status(w.asOf()) == run.ClockNotDue })}
	if r.fold >= 0 && s.folded {
		r.clocks = clocks[:r.fold]
	}
	return r
}

// len is the number of rows.
func (r clockRows) len() int { return len(r.clocks) + oneIf(r.fold >= 0) }

// clock returns the clock of a row, and false for the row that folds.
func (r clockRows) clock(i int) (run.Clock, bool) {
	switch {
	case i == r.fold, len(r.clocks) == 0:
		return run.Clock{}, false
	case r.fold >= 0 && i > r.fold:
		i--
	}
	return r.clocks[min(i, len(r.clocks)-1)], true
}

// foldRow names the row that folds.
const foldRow = "\x00"

// find returns the row of a clock, or the first.
func (r clockRows) find(id string) int {
	if id == foldRow && r.fold >= 0 {
		return r.fold
	}
	i := max(0, slices.IndexFunc(r.clocks, func(c run.Clock) bool { return c.ID == id }))
	return i + oneIf(r.fold >= 0 && i >= r.fold)
}

// under returns the clock under the cursor, if one is. The cursor stays on its
// clock while the order changes around it.
func (s clocksScreen) under(w *world) (run.Clock, bool) {
	rows := s.rows(w)
	return rows.clock(rows.find(s.id))
}

// moved puts the cursor on a row.
func (s clocksScreen) moved(w *world, l list) clocksScreen {
	s.id, s.pager = foldRow, pager{}
	if c, ok := s.rows(w).clock(l.at); ok {
		s.id = c.ID
	}
	return s
}

func (s clocksScreen) commands(w *world) []command {
	c, ok := s.under(w)
	commands := s.doCommands(w, c, ok)
	commands = append(commands, s.seeCommands(w, c, ok)...)
	return append(commands, s.moveCommands(w)...)
}

// doCommands are the keys that record something about the clock.
func (s clocksScreen) doCommands(w *world, c run.Clock, ok bool) []command {
	no := w.readOnly()
	if !ok {
		no = cmp.Or(no, "There is no clock under the cursor.")
	}
	opens := func(make func(*world, run.Clock) screen) func() (screen, reply) {
		return func() (screen, reply) { return s, reply{open: make(w, c)} }
	}
	started := ""
	if !c.Started() {
		started = words.ClockBegins(w.run, c) + "."
	}
	filed, waived, chained := "", "", ""
	if c.Filed != nil {
		filed = "It is recorded as filed, entry #" + formatSeq(c.Filed.Seq) + ". " + w.key("undo") + " undoes what you did last; the timeline shows the entry."
	}
	if c.Waived != nil && c.Filed == nil {
		waived = "It is recorded as not notified already, by " + inert.Line(c.Waived.By) + "."
	}
	if c.After != "" {
		chained = "It " + words.ClockBegins(w.run, c) + "."
	}
	running := ""
	if c.Started() {
		running = "It has started. " + w.key("clock.correct") + " corrects the start."
	}
	return []command{
		{id: "clock.file", group: groupDo, title: "Record it as filed", why: cmp.Or(no, started, filed), binding: bind("space", "filed", "space", "x"), do: opens(newFileForm)},
		{id: "clock.start", group: groupDo, title: "Start the clock: record when it began", why: cmp.Or(no, chained, running), binding: bind("s", "start", "s"), do: opens(func(w *world, c run.Clock) screen { return newStartOfClock(w, c) })},
		{id: "clock.correct", group: groupDo, title: "Correct when it started", why: cmp.Or(no, chained, started), binding: bind("o", "correct start", "o"), do: opens(newCorrectForm)},
		{id: "clock.confirm", group: groupDo, title: "It applies: confirm it with your name", why: cmp.Or(no, confirmed(c)), hidden: c.Applies == playbook.Yes, binding: bind("a", "applies", "a"), do: opens(newConfirmForm)},
		{id: "clock.waive", group: groupDo, title: "Nobody is notified: say why", why: cmp.Or(no, filed, waived), binding: bind("w", "no notice", "w"), do: opens(newWaiveForm)},
		{id: "undo", group: groupDo, title: "Undo what you did last", why: w.readOnly(), hidden: true, binding: bind("u", "undo", "u"), do: func() (screen, reply) { return s, undo(w, run.Undo(w.cfg.By, 0), "Undone") }},
		{id: "redo", group: groupDo, title: "Redo what you undid last", why: w.readOnly(), hidden: true, binding: bind("U", "redo", "U"), do: func() (screen, reply) { return s, undo(w, run.Redo(w.cfg.By), "Done again") }},
	}
}

// confirmed says that somebody has confirmed the clock, if so.
func confirmed(c run.Clock) string {
	switch {
	case c.Filed != nil:
		return "It is recorded as filed, so it applied."
	case c.Confirmed != nil && c.Waived == nil:
		return "It was confirmed by " + inert.Line(c.Confirmed.By) + " already."
	}
	return ""
}

// seeCommands are the keys that show the same in another way.
func (s clocksScreen) seeCommands(w *world, c run.Clock, ok bool) []command {
	none := ""
	if !ok {
		none = "There is no clock under the cursor."
	}
	zone := "UTC"
	if s.utc {
		zone = zoneName(w.now)
	}
	commands := []command{
		{id: "clocks.zone", group: groupSee, title: "Times in UTC, or local", binding: bind("z", zone, "z"), do: func() (screen, reply) {
			s.utc = !s.utc
			return s, reply{}
		}},
		{id: "clocks.copy", group: groupSee, title: "Copy all about the clock", why: none, binding: bind("y", "copy", "y"), do: func() (screen, reply) {
			return s, reply{cmd: tea.SetClipboard(s.plain(w, c)), say: "All about this clock was sent to the terminal's clipboard."}
		}},
		{id: "clocks.step", group: groupMove, title: "Go to the step that records its start", why: cmp.Or(none, s.noStep(w, c)), hidden: true, binding: bind(".", "to the step", "."), do: func() (screen, reply) {
			st, _ := stepOfClock(w, c)
			return s, reply{leave: true, tell: jumpMsg{step: st.ID}}
		}},
	}
	if s.open {
		return append(commands, command{id: "clocks.close", group: groupMove, title: "Back to the list of clocks", binding: bind("esc", "to the list", "esc", "enter"), do: func() (screen, reply) {
			s.open, s.pager = false, pager{}
			return s, reply{}
		}})
	}
	return append(commands, s.opening(w, ok))
}

// opening is what the enter key does in the list.
func (s clocksScreen) opening(w *world, ok bool) command {
	c := command{id: "clocks.open", group: groupMove, title: "All about the clock", binding: bind("enter", "all of it", "enter"), do: func() (screen, reply) {
		s.open, s.pager = true, pager{}
		return s, reply{}
	}}
	if ok {
		return c
	}
	c.title, c.binding = "Show those that do not apply, or fold them away", bind("enter", "show", "enter")
	if s.rows(w).fold < 0 {
		c.why = "This playbook has no clocks."
	}
	c.do = func() (screen, reply) {
		s.folded = !s.folded
		return s, reply{}
	}
	return c
}

// stepOfClock is the step that records the start of a clock, or files it.
func stepOfClock(w *world, c run.Clock) (run.Step, bool) {
	if st, ok := words.RecordingStep(w.run, c.From); ok && c.From != "" {
		return st, true
	}
	return words.FilingStep(w.run, c.ID)
}

func (s clocksScreen) noStep(w *world, c run.Clock) string {
	if _, ok := stepOfClock(w, c); !ok {
		return "No step of the playbook records its start."
	}
	return ""
}

// moveCommands move the cursor, or scroll what is said about the clock.
func (s clocksScreen) moveCommands(w *world) []command {
	lines, height := s.aboutSize(w)
	scrolled := func(p pager) screen {
		s.pager = p
		return s
	}
	rows := s.rows(w)
	at, moved := list{rows.find(s.id)}, func(l list) screen { return s.moved(w, l) }
	switch {
	case s.open && lines <= height:
		return nil
	case s.open:
		return s.pager.commands(lines, height, false, scrolled)
	case w.window < normal:
		return at.commands(rows.len(), w.height, false, moved)
	}
	moves := at.moves(rows.len(), false, moved)
	if lines > height {
		// The pages belong to the text below the list.
		moves = append(moves, s.pager.pages(lines, height, scrolled)...)
	}
	return moves
}

// headerHeight implements [tall].
func (s clocksScreen) headerHeight(w *world) int { return 1 + oneIf(w.window > compact) }

func (s clocksScreen) header(w *world) []string {
	lines := []string{w.nameLine("CLOCKS")}
	if w.window > compact {
		lines = append(lines, w.theme.Muted.Render(between(w.width, " Not legal advice: confirm that it applies.", s.now(w))))
	}
	return lines
}

// now says what time it is, here and in UTC.
func (s clocksScreen) now(w *world) string {
	layout := "15:04 MST"
	if w.window == wide {
		layout = "Mon 02 Jan 15:04 MST"
	}
	return "now " + inert.Line(w.now.Format(layout)) + " = " + w.now.UTC().Format("15:04Z")
}

func (s clocksScreen) hint(w *world) string {
	if w.window <= compact {
		return "Not legal advice.  " + s.now(w)
	}
	return "Cordon contacts nobody. You file the notice; then record it here."
}

func (s clocksScreen) view(w *world) ([]string, *tea.Cursor) {
	rows := s.rows(w)
	show := func(i int, here bool) row { return s.viewRow(w, rows, i, here) }
	at := list{rows.find(s.id)}
	switch {
	case rows.len() == 0:
		return []string{"", w.theme.Muted.Render(inert.Cut("  This playbook has no clocks.", w.width))}, nil
	case s.open:
		return s.viewAbout(w, w.height), tea.NewCursor(0, 0)
	case w.window < normal:
		lines, cursor, _ := at.rows(rows.len(), w.height, show)
		return lines, tea.NewCursor(0, cursor)
	}
	height := s.listHeight(w, rows)
	shown, cursor, _ := at.rows(rows.len(), height, show)
	lines := append([]string{w.theme.Muted.Render(inert.Pad("  "+clockColumns(w, "STATE", "CLOCK", "DEADLINE"), w.width))}, fill(shown, w.width, height)...)
	lines = append(lines, w.theme.Rule.Render(strings.Repeat(w.theme.Glyphs.Line, w.width)))
	return append(lines, s.viewAbout(w, w.height-len(lines))...), tea.NewCursor(0, 1+cursor)
}

// listHeight is how many rows of the list show above what is said about the
// clock under the cursor: all if there is room, and less than half if not.
func (s clocksScreen) listHeight(w *world, rows clockRows) int {
	return min(rows.len(), max(1, (w.height-2)*2/5))
}

// aboutSize is the number of lines of what is said about the clock, and of
// those that show.
func (s clocksScreen) aboutSize(w *world) (lines, height int) {
	height = w.height
	if !s.open {
		height = max(1, w.height-s.listHeight(w, s.rows(w))-2)
	}
	return len(s.about(w)), height
}

// stateColumn is the width of the first column: the mark, the state in a word,
// and what is left.
const stateColumn = 22

// deadlineColumn is the width of the last column: wider where there is room for
// a date and both zones.
func deadlineColumn(w *world) int {
	if w.window == wide {
		return 34
	}
	return 24
}

func clockColumns(w *world, state, name, deadline string) string {
	last := deadlineColumn(w)
	return inert.Pad(state, stateColumn) + " " + inert.Pad(name, max(1, w.width-2-stateColumn-1-1-last)) + " " + inert.Pad(deadline, last)
}

// viewRow draws a clock in a line, in two where the window is small.
func (s clocksScreen) viewRow(w *world, rows clockRows, i int, here bool) row {
	mark := "  "
	if here {
		mark = w.theme.Glyphs.Cursor + " "
	}
	c, ok := rows.clock(i)
	if !ok {
		return oneLine(s.viewFold(w, mark, here))
	}
	state, style := w.clockState(c)
	deadline := words.ClockDue(w.run, c, w.asOf(), func(t time.Time) string { return s.moment(w, t) })
	name := inert.Line(c.Title)
	if c.Candidate() && words.ClockState(c, w.asOf()).Sign != words.NoSign {
		name = "applies? " + name
	}
	if here {
		style = w.theme.Focus
	}
	if w.window >= normal {
		return oneLine(style.Render(inert.Pad(mark+clockColumns(w, state, name, inert.Line(deadline)), w.width)))
	}
	second := w.theme.Muted
	if here {
		second = w.theme.Focus
	}
	return row{lines: []string{
		style.Render(inert.Pad(mark+inert.Pad(name, max(1, w.width-2-inert.Width(state)-1))+" "+state, w.width)),
		second.Render(inert.Pad("    "+inert.Line(deadline), w.width)),
	}}
}

// clockState is the mark of a clock, its state in a word and what is left, with
// their style.
func (w *world) clockState(c run.Clock) (string, lipgloss.Style) {
	state := words.ClockState(c, w.asOf())
	return strings.TrimSpace(w.theme.sign(state.Sign) + " " + words.ClockStanding(c, w.asOf())), w.theme.tone(state.Tone)
}

// viewFold draws the row of the clocks that do not apply.
func (s clocksScreen) viewFold(w *world, mark string, here bool) string {
	not := len(w.run.Clocks()) - s.rows(w).fold
	text := words.Plural(not, "clock does not apply", "clocks do not apply") + " by the facts recorded"
	if s.folded {
		text += " (" + w.key("clocks.open") + " shows)"
	}
	style := w.theme.Muted
	if here {
		style = w.theme.Focus
	}
	return style.Render(inert.Pad(mark+text, w.width))
}

// moment writes a time near now with its zone, and in UTC beside it.
func (s clocksScreen) moment(w *world, t time.Time) string {
	local, utc := w.local(t), t.UTC()
	if s.utc {
		return words.Day(utc, w.now) + "Z"
	}
	day := ""
	if local.Day() != utc.Day() {
		day = utc.Format("Mon ")
	}
	text := inert.Line(words.Day(local, w.now) + local.Format(" MST"))
	if full := text + " / " + day + utc.Format("15:04Z"); w.window != normal || inert.Width(full) <= deadlineColumn(w) {
		return full
	}
	return text
}

// viewAbout draws what is said about the clock under the cursor.
func (s clocksScreen) viewAbout(w *world, height int) []string {
	lines := s.about(w)
	part := s.pager.view(w, lines, height)
	if c, ok := s.under(w); ok && height-len(part) > 3 && w.window >= normal {
		part = append(append(part, ""), w.clockBar(c)...)
	}
	return part
}

// clockBar draws how far a clock has come, from its start to its deadline, or
// how far beyond.
func (w *world) clockBar(c run.Clock) []string {
	d, now := c.Deadline, w.asOf()
	if !words.Ticks(c) || d.Due.IsZero() || now.Before(d.Start) {
		return nil
	}
	at, end, mark, last, style := now, d.Due, "now ^", w.dayOf(d.Due), w.theme.Text
	if now.After(d.Due) {
		at, end, mark, last, style = d.Due, now, "due ^", "now", w.theme.Danger
	}
	width := min(72, w.width-4)
	x := 1
	if whole := end.Sub(d.Start); whole > 0 {
		x = max(1, min(width-2, int(float64(width-1)*float64(at.Sub(d.Start))/float64(whole))))
	}
	line := strings.Repeat(w.theme.Glyphs.Line, width)
	bar := "+" + line[:x-1] + "+" + line[:width-x-2] + "+"
	first := w.dayOf(d.Start)
	labels := inert.Pad(first, max(0, x+1-len(mark))) + mark
	if inert.Width(first)+1+len(mark) > x+1 || x+2+inert.Width(last) > width {
		labels = first // no room between them
	}
	labels += strings.Repeat(" ", max(1, width-inert.Width(labels)-inert.Width(last))) + last
	return []string{"  " + style.Render(bar), "  " + w.theme.Muted.Render(inert.Cut(labels, width))}
}
