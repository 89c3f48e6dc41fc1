package tui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
	"cordon/playbook/words"
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

func newRunScreen(w *world) runScreen {
	s := runScreen{step: w.current().ID, finding: -1}
	if w.review {
		s.step = w.run.Steps()[0].ID
	}
	return s
}

func (s runScreen) typing() bool { return false }

func (s runScreen) update(w *world, msg tea.Msg) (screen, reply) {
	switch msg := msg.(type) {
	case jumpMsg:
		return s.to(msg.step), reply{}
	case recordedMsg:
		return s.settled(w, msg), reply{}
	}
	return s, reply{}
}

// settled keeps the cursor among the items, whose number may have changed.
func (s runScreen) settled(w *world, _ recordedMsg) runScreen {
	s.item = max(0, min(s.item, len(itemsOf(w, s.current(w)))-1))
	return s
}

// current returns the step under the cursor.
func (s runScreen) current(w *world) run.Step { return w.run.Step(s.step) }

// to moves the cursor to a step.
func (s runScreen) to(step string) runScreen {
	if step != s.step {
		s.step, s.item, s.scroll, s.items = step, 0, 0, false
	}
	return s
}

// move moves the cursor by steps within the whole run.
func (s runScreen) move(w *world, by int) runScreen {
	steps := w.run.Steps()
	i := slices.IndexFunc(steps, func(st run.Step) bool { return st.ID == s.step })
	return s.to(steps[max(0, min(len(steps)-1, i+by))].ID)
}

// phase moves the cursor to a phase: to its first step that is not settled.
func (s runScreen) phase(w *world, i int) runScreen {
	if i < 0 || i >= len(w.run.Book().Phases) {
		return s
	}
	steps := w.run.Phase(i)
	for _, st := range steps {
		if st.Ready() {
			return s.to(st.ID)
		}
	}
	return s.to(steps[0].ID)
}

// next moves to the next thing that needs a person, or to the next finding.
func (s runScreen) next(w *world, by int) (runScreen, reply) {
	if w.review {
		return s.nextFinding(w, by)
	}
	needs := w.run.NeedsYou()
	if len(needs) == 0 {
		return s, reply{say: "Nothing waits for you behind this step."}
	}
	at := slices.IndexFunc(needs, func(n run.Need) bool { return n.Step.ID == s.step })
	n := needs[(at+1)%len(needs)]
	return s.to(n.Step.ID), reply{say: n.Step.Number + " " + n.Text}
}

func (s runScreen) nextFinding(w *world, by int) (runScreen, reply) {
	n := len(w.findings)
	if n == 0 {
		return s, reply{say: "There is nothing to look at: no findings."}
	}
	if s.finding < 0 && by < 0 {
		s.finding = 0
	}
	s.finding = ((s.finding+by)%n + n) % n
	f := w.findings[s.finding]
	if f.Step != "" {
		at := s.finding
		s = s.to(f.Step)
		s.finding = at
	}
	return s, reply{} // the line above the keys says which
}

func (s runScreen) view(w *world) ([]string, *tea.Cursor) {
	switch w.window {
	case wide:
		return s.viewWide(w)
	case normal:
		return s.viewNormal(w)
	}
	if s.list {
		return s.viewSteps(w, w.width, w.height)
	}
	return s.viewStep(w, w.width, w.height)
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
func (s runScreen) detail(w *world) (width, height int) {
	switch w.window {
	case wide:
		_, _, right := wideColumns(w.width)
		return right, w.height
	case normal:
		return w.width - normalLeft - 1, w.height
	}
	return w.width, w.height
}

// viewWide draws three panes: phases, steps, the step.
func (s runScreen) viewWide(w *world) ([]string, *tea.Cursor) {
	left, middle, right := wideColumns(w.width)
	steps, c := s.viewSteps(w, middle, w.height)
	detail, d := s.viewStep(w, right, w.height)
	cursor := moved(c, left+1, 0, w.width, w.height)
	if s.items {
		cursor = moved(d, left+middle+2, 0, w.width, w.height)
	}
	return w.theme.columns(w.height, column{left, s.viewPhases(w, left, w.height)}, column{middle, steps}, column{right, detail}), cursor
}

// viewNormal draws two panes: steps, the step.
func (s runScreen) viewNormal(w *world) ([]string, *tea.Cursor) {
	right, _ := s.detail(w)
	steps, cursor := s.viewSteps(w, normalLeft, w.height)
	detail, d := s.viewStep(w, right, w.height)
	if s.items {
		cursor = moved(d, normalLeft+1, 0, w.width, w.height)
	}
	return w.theme.columns(w.height, column{normalLeft, steps}, column{right, detail}), cursor
}

// hint says what to go on with, where that is not the next step.
func (s runScreen) hint(w *world) string {
	n := len(w.findings)
	switch p, phase := w.run.Progress(), s.current(w).Phase; {
	case w.review && s.finding >= 0 && s.finding < n:
		return fmt.Sprintf("Finding %d of %d: %s", s.finding+1, n, w.findings[s.finding].Text)
	case w.review && n > 0:
		return fmt.Sprintf("%s to look at. %s goes through them.", words.Plural(n, "thing", "things"), w.key("finding.next"))
	case w.review:
		return ""
	case p.Settled == p.Total:
		return "ALL STEPS SETTLED. " + w.key("run.close") + " closes the run."
	default:
		if p := w.run.PhaseProgress(phase); p.Settled == p.Total {
			return fmt.Sprintf("PHASE %d COMPLETE   %s goes to %s", phase+1, w.key("step.current"), w.current().Number)
		}
	}
	return ""
}
