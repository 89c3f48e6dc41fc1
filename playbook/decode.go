package playbook

import (
	"fmt"
	"strings"

	"cordon/playbook/clock"

	"go.yaml.in/yaml/v4"
)

// maxCost bounds what aliases can blow up. A node costs one and its text one
// more per 32 bytes, each time an alias brings it again; that is more than any
// file of [MaxSize] needs without aliases.
const maxCost = 400_000

// A field is one key of an object of the format. The tables of fields are all
// there is to know about its shape: they find unknown, missing and doubled
// keys, and a test holds the JSON Schema against them.
type field[T any] struct {
	key    string
	need   need
	decode func(d *decoder, v value, into *T)
}

type need bool

const (
	optional need = false
	required need = true
)

// A value is a node of the file and what to call it in an error.
type value struct {
	*yaml.Node
	object string // "step"
	key    string // "title"
}

func (v value) name() string {
	if v.key == "" {
		return withArticle(kind(v.object))
	}
	return v.object + " " + v.key
}

// A decoder turns nodes into a Playbook. What refers to something elsewhere
// is only collected, and checked when all of the file is known.
type decoder struct {
	*source
	cost int

	references []reference
	conditions []condition
	templates  []value
	ids        map[kind]map[string]*yaml.Node // where each id is declared
	step       *Step                          // the one being decoded
	zone       clock.Zone                     // the last one read
}

// A reference is a mention of something by its id.
type reference struct {
	to kind
	by *Step // nil outside of steps
	value
}

// A condition waits for the facts.
type condition struct {
	into *Condition
	value
}

// A kind is a group of things that share one space of ids.
type kind string

const (
	aRole    kind = "role"
	aFact    kind = "fact"
	aClock   kind = "clock"
	aMessage kind = "message"
	aPhase   kind = "phase"
	aStep    kind = "step"
	anOption kind = "option"
)

func (d *decoder) fail(n *yaml.Node, text, hint string) {
	d.report(Problem{Line: n.Line, Column: n.Column, Text: text, Hint: hint})
}

// failAt reports something at a character of a scalar.
func (d *decoder) failAt(n *yaml.Node, offset int, text, hint string) {
	line, column := d.locate(n, offset)
	d.report(Problem{Line: line, Column: column, Text: text, Hint: hint})
}

// follow returns what an alias stands for.
func (d *decoder) follow(v value) value {
	for v.Kind == yaml.AliasNode {
		v.Node = v.Node.Alias
	}
	d.cost += 1 + len(v.Value)/32
	return v
}

// exhausted reports whether the file is more than a playbook can be.
func (d *decoder) exhausted(n *yaml.Node) bool {
	if d.cost > maxCost {
		d.fail(n, "aliases make this file too large", "write the repeated parts out, or use fewer")
		d.reports = maxReports + 1
	}
	return d.full()
}

// object decodes a group of keys. It returns false if there is none.
func object[T any](d *decoder, v value, fields []field[T], into *T) bool {
	v = d.follow(v)
	if v.Kind != yaml.MappingNode {
		d.wrongKind(v, "a group of keys")
		return false
	}
	seen := make(map[string]*yaml.Node, len(fields))
	for i := 0; i+1 < len(v.Content) && !d.exhausted(v.Node); i += 2 {
		key := d.follow(value{Node: v.Content[i]})
		if !d.newKey(key, v.object, seen) {
			continue
		}
		f := findField(fields, key.Value)
		if f == nil {
			meant := d.unknownKey(key, v.object, fieldKeys(fields))
			if seen[meant] == nil {
				seen[meant] = key.Node // so that it is not missed as well
			}
			continue
		}
		f.decode(d, value{v.Content[i+1], v.object, f.key}, into)
	}
	if seen["<<"] != nil {
		return true // what is missing may be there
	}
	for _, f := range fields {
		if f.need == required && seen[f.key] == nil && !d.full() {
			d.fail(v.Node, "this "+v.object+" has no "+f.key, "")
		}
	}
	return true
}

func findField[T any](fields []field[T], key string) *field[T] {
	for i := range fields {
		if fields[i].key == key {
			return &fields[i]
		}
	}
	return nil
}

func fieldKeys[T any](fields []field[T]) []string {
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.key
	}
	return keys
}

// newKey checks that a key is plain and not there twice.
func (d *decoder) newKey(key value, object string, seen map[string]*yaml.Node) bool {
	if key.Kind != yaml.ScalarNode {
		d.fail(key.Node, "a key of "+withArticle(kind(object))+" must be a word, this is "+describe(key.Node), "")
		return false
	}
	if key.Tag == "!!merge" {
		seen["<<"] = key.Node
		d.fail(key.Node, "merge keys are not part of the format", "write the keys out")
		return false
	}
	if first := seen[key.Value]; first != nil && first.Value == key.Value {
		d.fail(key.Node, fmt.Sprintf("the key %s is there twice, first in line %d", quote(key.Value), first.Line), "keep one of them")
		return false
	}
	seen[key.Value] = key.Node
	return true
}

// unknownKey reports a key and returns the one it is a slip of, if any.
func (d *decoder) unknownKey(key value, object string, known []string) string {
	if d.full() {
		return ""
	}
	near, ok := Nearest(key.Value, known)
	hint := withArticle(kind(object)) + " knows " + strings.Join(known, ", ")
	if ok {
		hint = didYouMean(near)
	}
	d.fail(key.Node, withArticle(kind(object))+" has no key "+quote(key.Value), hint)
	return near
}

func (d *decoder) wrongKind(v value, want string) {
	if v.Kind == yaml.ScalarNode && v.Tag == "!!null" {
		d.fail(v.Node, v.name()+" is empty", "write it, or take the line out")
		return
	}
	hint := ""
	if v.Kind == yaml.ScalarNode && want == "text" && strings.HasPrefix(v.Tag, "!!") {
		hint = `put it in quotes: "` + v.Value + `"`
	}
	d.fail(v.Node, v.name()+" must be "+want+", this is "+describe(v.Node), hint)
}

// describe says what a node is.
func describe(n *yaml.Node) string {
	switch n.Kind {
	case yaml.SequenceNode:
		return "a list"
	case yaml.MappingNode:
		return "a group of keys"
	}
	switch n.Tag {
	case "!!str":
		return "text"
	case "!!int", "!!float":
		return "a number"
	case "!!bool":
		return "true or false"
	case "!!null":
		return "empty"
	case "!!timestamp":
		return "a date"
	}
	return "tagged " + quote(n.Tag)
}

// text decodes one text. Numbers and the like must be in quotes, so that a
// schema-aware editor and this decoder see the same thing.
func (d *decoder) text(v value, into *string) bool {
	v = d.follow(v)
	if v.Kind != yaml.ScalarNode || v.Tag != "!!str" && v.Tag != "!!timestamp" {
		d.wrongKind(v, "text")
		return false
	}
	return d.words(v, into)
}

// words takes the text of a scalar whatever its tag.
func (d *decoder) words(v value, into *string) bool {
	if strings.TrimSpace(v.Value) == "" {
		d.fail(v.Node, v.name()+" is empty", "write it, or take the line out")
		return false
	}
	if v.Style&yaml.DoubleQuotedStyle == 0 {
		*into = v.Value // without escapes it is in the file as it is, and the file was scanned
		return true
	}
	for _, r := range v.Value {
		if isControl(r) && r != '\n' && r != '\t' || isHidden(r) {
			d.fail(v.Node, v.name()+" holds a character that does not show ("+visible(string(r))+")", "take the escape out")
			return false
		}
	}
	*into = v.Value
	return true
}

// line decodes a text that stands on one line of the screen.
func (d *decoder) line(v value, into *string) {
	if !d.text(v, into) {
		return
	}
	*into = strings.TrimSpace(*into)
	if strings.ContainsAny(*into, "\n\t") {
		d.fail(d.follow(v).Node, v.name()+" must be one line", "")
	}
}

func (d *decoder) yesNo(v value, into *bool) {
	v = d.follow(v)
	if v.Kind != yaml.ScalarNode || v.Tag != "!!bool" {
		d.wrongKind(v, "true or false")
		return
	}
	*into = strings.EqualFold(v.Value, "true")
}

// oneOf decodes a word out of a few.
func (d *decoder) oneOf(v value, into *string, words ...string) {
	var s string
	if !d.text(v, &s) {
		return
	}
	for _, w := range words {
		if w == s {
			*into = s
			return
		}
	}
	hint := ""
	if near, ok := Nearest(s, words); ok {
		hint = didYouMean(near)
	}
	must := " can only be "
	if len(words) > 1 {
		must = " must be one of "
	}
	d.fail(d.follow(v).Node, v.name()+must+strings.Join(words, ", ")+", this is "+quote(s), hint)
}

// each calls item for every item of a list.
func (d *decoder) each(v value, item func(i int, v value)) int {
	v = d.follow(v)
	if v.Kind != yaml.SequenceNode {
		d.wrongKind(v, "a list")
		return 0
	}
	for i, n := range v.Content {
		if d.exhausted(v.Node) {
			break
		}
		item(i, value{n, v.object, v.key})
	}
	return len(v.Content)
}

// lines decodes a list of one-line texts.
func (d *decoder) lines(v value, into *[]string) {
	d.each(v, func(_ int, item value) {
		var s string
		d.line(item, &s)
		*into = append(*into, s)
	})
}

// refer decodes a reference to something by its id.
func (d *decoder) refer(v value, to kind, into *string) {
	if d.text(v, into) {
		d.references = append(d.references, reference{to, d.step, d.follow(v)})
	}
}

// referAll decodes a list of references, each given once.
func (d *decoder) referAll(v value, to kind, into *[]string) {
	d.each(v, func(_ int, item value) {
		var id string
		d.refer(item, to, &id)
		for _, have := range *into {
			if have == id && id != "" {
				d.fail(item.Node, item.name()+" names "+quote(id)+" twice", "keep one of them")
				return
			}
		}
		*into = append(*into, id)
	})
}

// condition collects a condition for when the facts are known.
func (d *decoder) condition(v value, into *Condition) {
	if d.text(v, &into.Source) {
		d.conditions = append(d.conditions, condition{into, d.follow(v)})
	}
}

// template collects a text over facts.
func (d *decoder) template(v value, into *string) {
	if d.text(v, into) {
		d.templates = append(d.templates, d.follow(v))
	}
}

// named decodes things that are keyed by their ids, in the author's order.
func named[T any](d *decoder, v value, k kind, decode func(id string, v value, into *T)) []T {
	v = d.follow(v)
	if v.Kind != yaml.MappingNode {
		d.wrongKind(v, fmt.Sprintf("%ss by their ids", k))
		return nil
	}
	seen := map[string]*yaml.Node{}
	all := make([]T, len(v.Content)/2) // never grown: conditions keep pointers into it
	for i := range all {
		if d.exhausted(v.Node) {
			break
		}
		key := d.follow(value{Node: v.Content[2*i]})
		if d.newKey(key, string(k), seen) {
			d.checkID(key.Node, k)
			decode(key.Value, value{v.Content[2*i+1], string(k), ""}, &all[i])
		}
	}
	if k != anOption {
		d.ids[k] = seen
	}
	return all
}

// declare notes where the id of a phase or step stands, and finds doubles.
func (d *decoder) declare(v value, k kind, into *string) {
	if !d.text(v, into) {
		return
	}
	v = d.follow(v)
	d.checkID(v.Node, k)
	if first := d.ids[k][*into]; first != nil {
		d.fail(v.Node, fmt.Sprintf("the %s id %s is taken, first in line %d", k, quote(*into), first.Line), "ids are unique in the whole playbook")
		return
	}
	d.ids[k][*into] = v.Node
}
