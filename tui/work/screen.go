package work

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/record"
	"cordon/tui/screen"
)

// runScreen is where a responder works and a lead reviews: the phases and
// their steps at the left, one step in full at the right.
type runScreen struct {
	step  string // id of the step under the cursor
	items bool   // the keys go to the checks, facts and evidence of the step
	item  int    // the one under the cursor
	list  bool   // in a compact window: the list of steps instead of the card
	// scroll is how many lines of the step's text are above the window.
	scroll  int
	shown   shown
	listed  bool // what is kept was listed behind the last thing that needs a person
	finding int  // the finding shown last, in review; -1 before the first
	// offered is since it was offered to mark the step done: whoever ticks checks
	// quickly does not mark it done with one press too many. The guard against keys
	// held down is another: it is for one command, and the key has become that of
	// the next.
	offered screen.Pause
}

// New begins at the step that the person works on; in review, at the first.
func New(w *screen.World) screen.Screen {
	s := runScreen{step: w.Current().ID, finding: -1}
	if w.Review {
		s.step = w.Run.Steps()[0].ID
	}
	return s
}

// Typing implements [screen.Screen].
func (s runScreen) Typing() bool { return false }

// Update implements [screen.Screen].
func (s runScreen) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	switch msg := msg.(type) {
	case screen.JumpMsg:
		return s.to(msg.Step), screen.Reply{}
	case screen.RecordedMsg:
		return s.settled(w, msg), screen.Reply{}
	case screen.ProfileMsg:
		return s, s.profileRead(w, msg)
	}
	return s, screen.Reply{}
}

// settled keeps the cursor among the items, whose number may have changed. After
// the last check of a step that lacks nothing the keys go to the step, where it is
// marked done.
func (s runScreen) settled(w *screen.World, msg screen.RecordedMsg) runScreen {
	if ev, ok := msg.Run.Last().Event.(run.CheckTicked); ok && s.items && ev.Step == s.step && ripe(w.Run, s.step) {
		s.items, s.offered = false, screen.PauseAt(w.Now)
	}
	s.item = max(0, min(s.item, len(itemsOf(w, s.current(w)))-1))
	return s
}

// current returns the step under the cursor. One that is gone, with the playbook
// that brought it or the value it was for, gives way to the step to work on.
func (s runScreen) current(w *screen.World) run.Step {
	if w.Run.Shows(s.step) {
		return w.Run.Step(s.step)
	}
	if all := w.Run.Each(s.step); len(all) > 0 {
		return all[0] // it gave way to these
	}
	return w.Current()
}

// to moves the cursor to a step.
func (s runScreen) to(step string) runScreen {
	if step != s.step {
		s.step, s.item, s.scroll, s.items = step, 0, 0, false
	}
	return s
}

// move moves the cursor by steps within the whole run.
func (s runScreen) move(w *screen.World, by int) runScreen {
	steps := s.inSight(w)
	here := s.current(w).ID
	i := slices.IndexFunc(steps, func(st run.Step) bool { return st.ID == here })
	return s.to(steps[max(0, min(len(steps)-1, i+by))].ID)
}

// phase moves the cursor to a phase: to its first step that is not settled.
func (s runScreen) phase(w *screen.World, i int) runScreen {
	if i < 0 || i >= len(w.Run.Book().Phases) {
		return s
	}
	steps := w.Run.Phase(i)
	for _, st := range steps {
		if st.Ready() {
			return s.to(st.ID)
		}
	}
	return s.to(steps[0].ID)
}

// next moves to the next thing that needs a person, or to the next finding.
func (s runScreen) next(w *screen.World, by int) (runScreen, screen.Reply) {
	if w.Review {
		return s.nextFinding(w, by)
	}
	needs := w.Run.NeedsAt(w.AsOf())
	at := slices.IndexFunc(needs, func(n run.Need) bool { return n.Step.ID == s.step })
	switch last := at == len(needs)-1; {
	case last && len(w.Drafts) > 0 && !s.listed:
		s.listed = len(needs) > 0
		return s, screen.Reply{Open: record.Kept()}
	case len(needs) == 0:
		return s, screen.Reply{Say: "Nothing waits for you behind this step."}
	}
	s.listed = false
	n := needs[(at+1)%len(needs)]
	return s.to(n.Step.ID), screen.Reply{Say: n.Step.Number + " " + n.Text}
}

func (s runScreen) nextFinding(w *screen.World, by int) (runScreen, screen.Reply) {
	n := len(w.Findings)
	if n == 0 {
		return s, screen.Reply{Say: "There is nothing to look at: no findings."}
	}
	if s.finding < 0 && by < 0 {
		s.finding = 0
	}
	s.finding = ((s.finding+by)%n + n) % n
	f := w.Findings[s.finding]
	if f.Step != "" {
		at := s.finding
		s = s.to(f.Step)
		s.finding = at
	}
	return s, screen.Reply{} // the line above the keys says which
}

// View implements [screen.Screen].
func (s runScreen) View(w *screen.World) ([]string, *tea.Cursor) {
	switch w.Window {
	case draw.Wide:
		list, cursor := s.viewTree(w, wideLeft, w.Height)
		return s.viewBeside(w, list, cursor)
	case draw.Normal:
		list, cursor := s.viewSteps(w, normalLeft, w.Height)
		return s.viewBeside(w, list, cursor)
	}
	if s.list {
		return s.viewSteps(w, w.Width, w.Height)
	}
	return s.viewStep(w, w.Width, w.Height)
}

// The widths of the list beside the step.
const (
	wideLeft   = 46
	normalLeft = 30
)

// Bar implements [screen.Split].
func (s runScreen) Bar(w *screen.World) int {
	switch w.Window {
	case draw.Wide:
		return wideLeft
	case draw.Normal:
		return normalLeft
	}
	return 0
}

// detail returns the size of the pane that shows the step.
func (s runScreen) detail(w *screen.World) (width, height int) {
	if bar := s.Bar(w); bar > 0 {
		return w.Width - bar - draw.Gutter, w.Height
	}
	return w.Width, w.Height
}

// viewBeside draws two panes: a list, and the step.
func (s runScreen) viewBeside(w *screen.World, list []string, cursor *tea.Cursor) ([]string, *tea.Cursor) {
	left := s.Bar(w)
	right, _ := s.detail(w)
	detail, d := s.viewStep(w, right, w.Height)
	if s.items {
		cursor = draw.Moved(d, left+draw.Gutter, 0, w.Width, w.Height)
	}
	return w.Theme.Columns(w.Height, draw.Column{Width: left, Lines: list}, draw.Column{Width: right, Lines: detail}), cursor
}

// Hint says what to go on with, where that is not the next step.
func (s runScreen) Hint(w *screen.World) string {
	n := len(w.Findings)
	switch p, phase := w.Run.Progress(), s.current(w).Phase; {
	case w.Review && s.finding >= 0 && s.finding < n:
		row := w.Findings[s.finding]
		return fmt.Sprintf("Finding %d of %d, %s: %s", s.finding+1, n, words.Weight(row.Weight).Text, row.Text)
	case w.Review && n > 0:
		return fmt.Sprintf("%s to look at. %s goes through them.", words.Plural(n, "thing", "things"), w.Key("finding.next"))
	case w.Review:
		return ""
	case p.Settled == p.Total:
		return "ALL STEPS SETTLED. " + w.Key("run.close") + " closes the run."
	default:
		if p := w.Run.PhaseProgress(phase); p.Settled == p.Total {
			return fmt.Sprintf("PHASE %d COMPLETE   %s goes to %s", phase+1, w.Key("step.current"), w.Current().Number)
		}
	}
	return ""
}
