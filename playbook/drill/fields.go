package drill

import (
	"fmt"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"cordon/playbook"
	"cordon/playbook/reader"
)

// Limits of a drill, which nobody at a table reaches.
const (
	maxInjects = 100
	maxItems   = 100
	maxPoints  = 1000 // of one item
	maxLength  = 24 * time.Hour
	maxJump    = 366 * 24 * time.Hour
)

// A decoder turns nodes into a Drill.
type decoder struct {
	*reader.Decoder
	ids   map[Kind][]named // injects, and items under ""
	named []named          // in the playbook
}

// A named is a name of the file with its place.
type named struct {
	kind Kind
	id   string // or a text that is to be read with the playbook
	node *yaml.Node
	// inject and item say which one it stands in, -1 if in none, and part the key.
	inject, item int
	part         string
}

// What else a named may be, beside the kinds of things.
const (
	comesAt    Kind = "time"
	aCondition Kind = "condition"
	aValue     Kind = "value"
	aPlaybook  Kind = "playbook"
)

type (
	field[T any] = reader.Field[*decoder, T]
	value        = reader.Value
)

// The tables below are the format. They are never written to.

var drillFields = []field[Drill]{
	reader.Required("format", func(*decoder, value, *Drill) {}), // read before all others
	reader.Required("id", func(d *decoder, v value, into *Drill) { d.id(v, &into.ID) }),
	reader.Required("playbook", func(d *decoder, v value, into *Drill) {
		d.id(v, &into.Playbook)
		d.refer(named{kind: aPlaybook, id: into.Playbook, node: v.Node, inject: -1, item: -1})
	}),
	reader.Optional("version", func(d *decoder, v value, into *Drill) {
		d.Scalar(v, &into.Version)
	}),
	reader.Required("title", func(d *decoder, v value, into *Drill) { d.Line(v, &into.Title) }),
	reader.Optional("about", func(d *decoder, v value, into *Drill) { d.Text(v, &into.About) }),
	reader.Optional("start", func(d *decoder, v value, into *Drill) { d.timeOfDay(v, &into.Start) }),
	reader.Required("length", func(d *decoder, v value, into *Drill) { d.length(v, &into.Length, time.Minute, maxLength) }),
	reader.Required("injects", func(d *decoder, v value, into *Drill) { d.injects(v, into) }),
	reader.Optional("score", func(d *decoder, v value, into *Drill) { d.score(v, into) }),
}

var injectFields = []field[Inject]{
	reader.Required("id", func(d *decoder, v value, in *Inject) { d.id(v, &in.ID) }),
	reader.Optional("at", func(d *decoder, v value, in *Inject) { d.length(v, &in.At, 0, maxLength) }),
	reader.Optional("after", func(d *decoder, v value, in *Inject) { d.anchor(v.As("after"), afterFields, &in.After) }),
	reader.Optional("plus", func(d *decoder, v value, in *Inject) { d.length(v, &in.Plus, 0, maxLength) }),
	reader.Optional("jump", func(d *decoder, v value, in *Inject) { d.length(v, &in.Jump, time.Second, maxJump) }),
	reader.Optional("when", func(d *decoder, v value, in *Inject) { d.Text(v, &in.When.Source) }),
	reader.Optional("unless", func(d *decoder, v value, in *Inject) { d.Text(v, &in.Unless.Source) }),
	reader.Optional("from", func(d *decoder, v value, in *Inject) { d.Line(v, &in.From) }),
	reader.Required("says", func(d *decoder, v value, in *Inject) { d.Text(v, &in.Says) }),
	reader.Optional("file", func(d *decoder, v value, in *Inject) { d.fileName(v, &in.File) }),
}

var afterFields = []field[Anchor]{anchorOf(Step), anchorOf(Fact), anchorOf(Clock), anchorOf(Shown)}

var beforeFields = []field[Anchor]{anchorOf(Step), anchorOf(Fact), anchorOf(Clock), anchorOf(Message), anchorOf(Shown)}

func anchorOf(k Kind) field[Anchor] {
	return reader.Optional(string(k), func(d *decoder, v value, into *Anchor) {
		*into = Anchor{Kind: k}
		d.Text(v, &into.ID)
	})
}

var itemFields = []field[Item]{
	reader.Required("id", func(d *decoder, v value, item *Item) { d.id(v, &item.ID) }),
	reader.Optional("want", func(d *decoder, v value, item *Item) { d.want(v.As("want"), &item.Want) }),
	reader.Optional("ask", func(d *decoder, v value, item *Item) { d.Line(v, &item.Ask) }),
	reader.Optional("within", func(d *decoder, v value, item *Item) { d.length(v, &item.Within, time.Second, maxLength) }),
	reader.Optional("of", func(d *decoder, v value, item *Item) { d.Text(v, &item.Of) }),
	reader.Optional("before", func(d *decoder, v value, item *Item) { d.anchor(v.As("before"), beforeFields, &item.Before) }),
	reader.Required("points", func(d *decoder, v value, item *Item) { d.points(v, &item.Points) }),
	reader.Optional("why", func(d *decoder, v value, item *Item) { d.Line(v, &item.Why) }),
}

var wantFields = []field[Want]{
	wantOf(Step), wantOf(Fact), wantOf(Clock), wantOf(Message),
	reader.Optional("state", func(d *decoder, v value, w *Want) { d.Text(v, &w.State) }),
	reader.Optional("is", func(d *decoder, v value, w *Want) {
		if d.Scalar(v, &w.Is) {
			w.Is = strings.TrimSpace(w.Is)
		}
	}),
}

func wantOf(k Kind) field[Want] {
	return reader.Optional(string(k), func(d *decoder, v value, w *Want) {
		w.Anchor = Anchor{Kind: k}
		d.Text(v, &w.ID)
	})
}

// states are what a step or a clock can be wanted in, the first without saying.
func states(k Kind) []string {
	switch k {
	case Step:
		return []string{"done", "skipped", "failed", "settled"}
	case Clock:
		return []string{"filed-in-time", "filed", "not-notified"}
	}
	return nil
}

// refuseAliases keeps a drill to what a reader sees in its place.
func (d *decoder) refuseAliases(n *yaml.Node) {
	if n.Kind == yaml.AliasNode {
		d.Fail(n, "anchors and aliases are not part of a drill", "write it out")
	}
	for _, child := range n.Content {
		d.refuseAliases(child)
	}
}

func (d *decoder) id(v value, into *string) {
	switch {
	case !d.Scalar(v, into), playbook.IsID(*into):
	case len(*into) > reader.MaxID:
		d.Fail(v.Node, fmt.Sprintf("%s has at most %d characters, this has %d", v.Name(), reader.MaxID, utf8.RuneCountInString(*into)), "")
	default:
		d.Fail(v.Node, v.Name()+" must be lower case letters, digits and -, this is "+reader.Quote(*into), "")
	}
}

// length decodes a length of time.
func (d *decoder) length(v value, into *time.Duration, least, most time.Duration) {
	const hint = "write it like 20m or 1h30m"
	var text string
	if !d.Scalar(v, &text) {
		return
	}
	length, err := time.ParseDuration(text)
	switch {
	case err != nil:
		d.Fail(v.Node, v.Name()+" must be a length of time, this is "+reader.Quote(text), hint)
	case length < 0:
		d.Fail(v.Node, v.Name()+" goes back: the time of a drill only goes on", hint)
	case length < least:
		d.Fail(v.Node, v.Name()+" must be longer than that", hint)
	case length > most:
		d.Fail(v.Node, v.Name()+" is at most "+short(most), hint)
	default:
		*into = length
	}
}

// timeOfDay decodes a time like 03:14.
func (d *decoder) timeOfDay(v value, into *time.Duration) {
	var text string
	if !d.Scalar(v, &text) {
		return
	}
	t, err := time.Parse("15:04", text)
	if err != nil || len(text) != len("15:04") {
		d.Fail(v.Node, v.Name()+" must be a time of day, this is "+reader.Quote(text), "write it like 03:14")
		return
	}
	*into = time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
}

// fileName decodes the name of a file that lies in the folder of the drill.
func (d *decoder) fileName(v value, into *string) {
	d.Line(v, into)
	if name := *into; name == "." || name == ".." || strings.ContainsAny(name, `/\:`) || path.Base(name) != name && name != "" {
		d.Fail(v.Node, "the file "+reader.Quote(name)+" is not in the folder of the drill", "put it there, and write its name alone")
		*into = ""
	}
}

func (d *decoder) points(v value, into *int) {
	var text string
	if !d.Scalar(v, &text) {
		return
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > maxPoints {
		d.Fail(v.Node, fmt.Sprintf("%s must be a whole number from 1 to %d, this is %s", v.Name(), maxPoints, reader.Quote(text)), "points are only ever added")
		return
	}
	*into = n
}

func (d *decoder) injects(v value, into *Drill) {
	if len(v.Content) > maxInjects {
		d.Fail(v.Node, fmt.Sprintf("a drill has at most %d injects, this has %d", maxInjects, len(v.Content)), "")
		return
	}
	into.Injects = make([]Inject, len(v.Content))
	d.Each(v, func(i int, item value) {
		if reader.Object(d, item.As("inject"), injectFields, &into.Injects[i]) {
			d.inject(item, i, &into.Injects[i])
		}
	})
	if v.Kind == yaml.SequenceNode && len(v.Content) == 0 {
		d.Fail(v.Node, "a drill has no injects: nothing would happen", "write at least one")
	}
}

// inject looks at what the keys of an inject say together.
func (d *decoder) inject(v value, i int, in *Inject) {
	d.newID(Shown, in.ID, reader.At(v.Node, "id"))
	at, after := reader.Has(v.Node, "at"), reader.Has(v.Node, "after")
	switch {
	case at && after:
		d.Fail(reader.At(v.Node, "after"), "an inject comes at a time or after something, not both", "keep one of them")
	case !at && !after:
		d.Fail(v.Node, "this inject has neither at nor after, so it never comes", "write at: 10m, or after: {step: ID}")
	case !after && reader.Has(v.Node, "plus"):
		d.Fail(reader.At(v.Node, "plus"), "plus counts from what after names, and there is no after", "write at instead")
	}
	if at {
		d.refer(named{kind: comesAt, node: reader.At(v.Node, "at"), inject: i, item: -1})
	}
	if in.After.ID != "" {
		d.refer(named{kind: in.After.Kind, id: in.After.ID, node: reader.At(v.Node, "after", string(in.After.Kind)), inject: i, item: -1})
	}
	if in.When.Source != "" {
		d.refer(named{kind: aCondition, id: in.When.Source, node: reader.At(v.Node, "when"), inject: i, item: -1, part: "when"})
	}
	if in.Unless.Source != "" {
		d.refer(named{kind: aCondition, id: in.Unless.Source, node: reader.At(v.Node, "unless"), inject: i, item: -1, part: "unless"})
	}
	if in.When.Source != "" && in.Unless.Source != "" {
		d.Fail(reader.At(v.Node, "unless"), "an inject has when or unless, not both", "join them with && and !")
	}
}

// refer notes a name that [Drill.Fit] looks up.
func (d *decoder) refer(n named) { d.named = append(d.named, n) }

// newID notes an id, which must be new among those of its kind.
func (d *decoder) newID(k Kind, id string, n *yaml.Node) {
	for _, before := range d.ids[k] {
		if before.id == id && id != "" {
			d.Fail(n, fmt.Sprintf("the id %s is there twice, first in line %d", reader.Quote(id), before.node.Line), "give one of them another id")
			break
		}
	}
	d.ids[k] = append(d.ids[k], named{kind: k, id: id, node: n})
}

// anchor decodes a group that names one thing.
func (d *decoder) anchor(v value, fields []field[Anchor], into *Anchor) {
	if reader.Object(d, v, fields, into) {
		d.one(v, len(v.Content)/2)
	}
}

// one wants a group to name one thing.
func (d *decoder) one(v value, named int) bool {
	if named != 1 {
		d.Fail(v.Node, fmt.Sprintf("%s names one thing, this names %d", v.Object, named), "write it like {step: ID}")
	}
	return named == 1
}

func (d *decoder) want(v value, into *Want) {
	if !reader.Object(d, v, wantFields, into) {
		return
	}
	n := 0
	for _, k := range []Kind{Step, Fact, Clock, Message} {
		if reader.Has(v.Node, string(k)) {
			n++
		}
	}
	if !d.one(v, n) {
		return
	}
	d.wantState(v, into)
	if into.Is != "" && into.Kind != Fact {
		d.Fail(reader.At(v.Node, "is"), "is goes with a fact", "take it out")
	}
}

func (d *decoder) wantState(v value, into *Want) {
	known := states(into.Kind)
	switch {
	case len(known) == 0 && into.State != "":
		d.Fail(reader.At(v.Node, "state"), "state goes with a step or a clock", "take it out")
	case len(known) > 0 && into.State == "":
		into.State = known[0]
	case len(known) > 0:
		at := value{Node: reader.At(v.Node, "state"), Object: "want", Key: "state"}
		reader.OneOf(d, at, &into.State, known...)
	}
}

func (d *decoder) score(v value, into *Drill) {
	if len(v.Content) > maxItems {
		d.Fail(v.Node, fmt.Sprintf("a score has at most %d items, this has %d", maxItems, len(v.Content)), "")
		return
	}
	into.Score = make([]Item, len(v.Content))
	d.Each(v, func(i int, item value) {
		if reader.Object(d, item.As("item of the score"), itemFields, &into.Score[i]) {
			d.item(item, i, &into.Score[i])
		}
	})
}

// item looks at what the keys of an item of the score say together.
func (d *decoder) item(v value, i int, item *Item) {
	d.newID("", item.ID, reader.At(v.Node, "id"))
	want, ask := reader.Has(v.Node, "want"), reader.Has(v.Node, "ask")
	if want == ask {
		d.Fail(v.Node, "an item of the score wants something or asks something, one of them", "write want: {step: ID}, or ask: a question")
	}
	for _, key := range []string{"within", "of", "before"} {
		if ask && !want && reader.Has(v.Node, key) {
			d.Fail(reader.At(v.Node, key), key+" goes with want: a question is answered in the review", "take it out")
		}
	}
	if reader.Has(v.Node, "of") && !reader.Has(v.Node, "within") {
		d.Fail(reader.At(v.Node, "of"), "of says from where within counts, and there is no within", "")
	}
	if item.Want.ID != "" {
		d.refer(named{kind: item.Want.Kind, id: item.Want.ID, node: reader.At(v.Node, "want", string(item.Want.Kind)), inject: -1, item: i})
	}
	if item.Want.Is != "" {
		d.refer(named{kind: aValue, id: item.Want.Is, node: reader.At(v.Node, "want", "is"), inject: -1, item: i})
	}
	if item.Of != "" {
		d.refer(named{kind: Shown, id: item.Of, node: reader.At(v.Node, "of"), inject: -1, item: -1})
	}
	if item.Before.ID != "" {
		d.refer(named{kind: item.Before.Kind, id: item.Before.ID, node: reader.At(v.Node, "before", string(item.Before.Kind)), inject: -1, item: -1})
	}
}
