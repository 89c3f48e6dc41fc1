package bundle

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"cordon/playbook/run"
)

// readme is the fixed text of format 1. It never changes: a bundle with another
// one is refused.
//
//go:embed readme.txt
var readme string

// Write writes a bundle. What it writes depends on the contents alone: the same
// contents are the same bytes.
func Write(w io.Writer, c Contents) error {
	members, err := c.members()
	if err != nil {
		return err
	}
	return writeForm(w, members)
}

// members are the contents as files.
func (c Contents) members() ([]member, error) {
	var all []member
	add := func(name string, data []byte) { all = append(all, stored(name, data)) }
	add(nameHeaders, joined(c.Lines, func(l run.Lines) []byte { return l.Header }))
	add(nameBodies, joined(c.Lines, func(l run.Lines) []byte { return l.Body }))
	if len(c.Missing) > 0 {
		add(nameWithheld, missingText(c.Missing))
	}
	first, err := c.firstBook()
	if err != nil {
		return nil, err
	}
	for digest, source := range c.Books {
		name := folderPlaybooks + digest
		if digest == first {
			name = namePlaybook
		}
		add(name, source)
	}
	for i, s := range c.Seals {
		name := fmt.Sprintf("%s%d.txt", folderSeals, i+1)
		add(name, s.Text)
		add(name+".sig", s.Signature)
		if len(s.Stamp) > 0 {
			add(name+".tsr", s.Stamp)
		}
	}
	for digest, file := range c.Evidence {
		m, err := measured(folderEvidence+digest, file.Open)
		if err != nil {
			return nil, fmt.Errorf("evidence: %w", err)
		}
		all = append(all, m)
	}
	return withSums(all), nil
}

// withSums puts the members in order behind the two that explain them.
func withSums(all []member) []member {
	all = append(all, stored(nameReadme, []byte(readme)))
	slices.SortFunc(all, func(a, b member) int { return strings.Compare(a.name, b.name) })
	sums := stored(nameSums, sumsOf(all))
	about := func(m member) bool { return m.name == nameReadme }
	rest := slices.DeleteFunc(slices.Clone(all), about)
	return append([]member{all[slices.IndexFunc(all, about)], sums}, rest...)
}

// sumsOf returns the list of digests, as sha256sum reads it.
func sumsOf(sorted []member) []byte {
	var b bytes.Buffer
	for _, m := range sorted {
		fmt.Fprintf(&b, "%s  %s\n", m.sum, m.name)
	}
	return b.Bytes()
}

func joined(lines []run.Lines, part func(run.Lines) []byte) []byte {
	var b bytes.Buffer
	for _, l := range lines {
		b.Write(part(l))
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// firstBook returns the digest of the playbook that entry 1 names.
func (c Contents) firstBook() (string, error) {
	if len(c.Lines) == 0 {
		return "", fault("it has no entries")
	}
	ref, err := run.PlaybookOf(c.Lines[0])
	if err != nil {
		return "", faultAt(1, "cannot be read: %v", err)
	}
	return ref.SHA256, nil
}

// digests are those of the files of evidence, in order.
func (c Contents) digests() []string { return slices.Sorted(maps.Keys(c.Evidence)) }
