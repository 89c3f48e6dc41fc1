package run

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash/crc32"
	"time"
)

// counting is the way in which this version counts what a summary says of steps,
// deadlines and duties. It is raised where the same entries give another summary,
// so that one of an earlier version is not taken for one that somebody altered.
const counting = 3

// The last key of a summary holds the CRC-32C of all bytes before it. It finds
// what was altered by chance or by hand; who writes a fitting one is found by
// comparing with the entries, as Verify does.
const (
	checkKey  = `,"check":"`
	checkTail = len(checkKey) + 8 + len(`"}`)
)

// ErrSummary means that the bytes of a summary are not those that were written.
var ErrSummary = errors.New("it is not as it was written. The next entry of the run writes it anew")

// checkOf returns the check of what is before it, as it ends a summary.
func checkOf(text []byte) (tail [checkTail]byte) {
	sum := crc32.Checksum(text, crc32.MakeTable(crc32.Castagnoli))
	at := copy(tail[:], checkKey)
	at += hex.Encode(tail[at:], binary.BigEndian.AppendUint32(nil, sum))
	copy(tail[at:], `"}`)
	return tail
}

// Text returns the summary as a store keeps it, for [ReadSummary].
func (s Summary) Text() ([]byte, error) {
	s.Counted = counting
	text, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	text = text[:len(text)-1]
	tail := checkOf(text)
	return append(text, tail[:]...), nil
}

// checked says whether the check of a summary fits. The first versions wrote none.
func checked(text []byte) error {
	at := len(text) - checkTail
	if at < 0 || !bytes.HasPrefix(text[at:], []byte(checkKey)) {
		if bytes.Contains(text, []byte(`,"counted":`)) {
			return ErrSummary // whoever wrote that wrote a check
		}
		return nil
	}
	if tail := checkOf(text[:at]); !bytes.Equal(text[at:], tail[:]) {
		return ErrSummary
	}
	return nil
}

// ReadSummary reads a summary from its text, whose check must fit if it has one.
// One that is laid out exactly as encoding/json writes a [Summary], and has no
// escapes in it, is read in place many times faster, since a list may show
// thousands. What it returns aliases nothing.
func ReadSummary(text []byte) (Summary, error) {
	if err := checked(text); err != nil {
		return Summary{}, err
	}
	return ReadSummaryAnyway(text)
}

// ReadSummaryAnyway is [ReadSummary] of one that need not be as it was written. The
// error wraps [ErrSummary] if nothing can be made of it.
func ReadSummaryAnyway(text []byte) (Summary, error) {
	if sum, ok := scanSummary(text); ok {
		return sum, nil
	}
	var sum Summary
	if json.Unmarshal(text, &sum) != nil {
		return Summary{}, ErrSummary // where in the text helps nobody
	}
	return sum, nil
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
	sum.Looks = s.summaryTimes(`,"look_again":["`)
	if name := `,"paused":`; bytes.HasPrefix(s.rest, []byte(name)) {
		sum.Paused = s.yes(name)
	}
	if name := `,"counted":`; bytes.HasPrefix(s.rest, []byte(name)) {
		sum.Counted = s.int(name)
	}
	s.optional(checkKey)
	return sum, s.end()
}

// summaryTimes reads a list of times behind name, if there is one.
func (s *scanner) summaryTimes(name string) (list []time.Time) {
	for begin := name; bytes.HasPrefix(s.rest, []byte(begin)); begin = `,"` {
		list = append(list, s.time(begin))
	}
	if list != nil {
		s.skip("]")
	}
	return list
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
