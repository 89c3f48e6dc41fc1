package run

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"unicode/utf8"
)

// header is the JSON form of a header line. The order of fields is the order
// on disk.
type header struct {
	Version   int    `json:"v"`
	Run       string `json:"run"`
	Seq       uint64 `json:"seq"`
	Prev      string `json:"prev"`
	Kind      string `json:"kind"`
	At        string `json:"at"`
	Recorded  string `json:"recorded"`
	ClockBack string `json:"clock_back,omitempty"`
	By        string `json:"by"`
	Body      string `json:"body"`
}

// fields is a header line taken apart. Its slices may lie in the line.
type fields struct {
	version   uint64
	run       []byte
	seq       uint64
	prev      []byte
	kind      []byte
	at        []byte
	recorded  []byte
	clockBack []byte
	by        []byte
	body      []byte
}

// readFields takes a header line apart. Nearly all lines are laid out exactly
// as Seal writes them and are read in place, many times faster than by
// encoding/json, which reads the others. Both give the same.
func readFields(line []byte) (fields, error) {
	if f, ok := scanFields(line); ok {
		return f, nil
	}
	var h header
	if err := json.Unmarshal(line, &h); err != nil {
		return fields{}, err
	}
	return fields{
		version: uint64(h.Version), run: []byte(h.Run), seq: h.Seq, prev: []byte(h.Prev),
		kind: []byte(h.Kind), at: []byte(h.At), recorded: []byte(h.Recorded),
		clockBack: []byte(h.ClockBack), by: []byte(h.By), body: []byte(h.Body),
	}, nil
}

// scanFields reads a line that has the layout of Seal and no escapes in it.
func scanFields(line []byte) (f fields, ok bool) {
	s := scanner{rest: line, ok: asWritten(line)}
	f.version = s.number(`{"v":`)
	f.run = s.text(`,"run":"`)
	f.seq = s.number(`,"seq":`)
	f.prev = s.text(`,"prev":"`)
	f.kind = s.text(`,"kind":"`)
	f.at = s.text(`,"at":"`)
	f.recorded = s.text(`,"recorded":"`)
	if back := `,"clock_back":"`; bytes.HasPrefix(s.rest, []byte(back)) {
		f.clockBack = s.text(back)
	}
	f.by = s.text(`,"by":"`)
	f.body = s.text(`,"body":"`)
	return f, s.ok && string(s.rest) == "}"
}

// A scanner reads what it is told to expect; ok says whether it was there.
type scanner struct {
	rest []byte
	ok   bool
}

// skip reads a given piece of the line.
func (s *scanner) skip(name string) {
	if len(s.rest) < len(name) || string(s.rest[:len(name)]) != name {
		s.ok, s.rest = false, nil
		return
	}
	s.rest = s.rest[len(name):]
}

// number reads name and a number after it.
func (s *scanner) number(name string) uint64 {
	s.skip(name)
	n, i := uint64(0), 0
	for ; i < len(s.rest) && '0' <= s.rest[i] && s.rest[i] <= '9'; i++ {
		n = n*10 + uint64(s.rest[i]-'0')
	}
	// No number of ours has a leading zero, or 19 digits, which is where
	// overflow would begin.
	if i == 0 || i > 18 || s.rest[0] == '0' {
		s.ok, s.rest = false, nil
		return 0
	}
	s.rest = s.rest[i:]
	return n
}

// text reads name, which ends with a quote, and plain text up to the next one.
func (s *scanner) text(name string) []byte {
	s.skip(name)
	end := bytes.IndexByte(s.rest, '"')
	if end < 0 {
		s.ok, s.rest = false, nil
		return nil
	}
	text := s.rest[:end]
	s.rest = s.rest[end+1:]
	return text
}

// asWritten reports whether every string in a line of JSON stands for itself: it
// holds no escape, no control character and nothing that is not UTF-8. Eight
// bytes are looked at together, since this is most of what reading a line
// costs.
func asWritten(line []byte) bool {
	const (
		each   = 0x0101010101010101
		high   = 0x80 * each
		space  = ' ' * each
		escape = '\\' * each
	)
	var beyond uint64 // high bits of bytes that are not ASCII
	rest := line
	for ; len(rest) >= 8; rest = rest[8:] {
		word := binary.LittleEndian.Uint64(rest)
		beyond |= word & high
		// A byte below a limit borrows from its high bit when the limit is
		// subtracted; a byte equal to a value is zero when that is xored.
		differs := word ^ escape
		if ((word-space)&^word|(differs-each)&^differs)&high != 0 {
			return false
		}
	}
	for _, c := range rest {
		if c < ' ' || c == '\\' {
			return false
		}
		beyond |= uint64(c) & 0x80
	}
	return beyond == 0 || utf8.Valid(line)
}
