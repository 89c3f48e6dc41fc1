package playbook

import (
	"fmt"
	"slices"
	"time"

	"cordon/playbook/reader"

	"go.yaml.in/yaml/v4"
)

// A Shelf is what a profile is held against: the playbooks at hand, and the
// ids of all rules of the law.
type Shelf struct {
	Books []*Playbook
	Rules []string
}

// LintOrganisation returns all that is wrong with a profile, in itself and
// beside the playbooks and the law: facts, roles and rules that none of them
// has, answers of the wrong type, clocks that cannot start. Warnings are about
// what is left unused.
func LintOrganisation(name string, source []byte, shelf Shelf) Problems {
	o, s, root := readOrganisation(name, source)
	if root == nil {
		return s.Problems()
	}
	l := profileLinter{linter: linter{Source: s, root: root}, shelf: shelf}
	l.zone(o.Zone, "zone")
	for _, f := range o.Facts {
		l.fact(f)
	}
	for _, p := range o.People {
		l.known("role", p.Role, l.roles(), "people")
	}
	for _, p := range o.Places {
		l.known("rule", p.Rule, l.shelf.Rules, "file_at")
	}
	for _, c := range o.Clocks {
		l.clock(c, o.Zone)
	}
	return s.Problems()
}

// A profileLinter holds a profile against what is at hand.
type profileLinter struct {
	linter
	shelf Shelf
}

// failAtKey reports a mistake at a key of a group.
func (l *profileLinter) failAtKey(text, hint, group, key string) {
	n := keyOf(reader.At(l.root, group), key)
	l.Report(Problem{Line: n.Line, Column: n.Column, Text: text, Hint: hint})
}

// keyOf returns the node of a key, or the group.
func keyOf(group *yaml.Node, key string) *yaml.Node {
	for group.Kind == yaml.AliasNode {
		group = group.Alias
	}
	for i := 0; i+1 < len(group.Content); i += 2 {
		if group.Content[i].Value == key {
			return group.Content[i]
		}
	}
	return group
}

// known reports an id that nothing at hand has.
func (l *profileLinter) known(what, id string, among []string, group string) bool {
	if slices.Contains(among, id) {
		return true
	}
	l.failAtKey(fmt.Sprintf("no %s is called %s", holders(what), reader.Quote(id)), meant(id, among), group, id)
	return false
}

// holders says where something of a kind would be.
func holders(what string) string {
	if what == "rule" {
		return "rule of the law"
	}
	return what + " of a playbook"
}

func meant(id string, among []string) string {
	if near, ok := reader.Nearest(id, among); ok {
		return reader.DidYouMean(near)
	}
	return ""
}

func (l *profileLinter) roles() []string {
	var ids []string
	for _, b := range l.shelf.Books {
		ids = append(ids, idsOf(b.Roles)...)
	}
	return ids
}

func (l *profileLinter) facts() []string {
	var ids []string
	for _, b := range l.shelf.Books {
		ids = append(ids, idsOf(b.Facts)...)
	}
	return ids
}

// fact checks an answer against every playbook that asks for it. An option
// that only some of them have is a warning: elsewhere the answer is not used.
func (l *profileLinter) fact(f KnownFact) {
	if !l.known("fact", f.ID, l.facts(), "facts") || f.Text == "" {
		return
	}
	var wrong error
	var misses []string
	fits := false
	for _, b := range l.shelf.Books {
		fact, ok := b.Fact(f.ID)
		if !ok {
			continue
		}
		if fact.Type == Time {
			l.failAtKey(fmt.Sprintf("%s is a moment of an incident", f.ID), "take it out: it is asked when there is one", "facts", f.ID)
			return
		}
		if _, err := fact.Parse(f.Text, time.Time{}); err != nil {
			wrong, misses = err, append(misses, b.ID)
			continue
		}
		fits = true
	}
	switch {
	case !fits && wrong != nil:
		l.fail(wrong.Error(), "", "facts", f.ID)
	case len(misses) > 0:
		l.warn("there it will be asked", fmt.Sprintf("this answer to %s does not fit %s", f.ID, few(misses)), "facts", f.ID)
	}
}

// clock checks that a clock of the profile can start and end.
func (l *profileLinter) clock(c Clock, zone string) {
	l.countable(c)
	if countsInDays(c) && c.Zone == "" && zone == "" {
		l.fail(fmt.Sprintf("the clock %s counts in days and has no zone", reader.Quote(c.ID)),
			"days end at somebody's midnight: say whose, like zone: Europe/Berlin", "clocks", c.ID)
	}
	for _, b := range l.shelf.Books {
		if theirs, taken := withID(b.Clocks, c.ID); taken && !theirs.open() {
			l.failAtKey(fmt.Sprintf("the playbook %s has a clock %s already", b.ID, reader.Quote(c.ID)), "give yours another id", "clocks", c.ID)
			break
		}
	}
	if c.From == "" || !isFactID(c.From) {
		return // said already
	}
	books := slices.DeleteFunc(slices.Clone(l.shelf.Books), func(b *Playbook) bool {
		_, ok := b.Fact(c.From)
		return !ok
	})
	if len(books) == 0 {
		l.fail(fmt.Sprintf("no fact of a playbook is called %s", reader.Quote(c.From)), meant(c.From, l.facts()), "clocks", c.ID, "from")
		return
	}
	if from, _ := books[0].Fact(c.From); from.Type != Time {
		l.fail(fmt.Sprintf("a clock starts from a time, and %s is %s", c.From, from.Type.row().words), "", "clocks", c.ID, "from")
		return
	}
	l.when(c, books)
}

// when compiles a condition over the facts of the playbooks in which the clock
// can start. One of them has to know them all.
func (l *profileLinter) when(c Clock, books []*Playbook) {
	if c.When.Source == "" {
		return
	}
	var least []fault
	for i, b := range books {
		_, faults := newLanguage(b.Facts).compile(c.When.Source)
		if len(faults) == 0 {
			return
		}
		if i == 0 || len(faults) < len(least) {
			least = faults
		}
	}
	d := reader.NewDecoder(l.Source)
	for _, f := range least {
		d.FailAt(reader.At(l.root, "clocks", c.ID, "when"), f.at, f.text, f.hint)
	}
}
