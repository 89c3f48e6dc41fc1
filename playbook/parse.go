package playbook

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// MaxSize is the size of the largest playbook file, in bytes.
const MaxSize = 1 << 20

// maxDepth is how deep groups and lists may be nested. The format itself
// needs nine levels.
const maxDepth = 32

// Parse reads a playbook. The name is used in errors only. An error is a
// [Problems] with everything that is wrong with the file.
//
// What Parse accepts depends on the bytes alone, not on the machine, so that
// a playbook kept in a run opens everywhere.
func Parse(name string, b []byte) (*Playbook, error) {
	s := newSource(name, b)
	root := s.load()
	if root == nil {
		return nil, s.sorted()
	}
	sum := sha256.Sum256(b)
	p := &Playbook{Source: slices.Clone(b), Digest: hex.EncodeToString(sum[:])}
	d := &decoder{source: s, ids: map[kind]map[string]*yaml.Node{aPhase: {}, aStep: {}}}
	if d.format(root, Format, "phases") {
		object(d, value{root, "playbook", ""}, playbookFields, p)
		d.check(p)
	}
	if len(s.problems) > 0 {
		return nil, s.sorted()
	}
	return p, nil
}

// load returns the root of the file, or nil and a reported problem.
func (s *source) load() *yaml.Node {
	if len(s.text) > MaxSize {
		s.text = s.text[:0] // an excerpt would not help
		s.report(Problem{Text: fmt.Sprintf("a %s has at most %d bytes", s.holds, MaxSize), Hint: "is this the right file?"})
		return nil
	}
	if s.scan(); len(s.problems) > 0 {
		return nil
	}
	var document yaml.Node
	err := yaml.Load([]byte(s.text), &document, yaml.WithUniqueKeys(false),
		yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(maxDepth))))
	if err != nil {
		s.report(s.syntaxProblem(err))
		return nil
	}
	if len(document.Content) == 0 {
		s.report(Problem{Text: s.nothing()})
		return nil
	}
	return document.Content[0]
}

func (s *source) nothing() string { return "there is no " + s.holds + " in this file" }

// format checks the key format before all others, and reports whether it is
// worth looking at them: another version of the format knows other keys, and a
// file without the key sign is something else.
func (d *decoder) format(root *yaml.Node, want, sign string) bool {
	if root.Kind != yaml.MappingNode {
		return true // the decoder says what is wrong
	}
	first := "the first line of a " + d.holds + " is format: " + want
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value != "format" {
			continue
		}
		v := d.follow(value{root.Content[i+1], d.holds, "format"})
		if v.Value == want {
			return true
		}
		hint := first
		rest, ours := strings.CutPrefix(v.Value, want[:strings.Index(want, "/")+1])
		if ours && strings.Trim(rest, "0123456789") == "" {
			hint = "this version of Cordon reads " + want + ": a newer one may read this file"
		}
		d.fail(v.Node, fmt.Sprintf("the format %s is not known", quote(v.Value)), hint)
		return !ours && has(root, sign)
	}
	d.fail(root, "this "+d.holds+" has no format", first)
	return has(root, sign) // else this is some other file
}

func has(group *yaml.Node, key string) bool {
	for i := 0; i < len(group.Content); i += 2 {
		if group.Content[i].Value == key {
			return true
		}
	}
	return false
}
