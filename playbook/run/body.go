package run

import "bytes"

// A scanned event is of a kind that makes up much of a journal. Its body is read
// in place where it can be.
type scanned interface {
	// scan reads what comes after the salt, and reports whether it was there.
	scan(s scanner) (Event, bool)
}

// scanBody reads a body of the kind of zero, if that is scanned and the body is
// laid out exactly as Seal writes it and has no escapes in it. Like scanFields
// it gives what encoding/json would, many times faster, and leaves everything
// else to it.
func scanBody(zero Event, body []byte) (Event, bool) {
	if _, first := zero.(Started); first {
		return scanStarted(body)
	}
	kind, ok := zero.(scanned)
	if !ok || !asWritten(body) {
		return nil, false
	}
	s := scanner{rest: body, ok: true}
	s.text(`{"salt":"`)
	return kind.scan(s)
}

// end reports whether all was read, up to the last brace.
func (s *scanner) end() bool { return s.ok && string(s.rest) == "}" }

func (s *scanner) string(name string) string { return string(s.text(name)) }

func (s *scanner) int(name string) int { return int(s.number(name)) }

// optional reads a text that is left out when it is empty.
func (s *scanner) optional(name string) string {
	if !bytes.HasPrefix(s.rest, []byte(name)) {
		return ""
	}
	return s.string(name)
}
