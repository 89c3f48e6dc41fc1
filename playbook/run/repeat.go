package run

import (
	"slices"
	"strings"

	"cordon/playbook"
)

// A step that repeats stands in the playbook of a run once for each option of its
// fact, and once for itself: see [playbook.Playbook.Repeated]. Which of these there
// are follows from the facts alone, so that undo and a later answer change it
// like any condition.

// applies answers whether a step applies. One that repeats waits for its fact, and
// then gives way to those for the values.
func applies(s playbook.Step, values map[string]playbook.Value) (playbook.Answer, []string) {
	answer, waits := s.When.Eval(values)
	if s.Each == "" || answer == playbook.No {
		return answer, waits
	}
	named, recorded := values[s.Each]
	switch {
	case s.Repeats() && !recorded:
		return playbook.NotKnown, s.RestsOn()
	case s.Repeats(), !slices.Contains(named.List(), s.Value):
		return playbook.No, nil
	}
	return answer, waits
}

// absent reports whether there is no such step as the run stands: it is for a value
// that is not named, or was repeated and gave way. What was worked on stays.
func (s *state) absent(i int) bool {
	step := s.all[i]
	if step.Each == "" {
		return false
	}
	rec, recorded := s.facts[step.Each]
	there := recorded && slices.Contains(rec.Value.List(), step.Value)
	if step.Repeats() {
		there = !recorded
	}
	return !there && !s.worked(s.steps[i])
}

// worked reports whether anything that stands is about the step. An answer that was
// given there is about the whole run.
func (s *state) worked(st stepState) bool {
	return slices.ContainsFunc(st.entries, func(e *Entry) bool {
		_, answer := e.Event.(FactRecorded)
		return !answer && s.undone[e.Seq] == 0
	})
}

// leaveOut notes which steps there are, and where each phase begins among them.
func (s *state) leaveOut() {
	s.present, s.starts = s.joined, make([]int, len(s.book.Phases)+1)
	at := 0
	for i, phase := range s.book.Phases {
		at += len(phase.Steps)
		s.starts[i+1] = at
	}
	if !slices.ContainsFunc(s.all, playbook.Step.Repeats) {
		return
	}
	s.present = make([]Step, 0, len(s.joined))
	s.starts = s.starts[:1]
	for i, step := range s.joined {
		for len(s.starts) <= step.Phase {
			s.starts = append(s.starts, len(s.present))
		}
		if !s.absent(i) {
			s.present = append(s.present, step)
		}
	}
	s.starts = append(s.starts, len(s.present))
}

// Shows reports whether the step with the given id is one of [Run.Steps].
func (r Run) Shows(id string) bool {
	i, ok := r.state.place[id]
	return ok && !r.state.absent(i)
}

// Each returns the steps that a repeated step comes to as the run stands, none
// while its fact is not recorded.
func (r Run) Each(id string) []Step {
	var all []Step
	for _, s := range r.Steps() {
		if s.Of == id && id != "" {
			all = append(all, s)
		}
	}
	return all
}

// needed returns the steps that have to be settled where the step with the given id
// is needed: itself, and all that it comes to.
func (r Run) needed(id string) []Step {
	i, ok := r.state.place[id]
	if !ok {
		return []Step{r.Step(id)}
	}
	all := r.state.joined[i : i+1 : i+1]
	if r.state.all[i].Repeats() {
		all = append(all, r.Each(id)...)
	}
	return all
}

// Unnamed reports whether a step is for a value that is not among the answers.
func (r Run) Unnamed(s Step) bool {
	rec, recorded := r.Fact(s.Each)
	return s.Of != "" && !(recorded && slices.Contains(rec.Value.List(), s.Value))
}

// notNamed says of the value of a step that it is not among the answers.
func (r Run) notNamed(s Step) string {
	f, _ := r.book.Fact(s.Each)
	return quoted(f.Show(playbook.ChoicesValue(s.Value))) + " is not among the answers to " + quoted(orElse(f.Ask, f.ID))
}

// DoesNotApply says why a step does not apply.
func (r Run) DoesNotApply(s Step) string {
	switch {
	case r.Unnamed(s):
		return r.notNamed(s)
	case s.Repeats() && len(r.Each(s.ID)) > 0:
		f, _ := r.book.Fact(s.Each)
		return "it is done once for each answer to " + quoted(orElse(f.Ask, f.ID)) + ": " + strings.TrimSpace(numbers(r.Each(s.ID)))
	}
	return "by the facts recorded, this step does not apply"
}
