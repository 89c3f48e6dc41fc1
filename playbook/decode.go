package playbook

import (
	"fmt"
	"slices"

	"cordon/playbook/clock"
	"cordon/playbook/reader"

	"go.yaml.in/yaml/v4"
)

type (
	// A field is one key of an object of the format. A test holds the JSON
	// Schema against the tables.
	field[T any] = reader.Field[*decoder, T]

	value = reader.Value
)

// A decoder turns nodes into a Playbook. What refers to something elsewhere
// is only collected, and checked when all of the file is known.
type decoder struct {
	*reader.Decoder
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

// refer decodes a reference to something by its id.
func (d *decoder) refer(v value, to kind, into *string) {
	if d.Text(v, into) {
		d.references = append(d.references, reference{to, d.step, d.Follow(v)})
	}
}

// referAll decodes a list of references, each given once.
func (d *decoder) referAll(v value, to kind, into *[]string) {
	d.Each(v, func(_ int, item value) {
		var id string
		d.refer(item, to, &id)
		if id != "" && slices.Contains(*into, id) {
			d.Fail(item.Node, item.Name()+" names "+reader.Quote(id)+" twice", "keep one of them")
			return
		}
		*into = append(*into, id)
	})
}

// condition collects a condition for when the facts are known.
func (d *decoder) condition(v value, into *Condition) {
	if d.Text(v, &into.Source) {
		d.conditions = append(d.conditions, condition{into, d.Follow(v)})
	}
}

// template collects a text over facts.
func (d *decoder) template(v value, into *string) {
	if d.Text(v, into) {
		d.templates = append(d.templates, d.Follow(v))
	}
}

// named decodes things that are keyed by their ids, and notes where each
// stands.
func named[T any](d *decoder, v value, k kind, decode func(id string, v value, into *T)) []T {
	seen := map[string]*yaml.Node{}
	all := reader.Named(d, v, string(k), func(id, v value, into *T) {
		seen[id.Value] = id.Node
		d.checkID(id.Node, k)
		decode(id.Value, v, into)
	})
	if k != anOption {
		d.ids[k] = seen
	}
	return all
}

// declare notes where the id of a phase or step stands, and finds doubles.
func (d *decoder) declare(v value, k kind, into *string) {
	if !d.Text(v, into) {
		return
	}
	v = d.Follow(v)
	d.checkID(v.Node, k)
	if first := d.ids[k][*into]; first != nil {
		d.Fail(v.Node, fmt.Sprintf("the %s id %s is taken, first in line %d", k, reader.Quote(*into), first.Line), "ids are unique in the whole playbook")
		return
	}
	d.ids[k][*into] = v.Node
}
