package clocks

import (
	"cmp"
	"time"

	tea "charm.land/bubbletea/v2"

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
	open  bool
	pager screen.Pager // of what is said about it
	utc   bool
	// unfolded names the rows whose clocks show under them.
	unfolded []string
}

// New begins at a clock, or at the most pressing one if id is empty.
func New(w *screen.World, id string) screen.Screen {
	s := clocksScreen{id: id}
	r, ok := s.here(w)
	switch {
	case ok && r.folds != nil && id != "":
		return s.toggled(r.key)
	case r.key == id:
		return s
	}
	return s.moved(w, screen.List{})
}

// Typing implements [screen.Screen].
func (s clocksScreen) Typing() bool { return false }

// Update implements [screen.Screen].
func (s clocksScreen) Update(*screen.World, tea.Msg) (screen.Screen, screen.Reply) {
	return s, screen.Reply{}
}

// Commands implements [screen.Screen].
func (s clocksScreen) Commands(w *screen.World) []screen.Command {
	c, ok := s.under(w)
	commands := s.doCommands(w, c, ok)
	commands = append(commands, s.seeCommands(w, c, ok)...)
	return append(commands, s.moveCommands(w)...)
}

// doCommands are the keys that record something about the clock.
func (s clocksScreen) doCommands(w *screen.World, c run.Clock, ok bool) []screen.Command {
	no, settle := w.ReadOnly(), w.NoSettling()
	if !ok {
		none := "There is no clock under the cursor."
		no, settle = cmp.Or(no, none), cmp.Or(settle, none)
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
	// One that counts at the earliest is started like one that waits.
	unstarted := c.After == "" && c.Since != c.From
	running, corrected := "", started
	if c.Started() && unstarted {
		corrected = "Its own start is not recorded yet: " + w.Key("clock.start") + " records it."
	}
	if c.Started() && !unstarted {
		running = "It has started. " + w.Key("clock.correct") + " corrects the start."
	}
	return []screen.Command{
		{ID: "clock.file", Group: screen.GroupDo, Title: "Record it as filed", Why: cmp.Or(settle, started, filed), Binding: screen.Bind("space", "filed", "space", "x"),
			Do: opens(ask.File)},
		{ID: "clock.start", Group: screen.GroupDo, Title: "Start the clock: record when it began", Why: cmp.Or(no, chained, running),
			Binding: screen.Bind("s", "start", "s"), Do: opens(func(w *screen.World, c run.Clock) screen.Screen { return ask.StartOfClock(w, c) })},
		{ID: "clock.correct", Group: screen.GroupDo, Title: "Correct when it started", Why: cmp.Or(no, chained, corrected),
			Binding: screen.Bind("o", "correct start", "o"), Do: opens(ask.Correct)},
		{ID: "clock.confirm", Group: screen.GroupDo, Title: "It applies: confirm it with your name", Why: cmp.Or(settle, confirmed(c)), Hidden: c.Applies == playbook.Yes,
			Binding: screen.Bind("a", "applies", "a"), Do: opens(ask.Confirm)},
		{ID: "clock.waive", Group: screen.GroupDo, Title: "Nobody is notified: say why", Why: cmp.Or(settle, filed, waived), Binding: screen.Bind("w", "no notice", "w"),
			Do: opens(ask.Waive)},
		{ID: "undo", Group: screen.GroupDo, Title: "Undo what you did last", Why: w.NoSettling(), Hidden: true, Binding: screen.Bind("u", "undo", "u"),
			Do: func() (screen.Screen, screen.Reply) { return s, screen.Undo(w, run.Undo(w.Cfg.By, 0), "Undone") }},
		{ID: "redo", Group: screen.GroupDo, Title: "Redo what you undid last", Why: w.NoSettling(), Hidden: true, Binding: screen.Bind("U", "redo", "U"),
			Do: func() (screen.Screen, screen.Reply) { return s, screen.Undo(w, run.Redo(w.Cfg.By), "Done again") }},
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
		zone = screen.ZoneName(w.AsOf())
	}
	commands := []screen.Command{
		{ID: "clocks.zone", Group: screen.GroupSee, Title: "Times in UTC, or local", Binding: screen.Bind("z", zone, "z"), Do: func() (screen.Screen, screen.Reply) {
			s.utc = !s.utc
			return s, screen.Reply{}
		}},
		{ID: "clocks.copy", Group: screen.GroupSee, Title: "Copy all about the clock", Why: none, Binding: screen.Bind("y", "copy", "y"),
			Do: func() (screen.Screen, screen.Reply) {
				return s, screen.Reply{Copy: &screen.Copy{What: "All about this clock", Text: s.plain(w, c)}}
			}},
		{ID: "clocks.step", Group: screen.GroupMove, Title: "Go to the step that records its start", Why: s.noStep(w), Hidden: true,
			Binding: screen.Bind(".", "to the step", "."), Do: func() (screen.Screen, screen.Reply) {
				st, _ := s.stepHere(w)
				return s, screen.Reply{Leave: true, Tell: screen.JumpMsg{Step: st.ID}}
			}},
	}
	if s.open {
		return append(commands, screen.Command{ID: "clocks.close", Group: screen.GroupMove, Title: "Back to the list of clocks",
			Binding: screen.Bind("esc", "to the list", "esc", "enter"), Do: func() (screen.Screen, screen.Reply) {
				s.open, s.pager = false, screen.Pager{}
				return s, screen.Reply{}
			}})
	}
	return append(commands, s.opening(w, ok), screen.Command{ID: "clock.add", Group: screen.GroupDo, Title: "Take a rule of the law into this run", Why: w.ReadOnly(),
		Binding: screen.Bind("+", "take in a rule", "+"), Do: func() (screen.Screen, screen.Reply) { return s, screen.Reply{Open: ask.Rules()} }})
}

// opening is what the enter key does in the list.
func (s clocksScreen) opening(w *screen.World, ok bool) screen.Command {
	c := screen.Command{ID: "clocks.open", Group: screen.GroupMove, Title: "All about the clock", Binding: screen.Bind("enter", "all of it", "enter"),
		Do: func() (screen.Screen, screen.Reply) {
			s.open, s.pager = true, screen.Pager{}
			return s, screen.Reply{}
		}}
	if ok {
		return c
	}
	r, ok := s.here(w)
	word := "show"
	if r.open {
		word = "fold"
	}
	c.Title, c.Binding = "Show the clocks of this line, or fold them away", screen.Bind("enter", word, "enter")
	if !ok {
		c.Why = "This playbook has no clocks."
	}
	c.Do = func() (screen.Screen, screen.Reply) { return s.toggled(r.key), screen.Reply{} }
	return c
}

// stepHere is the step that records the start of the clock under the cursor, or
// files it; of clocks that wait for an answer, the step that records that.
func (s clocksScreen) stepHere(w *screen.World) (run.Step, bool) {
	r, _ := s.here(w)
	fact := r.clock.From
	if r.folds != nil {
		fact = r.wait.Fact
	}
	if st, ok := words.RecordingStep(w.Run, fact); ok && fact != "" {
		return st, true
	}
	return words.FilingStep(w.Run, r.clock.ID)
}

func (s clocksScreen) noStep(w *screen.World) string {
	if _, ok := s.stepHere(w); !ok {
		return "No step of the playbook records that."
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
	at, moved := screen.List{At: find(rows, s.id)}, func(l screen.List) screen.Screen { return s.moved(w, l) }
	switch {
	case s.open && lines <= height:
		return nil
	case s.open:
		return s.pager.Commands(lines, height, false, scrolled)
	case w.Window < draw.Normal:
		return at.Commands(len(rows), w.Height, false, moved)
	}
	moves := at.Moves(len(rows), false, moved)
	if lines > height {
		// The pages belong to the text, not to the list.
		moves = append(moves, s.pager.Pages(lines, height, scrolled)...)
	}
	return moves
}

// HeaderHeight implements [screen.Tall].
func (s clocksScreen) HeaderHeight(w *screen.World) int {
	if w.Window == draw.Wide {
		return 2 - screen.OneIf(w.Ticking())
	}
	return 1 + screen.OneIf(w.Window > draw.Compact)
}

// Header implements [screen.Screen]. In a wide window the pane has the name of
// the screen, and the clocks that count say the rest.
func (s clocksScreen) Header(w *screen.World) []string {
	const advice = " Not legal advice: confirm that it applies."
	switch {
	case w.Window == draw.Wide && w.Ticking():
		return []string{w.RunLine()}
	case w.Window == draw.Wide:
		return []string{w.RunLine(), w.Theme.Muted.Render(inert.Pad(advice, w.Width))}
	case w.Window <= draw.Compact:
		return []string{w.NameLine("Clocks")}
	}
	return []string{w.NameLine("Clocks"), w.Theme.Muted.Render(draw.Between(w.Width, advice, s.now(w)))}
}

// Bar implements [screen.Split].
func (s clocksScreen) Bar(w *screen.World) int {
	if w.Window < draw.Wide || s.open || len(w.Run.Clocks()) == 0 {
		return 0
	}
	return wideLeft
}

// now says what time it is, here and in UTC.
func (s clocksScreen) now(w *screen.World) string {
	layout := "15:04 MST"
	if w.Window == draw.Wide {
		layout = "Mon 02 Jan 15:04 MST"
	}
	return "now " + inert.Line(w.AsOf().Format(layout)) + " = " + w.AsOf().UTC().Format("15:04Z")
}

// Hint implements [screen.Hinter].
func (s clocksScreen) Hint(w *screen.World) string {
	const nobody = "Cordon contacts nobody. You file the notice; then record it here."
	switch {
	case w.Window <= draw.Compact:
		return "Not legal advice.  " + s.now(w)
	case w.Window == draw.Wide:
		return nobody + "   " + s.now(w)
	}
	return nobody
}

// View implements [screen.Screen].
func (s clocksScreen) View(w *screen.World) ([]string, *tea.Cursor) {
	rows := s.rows(w)
	switch {
	case len(rows) == 0:
		return []string{"", w.Theme.Muted.Render(inert.Clip("  This run has no clocks. Here you can take in a rule of the law.", w.Width))}, nil
	case s.open:
		return s.viewAbout(w, w.Height), tea.NewCursor(0, 0)
	case w.Window < draw.Normal:
		lines, at := s.viewList(w, rows, w.Width, w.Height)
		return lines, tea.NewCursor(0, at)
	case w.Window == draw.Wide:
		return s.viewBeside(w, rows)
	}
	height := s.listHeight(w, rows)
	shown, at := s.viewList(w, rows, w.Width, height)
	lines := append(draw.Fill(shown, w.Width, height), w.Theme.HRule(w.Width, 0, ""))
	return append(lines, s.viewAbout(w, w.Height-len(lines))...), tea.NewCursor(0, at)
}

// listHeight is how many lines of the list show above what is said about the
// clock under the cursor: all if there is room, and less than half if not.
func (s clocksScreen) listHeight(w *screen.World, rows []row) int {
	lines := len(rows)
	for i, r := range rows {
		lines += screen.OneIf((r.part == ended || r.part == waiting || r.part == may && r.folds != nil) && (i == 0 || rows[i-1].part != r.part))
	}
	return min(lines, max(1, w.Height*2/5))
}

// moment writes a time near now with its zone, and in UTC beside it.
func (s clocksScreen) moment(w *screen.World, t time.Time) string {
	local, utc := w.Local(t), t.UTC()
	if s.utc {
		return words.Day(utc, w.AsOf()) + "Z"
	}
	day := ""
	if local.Day() != utc.Day() {
		day = utc.Format("Mon ")
	}
	return inert.Line(words.Day(local, w.AsOf())+local.Format(" MST")) + " / " + day + utc.Format("15:04Z")
}

// at writes a moment so that nobody has to think: the date, the zone, UTC.
func (s clocksScreen) at(w *screen.World) words.At {
	at := w.At()
	at.Moment = func(t time.Time) string {
		utc := t.UTC().Format("Mon 02 Jan 2006 15:04Z")
		local := w.Local(t)
		if s.utc || local.Format("MST") == "UTC" {
			return utc
		}
		if local.Day() == t.UTC().Day() {
			utc = t.UTC().Format("15:04Z")
		}
		return local.Format("Mon 02 Jan 2006 15:04 MST") + " = " + utc
	}
	return at
}
