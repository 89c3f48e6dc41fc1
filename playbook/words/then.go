package words

import (
	"fmt"
	"strings"

	"cordon/playbook/run"
)

// Then says how a run stood when its last entry was written: the run as its header had
// it, and a step, if it has that one. See [run.Run.Then].
func Then(r run.Run, step string) []Line {
	p := r.Progress()
	text := fmt.Sprintf("%d of %s settled", p.Settled, Plural(p.Total, "step", "steps"))
	if _, closed := r.Closing(); closed {
		text += ", closed"
	}
	if lead := r.Lead(); lead != "" {
		text += ", led by " + lead
	}
	if last := r.Last(); last != nil {
		if near := Nearest(r.Summary(), r.Written(last)); near != "" {
			text += "; " + near
		}
	}
	if without := Bodiless(r); without != "" {
		text += "; " + without
	}
	lines := []Line{{Label: "run", Text: text}}
	switch {
	case step == "":
		return lines
	case !r.Shows(step):
		return append(lines, Line{Label: "step", Text: "it was not part of the run yet"})
	}
	s := r.Step(step)
	state := StepState(s)
	if text = state.Text; !s.State.Settled() {
		if asks := asked(r, s); asks != "" {
			text += "; it asked for " + asks
		}
	}
	return append(lines, Line{Label: "step " + s.Number, Text: text, Tone: state.Tone})
}

// asked is what a step that is not settled still asks for.
func asked(r run.Run, s run.Step) string {
	var all []string
	for _, lack := range r.Lacks(s) {
		if lack.Kind != run.LackCondition {
			all = append(all, r.LackText(s, lack.String()))
		}
	}
	return strings.Join(all, "; ")
}
