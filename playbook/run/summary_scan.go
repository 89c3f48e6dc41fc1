package run

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"time"
)

// A summary is kept as its JSON with a checksum as the last field. No entry names
// what a list shows, so that is what shows that it was altered. One that was
// written before there was a checksum has none.
const (
	checkBegin = `,"check":"`
	checkEnd   = `"}`
	checkSize  = len(checkBegin) + 8 + len(checkEnd)
)

func checkOf(text []byte) string {
	return fmt.Sprintf("%08x", crc32.Checksum(text, crc32.MakeTable(crc32.Castagnoli)))
}

// Text returns the summary as [ReadSummary] reads it.
func (s Summary) Text() ([]byte, error) {
	text, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	text = text[:len(text)-1]
	return append(text, checkBegin+checkOf(text)+checkEnd...), nil
}

// ReadSummary reads a summary from its text. One that is laid out exactly as
// encoding/json writes a [Summary], and has no escapes in it, is read in place
// many times faster, since a list may show thousands. What it returns aliases
// nothing.
func ReadSummary(text []byte) (Summary, error) {
	if n := len(text) - checkSize; n > 0 && bytes.HasPrefix(text[n:], []byte(checkBegin)) {
		if have := string(text[n+len(checkBegin) : len(text)-len(checkEnd)]); have != checkOf(text[:n]) {
			return Summary{}, errors.New("it is not as it was written")
		}
	}
	if sum, ok := scanSummary(text); ok {
		return sum, nil
	}
	var sum Summary
	err := json.Unmarshal(text, &sum)
	return sum, err
}

// scanSummary reads the keys in the order of [Summary].
func scanSummary(text []byte) (sum Summary, ok bool) {
	s := scanner{rest: text, ok: asWritten(text)}
	sum.ID = s.string(`{"id":"`)
	sum.Title = s.string(`,"title":"`)
	sum.Playbook.ID = s.string(`,"playbook":{"id":"`)
	sum.Playbook.Version = s.string(`,"version":"`)
	sum.Playbook.SHA256 = s.string(`,"sha256":"`)
	sum.PlaybookTitle = s.string(`},"playbook_title":"`)
	sum.Drill = s.yes(`,"drill":`)
	sum.Opened = s.time(`,"opened":"`)
	sum.Closed = s.optionalTime(`,"closed":"`)
	sum.Lead = s.string(`,"lead":"`)
	sum.Head.Seq = s.number(`,"head":{"seq":`)
	sum.Head.Hash = s.string(`,"hash":"`)
	sum.Progress.Settled = s.count(`},"progress":{"settled":`)
	sum.Progress.Total = s.count(`,"total":`)
	sum.Skipped = s.count(`},"skipped":`)
	sum.Failed = s.count(`,"failed":`)
	sum.Phase = s.count(`,"phase":`)
	sum.PhaseTitle = s.string(`,"phase_title":"`)
	sum.Step = s.string(`,"step":"`)
	sum.StepTitle = s.string(`,"step_title":"`)
	sum.NeedsYou = s.count(`,"needs_you":`)
	sum.Clock = s.summaryClock()
	sum.DueSoon = s.optionalTime(`,"due_soon":"`)
	sum.Last = s.time(`,"last":"`)
	sum.LastBy = s.string(`,"last_by":"`)
	sum.Phases = s.summaryPhases()
	sum.Incident = s.optional(`,"incident":"`)
	if bytes.HasPrefix(s.rest, []byte(`,"extended":true`)) {
		s.skip(`,"extended":true`)
		sum.Extended = true
	}
	if name := []byte(`,"duties":`); bytes.HasPrefix(s.rest, name) {
		sum.Duties = s.int(string(name))
	}
	sum.May = s.summaryClocks(`,"may":[`)
	s.optional(checkBegin)
	return sum, s.end()
}

func (s *scanner) summaryClock() *SummaryClock {
	if !bytes.HasPrefix(s.rest, []byte(`,"clock":{`)) {
		return nil
	}
	c := s.clock(`,"clock":{"id":"`)
	return &c
}

// summaryClocks reads a list of clocks behind name, if there is one.
func (s *scanner) summaryClocks(name string) []SummaryClock {
	if !bytes.HasPrefix(s.rest, []byte(name)) {
		return nil
	}
	s.skip(name)
	list := []SummaryClock{s.clock(`{"id":"`)}
	for bytes.HasPrefix(s.rest, []byte(",")) {
		list = append(list, s.clock(`,{"id":"`))
	}
	s.skip("]")
	return list
}

// clock reads a clock, whose id stands behind name.
func (s *scanner) clock(name string) SummaryClock {
	c := SummaryClock{
		ID: s.string(name), Title: s.string(`,"title":"`),
		Due: s.time(`,"due":"`), DueSoon: s.time(`,"due_soon":"`), Candidate: s.yes(`,"candidate":`),
	}
	if name := `,"at_the_earliest":`; bytes.HasPrefix(s.rest, []byte(name)) {
		c.AtEarliest = s.yes(name)
	}
	if name := `,"cannot_be_counted":`; bytes.HasPrefix(s.rest, []byte(name)) {
		c.Uncounted = s.yes(name)
	}
	s.skip("}")
	return c
}

func (s *scanner) summaryPhases() (phases []SummaryPhase) {
	const before, next = `,"phases":[`, `,`
	for begin := before; bytes.HasPrefix(s.rest, []byte(begin)); begin = next {
		s.skip(begin)
		p := SummaryPhase{Title: s.string(`{"title":"`)}
		p.Settled, p.Total = s.count(`,"settled":`), s.count(`,"total":`)
		s.skip("}")
		phases = append(phases, p)
	}
	if phases != nil {
		s.skip("]")
	}
	return phases
}

// count is number for one that may be zero.
func (s *scanner) count(name string) int {
	zero := len(s.rest) > len(name)+1 && string(s.rest[:len(name)]) == name && s.rest[len(name)] == '0'
	if next := len(name) + 1; zero && (s.rest[next] == ',' || s.rest[next] == '}') {
		s.rest = s.rest[next:]
		return 0
	}
	return s.int(name)
}

func (s *scanner) yes(name string) bool {
	s.skip(name)
	for _, word := range []string{"false", "true"} {
		if bytes.HasPrefix(s.rest, []byte(word)) {
			s.rest = s.rest[len(word):]
			return word == "true"
		}
	}
	s.ok, s.rest = false, nil
	return false
}

func (s *scanner) time(name string) (t time.Time) {
	if text := s.text(name); s.ok && t.UnmarshalText(text) != nil {
		s.ok, s.rest = false, nil
	}
	return t
}

func (s *scanner) optionalTime(name string) time.Time {
	if !bytes.HasPrefix(s.rest, []byte(name)) {
		return time.Time{}
	}
	return s.time(name)
}
