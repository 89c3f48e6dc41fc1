package work

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// runScreen is where a responder works and a lead reviews: the phases, the
// steps of one phase, and one step in full.
type runScreen struct {
	step  string // id of the step under the cursor
	items bool   // the keys go to the checks, facts and evidence of the step
	item  int    // the one under the cursor
	list  bool   // in a compact window: the list of steps instead of the card
	// scroll is how many lines of the step's text are above the window.
	scroll  int
	finding int // the finding shown last, in review; -1 before the first
}

func New(w *screen.World) runScreen {
	s := runScreen{step: w.Current().ID, finding: -1}
	if w.Review {
		s.step = w.Run.Steps()[0].ID
	}
	return s
}

func (s runScreen) Typing() bool { return false }

func (s runScreen) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	switch msg := msg.(type) {
	case screen.JumpMsg:
		return s.to(msg.Step), screen.Reply{}
	case screen.RecordedMsg:
		return s.settled(w, msg), screen.Reply{}
	}
	return s, screen.Reply{}
}

// settled keeps the cursor among the items, whose number may have changed.
func (s runScreen) settled(w *screen.World, _ screen.RecordedMsg) runScreen {
	s.item = max(0, min(s.item, len(itemsOf(w, s.current(w)))-1))
	return s
}

// current returns the step under the cursor.
func (s runScreen) current(w *screen.World) run.Step { return w.Run.Step(s.step) }

// to moves the cursor to a step.
func (s runScreen) to(step string) runScreen {
	if step != s.step {
		s.step, s.item, s.scroll, s.items = step, 0, 0, false
	}
	return s
}

// move moves the cursor by steps within the whole run.
func (s runScreen) move(w *screen.World, by int) runScreen {
	steps := w.Run.Steps()
	i := slices.IndexFunc(steps, func(st run.Step) bool { return st.ID == s.step })
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
	needs := w.Run.NeedsYou()
	if len(needs) == 0 {
		return s, screen.Reply{Say: "Nothing waits for you behind this step."}
	}
	at := slices.IndexFunc(needs, func(n run.Need) bool { return n.Step.ID == s.step })
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

func (s runScreen) View(w *screen.World) ([]string, *tea.Cursor) {
	switch w.Window {
	case draw.Wide:
		return s.viewWide(w)
	case draw.Normal:
		return s.viewNormal(w)
	}
	if s.list {
		return s.viewSteps(w, w.Width, w.Height)
	}
	return s.viewStep(w, w.Width, w.Height)
}

// wideColumns returns the widths of the three panes of a wide window.
func wideColumns(width int) (left, middle, right int) {
	left = min(36, 27+max(0, width-120)/6)
	middle = min(60, max(38, (width-left)*2/5))
	return left, middle, width - left - middle - 2
}

// normalLeft is the width of the list of steps in a normal window.
const normalLeft = 30

// detail returns the size of the pane that shows the step.
func (s runScreen) detail(w *screen.World) (width, height int) {
	switch w.Window {
	case draw.Wide:
		_, _, right := wideColumns(w.Width)
		return right, w.Height
	case draw.Normal:
		return w.Width - normalLeft - 1, w.Height
	}
	return w.Width, w.Height
}

// viewWide draws three panes: phases, steps, the step.
func (s runScreen) viewWide(w *screen.World) ([]string, *tea.Cursor) {
	left, middle, right := wideColumns(w.Width)
	steps, c := s.viewSteps(w, middle, w.Height)
	detail, d := s.viewStep(w, right, w.Height)
	cursor := draw.Moved(c, left+1, 0, w.Width, w.Height)
	if s.items {
		cursor = draw.Moved(d, left+middle+2, 0, w.Width, w.Height)
	}
	return w.Theme.Columns(w.Height, draw.Column{Width: left, Lines: s.viewPhases(w, left, w.Height)}, draw.Column{Width: middle, Lines: steps}, draw.Column{Width: right, Lines: detail}), cursor
}

// viewNormal draws two panes: steps, the step.
func (s runScreen) viewNormal(w *screen.World) ([]string, *tea.Cursor) {
	right, _ := s.detail(w)
	steps, cursor := s.viewSteps(w, normalLeft, w.Height)
	detail, d := s.viewStep(w, right, w.Height)
	if s.items {
		cursor = draw.Moved(d, normalLeft+1, 0, w.Width, w.Height)
	}
	return w.Theme.Columns(w.Height, draw.Column{Width: normalLeft, Lines: steps}, draw.Column{Width: right, Lines: detail}), cursor
}

// Hint says what to go on with, where that is not the next step.
func (s runScreen) Hint(w *screen.World) string {
	n := len(w.Findings)
	switch p, phase := w.Run.Progress(), s.current(w).Phase; {
	case w.Review && s.finding >= 0 && s.finding < n:
		return fmt.Sprintf("Finding %d of %d: %s", s.finding+1, n, w.Findings[s.finding].Text)
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
