package convert

import (
	"fmt"

	"cordon/playbook/reader"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	goldtext "github.com/yuin/goldmark/text"
)

// A markdown is a text in Markdown and the document that is made of it: a page,
// or what a case template says about a task.
//
// What is shown as a line, such as a title or a check, is plain text: marks of
// emphasis are gone, a link is its words and goes to refs. What stands in do or
// about is Markdown, as it was where nothing has to change: a link that leads
// nowhere becomes words, HTML becomes what it says. Both are rendered by inline.go
// and source.go.
type markdown struct {
	f   *file
	d   *document
	src []byte
	at  func(offset int) place // the place in the file of an offset in src

	closed map[string]bool // names of the tags that are closed, or close themselves
	ticked int             // boxes that are ticked
	first  place           // the first of them
}

// newMarkdown prepares a text for reading. at says where an offset in it stands.
func newMarkdown(f *file, d *document, source string, at func(offset int) place) *markdown {
	source, bullets := withPlainBullets(source)
	source, shown := spelledOut(source, func(offset int, shown string) {
		f.unseen(func() place { return at(bullets.old(offset)) }, shown)
	})
	return &markdown{
		f: f, d: d, src: []byte(source), closed: closedTags(source),
		at: func(offset int) place { return at(bullets.old(shown.old(offset))) },
	}
}

// parse returns the blocks of the text, or none and a problem.
func (m *markdown) parse() []ast.Node {
	if !m.bounded() {
		return nil
	}
	p := goldmark.New(goldmark.WithExtensions(extension.Table, extension.TaskList)).Parser()
	all := p.Parse(goldtext.NewReader(m.src))
	m.unused(all)
	return children(all)
}

// unused tells of addresses that a page defines and no link of it names.
func (m *markdown) unused(page ast.Node) {
	used := map[string]bool{}
	var defined []*ast.LinkReferenceDefinition
	_ = ast.Walk(page, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.LinkReferenceDefinition:
			if entering {
				defined = append(defined, n)
			}
		case *ast.Link:
			used[string(n.Destination)] = true
		case *ast.Image:
			used[string(n.Destination)] = true
		}
		return ast.WalkContinue, nil
	})
	for _, d := range defined {
		if !used[string(d.Destination)] {
			what := "an address that no link names, [" + string(d.Label) + "]: " + string(d.Destination)
			if len(d.Title) > 0 {
				what += " " + reader.Quote(string(d.Title))
			}
			m.f.lose(m.placeOf(d), what, leftOut)
		}
	}
}

func children(n ast.Node) []ast.Node {
	var all []ast.Node
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() != ast.KindLinkReferenceDefinition {
			all = append(all, c)
		}
	}
	return all
}

// tickedBoxes tells of boxes that are ticked in the source, all in one: a run
// begins with all of them open.
func (m *markdown) tickedBoxes() {
	switch {
	case m.ticked == 1:
		m.f.lose(m.first, "1 box is ticked in the source", "open here")
	case m.ticked > 1:
		m.f.lose(m.first, fmt.Sprintf("%d boxes are ticked in the source", m.ticked), "open here")
	}
}

// placeOf returns where a node stands.
func (m *markdown) placeOf(n ast.Node) place {
	for ; n != nil; n = n.FirstChild() {
		if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
			return m.at(n.Lines().At(0).Start)
		}
		if n.Pos() >= 0 {
			return m.at(n.Pos())
		}
	}
	return place{}
}
