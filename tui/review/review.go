package review

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/ask"
	"cordon/tui/clocks"
	"cordon/tui/draw"
	"cordon/tui/drill"
	"cordon/tui/messages"
	"cordon/tui/record"
	"cordon/tui/screen"
)

// A Page is the first page of a run that is open to look at. In a wide window
// the findings stand on it; in others they are behind it.
type Page struct {
	list  screen.List // the finding under the cursor
	found bool        // the findings show, where they do not fit on the page
	went  bool        // somebody went through the findings, which then get the room
	then  then        // how the run stood, beside the finding under the cursor
	pager screen.Pager
}

// New begins at the first page and the heaviest finding.
func New() Page { return Page{} }

// Typing implements [screen.Screen].
func (s Page) Typing() bool { return false }

// Update implements [screen.Screen]. A run that was taken up again is worked on
// in its steps.
func (s Page) Update(w *screen.World, _ tea.Msg) (screen.Screen, screen.Reply) {
	return s, screen.Reply{Leave: w.Opened && !w.Review}
}

// listed reports whether the findings show.
func (s Page) listed(w *screen.World) bool { return s.found || w.Window == draw.Wide }

// under returns the finding under the cursor, if the findings show.
func (s Page) under(w *screen.World) (words.FindingRow, bool) {
	if len(w.Findings) == 0 || !s.listed(w) {
		return words.FindingRow{}, false
	}
	return w.Findings[s.list.In(len(w.Findings)).At], true
}

// Commands implements [screen.Screen].
func (s Page) Commands(w *screen.World) []screen.Command {
	return slices.Concat(s.findingCommands(w), s.recordCommands(w), s.seeCommands(w), s.moveCommands(w))
}

// findingCommands go through the findings and open what one is about.
func (s Page) findingCommands(w *screen.World) []screen.Command {
	none := ""
	if len(w.Findings) == 0 {
		none = "There is nothing to look at: no findings."
	}
	row, ok := s.under(w)
	open := screen.Command{ID: "finding.open", Group: screen.GroupSee, Title: "Open what the finding is about: step, clock, message or entry", Why: none,
		Binding: screen.Bind("enter", "open", "enter"), Do: func() (screen.Screen, screen.Reply) { return s, opening(w, row) }}
	if !ok && none == "" {
		open = screen.Command{ID: "finding.list", Group: screen.GroupSee, Title: "All there is to look at",
			Binding: screen.Bind("enter", "all findings", "enter"), Do: func() (screen.Screen, screen.Reply) { return s.to(w, 0), screen.Reply{} }}
	}
	return append(s.thenCommands(w, row, cmp.Or(none, noFinding(w, ok))), []screen.Command{
		{ID: "finding.next", Group: screen.GroupMove, Title: "Next finding", Why: none, Binding: screen.Bind("n", "next finding", "n"),
			Do: func() (screen.Screen, screen.Reply) { return s.next(w, 1), screen.Reply{} }},
		{ID: "finding.before", Group: screen.GroupMove, Title: "Finding before", Why: none, Hidden: true, Binding: screen.Bind("N", "finding before", "N"),
			Do: func() (screen.Screen, screen.Reply) { return s.next(w, -1), screen.Reply{} }},
		open,
	}...)
}

// noFinding says how to choose a finding where none is.
func noFinding(w *screen.World, chosen bool) string {
	if chosen {
		return ""
	}
	return "Choose a finding first: " + w.Key("finding.next") + "."
}

// next goes to another finding, around the ends. From the first page it is the
// heaviest one.
func (s Page) next(w *screen.World, by int) Page {
	n := len(w.Findings)
	if !s.listed(w) {
		return s.to(w, 0)
	}
	return s.to(w, ((s.list.In(n).At+by)%n+n)%n)
}

func (s Page) to(w *screen.World, at int) Page {
	s.list, s.found, s.went = screen.List{At: at}, s.found || !s.listed(w), true
	return s
}

// opening opens what a finding is about.
func opening(w *screen.World, row words.FindingRow) screen.Reply {
	f := row.Findings[0]
	switch {
	case f.Clock != "":
		return screen.Reply{Open: clocks.New(w, f.Clock)}
	case f.Message != "":
		return screen.Reply{Open: messages.New(w, f.Message)}
	case row.Step != "" && row.Topic == run.OnSteps:
		return screen.Reply{Leave: true, Tell: screen.JumpMsg{Step: row.Step}}
	case f.Seq != 0:
		return screen.Reply{Open: record.TimelineAt(w, f.Seq)}
	case f.Step != "":
		return screen.Reply{Leave: true, Tell: screen.JumpMsg{Step: f.Step}}
	}
	return screen.Reply{Open: record.Timeline(w)}
}

// recordCommands record what the reviewer says.
func (s Page) recordCommands(w *screen.World) []screen.Command {
	no := w.NoReviewing()
	opens := func(make func() screen.Screen) func() (screen.Screen, screen.Reply) {
		return func() (screen.Screen, screen.Reply) { return s, screen.Reply{Open: make()} }
	}
	noUndo, undo := ask.UndoReview(w)
	return append(s.verdicts(w, no),
		screen.Command{ID: "run.reopen", Group: screen.GroupDo, Title: "Reopen the run, with a reason", Why: w.NoReopening(), Hidden: true,
			Do: opens(func() screen.Screen { return ask.Reopen(w) })},
		screen.Command{ID: "review.lesson", Group: screen.GroupDo, Title: "Lesson: what to do better, who, until when", Why: no, Binding: screen.Bind("l", "lesson", "l"),
			Do: opens(func() screen.Screen { return ask.Lesson(w) })},
		screen.Command{ID: "review.sign", Group: screen.GroupDo, Title: "Sign off the review, by name", Why: no, Binding: screen.Bind("s", "sign off", "s"),
			Do: opens(func() screen.Screen { return ask.SignOff(w) })},
		screen.Command{ID: "undo", Group: screen.GroupDo, Title: "Undo what you said last in this review", Why: noUndo, Hidden: true, Binding: screen.Bind("u", "undo", "u"),
			Do: func() (screen.Screen, screen.Reply) { return s, undo() }},
	)
}

// verdicts judge the finding under the cursor. What is fine needs no more words.
func (s Page) verdicts(w *screen.World, no string) []screen.Command {
	row, ok := s.under(w)
	no = cmp.Or(no, noFinding(w, ok))
	verdict := func(key, title string, v run.Verdict, do func() screen.Reply) screen.Command {
		return screen.Command{ID: "verdict." + string(v), Group: screen.GroupDo, Title: title, Why: no, Hidden: !ok, Binding: screen.Bind(key, string(v), key),
			Do: func() (screen.Screen, screen.Reply) { return s, do() }}
	}
	asking := func(v run.Verdict) func() screen.Reply {
		return func() screen.Reply { return screen.Reply{Open: ask.Verdict(row, v)} }
	}
	return []screen.Command{
		verdict("1", "Verdict: fine", run.Fine, func() screen.Reply {
			return screen.Reply{Change: ask.Fine(w, row)}
		}),
		verdict("2", "Verdict: a question, or another one with a comment", run.Question, asking(run.Question)),
		verdict("3", "Verdict: a problem", run.Problem, asking(run.Problem)),
	}
}

// seeCommands open something to look at.
func (s Page) seeCommands(w *screen.World) []screen.Command {
	see := func(id, key, word, title string, hidden bool, make func() screen.Screen) screen.Command {
		return screen.Command{ID: id, Group: screen.GroupSee, Title: title, Hidden: hidden, Binding: screen.Bind(key, word, key),
			Do: func() (screen.Screen, screen.Reply) { return s, screen.Reply{Open: make()} }}
	}
	return append(drill.Commands(w, s), []screen.Command{
		see("timeline", "t", "timeline", "Timeline: every entry", false, func() screen.Screen { return record.Timeline(w) }),
		see("clocks", "c", "clocks", "Clocks: deadlines and what they rest on", len(w.Run.Clocks()) == 0, func() screen.Screen { return clocks.New(w, "") }),
		see("messages", "m", "messages", "Messages: what was sent, as it was sent", len(w.Run.Messages()) == 0, func() screen.Screen { return messages.New(w, "") }),
		see("facts", "v", "facts", "Facts and decisions", true, func() screen.Screen { return record.Facts(w) }),
		see("report", "r", "report", "Report: read it, write it to a file", false, func() screen.Screen { return record.Report(w) }),
	}...)
}

// moveCommands move in the list of findings, or scroll the page.
func (s Page) moveCommands(w *screen.World) []screen.Command {
	if !s.listed(w) {
		return s.pager.Commands(len(s.first(w, w.Width)), w.Height, false, func(p screen.Pager) screen.Screen {
			s.pager = p
			return s
		})
	}
	commands := s.list.Commands(len(w.Findings), w.Height/2, false, func(l screen.List) screen.Screen {
		s.list = l
		return s
	})
	if row, ok := s.under(w); ok && s.found && w.Window != draw.Wide {
		commands = append(commands, screen.Command{ID: "review.first", Group: screen.GroupMove, Title: "Back to the first page", Binding: screen.Bind("tab", "first page", "tab", "shift+tab", "esc"),
			Do: func() (screen.Screen, screen.Reply) { return s.back(row), screen.Reply{} }})
	}
	return commands
}

// back leads from how the run stood to the finding, and from there to the first page.
func (s Page) back(row words.FindingRow) Page {
	s.found, s.then = s.slides(row), then{}
	return s
}

// Hint implements [screen.Hinter].
func (s Page) Hint(w *screen.World) string {
	text := words.JudgedText(w.Run, w.Findings) + "."
	if len(w.Run.SignOffs()) > 0 {
		return text + " Signed off."
	}
	if s.found && w.Window != draw.Wide { // where esc, too, leads there first
		return text + " " + w.Key("review.first") + " goes back."
	}
	return text + " " + w.Key("back") + " goes to the steps."
}
