package words

import (
	"cmp"
	"strconv"
	"strings"

	"cordon/playbook"
	"cordon/playbook/run"
)

// StepState says where a step stands. What was done about it comes first: it
// may have been done although it does not apply.
func StepState(s run.Step) State {
	id := string(s.State)
	switch {
	case s.State == run.Done:
		return State{id, "DONE", id, Good, Done}
	case s.State == run.Skipped:
		return State{id, "SKIPPED", id, Quiet, Skipped}
	case s.State == run.Blocked:
		return State{id, "BLOCKED", id, Warn, Blocked}
	case s.State == run.Failed:
		return State{id, "FAILED", id, Danger, Failed}
	case s.Applies == playbook.No:
		return State{"does-not-apply", "does not apply", "does not apply", Quiet, NotApplicable}
	case s.Applies == playbook.NotKnown:
		return State{"waiting", "WAITING", "waiting", Quiet, Waiting}
	}
	return State{id, id, id, Plain, Todo}
}

// Step is what there is to know of how a step stands: its state and who made
// it, why, what it was done without, and whether it applies.
func Step(r run.Run, s run.Step, at At) []Line {
	state := StepState(s)
	first := Line{Label: "state", Text: state.Text, Tone: state.Tone}
	if e, ok := r.Entry(s.Seq); ok && s.State != run.Todo {
		first.Text += ", " + at.Signed(e)
	}
	lines := []Line{first}
	if s.Added != nil {
		lines = append(lines, Line{Label: "added", Text: at.Signed(s.Added), Tone: Quiet})
	}
	if look := LookAgain(s, at); look.Text != "" {
		lines = append(lines, look)
	}
	if s.Reason != "" {
		lines = append(lines, Line{Label: "because", Text: s.Reason, Tone: state.Tone})
	}
	if len(s.Lacked) > 0 {
		lines = append(lines, Line{Label: "without", Text: strings.Join(Lacked(r, s), "; "), Tone: Quiet})
	}
	if each := Repeats(r.Book(), s.Step); each != "" && s.Applies != playbook.No {
		lines = append(lines, Line{Label: "repeated", Text: each, Tone: Quiet})
	}
	if applies := StepApplies(r, s); applies.Text != "" {
		lines = append(lines, applies)
	}
	return lines
}

// LookAgain says when to look at a step again, what for, and who asks. It has no
// text where nobody does.
func LookAgain(s run.Step, at At) Line {
	set, e := s.LookAgain()
	if e == nil {
		return Line{}
	}
	line := Line{Label: "look again", Text: at.Moment(set.Due) + ifAny(": ", set.For) + " (" + e.By + ")"}
	if s.LookDue(at.Now) {
		line.Text, line.Tone = "since "+line.Text, Warn
	}
	return line
}

// StepApplies says that a step does not apply, or what that waits for. It has
// no text for one that applies.
func StepApplies(r run.Run, s run.Step) Line {
	switch s.Applies {
	case playbook.No:
		if s.Each != "" {
			return Line{Label: "applies", Text: "no: " + r.DoesNotApply(s), Tone: Quiet}
		}
		return Line{Label: "applies", Text: "no, by the facts recorded", Tone: Quiet}
	case playbook.NotKnown:
		return Line{Label: "applies", Text: "not known yet. It waits for: " + strings.Join(r.Questions(s.WaitsFor), "; "), Tone: Warn}
	}
	return Line{}
}

// Repeats says of a step of a playbook that it is done more than once, and for what.
func Repeats(b *playbook.Playbook, s playbook.Step) string {
	if !s.Repeats() {
		return ""
	}
	f, _ := b.Fact(s.Each)
	return "once for each answer to " + strconv.Quote(cmp.Or(f.Ask, f.ID))
}

// Lacked says what a step was done without, as the journal keeps it, to people.
func Lacked(r run.Run, s run.Step) []string {
	said := make([]string, len(s.Lacked))
	for i, name := range s.Lacked {
		said[i] = r.LackText(s, name)
	}
	return said
}
