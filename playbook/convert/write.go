package convert

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"cordon/playbook"
)

// write returns the document as YAML, with notes as a comment at its head.
func (d *document) write(notes []string) []byte {
	w := writer{}
	for i, line := range notes {
		if i > maxNotes {
			w.line(0, fmt.Sprintf("# and %d more", len(notes)-i))
			break
		}
		w.line(0, strings.TrimRight("# "+line, " "))
	}
	w.line(0, "format: "+playbook.Format)
	if d.id == "" {
		d.id = slugOr(d.title, "imported")
	}
	w.text(0, "id", d.id)
	w.text(0, "title", d.title)
	w.text(0, "version", d.version)
	w.block(0, "about", strings.Join(d.about, "\n\n"))
	w.origin(d.origin)
	w.roles(d.roles)
	w.facts(d)
	w.clocks(d.clocks)
	w.list(0, "see", d.see)
	w.line(0, "phases:")
	for _, p := range d.phases {
		w.phase(p)
	}
	return []byte(w.String())
}

// maxNotes is how many lines the comment at the head has.
const maxNotes = 100

func slugOr(title, otherwise string) string {
	if s := slug(title, '-'); s != "" {
		return s
	}
	return otherwise
}

// A writer writes YAML in the shape of the playbooks that ship. Every text that
// it is given comes back from a parser as it was.
type writer struct{ strings.Builder }

func (w *writer) line(indent int, text string) {
	w.WriteString(strings.Repeat(" ", indent))
	w.WriteString(text)
	w.WriteByte('\n')
}

func (w *writer) origin(o playbook.Origin) {
	w.line(0, "source:")
	w.text(2, "kind", o.Kind)
	w.text(2, "title", oneLine(o.Title))
	w.text(2, "id", oneLine(o.ID))
	w.text(2, "version", oneLine(o.Version))
	w.text(2, "author", oneLine(o.Author))
	w.text(2, "licence", oneLine(o.Licence))
	w.text(2, "url", o.URL)
	w.text(2, "sha256", o.SHA256)
}

func (w *writer) roles(roles []*role) {
	if len(roles) > 0 {
		w.line(0, "roles:")
	}
	for _, r := range roles {
		if r.duty == "" {
			w.line(2, key(r.id)+": {title: "+inFlow(r.title)+"}")
			continue
		}
		w.line(2, key(r.id)+":")
		w.text(4, "title", r.title)
		w.block(4, "duty", r.duty)
	}
}

// facts writes the questions that a step asks, or all of them.
func (w *writer) facts(d *document) {
	asked := map[string]bool{}
	for _, p := range d.phases {
		for _, s := range p.steps {
			for _, id := range s.record {
				asked[id] = true
			}
		}
	}
	begun := false
	for _, f := range d.facts {
		if !asked[f.id] && !d.keepFacts {
			continue
		}
		if !begun {
			w.line(0, "facts:")
			begun = true
		}
		w.fact(f)
	}
}

func (w *writer) fact(f *fact) {
	w.line(2, key(f.id)+":")
	w.text(4, "ask", f.ask)
	w.text(4, "type", string(f.typ))
	if len(f.options) > 0 {
		w.line(4, "options:")
	}
	for _, o := range f.options {
		if o.after == "" {
			w.text(6, key(o.id), o.label)
			continue
		}
		w.line(6, key(o.id)+":")
		w.text(8, "label", o.label)
		w.block(8, "after", o.after)
	}
	if f.because {
		w.line(4, "because: required")
	}
	if f.ahead {
		w.line(4, "ahead: true")
	}
}

func (w *writer) clocks(clocks []playbook.Clock) {
	if len(clocks) > 0 {
		w.line(0, "clocks:")
	}
	for _, c := range clocks {
		w.line(2, key(c.ID)+":")
		w.text(4, "rule", c.Rule)
		w.text(4, "title", c.Title)
		w.text(4, "within", c.Within)
		w.text(4, "hours", c.Hours)
		w.text(4, "to", c.To)
		w.text(4, "cite", c.Cite)
		w.text(4, "zone", c.Zone)
		w.text(4, "from", c.From)
		w.text(4, "after", c.After)
		w.list(4, "else", c.Else)
		w.text(4, "cap_from", c.CapFrom)
		w.text(4, "when", c.When.Source)
	}
}

func (w *writer) phase(p *phase) {
	w.line(2, "- id: "+scalar(p.id))
	w.text(4, "title", p.title)
	w.block(4, "goal", p.goal)
	w.text(4, "use", p.use)
	w.line(4, "steps:")
	for _, s := range p.steps {
		w.step(s)
	}
}

func (w *writer) step(s *step) {
	w.line(6, "- id: "+scalar(s.id))
	w.text(8, "title", s.title)
	w.text(8, "group", oneLine(s.group))
	w.text(8, "role", s.role)
	w.text(8, "when", s.when)
	w.text(8, "each", s.each)
	w.list(8, "needs", s.needs)
	w.block(8, "caution", s.caution)
	w.block(8, "do", s.do)
	w.exact(8, "command", s.command)
	w.block(8, "verify", s.verify)
	w.block(8, "compare", s.compare)
	w.list(8, "checks", s.checks)
	w.list(8, "record", s.record)
	w.block(8, "evidence", s.evidence)
	if s.expects > 0 {
		w.text(8, "expects", shortDuration(s.expects))
	}
	w.list(8, "files", s.files)
	for _, flag := range []struct {
		key string
		set bool
	}{{"tonight", s.tonight}, {"pause", s.pause}, {"optional", s.optional}} {
		if flag.set {
			w.line(8, flag.key+": true")
		}
	}
	if len(s.refs) > 0 {
		w.line(8, "refs:")
	}
	for _, r := range s.refs {
		w.line(10, "- title: "+scalar(r.Title))
		w.text(12, "url", r.URL)
	}
	w.text(8, "source_id", oneLine(s.sourceID))
}

// shortDuration leaves out what is nought: 15m, not 15m0s.
func shortDuration(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// text writes a text of one line, unless it is empty.
func (w *writer) text(indent int, key, text string) {
	if text != "" {
		w.line(indent, key+": "+scalar(text))
	}
}

func (w *writer) list(indent int, key string, texts []string) {
	if len(texts) > 0 {
		w.line(indent, key+":")
	}
	for _, t := range texts {
		w.line(indent+2, "- "+scalar(t))
	}
}

// block writes a text of one line or several, whose end does not matter.
func (w *writer) block(indent int, key, text string) {
	if text = strings.Trim(text, "\n"); strings.TrimSpace(text) == "" {
		return
	}
	if strings.Contains(text, "\n") {
		text += "\n"
	}
	w.exact(indent, key, text)
}

// exact writes a text byte for byte.
func (w *writer) exact(indent int, key, text string) {
	switch {
	case strings.TrimSpace(text) == "":
		return
	case !strings.Contains(text, "\n"):
		w.text(indent, key, text)
		return
	}
	mark := "|-"
	if rest, ok := strings.CutSuffix(text, "\n"); ok {
		mark, text = "|", rest
		if strings.HasSuffix(rest, "\n") || rest == "" {
			mark = "|+"
		}
	}
	if strings.HasPrefix(strings.TrimLeft(text, "\n"), " ") || strings.HasPrefix(text, "\n") {
		mark = "|2" + mark[1:]
	}
	w.line(indent, key+": "+mark)
	for line := range strings.SplitSeq(text, "\n") {
		if line == "" {
			w.WriteByte('\n')
			continue
		}
		w.line(indent+2, line)
	}
}

// key writes an id as a key: one of digits, or a word like yes, needs quotes.
func key(id string) string { return scalar(id) }

// scalar writes a text of one line, in quotes where YAML could take it for
// something else.
func scalar(s string) string {
	if isPlain(s) && !strings.ContainsAny(s, ":#") {
		return s
	}
	if strings.ContainsAny(s, `"\`) && !strings.ContainsAny(s, "'\n\t") {
		return "'" + s + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(s) + `"`
}

// inFlow is scalar between braces.
func inFlow(s string) string {
	if strings.ContainsAny(s, ",[]{}") && scalar(s) == s {
		return `"` + s + `"`
	}
	return scalar(s)
}

// isPlain is careful: it knows texts that are surely nothing but text.
func isPlain(s string) bool {
	switch strings.ToLower(s) {
	case "", "true", "false", "yes", "no", "on", "off", "y", "n", "null":
		return false
	}
	for i, r := range s {
		switch {
		case unicode.IsLetter(r):
		case i == 0:
			return false
		case unicode.IsDigit(r), strings.ContainsRune(" _.,;()/'+-?!&<>=…–—’“”", r):
		default:
			return false
		}
	}
	return !strings.HasSuffix(s, " ")
}
