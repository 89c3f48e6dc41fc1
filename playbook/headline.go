package playbook

import (
	"fmt"

	"cordon/playbook/reader"

	"go.yaml.in/yaml/v4"
)

// A Headline is something that stands on the first page of a report: a fact, or
// when somebody was told. One of Fact and Clocks is set.
type Headline struct {
	Fact string `json:"fact"`
	// Clocks are duties of one kind. The first of them that applies is shown.
	Clocks []string `json:"clocks"`
	// Label is what it is called there. A fact without one is its question.
	Label string `json:"label"`
}

var headlineFields = []field[Headline]{
	reader.Optional("fact", func(d *decoder, v value, h *Headline) { d.refer(v, aFact, &h.Fact) }),
	reader.Optional("clocks", func(d *decoder, v value, h *Headline) { d.referAll(v, aClock, &h.Clocks) }),
	reader.Optional("label", func(d *decoder, v value, h *Headline) { d.Line(v, &h.Label) }),
}

// headline decodes what stands on the first page: facts by their ids, or with
// what they are called there.
func (d *decoder) headline(v value, into *[]Headline) {
	seen := map[string]bool{}
	d.Each(v, func(_ int, item value) {
		var h Headline
		if d.Follow(item).Kind != yaml.MappingNode {
			d.refer(item, aFact, &h.Fact)
		} else if reader.Object(d, item.As("headline"), headlineFields, &h) {
			d.oneHeadline(item, h)
		}
		if h.Fact != "" && seen[h.Fact] {
			d.Fail(item.Node, "the headline names "+reader.Quote(h.Fact)+" twice", "keep one of them")
		}
		seen[h.Fact] = true
		*into = append(*into, h)
	})
}

// oneHeadline wants an item of the headline to be about one thing.
func (d *decoder) oneHeadline(v value, h Headline) {
	n := d.Follow(v).Node
	switch fact, clocks := reader.Has(n, "fact"), reader.Has(n, "clocks"); {
	case fact == clocks:
		d.Fail(n, "an item of the headline is about a fact or about clocks", "write fact: the id of one fact, or clocks: [the ids of duties of one kind]")
	case clocks && !reader.Has(n, "label"):
		d.Fail(n, fmt.Sprintf("the headline about %s has no label", reader.Quote(first(h.Clocks))), "say in a few words who was told, like label: Authority told")
	}
}

func first(ids []string) string {
	if len(ids) == 0 {
		return "clocks"
	}
	return ids[0]
}
