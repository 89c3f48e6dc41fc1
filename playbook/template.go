package playbook

import (
	_ "embed" // for the template
	"strings"

	"go.yaml.in/yaml/v4"
)

//go:embed template.yaml
var template string

// Template returns a small playbook to start from, with a comment where an
// author wonders. It parses and lints clean if id is an id and title a line
// of text.
func Template(id, title string) []byte {
	r := strings.NewReplacer("ID", oneLine(id), "TITLE", oneLine(title))
	return []byte(r.Replace(template))
}

// oneLine writes a text as YAML does when it has to stand on one line.
func oneLine(s string) string {
	b, err := yaml.Dump(&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s}, yaml.WithLineWidth(-1))
	if err != nil || strings.Count(string(b), "\n") != 1 {
		return `""`
	}
	return strings.TrimSuffix(string(b), "\n")
}
