package convert

import (
	"slices"
	"strconv"
	"strings"
)

// What a condition of the format takes: bytes, and parts like names, words,
// comparisons and joints.
const (
	maxWhenBytes = 1024
	maxWhenParts = 200
)

// maxDiagram bounds what the guards of one file may cost. Graphs of people have
// some dozens of nodes; only a made one has more.
const maxDiagram = 20_000

// A guard says when a step applies: a function of the answers to decisions,
// as a decision diagram that is reduced, so that two guards are the same
// function exactly when they are the same pointer. Guards belong to the
// diagram that made them.
type guard struct {
	fact int      // index into diagram.facts, or beyond it for always and never
	next []*guard // for each option of the fact
	id   int
}

// A decision is a fact with options, in the order of the source.
type decision struct {
	fact    string
	options []string
}

// A diagram makes guards over decisions. Decisions have to be declared in the
// order in which they are met, which keeps guards small: what branches out
// after a decision comes together after it.
type diagram struct {
	facts  []decision
	unique map[string]*guard
	joined map[[3]int]*guard

	always, never *guard
	// unclear stands for a guard that was too large to keep.
	unclear *guard
}

// The fact of always, never and unclear: below all others.
const terminal = 1 << 30

func newDiagram() *diagram {
	return &diagram{
		unique: map[string]*guard{},
		joined: map[[3]int]*guard{},
		never:  &guard{fact: terminal, id: 0},
		always: &guard{fact: terminal, id: 1},
		// It is neither, and whatever depends on it is unclear as well.
		unclear: &guard{fact: terminal, id: 2},
	}
}

// declare notes a decision, once for each fact.
func (d *diagram) declare(fact string, options []string) {
	if d.index(fact) < 0 {
		d.facts = append(d.facts, decision{fact, options})
	}
}

func (d *diagram) index(fact string) int {
	return slices.IndexFunc(d.facts, func(f decision) bool { return f.fact == fact })
}

// answer is the guard that a fact has one of the given answers. An answer that
// was not declared never comes.
func (d *diagram) answer(fact string, options ...string) *guard {
	i := d.index(fact)
	if i < 0 {
		return d.never
	}
	next := make([]*guard, len(d.facts[i].options))
	for j, o := range d.facts[i].options {
		next[j] = d.never
		if slices.Contains(options, o) {
			next[j] = d.always
		}
	}
	return d.node(i, next)
}

// node returns the one guard with these branches.
func (d *diagram) node(fact int, next []*guard) *guard {
	if len(next) == 0 {
		return d.never
	}
	if !slices.ContainsFunc(next, func(g *guard) bool { return g != next[0] }) {
		return next[0] // the answer makes no difference
	}
	if slices.Contains(next, d.unclear) {
		return d.unclear
	}
	key := strconv.Itoa(fact)
	for _, g := range next {
		key += " " + strconv.Itoa(g.id)
	}
	if g := d.unique[key]; g != nil {
		return g
	}
	if len(d.unique) >= maxDiagram {
		return d.unclear
	}
	g := &guard{fact, next, len(d.unique) + 3}
	d.unique[key] = g
	return g
}

// and is the guard that holds where both do.
func (d *diagram) and(a, b *guard) *guard { return d.join(a, b, d.never, d.always) }

// or is the guard that holds where either does.
func (d *diagram) or(a, b *guard) *guard { return d.join(a, b, d.always, d.never) }

// join is and, or: one decisive side decides alone, a neutral one leaves it to
// the other.
func (d *diagram) join(a, b, decisive, neutral *guard) *guard {
	switch {
	case a == decisive || b == decisive:
		return decisive
	case a == neutral || a == b:
		return b
	case b == neutral:
		return a
	case a == d.unclear || b == d.unclear:
		return d.unclear
	}
	if a.id > b.id {
		a, b = b, a
	}
	key := [3]int{decisive.id, a.id, b.id}
	if g := d.joined[key]; g != nil {
		return g
	}
	if len(d.joined) >= 4*maxDiagram {
		return d.unclear
	}
	fact := min(a.fact, b.fact)
	next := make([]*guard, len(d.facts[fact].options))
	for i := range next {
		next[i] = d.join(a.branch(fact, i), b.branch(fact, i), decisive, neutral)
	}
	g := d.node(fact, next)
	d.joined[key] = g
	return g
}

// branch is what is left of a guard once a fact has an answer.
func (g *guard) branch(fact, option int) *guard {
	if g.fact == fact {
		return g.next[option]
	}
	return g
}

// when prints a guard as a condition of the format. always prints as nothing.
// ok is false where the format cannot say it: the condition would be too long,
// or no answer makes it hold.
func (d *diagram) when(g *guard) (condition string, ok bool) {
	if g == d.always {
		return "", true
	}
	p := guardPrinter{diagram: d, known: map[*guard]printed{}}
	c := p.print(g)
	return c.text, c.parts > 0
}

// A guardPrinter prints each guard of a diagram once.
type guardPrinter struct {
	*diagram
	known map[*guard]printed
}

// A printed condition. One that is too long, or cannot be said, has no parts.
type printed struct {
	text  string
	parts int
	joint string // what holds it together: "&&", "||" or nothing
}

func (p *guardPrinter) print(g *guard) printed {
	if g.fact == terminal {
		return printed{}
	}
	if c, ok := p.known[g]; ok {
		return c
	}
	c := p.branches(g)
	p.known[g] = c
	return c
}

// branches prints a guard by what the answers to its first fact lead to.
func (p *guardPrinter) branches(g *guard) printed {
	groups := p.groups(g)
	// "this answer, or what follows" is shorter than to repeat the other answers.
	if len(groups) == 2 {
		for i, these := range groups {
			if these.to == p.always && groups[1-i].to.fact != terminal {
				return joined("||", p.compare(g.fact, these.options), p.print(groups[1-i].to))
			}
		}
	}
	var all printed
	for _, these := range groups {
		c := p.compare(g.fact, these.options)
		switch {
		case these.to == p.never:
			continue
		case these.to != p.always:
			c = joined("&&", c, p.print(these.to))
		}
		if c.parts == 0 {
			return printed{}
		}
		if all.parts == 0 {
			all = c
			continue
		}
		if all = joined("||", all, c); all.parts == 0 {
			return printed{}
		}
	}
	return all
}

// A group of options that lead to the same.
type optionGroup struct {
	options []string
	to      *guard
}

func (p *guardPrinter) groups(g *guard) []optionGroup {
	var groups []optionGroup
	for i, o := range p.facts[g.fact].options {
		at := slices.IndexFunc(groups, func(these optionGroup) bool { return these.to == g.next[i] })
		if at < 0 {
			groups = append(groups, optionGroup{to: g.next[i]})
			at = len(groups) - 1
		}
		groups[at].options = append(groups[at].options, o)
	}
	return groups
}

// compare prints that a fact has one of some answers.
func (p *guardPrinter) compare(fact int, options []string) printed {
	f := p.facts[fact]
	if len(options) == 1 {
		return printed{f.fact + " == " + strconv.Quote(options[0]), 3, ""}
	}
	if len(options) == len(f.options)-1 {
		for _, o := range f.options {
			if !slices.Contains(options, o) {
				return printed{f.fact + " != " + strconv.Quote(o), 3, ""}
			}
		}
	}
	quoted := make([]string, len(options))
	for i, o := range options {
		quoted[i] = strconv.Quote(o)
	}
	return printed{f.fact + " in [" + strings.Join(quoted, ", ") + "]", 3 + len(options), ""}
}

// joined puts two conditions together, with brackets where they are needed.
func joined(joint string, a, b printed) printed {
	c := printed{parts: a.parts + b.parts + 1, joint: joint}
	if a.parts == 0 || b.parts == 0 || c.parts > maxWhenParts || len(a.text)+len(b.text) > maxWhenBytes {
		return printed{}
	}
	c.text = a.within(joint) + " " + joint + " " + b.within(joint)
	if len(c.text) > maxWhenBytes {
		return printed{}
	}
	return c
}

// within is the condition as it stands beside a joint.
func (c printed) within(joint string) string {
	if c.joint != "" && c.joint != joint {
		return "(" + c.text + ")"
	}
	return c.text
}
