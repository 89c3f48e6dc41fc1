// Package markdown draws the Markdown of a step as lines of a pane.
//
// [Renderer.Render] takes what an author wrote under do: in a playbook and a width in
// cells, and returns lines that are never wider. It is made for the detail of
// a step: short texts, narrow panes, a reader in a hurry.
//
// # What it draws
//
//	paragraphs     wrapped on words; a hard break stays a break
//	headings       their text, styled; levels look the same
//	lists          "- ", or the author's numbers set to the right; lines that
//	               continue an item stand under its text
//	task lists     their boxes as text: [ ] and [x]
//	emphasis       styled, the asterisks gone
//	inline code    styled, with its backticks: without color they alone
//	               tell a command from the sentence around it
//	code blocks    two cells in; a line that is too long goes on in the next
//	               one, behind a "> " where the two cells would be
//	quotes         behind "| "
//	links          text (url), or the url alone where it is the text
//	images         alternative text (url)
//	tables         with hairlines where they fit, else each row as an item
//	               of "column: value" lines
//	HTML           as the text it is
//
// Blank lines stand where the author left one, and nowhere else, so an author
// decides how much fits on a small screen. In a pane too narrow for a margin,
// the margin goes and the text stays.
//
// # Strangers' text
//
// A playbook may come from anybody. Every piece of it passes through package
// inert, also what character references such as &#27; stand for. Links are
// never made into terminal hyperlinks: what is shown is where they lead.
//
// Some texts exist to keep a parser busy. One that opens more than [MaxDepth]
// lists and quotes on a line, holds more than [MaxMarkup] brackets, asterisks,
// underscores and backticks, or is longer than [MaxSource] bytes is shown as
// its source. What exceeds [MaxText] bytes is left out, and the last line says
// so.
package markdown

import (
	"fmt"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"cordon/playbook/inert"
)

// Limits on a text, far above anything a person writes into a step.
const (
	MaxDepth  = 32
	MaxMarkup = 1000
	MaxSource = 32 << 10
	MaxText   = 1 << 20
)

// Styles says how the parts of a text look. The zero value renders plain
// text. A style must not change the width of what it is applied to: colors,
// bold and the like, but no padding and no border.
type Styles struct {
	Text    lipgloss.Style // everything that has no style of its own
	Strong  lipgloss.Style
	Emph    lipgloss.Style
	Code    lipgloss.Style
	Heading lipgloss.Style
	Link    lipgloss.Style // the text of a link
	Quote   lipgloss.Style // the text of a quote, and the bar before it
	Rule    lipgloss.Style // thematic breaks, tables, marks of continued code

	Hairlines Hairlines
}

// A Renderer draws Markdown in one set of styles. It may be used by several
// goroutines at once.
type Renderer struct {
	styles Styles
	parser parser.Parser // costs more to make than a step costs to read
}

// New returns a Renderer.
func New(st Styles) *Renderer { return &Renderer{styles: st, parser: newParser()} }

// Styles returns how the parts of a text look.
func (r *Renderer) Styles() Styles { return r.styles }

// Render draws source as lines of at most width cells, and at least one cell.
// Nothing is cached: a caller draws once per text and width.
func (r *Renderer) Render(source string, width int) []string {
	p := page{st: &r.styles, width: max(width, 1)}
	cut := max(len(source)-MaxText, 0)
	source = inert.Text(source[:len(source)-cut])
	if laborious(source) {
		p.verbatim(source)
	} else {
		p.source = []byte(source)
		p.blocks(r.parser.Parse(text.NewReader(p.source)), &r.styles.Text)
	}
	if cut > 0 {
		p.verbatim(fmt.Sprintf("... (%d more bytes are not shown)", cut))
	}
	return p.lines
}

// newParser returns a parser for Markdown without HTML, which therefore stays
// text.
func newParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(parser.NewListParser(), 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(parser.NewBlockquoteParser(), 800),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(parser.NewCodeSpanParser(), 100),
			util.Prioritized(parser.NewLinkParser(), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(parser.NewEmphasisParser(), 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
			util.Prioritized(tables{}, 200),
		),
	)
}

// laborious reports whether source would take a parser long: its time grows
// with the square of the depth and of the markup in a text.
func laborious(source string) bool {
	if len(source) > MaxSource {
		return true
	}
	markup := 0
	for i := range len(source) {
		switch source[i] {
		case '[', ']', '*', '_', '`':
			markup++
		}
	}
	if markup > MaxMarkup {
		return true
	}
	for line := range strings.SplitSeq(source, "\n") {
		if depth(line) > MaxDepth {
			return true
		}
	}
	return false
}

// depth returns how many quotes and list items a line may open.
func depth(line string) int {
	for n := 0; ; n++ {
		line = strings.TrimLeft(line, " ")
		if rest, ok := strings.CutPrefix(line, ">"); ok {
			line = rest
			continue
		}
		mark := strings.TrimLeft(line, "0123456789")
		if mark == "" || !strings.Contains("-+*.)", mark[:1]) || len(mark) > 1 && mark[1] != ' ' {
			return n
		}
		line = mark[1:]
	}
}
