package playbook

import "slices"

// WithStep returns the playbook with one more step, right behind the step with
// the id after, in its phase. Without such a step it returns the playbook as it
// is.
func (p *Playbook) WithStep(after string, s Step) *Playbook {
	at, ok := p.Step(after)
	if !ok {
		return p
	}
	with := *p
	with.Phases = slices.Clone(p.Phases)
	phase := &with.Phases[at.Phase]
	i := slices.IndexFunc(phase.Steps, func(s Step) bool { return s.ID == after })
	s.Phase = at.Phase
	phase.Steps = slices.Insert(slices.Clone(phase.Steps), i+1, s)
	return &with
}

// FindPhase returns the index of the phase that ref names: by its number on the
// screen, or by its id. The error wraps [ErrNoPhase].
func (p *Playbook) FindPhase(ref string) (int, error) {
	names := make([]string, len(p.Phases))
	for i, phase := range p.Phases {
		if phase.Number == ref || phase.ID == ref {
			return i, nil
		}
		names[i] = phase.ID
	}
	return 0, notFound(ErrNoPhase, ref, names)
}
