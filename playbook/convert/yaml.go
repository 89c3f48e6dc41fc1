package convert

import (
	"fmt"
	"strings"

	"cordon/playbook/reader"

	"go.yaml.in/yaml/v4"
)

// maxDepth is how deep the groups and lists of a foreign file may be nested.
const maxDepth = 100

// A yamlTree is the file read as YAML, once.
type yamlTree struct {
	source *reader.Source // nil before it was read
	root   *yaml.Node
}

// yaml returns the file as YAML, or nil where it is none. It reports nothing, so
// that a guess can look.
func (f *file) yaml() *yaml.Node {
	t := &f.yamlTree
	if t.source == nil {
		t.source = reader.Text(f.name, f.text)
		t.root = t.source.YAML(maxDepth)
	}
	return t.root
}

// needYAML returns the group of keys that the file is, without aliases, or nil and
// the problems.
func (f *file) needYAML() *yaml.Node {
	root := f.yaml()
	if root == nil {
		for _, p := range f.yamlTree.source.Problems() {
			f.fail(place{p.Line, p.Column}, p.Text, p.Hint)
		}
		return nil
	}
	if root.Kind != yaml.MappingNode {
		f.fail(placeOf(root), "this file must be a group of keys, it is "+reader.Describe(root), "")
		return nil
	}
	if f.noAliases(root); f.failed {
		return nil
	}
	return root
}

func placeOf(n *yaml.Node) place { return place{n.Line, n.Column} }

// value returns what stands under a key of a group, or nil.
func value(group *yaml.Node, key string) *yaml.Node {
	if group == nil || group.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(group.Content); i += 2 {
		if group.Content[i].Value == key {
			return group.Content[i+1]
		}
	}
	return nil
}

// textAt returns the text under a key, made visible; what YAML takes for a number
// or a date is text as it is written.
func (f *file) textAt(group *yaml.Node, key string) string { return f.scalar(value(group, key)) }

// scalar returns a node as text, or nothing if it is no text.
func (f *file) scalar(n *yaml.Node) string {
	if n == nil || n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		return ""
	}
	return f.plain(f.take(n).Value, placeOf(n))
}

// items returns the items of a list; a text alone is a list of one.
func items(n *yaml.Node) []*yaml.Node {
	switch {
	case n == nil || n.Tag == "!!null":
		return nil
	case n.Kind == yaml.SequenceNode:
		return n.Content
	case n.Kind == yaml.ScalarNode:
		return []*yaml.Node{n}
	}
	return nil
}

// texts returns the texts of a list.
func (f *file) texts(n *yaml.Node) []string {
	var all []string
	for _, item := range items(n) {
		if s := strings.TrimSpace(f.scalar(item)); s != "" {
			all = append(all, s)
		}
	}
	return all
}

// noAliases refuses a file with aliases: what they stand for would be read again
// and again.
func (f *file) noAliases(n *yaml.Node) {
	if n.Kind == yaml.AliasNode {
		f.fail(placeOf(n), fmt.Sprintf("an alias, *%s, is not followed", n.Value), "write out what it stands for")
	}
	for _, child := range n.Content {
		f.noAliases(child)
	}
}

// tasksOf reads the head of a workflow that is written as YAML, and returns all of
// it and its tasks, or no tasks where that is a mistake.
func (f *file) tasksOf(d *document) (root, tasks *yaml.Node) {
	if root = f.needYAML(); root == nil {
		return nil, nil
	}
	tasks = value(root, "tasks")
	if tasks == nil || tasks.Kind != yaml.MappingNode {
		f.fail(placeOf(root), "there is no group of tasks in this playbook", "")
		return root, nil
	}
	d.title = f.textAt(root, "name")
	d.origin.Title, d.origin.ID = d.title, f.textAt(root, "id")
	d.tell(f.textAt(root, "description"))
	return root, tasks
}
