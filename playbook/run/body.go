package run

import "bytes"

// scanBody reads a body of one of the kinds that make up most of a journal, if
// it is laid out exactly as Seal writes it and has no escapes in it. Like
// scanFields it gives what encoding/json would, many times faster, and leaves
// everything else to it.
func scanBody(kind string, body []byte) (Event, bool) {
	s := scanner{rest: body}
	if s.ok = asWritten(body); !s.ok {
		return nil, false
	}
	s.text(`{"salt":"`)
	var ev Event
	switch kind {
	case StepDone{}.Kind():
		ev = StepDone{Step: s.string(`,"step":"`), Because: s.optional(`,"because":"`)}
	case NoteAdded{}.Kind():
		ev = NoteAdded{Step: s.optional(`,"step":"`), Text: s.string(`,"text":"`)}
	case CheckTicked{}.Kind():
		ev = CheckTicked{Step: s.string(`,"step":"`), Check: s.int(`,"check":`)}
	case CheckCleared{}.Kind():
		ev = CheckCleared{Step: s.string(`,"step":"`), Check: s.int(`,"check":`)}
	case EntryUndone{}.Kind():
		ev = EntryUndone{Seq: s.number(`,"seq":`)}
	}
	return ev, ev != nil && s.ok && string(s.rest) == "}"
}

func (s *scanner) string(name string) string { return string(s.text(name)) }

func (s *scanner) int(name string) int { return int(s.number(name)) }

// optional reads a text that is left out when it is empty.
func (s *scanner) optional(name string) string {
	if !bytes.HasPrefix(s.rest, []byte(name)) {
		return ""
	}
	return s.string(name)
}
