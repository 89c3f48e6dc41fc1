package reader

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// maxCost bounds what aliases can blow up. A node costs one and its text one
// more per 32 bytes, each time an alias brings it again; that is more than any
// file of [MaxSize] needs without aliases.
const maxCost = 400_000

// A Field is one key of an object of a format, whose decoder is D and whose
// object becomes a T. The tables of fields are all there is to know about the
// shape of a format: they find unknown, missing and doubled keys.
type Field[D Decoding, T any] struct {
	Key    string
	Needed bool // it has to be there
	decode func(d D, v Value, into *T)
}

// Required is a key that has to be there.
func Required[D Decoding, T any](key string, decode func(d D, v Value, into *T)) Field[D, T] {
	return Field[D, T]{key, true, decode}
}

// Optional is a key that may be there.
func Optional[D Decoding, T any](key string, decode func(d D, v Value, into *T)) Field[D, T] {
	return Field[D, T]{key, false, decode}
}

// A Value is a node of the file and what to call it in an error.
type Value struct {
	*yaml.Node
	Object string // "step"
	Key    string // "title", or empty for the object itself
}

// As returns the value under the name of an object.
func (v Value) As(object string) Value { return Value{Node: v.Node, Object: object} }

// Name is what an error calls the value: "step title", "a step".
func (v Value) Name() string {
	if v.Key == "" {
		return WithArticle(v.Object)
	}
	return v.Object + " " + v.Key
}

// WithArticle names one object, "a step" and "an option", or a group, "steps".
func WithArticle(object string) string {
	switch {
	case strings.HasSuffix(object, "s"):
		return object
	case object != "" && strings.IndexByte("aeiou", object[0]) >= 0:
		return "an " + object
	}
	return "a " + object
}

// A Decoder takes the nodes of a file apart. What is wrong goes to the file.
type Decoder struct {
	*Source
	cost int
}

// NewDecoder returns a decoder of a file that was loaded.
func NewDecoder(s *Source) *Decoder { return &Decoder{Source: s} }

// Decoding is the decoder of one format: what embeds a *[Decoder].
type Decoding interface{ base() *Decoder }

func (d *Decoder) base() *Decoder { return d }

// Format checks the key format before all others, and reports whether it is
// worth looking at them: another version of the format knows other keys, and a
// file without the key sign is something else.
func (d *Decoder) Format(root *yaml.Node, want, sign string) bool {
	if root.Kind != yaml.MappingNode {
		return true // the decoder says what is wrong
	}
	first := "the first line of a " + d.holds + " is format: " + want
	for i := 0; i+1 < len(root.Content); i += 2 {
		if root.Content[i].Value != "format" {
			continue
		}
		v := d.Follow(Value{root.Content[i+1], d.holds, "format"})
		if v.Value == want {
			return true
		}
		hint := first
		rest, ours := strings.CutPrefix(v.Value, want[:strings.Index(want, "/")+1])
		if ours && strings.Trim(rest, "0123456789") == "" {
			hint = "this version of Cordon reads " + want + ": a newer one may read this file"
		}
		d.Fail(v.Node, fmt.Sprintf("the format %s is not known", Quote(v.Value)), hint)
		return !ours && Has(root, sign)
	}
	d.Fail(root, "this "+d.holds+" has no format", first)
	return Has(root, sign) // else this is some other file
}

// Has reports whether a group has a key.
func Has(group *yaml.Node, key string) bool {
	for i := 0; i < len(group.Content); i += 2 {
		if group.Content[i].Value == key {
			return true
		}
	}
	return false
}

// Fail reports something wrong with a node.
func (d *Decoder) Fail(n *yaml.Node, text, hint string) {
	d.Report(Problem{Line: n.Line, Column: n.Column, Text: text, Hint: hint})
}

// FailAt reports something at a character of a scalar.
func (d *Decoder) FailAt(n *yaml.Node, offset int, text, hint string) {
	line, column := d.locate(n, offset)
	d.Report(Problem{Line: line, Column: column, Text: text, Hint: hint})
}

// Follow returns what an alias stands for.
func (d *Decoder) Follow(v Value) Value {
	for v.Kind == yaml.AliasNode {
		v.Node = v.Node.Alias
	}
	d.cost += 1 + len(v.Value)/32
	return v
}

// exhausted reports whether the file is more than one of its size can be.
func (d *Decoder) exhausted(n *yaml.Node) bool {
	if d.cost > maxCost {
		d.Fail(n, "aliases make this file too large", "write the repeated parts out, or use fewer")
		d.reports = maxReports + 1
	}
	return d.Full()
}

// Object decodes a group of keys. It returns false if there is none.
func Object[D Decoding, T any](decoding D, v Value, fields []Field[D, T], into *T) bool {
	d := decoding.base()
	v = d.Follow(v)
	if v.Kind != yaml.MappingNode {
		d.WrongKind(v, "a group of keys")
		return false
	}
	seen := make(map[string]*yaml.Node, len(fields))
	for i := 0; i+1 < len(v.Content) && !d.exhausted(v.Node); i += 2 {
		key := d.Follow(Value{Node: v.Content[i]})
		if !d.newKey(key, v.Object, seen) {
			continue
		}
		f := findField(fields, key.Value)
		if f == nil {
			meant := d.unknownKey(key, v.Object, fieldKeys(fields))
			if seen[meant] == nil {
				seen[meant] = key.Node // so that it is not missed as well
			}
			continue
		}
		f.decode(decoding, Value{v.Content[i+1], v.Object, f.Key}, into)
	}
	if seen["<<"] != nil {
		return true // what is missing may be there
	}
	for _, f := range fields {
		if f.Needed && seen[f.Key] == nil && !d.Full() {
			d.Fail(v.Node, "this "+v.Object+" has no "+f.Key, "")
		}
	}
	return true
}

func findField[D Decoding, T any](fields []Field[D, T], key string) *Field[D, T] {
	for i := range fields {
		if fields[i].Key == key {
			return &fields[i]
		}
	}
	return nil
}

func fieldKeys[D Decoding, T any](fields []Field[D, T]) []string {
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.Key
	}
	return keys
}

// newKey checks that a key is plain and not there twice.
func (d *Decoder) newKey(key Value, object string, seen map[string]*yaml.Node) bool {
	if key.Kind != yaml.ScalarNode {
		d.Fail(key.Node, "a key of "+WithArticle(object)+" must be a word, this is "+Describe(key.Node), "")
		return false
	}
	if key.Tag == "!!merge" {
		seen["<<"] = key.Node
		d.Fail(key.Node, "merge keys are not part of the format", "write the keys out")
		return false
	}
	if first := seen[key.Value]; first != nil && first.Value == key.Value {
		d.Fail(key.Node, fmt.Sprintf("the key %s is there twice, first in line %d", Quote(key.Value), first.Line), "keep one of them")
		return false
	}
	seen[key.Value] = key.Node
	return true
}

// unknownKey reports a key and returns the one it is a slip of, if any.
func (d *Decoder) unknownKey(key Value, object string, known []string) string {
	if d.Full() {
		return ""
	}
	near, ok := Nearest(key.Value, known)
	hint := WithArticle(object) + " knows " + strings.Join(known, ", ")
	if ok {
		hint = DidYouMean(near)
	}
	d.Fail(key.Node, WithArticle(object)+" has no key "+Quote(key.Value), hint)
	return near
}

// WrongKind says that a node is not what it should be.
func (d *Decoder) WrongKind(v Value, want string) {
	if v.Kind == yaml.ScalarNode && v.Tag == "!!null" {
		d.Fail(v.Node, v.Name()+" is empty", "write it, or take the line out")
		return
	}
	hint := ""
	if v.Kind == yaml.ScalarNode && want == "text" && strings.HasPrefix(v.Tag, "!!") {
		hint = `put it in quotes: "` + v.Value + `"`
	}
	d.Fail(v.Node, v.Name()+" must be "+want+", this is "+Describe(v.Node), hint)
}

// Describe says what a node is.
func Describe(n *yaml.Node) string {
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
	return "tagged " + Quote(n.Tag)
}

// Text decodes one text. Numbers and the like must be in quotes, so that a
// schema-aware editor and this decoder see the same thing.
func (d *Decoder) Text(v Value, into *string) bool {
	v = d.Follow(v)
	if v.Kind != yaml.ScalarNode || v.Tag != "!!str" && v.Tag != "!!timestamp" {
		d.WrongKind(v, "text")
		return false
	}
	return d.words(v, into)
}

// Scalar decodes a text that YAML may take for something else: a number, or a
// date, as it is written.
func (d *Decoder) Scalar(v Value, into *string) bool {
	v = d.Follow(v)
	if v.Kind != yaml.ScalarNode || v.Tag == "!!null" {
		d.WrongKind(v, "text")
		return false
	}
	return d.words(v, into)
}

func (d *Decoder) words(v Value, into *string) bool {
	if strings.TrimSpace(v.Value) == "" {
		d.Fail(v.Node, v.Name()+" is empty", "write it, or take the line out")
		return false
	}
	if v.Style&yaml.DoubleQuotedStyle == 0 {
		*into = v.Value // without escapes it is in the file as it is, and the file was scanned
		return true
	}
	for _, r := range v.Value {
		if isControl(r) && r != '\n' && r != '\t' || isHidden(r) {
			d.Fail(v.Node, v.Name()+" holds a character that does not show ("+Visible(string(r))+")", "take the escape out")
			return false
		}
	}
	*into = v.Value
	return true
}

// Line decodes a text that stands on one line of the screen.
func (d *Decoder) Line(v Value, into *string) {
	if !d.Text(v, into) {
		return
	}
	*into = strings.TrimSpace(*into)
	if strings.ContainsAny(*into, "\n\t") {
		d.Fail(d.Follow(v).Node, v.Name()+" must be one line", "")
	}
}

// YesNo decodes true or false.
func (d *Decoder) YesNo(v Value, into *bool) {
	v = d.Follow(v)
	if v.Kind != yaml.ScalarNode || v.Tag != "!!bool" {
		d.WrongKind(v, "true or false")
		return
	}
	*into = strings.EqualFold(v.Value, "true")
}

// OneOf decodes a word out of a few.
func OneOf[S ~string](decoding Decoding, v Value, into *S, words ...S) {
	d := decoding.base()
	var s string
	if !d.Text(v, &s) {
		return
	}
	if slices.Contains(words, S(s)) {
		*into = S(s)
		return
	}
	known := make([]string, len(words))
	for i, w := range words {
		known[i] = string(w)
	}
	hint := ""
	if near, ok := Nearest(s, known); ok {
		hint = DidYouMean(near)
	}
	must := " can only be "
	if len(known) > 1 {
		must = " must be one of "
	}
	d.Fail(d.Follow(v).Node, v.Name()+must+strings.Join(known, ", ")+", this is "+Quote(s), hint)
}

// Each calls item for every item of a list.
func (d *Decoder) Each(v Value, item func(i int, v Value)) {
	v = d.Follow(v)
	if v.Kind != yaml.SequenceNode {
		d.WrongKind(v, "a list")
		return
	}
	for i, n := range v.Content {
		if d.exhausted(v.Node) {
			break
		}
		item(i, Value{n, v.Object, v.Key})
	}
}

// Lines decodes a list of one-line texts.
func (d *Decoder) Lines(v Value, into *[]string) {
	d.Each(v, func(_ int, item Value) {
		var s string
		d.Line(item, &s)
		*into = append(*into, s)
	})
}

// Named decodes things that are keyed by their ids, in the author's order. The
// list that it returns was never moved, so pointers into it stay good.
func Named[T any](decoding Decoding, v Value, object string, decode func(id, v Value, into *T)) []T {
	d := decoding.base()
	v = d.Follow(v)
	if v.Kind != yaml.MappingNode {
		d.WrongKind(v, object+"s by their ids")
		return nil
	}
	seen := map[string]*yaml.Node{}
	all := make([]T, len(v.Content)/2)
	for i := range all {
		if d.exhausted(v.Node) {
			break
		}
		id := d.Follow(Value{Node: v.Content[2*i]})
		if d.newKey(id, object, seen) {
			decode(id, Value{Node: v.Content[2*i+1], Object: object}, &all[i])
		}
	}
	return all
}

// At follows keys and indexes as far as they lead.
func At(n *yaml.Node, path ...any) *yaml.Node {
	for _, part := range path {
		for n.Kind == yaml.AliasNode {
			n = n.Alias
		}
		next := n
		switch part := part.(type) {
		case int:
			if part < len(n.Content) {
				next = n.Content[part]
			}
		case string:
			for i := 0; i+1 < len(n.Content); i += 2 {
				if n.Content[i].Value == part {
					next = n.Content[i+1]
				}
			}
		}
		n = next
	}
	return n
}
