package convert

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"cordon/playbook/reader"

	"go.yaml.in/yaml/v4"
)

// What nobody asked for is told as well. A reader takes what it knows of a tree of
// JSON or YAML, each text by an accessor that notes it. What then was not taken
// gets lost, and unsaid tells it: keys of a newer version, of an extension, of
// somebody's own.

// An entry is a value of a tree, as JSON and YAML have it alike.
type entry struct {
	key  string // under which it stands; that of its list for an item
	at   place
	text string // of one without kids; empty where there is nothing to lose
	read bool
	kids []entry
}

// jsonEntry is a value of JSON. Nothing gets lost of what is empty, nought, false
// or null.
func jsonEntry(key string, n *jsonNode) entry {
	e := entry{key: key, at: n.place, read: n.read}
	if n.text != "0" && n.text != "false" {
		e.text = strings.TrimSpace(n.text)
	}
	for _, item := range n.items {
		e.kids = append(e.kids, jsonEntry(key, item))
	}
	for _, m := range n.members {
		e.kids = append(e.kids, jsonEntry(m.key, m.value))
	}
	return e
}

// yamlEntry is a value of YAML.
func (f *file) yamlEntry(key string, n *yaml.Node) entry {
	e := entry{key: key, at: placeOf(n), read: f.taken[n]}
	switch {
	case n.Kind == yaml.ScalarNode && n.Tag != "!!null" && n.Value != "0" && n.Value != "false":
		e.text = strings.TrimSpace(n.Value)
	case n.Kind == yaml.SequenceNode:
		for _, item := range n.Content {
			e.kids = append(e.kids, f.yamlEntry(key, item))
		}
	case n.Kind == yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			e.kids = append(e.kids, f.yamlEntry(n.Content[i].Value, n.Content[i+1]))
		}
	}
	return e
}

// texts returns what was not taken of an entry, and whether anything was.
func (e entry) texts() (left []string, taken bool) {
	if e.text != "" {
		if e.read {
			return nil, true
		}
		return []string{e.text}, false
	}
	for _, k := range e.kids {
		more, some := k.texts()
		for i := range more {
			if k.key != e.key { // it is no item of a list
				more[i] = k.key + ": " + more[i]
			}
		}
		left, taken = append(left, more...), taken || some
	}
	return left, taken
}

// without returns an entry without what stands in it under some keys: words of a
// format, which say how to read it.
func (e entry) without(keys ...string) entry {
	kids := e.kids
	e.kids = nil
	for _, k := range kids {
		if !slices.Contains(keys, k.key) {
			e.kids = append(e.kids, k.without(keys...))
		}
	}
	return e
}

// unsaid tells what of a tree was not taken. What the program of the source keeps
// for itself under its own keys, such as where a step is drawn, is told in one.
func (f *file) unsaid(root entry, own ...string) {
	u := unsaidOf{file: f, own: own}
	for _, e := range u.others(root).kids {
		u.tell(e)
	}
	if len(u.kept) > 0 {
		f.lose(u.first, "what a program keeps for itself: "+f.shown(strings.Join(u.kept, ", ")), leftOut)
	}
}

type unsaidOf struct {
	*file
	own   []string
	kept  []string // keys of its own that were met
	first place    // the first of them
}

// others returns an entry without the keys of a program's own, and notes those.
func (u *unsaidOf) others(e entry) entry {
	kids := e.kids
	e.kids = nil
	for _, k := range kids {
		if !slices.Contains(u.own, k.key) {
			e.kids = append(e.kids, u.others(k))
			continue
		}
		if left, _ := k.texts(); len(left) == 0 {
			continue
		}
		if len(u.kept) == 0 {
			u.first = k.at
		}
		u.kept = appendOnce(u.kept, k.key)
	}
	return e
}

func (u *unsaidOf) tell(e entry) {
	left, taken := e.texts()
	switch {
	case len(left) == 0:
	case taken:
		for _, k := range e.kids {
			u.tell(k)
		}
	default:
		u.lose(e.at, "the key "+reader.Quote(u.shown(e.key))+", with "+u.quoted(left), leftOut)
	}
}

// What a loss says of texts that are gone.
const (
	maxUnsaid      = 8  // texts
	maxUnsaidRunes = 80 // of each
)

func (f *file) quoted(left []string) string {
	var all []string
	for i, text := range left {
		if i == maxUnsaid {
			all = append(all, fmt.Sprintf("and %d more", len(left)-i))
			break
		}
		if text = f.shown(oneLine(text)); utf8.RuneCountInString(text) > maxUnsaidRunes {
			text = string([]rune(text)[:maxUnsaidRunes]) + "…"
		}
		all = append(all, reader.Quote(text))
	}
	return strings.Join(all, ", ")
}

// take notes that a value of YAML was taken, and returns it.
func (f *file) take(n *yaml.Node) *yaml.Node {
	if n == nil {
		return nil
	}
	if f.taken == nil {
		f.taken = map[*yaml.Node]bool{}
	}
	f.taken[n] = true
	return n
}

// takeAll notes that all of a value of YAML was taken.
func (f *file) takeAll(n *yaml.Node) {
	if f.take(n) == nil {
		return
	}
	for _, c := range n.Content {
		f.takeAll(c)
	}
}

// take notes that a value was taken, and returns it.
func (n *jsonNode) take() *jsonNode {
	if n != nil {
		n.read = true
	}
	return n
}

// setRead notes for all of a value that it was taken, or was not.
func (n *jsonNode) setRead(read bool) {
	if n == nil {
		return
	}
	n.read = read
	for _, item := range n.items {
		item.setRead(read)
	}
	for _, m := range n.members {
		m.value.setRead(read)
	}
}

// comments tells of the comments in a file of YAML: people write down there what
// they have no other place for, and steps that they took out.
func (f *file) comments(root *yaml.Node) {
	known := map[string]bool{}
	f.commentsOf(root, known)
	lines := strings.Split(f.text, "\n")
	head := 0
	for head < len(lines) && isAside(lines[head]) {
		head++
	}
	foot := len(lines)
	for foot > head && isAside(lines[foot-1]) {
		foot--
	}
	for i, line := range lines { // those around all of it stand at no value
		if line = strings.TrimSpace(line); (i < head || i >= foot) && line != "" && line != "---" && !known[line] {
			f.loseComment(place{i + 1, 1}, line)
		}
	}
}

// isAside reports a line of YAML that holds no value.
func isAside(line string) bool {
	line = strings.TrimSpace(line)
	return line == "" || line == "---" || line[0] == '#'
}

func (f *file) commentsOf(n *yaml.Node, known map[string]bool) {
	at := placeOf(n)
	before := place{at.line - strings.Count(n.HeadComment, "\n") - 1, at.column}
	for _, c := range []struct {
		at   place
		text string
	}{{before, n.HeadComment}, {at, n.LineComment}, {at, n.FootComment}} {
		if c.text == "" {
			continue
		}
		for line := range strings.SplitSeq(c.text, "\n") {
			known[strings.TrimSpace(line)] = true
		}
		f.loseComment(c.at, c.text)
	}
	for _, child := range n.Content {
		f.commentsOf(child, known)
	}
}

func (f *file) loseComment(at place, text string) {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimLeft(line, "# \t"); line != "" {
			lines = append(lines, line)
		}
	}
	if len(lines) > 0 {
		f.lose(at, "a comment, "+f.quoted([]string{strings.Join(lines, " ")}), leftOut)
	}
}
