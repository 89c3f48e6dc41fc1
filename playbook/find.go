package playbook

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"cordon/playbook/reader"
)

// What a search by name can fail with.
var (
	ErrNoStep = errors.New("no such step")
	ErrNoFact = errors.New("no such fact")
	ErrNoRole = errors.New("no such role")
)

// Find returns the step that ref names: by its id, by phase/step, or by its
// number on the screen, like 2.4. Other than [Playbook.Step], it helps whoever
// typed the name. The error wraps [ErrNoStep].
func (p *Playbook) Find(ref string) (Step, error) {
	phase, id, withPhase := strings.Cut(ref, "/")
	if !withPhase {
		id = ref
	}
	names := make([]string, 0, 2*len(p.Phases))
	for _, s := range p.Steps() {
		in := p.Phases[s.Phase].ID
		switch {
		case s.ID == id && (!withPhase || phase == in), s.Number == ref:
			return s, nil
		case s.ID == id:
			return Step{}, fmt.Errorf("%w %s: %s is in the phase %s", ErrNoStep, reader.Quote(ref), id, in)
		case withPhase:
			names = append(names, in+"/"+s.ID)
		default:
			names = append(names, s.ID)
		}
	}
	return Step{}, notFound(ErrNoStep, ref, names)
}

// FindFact returns the fact with the given id. The error wraps [ErrNoFact].
func (p *Playbook) FindFact(ref string) (Fact, error) {
	if f, ok := p.Fact(ref); ok {
		return f, nil
	}
	return Fact{}, notFound(ErrNoFact, ref, idsOf(p.Facts))
}

// FindRole returns the role with the given id. The error wraps [ErrNoRole].
func (p *Playbook) FindRole(ref string) (Role, error) {
	if r, ok := p.Role(ref); ok {
		return r, nil
	}
	return Role{}, notFound(ErrNoRole, ref, idsOf(p.Roles))
}

// notFound names the nearest name, or the first ones.
func notFound(sentinel error, ref string, names []string) error {
	near, ok := reader.Nearest(ref, names)
	if !ok {
		i := slices.IndexFunc(names, func(s string) bool { return ref != "" && strings.Contains(s, ref) })
		if ok = i >= 0; ok {
			near = names[i]
		}
	}
	switch {
	case ok:
		return fmt.Errorf("%w %s, %s", sentinel, reader.Quote(ref), reader.DidYouMean(near))
	case len(names) == 0:
		return fmt.Errorf("%w %s: the playbook has none", sentinel, reader.Quote(ref))
	}
	return fmt.Errorf("%w %s: the playbook has %s", sentinel, reader.Quote(ref), few(names))
}
