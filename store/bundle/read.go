package bundle

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"

	"cordon/playbook/run"
)

// Read reads a bundle as far as its form goes: its bytes, the names and lengths
// of what lies in it, and its list of digests. What the contents say of each
// other is for [Contents.Check]. The contents read from r when they are used.
func Read(r io.ReaderAt, size int64) (Contents, error) {
	members, err := readForm(r, size)
	if err != nil {
		return Contents{}, err
	}
	if err := checkNames(members); err != nil {
		return Contents{}, err
	}
	if err := checkFixed(members); err != nil {
		return Contents{}, err
	}
	return contentsOf(members)
}

// checkFixed checks the two members that follow from others: the explanation and
// the digests.
func checkFixed(members []member) error {
	about, err := members[0].bytes()
	if err != nil {
		return err
	}
	if string(about) != readme {
		return fault("%s in it is not that of a bundle of this format", nameReadme)
	}
	sums, err := members[1].bytes()
	if err != nil {
		return err
	}
	others := append([]member{members[0]}, members[2:]...)
	slices.SortFunc(others, func(a, b member) int { return strings.Compare(a.name, b.name) })
	if want := sumsOf(others); !bytes.Equal(sums, want) {
		return fault("the digests in %s are not those of its files%s", nameSums, firstOther(sums, want))
	}
	return nil
}

// firstOther names the file of the first line that differs.
func firstOther(have, want []byte) string {
	lines := strings.SplitAfter(string(have), "\n")
	for i, line := range strings.SplitAfter(string(want), "\n") {
		if _, name, ok := strings.Cut(line, "  "); ok && (i >= len(lines) || lines[i] != line) {
			return ", first of " + strings.TrimSpace(name)
		}
	}
	return ""
}

// contentsOf sorts the members by what they are.
func contentsOf(members []member) (Contents, error) {
	c := Contents{Books: map[string][]byte{}, Evidence: map[string]File{}}
	seals := map[int]*Seal{}
	for _, m := range members[2:] {
		if digest, ok := strings.CutPrefix(m.name, folderEvidence); ok {
			c.Evidence[digest] = File{Size: m.size, Open: m.open, sum: m.sum}
			continue
		}
		data, err := m.bytes()
		if err == nil {
			err = c.take(m, data, seals)
		}
		if err != nil {
			return c, err
		}
	}
	headers := slices.IndexFunc(members, func(m member) bool { return m.name == nameHeaders })
	text, err := members[headers].bytes()
	if err == nil {
		err = c.takeHeaders(text)
	}
	if err == nil {
		c.Seals, err = inOrder(seals)
	}
	return c, err
}

// take takes in what is no evidence.
func (c *Contents) take(m member, data []byte, seals map[int]*Seal) (err error) {
	switch n, part, isSeal := sealName(m.name); {
	case isSeal:
		if seals[n] == nil {
			seals[n] = &Seal{}
		}
		*map[string]*[]byte{".txt": &seals[n].Text, ".txt.sig": &seals[n].Signature, ".txt.tsr": &seals[n].Stamp}[part] = data
	case m.name == namePlaybook:
		c.Books[m.sum] = data
	case strings.HasPrefix(m.name, folderPlaybooks):
		if m.name != folderPlaybooks+m.sum {
			return fault("the file %s in it has not the digest it is called by", m.name)
		}
		c.Books[m.sum] = data
	case m.name == nameWithheld:
		c.Missing, err = readMissing(data)
	case m.name == nameBodies:
		err = c.takeBodies(data)
	}
	return err
}

// takeBodies is called before takeHeaders: so the names are in order.
func (c *Contents) takeBodies(text []byte) error {
	lines, err := split(text, nameBodies, mostBody)
	c.Lines = make([]run.Lines, len(lines))
	for i, line := range lines {
		c.Lines[i].Body = line
	}
	return err
}

func (c *Contents) takeHeaders(text []byte) error {
	lines, err := split(text, nameHeaders, mostHeader)
	if err != nil {
		return err
	}
	if len(lines) != len(c.Lines) {
		return fault("it has %d headers and %d bodies", len(lines), len(c.Lines))
	}
	for i, line := range lines {
		c.Lines[i].Header = line
	}
	c.Run, err = runOf(lines[0])
	return err
}

// split returns the lines of a file, each of which must have its end.
func split(text []byte, name string, longest int) ([][]byte, error) {
	switch n := bytes.Count(text, []byte("\n")); {
	case n == 0:
		return nil, fault("%s has no line", name)
	case n > mostEntries:
		return nil, fault("%s has more than %d lines", name, mostEntries)
	case text[len(text)-1] != '\n':
		return nil, fault("the last line of %s has no end", name)
	}
	lines := bytes.Split(text[:len(text)-1], []byte("\n"))
	for i, line := range lines {
		if len(line) > longest {
			return nil, faultAt(uint64(i+1), "is longer in %s than the %d bytes that are allowed", name, longest)
		}
		lines[i] = slices.Clip(line)
	}
	return lines, nil
}

// inOrder returns seals by their numbers, of which none may be left out.
func inOrder(numbered map[int]*Seal) ([]Seal, error) {
	var seals []Seal
	for n := 1; n <= len(numbered); n++ {
		s := numbered[n]
		if s == nil || s.Text == nil || s.Signature == nil {
			return nil, fault("seal %d in it is not whole", n)
		}
		claim, err := readClaim(s.Text)
		if errors.Is(err, ErrNewer) {
			return nil, err
		}
		if err != nil {
			return nil, fault("%s%d.txt %v", folderSeals, n, err)
		}
		s.Claim = claim
		if n > 1 && claim.Entries < seals[n-2].Claim.Entries {
			return nil, fault("the seals in it are out of order")
		}
		seals = append(seals, *s)
	}
	return seals, nil
}
