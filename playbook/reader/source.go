package reader

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// MaxSize is the size of the largest file, in bytes.
const MaxSize = 1 << 20

// maxDepth is how deep groups and lists may be nested. The format of playbooks
// needs nine levels.
const maxDepth = 32

// Nobody reads more problems of one file than these, and a hostile file must
// not make us look for them. An alias can bring the same one again and again,
// so that is limited as well.
const (
	maxProblems = 200
	maxReports  = 20 * maxProblems
)

// A Source is the text of a file and the problems found in it.
type Source struct {
	name     string
	holds    string // what kind of file it is, "playbook"
	text     string
	starts   []int // of lines, as byte offsets; made when first needed
	problems Problems
	reports  int
	depth    int // how deep it may be nested
}

// Read loads a file and returns its root, or nil if it is not YAML, is too large
// or holds characters that do not show: [Source.Problems] then says so. The name
// is used in problems only. holds says what is in the file, as in "there is no
// playbook in this file".
func Read(name, holds string, b []byte) (*Source, *yaml.Node) {
	s := &Source{name: name, holds: holds, text: strings.TrimPrefix(string(b), "\ufeff")}
	return s, s.load()
}

// Text returns the source of a file in another format, which is not looked at:
// its text is there for the excerpts of problems.
func Text(name, text string) *Source { return &Source{name: name, text: text, holds: "file"} }

// YAML reads the text as YAML, nested not deeper than that, or returns nil and
// reports why it is none. It may hold any character that YAML allows.
func (s *Source) YAML(depth int) *yaml.Node {
	var document yaml.Node
	err := yaml.Load([]byte(s.text), &document, yaml.WithUniqueKeys(false),
		yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(depth))))
	switch {
	case err != nil:
		s.depth = depth
		s.Report(s.syntaxProblem(err))
		return nil
	case len(document.Content) == 0:
		s.Report(Problem{Text: s.nothing()})
		return nil
	}
	return document.Content[0]
}

// load returns the root of the file, or nil and a reported problem.
func (s *Source) load() *yaml.Node {
	if len(s.text) > MaxSize {
		s.text = s.text[:0] // an excerpt would not help
		s.Report(Problem{Text: fmt.Sprintf("a %s has at most %d bytes", s.holds, MaxSize), Hint: "is this the right file?"})
		return nil
	}
	if s.scan(); len(s.problems) > 0 {
		return nil
	}
	return s.YAML(maxDepth)
}

func (s *Source) nothing() string { return "there is no " + s.holds + " in this file" }

// line returns line n, counted from 1, without its end.
func (s *Source) line(n int) string {
	if s.starts == nil {
		s.starts = []int{0}
		for i := range len(s.text) {
			if s.text[i] == '\n' {
				s.starts = append(s.starts, i+1)
			}
		}
	}
	if n < 1 || n > len(s.starts) {
		return ""
	}
	text := s.text[s.starts[n-1]:]
	if n < len(s.starts) {
		text = s.text[s.starts[n-1] : s.starts[n]-1]
	}
	return strings.TrimSuffix(text, "\r")
}

// Report adds a problem at its line and column, unless the same has been said of the same place:
// an alias brings the same text to several places of a playbook.
func (s *Source) Report(p Problem) {
	same := func(q Problem) bool { return q.Line == p.Line && q.Column == p.Column && q.Text == p.Text }
	s.reports++
	if s.Full() || slices.ContainsFunc(s.problems, same) {
		return
	}
	s.problems = append(s.problems, s.Placed(p))
}

// Placed returns a problem of this file with its line, and reports nothing.
func (s *Source) Placed(p Problem) Problem {
	p.File, p.Line, p.Column = s.name, max(p.Line, 1), max(p.Column, 1)
	p.Excerpt, p.caret = excerpt(s.line(p.Line), p.Column)
	return p
}

// Reports counts what was reported so far, also what was said before.
func (s *Source) Reports() int { return s.reports }

// Full reports whether there is no point in looking for more problems.
func (s *Source) Full() bool { return len(s.problems) >= maxProblems || s.reports > maxReports }

// Problems returns all problems so far by position. If there may be more, the
// last one says so.
func (s *Source) Problems() Problems {
	slices.SortStableFunc(s.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	if s.Full() {
		last := s.problems[len(s.problems)-1]
		last.Text, last.Hint = "there may be more problems after these", "mend these first"
		s.problems = append(s.problems, last)
	}
	return s.problems
}

// scan reports characters that no file of ours may hold: what is not UTF-8,
// what a terminal obeys, what hides or reorders text, and line ends that
// editors and YAML count differently.
func (s *Source) scan() {
	line, start := 1, 0
	for i := 0; i < len(s.text) && !s.Full(); {
		c := s.text[i]
		size := 1
		switch {
		case c == '\n':
			line++
			start = i + 1
		case c == '\r' && i+1 < len(s.text) && s.text[i+1] == '\n', c == '\t', c >= ' ' && c < 0x7f:
		default:
			var r rune
			r, size = utf8.DecodeRuneInString(s.text[i:])
			if text := s.unwelcome(r, size, c); text != "" {
				s.Report(Problem{Line: line, Column: utf8.RuneCountInString(s.text[start:i]) + 1, Text: text})
			}
		}
		i += size
	}
}

// unwelcome says what is wrong with a character, or nothing.
func (s *Source) unwelcome(r rune, size int, first byte) string {
	switch {
	case r == utf8.RuneError && size == 1:
		return fmt.Sprintf("this byte is not UTF-8 text (0x%02x): save the file as UTF-8", first)
	case isControl(r):
		return "a control character has no place in a " + s.holds + " (" + strings.Trim(strconv.QuoteRune(r), "'") + ")"
	case isHidden(r):
		return "an invisible character has no place in a " + s.holds + " (" + strings.Trim(strconv.QuoteRune(r), "'") + ")"
	}
	return ""
}

// isControl reports C0 and C1 controls. Line ends and tabs are for the caller.
func isControl(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }

// isHidden reports characters that reorder the text around them, end a line
// where no one sees it, or mark the byte order.
func isHidden(r rune) bool {
	switch {
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x2028, r == 0x2029, r == 0xfeff:
		return true
	}
	return false
}

// locate returns the place of a character of a scalar, counted in characters
// from its start. Where YAML folds or escapes, the start itself is the place.
func (s *Source) locate(n *yaml.Node, offset int) (line, column int) {
	switch {
	case n.Style&yaml.LiteralStyle != 0:
		return s.locateLiteral(n, offset)
	case n.Style&yaml.FoldedStyle != 0 || offset == 0 && n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) == 0:
		return n.Line, n.Column
	}
	_, raw := splitAt(s.line(n.Line), n.Column-1)
	column = n.Column
	single := n.Style&yaml.SingleQuotedStyle != 0
	if single || n.Style&yaml.DoubleQuotedStyle != 0 {
		if raw == "" || raw[0] != '\'' && raw[0] != '"' {
			return n.Line, n.Column // a tag or an anchor stands before it
		}
		raw = raw[1:]
		column++
	}
	for i, r := range n.Value {
		if offset == 0 {
			break
		}
		size := len(string(r))
		if !strings.HasPrefix(raw, n.Value[i:i+size]) {
			return n.Line, n.Column
		}
		raw, column, offset = raw[size:], column+1, offset-1
		if single && r == '\'' {
			raw, column = strings.TrimPrefix(raw, "'"), column+1
		}
	}
	return n.Line, column
}

// locateLiteral finds a place in a block scalar written with |, whose lines
// start on the line after the key.
func (s *Source) locateLiteral(n *yaml.Node, offset int) (line, column int) {
	before, after := splitAt(n.Value, offset)
	k := strings.Count(before, "\n")
	before = before[strings.LastIndexByte(before, '\n')+1:]
	after, _, _ = strings.Cut(after, "\n")
	raw := s.line(n.Line + 1 + k)
	indent := len(raw) - len(before+after)
	if indent < 0 || !strings.HasSuffix(raw, before+after) {
		return n.Line, n.Column
	}
	return n.Line + 1 + k, utf8.RuneCountInString(raw[:indent]) + utf8.RuneCountInString(before) + 1
}
