package convert

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"cordon/playbook/reader"
)

// What a JSON file may hold. Real files have a tenth of it; the limits keep a
// hostile one from costing more than a blink.
const (
	maxJSONDepth = 64
	maxJSONNodes = 200_000
)

// A jsonKind says what a value of a JSON file is.
type jsonKind int

const (
	jsonNull jsonKind = iota
	jsonObject
	jsonList
	jsonText
	jsonNumber
	jsonBool
)

// String names the kind with its article, for an error.
func (k jsonKind) String() string {
	return [...]string{"null", "a group", "a list", "text", "a number", "true or false"}[k]
}

// A jsonNode is a value of a JSON file that knows where it begins. Methods work
// on a nil node, which is a value that is not there.
type jsonNode struct {
	place
	kind    jsonKind
	text    string // of text; of a number as it is written; "true" or "false"
	members []jsonMember
	byKey   map[string]*jsonNode // of members
	items   []*jsonNode
	read    bool // it was taken, see unsaid
}

// A jsonMember is a key of an object with its value, in the order of the file.
type jsonMember struct {
	place // of the key
	key   string
	value *jsonNode
}

// member returns the value with a key, or nil.
func (n *jsonNode) member(key string) *jsonNode {
	if n == nil {
		return nil
	}
	return n.byKey[key]
}

// string returns the text of a member, and nothing unless it is text.
func (n *jsonNode) string(key string) string {
	if m := n.member(key); m.is(jsonText) {
		return m.take().text
	}
	return ""
}

// strings returns the texts of a member that is a list of texts or one text.
func (n *jsonNode) strings(key string) []*jsonNode {
	m := n.member(key)
	if m.is(jsonText) {
		return []*jsonNode{m.take()}
	}
	var all []*jsonNode
	for _, item := range m.list() {
		if item.is(jsonText) {
			all = append(all, item.take())
		}
	}
	return all
}

func (n *jsonNode) is(k jsonKind) bool { return n != nil && n.kind == k }

func (n *jsonNode) list() []*jsonNode {
	if n == nil {
		return nil
	}
	return n.items
}

func (n *jsonNode) object() []jsonMember {
	if n == nil {
		return nil
	}
	return n.members
}

// at is where the value begins, and nowhere if it is not there.
func (n *jsonNode) at() place {
	if n == nil {
		return place{}
	}
	return n.place
}

// A jsonFault is what keeps a file from being read as JSON.
type jsonFault struct {
	place
	text string
}

func (f *jsonFault) Error() string { return f.text }

// A jsonTree is the file read as JSON, once.
type jsonTree struct {
	read   bool
	root   *jsonNode
	twice  []*jsonFault
	halves []place
	err    error
}

// json returns the file as JSON, or nil where it is none. It reports nothing, so
// that a guess can look.
func (f *file) json() *jsonNode {
	t := &f.jsonTree
	if !t.read {
		t.read = true
		p := newJSONParser(f.text)
		t.root, t.err = p.parse()
		t.twice, t.halves = p.twice, p.halves
	}
	return t.root
}

// needJSON returns the group that the file is, or nil and the problems. A key that
// is there twice breaks the rules of every format.
func (f *file) needJSON() *jsonNode {
	root := f.json()
	var fault *jsonFault
	switch {
	case errors.As(f.jsonTree.err, &fault):
		f.fail(fault.place, fault.text, "")
		return nil
	case !root.is(jsonObject):
		f.fail(root.at(), fmt.Sprintf("this file must be a group, it is %v", root.kind), "")
		return nil
	}
	for _, t := range f.jsonTree.twice {
		f.broken(t.place, t.text, "keep one of them", "the first was taken")
	}
	for _, at := range f.jsonTree.halves {
		f.lose(at, "half of a character, written as \\u", "shown as \ufffd")
	}
	root.setRead(false) // a guess has looked
	return root
}

// textAt returns the text of a member, made visible, and nothing unless it is
// text.
func (n *jsonNode) textAt(f *file, key string) string {
	m := n.member(key)
	if !m.is(jsonText) {
		return ""
	}
	return f.plain(m.take().text, m.place)
}

func newJSONParser(text string) *jsonParser {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	return &jsonParser{data: text, tokens: d, here: place{1, 1}}
}

// parse reads one JSON value and where each part of it stands. Keys that an object
// has twice are noted as faults, and the first of them counts: other readers take
// the last, so that nobody can know what the author meant. Any other error is a
// *jsonFault too, and there is no value then.
func (p *jsonParser) parse() (*jsonNode, error) {
	root, err := p.value(0)
	if err == nil {
		err = p.end()
	}
	if err != nil {
		return nil, err
	}
	return root, nil
}

// A jsonParser turns tokens into nodes. Places only move on, so that each byte
// is looked at once.
type jsonParser struct {
	data   string
	tokens *json.Decoder
	offset int // of here
	here   place
	nodes  int
	twice  []*jsonFault
	halves []place // of texts that have half of a character, which the decoder replaces
}

// seek moves here to an offset, which is not before the last one.
func (p *jsonParser) seek(offset int) {
	for p.offset < min(offset, len(p.data)) {
		r, size := utf8.DecodeRuneInString(p.data[p.offset:])
		p.offset += size
		p.here.column++
		if r == '\n' {
			p.here = place{p.here.line + 1, 1}
		}
	}
}

// token returns the next token and where it begins.
func (p *jsonParser) token() (json.Token, place, error) {
	at := int(p.tokens.InputOffset())
	for at < len(p.data) && strings.IndexByte(" \t\r\n,:", p.data[at]) >= 0 {
		at++
	}
	p.seek(at)
	t, err := p.tokens.Token()
	if err != nil {
		return nil, p.here, p.fault(err)
	}
	return t, p.here, nil
}

// fault says in words what the decoder did not like about the token that begins
// here. Its own offsets do not count what stood before a scalar.
func (p *jsonParser) fault(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		p.seek(len(p.data))
		return &jsonFault{p.here, "the file ends too early: something is not closed"}
	}
	return &jsonFault{p.here, "this is no JSON: " + err.Error()}
}

func (p *jsonParser) value(depth int) (*jsonNode, error) {
	t, at, err := p.token()
	if err != nil {
		return nil, err
	}
	return p.node(t, at, depth)
}

// node makes a node of a token, and reads what belongs to it.
func (p *jsonParser) node(t json.Token, at place, depth int) (*jsonNode, error) {
	n := &jsonNode{place: at}
	if p.nodes++; p.nodes > maxJSONNodes {
		return nil, &jsonFault{at, fmt.Sprintf("this file has more than %d values", maxJSONNodes)}
	}
	if depth > maxJSONDepth {
		return nil, &jsonFault{at, fmt.Sprintf("this file is nested deeper than %d levels", maxJSONDepth)}
	}
	switch t := t.(type) {
	case json.Delim:
		if t == '{' {
			return n, p.object(n, depth)
		}
		return n, p.list(n, depth)
	case string:
		n.kind, n.text = jsonText, t
		p.half(t, at)
	case json.Number:
		n.kind, n.text = jsonNumber, t.String()
	case bool:
		n.kind, n.text = jsonBool, fmt.Sprint(t)
	}
	return n, nil
}

// half notes a text in which the decoder put a sign for what is no character.
func (p *jsonParser) half(text string, at place) {
	const sign = "\ufffd"
	if !strings.Contains(text, sign) {
		return
	}
	raw := p.data[p.offset:min(int(p.tokens.InputOffset()), len(p.data))]
	if strings.Count(text, sign) > strings.Count(raw, sign)+strings.Count(strings.ToLower(raw), `\ufffd`) {
		p.halves = append(p.halves, at)
	}
}

func (p *jsonParser) object(n *jsonNode, depth int) error {
	n.kind, n.byKey = jsonObject, map[string]*jsonNode{}
	first := map[string]place{}
	for {
		t, at, err := p.token()
		if err != nil {
			return err
		}
		key, ok := t.(string)
		if !ok { // the decoder lets only the end of the object be something else
			return nil
		}
		value, err := p.value(depth + 1)
		if err != nil {
			return err
		}
		if before, double := first[key]; double {
			p.twice = append(p.twice, &jsonFault{at, fmt.Sprintf("the key %s is there twice, first in line %d", reader.Quote(key), before.line)})
			continue
		}
		first[key], n.byKey[key] = at, value
		n.members = append(n.members, jsonMember{at, key, value})
	}
}

func (p *jsonParser) list(n *jsonNode, depth int) error {
	n.kind = jsonList
	for {
		t, at, err := p.token()
		if err != nil {
			return err
		}
		if t == json.Delim(']') {
			return nil
		}
		item, err := p.node(t, at, depth+1)
		if err != nil {
			return err
		}
		n.items = append(n.items, item)
	}
}

// end makes sure that nothing follows the value.
func (p *jsonParser) end() error {
	_, at, err := p.token()
	if err == nil {
		return &jsonFault{at, "something follows after the end of the JSON"}
	}
	if p.offset < len(p.data) {
		return err
	}
	return nil
}
