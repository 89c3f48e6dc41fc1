package reader

import (
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

// syntaxProblem says in plain words why a file is not YAML, and where the
// author has to look: for a bracket that is never closed that is the bracket,
// not the end of the file.
func (s *Source) syntaxProblem(err error) Problem {
	var e *yaml.LoadError
	if !errors.As(err, &e) {
		return Problem{Text: "this file is not YAML: " + Visible(err.Error())}
	}
	p := Problem{Line: e.Mark.Line, Column: e.Mark.Column}
	opened := Problem{Line: e.ContextMark.Line, Column: e.ContextMark.Column}
	has := func(part string) bool { return strings.Contains(e.Message, part) }
	switch {
	case has("no documents"):
		p.Text = s.nothing()
	case has("found multiple"):
		return Problem{Line: s.secondDocument(), Column: 1, Text: "a file holds one " + s.holds + ", and a second document starts here"}
	case has("exceeded max depth"):
		p.Text = fmt.Sprintf("this is nested more than %d levels deep", s.depth)
	case has("unexpected end of stream"):
		return opened.say("this quote is never closed", "")
	case has("expected ',' or ']'"):
		return opened.say("this [ is never closed, or a comma is missing after it", "")
	case has("expected ',' or '}'"):
		return opened.say("this { is never closed, or a comma is missing after it", "")
	case has("could not find expected ':'"):
		return opened.say("there is no : after this key", "if it belongs to the text above, indent it as far")
	case has("mapping values are not allowed"):
		return p.say("a : cannot stand here", "put text that holds a : in quotes, or mend the indentation")
	case has("cannot start any token"):
		return s.badStart(p)
	case has("unknown anchor"):
		return p.say("there is no anchor for this alias", "text that starts with * needs quotes")
	case has("unknown escape"):
		return p.say("this escape is not known", "in single quotes a \\ is just a \\")
	case has("did not find expected '-'"):
		return p.say("this does not line up with the list above", fmt.Sprintf("the list starts in line %d, column %d", opened.Line, opened.Column))
	case has("did not find expected key"):
		return s.badKey(p)
	default:
		p.Text = "this is not YAML: " + Visible(e.Message)
	}
	return p
}

func (p Problem) say(text, hint string) Problem {
	p.Text, p.Hint = text, hint
	return p
}

func (s *Source) badStart(p Problem) Problem {
	_, rest := splitAt(s.line(p.Line), p.Column-1)
	first, _ := firstRunes(rest, 1)
	if first == "\t" {
		return p.say("a tab cannot indent YAML", "use spaces")
	}
	return p.say("text cannot start with "+Quote(first), "put the text in quotes")
}

// badKey tells a value that goes on after its quotes from a wrong indentation.
func (s *Source) badKey(p Problem) Problem {
	before, _ := splitAt(s.line(p.Line), p.Column-1)
	switch before = strings.TrimSpace(before); {
	case strings.HasSuffix(before, "'"):
		return p.say("the value has ended before this", "in single quotes, write ' as ''")
	case before != "":
		return p.say("the value has ended before this", `put all of it in single quotes: '"eu" in regions'`)
	}
	return p.say("this does not line up with the keys above", "the keys of a group start in one column")
}

// secondDocument returns the line in which a second document starts.
func (s *Source) secondDocument() int {
	content, ended := false, false
	for n := 1; ; n++ {
		line := s.line(n)
		mark := strings.HasPrefix(line, "---")
		switch {
		case content && mark, ended && line != "" && line[0] != '#':
			return n
		case strings.HasPrefix(line, "..."):
			ended = content
		case mark, strings.TrimSpace(line) != "" && line[0] != '#' && line[0] != '%':
			content = true
		}
		if n >= len(s.starts) {
			return n
		}
	}
}
