package bundle

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"cordon/playbook/run"
)

// A Selector says what to leave out of a bundle.
type Selector struct {
	text string
	word string // to be searched for afterwards, or ""
	// entry reports whether the body of an entry is left out.
	entry func(e *run.Entry, l run.Lines) bool
	// file reports whether the file that an entry attaches is.
	file func(e *run.Entry) bool
}

// ParseSelector reads what to leave out:
//
//	24,64           the bodies of these entries
//	kind:note-added the bodies of all entries of a kind
//	step:2.4        the bodies of all entries about a step
//	by:maria        the bodies of all entries that somebody made
//	text:WORD       the bodies that hold a word, in whatever case
//	evidence:24     the file that entry 24 attaches; evidence:all is every file
func ParseSelector(text string, r run.Run) (Selector, error) {
	s := Selector{text: text}
	what, value, named := strings.Cut(text, ":")
	if !named {
		seqs, err := numbers(text)
		s.entry = func(e *run.Entry, _ run.Lines) bool { return slices.Contains(seqs, e.Seq) }
		return s, err
	}
	if value == "" {
		return s, fmt.Errorf("%q does not say what to leave out", text)
	}
	switch what {
	case "kind":
		s.entry = func(e *run.Entry, _ run.Lines) bool { return e.Event.Kind() == value }
	case "by":
		s.entry = func(e *run.Entry, _ run.Lines) bool { return e.By == value }
	case "step":
		step, err := r.Find(value)
		if err != nil {
			return s, err
		}
		s.entry = func(e *run.Entry, _ run.Lines) bool { return run.StepOf(e.Event) == step.ID }
	case "text":
		s.word = value
		s.entry = func(_ *run.Entry, l run.Lines) bool { return holds(l.Body, value) }
	case "evidence":
		return s.ofEvidence(value)
	default:
		return s, fmt.Errorf("%q is not known: give numbers of entries, or a value behind kind:, step:, by:, text: or evidence: as in by:maria", what+":")
	}
	return s, nil
}

func (s Selector) ofEvidence(value string) (Selector, error) {
	if value == "all" {
		s.file = func(*run.Entry) bool { return true }
		return s, nil
	}
	seqs, err := numbers(value)
	s.file = func(e *run.Entry) bool { return slices.Contains(seqs, e.Seq) }
	return s, err
}

func numbers(text string) ([]uint64, error) {
	var seqs []uint64
	for part := range strings.SplitSeq(text, ",") {
		n, err := strconv.ParseUint(strings.TrimSpace(part), 10, 64)
		if err != nil || n == 0 {
			return nil, fmt.Errorf("%q is no number of an entry", part)
		}
		seqs = append(seqs, n)
	}
	return seqs, nil
}

// Withhold leaves out what the selectors say. Entries whose kind may not be
// withheld are left alone, unless a selector names them by their number. r is the
// run that the contents fold to. A selector that finds nothing is an error: it
// says something else than was meant.
func (c Contents) Withhold(r run.Run, selectors ...Selector) (Contents, error) {
	c.Lines = slices.Clone(c.Lines)
	why := map[uint64]string{}
	for _, m := range c.Missing {
		if m.Evidence == "" {
			why[m.Seq] = m.Why
		}
	}
	files := map[string]bool{}
	for _, s := range selectors {
		found, err := s.apply(r, c.Lines, why, files)
		if err != nil {
			return c, err
		}
		if !found {
			return c, fmt.Errorf("nothing is left out by %q: no entry is like that", s.text)
		}
	}
	for seq := range why {
		c.Lines[seq-1].Body = nil
	}
	return c.without(why, files), nil
}

// apply notes what a selector leaves out.
func (s Selector) apply(r run.Run, lines []run.Lines, why map[uint64]string, files map[string]bool) (found bool, err error) {
	for i, e := range r.Entries() {
		if s.file != nil {
			if ev, attaches := e.Event.(run.EvidenceAdded); attaches && s.file(e) {
				files[ev.SHA256], found = true, true
			}
			continue
		}
		if !s.entry(e, lines[i]) {
			continue
		}
		if !run.Withholdable(e.Event.Kind()) {
			if !strings.Contains(s.text, ":") {
				return false, fmt.Errorf("entry %d cannot be withheld: without it the other entries mean something else", e.Seq)
			}
			continue
		}
		found = true
		if _, gone := why[e.Seq]; !gone {
			why[e.Seq] = WhyWithheld
		}
	}
	return found, nil
}

// without drops what no present body names any more, and lists what is missing.
func (c Contents) without(why map[uint64]string, files map[string]bool) Contents {
	noCopy := map[string]string{}
	for _, m := range c.Missing {
		if m.Evidence != "" {
			noCopy[m.Evidence] = m.Why
		}
	}
	had, books := c.Evidence, c.Books
	c.Evidence, c.Books, c.Missing = map[string]File{}, map[string][]byte{}, nil
	for i, l := range c.Lines {
		if reason, gone := why[uint64(i+1)]; gone {
			c.Missing = append(c.Missing, Missing{Seq: uint64(i + 1), Why: reason})
			continue
		}
		if kind := kindOf(l); kind == kindStarted || kind == kindAdded {
			c.Books[bookOf(l)] = books[bookOf(l)]
		}
		digest := evidenceOf(l)
		if file, there := had[digest]; there && !files[digest] {
			c.Evidence[digest] = file
		} else if digest != "" {
			reason := WhyWithheld
			if !there {
				reason = noCopy[digest]
			}
			c.Missing = append(c.Missing, Missing{Evidence: digest, Why: reason})
		}
	}
	slices.SortFunc(c.Missing, compareMissing)
	c.Missing = slices.Compact(c.Missing)
	return c
}

// holds reports whether a line of JSON holds a word, in whatever case, as it is
// written or as it reads.
func holds(line []byte, word string) bool {
	word = strings.ToLower(word)
	if strings.Contains(strings.ToLower(string(line)), word) {
		return true
	}
	var value any
	if json.Unmarshal(line, &value) != nil {
		return false
	}
	return holdsValue(value, word)
}

func holdsValue(value any, word string) bool {
	switch v := value.(type) {
	case string:
		return strings.Contains(strings.ToLower(v), word)
	case []any:
		return slices.ContainsFunc(v, func(v any) bool { return holdsValue(v, word) })
	case map[string]any:
		for name, v := range v {
			if strings.Contains(strings.ToLower(name), word) || holdsValue(v, word) {
				return true
			}
		}
	}
	return false
}

// Search says where in the contents the words of selectors still stand: every
// byte that a bundle of them has is looked at. It is empty if they are gone.
func (c Contents) Search(selectors ...Selector) ([]string, error) {
	var words []string
	for _, s := range selectors {
		if s.word != "" {
			words = append(words, s.word)
		}
	}
	if len(words) == 0 {
		return nil, nil
	}
	members, err := c.members()
	if err != nil {
		return nil, err
	}
	var places []string
	for _, word := range words {
		for _, m := range members {
			found, err := m.search(word)
			if err != nil {
				return nil, err
			}
			places = append(places, found...)
		}
	}
	return slices.Compact(places), nil
}

// search returns where a word stands in a member.
func (m member) search(word string) ([]string, error) {
	lines := map[string]string{nameHeaders: "header %d", nameBodies: "entry %d", nameWithheld: "line %d of withheld.jsonl"}
	says, byLine := lines[m.name]
	if !byLine {
		found, err := m.contains(word)
		if err != nil || !found && !strings.Contains(strings.ToLower(m.name), strings.ToLower(word)) {
			return nil, err
		}
		return []string{m.name}, nil
	}
	text, err := m.bytes()
	var places []string
	n := 0
	for line := range bytes.Lines(text) {
		n++
		if holds(bytes.TrimSuffix(line, []byte("\n")), word) {
			places = append(places, fmt.Sprintf(says, n))
		}
	}
	return places, err
}

// contains looks for a word in bytes of any length.
func (m member) contains(word string) (bool, error) {
	r, err := m.open()
	if err != nil {
		return false, err
	}
	defer r.Close()
	want := bytes.ToLower([]byte(word))
	window := make([]byte, 0, 1<<16+len(want))
	for {
		n, err := io.ReadFull(r, window[len(window):cap(window)])
		window = window[:len(window)+n]
		if bytes.Contains(bytes.ToLower(window), want) {
			return true, nil
		}
		if err != nil {
			if err == io.EOF || err == io.ErrUnexpectedEOF {
				err = nil
			}
			return false, err
		}
		keep := min(len(want), len(window))
		window = append(window[:0], window[len(window)-keep:]...)
	}
}
