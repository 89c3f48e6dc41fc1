package convert

import (
	"regexp"
	"strings"

	"cordon/playbook"
	"cordon/playbook/reader"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// maxChecks is how many things to tick off a step has. A longer list stays a
// list.
const maxChecks = 12

// item makes a step of an item of a list.
func (m *markdown) item(p *phase, group string, item ast.Node) {
	blocks := children(item)
	if len(blocks) == 0 || m.d.full() {
		return
	}
	if len(blocks) == 1 && isText(blocks[0]) && m.look(blocks[0]) == "" && !m.changes(blocks[0]) || m.isEmptyBox(blocks) {
		return
	}
	s := m.titled(p, blocks[0])
	s.group = group
	named := isTitle(blocks[0])
	if named {
		blocks = blocks[1:]
	}
	m.fill(s, blocks)
	if !named && s.isEmpty() { // an item of an item, or of markup alone
		p.drop(s)
	}
}

// endOf is where the last of some blocks stands.
func (m *markdown) endOf(blocks []ast.Node) place {
	if len(blocks) == 0 {
		return place{}
	}
	return m.placeOf(blocks[len(blocks)-1])
}

// isEmptyBox reports an item that is a box and nothing else.
func (m *markdown) isEmptyBox(blocks []ast.Node) bool {
	return len(blocks) == 1 && isText(blocks[0]) && blocks[0].ChildCount() == 1 && holdsBox(blocks[0])
}

// titled begins a step with a block for its title; one that is no paragraph is
// told by what it is.
func (m *markdown) titled(p *phase, b ast.Node) *step {
	at := m.placeOf(b)
	if !isTitle(b) {
		return p.step(at, m.untitled(b))
	}
	s := &step{}
	lines := strings.Split(m.plain(b, s), "\n")
	lines[0] = m.withoutBox(lines[0], at)
	lines, lettered := letters(lines)
	title := strings.TrimSpace(strings.Join(lines, " "))
	if len([]rune(title)) <= maxTitle {
		title = strings.TrimSpace(strings.TrimSuffix(title, ":"))
	}
	if oneLine(title) == "" {
		title = "See the source"
	}
	made := p.step(at, title)
	made.checks, made.refs, made.pending = lettered, s.refs, s.pending
	return made
}

func isText(n ast.Node) bool {
	switch n.(type) {
	case *ast.Paragraph, *ast.TextBlock, *east.TableCell:
		return true
	}
	return false
}

// isTitle reports a block whose words can be the title of a step.
func isTitle(n ast.Node) bool { return isText(n) || n.Kind() == ast.KindHeading }

var aBox = regexp.MustCompile(`^\s*(?:\[([ xX~/>-]?)\]\s+|([☐☑☒□❏❑❒])\s*)`)

// withoutBox is a line without a box that Markdown does not know for one. What is
// ticked in the source is open here.
func (m *markdown) withoutBox(line string, at place) string {
	b := aBox.FindStringSubmatch(line)
	if b == nil || strings.TrimSpace(line) == strings.TrimSpace(b[0]) {
		return line
	}
	switch mark := b[1] + b[2]; mark {
	case "x", "X", "☑", "☒":
		m.tick(at)
	case "~", "/", ">", "-":
		m.f.lose(at, "a box marked "+reader.Quote(mark), "open here")
	}
	return line[len(b[0]):]
}

// tick counts a box that is ticked in the source.
func (m *markdown) tick(at place) {
	if m.ticked++; m.ticked == 1 {
		m.first = at
	}
}

// untitled is the title of a step that begins with something else than words.
func (m *markdown) untitled(b ast.Node) string {
	if isDrawing(b, m.src) {
		return "Look at this drawing"
	}
	switch b.(type) {
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		return "Run this"
	case *east.Table:
		return "Go through this table"
	case *ast.List:
		return "Go through this list"
	}
	return "Read this"
}

var aLetter = regexp.MustCompile(`^\s*([a-z])[.)]\s+`)

// letters splits off the lines a., b., c. at the end of a paragraph, which
// Markdown does not know as a list.
func letters(lines []string) (before, items []string) {
	for from := 1; from < len(lines); from++ {
		items, want := []string{}, byte('a')
		for _, line := range lines[from:] {
			if l := aLetter.FindStringSubmatch(line); l != nil && l[1][0] == want {
				items, want = append(items, line[len(l[0]):]), want+1
			} else if len(items) > 0 {
				items[len(items)-1] += " " + line
			} else {
				break
			}
		}
		if len(items) >= 2 && len(items) <= maxChecks {
			for i := range items {
				items[i] = oneLine(items[i])
			}
			return lines[:from], items
		}
	}
	return lines, nil
}

// fill puts what belongs to a step into it: a question with its answers, a command,
// checks, and the rest as Markdown. A step shows the command before the checks;
// where the source has them the other way around, a loss says so.
func (m *markdown) fill(s *step, blocks []ast.Node) {
	blocks = m.takeAnswers(s, blocks)
	last := len(blocks) > 0 && isCode(blocks[len(blocks)-1])
	code := m.endOf(blocks)
	blocks = m.takeCommand(s, blocks)
	if len(s.checks) > 0 && len(blocks) > 0 { // lines with letters, and more after them
		s.say("- " + strings.Join(s.checks, "\n- "))
		s.checks = nil
	}
	listed := len(blocks) > 0
	blocks, checks := m.takeChecks(s, blocks)
	if s.command != "" && last && (len(s.checks) > 0 || listed && len(checks) > 0) {
		m.f.lose(code, "a list before a command, of "+reader.Quote(s.title), "its checks are shown after the command")
	}
	s.say(m.source(blocks))
	s.checks = append(s.checks, checks...)
	for _, text := range s.pending {
		s.say(text)
	}
	s.pending = nil
}

// takeCommand takes the only block of code for the command of the step, if it is
// the first or the last of what the step says.
func (m *markdown) takeCommand(s *step, blocks []ast.Node) []ast.Node {
	at, count := -1, 0
	for i, b := range blocks {
		if isCode(b) {
			at = i
		}
		count += codes(b)
	}
	if count != 1 || at < 0 || at != 0 && at != len(blocks)-1 || s.do != "" && at == 0 && len(blocks) > 1 || s.command != "" {
		return blocks
	}
	code := m.codeOf(blocks[at])
	if strings.TrimSpace(code) == "" || isDrawing(blocks[at], m.src) {
		return blocks
	}
	s.command = code
	if f, ok := blocks[at].(*ast.FencedCodeBlock); ok {
		if _, more, _ := strings.Cut(m.infoOf(f), " "); more != "" {
			m.f.lose(m.placeOf(f), "what stands beside the language of a block, "+reader.Quote(more), leftOut)
		}
	}
	return append(blocks[:at:at], blocks[at+1:]...)
}

func isCode(n ast.Node) bool {
	return n.Kind() == ast.KindFencedCodeBlock || n.Kind() == ast.KindCodeBlock
}

// codes counts the blocks of code in a block.
func codes(n ast.Node) int {
	count := 0
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && isCode(n) {
			count++
		}
		return ast.WalkContinue, nil
	})
	return count
}

// isDrawing reports a block that describes a picture and is no command.
func isDrawing(n ast.Node, src []byte) bool {
	f, ok := n.(*ast.FencedCodeBlock)
	if !ok {
		return false
	}
	switch string(f.Language(src)) {
	case "mermaid", "plantuml", "dot", "graphviz":
		return true
	}
	return false
}

// takeChecks takes the only list for the checks of the step, if it is the last of
// what the step says, is short and has one level.
func (m *markdown) takeChecks(s *step, blocks []ast.Node) ([]ast.Node, []string) {
	lists := 0
	for _, b := range blocks {
		if b.Kind() == ast.KindList {
			lists++
		}
	}
	if lists != 1 || !isPlainList(blocks[len(blocks)-1]) || len(s.checks) > 0 {
		return blocks, nil
	}
	var checks []string
	for _, item := range children(blocks[len(blocks)-1]) {
		for _, text := range children(item) {
			if check := oneLine(m.withoutBox(m.plain(text, s), m.placeOf(text))); check != "" {
				checks = append(checks, check)
			}
		}
	}
	return blocks[:len(blocks)-1], checks
}

// isPlainList reports a list whose items are each one paragraph.
func isPlainList(n ast.Node) bool {
	if n.Kind() != ast.KindList || n.ChildCount() > maxChecks {
		return false
	}
	for _, item := range children(n) {
		inside := children(item)
		if len(inside) > 1 || len(inside) == 1 && !isText(inside[0]) {
			return false
		}
	}
	return true
}

var (
	aYesNo = regexp.MustCompile(`(?is)^(yes|no|unknown|not sure|maybe)\b\s*(?:(?:=>|->|[:,.;–—→-])+|$)\s*(.*)$`)
	anIf   = regexp.MustCompile(`(?is)^(if\s+(?:so|not|yes|no)\b|if\s+.+?[:,]|otherwise\b|else\b)[\s:,–—→-]*(.+)$`)
)

// takeAnswers makes a decision of a step that asks something and lists its
// answers: Yes, No, If.
func (m *markdown) takeAnswers(s *step, blocks []ast.Node) []ast.Node {
	if !strings.HasSuffix(s.title, "?") || len(blocks) == 0 || len(s.record) > 0 {
		return blocks
	}
	list, ok := blocks[len(blocks)-1].(*ast.List)
	if !ok {
		return blocks
	}
	answers := m.answersOf(list)
	if answers == nil {
		return blocks
	}
	f := m.d.fact(s.title, playbook.Choice)
	s.record = append(s.record, f.id)
	for i, item := range children(list) {
		inside := children(item)
		m.plain(inside[0], s) // for its links, and what it loses
		f.answer(answers[i].label, strings.TrimSpace(answers[i].after+"\n\n"+m.source(inside[1:])))
	}
	return blocks[:len(blocks)-1]
}

// An answer of a list, and what follows it in its line.
type answer struct{ label, after string }

// answersOf returns the answers that the items of a list are, or none where one is
// no answer.
func (m *markdown) answersOf(list *ast.List) []answer {
	var all []answer
	for _, item := range children(list) {
		inside := children(item)
		if len(inside) == 0 || !isText(inside[0]) {
			return nil
		}
		label, after := answerOf(oneLine(m.look(inside[0])))
		if label == "" {
			return nil
		}
		all = append(all, answer{label, after})
	}
	if len(all) < 2 {
		return nil
	}
	return all
}

// answerOf splits "Yes: ask them" and "If it was opened, ask them".
func answerOf(line string) (label, after string) {
	if a := aYesNo.FindStringSubmatch(line); a != nil {
		return sentenceCase(strings.ToLower(a[1])), a[2]
	}
	if a := anIf.FindStringSubmatch(line); a != nil {
		return sentenceCase(strings.TrimRight(a[1], " :,")), a[2]
	}
	return "", ""
}
