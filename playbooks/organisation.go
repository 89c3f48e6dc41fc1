package playbooks

import (
	"errors"
	"fmt"
	"io/fs"

	"cordon/playbook"
)

// Organisation reads the profile of the organisation at path. Without a file
// there is none: it returns nil and no error.
func Organisation(path string) (*playbook.Organisation, error) {
	source, err := ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return playbook.ParseOrganisation(path, source)
}

// LintOrganisation returns all that is wrong with the profile at path, beside
// the playbooks and the law at hand.
func (l Library) LintOrganisation(path string) (playbook.Problems, error) {
	source, err := ReadFile(path)
	if err != nil {
		return nil, err
	}
	return playbook.LintOrganisation(path, source, l.Shelf()), nil
}

// ProfileQuestions returns the questions that make a profile.
func (l Library) ProfileQuestions() []playbook.ProfileQuestion {
	return playbook.ProfileQuestions(l.books())
}

// Shelf returns what a profile is held against. Playbooks that cannot be used
// are left out: their own lint says why.
func (l Library) Shelf() playbook.Shelf {
	shelf := playbook.Shelf{Books: l.books()}
	for _, r := range l.law().All() {
		shelf.Rules = append(shelf.Rules, r.ID)
	}
	return shelf
}

// books returns the playbooks at hand that work.
func (l Library) books() []*playbook.Playbook {
	listed, _ := l.List()
	var books []*playbook.Playbook
	for _, b := range listed {
		ref := b.ID
		if b.Source != IsEmbedded {
			ref = b.Source
		}
		if len(b.Problems) > 0 {
			continue
		}
		if p, err := l.bare(ref); err == nil {
			books = append(books, p)
		}
	}
	return books
}

// bare opens a playbook without its rules, which a profile does not need.
func (l Library) bare(ref string) (*playbook.Playbook, error) {
	if IsPath(ref) {
		return l.readFile(ref)
	}
	f, ok := Open(ref)
	if !ok {
		return nil, fmt.Errorf("%w %q", ErrNoPlaybook, ref)
	}
	return l.parse(f.Name, f.Source)
}
