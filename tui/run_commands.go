package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
	"cordon/playbook/words"
)

// commands is the key table of the run screen. Its order is that of the
// footer.
func (s runScreen) commands(w *world) []command {
	commands := slices.Concat(s.itemCommands(w), s.findingCommands(w), s.doCommands(w), s.paneCommands(w),
		s.seeCommands(w), s.moveCommands(w), s.runCommands(w))
	if w.window <= compact {
		return compactFooter(commands)
	}
	return commands
}

// itemCommands are the keys of the checks, facts and evidence of a step.
func (s runScreen) itemCommands(w *world) []command {
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
		why = w.readOnly()
	}
	return []command{
		{id: "item.act", group: groupDo, title: title, why: why, binding: bind("space", word, "space", "x", "enter"), do: func() (screen, reply) { return s.act(w, it) }},
		{id: "item.down", group: groupMove, title: "Next item of the step", hidden: true, binding: bind("j", "down", "j", "down"), do: func() (screen, reply) {
			s.item = min(len(items)-1, s.item+1)
			return s, reply{}
		}},
		{id: "item.up", group: groupMove, title: "Item before", hidden: true, binding: bind("k", "up", "k", "up"), do: func() (screen, reply) {
			s.item = max(0, s.item-1)
			return s, reply{}
		}},
		{id: "item.back", group: groupMove, title: "Back to the steps", binding: bind("esc", "steps", "esc", "tab", "shift+tab"), do: func() (screen, reply) {
			s.items = false
			return s, reply{}
		}},
	}
}

// act does what a key on an item means.
func (s runScreen) act(w *world, it item) (screen, reply) {
	st := s.current(w)
	switch it.kind {
	case itemCheck:
		return s, s.tick(w, st, it.n)
	case itemFact:
		return s, reply{open: newFactForm(w, it.name, st.ID)}
	case itemEvidence:
		return s, reply{open: newEvidenceForm(w, st.ID)}
	case itemMessage:
		return s, reply{open: newMessages(w, it.name)}
	case itemClock:
		return s, reply{open: newClocks(w, it.name)}
	}
	return s, s.copyStep(w)
}

func (s runScreen) tick(w *world, st run.Step, n int) reply {
	decide, word := run.TickCheck(st.ID, n), "ticked"
	if st.Ticked[n-1] != nil {
		decide, word = run.ClearCheck(st.ID, n), "cleared"
	}
	return reply{change: &change{decide: decide, doing: "save the check", said: func(run.Run) string {
		return fmt.Sprintf("Check %d of %s %s."+w.undoHint(), n, st.Number, word)
	}}}
}

// readOnly says why nothing can be changed, if so.
func (w *world) readOnly() string {
	switch {
	case !w.review:
		return ""
	case w.cfg.readOnly():
		return sentence(errNoWriter)
	}
	if _, closed := w.run.Closing(); closed {
		return "This run is closed and read-only. Nothing was changed. " + w.key("run.reopen") + " takes it up again."
	}
	return "This run is open to look at only. Nothing was changed."
}

// compactFooter are the commands that matter most where few fit.
func compactFooter(commands []command) []command {
	order := []string{"item.act", "item.back", "finding.next", "step.done", "note.add", "fact.decide", "list", "evidence.add"}
	place := func(c command) int {
		if i := slices.Index(order, c.id); i >= 0 {
			return i
		}
		return len(order)
	}
	slices.SortStableFunc(commands, func(a, b command) int { return place(a) - place(b) })
	return commands
}

// doCommands are the keys that change the run.
func (s runScreen) doCommands(w *world) []command {
	st, no := s.current(w), w.readOnly()
	opens := func(make func() screen) func() (screen, reply) {
		return func() (screen, reply) { return s, reply{open: make()} }
	}
	unblock := st.State == run.Blocked
	block := command{id: "step.block", group: groupDo, title: "Blocked: say why it cannot be done now", why: no, binding: bind("b", "block", "b"),
		do: opens(func() screen { return newReason(w, reasonBlock, st) })}
	if unblock {
		block.binding, block.title = bind("b", "unblock", "b"), "Not blocked any more"
		block.do = func() (screen, reply) {
			return s, reply{change: s.stepChange(w, st, run.UnblockStep(st.ID, ""), "open again")}
		}
	}
	done := "done"
	if st.State.Settled() {
		done = "not done"
	}
	return []command{
		{id: "step.done", group: groupDo, title: "Mark the step done, or not done", why: no, binding: bind("space", done, "space", "x"), do: func() (screen, reply) { return s.done(w, st) }},
		{id: "step.skip", group: groupDo, title: "Skip the step, with a reason", why: no, binding: bind("s", "skip", "s"), do: opens(func() screen { return newReason(w, reasonSkip, st) })},
		block,
		{id: "note.add", group: groupDo, title: "Note on this step", why: no, binding: bind("n", "note", "n"), do: opens(func() screen { return newNoteEditor(w, st.ID) })},
		{id: "evidence.add", group: groupDo, title: "Evidence: add a file to this step", why: no, binding: bind("e", "evidence", "e"), do: opens(func() screen { return newEvidenceForm(w, st.ID) })},
		{id: "fact.decide", group: groupDo, title: "Decide or record the facts of this step", why: cmp.Or(no, s.noFacts(w, st)), binding: bind("d", "decide", "d"), do: opens(func() screen { return newFactForm(w, nextFact(w, st), st.ID) })},
		{id: "step.fail", group: groupDo, title: "Failed: done, but not to plan; say what went wrong", why: no, hidden: true, binding: bind("F", "failed", "F"), do: opens(func() screen { return newReason(w, reasonFail, st) })},
		{id: "note.editor", group: groupDo, title: "Note on this step in $EDITOR", why: no, hidden: true, binding: bind("N", "note in editor", "N"), do: func() (screen, reply) { return s, noteInEditor(w, st.ID) }},
		{id: "undo", group: groupDo, title: "Undo what you did last", why: no, hidden: true, binding: bind("u", "undo", "u"), do: func() (screen, reply) { return s, undo(w, run.Undo(w.cfg.By, 0), "Undone") }},
		{id: "redo", group: groupDo, title: "Redo what you undid last", why: no, hidden: true, binding: bind("U", "redo", "U"), do: func() (screen, reply) { return s, undo(w, run.Redo(w.cfg.By), "Done again") }},
	}
}

func (s runScreen) noFacts(w *world, st run.Step) string {
	if len(st.Record) == 0 {
		return "Step " + st.Number + " records no facts. " + w.key("facts") + " shows all facts."
	}
	return ""
}

// nextFact returns the first fact of a step that is not recorded, or the first.
func nextFact(w *world, st run.Step) string {
	for _, id := range st.Record {
		if _, ok := w.run.Fact(id); !ok {
			return id
		}
	}
	return st.Record[0]
}

// done marks a step done, or takes the mark away. If the step lacks something
// it asks for, the reason is asked for first.
func (s runScreen) done(w *world, st run.Step) (screen, reply) {
	if st.State.Settled() {
		return s, reply{change: s.stepChange(w, st, run.ReopenStep(st.ID, ""), "open again")}
	}
	if len(w.run.Lacks(st)) > 0 {
		return s, reply{open: newReason(w, reasonDone, st)}
	}
	return s, reply{change: s.stepChange(w, st, run.CompleteStep(st.ID, ""), "done")}
}

func (s runScreen) stepChange(w *world, st run.Step, decide run.Intention, word string) *change {
	return &change{decide: decide, doing: "save the step", said: func(r run.Run) string { return settledText(w, r, st.ID, word) }}
}

// settledText reports a step's new state, and the end of a phase aloud, before
// what a narrow window cuts off.
func settledText(w *world, r run.Run, id, word string) string {
	st := r.Step(id)
	text, undo := fmt.Sprintf("%s %s.", st.Number, word), w.undoHint()
	all, phase := r.Progress(), r.PhaseProgress(st.Phase)
	switch {
	case !st.State.Settled():
		return text + undo
	case all.Settled == all.Total:
		return text + "  ALL STEPS SETTLED. " + w.key("run.close") + " closes the run" + undo
	case phase.Settled == phase.Total:
		text = fmt.Sprintf("%s  PHASE %d COMPLETE", text, st.Phase+1)
	}
	return text + undo + "   " + w.key("step.current") + " goes to " + r.Current().Number
}

// undo records an undo or redo and says what it took back.
func undo(w *world, decide run.Intention, word string) reply {
	return reply{change: &change{decide: decide, doing: "undo", said: func(r run.Run) string {
		ev, ok := r.Last().Event.(run.EntryUndone)
		if !ok {
			return word + "."
		}
		return word + ": " + r.UndoneText(ev)
	}}}
}

// seeCommands are the keys that open something to look at.
func (s runScreen) seeCommands(w *world) []command {
	st := s.current(w)
	opens := func(make func() screen) func() (screen, reply) {
		return func() (screen, reply) { return s, reply{open: make()} }
	}
	return []command{
		{id: "clocks", group: groupSee, title: "Clocks: deadlines and what they rest on", why: noClocks(w), binding: bind("c", "clocks", "c"), do: opens(func() screen { return newClocks(w, clockOf(w, st)) })},
		{id: "messages", group: groupSee, title: "Messages: read, copy, record one as sent", why: noMessages(w), binding: bind("m", "messages", "m"), do: opens(func() screen { return newMessages(w, st.Message) })},
		{id: "timeline", group: groupSee, title: "Timeline: every entry", binding: bind("t", "timeline", "t"), do: opens(func() screen { return newTimeline(w) })},
		{id: "facts", group: groupSee, title: "Facts and decisions", binding: bind("v", "facts", "v"), do: opens(func() screen { return newFacts(w) })},
		{id: "find", group: groupSee, title: "Find a step by its text", binding: bind("/", "find", "/"), do: opens(func() screen { return newFind(w) })},
		{id: "report", group: groupSee, title: "Report: read it, write it to a file", hidden: !w.review, binding: bind("r", "report", "r"), do: opens(func() screen { return newReport(w) })},
		{id: "copy", group: groupSee, title: "Copy the command, or the step", hidden: true, binding: bind("y", "copy", "y"), do: func() (screen, reply) { return s, s.copyStep(w) }},
		{id: "plain", group: groupSee, title: "Plain text of the step, to select with the mouse", hidden: true, binding: bind("Y", "plain text", "Y"), do: opens(func() screen { return newPlain(w, st.ID) })},
	}
}

// copyStep copies the command of a step, or its text.
func (s runScreen) copyStep(w *world) reply {
	st := s.current(w)
	text, what := st.Command, "The command"
	if text == "" {
		text, what = plainStep(w, st), "The step"
	}
	return reply{cmd: tea.SetClipboard(text), say: what + " was sent to the terminal's clipboard. If it did not arrive: " + w.key("plain") + " shows it plain."}
}

// moveCommands are the keys that move about.
func (s runScreen) moveCommands(w *world) []command {
	move := func(id, title, shown, word string, to func() runScreen, keys ...string) command {
		return command{id: id, group: groupMove, title: title, hidden: true, binding: bind(shown, word, keys...), do: func() (screen, reply) { return to(), reply{} }}
	}
	st := s.current(w)
	commands := []command{
		move("step.next", "Next step", "j", "down", func() runScreen { return s.move(w, 1) }, "j", "down"),
		move("step.before", "Step before", "k", "up", func() runScreen { return s.move(w, -1) }, "k", "up"),
		move("step.first", "First step", "g", "first", func() runScreen { return s.move(w, -1<<20) }, "g", "home"),
		move("step.last", "Last step", "G", "last", func() runScreen { return s.move(w, 1<<20) }, "G", "end"),
		move("phase.next", "Next phase", "J", "phase", func() runScreen { return s.phase(w, st.Phase+1) }, "J"),
		move("phase.before", "Phase before", "K", "phase", func() runScreen { return s.phase(w, st.Phase-1) }, "K"),
		move("step.current", "Back to the current step", ".", "current", func() runScreen { return s.to(w.current().ID) }, "."),
		move("step.scroll", "Scroll the step down", "pgdown", "scroll", func() runScreen { return s.scrolled(w, 1) }, "pgdown"),
		move("step.scrollback", "Scroll the step up", "pgup", "scroll", func() runScreen { return s.scrolled(w, -1) }, "pgup"),
	}
	for i := range min(9, len(w.run.Book().Phases)) {
		n := strconv.Itoa(i + 1)
		commands = append(commands, move("phase."+n, "Phase "+n+": "+w.run.Book().Phases[i].Title, n, "phase", func() runScreen { return s.phase(w, i) }, n))
	}
	return commands
}

// paneCommands are the keys between the steps, the items and the list.
func (s runScreen) paneCommands(w *world) []command {
	word := "needs you"
	if w.review {
		word = "finding"
	}
	commands := []command{{id: "needs.next", group: groupMove, title: "Next thing that needs you, or next finding", hidden: true, binding: bind("f", word, "f"), do: func() (screen, reply) {
		return s.next(w, 1)
	}}}
	items := command{id: "step.open", group: groupMove, title: "To the checks, facts and evidence of the step", hidden: s.items, why: s.noItems(w), binding: bind("enter", "open", "enter"), do: func() (screen, reply) {
		s.items, s.item, s.list = true, firstOpen(w, s.current(w)), false
		return s, reply{}
	}}
	pane := command{id: "pane", group: groupMove, title: "To the checks, facts and evidence, and back", hidden: true, why: items.why, binding: bind("tab", "pane", "tab", "shift+tab"), do: items.do}
	if w.window > compact {
		return append(commands, items, pane)
	}
	list := command{id: "list", group: groupMove, title: "List of steps, or the step in full", binding: bind("tab", "list", "tab", "shift+tab"), do: func() (screen, reply) {
		s.list = !s.list
		return s, reply{}
	}}
	if s.list {
		list.binding = bind("enter", "the step", "enter", "tab", "shift+tab", "esc")
		return append(commands, list)
	}
	return append(commands, items, list)
}

// findingCommands are the keys of a reviewer. They come before those that
// would change something, and take n and N from the notes.
func (s runScreen) findingCommands(w *world) []command {
	if !w.review {
		return nil
	}
	return []command{
		{id: "finding.next", group: groupMove, title: "Next finding", binding: bind("n", "next finding", "n"), do: func() (screen, reply) { return s.next(w, 1) }},
		{id: "finding.before", group: groupMove, title: "Finding before", hidden: true, binding: bind("N", "finding before", "N"), do: func() (screen, reply) { return s.next(w, -1) }},
	}
}

func (s runScreen) noItems(w *world) string {
	if len(itemsOf(w, s.current(w))) == 0 {
		return "This step has nothing to tick or record. " + w.key("step.done") + " marks it done."
	}
	return ""
}

// firstOpen returns the first item that is not done yet.
func firstOpen(w *world, st run.Step) int {
	for i, it := range itemsOf(w, st) {
		switch it.kind {
		case itemCheck:
			if st.Ticked[it.n-1] == nil {
				return i
			}
		case itemFact:
			if _, ok := w.run.Fact(it.name); !ok {
				return i
			}
		case itemEvidence:
			if len(st.Attached) == 0 {
				return i
			}
		case itemMessage:
			if d, err := w.run.Message(it.name); err == nil && len(d.Sent) == 0 {
				return i
			}
		case itemClock:
			if c, err := w.run.Clock(it.name); err == nil && words.Ticks(c) {
				return i
			}
		}
	}
	return 0
}

// scrolled scrolls the text of the step, or the list, by most of a page.
func (s runScreen) scrolled(w *world, by int) runScreen {
	if s.list && w.window == compact {
		return s.move(w, by*max(1, w.height-2))
	}
	s.items = false // or the item under the cursor would stay in sight
	width, height := s.detail(w)
	p := s.page(w, width)
	room := max(1, height-len(s.foot(w, width, height))-p.pinned)
	last := max(0, len(p.lines)-p.pinned-room)
	s.scroll = max(0, min(min(s.scroll, last)+by*max(1, room-2), last))
	return s
}

// runCommands are the commands without a key of their own: they are rare, or
// end something.
func (s runScreen) runCommands(w *world) []command {
	no := w.readOnly()
	named := func(id, title, why string, make func() screen) command {
		return command{id: id, group: groupDo, title: title, why: why, hidden: true, do: func() (screen, reply) { return s, reply{open: make()} }}
	}
	notClosed := ""
	switch _, closed := w.run.Closing(); {
	case !closed:
		notClosed = "The run is open."
	case w.cfg.readOnly():
		notClosed = sentence(errNoWriter)
	case w.cfg.Review:
		notClosed = "Opened by cordon review, which only looks. To go on with the run: cordon reopen " + w.run.ID()
	}
	return []command{
		named("run.note", "Note on the run as a whole", no, func() screen { return newNoteEditor(w, "") }),
		named("run.role", "Role: say who has one", no, func() screen { return newRoleForm(w) }),
		named("run.handover", "Hand over the lead", no, func() screen { return newHandover(w) }),
		named("run.close", "Close the run", no, func() screen { return newCloseForm(w) }),
		named("run.reopen", "Reopen the run, with a reason", notClosed, func() screen { return newReopenForm(w) }),
	}
}

func noClocks(w *world) string {
	if len(w.run.Clocks()) == 0 {
		return "This playbook has no clocks."
	}
	return ""
}

func noMessages(w *world) string {
	if len(w.run.Book().Messages) == 0 {
		return "This playbook has no messages."
	}
	return ""
}

// clockOf is the clock to begin with from a step: the first that it files and
// that is not settled.
func clockOf(w *world, st run.Step) string {
	for _, id := range st.Files {
		if c, err := w.run.Clock(id); err == nil && !c.Status(w.now).Ended() {
			return id
		}
	}
	return ""
}
