package convert

import "strings"

// embedded prepares a text in Markdown that is a value in another file, whose place
// is all that is known of it.
func (f *file) embedded(d *document, text string, at place) *markdown {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	return newMarkdown(f, d, text, func(int) place { return at })
}

// tellMarkdown adds a text in Markdown to what the playbook says about itself.
func (f *file) tellMarkdown(d *document, text string, at place) {
	m := f.embedded(d, text, at)
	d.tell(m.source(m.parse()))
	m.tickedBoxes()
}

// fillFrom makes the description of a task what its step says.
func (f *file) fillFrom(d *document, s *step, text string, at place) {
	m := f.embedded(d, text, at)
	m.fill(s, m.parse())
	m.tickedBoxes()
}

// sayFrom makes a text a part of what there is to do.
func (f *file) sayFrom(d *document, s *step, text string, at place) {
	m := f.embedded(d, text, at)
	s.say(m.source(m.parse()))
	m.tickedBoxes()
}

// stepsFrom makes steps of the lines of a text, in a phase that has the title of
// what they belong to.
func (f *file) stepsFrom(d *document, p *phase, text string, at place) {
	m := f.embedded(d, text, at)
	sections := m.sections(m.parse())
	sections[0].title = p.title
	whole := page{markdown: m, within: true, walking: &stepMaker{markdown: m, phase: p}}
	whole.walk(sections)
	m.tickedBoxes()
}

// marks is a line of what a source says of itself in a word each: "Severity: 3
// (high). Tags: keys."
func marks(parts ...[2]string) string {
	var said []string
	for _, p := range parts {
		if p[1] = oneLine(p[1]); p[1] != "" {
			said = append(said, p[0]+": "+p[1]+".")
		}
	}
	return strings.Join(said, " ")
}
