package playbook

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// aMention is a step or a phase that a text names by its id: "step @isolate",
// "Phase @legal".
var aMention = regexp.MustCompile(`\b([Ss]tep|[Pp]hase)(\s+)@([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)`)

// mention puts the number of a step or phase where a text names it by its id,
// because numbers move when steps do. What is no id of this playbook stays as
// it is written: it may be no mention at all.
func (p *Playbook) mention() {
	for _, text := range p.prose() {
		if strings.Contains(*text, "@") {
			*text = aMention.ReplaceAllStringFunc(*text, p.numbered)
		}
	}
}

func (p *Playbook) numbered(mention string) string {
	word, id, _ := strings.Cut(mention, "@")
	if strings.HasSuffix(strings.TrimSpace(word), "tep") {
		if s, ok := p.Step(id); ok {
			return word + s.Number
		}
		return mention
	}
	for i, phase := range p.Phases {
		if phase.ID == id {
			return word + strconv.Itoa(i+1)
		}
	}
	return mention
}

// prose returns the texts that people read on the way, and that may mention a
// step: all but names, questions, notices, conditions and commands.
func (p *Playbook) prose() []*string {
	all := []*string{&p.About, &p.Drill}
	for i := range p.Facts {
		for j := range p.Facts[i].Options {
			all = append(all, &p.Facts[i].Options[j].After)
		}
	}
	for i := range p.Phases {
		phase := &p.Phases[i]
		all = append(all, &phase.Goal)
		for j := range phase.Steps {
			all = append(all, phase.Steps[j].prose()...)
		}
	}
	return all
}

// prose returns the texts of a step that may mention another.
func (s *Step) prose() []*string {
	all := []*string{&s.Do, &s.Caution, &s.Verify, &s.Evidence, &s.Compare}
	for i := range s.Checks {
		all = append(all, &s.Checks[i])
	}
	return all
}

// aNumber is a step or phase that a text names by its number.
var aNumber = regexp.MustCompile(`\b(?:[Ss]tep\s+(\d+\.\d+)|[Pp]hase\s+(\d+))\b`)

// lettered puts the letter that a playbook has in a run it joined before the
// numbers of its own steps and phases.
func (p *Playbook) lettered(text, letter string) string {
	return aNumber.ReplaceAllStringFunc(text, func(mention string) string {
		m := aNumber.FindStringSubmatch(mention)
		number := m[1] + m[2]
		step := func(s Step) bool { return s.Number == number }
		phase := func(ph Phase) bool { return ph.Number == number }
		if !slices.ContainsFunc(p.Steps(), step) && !slices.ContainsFunc(p.Phases, phase) {
			return mention
		}
		return strings.TrimSuffix(mention, number) + letter + number
	})
}
