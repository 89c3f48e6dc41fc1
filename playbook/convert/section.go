package convert

import (
	"regexp"
	"strings"

	"cordon/playbook/reader"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// boldLevel is the level of a bold paragraph that stands for a heading: below all
// of those.
const boldLevel = 7

// A section is a heading with what stands under it, up to the next heading.
type section struct {
	level  int // 0 before the first heading
	title  string
	at     place
	blocks []ast.Node
}

// sections cuts a page at its headings, also those that are bold paragraphs.
func (m *markdown) sections(blocks []ast.Node) []*section {
	all := []*section{{}}
	for i, b := range blocks {
		last := all[len(all)-1]
		switch {
		case b.Kind() == ast.KindHeading:
			title := m.withoutMarks(b, oneLine(m.plain(b, nil)))
			all = append(all, &section{level: b.(*ast.Heading).Level, title: title, at: m.placeOf(b)})
		case m.isBoldHeading(b) && i+1 < len(blocks) && blocks[i+1].Kind() != ast.KindHeading && !m.isBoldHeading(blocks[i+1]):
			title := strings.TrimSpace(strings.TrimSuffix(oneLine(m.plain(b, nil)), ":"))
			all = append(all, &section{level: boldLevel, title: title, at: m.placeOf(b)})
		default:
			last.blocks = append(last.blocks, b)
		}
	}
	return all
}

var headingMarks = regexp.MustCompile(`\s*\{\s*[#.:][^{}]*\}$`)

// withoutMarks is a heading without the anchor and the classes that some write
// behind it.
func (m *markdown) withoutMarks(b ast.Node, title string) string {
	marks := headingMarks.FindString(title)
	if marks == "" || marks == title {
		return title
	}
	m.f.lose(m.placeOf(b), "marks of a heading, "+reader.Quote(strings.TrimSpace(marks)), leftOut)
	return strings.TrimSuffix(title, marks)
}

// isBoldHeading reports a paragraph that is one bold line, and no sentence.
func (m *markdown) isBoldHeading(b ast.Node) bool {
	if b.Kind() != ast.KindParagraph {
		return false
	}
	first := b.FirstChild()
	e, ok := first.(*ast.Emphasis)
	if !ok || e.Level < 2 && !isStrong(e.FirstChild()) {
		return false
	}
	text := m.look(b)
	if after := first.NextSibling(); after != nil && strings.TrimSpace(strings.TrimPrefix(text, m.look(first))) != ":" {
		return false
	}
	return text != "" && len([]rune(text)) <= maxTitle && !strings.ContainsAny(text, "\n") && !strings.ContainsAny(text[len(text)-1:], ".!,;")
}

func isStrong(n ast.Node) bool {
	e, ok := n.(*ast.Emphasis)
	return ok && e.Level >= 2 && e.NextSibling() == nil
}

// A stepMaker makes steps of the blocks of one phase.
type stepMaker struct {
	*markdown
	phase   *phase
	heading string   // of the section, which names prose that stands under it
	named   bool     // prose has taken that name, or a step came before
	path    []string // the headings in the phase that lead to the section
	details string   // the summary of a <details> that is open
	toAbout bool     // prose says what the page is for, and is no step
	prose   []ast.Node
}

// walk makes steps of a section.
func (w *stepMaker) walk(blocks []ast.Node) {
	for i := 0; i < len(blocks); i++ {
		b := blocks[i]
		switch {
		case b.Kind() == ast.KindList:
			w.list(b.(*ast.List))
		case w.isStepsTable(b):
			w.flush(false)
			w.table(b.(*east.Table))
		case w.isFootnote(b):
			n := 1
			for i+n < len(blocks) && blocks[i+n].Kind() == ast.KindCodeBlock { // its further paragraphs
				n++
			}
			w.d.tell(w.source(blocks[i : i+n]))
			i += n - 1
		case isText(b) && i+1 < len(blocks) && isCode(blocks[i+1]):
			i += w.commands(b, blocks[i+1:])
		case b.Kind() == ast.KindBlockquote && holdsList(b):
			w.flush(false)
			w.walk(children(b))
		case b.Kind() == ast.KindHTMLBlock:
			w.html(b.(*ast.HTMLBlock))
		case b.Kind() == ast.KindThematicBreak:
		default:
			w.prose = append(w.prose, b)
		}
	}
	w.flush(false)
}

var aFootnote = regexp.MustCompile(`^\[\^[^\]\s]+\]:\s`)

// isFootnote reports a paragraph that explains something elsewhere: nothing is to
// be done there.
func (m *markdown) isFootnote(b ast.Node) bool { return isText(b) && aFootnote.MatchString(m.look(b)) }

// group is the small heading that a step stands under.
func (w *stepMaker) group(more ...string) string {
	parts := append(append([]string{}, w.path...), more...)
	if w.details != "" {
		parts = append(parts, w.details)
	}
	return strings.Join(parts, ": ")
}

// list makes a step of each item. A paragraph before it that ends with a colon is
// their group.
func (w *stepMaker) list(list *ast.List) {
	label := ""
	if n := len(w.prose); n > 0 && isText(w.prose[n-1]) {
		text := w.look(w.prose[n-1])
		if strings.HasSuffix(text, ":") && len([]rune(text)) <= maxTitle {
			label = strings.TrimSpace(strings.TrimSuffix(oneLine(w.plain(w.prose[n-1], nil)), ":"))
			w.prose = w.prose[:n-1]
		}
	}
	if w.asked(list) {
		return
	}
	w.flush(true)
	group := w.group()
	if label != "" {
		group = w.group(label)
	}
	for _, item := range children(list) {
		w.item(w.phase, group, item)
	}
	w.named = true
}

// asked makes a decision of a paragraph that asks something and the list of its
// answers.
func (w *stepMaker) asked(list *ast.List) bool {
	n := len(w.prose)
	if n == 0 || !isText(w.prose[n-1]) || !strings.HasSuffix(w.look(w.prose[n-1]), "?") || w.answersOf(list) == nil {
		return false
	}
	question := w.prose[n-1]
	w.prose = w.prose[:n-1]
	w.flush(false)
	s := w.titled(w.phase, question)
	s.group = w.group()
	w.fill(s, []ast.Node{list})
	w.named = true
	return true
}

// commands makes a step of a paragraph and the code after it, and returns how
// many blocks of code those were.
func (w *stepMaker) commands(paragraph ast.Node, after []ast.Node) int {
	w.flush(false)
	n := 0
	for n < len(after) && isCode(after[n]) {
		n++
	}
	s := w.titled(w.phase, paragraph)
	s.group = w.group()
	w.fill(s, after[:n])
	w.named = true
	return n
}

// flush makes a step of the prose that has gathered. At the beginning of a phase,
// before a list, it says what the phase is for.
func (w *stepMaker) flush(beforeList bool) {
	blocks := w.prose
	w.prose = nil
	if len(blocks) == 0 {
		return
	}
	switch {
	case w.toAbout && len(w.phase.steps) == 0:
		w.d.tell(w.source(blocks))
	case beforeList && !w.named && len(w.phase.steps) == 0 && len(w.path) == 0 && w.phase.goal == "":
		w.phase.goal = w.goal(blocks)
		w.named = true
	case !w.named && w.heading != "":
		s := w.phase.step(w.placeOf(blocks[0]), w.heading)
		if len(w.path) > 1 {
			s.group = strings.Join(w.path[:len(w.path)-1], ": ")
		}
		w.fill(s, blocks)
	default:
		s := w.titled(w.phase, blocks[0])
		s.group = w.group()
		if isTitle(blocks[0]) {
			blocks = blocks[1:]
		}
		w.fill(s, blocks)
	}
	w.named = true
}

// goal returns what a phase is for, which is shown as plain text: as that where
// nothing is lost by it.
func (m *markdown) goal(blocks []ast.Node) string {
	var parts []string
	for _, b := range blocks {
		links := false
		_ = ast.Walk(b, func(n ast.Node, _ bool) (ast.WalkStatus, error) {
			links = links || n.Kind() == ast.KindLink
			return ast.WalkContinue, nil
		})
		if !isText(b) || links || m.changes(b) {
			return m.source(blocks)
		}
		parts = append(parts, strings.TrimSpace(m.look(b)))
	}
	return m.f.plain(strings.Join(parts, "\n\n"), m.placeOf(blocks[0]))
}

// html reads a block of HTML: a summary is the group of what stands under it.
func (w *stepMaker) html(b *ast.HTMLBlock) {
	raw := string(b.Lines().Value(w.src))
	said := w.markdown.html(raw)
	switch {
	case said.open != "" && strings.TrimSpace(said.text) == said.open:
		w.flush(false)
		w.htmlOf(b)
		w.details = said.open
	case said.closes && strings.TrimSpace(said.text) == "":
		w.flush(false)
		w.htmlOf(b)
		w.details = ""
	case strings.TrimSpace(said.text) == "" && len(said.refs) == 0:
		w.htmlOf(b)
	default:
		w.prose = append(w.prose, b)
	}
}

func holdsList(n ast.Node) bool {
	for _, b := range children(n) {
		if b.Kind() == ast.KindList {
			return true
		}
	}
	return false
}
