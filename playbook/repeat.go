package playbook

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"cordon/playbook/reader"
)

// mostRepeated is how many steps the repeated steps of a playbook may come to, all
// in all: more rows than that are no list for a person, and no load for a machine.
const mostRepeated = 500

// Repeats reports whether the step is done once for each value of a fact, and is
// not itself one of these: see [Playbook.Repeated].
func (s Step) Repeats() bool { return s.Each != "" && s.Of == "" }

// RestsOn returns the facts that decide whether the step applies, in order.
func (s Step) RestsOn() []string {
	facts := s.When.Facts()
	if s.Each != "" && !slices.Contains(facts, s.Each) {
		facts = append([]string{s.Each}, facts...)
	}
	return facts
}

// Repeated returns the playbook with each step that repeats followed by one for
// each option of its fact: those of "isolate" are "isolate.db-1" and "isolate.web",
// and 2.4 has 2.4.1 and 2.4.2, whatever is answered, so that an id and a number
// mean one step for ever. Which of them there are is for the run to say. What is
// there already stays as it is: a playbook that joined may have brought options.
func (p *Playbook) Repeated() *Playbook {
	if n := p.repeats(); n == 0 || n > mostRepeated {
		return p
	}
	with := *p
	with.Phases = slices.Clone(p.Phases)
	for i := range with.Phases {
		with.Phases[i].Steps = p.repeatedIn(with.Phases[i].Steps)
	}
	return &with
}

// repeats counts the steps that the repeated ones come to.
func (p *Playbook) repeats() int {
	n := 0
	for _, phase := range p.Phases {
		for _, s := range phase.Steps {
			if s.Repeats() {
				f, _ := p.Fact(s.Each)
				n += len(f.Options)
			}
		}
	}
	return n
}

// repeatedIn returns the steps of a phase, with those behind each group that it
// has not yet.
func (p *Playbook) repeatedIn(steps []Step) []Step {
	var all []Step
	for i, s := range steps {
		all = append(all, s)
		of := cmp.Or(s.Of, s.ID)
		last := !slices.ContainsFunc(steps[i+1:], func(later Step) bool { return later.Of == of })
		if s.Each == "" || !last {
			continue
		}
		f, _ := p.Fact(s.Each)
		first := steps[slices.IndexFunc(steps, func(first Step) bool { return first.ID == of })]
		for at, o := range f.Options {
			if !slices.ContainsFunc(steps, func(was Step) bool { return was.Of == of && was.Value == o.ID }) {
				all = append(all, p.repeat(first, o, at))
			}
		}
	}
	return all
}

// repeat returns a step as it is done for one value of its fact: the option with
// the index at. Where it needs a step that is repeated over the same fact, it needs
// the one of its own value.
func (p *Playbook) repeat(s Step, o Option, at int) Step {
	s.Of, s.Value = s.ID, o.ID
	s.ID, s.Number, s.Title = s.ID+"."+o.ID, s.Number+"."+strconv.Itoa(at+1), s.Title+": "+o.Label
	s.Needs = slices.Clone(s.Needs)
	for i, id := range s.Needs {
		if need, _ := p.Step(id); need.Each == s.Each {
			s.Needs[i] = id + "." + o.ID
		}
	}
	return s
}

// checkEach checks the facts over which steps are repeated.
func (d *decoder) checkEach(p *Playbook) {
	for _, r := range d.references {
		if r.Object != string(aStep) || r.Key != "each" {
			continue
		}
		if f, ok := p.Fact(r.Value); ok && f.Type != "" && f.Type != Choices {
			d.Fail(r.Node, fmt.Sprintf("a step is repeated over choices, and %s is %s", r.Value, f.Type.row().words), "")
		}
	}
	if n := p.repeats(); n > mostRepeated {
		for _, r := range d.references {
			if r.Object == string(aStep) && r.Key == "each" {
				d.Fail(r.Node, fmt.Sprintf("the steps that are repeated come to %d: a run takes %d", n, mostRepeated), "repeat fewer steps, or over fewer options")
				return
			}
		}
	}
}

// once says what of a repeated step there is only one of in a run.
func (d *decoder) once(v value, s *Step) {
	for _, one := range []struct {
		key   string
		there bool
	}{{"record", len(s.Record) > 0}, {"message", s.Message != ""}, {"files", len(s.Files) > 0}, {"pause", s.Pause}} {
		if s.Each != "" && one.there {
			d.Fail(d.Follow(v).Node, fmt.Sprintf("the step %s is repeated and has %s, of which there is one in a run", reader.Quote(s.ID), one.key), "put it into a step of its own")
		}
	}
}
