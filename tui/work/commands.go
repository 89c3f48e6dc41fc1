package work

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/ask"
	"cordon/tui/clocks"
	"cordon/tui/draw"
	"cordon/tui/drill"
	"cordon/tui/messages"
	"cordon/tui/record"
	"cordon/tui/review"
	"cordon/tui/screen"
	"cordon/tui/search"
)

// Commands is the key table of the run screen. Its order is that of the
// footer.
func (s runScreen) Commands(w *screen.World) []screen.Command {
	commands := slices.Concat(s.itemCommands(w), s.findingCommands(w), s.doCommands(w), s.paneCommands(w),
		s.seeCommands(w), s.moveCommands(w), s.runCommands(w))
	if w.Window <= draw.Compact {
		return compactFooter(commands)
	}
	return commands
}

// itemCommands are the keys of the checks, facts and evidence of a step.
func (s runScreen) itemCommands(w *screen.World) []screen.Command {
	items := itemsOf(w, s.current(w))
	if !s.items || s.item >= len(items) {
		return nil
	}
	it := items[s.item]
	word, title, change := "open", "Open what is under the cursor", true
	switch it.kind {
	case itemCheck:
		word, title = "tick", "Tick or clear the check"
	case itemFact:
		word, title = "record", "Record the fact"
	case itemEvidence:
		word, title = "add", "Add evidence"
	case itemCommand:
		word, title, change = "copy", "Copy the command", false
	case itemMessage:
		word, title, change = "message", "Open the message", false
	case itemClock:
		word, title, change = "clock", "Open the clock", false
	}
	why := ""
	if change {
		why = w.ReadOnly()
	}
	return []screen.Command{
		{ID: "item.act", Group: screen.GroupDo, Title: title, Why: why, Toggle: it.kind == itemCheck, Binding: screen.Bind("space", word, "space", "x", "enter"),
			Do: func() (screen.Screen, screen.Reply) { return s.act(w, it) }},
		{ID: "item.down", Group: screen.GroupMove, Title: "Next item of the step", Hidden: true, Binding: screen.Bind("j", "down", "j", "down"),
			Do: func() (screen.Screen, screen.Reply) {
				s.item = min(len(items)-1, s.item+1)
				return s, screen.Reply{}
			}},
		{ID: "item.up", Group: screen.GroupMove, Title: "Item before", Hidden: true, Binding: screen.Bind("k", "up", "k", "up"),
			Do: func() (screen.Screen, screen.Reply) {
				s.item = max(0, s.item-1)
				return s, screen.Reply{}
			}},
		{ID: "item.back", Group: screen.GroupMove, Title: "Back to the steps", Binding: screen.Bind("esc", "steps", "esc", "tab", "shift+tab"),
			Do: func() (screen.Screen, screen.Reply) {
				s.items = false
				return s, screen.Reply{}
			}},
	}
}

// act does what a key on an item means.
func (s runScreen) act(w *screen.World, it item) (screen.Screen, screen.Reply) {
	st := s.current(w)
	switch it.kind {
	case itemCheck:
		r := s.tick(w, st, it.n)
		if st.Ticked[it.n-1] == nil {
			s.item = nextOpen(w, st, s.item)
		}
		return s, r
	case itemFact:
		return s, screen.Reply{Open: ask.Fact(w, it.name, st.ID)}
	case itemEvidence:
		return s, screen.Reply{Open: ask.Evidence(w, st.ID)}
	case itemMessage:
		return s, screen.Reply{Open: messages.New(w, it.name)}
	case itemClock:
		return s, screen.Reply{Open: clocks.New(w, it.name)}
	}
	c := commandOf(w, st)
	return s, screen.Reply{Copy: &c}
}

func (s runScreen) tick(w *screen.World, st run.Step, n int) screen.Reply {
	decide, word := run.TickCheck(st.ID, n), "ticked"
	if st.Ticked[n-1] != nil {
		decide, word = run.ClearCheck(st.ID, n), "cleared"
	}
	return screen.Reply{Change: &screen.Change{Decide: decide, Doing: "save the check", Said: func(r run.Run) string {
		return fmt.Sprintf("Check %d of %s %s.%s"+w.UndoHint(), n, st.Number, word, offerDone(w, r, st.ID))
	}}}
}

// offerDone says how a step is marked done that lacks nothing any more.
func offerDone(w *screen.World, r run.Run, step string) string {
	if !ripe(r, step) {
		return ""
	}
	return " Nothing is missing: " + w.Key("step.done") + " marks the step done."
}

// ripe reports whether a step that asked for something has all of it, and only
// waits to be marked done.
func ripe(r run.Run, step string) bool {
	st := r.Step(step)
	return !st.State.Settled() && len(r.Lacks(st)) == 0
}

// tickAll ticks every check of a step that is not ticked.
func (s runScreen) tickAll(w *screen.World, st run.Step) screen.Reply {
	var all []screen.Change
	for i, by := range st.Ticked {
		if by == nil {
			all = append(all, screen.Change{Decide: run.TickCheck(st.ID, i+1), Doing: "save the check"})
		}
	}
	n := len(all)
	all[n-1].Said = func(r run.Run) string {
		return fmt.Sprintf("%s of %s ticked.%s  %s undo, one by one", words.Plural(n, "check", "checks"), st.Number, offerDone(w, r, st.ID), w.Key("undo"))
	}
	return screen.Reply{Change: &all[0], Then: all[1:]}
}

// tickAllCommand is the command that ticks all checks of a step.
func (s runScreen) tickAllCommand(w *screen.World, no string) screen.Command {
	st := s.current(w)
	switch {
	case no != "":
	case len(st.Checks) == 0:
		no = "Step " + st.Number + " has no checks."
	case !slices.Contains(st.Ticked, nil):
		no = "Every check of " + st.Number + " is ticked."
	}
	return screen.Command{ID: "step.tickall", Group: screen.GroupDo, Title: "Tick all checks of the step", Why: no, Hidden: true,
		Do: func() (screen.Screen, screen.Reply) { return s, s.tickAll(w, st) }}
}

// compactFooter are the commands that matter most where few fit.
func compactFooter(commands []screen.Command) []screen.Command {
	order := []string{"item.act", "item.back", "finding.next", "step.done", "note.add", "fact.decide", "list", "evidence.add"}
	place := func(c screen.Command) int {
		if i := slices.Index(order, c.ID); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortStableFunc(commands, func(a, b screen.Command) int { return place(a) - place(b) })
	return commands
}

// doCommands are the keys that change the run.
func (s runScreen) doCommands(w *screen.World) []screen.Command {
	st, no := s.current(w), w.ReadOnly()
	opens := func(make func() screen.Screen) func() (screen.Screen, screen.Reply) {
		return func() (screen.Screen, screen.Reply) { return s, screen.Reply{Open: make()} }
	}
	unblock := st.State == run.Blocked
	block := screen.Command{ID: "step.block", Group: screen.GroupDo, Title: "Blocked: say why it cannot be done now", Why: no,
		Binding: screen.Bind("b", "block", "b"),
		Do:      opens(func() screen.Screen { return ask.Reason(w, ask.ReasonBlock, st) })}
	if unblock {
		block.Binding, block.Title = screen.Bind("b", "unblock", "b"), "Not blocked any more"
		block.Do = func() (screen.Screen, screen.Reply) {
			return s, screen.Reply{Change: s.stepChange(w, st, run.UnblockStep(st.ID, ""), "open again")}
		}
	}
	done := "done"
	if st.State.Settled() {
		done = "not done"
	}
	return []screen.Command{
		{ID: "step.done", Group: screen.GroupDo, Title: "Mark the step done, or not done", Why: no, Toggle: true, Binding: screen.Bind("space", done, "space", "x"),
			Do: func() (screen.Screen, screen.Reply) { return s.done(w, st) }},
		{ID: "step.skip", Group: screen.GroupDo, Title: "Skip the step, with a reason", Why: no, Binding: screen.Bind("s", "skip", "s"),
			Do: opens(func() screen.Screen { return ask.Reason(w, ask.ReasonSkip, st) })},
		block,
		{ID: "note.add", Group: screen.GroupDo, Title: "Note on this step", Why: no, Binding: screen.Bind("n", "note", "n"),
			Do: opens(func() screen.Screen { return ask.Note(w, st.ID) })},
		{ID: "evidence.add", Group: screen.GroupDo, Title: "Evidence: add a file to this step", Why: no, Binding: screen.Bind("e", "evidence", "e"),
			Do: opens(func() screen.Screen { return ask.Evidence(w, st.ID) })},
		{ID: "fact.decide", Group: screen.GroupDo, Title: "Decide or record the facts of this step", Why: cmp.Or(no, s.noFacts(w, st)),
			Binding: screen.Bind("d", "decide", "d"), Do: opens(func() screen.Screen { return ask.Fact(w, nextFact(w, st), st.ID) })},
		s.addCommand(w, st),
		{ID: "step.fail", Group: screen.GroupDo, Title: "Failed: done, but not to plan; say what went wrong", Why: no, Hidden: true,
			Binding: screen.Bind("F", "failed", "F"), Do: opens(func() screen.Screen { return ask.Reason(w, ask.ReasonFail, st) })},
		{ID: "note.editor", Group: screen.GroupDo, Title: "Note on this step in $EDITOR", Why: no, Hidden: true, Binding: screen.Bind("N", "note in editor", "N"),
			Do: func() (screen.Screen, screen.Reply) { return s, ask.NoteInEditor(w, st.ID) }},
		s.undo(w),
		{ID: "redo", Group: screen.GroupDo, Title: "Redo what you undid last", Why: no, Hidden: true, Binding: screen.Bind("U", "redo", "U"),
			Do: func() (screen.Screen, screen.Reply) { return s, screen.Undo(w, run.Redo(w.Cfg.By), "Done again") }},
	}
}

// verdict judges a step. While a run is worked on, nobody judges it by a slip.
func (s runScreen) verdict(w *screen.World, st run.Step) []screen.Command {
	if !w.Review {
		return nil
	}
	return []screen.Command{{ID: "verdict.step", Group: screen.GroupDo, Title: "Verdict on this step: fine, a question, a problem", Why: w.NoReviewing(),
		Binding: screen.Bind("V", "verdict", "V"), Do: func() (screen.Screen, screen.Reply) { return s, screen.Reply{Open: ask.StepVerdict(w, st)} }}}
}

// undo takes back what the person did last: in a review, what they said of it.
func (s runScreen) undo(w *screen.World) screen.Command {
	undo := screen.Command{ID: "undo", Group: screen.GroupDo, Title: "Undo what you did last", Why: w.ReadOnly(), Hidden: true, Binding: screen.Bind("u", "undo", "u"),
		Do: func() (screen.Screen, screen.Reply) { return s, screen.Undo(w, run.Undo(w.Cfg.By, 0), "Undone") }}
	if w.Review && w.Run.LastReviewBy(w.Cfg.By) != 0 {
		no, take := ask.UndoReview(w)
		undo.Title, undo.Why = "Undo what you said last in this review", no
		undo.Do = func() (screen.Screen, screen.Reply) { return s, take() }
	}
	return undo
}

func (s runScreen) noFacts(w *screen.World, st run.Step) string {
	if len(st.Record) == 0 {
		return "Step " + st.Number + " records no facts. " + w.Key("facts") + " shows all facts."
	}
	return ""
}

// nextFact returns the first fact of a step that is not recorded, or the first.
func nextFact(w *screen.World, st run.Step) string {
	for _, id := range st.Record {
		if _, ok := w.Run.Fact(id); !ok {
			return id
		}
	}
	return st.Record[0]
}

// done marks a step done, or takes the mark away. If the step lacks something
// it asks for, the reason is asked for first.
func (s runScreen) done(w *screen.World, st run.Step) (screen.Screen, screen.Reply) {
	var hasty bool
	if s.offered, hasty = s.offered.Ignores(w.Now); hasty {
		return s, screen.Reply{Say: "Not marked done: that was too quick after the last check. Press " + w.Key("step.done") + " once more."}
	}
	if st.State.Settled() {
		return s, screen.Reply{Change: s.stepChange(w, st, run.ReopenStep(st.ID, ""), "open again")}
	}
	if len(w.Run.Lacks(st)) > 0 {
		return s, screen.Reply{Open: ask.Reason(w, ask.ReasonDone, st)}
	}
	return s, screen.Reply{Change: s.stepChange(w, st, run.CompleteStep(st.ID, ""), "done")}
}

func (s runScreen) stepChange(w *screen.World, st run.Step, decide run.Intention, word string) *screen.Change {
	return &screen.Change{Decide: decide, Doing: "save the step", Said: func(r run.Run) string { return screen.SettledText(w, r, st.ID, word) }}
}

// seeCommands are the keys that open something to look at.
func (s runScreen) seeCommands(w *screen.World) []screen.Command {
	st := s.current(w)
	opens := func(make func() screen.Screen) func() (screen.Screen, screen.Reply) {
		return func() (screen.Screen, screen.Reply) { return s, screen.Reply{Open: make()} }
	}
	return append(slices.Concat(s.tonightCommands(w), s.verdict(w, st), drill.Commands(w, s)), []screen.Command{
		s.settle(w),
		{ID: "clocks", Group: screen.GroupSee, Title: "Clocks: deadlines and what they rest on", Hidden: len(w.Run.Clocks()) == 0, Binding: screen.Bind("c", "clocks", "c"),
			Do: opens(func() screen.Screen { return clocks.New(w, clockOf(w, st)) })},
		{ID: "messages", Group: screen.GroupSee, Title: "Messages: read, copy, record one as sent", Why: noMessages(w), Binding: screen.Bind("m", "messages", "m"),
			Do: opens(func() screen.Screen { return messages.New(w, st.Message) })},
		{ID: "timeline", Group: screen.GroupSee, Title: "Timeline: every entry", Binding: screen.Bind("t", "timeline", "t"),
			Do: opens(func() screen.Screen { return record.Timeline(w) })},
		{ID: "facts", Group: screen.GroupSee, Title: "Facts and decisions", Binding: screen.Bind("v", "facts", "v"),
			Do: opens(func() screen.Screen { return record.Facts(w) })},
		{ID: "find", Group: screen.GroupSee, Title: "Find steps, notes, facts, evidence, messages by their text", Binding: screen.Bind("/", "find", "/"),
			Do: opens(func() screen.Screen {
				return search.Find(w, search.Places{Entry: record.TimelineAt, Fact: record.FactsAt, Message: messages.New})
			})},
		{ID: "report", Group: screen.GroupSee, Title: "Report: read it, write it to a file", Hidden: !w.Review, Binding: screen.Bind("r", "report", "r"),
			Do: opens(func() screen.Screen { return record.Report(w) })},
		{ID: "copy", Group: screen.GroupSee, Title: "Copy the command, or the step", Hidden: true, Binding: screen.Bind("y", "copy", "y"),
			Do: func() (screen.Screen, screen.Reply) { return s, s.copyStep(w) }},
		{ID: "plain", Group: screen.GroupSee, Title: "Plain text of the step, to select with the mouse", Hidden: true, Binding: screen.Bind("Y", "plain text", "Y"),
			Do: opens(func() screen.Screen { return record.Plain(w, st.ID) })},
	}...)
}

// copyStep copies the command of a step or the code in its text, and asks which if
// there are several; else it copies the step.
func (s runScreen) copyStep(w *screen.World) screen.Reply {
	st := s.current(w)
	var texts []screen.Copy
	if st.Command != "" {
		texts = append(texts, commandOf(w, st))
	}
	for _, code := range draw.CodeIn(st.Do) {
		texts = append(texts, screen.Copy{What: "The code", Text: code, Else: []string{"plain"}})
	}
	if len(texts) != 1 {
		texts = append(texts, screen.Copy{What: "The step", Text: record.PlainStep(w, st), Else: []string{"plain"}})
	}
	return ask.Copy(texts)
}

// commandOf is a copy of the command of a step. One that somebody has to fill in
// says so.
func commandOf(w *screen.World, st run.Step) screen.Copy {
	command := w.Run.Command(st)
	c := screen.Copy{What: "The command", Text: command.Text, Else: []string{"plain"}}
	if n := command.Lacks(); n > 0 {
		c.Warns = "WITH " + strings.ToUpper(words.Plural(n, "gap", "gaps")) + ": fill in what stands in brackets."
	}
	return c
}

// moveCommands are the keys that move about.
func (s runScreen) moveCommands(w *screen.World) []screen.Command {
	move := func(id, title, shown, word string, to func() runScreen, keys ...string) screen.Command {
		return screen.Command{ID: id, Group: screen.GroupMove, Title: title, Hidden: true, Binding: screen.Bind(shown, word, keys...), Do: func() (screen.Screen, screen.Reply) { return to(), screen.Reply{} }}
	}
	st := s.current(w)
	commands := []screen.Command{
		move("step.next", "Next step", "j", "down", func() runScreen { return s.move(w, 1) }, "j", "down"),
		move("step.before", "Step before", "k", "up", func() runScreen { return s.move(w, -1) }, "k", "up"),
		move("step.first", "First step", "g", "first", func() runScreen { return s.move(w, -1<<20) }, "g", "home"),
		move("step.last", "Last step", "G", "last", func() runScreen { return s.move(w, 1<<20) }, "G", "end"),
		move("phase.next", "Next phase", "J", "phase", func() runScreen { return s.phase(w, st.Phase+1) }, "J"),
		move("phase.before", "Phase before", "K", "phase", func() runScreen { return s.phase(w, st.Phase-1) }, "K"),
		move("step.current", "Back to the current step", ".", "current", func() runScreen { return s.to(w.Current().ID) }, "."),
		move("step.scroll", "Scroll the step down", "pgdown", "scroll", func() runScreen { return s.scrolled(w, 1) }, "pgdown"),
		move("step.scrollback", "Scroll the step up", "pgup", "scroll", func() runScreen { return s.scrolled(w, -1) }, "pgup"),
	}
	for i, phase := range w.Run.Book().Phases[:min(9, len(w.Run.Book().Phases))] {
		n := strconv.Itoa(i + 1)
		commands = append(commands, move("phase."+n, "Phase "+phase.Number+": "+phase.Title, n, "phase", func() runScreen { return s.phase(w, i) }, n))
	}
	return commands
}

// paneCommands are the keys between the steps, the items and the list.
func (s runScreen) paneCommands(w *screen.World) []screen.Command {
	word := "needs you"
	if w.Review {
		word = "finding"
	}
	commands := []screen.Command{{ID: "needs.next", Group: screen.GroupMove, Title: "Next thing that needs you, or next finding", Hidden: true,
		Binding: screen.Bind("f", word, "f"), Do: func() (screen.Screen, screen.Reply) {
			return s.next(w, 1)
		}}}
	items := screen.Command{ID: "step.open", Group: screen.GroupMove, Title: "To the checks, facts and evidence of the step", Hidden: s.items, Why: s.noItems(w),
		Binding: screen.Bind("enter", "open", "enter"), Do: func() (screen.Screen, screen.Reply) {
			s.items, s.item, s.list = true, firstOpen(w, s.current(w)), false
			return s, screen.Reply{}
		}}
	pane := screen.Command{ID: "pane", Group: screen.GroupMove, Title: "To the checks, facts and evidence, and back", Hidden: true, Why: items.Why,
		Binding: screen.Bind("tab", "pane", "tab", "shift+tab"), Do: items.Do}
	if w.Window > draw.Compact {
		return append(commands, items, pane)
	}
	list := screen.Command{ID: "list", Group: screen.GroupMove, Title: "List of steps, or the step in full",
		Binding: screen.Bind("tab", "list", "tab", "shift+tab"), Do: func() (screen.Screen, screen.Reply) {
			s.list = !s.list
			return s, screen.Reply{}
		}}
	if s.list {
		list.Binding = screen.Bind("enter", "the step", "enter", "tab", "shift+tab", "esc")
		return append(commands, list)
	}
	return append(commands, items, list)
}

// findingCommands are the keys of a reviewer. They come before those that
// would change something, and take n and N from the notes.
func (s runScreen) findingCommands(w *screen.World) []screen.Command {
	if !w.Review {
		return nil
	}
	return []screen.Command{
		{ID: "finding.next", Group: screen.GroupMove, Title: "Next finding", Binding: screen.Bind("n", "next finding", "n"),
			Do: func() (screen.Screen, screen.Reply) { return s.next(w, 1) }},
		{ID: "review.page", Group: screen.GroupSee, Title: "First page of the review: outcome, findings, verdicts", Binding: screen.Bind("R", "first page", "R"),
			Do: func() (screen.Screen, screen.Reply) { return s, screen.Reply{Open: review.New()} }},
		{ID: "finding.before", Group: screen.GroupMove, Title: "Finding before", Hidden: true, Binding: screen.Bind("N", "finding before", "N"),
			Do: func() (screen.Screen, screen.Reply) { return s.next(w, -1) }},
	}
}

func (s runScreen) noItems(w *screen.World) string {
	if len(itemsOf(w, s.current(w))) == 0 {
		return "This step has nothing to tick or record. " + w.Key("step.done") + " marks it done."
	}
	return ""
}

// firstOpen returns the first item that is not done yet.
func firstOpen(w *screen.World, st run.Step) int {
	return max(0, slices.IndexFunc(itemsOf(w, st), func(it item) bool { return isOpen(w, st, it) }))
}

// nextOpen returns the next item behind one that is not done yet, or else the
// first, or else the one itself.
func nextOpen(w *screen.World, st run.Step, from int) int {
	items := itemsOf(w, st)
	for by := 1; by < len(items); by++ {
		if i := (from + by) % len(items); isOpen(w, st, items[i]) {
			return i
		}
	}
	return from
}

// isOpen reports whether an item is not done yet.
func isOpen(w *screen.World, st run.Step, it item) bool {
	switch it.kind {
	case itemCheck:
		return st.Ticked[it.n-1] == nil
	case itemFact:
		_, ok := w.Run.Fact(it.name)
		return !ok
	case itemEvidence:
		return len(st.Attached) == 0
	case itemMessage:
		d, err := w.Run.Message(it.name)
		return err == nil && len(d.Sent) == 0
	case itemClock:
		c, err := w.Run.Clock(it.name)
		return err == nil && c.Ticks()
	}
	return false
}

// scrolled scrolls the text of the step, or the list, by most of a page.
func (s runScreen) scrolled(w *screen.World, by int) runScreen {
	if s.list && w.Window == draw.Compact {
		return s.move(w, by*max(1, w.Height-2))
	}
	s.items = false // or the item under the cursor would stay in sight
	width, height := s.detail(w)
	p := s.page(w, width)
	room := max(1, height-len(s.foot(w, width, height))-p.Pinned)
	last := max(0, len(p.Lines)-p.Pinned-room)
	s.scroll = max(0, min(min(s.scroll, last)+by*max(1, room-2), last))
	return s
}

// runCommands are the commands without a key of their own: they are rare, or
// end something.
func (s runScreen) runCommands(w *screen.World) []screen.Command {
	no := w.ReadOnly()
	named := func(id, title, why string, make func() screen.Screen) screen.Command {
		return screen.Command{ID: id, Group: screen.GroupDo, Title: title, Why: why, Hidden: true, Do: func() (screen.Screen, screen.Reply) { return s, screen.Reply{Open: make()} }}
	}
	about := named("run.about", "About the playbook of this run", "", func() screen.Screen { return About(w) })
	if about.Group = screen.GroupSee; About(w) == nil {
		about.Why = "The playbook says nothing about itself."
	}
	update := named("run.update", "Update: five lines for the channel of the incident, to copy", "", record.Update)
	update.Group = screen.GroupSee
	kept := named("run.kept", "Kept: what you typed and did not record", record.NoneKept(w), record.Kept)
	kept.Group = screen.GroupSee
	rare := []screen.Command{
		s.tickAllCommand(w, no),
		about,
		update,
		named("run.note", "Note on the run as a whole", no, func() screen.Screen { return ask.Note(w, "") }),
		named("run.incident", "Incident: say which one this run is about", no, func() screen.Screen { return ask.Incident(w) }),
		named("step.add", "Add a step that the playbook does not have", no, func() screen.Screen { return ask.Step(w, s.current(w)) }),
		named("step.look", "Remind: look again later", cmp.Or(no, settled(s.current(w))), func() screen.Screen { return ask.LookAgain(w, s.current(w)) }),
		named("step.looked", "Found: answer the reminder", cmp.Or(no, notAsked(s.current(w))), func() screen.Screen { return ask.Looked(w, s.current(w)) }),
		kept,
		named("run.role", "Role: say who has one", no, func() screen.Screen { return ask.Role(w) }),
		named("run.handover", "Hand over the lead", no, func() screen.Screen { return ask.Handover(w) }),
		named("run.close", "Close the run", no, func() screen.Screen { return ask.Close(w) }),
		named("run.reopen", "Reopen the run, with a reason", w.NoReopening(), func() screen.Screen { return ask.Reopen(w) }),
	}
	if w.Cfg.Office != nil {
		rare = append(rare, s.profileCommand(w, no))
	}
	return rare
}

func noMessages(w *screen.World) string {
	if len(w.Run.Book().Messages) == 0 {
		return "This playbook has no messages."
	}
	return ""
}

// clockOf is the clock to begin with from a step: the first that it files and
// that is not settled.
func clockOf(w *screen.World, st run.Step) string {
	for _, id := range st.Files {
		if c, err := w.Run.Clock(id); err == nil && !c.Status(w.AsOf()).Ended() {
			return id
		}
	}
	return ""
}

// settled says why nobody looks at a step again.
func settled(st run.Step) string {
	if st.State.Settled() {
		return "Step " + st.Number + " is settled: there is nothing to look at again."
	}
	return ""
}

// notAsked says that nobody is to look at a step again.
func notAsked(st run.Step) string {
	if st.Look == nil {
		return "Nobody asked to look at step " + st.Number + " again."
	}
	return ""
}
