package playbook

import "slices"

// asIn returns the playbook with those of its clocks that base has under another
// id called as they are there. Either start of such a clock may stand in for the
// other.
func (p *Playbook) asIn(base *Playbook) *Playbook {
	names, starts := map[string]string{}, map[string]string{}
	for _, c := range p.Clocks {
		if was, ok := base.sameDuty(c); ok && p.countsOnce(c.Rule) {
			names[c.ID], starts[c.ID] = was.ID, was.From
		}
	}
	if len(names) == 0 {
		return p
	}
	renamed := *p
	renamed.Clocks = slices.Clone(p.Clocks)
	for i, c := range renamed.Clocks {
		if to, ok := names[c.ID]; ok {
			if c.From != "" && c.From != starts[c.ID] {
				c.Else = append([]string{c.From}, c.Else...)
			}
			c.ID = to
		}
		if to, ok := names[c.After]; ok {
			c.After = to
		}
		renamed.Clocks[i] = c
	}
	renamed.Phases = filingAs(p.Phases, names)
	return &renamed
}

// filingAs returns phases whose steps file clocks by their new names.
func filingAs(phases []Phase, names map[string]string) []Phase {
	phases = slices.Clone(phases)
	for i := range phases {
		phases[i].Steps = slices.Clone(phases[i].Steps)
		for j := range phases[i].Steps {
			s := &phases[i].Steps[j]
			s.Files = slices.Clone(s.Files)
			for k, id := range s.Files {
				if to, ok := names[id]; ok {
					s.Files[k] = to
				}
			}
		}
	}
	return phases
}

// sameDuty returns the clock of the playbook with the rule of another clock, if
// it has just one and that binds in the same cases.
func (p *Playbook) sameDuty(c Clock) (Clock, bool) {
	if _, same := p.Clock(c.ID); same || c.Rule == "" || !p.countsOnce(c.Rule) {
		return Clock{}, false
	}
	at := slices.IndexFunc(p.Clocks, func(was Clock) bool { return was.Rule == c.Rule })
	was := p.Clocks[at]
	return was, was.When.IsZero() || was.When.Source == c.When.Source || standsIn(c.Rule)
}

// countsOnce reports whether just one clock counts by a rule.
func (p *Playbook) countsOnce(rule string) bool {
	n := 0
	for _, c := range p.Clocks {
		if c.Rule == rule {
			n++
		}
	}
	return n == 1
}

// standsIn reports whether a rule stands in for laws that the library does not
// hold.
func standsIn(rule string) bool { return rule == "other-72h" || rule == "us-other" }
