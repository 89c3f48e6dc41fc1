package clocks

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
	"cordon/tui/ask"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// clocksScreen lists the clocks of the run, the most pressing first, and shows
// the one under the cursor in full: what it rests on, how it was counted, what
// the notice has to contain.
type clocksScreen struct {
	id string // the clock under the cursor
	// open says that the clock under the cursor has the whole body.
	open   bool
	pager  screen.Pager // of what is said about it
	utc    bool
	folded bool // those that do not apply do not show
}

// New begins at a clock, or at the most pressing one if id is empty.
func New(w *screen.World, id string) clocksScreen {
	s := clocksScreen{id: id, folded: true}
	if c, err := w.Run.Clock(id); err == nil {
		s.folded = c.Status(w.AsOf()) != run.ClockNotDue
		return s
	}
	return s.moved(w, screen.List{})
}

func (s clocksScreen) Typing() bool { return false }

func (s clocksScreen) Update(*screen.World, tea.Msg) (screen.Screen, screen.Reply) {
	return s, screen.Reply{}
}

// A clockRows is the clocks in the order of the list. Between those that apply
// and those that do not stands a row that folds the latter.
type clockRows struct {
	clocks []run.Clock
	fold   int // the row that folds, -1 if all apply
}

// rows returns the rows that show.
func (s clocksScreen) rows(w *screen.World) clockRows {
	clocks := words.Order(w.Run.Clocks(), w.AsOf())
	r := clockRows{clocks: clocks, fold: slices.IndexFunc(clocks, func(c run.Clock) bool { return c.Status(w.AsOf()) == run.ClockNotDue })}
	if r.fold >= 0 && s.folded {
		r.clocks = clocks[:r.fold]
	}
	return r
}

// len is the number of rows.
func (r clockRows) len() int { return len(r.clocks) + screen.OneIf(r.fold >= 0) }

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
	return i + screen.OneIf(r.fold >= 0 && i >= r.fold)
}

// under returns the clock under the cursor, if one is. The cursor stays on its
// clock while the order changes around it.
func (s clocksScreen) under(w *screen.World) (run.Clock, bool) {
	rows := s.rows(w)
	return rows.clock(rows.find(s.id))
}

// moved puts the cursor on a row.
func (s clocksScreen) moved(w *screen.World, l screen.List) clocksScreen {
	s.id, s.pager = foldRow, screen.Pager{}
	if c, ok := s.rows(w).clock(l.At); ok {
		s.id = c.ID
	}
	return s
}

func (s clocksScreen) Commands(w *screen.World) []screen.Command {
	c, ok := s.under(w)
	commands := s.doCommands(w, c, ok)
	commands = append(commands, s.seeCommands(w, c, ok)...)
	return append(commands, s.moveCommands(w)...)
}

// doCommands are the keys that record something about the clock.
func (s clocksScreen) doCommands(w *screen.World, c run.Clock, ok bool) []screen.Command {
	no := w.ReadOnly()
	if !ok {
		no = cmp.Or(no, "There is no clock under the cursor.")
	}
	opens := func(make func(*screen.World, run.Clock) screen.Screen) func() (screen.Screen, screen.Reply) {
		return func() (screen.Screen, screen.Reply) { return s, screen.Reply{Open: make(w, c)} }
	}
	started := ""
	if !c.Started() {
		started = words.ClockBegins(w.Run, c) + "."
	}
	filed, waived, chained := "", "", ""
	if c.Filed != nil {
		filed = "It is recorded as filed, entry #" + draw.FormatSeq(c.Filed.Seq) + ". " + w.Key("undo") + " undoes what you did last; the timeline shows the entry."
	}
	if c.Waived != nil && c.Filed == nil {
		waived = "It is recorded as not notified already, by " + inert.Line(c.Waived.By) + "."
	}
	if c.After != "" {
		chained = "It " + words.ClockBegins(w.Run, c) + "."
	}
	running := ""
	if c.Started() {
		running = "It has started. " + w.Key("clock.correct") + " corrects the start."
	}
	return []screen.Command{
		{ID: "clock.file", Group: screen.GroupDo, Title: "Record it as filed", Why: cmp.Or(no, started, filed), Binding: screen.Bind("space", "filed", "space", "x"), Do: opens(ask.File)},
		{ID: "clock.start", Group: screen.GroupDo, Title: "Start the clock: record when it began", Why: cmp.Or(no, chained, running), Binding: screen.Bind("s", "start", "s"), Do: opens(func(w *screen.World, c run.Clock) screen.Screen { return ask.StartOfClock(w, c) })},
		{ID: "clock.correct", Group: screen.GroupDo, Title: "Correct when it started", Why: cmp.Or(no, chained, started), Binding: screen.Bind("o", "correct start", "o"), Do: opens(ask.Correct)},
		{ID: "clock.confirm", Group: screen.GroupDo, Title: "It applies: confirm it with your name", Why: cmp.Or(no, confirmed(c)), Hidden: c.Applies == playbook.Yes, Binding: screen.Bind("a", "applies", "a"), Do: opens(ask.Confirm)},
		{ID: "clock.waive", Group: screen.GroupDo, Title: "Nobody is notified: say why", Why: cmp.Or(no, filed, waived), Binding: screen.Bind("w", "no notice", "w"), Do: opens(ask.Waive)},
		{ID: "undo", Group: screen.GroupDo, Title: "Undo what you did last", Why: w.ReadOnly(), Hidden: true, Binding: screen.Bind("u", "undo", "u"), Do: func() (screen.Screen, screen.Reply) { return s, screen.Undo(w, run.Undo(w.Cfg.By, 0), "Undone") }},
		{ID: "redo", Group: screen.GroupDo, Title: "Redo what you undid last", Why: w.ReadOnly(), Hidden: true, Binding: screen.Bind("U", "redo", "U"), Do: func() (screen.Screen, screen.Reply) { return s, screen.Undo(w, run.Redo(w.Cfg.By), "Done again") }},
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
func (s clocksScreen) seeCommands(w *screen.World, c run.Clock, ok bool) []screen.Command {
	none := ""
	if !ok {
		none = "There is no clock under the cursor."
	}
	zone := "UTC"
	if s.utc {
		zone = screen.ZoneName(w.Now)
	}
	commands := []screen.Command{
		{ID: "clocks.zone", Group: screen.GroupSee, Title: "Times in UTC, or local", Binding: screen.Bind("z", zone, "z"), Do: func() (screen.Screen, screen.Reply) {
			s.utc = !s.utc
			return s, screen.Reply{}
		}},
		{ID: "clocks.copy", Group: screen.GroupSee, Title: "Copy all about the clock", Why: none, Binding: screen.Bind("y", "copy", "y"), Do: func() (screen.Screen, screen.Reply) {
			return s, screen.Reply{Cmd: tea.SetClipboard(s.plain(w, c)), Say: "All about this clock was sent to the terminal's clipboard."}
		}},
		{ID: "clocks.step", Group: screen.GroupMove, Title: "Go to the step that records its start", Why: cmp.Or(none, s.noStep(w, c)), Hidden: true, Binding: screen.Bind(".", "to the step", "."), Do: func() (screen.Screen, screen.Reply) {
			st, _ := stepOfClock(w, c)
			return s, screen.Reply{Leave: true, Tell: screen.JumpMsg{Step: st.ID}}
		}},
	}
	if s.open {
		return append(commands, screen.Command{ID: "clocks.close", Group: screen.GroupMove, Title: "Back to the list of clocks", Binding: screen.Bind("esc", "to the list", "esc", "enter"), Do: func() (screen.Screen, screen.Reply) {
			s.open, s.pager = false, screen.Pager{}
			return s, screen.Reply{}
		}})
	}
	return append(commands, s.opening(w, ok))
}

// opening is what the enter key does in the list.
func (s clocksScreen) opening(w *screen.World, ok bool) screen.Command {
	c := screen.Command{ID: "clocks.open", Group: screen.GroupMove, Title: "All about the clock", Binding: screen.Bind("enter", "all of it", "enter"), Do: func() (screen.Screen, screen.Reply) {
		s.open, s.pager = true, screen.Pager{}
		return s, screen.Reply{}
	}}
	if ok {
		return c
	}
	c.Title, c.Binding = "Show those that do not apply, or fold them away", screen.Bind("enter", "show", "enter")
	if s.rows(w).fold < 0 {
		c.Why = "This playbook has no clocks."
	}
	c.Do = func() (screen.Screen, screen.Reply) {
		s.folded = !s.folded
		return s, screen.Reply{}
	}
	return c
}

// stepOfClock is the step that records the start of a clock, or files it.
func stepOfClock(w *screen.World, c run.Clock) (run.Step, bool) {
	if st, ok := words.RecordingStep(w.Run, c.From); ok && c.From != "" {
		return st, true
	}
	return words.FilingStep(w.Run, c.ID)
}

func (s clocksScreen) noStep(w *screen.World, c run.Clock) string {
	if _, ok := stepOfClock(w, c); !ok {
		return "No step of the playbook records its start."
	}
	return ""
}

// moveCommands move the cursor, or scroll what is said about the clock.
func (s clocksScreen) moveCommands(w *screen.World) []screen.Command {
	lines, height := s.aboutSize(w)
	scrolled := func(p screen.Pager) screen.Screen {
		s.pager = p
		return s
	}
	rows := s.rows(w)
	at, moved := screen.List{At: rows.find(s.id)}, func(l screen.List) screen.Screen { return s.moved(w, l) }
	switch {
	case s.open && lines <= height:
		return nil
	case s.open:
		return s.pager.Commands(lines, height, false, scrolled)
	case w.Window < draw.Normal:
		return at.Commands(rows.len(), w.Height, false, moved)
	}
	moves := at.Moves(rows.len(), false, moved)
	if lines > height {
		// The pages belong to the text below the list.
		moves = append(moves, s.pager.Pages(lines, height, scrolled)...)
	}
	return moves
}

// HeaderHeight implements [screen.Screen.Tall].
func (s clocksScreen) HeaderHeight(w *screen.World) int {
	return 1 + screen.OneIf(w.Window > draw.Compact)
}

func (s clocksScreen) Header(w *screen.World) []string {
	lines := []string{w.NameLine("CLOCKS")}
	if w.Window > draw.Compact {
		lines = append(lines, w.Theme.Muted.Render(draw.Between(w.Width, " Not legal advice: confirm that it applies.", s.now(w))))
	}
	return lines
}

// now says what time it is, here and in UTC.
func (s clocksScreen) now(w *screen.World) string {
	layout := "15:04 MST"
	if w.Window == draw.Wide {
		layout = "Mon 02 Jan 15:04 MST"
	}
	return "now " + inert.Line(w.Now.Format(layout)) + " = " + w.Now.UTC().Format("15:04Z")
}

func (s clocksScreen) Hint(w *screen.World) string {
	if w.Window <= draw.Compact {
		return "Not legal advice.  " + s.now(w)
	}
	return "Cordon contacts nobody. You file the notice; then record it here."
}

func (s clocksScreen) View(w *screen.World) ([]string, *tea.Cursor) {
	rows := s.rows(w)
	show := func(i int, here bool) screen.Row { return s.viewRow(w, rows, i, here) }
	at := screen.List{At: rows.find(s.id)}
	switch {
	case rows.len() == 0:
		return []string{"", w.Theme.Muted.Render(inert.Cut("  This playbook has no clocks.", w.Width))}, nil
	case s.open:
		return s.viewAbout(w, w.Height), tea.NewCursor(0, 0)
	case w.Window < draw.Normal:
		lines, cursor, _ := at.Rows(rows.len(), w.Height, show)
		return lines, tea.NewCursor(0, cursor)
	}
	height := s.listHeight(w, rows)
	shown, cursor, _ := at.Rows(rows.len(), height, show)
	lines := append([]string{w.Theme.Muted.Render(inert.Pad("  "+clockColumns(w, "STATE", "CLOCK", "DEADLINE"), w.Width))}, draw.Fill(shown, w.Width, height)...)
	lines = append(lines, w.Theme.Rule.Render(strings.Repeat(w.Theme.Glyphs.Line, w.Width)))
	return append(lines, s.viewAbout(w, w.Height-len(lines))...), tea.NewCursor(0, 1+cursor)
}

// listHeight is how many rows of the list show above what is said about the
// clock under the cursor: all if there is room, and less than half if not.
func (s clocksScreen) listHeight(w *screen.World, rows clockRows) int {
	return min(rows.len(), max(1, (w.Height-2)*2/5))
}

// aboutSize is the number of lines of what is said about the clock, and of
// those that show.
func (s clocksScreen) aboutSize(w *screen.World) (lines, height int) {
	height = w.Height
	if !s.open {
		height = max(1, w.Height-s.listHeight(w, s.rows(w))-2)
	}
	return len(s.about(w)), height
}

// stateColumn is the width of the first column: the mark, the state in a word,
// and what is left.
const stateColumn = 22

// deadlineColumn is the width of the last column: wider where there is room for
// a date and both zones.
func deadlineColumn(w *screen.World) int {
	if w.Window == draw.Wide {
		return 34
	}
	return 24
}

func clockColumns(w *screen.World, state, name, deadline string) string {
	last := deadlineColumn(w)
	return inert.Pad(state, stateColumn) + " " + inert.Pad(name, max(1, w.Width-2-stateColumn-1-1-last)) + " " + inert.Pad(deadline, last)
}

// viewRow draws a clock in a line, in two where the window is small.
func (s clocksScreen) viewRow(w *screen.World, rows clockRows, i int, here bool) screen.Row {
	mark := "  "
	if here {
		mark = w.Theme.Glyphs.Cursor + " "
	}
	c, ok := rows.clock(i)
	if !ok {
		return screen.OneLine(s.viewFold(w, mark, here))
	}
	state, style := clockState(w, c)
	deadline := words.ClockDue(w.Run, c, w.AsOf(), func(t time.Time) string { return s.moment(w, t) })
	name := inert.Line(c.Title)
	if c.Candidate() && words.ClockState(c, w.AsOf()).Sign != words.NoSign {
		name = "applies? " + name
	}
	if here {
		style = w.Theme.Focus
	}
	if w.Window >= draw.Normal {
		return screen.OneLine(style.Render(inert.Pad(mark+clockColumns(w, state, name, inert.Line(deadline)), w.Width)))
	}
	second := w.Theme.Muted
	if here {
		second = w.Theme.Focus
	}
	return screen.Row{Lines: []string{
		style.Render(inert.Pad(mark+inert.Pad(name, max(1, w.Width-2-inert.Width(state)-1))+" "+state, w.Width)),
		second.Render(inert.Pad("    "+inert.Line(deadline), w.Width)),
	}}
}

// clockState is the mark of a clock, its state in a word and what is left, with
// their style.
func clockState(w *screen.World, c run.Clock) (string, lipgloss.Style) {
	state := words.ClockState(c, w.AsOf())
	return strings.TrimSpace(screen.Sign(w.Theme, state.Sign) + " " + words.ClockStanding(c, w.AsOf())), screen.Tone(w.Theme, state.Tone)
}

// viewFold draws the row of the clocks that do not apply.
func (s clocksScreen) viewFold(w *screen.World, mark string, here bool) string {
	not := len(w.Run.Clocks()) - s.rows(w).fold
	text := words.Plural(not, "clock does not apply", "clocks do not apply") + " by the facts recorded"
	if s.folded {
		text += " (" + w.Key("clocks.open") + " shows)"
	}
	style := w.Theme.Muted
	if here {
		style = w.Theme.Focus
	}
	return style.Render(inert.Pad(mark+text, w.Width))
}

// moment writes a time near now with its zone, and in UTC beside it.
func (s clocksScreen) moment(w *screen.World, t time.Time) string {
	local, utc := w.Local(t), t.UTC()
	if s.utc {
		return words.Day(utc, w.Now) + "Z"
	}
	day := ""
	if local.Day() != utc.Day() {
		day = utc.Format("Mon ")
	}
	text := inert.Line(words.Day(local, w.Now) + local.Format(" MST"))
	if full := text + " / " + day + utc.Format("15:04Z"); w.Window != draw.Normal || inert.Width(full) <= deadlineColumn(w) {
		return full
	}
	return text
}

// viewAbout draws what is said about the clock under the cursor.
func (s clocksScreen) viewAbout(w *screen.World, height int) []string {
	lines := s.about(w)
	part := s.pager.View(w, lines, height)
	if c, ok := s.under(w); ok && height-len(part) > 3 && w.Window >= draw.Normal {
		part = append(append(part, ""), clockBar(w, c)...)
	}
	return part
}

// clockBar draws how far a clock has come, from its start to its deadline, or
// how far beyond.
func clockBar(w *screen.World, c run.Clock) []string {
	d, now := c.Deadline, w.AsOf()
	if !words.Ticks(c) || d.Due.IsZero() || now.Before(d.Start) {
		return nil
	}
	at, end, mark, last, style := now, d.Due, "now ^", w.DayOf(d.Due), w.Theme.Text
	if now.After(d.Due) {
		at, end, mark, last, style = d.Due, now, "due ^", "now", w.Theme.Danger
	}
	width := min(72, w.Width-4)
	x := 1
	if whole := end.Sub(d.Start); whole > 0 {
		x = max(1, min(width-2, int(float64(width-1)*float64(at.Sub(d.Start))/float64(whole))))
	}
	line := strings.Repeat(w.Theme.Glyphs.Line, width)
	bar := "+" + line[:x-1] + "+" + line[:width-x-2] + "+"
	first := w.DayOf(d.Start)
	labels := inert.Pad(first, max(0, x+1-len(mark))) + mark
	if inert.Width(first)+1+len(mark) > x+1 || x+2+inert.Width(last) > width {
		labels = first // no room between them
	}
	labels += strings.Repeat(" ", max(1, width-inert.Width(labels)-inert.Width(last))) + last
	return []string{"  " + style.Render(bar), "  " + w.Theme.Muted.Render(inert.Cut(labels, width))}
}

// at writes a moment so that nobody has to think: the date, the zone, UTC.
func (s clocksScreen) at(w *screen.World) words.At {
	at := w.At()
	at.Moment = func(t time.Time) string {
		utc := t.UTC().Format("Mon 02 Jan 2006 15:04Z")
		if s.utc {
			return utc
		}
		local := w.Local(t)
		if local.Day() == t.UTC().Day() {
			utc = t.UTC().Format("15:04Z")
		}
		return local.Format("Mon 02 Jan 2006 15:04 MST") + " = " + utc
	}
	return at
}
