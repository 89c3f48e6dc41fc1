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
	ErrNoStep  = errors.New("no such step")
	ErrNoFact  = errors.New("no such fact")
	ErrNoRole  = errors.New("no such role")
	ErrNoPhase = errors.New("no such phase")
)

// Find returns the step that ref names: by its id, by phase/step, or by its
// number on the screen, like 2.4. A step of a playbook that joined has the
// playbook's id in front of its own, and a letter in its number. Other than [Playbook.Step], it helps whoever
// typed the name. The error wraps [ErrNoStep].
func (p *Playbook) Find(ref string) (Step, error) {
	phase, id, withPhase := strings.Cut(ref, "/")
	names := make([]string, 0, 2*len(p.Phases))
	elsewhere := ""
	for _, s := range p.Steps() {
		full := p.Ref(s)
		switch {
		case s.ID == ref, full == ref, s.Number == ref:
			return s, nil
		case withPhase && s.ID == id:
			elsewhere = p.Phases[s.Phase].ID
		}
		if withPhase || full == s.ID {
			names = append(names, full)
		} else {
			names = append(names, s.ID)
		}
	}
	if elsewhere != "" && !p.Has(phase) {
		return Step{}, fmt.Errorf("%w %s: %s is in the phase %s", ErrNoStep, reader.Quote(ref), id, elsewhere)
	}
	if near := p.meantStep(ref); near != "" {
		return Step{}, fmt.Errorf("%w %s%s", ErrNoStep, reader.Quote(ref), near)
	}
	return Step{}, notFound(ErrNoStep, ref, names)
}

// meantStep helps whoever typed the title of a step, or a number that none has. It
// returns what to say behind the name, or nothing.
func (p *Playbook) meantStep(ref string) string {
	for _, s := range p.Steps() {
		if strings.EqualFold(s.Title, ref) {
			return ", " + reader.DidYouMean(s.ID)
		}
	}
	number, _, dotted := strings.Cut(ref, ".")
	if !dotted {
		return ""
	}
	for _, phase := range p.Phases {
		if n := len(phase.Steps); phase.Number == number && n > 0 {
			return fmt.Sprintf(": phase %s ends with step %s", number, phase.Steps[n-1].Number)
		}
	}
	return ""
}

// Ref returns the name of a step that says where it stands: phase/step, or
// playbook/step in a playbook that joined.
func (p *Playbook) Ref(s Step) string {
	if phase := p.Phases[s.Phase]; phase.Book == "" {
		return phase.ID + "/" + s.ID
	}
	return s.ID
}

// FindFact returns the fact with the given id. The error wraps [ErrNoFact].
func (p *Playbook) FindFact(ref string) (Fact, error) {
	if f, ok := p.Fact(ref); ok {
		return f, nil
	}
	for _, f := range p.Facts { // who typed the question
		if strings.EqualFold(f.Ask, ref) {
			return Fact{}, fmt.Errorf("%w %s, %s", ErrNoFact, reader.Quote(ref), reader.DidYouMean(f.ID))
		}
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
