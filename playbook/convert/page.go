package convert

import (
	"regexp"
	"slices"
	"strings"

	"cordon/playbook/reader"

	"github.com/yuin/goldmark/ast"
	"go.yaml.in/yaml/v4"
)

func looksLikeMarkdown(f *file) bool { return f.ends(".md", ".markdown", ".mdx", ".txt", "") }

// readMarkdown reads a page of Markdown.
func readMarkdown(f *file, d *document) {
	body, title := f.frontMatter(d)
	if body == 0 {
		body, title = f.tomlFront(d)
	}
	m := newMarkdown(f, d, f.text[body:], func(offset int) place { return f.at(body + offset) })
	p := page{markdown: m, titled: title != ""}
	d.title = title
	p.read(m.sections(m.parse()))
	m.tickedBoxes()
}

// A page is a text in Markdown that becomes phases.
type page struct {
	*markdown
	titled  bool // the front matter has a title
	within  bool // it is a part of something that is to be done: all of it is
	level   int  // of the headings that are phases; 0 if there are none
	walking *stepMaker
}

func (p *page) read(sections []*section) {
	sections = p.title(sections)
	p.level = p.phaseLevel(sections)
	p.walking = &stepMaker{markdown: p.markdown, phase: p.d.phase(place{}, "Steps"), toAbout: true}
	p.walk(sections)
}

// walk makes phases of the headings of their level, and steps of all that stands
// under a heading.
func (p *page) walk(sections []*section) {
	var path []*section // the headings within the phase
	for i := 0; i < len(sections); i++ {
		s := sections[i]
		switch {
		case s.level == 0:
		case !p.within && p.informs(sections[i:]):
			i += p.inform(sections[i:]) - 1
			continue
		case s.level <= p.level:
			path = nil
			p.walking = &stepMaker{markdown: p.markdown, phase: p.d.phase(s.at, s.title)}
		default:
			path = slices.DeleteFunc(path, func(above *section) bool { return above.level >= s.level })
			path = append(path, s)
		}
		p.section(s, path, i+1 < len(sections) && sections[i+1].level > s.level)
	}
}

// section makes steps of what stands under a heading.
func (p *page) section(s *section, path []*section, leads bool) {
	w := p.walking
	w.path, w.heading, w.named, w.details = nil, s.title, false, ""
	for _, above := range path {
		w.path = append(w.path, above.title)
	}
	if len(s.blocks) > 0 || s.level == 0 || leads {
		w.walk(s.blocks)
		return
	}
	if len(path) > 0 {
		made := w.phase.step(s.at, s.title)
		made.group = strings.Join(w.path[:len(w.path)-1], ": ")
		return
	}
	p.f.lose(s.at, "a heading with nothing under it, "+s.title, "left out")
}

// title takes the only heading of the shallowest level for the title, if it comes
// first.
func (p *page) title(sections []*section) []*section {
	at := slices.IndexFunc(sections, func(s *section) bool { return s.level > 0 && s.level < boldLevel })
	if at < 0 {
		return sections
	}
	for _, s := range sections[at+1:] {
		if s.level <= sections[at].level {
			return sections
		}
	}
	if p.titled {
		p.d.tell(sections[at].title)
	} else {
		p.d.title = sections[at].title
	}
	sections[at].level, sections[at].title = 0, ""
	return sections
}

// phaseLevel returns the shallowest level with two headings or more. A heading
// above all of those is a phase of its own, and they are groups in it.
func (p *page) phaseLevel(sections []*section) int {
	count := [boldLevel + 1]int{}
	first := 0
	for _, s := range sections {
		if count[s.level]++; first == 0 && s.level > 0 && s.level < boldLevel {
			first = s.level
		}
	}
	for level := 1; level <= boldLevel; level++ {
		switch {
		case count[level] >= 2:
			return level
		case count[level] == 1 && level == first && count[boldLevel] < 2 || count[level] == 1 && level == first && p.isAbove(sections, level):
			return level
		}
	}
	return 0
}

// isAbove reports whether all other headings stand under the one of a level, and
// it is no mere introduction.
func (p *page) isAbove(sections []*section, level int) bool {
	deeper := false
	for _, s := range sections {
		if s.level == level && isInformation(s.title) {
			return false
		}
		deeper = deeper || s.level > level && s.level < boldLevel
	}
	return deeper
}

// informs reports whether a section says what is good to know, and nothing in it
// is to be ticked off.
func (p *page) informs(sections []*section) bool {
	if !isInformation(sections[0].title) {
		return false
	}
	for _, s := range sections[:p.extent(sections)] {
		for _, b := range s.blocks {
			if holdsBox(b) || p.isStepsTable(b) {
				return false
			}
		}
	}
	return true
}

// extent counts the sections that a section is made of: itself and those under it.
// A phase never stands under another heading.
func (p *page) extent(sections []*section) int {
	n := 1
	for n < len(sections) && sections[n].level > sections[0].level && sections[n].level > p.level {
		n++
	}
	return n
}

// inform adds a section to what the playbook says about itself, and returns how
// many sections that were.
func (p *page) inform(sections []*section) int {
	n := p.extent(sections)
	for _, s := range sections[:n] {
		p.d.tell("**" + strings.ReplaceAll(s.title, "*", `\*`) + "**")
		p.d.tell(p.source(s.blocks))
	}
	return n
}

func holdsBox(n ast.Node) bool {
	found := false
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		found = found || n.Kind().String() == "TaskCheckBox"
		return ast.WalkContinue, nil
	})
	return found
}

// isInformation knows headings under which nothing is to be done.
func isInformation(title string) bool {
	title = strings.ToLower(strings.TrimLeft(title, "0123456789.) "))
	title = strings.Trim(title, " :.!?*_#-–—")
	switch title {
	case "meaning", "impact", "overview", "introduction", "intro", "background", "about", "purpose", "scope", "summary", "description",
		"abstract", "context", "full context", "symptom", "symptoms", "references", "reference", "resources", "links", "useful links",
		"external links", "further reading", "see also", "related", "glossary", "definitions", "terminology", "table of contents",
		"contents", "toc", "author", "authors", "contributors", "acknowledgements", "acknowledgments", "credits", "changelog", "change log",
		"change history", "revision history", "version history", "document history", "history", "license", "licence", "copyright",
		"disclaimer", "faq", "notes", "objective", "objectives", "goal", "goals", "audience", "assumptions", "metadata", "tags":
		return true
	}
	first, rest, _ := strings.Cut(title, " ")
	switch strings.TrimSuffix(first, ":") {
	case "reference", "references", "related", "about", "appendix":
		return true
	case "additional", "further", "other":
		return slices.Contains([]string{"notes", "information", "resources", "reading", "links", "references"}, rest)
	}
	return false
}

// tomlFront reads the lines between two of plus signs, of which it knows texts, and
// returns where the page begins after them.
func (f *file) tomlFront(d *document) (body int, title string) {
	inside, body := f.fenced("+++", "+++")
	if body == 0 {
		return 0, ""
	}
	section := ""
	var keys frontLines
	for i, line := range strings.Split(inside, "\n") {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "["); ok && strings.HasSuffix(name, "]") && !strings.Contains(name, ",") {
			section = strings.Trim(name, "[]") + "."
			continue
		}
		key, v, ok := strings.Cut(line, "=")
		if line == "" || line[0] == '#' {
			continue
		}
		if !ok { // a part of a value of several lines
			key, v = "", line
		}
		keys.add(i+1, section+key, v)
	}
	f.frontComments(inside)
	return body, f.frontKeys(d, &keys.group)
}

// fenced returns the lines at the top of a page from a mark to one of some that
// close it, and where the page goes on, or 0 where there are none.
func (f *file) fenced(open string, closed ...string) (inside string, body int) {
	first, rest, ok := strings.Cut(f.text, "\n")
	if !ok || strings.TrimRight(first, " \t") != open {
		return "", 0
	}
	from := len(first) + 1
	for offset := from; rest != ""; {
		line, after, _ := strings.Cut(rest, "\n")
		end := offset + len(f.text[offset:]) - len(after)
		if slices.Contains(closed, strings.TrimRight(line, " \t")) {
			return f.text[from:offset], end
		}
		rest, offset = after, end
	}
	return "", 0
}

// frontLines are keys of front matter that were read line by line.
type frontLines struct{ group yaml.Node }

func (l *frontLines) add(line int, key, v string) {
	l.group.Kind = yaml.MappingNode
	for _, text := range []string{strings.TrimSpace(key), strings.Trim(strings.TrimSpace(v), `"'`)} {
		l.group.Content = append(l.group.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: text, Line: line, Column: 1})
	}
}

var aFrontKey = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_ -]*:(?: |$)`)

// frontMatter reads the YAML between two lines of hyphens at the top of a page,
// and returns where the page begins after it, and the title. What is meant as that
// and is no YAML, such as a title with a colon, is read line by line.
func (f *file) frontMatter(d *document) (body int, title string) {
	inside, body := f.fenced("---", "---", "...")
	if body == 0 || strings.TrimSpace(inside) == "" {
		return body, ""
	}
	if root := reader.Text(f.name, inside).YAML(maxDepth); root != nil && root.Kind == yaml.MappingNode {
		f.frontComments(inside)
		return body, f.frontKeys(d, root)
	}
	var keys frontLines
	for i, line := range strings.Split(inside, "\n") {
		text := strings.TrimSpace(line)
		switch {
		case text == "" || text[0] == '#':
		case aFrontKey.MatchString(line):
			key, v, _ := strings.Cut(line, ":")
			keys.add(i+1, key, v)
		case keys.group.Kind == 0:
			return 0, "" // words between two rules
		default:
			keys.add(i+1, "", text)
		}
	}
	if keys.group.Kind == 0 {
		return 0, ""
	}
	f.frontComments(inside)
	return body, f.frontKeys(d, &keys.group)
}

// frontComments tells of the comments in front matter.
func (f *file) frontComments(inside string) {
	for i, line := range strings.Split(inside, "\n") {
		if strings.HasPrefix(line, "#") {
			f.loseComment(place{i + 2, 1}, line)
		}
	}
}

// frontKeys keeps what the front matter says: who wrote it, and what it is about.
func (f *file) frontKeys(d *document, group *yaml.Node) (title string) {
	var others []string
	for i := 0; i+1 < len(group.Content); i += 2 {
		key, v := group.Content[i].Value, group.Content[i+1]
		text, at := "", place{v.Line + 1, v.Column}
		if v.Kind == yaml.ScalarNode && v.Tag != "!!null" {
			text = f.plain(v.Value, at)
		}
		switch strings.ToLower(key) {
		case "title":
			title = oneLine(text)
		case "description", "summary":
			d.tell(text)
		case "author", "authors":
			if text == "" {
				text = strings.Join(f.texts(v), ", ")
			}
			d.origin.Author = oneLine(text)
		case "version":
			d.origin.Version = oneLine(text)
		case "license", "licence":
			d.origin.Licence = oneLine(text)
		default:
			text = ""
		}
		if left, _ := f.yamlEntry(key, v).texts(); text == "" && len(left) > 0 {
			others = append(others, strings.TrimSpace(f.plain(key, at)+" "+f.quoted(left)))
		}
	}
	if len(others) > 0 {
		f.lose(place{2, 1}, "front matter: "+strings.Join(others, ", "), "left out")
	}
	return title
}
