package scenario

import (
	"fmt"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"cordon/playbook/clock"
	"cordon/playbook/reader"
	"cordon/playbook/run"
	"cordon/playbook/when"
)

// Parse reads a scenario. The name is used in errors only. An error is a
// [playbook.Problems] with everything that is wrong with the file. Whether it
// fits its playbook is for [Run] to say.
func Parse(name string, source []byte) (*Scenario, error) {
	file, root := reader.Read(name, "scenario", source)
	s := &Scenario{file: file}
	if root != nil {
		d := &decoder{Decoder: reader.NewDecoder(file), zone: time.UTC}
		d.refuseAliases(root)
		if d.Format(root, Format, "expect") && reader.Object(d, value{Node: root, Object: "scenario"}, scenarioFields, s) {
			d.tellTimes(s)
		}
	}
	if problems := file.Problems(); len(problems) > 0 {
		return nil, problems
	}
	return s, nil
}

// A decoder turns nodes into a Scenario. Times are only collected: what they
// mean depends on now and zone, which may come after them.
type decoder struct {
	*reader.Decoder
	zone  *time.Location
	now   value
	times []written
}

type (
	field[T any] = reader.Field[*decoder, T]
	value        = reader.Value
)

// A written is a time as it stands in the file.
type written struct {
	into *moment
	value
}

// The tables below are the format. They are never written to.

var scenarioFields = []field[Scenario]{
	reader.Required("format", func(*decoder, value, *Scenario) {}), // read before all others
	reader.Required("playbook", func(d *decoder, v value, s *Scenario) {
		named := d.word(v)
		s.Playbook, s.book = named.text, named.place
	}),
	reader.Optional("about", func(d *decoder, v value, s *Scenario) { s.About = d.word(v).text }),
	reader.Optional("zone", func(d *decoder, v value, _ *Scenario) { d.readZone(v) }),
	reader.Required("now", func(d *decoder, v value, _ *Scenario) { d.now = v }),
	reader.Optional("facts", func(d *decoder, v value, s *Scenario) {
		s.facts = reader.Named(d, v.As("facts"), "fact", d.fact)
	}),
	reader.Optional("do", func(d *decoder, v value, s *Scenario) { d.deeds(v, s) }),
	reader.Required("expect", func(d *decoder, v value, s *Scenario) {
		reader.Object(d, v.As("expectation"), expectFields, &s.expect)
	}),
}

var factFields = []field[fact]{
	reader.Required("value", func(d *decoder, v value, f *fact) { f.value = d.value(v) }),
	reader.Optional("because", func(d *decoder, v value, f *fact) { f.because = d.word(v).text }),
	reader.Optional("at", func(d *decoder, v value, f *fact) { d.time(v, &f.at) }),
}

// verbs is how many of deedFields say what is done.
const verbs = 5

var deedFields = []field[deed]{
	verb("done"), verb("skip"), verb("file"), verb("waive"), verb("confirm"),
	reader.Optional("because", func(d *decoder, v value, into *deed) { into.because = d.word(v).text }),
	reader.Optional("at", func(d *decoder, v value, into *deed) { d.time(v, &into.at) }),
	reader.Optional("reference", func(d *decoder, v value, into *deed) { into.reference = d.word(v).text }),
}

func verb(name string) field[deed] {
	return reader.Optional(name, func(d *decoder, v value, into *deed) { into.verb, into.what = name, d.word(v) })
}

var expectFields = []field[expectation]{
	reader.Optional("steps", func(d *decoder, v value, e *expectation) {
		reader.Object(d, v.As("steps"), stepFields, &e.steps)
	}),
	reader.Optional("clocks", func(d *decoder, v value, e *expectation) {
		e.clocks = expectedClocks{at(v), reader.Named(d, v.As("clocks"), "clock", d.clock)}
	}),
	reader.Optional("drafts", func(d *decoder, v value, e *expectation) {
		e.drafts = expectedDrafts{at(v), reader.Named(d, v.As("drafts"), "draft", d.draft)}
	}),
}

var stepFields = []field[[len(stepKeys)]list]{stepList(0), stepList(1), stepList(2)}

func stepList(i int) field[[len(stepKeys)]list] {
	return reader.Optional(stepKeys[i], func(d *decoder, v value, into *[len(stepKeys)]list) { into[i] = d.list(v) })
}

var clockFields = []field[expectedClock]{
	reader.Required("state", func(d *decoder, v value, c *expectedClock) {
		c.state.place = at(v)
		reader.OneOf(d, v, &c.state.text, states()...)
	}),
	reader.Optional("due", func(d *decoder, v value, c *expectedClock) { d.time(v, &c.due) }),
	reader.Optional("latest", func(d *decoder, v value, c *expectedClock) { d.time(v, &c.latest) }),
	reader.Optional("earliest", func(d *decoder, v value, c *expectedClock) { c.earliest = d.flag(v) }),
	reader.Optional("candidate", func(d *decoder, v value, c *expectedClock) { c.candidate = d.flag(v) }),
	reader.Optional("uncounted", func(d *decoder, v value, c *expectedClock) { c.uncounted = d.flag(v) }),
}

// states are those of the clocks that are listed.
func states() []string {
	return []string{
		string(run.ClockRunning), string(run.ClockDueSoon), string(run.ClockOverdue),
		string(run.ClockFiledInTime), string(run.ClockFiledLate), string(run.ClockNotNotified),
	}
}

var draftFields = []field[expectedDraft]{
	reader.Optional("gaps", func(d *decoder, v value, into *expectedDraft) { into.gaps = d.list(v) }),
}

// refuseAliases keeps a scenario to what a reader sees in its place.
func (d *decoder) refuseAliases(n *yaml.Node) {
	if n.Kind == yaml.AliasNode {
		d.Fail(n, "anchors and aliases are not part of a scenario", "write it out")
	}
	for _, child := range n.Content {
		d.refuseAliases(child)
	}
}

// fact decodes a value, or a group with a value and more about it.
func (d *decoder) fact(id, v value, into *fact) {
	into.id = word{at(id), id.Value}
	if v.Kind == yaml.MappingNode {
		reader.Object(d, v, factFields, into)
		return
	}
	v.Key = "value"
	into.value = d.value(v)
}

// value takes what people would type: a scalar of any kind as it stands in the
// file, or a list of options.
func (d *decoder) value(v value) word {
	if v.Kind != yaml.SequenceNode {
		return d.word(v)
	}
	var options []string
	d.Each(v, func(_ int, item value) { options = append(options, d.word(item).text) })
	return word{at(v), strings.Join(options, ", ")}
}

// maxDeeds is more than anybody does in a run, and little enough to do again.
const maxDeeds = 1000

func (d *decoder) deeds(v value, s *Scenario) {
	if len(v.Content) > maxDeeds {
		d.Fail(v.Node, fmt.Sprintf("do has %d deeds, and a scenario takes %d", len(v.Content), maxDeeds), "")
		return
	}
	s.deeds = make([]deed, len(v.Content))
	d.Each(v, func(i int, item value) { d.deed(item.As("deed"), &s.deeds[i]) })
}

// deed decodes one thing that is done.
func (d *decoder) deed(v value, into *deed) {
	if !reader.Object(d, v, deedFields, into) {
		return
	}
	said := 0
	for _, f := range deedFields[:verbs] {
		if reader.Has(v.Node, f.Key) {
			said++
		}
	}
	if said != 1 {
		d.Fail(v.Node, "a deed is one of done, skip, file, waive and confirm", "write it like {done: step} or {file: clock, at: 2027-03-29 11:00}")
	}
}

func (d *decoder) clock(id, v value, into *expectedClock) {
	into.id = word{at(id), id.Value}
	reader.Object(d, v, clockFields, into)
}

func (d *decoder) draft(id, v value, into *expectedDraft) {
	into.id = word{at(id), id.Value}
	reader.Object(d, v, draftFields, into)
}

func at(v value) place { return place{v.Line, v.Column} }

func (d *decoder) list(v value) list {
	l := list{place: at(v)}
	seen := map[string]bool{"": true} // what is empty was said already
	d.Each(v, func(_ int, item value) {
		w := d.word(item)
		if seen[w.text] && w.text != "" {
			d.Fail(item.Node, fmt.Sprintf("%s names %s twice", item.Name(), reader.Quote(w.text)), "keep one of them")
		}
		if !seen[w.text] {
			l.words = append(l.words, w)
		}
		seen[w.text] = true
	})
	return l
}

// word takes a scalar as it stands in the file, whatever YAML makes of it: a
// number is what people would type.
func (d *decoder) word(v value) (w word) {
	if d.Scalar(v, &w.text) {
		w = word{at(v), strings.TrimSpace(w.text)}
	}
	return w
}

func (d *decoder) flag(v value) flag {
	f := flag{place: at(v)}
	d.YesNo(v, &f.set)
	return f
}

func (d *decoder) readZone(v value) {
	w := d.word(v)
	if w.text == "" {
		return
	}
	zone, err := clock.ParseZone(w.text)
	if err != nil {
		d.Fail(v.Node, v.Name()+": "+err.Error(), "")
		return
	}
	d.zone = zone.Location()
}

// time collects a time.
func (d *decoder) time(v value, into *moment) {
	into.place = at(v)
	d.times = append(d.times, written{into, v})
}

// tellTimes reads the times, seen from now.
func (d *decoder) tellTimes(s *Scenario) {
	if d.now.Node == nil {
		return // its lack was said already
	}
	s.Now = d.readTime(d.now, time.Time{}.In(d.zone)).In(d.zone)
	for _, w := range d.times {
		w.into.time = d.readTime(w.value, s.Now)
	}
}

func (d *decoder) readTime(v value, now time.Time) time.Time {
	w := d.word(v)
	if w.text == "" {
		return time.Time{}
	}
	r, err := when.Read(w.text, now)
	if err != nil {
		d.Fail(v.Node, v.Name()+": "+err.Error(), "")
	}
	return r.Time
}
