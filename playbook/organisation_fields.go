package playbook

import (
	"fmt"
	"strings"

	"cordon/playbook/clock"
	"cordon/playbook/reader"

	"go.yaml.in/yaml/v4"
)

var organisationFields = []field[Organisation]{
	reader.Required("format", func(*decoder, value, *Organisation) {}), // read before all others
	reader.Required("name", func(d *decoder, v value, o *Organisation) { d.Line(v, &o.Name) }),
	reader.Optional("zone", func(d *decoder, v value, o *Organisation) { d.Line(v, &o.Zone) }),
	reader.Optional("facts", func(d *decoder, v value, o *Organisation) { o.Facts = named(d, v, aFact, d.knownFact) }),
	reader.Optional("people", func(d *decoder, v value, o *Organisation) { o.People = named(d, v, aRole, d.person) }),
	reader.Optional("file_at", func(d *decoder, v value, o *Organisation) { o.Places = named(d, v, aRule, d.place) }),
	reader.Optional("clocks", func(d *decoder, v value, o *Organisation) { o.Clocks = named(d, v, aClock, d.ownClock) }),
}

var knownFactFields = []field[KnownFact]{
	reader.Required("is", func(d *decoder, v value, f *KnownFact) { d.answer(v, &f.Text) }),
	reader.Optional("because", func(d *decoder, v value, f *KnownFact) { d.Line(v, &f.Because) }),
}

var personFields = []field[Person]{
	reader.Required("name", func(d *decoder, v value, p *Person) { d.Line(v, &p.Name) }),
	reader.Optional("phone", func(d *decoder, v value, p *Person) { d.Line(v, &p.Phone) }),
	reader.Optional("stand_in", func(d *decoder, v value, p *Person) { d.Line(v, &p.StandIn) }),
}

var placeFields = []field[Place]{
	reader.Optional("portal", func(d *decoder, v value, p *Place) { d.url(v, &p.Portal) }),
	reader.Optional("mail", func(d *decoder, v value, p *Place) { d.Line(v, &p.Mail) }),
	reader.Optional("phone", func(d *decoder, v value, p *Place) { d.Line(v, &p.Phone) }),
	reader.Optional("reference", func(d *decoder, v value, p *Place) { d.Line(v, &p.Reference) }),
	reader.Optional("note", func(d *decoder, v value, p *Place) { d.Line(v, &p.Note) }),
}

var ownClockFields = []field[Clock]{
	reader.Required("title", func(d *decoder, v value, c *Clock) { d.Line(v, &c.Title) }),
	reader.Optional("within", func(d *decoder, v value, c *Clock) { d.within(v, &c.Within) }),
	reader.Optional("to", func(d *decoder, v value, c *Clock) { d.Line(v, &c.To) }),
	reader.Optional("cite", func(d *decoder, v value, c *Clock) { d.Line(v, &c.Cite) }),
	reader.Optional("zone", func(d *decoder, v value, c *Clock) { d.Line(v, &c.Zone) }),
	reader.Required("from", func(d *decoder, v value, c *Clock) {
		if d.Text(v, &c.From) {
			d.checkID(d.Follow(v).Node, aFact)
		}
	}),
	reader.Optional("when", func(d *decoder, v value, c *Clock) { d.Text(v, &c.When.Source) }),
}

// knownFact decodes an answer, or an answer and its reason.
func (d *decoder) knownFact(id string, v value, f *KnownFact) {
	f.ID = id
	if d.Follow(v).Kind == yaml.MappingNode {
		reader.Object(d, v, knownFactFields, f)
		return
	}
	d.answer(v, &f.Text)
}

// answer decodes an answer as a person would type it: options stand in a list.
func (d *decoder) answer(v value, into *string) {
	if d.Follow(v).Kind != yaml.SequenceNode {
		d.oneAnswer(v, into)
		return
	}
	var all []string
	d.Each(v, func(_ int, item value) {
		var one string
		d.oneAnswer(item, &one)
		all = append(all, one)
	})
	*into = strings.Join(all, ", ")
	if len(all) == 0 {
		d.Fail(d.Follow(v).Node, "this answer is empty", "write it, or take the line out")
	}
}

func (d *decoder) oneAnswer(v value, into *string) {
	if d.Scalar(v, into) {
		*into = strings.TrimSpace(*into)
	}
}

func (d *decoder) person(id string, v value, p *Person) {
	p.Role = id
	reader.Object(d, v, personFields, p)
}

func (d *decoder) place(id string, v value, p *Place) {
	p.Rule = id
	if reader.Object(d, v.As("place to file"), placeFields, p) && len(d.Follow(v).Content) == 0 {
		d.Fail(d.Follow(v).Node, fmt.Sprintf("nothing is said of where to file %s", reader.Quote(id)), "give a portal, mail, phone or reference, or take it out")
	}
}

func (d *decoder) ownClock(id string, v value, c *Clock) {
	c.ID = id
	reader.Object(d, v, ownClockFields, c)
}

// countsInDays reports whether a clock that is written out needs a zone.
func countsInDays(c Clock) bool {
	limit, err := clock.ParseLimit(c.Within)
	return err == nil && limit.InDays()
}
