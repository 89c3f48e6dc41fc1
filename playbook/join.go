package playbook

import (
	"fmt"
	"slices"
	"strings"

	"cordon/playbook/reader"
)

// maxJoined is how many playbooks a run can take in: each has a letter, and a
// is for the one it began with.
const maxJoined = 'z' - 'a'

// Join returns base with the phases of added after its own, as one playbook for
// one run. Neither of the two changes.
//
// The steps and phases of added get its id in front, "exposed-storage/triage",
// and numbers with a letter, "b1.1"; the playbook that comes after it has c.
//
// Facts, roles, clocks and messages of one id are one. The words that people
// read of them may differ, and then those that were there first stay; the
// options of a choice unite, and so does what stands in for the start of a clock.
// The headline is that of base, if it has one. What they mean may not differ: the error is a [Problems] with each fact, clock and
// message that means something else, at its place in added, and names the place
// in base.
//
// A clock of added with the rule of a clock in base is that clock, whatever its
// id, if both bind in the same cases: one duty counts once. So is one that stands
// in for laws which the library does not hold: base knows better where it binds.
//
// Where base marks the way through the first hours and added does not, its first
// phase is part of that way: whoever takes a playbook in needs it now.
//
// No condition is compiled again. Each was checked against facts of the same
// ids and types, and an option that only the other playbook has is an answer
// like any other to it.
func Join(base, added *Playbook) (*Playbook, error) {
	if problems := conflicts(base, added); len(problems) > 0 {
		return nil, problems
	}
	joined := *base
	joined.Joined = append(slices.Clip(base.Joined), added)
	added = added.asIn(base)
	joined.Roles = united(base.Roles, added.Roles, keep)
	joined.Facts = united(base.Facts, added.Facts, Fact.with)
	joined.Clocks = united(base.Clocks, added.Clocks, Clock.with)
	joined.Messages = united(base.Messages, added.Messages, keep)
	joined.See = united(base.See, added.See, keep)
	if len(base.Headline) == 0 {
		joined.Headline = added.Headline
	}
	joined.Phases = append(slices.Clip(base.Phases), added.placed(joined)...)
	if n := joined.repeats(); n > mostRepeated {
		text := fmt.Sprintf("the steps that are repeated would come to %d: a run takes %d", n, mostRepeated)
		return nil, clashes{{key: "id", text: text}}.problems(base, added)
	}
	return &joined, nil
}

// Has reports whether the playbook is the one with the id, or was joined by it.
func (p *Playbook) Has(id string) bool {
	return slices.ContainsFunc(p.parts(), func(part *Playbook) bool { return part.ID == id })
}

// parts returns the playbook itself and those that joined it. Ids and places
// are those of the parts; phases are not, of the first.
func (p *Playbook) parts() []*Playbook { return append([]*Playbook{p}, p.Joined...) }

// united returns the things of two playbooks, those of one id as one.
func united[T any](base, added []T, one func(was, is T) T) []T {
	all := slices.Clone(base)
	for _, is := range added {
		at := slices.IndexFunc(base, func(was T) bool { return nameOf(was) == nameOf(is) })
		if at < 0 {
			all = append(all, is)
		} else {
			all[at] = one(all[at], is)
		}
	}
	return all
}

// nameOf returns the id of something, and text as it is.
func nameOf(thing any) string {
	if it, ok := thing.(identified); ok {
		return it.id()
	}
	return fmt.Sprint(thing)
}

func keep[T any](was, _ T) T { return was }

// with returns the fact with the options of another of the same id.
func (f Fact) with(is Fact) Fact {
	f.Options = united(f.Options, is.Options, func(was, is Option) Option {
		if was.After == "" {
			was.After = is.After
		}
		return was
	})
	f.Hints = slices.Clip(f.Hints)
	for _, h := range is.Hints {
		if !slices.ContainsFunc(f.Hints, func(was Hint) bool { return was.Say == h.Say }) {
			f.Hints = append(f.Hints, h)
		}
	}
	return f
}

// with returns the clock with what stands in for its start in another of the
// same id as well: either may ask for a moment that the other does not know.
func (c Clock) with(is Clock) Clock {
	c.Else = united(c.Else, is.Else, keep)
	return c
}

// placed returns the phases of a playbook as they stand in the one it joins.
func (p *Playbook) placed(into Playbook) []Phase {
	letter := string(rune('a' + len(into.Joined)))
	phases := make([]Phase, len(p.Phases))
	for i, phase := range p.Phases {
		phase.ID, phase.Number, phase.Book = p.ID+"/"+phase.ID, letter+phase.Number, p.Title
		steps := make([]Step, len(phase.Steps))
		for j, s := range phase.Steps {
			s.ID, s.Number, s.Phase = p.ID+"/"+s.ID, letter+s.Number, len(into.Phases)+i
			s.Tonight = s.Tonight || i == 0 && into.hasTonight() && !p.hasTonight()
			s.Needs = slices.Clone(s.Needs)
			for k, need := range s.Needs {
				s.Needs[k] = p.ID + "/" + need
			}
			s.Checks = slices.Clone(s.Checks)
			for _, text := range s.prose() {
				*text = p.lettered(*text, letter)
			}
			steps[j] = s
		}
		phase.Goal, phase.Steps = p.lettered(phase.Goal, letter), steps
		phases[i] = phase
	}
	return phases
}

// hasTonight reports whether a way through the first hours is marked.
func (p *Playbook) hasTonight() bool {
	return slices.ContainsFunc(p.Steps(), func(s Step) bool { return s.Tonight })
}

// conflicts returns what stands in the way of joining two playbooks.
func conflicts(base, added *Playbook) Problems {
	var c clashes
	switch {
	case base.Has(added.ID):
		c = append(c, clash{key: "id", text: "the playbook " + reader.Quote(added.ID) + " is part of this run already"})
	case len(base.Joined) == maxJoined:
		c = append(c, clash{key: "id", text: fmt.Sprintf("a run takes in at most %d playbooks", maxJoined)})
	}
	for _, is := range added.Facts {
		if was, ok := base.Fact(is.ID); ok {
			c.compare("facts", is.ID, was.means(), is.means())
		}
	}
	for _, is := range added.Clocks {
		if was, ok := base.Clock(is.ID); ok {
			c.compare("clocks", is.ID, was.means(), is.means())
		}
	}
	for _, is := range added.Messages {
		if was, ok := base.Message(is.ID); ok {
			c.compare("messages", is.ID, was.means(), is.means())
		}
	}
	return c.problems(base, added)
}

// A meaning is what one key of a thing says of what it means.
type meaning struct{ key, value string }

// means returns what a fact means: what answers it, whether it is a decision, and
// whether it may lie ahead.
func (f Fact) means() []meaning {
	because := ""
	if f.Because {
		because = "required"
	}
	ahead := ""
	if f.Ahead {
		ahead = "true"
	}
	return []meaning{{"type", string(f.Type)}, {"because", because}, {"ahead", ahead}}
}

// means returns what a clock means: what it counts, from when, and for whom.
// Its title, recipient and citation are words.
func (c Clock) means() []meaning {
	return []meaning{
		{"rule", c.Rule}, {"within", c.Within}, {"hours", c.Hours}, {"zone", c.Zone},
		{"from", c.From}, {"after", c.After}, {"cap_from", c.CapFrom}, {"when", c.When.Source},
	}
}

// means returns what a message means: to whom it goes. How it says it is words.
func (m Message) means() []meaning { return []meaning{{"to", m.To}} }

// A clash is where an added playbook means something else.
type clash struct{ section, id, key, text, was string }

type clashes []clash

// compare compares what two things of one id mean.
func (c *clashes) compare(section, id string, was, is []meaning) {
	for i, m := range is {
		if m.value != was[i].value {
			text := fmt.Sprintf("%s of the %s %s is %s", m.key, strings.TrimSuffix(section, "s"), reader.Quote(id), said(m.value))
			*c = append(*c, clash{section, id, m.key, text, said(was[i].value)})
		}
	}
}

func said(value string) string {
	if value == "" {
		return "not given"
	}
	return reader.Quote(value)
}

// problems names both places of each clash. Files are read again for that, so
// it is done only when there is one.
func (c clashes) problems(base, added *Playbook) Problems {
	if len(c) == 0 {
		return nil
	}
	s, root := reader.Read(fileOf(added), "playbook", added.Source)
	if root == nil {
		return s.Problems()
	}
	for _, clash := range c {
		n := reader.At(root, clash.section, clash.id, clash.key)
		p := Problem{Line: n.Line, Column: n.Column, Text: clash.text}
		if clash.id != "" {
			p.Text += ", and " + clash.was + " in " + base.firstPlace(clash)
			p.Hint = "one id means one thing in a run: give one of the two another id"
		}
		s.Report(p)
	}
	return s.Problems()
}

// firstPlace names the place where a thing of the run stands.
func (p *Playbook) firstPlace(c clash) string {
	for _, part := range p.parts() {
		_, root := reader.Read(fileOf(part), "playbook", part.Source)
		if root != nil && reader.Has(root, c.section) && reader.Has(reader.At(root, c.section), c.id) {
			n := reader.At(root, c.section, c.id, c.key)
			return fmt.Sprintf("%s:%d:%d", reader.Visible(fileOf(part)), n.Line, n.Column)
		}
	}
	return "the clock that was added to the run" // nothing else is in no file
}

// fileOf names where a playbook was read, or what a file of it would be called.
func fileOf(p *Playbook) string {
	if p.File != "" {
		return p.File
	}
	return p.ID + ".yaml"
}
