package work

import (
	"fmt"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// A shown says which steps the list shows.
type shown int

const (
	shownByWho shown = iota // tonight's while somebody is alone, else all
	shownTonight
	shownAll
)

// tonight reports whether the list shows the steps for tonight only: somebody
// asked for that, or is alone and has some of these steps open.
func (s runScreen) tonight(w *screen.World) bool {
	switch {
	case w.Review || s.shown == shownAll:
		return false
	case s.shown == shownTonight:
		return len(tonightSteps(w, "")) > 0
	}
	return w.Run.Tonight()
}

// tonightSteps are the steps for tonight that may apply, and the one with the id
// here.
func tonightSteps(w *screen.World, here string) []run.Step {
	var steps []run.Step
	all := w.Run.Steps() // most are not: they are not copied
	for i := range all {
		if st := &all[i]; st.ID == here || st.Tonight && st.Applies != playbook.No {
			steps = append(steps, *st)
		}
	}
	return steps
}

// inSight are the steps that the cursor moves through.
func (s runScreen) inSight(w *screen.World) []run.Step {
	if !s.tonight(w) {
		return w.Run.Steps()
	}
	return tonightSteps(w, s.step)
}

// tonightRows draws the steps for tonight, in their phases where there is room
// for those, under a line that says how to see all.
func (s runScreen) tonightRows(p *pane, here run.Step, phases bool) {
	s.tonightLine(p)
	indent, phase := 0, -1
	if phases {
		indent = 2
	}
	var groups playbook.Grouping
	for _, st := range s.inSight(p.w) {
		if st.Phase != phase {
			phase, groups = st.Phase, playbook.Grouping{}
			if phases {
				s.phaseRow(p, phase, phase == here.Phase)
			}
		}
		p.groupRow(&groups, st, indent)
		if st.ID == here.ID {
			p.at = len(p.lines)
		}
		s.stepRow(p, st, st.ID == here.ID, indent)
	}
}

func (s runScreen) tonightLine(p *pane) {
	t, settled := p.w.Theme, 0
	steps := tonightSteps(p.w, "")
	for _, st := range steps {
		if st.State.Settled() {
			settled++
		}
	}
	all := fmt.Sprintf("%s all %d steps ", p.w.Key("tonight"), len(p.w.Run.Steps()))
	p.add(draw.Strip{{Style: t.Strong, Text: inert.Line(fmt.Sprintf(" Tonight %d/%d", settled, len(steps)))}}, draw.Strip{{Style: t.Muted, Text: all}})
}

// tonightCommands are the key between tonight's steps and all, where the
// playbook marks some for tonight.
func (s runScreen) tonightCommands(w *screen.World) []screen.Command {
	if w.Review || len(tonightSteps(w, "")) == 0 {
		return nil
	}
	word, title := "tonight", "Show only the steps for tonight"
	if s.tonight(w) {
		word, title = "all steps", "Show all steps, not only those for tonight"
	}
	return []screen.Command{{ID: "tonight", Group: screen.GroupSee, Title: title, Hidden: true, Binding: screen.Bind("o", word, "o"),
		Do: func() (screen.Screen, screen.Reply) {
			if s.tonight(w) {
				s.shown = shownAll
				return s, screen.Reply{}
			}
			s.shown = shownTonight
			return s, screen.Reply{}
		}}}
}
