package playbook

import (
	"encoding"
	"encoding/json"
	"unicode/utf8"

	"cordon/playbook/clock"
)

// ScanRules reads a list of rules that is laid out exactly as this program
// writes it into a journal, and returns what comes after it. It gives what
// encoding/json would, many times faster: the first entry of every run holds
// such a list. Of everything else it reports that it was not there.
func ScanRules(text []byte) (rules []Rule, rest []byte, ok bool) {
	s := ruleScanner{rest: text, ok: true, zones: map[string]clock.Zone{}}
	s.skip("[")
	for more := s.ok; more; more = s.ok && s.has(",") {
		var r Rule
		s.rule(&r)
		rules = append(rules, r)
	}
	s.skip("]")
	return rules, s.rest, s.ok
}

// A ruleScanner reads what it is told to expect; ok says whether it was there.
type ruleScanner struct {
	rest []byte
	ok   bool
	// zones are those read so far. Looking one up costs more than the rest of
	// a rule, and many rules share theirs.
	zones map[string]clock.Zone
}

// rule reads the keys in the order of ruleJSON.
func (s *ruleScanner) rule(r *Rule) {
	s.string(`{"id":`, &r.ID)
	s.string(`,"title":`, &r.Title)
	s.string(`,"jurisdiction":`, &r.Jurisdiction)
	s.string(`,"place":`, &r.Place)
	s.optional(`,"family":`, &r.Family)
	s.optional(`,"applies_to":`, &r.AppliesTo)
	s.string(`,"to":`, &r.To)
	s.string(`,"trigger":`, &r.Trigger)
	s.string(`,"limit":`, &r.Limit)
	s.optional(`,"threshold":`, &r.Threshold)
	s.list(`,"content":[`, &r.Content)
	s.list(`,"exceptions":[`, &r.Exceptions)
	s.optional(`,"note":`, &r.Note)
	s.string(`,"cite":`, &r.Cite)
	s.optional(`,"url":`, &r.URL)
	s.optional(`,"file_at":`, &r.FileAt)
	s.optional(`,"file_at_source":`, &r.FileAtSource)
	s.optional(`,"read_on":`, &r.ReadOn)
	s.optional(`,"seen_on":`, &r.SeenOn)
	s.optional(`,"seen_in":`, &r.SeenIn)
	s.optional(`,"checked_on":`, &r.CheckedOn)
	s.optional(`,"source":`, &r.Source)
	s.string(`,"confidence":`, (*string)(&r.Confidence))
	s.string(`,"status":`, (*string)(&r.Status))
	s.optional(`,"since":`, &r.Since)
	s.optional(`,"chained_to":`, &r.ChainedTo)
	s.optional(`,"own_file":`, &r.OwnFile)
	s.counting(&r.Counting)
	s.skip("}")
}

func (s *ruleScanner) counting(c *clock.Rule) {
	s.parsed(`,"within":`, &c.Within)
	s.parsed(`,"count":`, &c.Count)
	s.optional(`,"calendar":`, &c.Calendar)
	s.parsed(`,"cut_off":`, &c.CutOff)
	s.parsed(`,"cap":`, &c.Cap)
	c.CapLapses = s.has(`,"cap_lapses":true`)
	s.parsed(`,"not_before":`, &c.NotBefore)
	s.parsed(`,"target":`, &c.Target)
	s.zone(`,"zone":`, &c.Zone)
	if s.has(`,"arguable":{`) {
		s.parsed(`"reading":`, &c.Arguable.Reading)
		s.optional(`,"calendar":`, &c.Arguable.Calendar)
		s.parsed(`,"until":`, &c.Arguable.Until)
		s.optional(`,"cite":`, &c.Arguable.Cite)
		s.skip("}")
	}
}

// has reads a piece of the text if it comes next.
func (s *ruleScanner) has(piece string) bool {
	if len(s.rest) < len(piece) || string(s.rest[:len(piece)]) != piece {
		return false
	}
	s.rest = s.rest[len(piece):]
	return true
}

func (s *ruleScanner) skip(piece string) {
	if !s.has(piece) {
		s.ok, s.rest = false, nil
	}
}

func (s *ruleScanner) string(key string, into *string) {
	s.skip(key)
	*into = s.value()
}

func (s *ruleScanner) optional(key string, into *string) {
	if s.has(key) {
		*into = s.value()
	}
}

func (s *ruleScanner) list(key string, into *[]string) {
	if !s.has(key) {
		return
	}
	for more := true; more; more = s.ok && s.has(",") {
		*into = append(*into, s.value())
	}
	s.skip("]")
}

// parsed reads a text that knows itself how it is written.
func (s *ruleScanner) parsed(key string, into encoding.TextUnmarshaler) {
	if s.has(key) && into.UnmarshalText([]byte(s.value())) != nil {
		s.ok = false
	}
}

func (s *ruleScanner) zone(key string, into *clock.Zone) {
	if !s.has(key) {
		return
	}
	name := s.value()
	zone, known := s.zones[name]
	if !known {
		s.ok = zone.UnmarshalText([]byte(name)) == nil && s.ok
		s.zones[name] = zone
	}
	*into = zone
}

// value reads a string of JSON.
func (s *ruleScanner) value() string {
	plain := true
	for i := 1; i < len(s.rest) && s.rest[0] == '"'; i++ {
		switch c := s.rest[i]; {
		case c == '"':
			quoted := s.rest[:i+1]
			s.rest = s.rest[i+1:]
			return s.unquote(quoted, plain)
		case c == '\\':
			plain = false
			i++
		case c < ' ':
			i = len(s.rest)
		}
	}
	s.ok, s.rest = false, nil
	return ""
}

func (s *ruleScanner) unquote(quoted []byte, plain bool) string {
	if text := quoted[1 : len(quoted)-1]; plain && utf8.Valid(text) {
		return string(text)
	}
	var text string
	if json.Unmarshal(quoted, &text) != nil {
		s.ok, s.rest = false, nil
	}
	return text
}
