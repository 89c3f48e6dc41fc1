package playbook

import (
	"go.yaml.in/yaml/v4"
)

// A File is a YAML file that goes with playbooks and is read by another
// package: the same limits hold for it, and what is wrong with it is said in
// the same way.
type File struct{ source *source }

// ReadFile reads the text of a file and returns its root, or nil if it is not
// YAML or holds characters that do not show: [File.Problems] then says so. The
// name is used in problems only. holds says what is in the file, as in "there
// is no scenario in this file".
func ReadFile(name, holds string, text []byte) (*File, *yaml.Node) {
	s := newSource(name, text)
	s.holds = holds
	return &File{s}, s.load()
}

// Problem returns something to say about a place of the file. Both line and
// column count from 1.
func (f *File) Problem(line, column int, text, hint string) Problem {
	p := Problem{File: f.source.name, Line: max(line, 1), Column: max(column, 1), Text: text, Hint: hint}
	p.Excerpt, p.caret = excerpt(f.source.line(p.Line), p.Column)
	return p
}

// Report adds a problem at a node.
func (f *File) Report(n *yaml.Node, text, hint string) {
	f.source.report(Problem{Line: n.Line, Column: n.Column, Text: text, Hint: hint})
}

// Problems returns what was found so far, by position.
func (f *File) Problems() Problems { return f.source.sorted() }
