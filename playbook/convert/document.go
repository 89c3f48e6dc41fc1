package convert

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"time"

	"cordon/playbook"
)

// A document is what every reader fills and the writer writes: a playbook, as far
// as an import can know it. Ids are given out when something is added, so that a
// condition can name a fact at once; they are unique and made of the words.
type document struct {
	title  string
	about  []string // pieces of Markdown, a blank line between them
	origin playbook.Origin
	roles  []*role
	facts  []*fact
	see    []string // ids of playbooks to open beside it
	clocks []playbook.Clock
	phases []*phase
	made   int // steps, also those that were too many

	// What only a playbook that was one of ours before has of its own.
	id, version string
	keepFacts   bool // also those that no step asks for

	ids struct{ roles, facts, phases, steps names }
}

type role struct{ id, title, duty string }

type fact struct {
	id, ask string
	typ     playbook.FactType
	options []option
	because bool
	ahead   bool
	other   string // the id of the answer for where no other fits, if there is one
	outcome bool   // it asks whether a step worked; see newOutcome

	ids names // of the options
}

type option struct{ id, label, after string }

type phase struct {
	id, title, goal string
	use             string
	at              place // in the source
	steps           []*step
	in              *document
}

type step struct {
	id, title string
	at        place // in the source
	group     string
	role      string // an id
	do        string // Markdown
	command   string
	caution   string
	verify    string
	compare   string // Markdown
	evidence  string
	checks    []string
	record    []string // ids of facts
	needs     []string // ids of steps
	files     []string // ids of clocks
	each      string   // the fact for whose answers it is done one by one
	when      string   // a condition
	expects   time.Duration
	optional  bool
	tonight   bool
	pause     bool
	refs      []playbook.Ref
	sourceID  string

	pending []string // what is said in do when its title is known
}

func newDocument(kind string) *document {
	return &document{origin: playbook.Origin{Kind: kind}}
}

// steps counts the steps.
func (d *document) steps() int {
	n := 0
	for _, p := range d.phases {
		n += len(p.steps)
	}
	return n
}

// tell adds a piece of Markdown to what the playbook says about itself.
func (d *document) tell(text string) {
	if strings.TrimSpace(text) != "" {
		d.about = append(d.about, strings.Trim(text, "\n"))
	}
}

// name gives the document a title if its source has none: that of the file.
func (d *document) name(f *file) {
	d.title = oneLine(d.title)
	if d.title == "" {
		base := path.Base(strings.ReplaceAll(f.name, `\`, "/"))
		base = strings.TrimSuffix(base, path.Ext(base))
		d.title = oneLine(strings.Join(strings.FieldsFunc(base, func(r rune) bool { return r == '_' || r == ' ' }), " "))
	}
	title, rest := cutTitle(d.title)
	if d.title = title; title == "" {
		d.title = "Imported playbook"
	}
	if rest != "" {
		d.about = append([]string{rest}, d.about...)
	}
}

// role returns the id of the role with a title, and adds it if it is new.
func (d *document) role(title string) string {
	title = oneLine(title)
	if title == "" {
		return ""
	}
	for _, r := range d.roles {
		if strings.EqualFold(r.title, title) {
			return r.id
		}
	}
	r := &role{id: d.ids.roles.take(title, "role", '-'), title: sentenceCase(title)}
	d.roles = append(d.roles, r)
	return r.id
}

// fact adds a question. The writer leaves out one that no step records.
func (d *document) fact(ask string, typ playbook.FactType) *fact {
	ask = oneLine(ask)
	if ask == "" {
		ask = "What is the answer?"
	}
	f := &fact{id: d.ids.facts.take(ask, "fact", '_'), ask: ask, typ: typ}
	d.facts = append(d.facts, f)
	return f
}

// noLabel stands for an answer without words.
const noLabel = "-"

// option adds an answer and returns its id.
func (f *fact) option(label, after string) string {
	label = cmp.Or(oneLine(label), noLabel)
	id := f.ids.take(label, "option", '-')
	f.options = append(f.options, option{id, label, strings.TrimSpace(after)})
	return id
}

// factAs adds a question whose id is made of a name.
func (d *document) factAs(name, ask string, typ playbook.FactType) *fact {
	f := &fact{id: d.ids.facts.take(name, "fact", '_'), ask: oneLine(ask), typ: typ}
	d.facts = append(d.facts, f)
	return f
}

// optionAs adds an answer with an id that is not made of its label, and returns
// the id: another one where an answer has it already.
func (f *fact) optionAs(id, label string) string {
	id = f.ids.take(id, "option", '-')
	f.options = append(f.options, option{id: id, label: label})
	return id
}

// optionFor returns the id of the answer with a label, and adds it if it is new.
func (f *fact) optionFor(label string) string {
	label = cmp.Or(oneLine(label), noLabel)
	for _, o := range f.options {
		if o.label == label {
			return o.id
		}
	}
	return f.option(label, "")
}

// answer adds an answer with what follows it, or says that of one that is there.
func (f *fact) answer(label, after string) {
	id := f.optionFor(label)
	for i := range f.options {
		if o := &f.options[i]; o.id == id {
			o.after = strings.TrimSpace(o.after + "\n\n" + after)
		}
	}
}

// otherwise adds the answer for where no other fits, once, and returns its id. An
// answer of the source may be called default, or otherwise, as well.
func (f *fact) otherwise() string {
	if f.other == "" {
		label := "otherwise"
		if slices.ContainsFunc(f.options, func(o option) bool { return strings.EqualFold(o.label, label) }) {
			label = "none of the others"
		}
		f.other = f.optionAs("default", label)
	}
	return f.other
}

// labelOf is what an answer is called.
func (f *fact) labelOf(id string) string {
	for _, o := range f.options {
		if o.id == id {
			return o.label
		}
	}
	return id
}

// orderFacts puts the questions in the order in which steps ask them.
func (d *document) orderFacts() {
	place := map[string]int{}
	for _, p := range d.phases {
		for _, s := range p.steps {
			for _, id := range s.record {
				if _, ok := place[id]; !ok {
					place[id] = len(place)
				}
			}
		}
	}
	slices.SortStableFunc(d.facts, func(a, b *fact) int { return cmp.Compare(place[a.id], place[b.id]) })
}

// phase adds a phase. One that gets no step is left out.
func (d *document) phase(at place, title string) *phase {
	title, rest := cutTitle(oneLine(title))
	if title == "" {
		title = "Steps"
	}
	if d.full() {
		return &phase{title: title, in: d}
	}
	p := &phase{id: d.ids.phases.take(title, "phase", '-'), title: title, goal: rest, at: at, in: d}
	d.phases = append(d.phases, p)
	return p
}

// maxSteps is how many steps a playbook that is imported can have, and how many
// phases. Nobody walks through more.
const maxSteps = 2000

// full reports whether there are too many steps already: what comes then is made
// for nothing, and the file turned away.
func (d *document) full() bool { return d.made > maxSteps || len(d.phases) > maxSteps }

// step adds a step. What its title has no room for comes first in do.
func (p *phase) step(at place, title string) *step {
	title, rest := cutTitle(oneLine(title))
	if title == "" {
		title = "Step"
	}
	if p.in.made++; p.in.full() {
		return &step{title: title, at: at}
	}
	s := &step{id: p.in.ids.steps.take(title, "step", '-'), title: title, do: rest, at: at}
	p.steps = append(p.steps, s)
	return s
}

// isEmpty reports a step of which there is no more than a title.
func (s *step) isEmpty() bool {
	return s.do == "" && s.command == "" && len(s.checks) == 0 && len(s.refs) == 0 && len(s.record) == 0
}

// drop takes back the step that was added last.
func (p *phase) drop(s *step) {
	if n := len(p.steps); n > 0 && p.steps[n-1] == s {
		p.steps = p.steps[:n-1]
		p.in.ids.steps.giveBack(s.id)
	}
}

// say adds a piece of Markdown to what there is to do.
func (s *step) say(text string) {
	text = strings.TrimRight(strings.TrimLeft(text, "\n"), " \n")
	switch {
	case strings.TrimSpace(text) == "":
	case s.do == "":
		s.do = text
	default:
		s.do += "\n\n" + text
	}
}

// describe says what a source says of a step beside its name, which it often says
// again.
func (s *step) describe(text string) {
	if oneLine(text) != s.title {
		s.say(text)
	}
}

// refer adds a source to read, once.
func (s *step) refer(title, url string) {
	for _, r := range s.refs {
		if r.URL == url {
			return
		}
	}
	if title = oneLine(title); title == "" {
		title = url
	}
	s.refs = append(s.refs, playbook.Ref{Title: title, URL: url})
}
