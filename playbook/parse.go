package playbook

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"cordon/playbook/reader"

	"go.yaml.in/yaml/v4"
)

// Parse reads a playbook. The name is used in errors only. An error is a
// [Problems] with everything that is wrong with the file.
//
// What Parse accepts depends on the bytes alone, not on the machine, so that
// a playbook kept in a run opens everywhere.
func Parse(name string, b []byte) (*Playbook, error) {
	s, root := reader.Read(name, "playbook", b)
	if root == nil {
		return nil, s.Problems()
	}
	sum := sha256.Sum256(b)
	p := &Playbook{Source: slices.Clone(b), Digest: hex.EncodeToString(sum[:])}
	d := &decoder{Decoder: reader.NewDecoder(s), ids: map[kind]map[string]*yaml.Node{aPhase: {}, aStep: {}}}
	if d.Format(root, Format, "phases") {
		reader.Object(d, value{Node: root, Object: "playbook"}, playbookFields, p)
		d.check(p)
	}
	if problems := s.Problems(); len(problems) > 0 {
		return nil, problems
	}
	p.mention()
	return p, nil
}
