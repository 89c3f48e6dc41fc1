package convert

import (
	"bytes"
	"encoding/xml"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"cordon/playbook"
)

// judge names cmark-gfm, another reader of Markdown than ours: what it says a page
// holds has to be in the playbook.
var judge = flag.String("judge", "", "the cmark-gfm to judge imports of Markdown by")

// A marked is a node of what cmark-gfm read.
type marked struct {
	XMLName  xml.Name
	Literal  string   `xml:",chardata"`
	Children []marked `xml:",any"`
}

// read has cmark-gfm read a page.
func read(t *testing.T, source string) marked {
	t.Helper()
	cmd := exec.Command(*judge, "-e", "table", "-e", "tasklist", "--unsafe", "-t", "xml")
	cmd.Stdin = strings.NewReader(source)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	// The document type is of no use, and Go's reader stops at nothing in it.
	var root marked
	if err := xml.NewDecoder(bytes.NewReader(out)).Decode(&root); err != nil {
		t.Fatal(err)
	}
	return root
}

var (
	aTagOrComment = regexp.MustCompile(`(?s)<!--.*?-->|</?[A-Za-z][^<>]*>`)
	aLetterMark   = regexp.MustCompile(`(?m)^\s*[a-z]\. `)
)

// said returns the text of a node, as a reader sees it.
func (n marked) said(b *strings.Builder) {
	switch n.XMLName.Local {
	case "text", "code", "code_block":
		b.WriteString(n.Literal)
	case "html_inline", "html_block":
		b.WriteString(aTagOrComment.ReplaceAllStringFunc(n.Literal, keepPlaces))
	case "softbreak", "linebreak":
		b.WriteByte('\n')
	}
	for _, c := range n.Children {
		c.said(b)
	}
	switch n.XMLName.Local {
	case "paragraph", "heading", "code_block", "item", "tasklist", "table_cell", "html_block":
		b.WriteByte('\n')
	}
}

// keepPlaces keeps what is no tag of HTML: a place to fill in.
func keepPlaces(tag string) string {
	for _, element := range []string{"<!--", "b", "br", "br/", "/b", "details", "/details", "summary", "/summary", "a", "/a", "img", "pre", "/pre", "code", "/code", "p", "/p"} {
		if strings.HasPrefix(tag, "<"+element+">") || strings.HasPrefix(tag, "<"+element+" ") || strings.HasPrefix(tag, "<!--") || strings.HasPrefix(tag, "<"+element+"/") {
			return " "
		}
	}
	return tag
}

func wordsOf(text string) []string {
	text = aLetterMark.ReplaceAllString(text, "")
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func (n marked) words() []string {
	var b strings.Builder
	n.said(&b)
	return wordsOf(b.String())
}

// of returns the nodes of a kind.
func (n marked) of(kind string) []marked {
	var all []marked
	if n.XMLName.Local == kind {
		all = append(all, n)
	}
	for _, c := range n.Children {
		all = append(all, c.of(kind)...)
	}
	return all
}

// items returns the outermost items of lists.
func (n marked) items() []marked {
	if n.XMLName.Local == "item" || n.XMLName.Local == "tasklist" {
		return []marked{n}
	}
	var all []marked
	for _, c := range n.Children {
		all = append(all, c.items()...)
	}
	return all
}

// wordsOfStep returns what a step says, in the order in which it is shown.
func wordsOfStep(t *testing.T, p *playbook.Playbook, s playbook.Step, commandFirst bool) []string {
	all := wordsOf(s.Title)
	var lines []string
	for line := range strings.Lines(s.Do) {
		if !strings.HasPrefix(line, "Link in the source: ") {
			lines = append(lines, line)
		}
	}
	do := read(t, strings.Join(lines, "")).words()
	if commandFirst {
		all = append(all, wordsOf(s.Command)...)
	}
	all = append(all, do...)
	if !commandFirst {
		all = append(all, wordsOf(s.Command)...)
	}
	for _, c := range s.Checks {
		all = append(all, wordsOf(c)...)
	}
	for _, id := range s.Record {
		f, _ := p.Fact(id)
		for _, o := range f.Options {
			all = append(all, wordsOf(o.Label)...)
			all = append(all, read(t, o.After).words()...)
		}
	}
	return all
}

// TestJudge holds each item of each page against what was made of it: a step, or a
// part of what the playbook is about, with the same words in the same order.
func TestJudge(t *testing.T) {
	if *judge == "" {
		t.Skip("-judge names no cmark-gfm")
	}
	files, _ := filepath.Glob(filepath.Join("testdata", "in", "*.md"))
	if *public != "" {
		more, _ := filepath.Glob(filepath.Join(*public, "markdown", "*.md"))
		files = append(files, more...)
	}
	judged := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		r, err := Import(filepath.Base(file), data, Options{})
		if err != nil {
			continue // there is nothing to judge
		}
		judged += judgePage(t, file, data, r)
	}
	t.Logf("%d items judged", judged)
}

var (
	// An address that leads nowhere stands behind its words.
	anAddedAddress = regexp.MustCompile(` \([\w./#-]+\.\w+\)`)
	frontMatter    = regexp.MustCompile(`(?s)\A---\n.*?\n---\n`)
	hidden         = regexp.MustCompile(`[\x1b\x{202e}]`)
)

func judgePage(t *testing.T, file string, data []byte, r Result) int {
	p, err := playbook.Parse(file, r.YAML)
	if err != nil {
		t.Fatal(err)
	}
	source := hidden.ReplaceAllStringFunc(frontMatter.ReplaceAllString(string(data), ""), func(s string) string { return spelling([]rune(s)[0]) })
	root := read(t, source)
	var steps [][]string
	for _, s := range p.Steps() {
		if s.Title == "Run this" || s.Title == "Go through this list" || s.Title == "See the source" {
			s.Title = "" // our words, where there are none
		}
		steps = append(steps, wordsOfStep(t, p, s, false), wordsOfStep(t, p, s, true))
	}
	about := " " + strings.Join(read(t, anAddedAddress.ReplaceAllString(p.About, "")).words(), " ") + " "
	for _, phase := range p.Phases {
		about += "| " + strings.Join(read(t, phase.Goal).words(), " ") + " "
	}
	items := root.items()
	for _, item := range items {
		want := item.words()
		same := func(got []string) bool { return slices.Equal(got, want) }
		if len(want) > 0 && !slices.ContainsFunc(steps, same) && !strings.Contains(about, " "+strings.Join(want, " ")+" ") {
			t.Errorf("%s: no step says %q", filepath.Base(file), strings.Join(want, " "))
		}
	}
	nothingLost(t, file, root, p)
	return len(items)
}

// nothingLost counts all words of a page in the playbook, wherever they are.
func nothingLost(t *testing.T, file string, root marked, p *playbook.Playbook) {
	there := map[string]int{}
	count := func(words []string) {
		for _, w := range words {
			there[w]++
		}
	}
	count(wordsOf(p.Title + " " + p.Origin.Title))
	count(read(t, p.About).words())
	for _, r := range p.Roles {
		count(wordsOf(r.Title))
	}
	for _, phase := range p.Phases {
		count(wordsOf(phase.Title))
		count(read(t, phase.Goal).words())
		for _, s := range phase.Steps {
			count(wordsOf(s.Group))
			count(wordsOfStep(t, p, s, false))
		}
	}
	var lost []string
	for _, cell := range root.of("table_header") { // of a table of steps, what its columns are
		count(cell.words())
	}
	for _, row := range root.of("table_row") { // and the numbers of its rows
		count(row.Children[0].words())
	}
	for _, w := range root.words() {
		if there[w]--; there[w] < 0 {
			lost = append(lost, w)
		}
	}
	if len(lost) > 0 && filepath.Base(file) != "traps.md" { // which has what is dropped

		t.Errorf("%s: lost: %q", filepath.Base(file), lost)
	}
}
