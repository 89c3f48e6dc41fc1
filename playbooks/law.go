package playbooks

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"cordon/playbook"
)

// The rules ship as JSON, which is read in a tenth of the time of YAML. It is
// made from the files in law, and a test keeps it true. Deflated, the program
// would be 200 KB smaller and a start half as long again.
//
//go:generate go test -run TestLawIsPacked -update .
//go:embed law/packed/*.json
var lawFiles embed.FS

// lawIDs says which file holds which rule, so that no other is opened to find
// one: on each line the name of a file, and the ids in it.
//
//go:embed law/packed/ids
var lawIDs string

// ErrNoRule means that no rule at hand has that id.
var ErrNoRule = errors.New("no such rule")

// A LawBook is the rules at hand: those that ship in the program, and the
// person's own, which win where both have the same id. A file that ships is
// read when one of its rules is asked for. A LawBook comes from [Law], and may
// be shared between goroutines.
type LawBook struct {
	own    []lawFile // those that work
	broken []lawFile
	ships  []lawFile
}

// A lawFile is a list of rules, read once and only if it is needed.
type lawFile struct {
	name  string
	ids   string // the ids in it or, of a file that may be broken, its text
	parse func() ([]playbook.Rule, error)
}

func newLawFile(name, ids string, parse func() ([]playbook.Rule, error)) lawFile {
	return lawFile{name, ids, sync.OnceValues(parse)}
}

// unpackLaw reads rules that ship.
func unpackLaw(name string, packed []byte) (rules []playbook.Rule, err error) {
	if rules, rest, ok := playbook.ScanRules(packed); ok && len(bytes.TrimSpace(rest)) == 0 {
		return rules, nil
	}
	if err := json.Unmarshal(packed, &rules); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return rules, nil
}

// rules returns the rules of a file, none of a broken one.
func (f lawFile) rules() []playbook.Rule {
	rules, _ := f.parse()
	return rules
}

// mentions reports whether a file may have a rule, without opening it.
func (f lawFile) mentions(id string) bool { return strings.Contains(f.ids, id) }

// Law returns the rules that ship in the program and those of the YAML files
// in dir, which need not exist; empty means that there is none. With an error
// comes a LawBook all the same, without the files that cannot be used: a slip
// in one of them must not stop every clock. The error is a [playbook.Problems]
// or says what cannot be read.
func Law(dir string) (LawBook, error) {
	var b LawBook
	for line := range strings.Lines(lawIDs) {
		name, ids, _ := strings.Cut(line, " ")
		b.ships = append(b.ships, newLawFile(name+extension, ids, func() ([]playbook.Rule, error) {
			packed, err := lawFiles.ReadFile("law/packed/" + name + ".json")
			if err != nil {
				return nil, err // only if the list of ids lies
			}
			return unpackLaw(name+extension, packed)
		}))
	}
	return b, b.add(dir)
}

// add takes in the person's own files.
func (b *LawBook) add(dir string) error {
	paths, err := (Library{Dir: dir}).own()
	unread := []error{err}
	var problems playbook.Problems
	for _, path := range paths {
		source, err := ReadFile(path)
		if err != nil {
			unread = append(unread, err)
			continue
		}
		f := newLawFile(path, string(source), func() ([]playbook.Rule, error) { return playbook.ParseLaw(path, source) })
		if found := b.wrong(f); len(found) > 0 {
			problems = append(problems, found...)
			b.broken = append(b.broken, f)
			continue
		}
		b.own = append(b.own, f)
	}
	if err := errors.Join(unread...); err != nil || len(problems) == 0 {
		return err
	}
	return problems
}

// wrong returns why one of the person's own files cannot be used.
func (b *LawBook) wrong(f lawFile) playbook.Problems {
	rules, err := f.parse()
	if problems, ok := errors.AsType[playbook.Problems](err); ok {
		return problems
	}
	for _, r := range rules {
		for _, other := range b.own {
			if _, taken := find(other.rules(), r.ID); taken {
				return clash(f.name, r.ID, other.name)
			}
		}
	}
	return nil
}

// Rule returns the rule with the given id.
func (b LawBook) Rule(id string) (playbook.Rule, bool) {
	for _, f := range b.own {
		if r, ok := find(f.rules(), id); ok {
			return b.marked(r, f), true
		}
	}
	return b.shipped(id)
}

// shipped returns the rule with the given id that ships.
func (b LawBook) shipped(id string) (playbook.Rule, bool) {
	for _, f := range b.ships {
		if f.mentions(id) {
			if r, ok := find(f.rules(), id); ok {
				return r, true
			}
		}
	}
	return playbook.Rule{}, false
}

// marked says of a rule of the person's own that it takes the place of one that
// ships, if it does.
func (b LawBook) marked(r playbook.Rule, own lawFile) playbook.Rule {
	if _, hidden := b.shipped(r.ID); hidden {
		r.OwnFile = filepath.Base(own.name)
	}
	return r
}

func find(rules []playbook.Rule, id string) (playbook.Rule, bool) {
	i := slices.IndexFunc(rules, func(r playbook.Rule) bool { return r.ID == id })
	if i < 0 {
		return playbook.Rule{}, false
	}
	return rules[i], true
}

// Find returns the rule with the given id. The error is the
// [playbook.Problems] of a broken file that may hold it, or wraps [ErrNoRule]
// and names the rule that may be meant.
func (b LawBook) Find(id string) (playbook.Rule, error) {
	if problems := b.brokenBy(id); len(problems) > 0 {
		return playbook.Rule{}, problems
	}
	if r, ok := b.Rule(id); ok {
		return r, nil
	}
	if near, ok := playbook.Meant(id, b.IDs()); ok {
		return playbook.Rule{}, fmt.Errorf("%w %q: did you mean %q?", ErrNoRule, id, near)
	}
	return playbook.Rule{}, fmt.Errorf("%w %q", ErrNoRule, id)
}

// brokenBy returns the problems of a broken file of the person's own that may
// hold a rule. It may be the one that is meant, and another must not take its
// place unseen.
func (b LawBook) brokenBy(id string) playbook.Problems {
	for _, f := range b.broken {
		if f.mentions(id) {
			return b.wrong(f)
		}
	}
	return nil
}

// Source returns where the rule with the given id comes from: [IsEmbedded], or
// the path of a file.
func (b LawBook) Source(id string) string {
	for _, f := range b.own {
		if _, ok := find(f.rules(), id); ok {
			return f.name
		}
	}
	return IsEmbedded
}

// All returns all rules by jurisdiction, each file in its own order.
func (b LawBook) All() []playbook.Rule {
	var all []playbook.Rule
	for _, f := range b.own {
		for _, r := range f.rules() {
			all = append(all, b.marked(r, f))
		}
	}
	own := len(all)
	for _, f := range b.ships {
		for _, r := range f.rules() {
			if _, hidden := find(all[:own], r.ID); !hidden {
				all = append(all, r)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b playbook.Rule) int { return strings.Compare(a.Jurisdiction, b.Jurisdiction) })
	return all
}

// IDs returns the ids of all rules.
func (b LawBook) IDs() []string {
	var ids []string
	for _, r := range b.All() {
		ids = append(ids, r.ID)
	}
	return ids
}

// check returns what is wrong between a playbook and the rules it names.
func (b LawBook) check(name string, p *playbook.Playbook) playbook.Problems {
	for _, c := range p.Clocks {
		if c.Rule == "" {
			continue
		}
		if problems := b.brokenBy(c.Rule); len(problems) > 0 {
			return problems
		}
	}
	return playbook.CheckRules(name, p, b.Rule, b.IDs)
}
