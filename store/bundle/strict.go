package bundle

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"cordon/playbook/run"
)

// object is a JSON object as all readers of JSON understand it: with no name
// twice, in whatever case.
type object []field

// readObject reads a line. The error completes "the header …".
func readObject(line []byte) (object, error) {
	if !utf8.Valid(line) {
		return nil, errors.New("is not UTF-8")
	}
	if o, ok := scanObject(line); ok {
		return o, nil
	}
	d := json.NewDecoder(bytes.NewReader(line))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.New("is no JSON object")
	}
	var o object
	seen := map[string]bool{}
	for d.More() {
		name, err := d.Token()
		text, ok := name.(string)
		if err != nil || !ok {
			return nil, errors.New("is no JSON object")
		}
		if seen[strings.ToLower(text)] {
			return nil, errors.New("has a name twice")
		}
		seen[strings.ToLower(text)] = true
		var value json.RawMessage
		if d.Decode(&value) != nil {
			return nil, errors.New("is no JSON object")
		}
		o = append(o, field{[]byte(text), value})
	}
	if _, err := d.Token(); err != nil {
		return nil, errors.New("is no JSON object")
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("has something behind the object")
	}
	return o, nil
}

// field is a name of an object with its value, as it is written.
type field struct{ name, raw []byte }

// scanObject reads a line that has the form of nearly all: names in small letters,
// and values that are numbers or plain text. It gives what the long way would,
// many times faster, and leaves everything else to that.
func scanObject(line []byte) (object, bool) {
	o := make(object, 0, 12)
	rest, ok := bytes.CutPrefix(line, []byte(`{"`))
	for ok {
		end := bytes.IndexByte(rest, '"')
		if end < 1 || !small(rest[:end]) || o.raw(string(rest[:end])) != nil || end+1 >= len(rest) || rest[end+1] != ':' {
			return nil, false
		}
		f := field{name: rest[:end]}
		if f.raw, rest = scanValue(rest[end+2:]); f.raw == nil {
			return nil, false
		}
		o = append(o, f)
		if string(rest) == "}" {
			return o, true
		}
		rest, ok = bytes.CutPrefix(rest, []byte(`,"`))
	}
	return nil, false
}

// small reports whether a name has small letters and lines only.
func small(name []byte) bool {
	return len(bytes.Trim(name, "abcdefghijklmnopqrstuvwxyz_")) == 0
}

// scanValue cuts off a text without escapes, or a number without a sign.
func scanValue(rest []byte) (raw, after []byte) {
	if len(rest) > 0 && rest[0] == '"' {
		for i, c := range rest[1:] {
			switch {
			case c == '"':
				return rest[:i+2], rest[i+2:]
			case c < ' ' || c == '\\':
				return nil, nil
			}
		}
		return nil, nil
	}
	n := 0
	for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
		n++
	}
	if n == 0 || n > 18 || n > 1 && rest[0] == '0' {
		return nil, nil
	}
	return rest[:n], rest[n:]
}

// raw returns a value as it is written, or nil.
func (o object) raw(name string) []byte {
	for _, f := range o {
		if string(f.name) == name {
			return f.raw
		}
	}
	return nil
}

// text returns a value that is a string.
func (o object) text(name string) (s string, ok bool) {
	raw := o.raw(name)
	switch {
	case len(raw) < 2 || raw[0] != '"':
		return "", false
	case bytes.IndexByte(raw, '\\') < 0:
		return string(raw[1 : len(raw)-1]), true
	}
	return s, json.Unmarshal(raw, &s) == nil
}

// header is what a header says, as far as it is checked.
type header struct {
	run, prev, kind, body string
	seq                   string // as it is written
	at, recorded          time.Time
	back                  time.Duration
}

// readHeader reads a header line. The error completes "entry 12 has a header that
// …", or is [ErrNewer].
func readHeader(line []byte) (h header, err error) {
	o, err := readObject(line)
	if err != nil {
		return h, err
	}
	switch v := string(o.raw("v")); {
	case v == "1":
	case len(v) > 0 && len(v) < 10 && v[0] >= '1' && v[0] <= '9' && !strings.ContainsAny(v, ".eE"):
		return h, ErrNewer
	default:
		return h, errors.New("has no version that is known")
	}
	whole := true
	text := func(name string) string {
		s, ok := o.text(name)
		whole = whole && ok
		return s
	}
	h = header{run: text("run"), prev: text("prev"), kind: text("kind"), body: text("body"), seq: string(o.raw("seq"))}
	at, recorded := text("at"), text("recorded")
	text("by")
	if !whole {
		return h, errors.New("does not say what a header says")
	}
	if h.at, err = moment(at); err == nil {
		h.recorded, err = moment(recorded)
	}
	if o.raw("clock_back") != nil && err == nil {
		h.back, err = time.ParseDuration(text("clock_back"))
	}
	if err != nil {
		return h, errors.New("has a time that cannot be read")
	}
	return h, nil
}

// moment reads a time as RFC 3339 has it, letters in capitals.
func moment(text string) (time.Time, error) {
	if strings.ContainsAny(text, "tz,") {
		return time.Time{}, errors.New("not RFC 3339")
	}
	return time.Parse(time.RFC3339Nano, text)
}

// runOf returns the id that the first header names.
func runOf(first []byte) (string, error) {
	h, err := readHeader(first)
	if errors.Is(err, ErrNewer) {
		return "", err
	}
	if err != nil {
		return "", faultAt(1, "has a header that %v", err)
	}
	if !isRunID(h.run) {
		return "", faultAt(1, "is of a run whose id is none: %q", h.run)
	}
	return h.run, nil
}

// isRunID reports whether a text is the id of a run: small letters and digits.
func isRunID(id string) bool {
	return id != "" && len(id) <= 32 && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789") == ""
}

// kindOf returns the kind of an entry, or "".
func kindOf(l run.Lines) string {
	h, err := readHeader(l.Header)
	if err != nil {
		return ""
	}
	return h.kind
}

// evidenceOf returns the digest of the file that an entry attaches, or "" if it
// attaches none or its body is not there.
func evidenceOf(l run.Lines) string {
	if len(l.Body) == 0 || !bytes.Contains(l.Header, []byte(kindEvidence)) || kindOf(l) != kindEvidence {
		return ""
	}
	o, err := readObject(l.Body)
	if err != nil {
		return ""
	}
	digest, _ := o.text("sha256")
	return digest
}

// The kinds of entries whose bodies name something that lies beside them.
var (
	kindStarted  = run.Started{}.Kind()
	kindAdded    = run.PlaybookAdded{}.Kind()
	kindEvidence = run.EvidenceAdded{}.Kind()
	kindWithheld = run.EntryWithheld{}.Kind()
)
