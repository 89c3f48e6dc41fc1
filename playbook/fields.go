package playbook

import (
	"cordon/playbook/clock"
	"fmt"
	"net/url"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
)

// The tables below are the format. They are never written to.

var playbookFields = []field[Playbook]{
	{"format", required, func(*decoder, value, *Playbook) {}}, // read before all others
	{"id", required, func(d *decoder, v value, p *Playbook) {
		if d.text(v, &p.ID) {
			d.checkID(d.follow(v).Node, "playbook")
		}
	}},
	{"title", required, func(d *decoder, v value, p *Playbook) { d.line(v, &p.Title) }},
	{"version", optional, func(d *decoder, v value, p *Playbook) { d.version(v, &p.Version) }},
	{"about", optional, func(d *decoder, v value, p *Playbook) { d.text(v, &p.About) }},
	{"roles", optional, func(d *decoder, v value, p *Playbook) { p.Roles = named(d, v, aRole, d.role) }},
	{"facts", optional, func(d *decoder, v value, p *Playbook) { p.Facts = named(d, v, aFact, d.fact) }},
	{"clocks", optional, func(d *decoder, v value, p *Playbook) { p.Clocks = named(d, v, aClock, d.clock) }},
	{"messages", optional, func(d *decoder, v value, p *Playbook) { p.Messages = named(d, v, aMessage, d.message) }},
	{"see", optional, func(d *decoder, v value, p *Playbook) { d.lines(v, &p.See) }},
	{"phases", required, func(d *decoder, v value, p *Playbook) { d.phases(v, p) }},
}

var roleFields = []field[Role]{
	{"title", required, func(d *decoder, v value, r *Role) { d.line(v, &r.Title) }},
	{"duty", optional, func(d *decoder, v value, r *Role) { d.text(v, &r.Duty) }},
}

var factFields = []field[Fact]{
	{"ask", required, func(d *decoder, v value, f *Fact) { d.line(v, &f.Ask) }},
	{"type", required, func(d *decoder, v value, f *Fact) { d.oneOf(v, (*string)(&f.Type), factTypes()...) }},
	{"options", optional, func(d *decoder, v value, f *Fact) { f.Options = named(d, v, anOption, d.option) }},
	{"because", optional, func(d *decoder, v value, f *Fact) {
		var word string
		d.oneOf(v, &word, "required")
		f.Because = word != ""
	}},
}

var optionFields = []field[Option]{
	{"label", required, func(d *decoder, v value, o *Option) { d.line(v, &o.Label) }},
	{"after", optional, func(d *decoder, v value, o *Option) { d.text(v, &o.After) }},
}

var clockFields = []field[Clock]{
	{"rule", optional, func(d *decoder, v value, c *Clock) { d.line(v, &c.Rule) }},
	{"title", optional, func(d *decoder, v value, c *Clock) { d.line(v, &c.Title) }},
	{"within", optional, func(d *decoder, v value, c *Clock) { d.within(v, &c.Within) }},
	{"to", optional, func(d *decoder, v value, c *Clock) { d.line(v, &c.To) }},
	{"cite", optional, func(d *decoder, v value, c *Clock) { d.line(v, &c.Cite) }},
	{"zone", optional, func(d *decoder, v value, c *Clock) { d.line(v, &c.Zone) }},
	{"hours", optional, func(d *decoder, v value, c *Clock) { d.refer(v, aFact, &c.Hours) }},
	{"from", optional, func(d *decoder, v value, c *Clock) { d.refer(v, aFact, &c.From) }},
	{"after", optional, func(d *decoder, v value, c *Clock) { d.refer(v, aClock, &c.After) }},
	{"cap_from", optional, func(d *decoder, v value, c *Clock) { d.refer(v, aFact, &c.CapFrom) }},
	{"when", optional, func(d *decoder, v value, c *Clock) { d.condition(v, &c.When) }},
}

var messageFields = []field[Message]{
	{"title", required, func(d *decoder, v value, m *Message) { d.line(v, &m.Title) }},
	{"to", optional, func(d *decoder, v value, m *Message) { d.line(v, &m.To) }},
	{"subject", optional, func(d *decoder, v value, m *Message) { d.template(v, &m.Subject); d.line(v, &m.Subject) }},
	{"body", required, func(d *decoder, v value, m *Message) { d.template(v, &m.Body) }},
	{"must", optional, func(d *decoder, v value, m *Message) { d.required(v, &m.Must) }},
	{"avoid", optional, func(d *decoder, v value, m *Message) { d.lines(v, &m.Avoid) }},
}

var requiredFields = []field[Required]{
	{"says", required, func(d *decoder, v value, r *Required) { d.line(v, &r.Says) }},
	{"facts", optional, func(d *decoder, v value, r *Required) { d.referAll(v, aFact, &r.Facts) }},
}

var phaseFields = []field[Phase]{
	{"id", required, func(d *decoder, v value, p *Phase) { d.declare(v, aPhase, &p.ID) }},
	{"title", required, func(d *decoder, v value, p *Phase) { d.line(v, &p.Title) }},
	{"goal", optional, func(d *decoder, v value, p *Phase) { d.text(v, &p.Goal) }},
	{"use", optional, func(d *decoder, v value, p *Phase) { d.oneOf(v, &p.Use, "read-do", "do-confirm") }},
	{"steps", required, func(d *decoder, v value, p *Phase) { d.steps(v, p) }},
}

var stepFields = []field[Step]{
	{"id", required, func(d *decoder, v value, s *Step) { d.declare(v, aStep, &s.ID) }},
	{"title", required, func(d *decoder, v value, s *Step) { d.line(v, &s.Title) }},
	{"role", optional, func(d *decoder, v value, s *Step) { d.refer(v, aRole, &s.Role) }},
	{"do", optional, func(d *decoder, v value, s *Step) { d.text(v, &s.Do) }},
	{"command", optional, func(d *decoder, v value, s *Step) { d.text(v, &s.Command) }},
	{"caution", optional, func(d *decoder, v value, s *Step) { d.text(v, &s.Caution) }},
	{"verify", optional, func(d *decoder, v value, s *Step) { d.text(v, &s.Verify) }},
	{"checks", optional, func(d *decoder, v value, s *Step) { d.lines(v, &s.Checks) }},
	{"record", optional, func(d *decoder, v value, s *Step) { d.referAll(v, aFact, &s.Record) }},
	{"evidence", optional, func(d *decoder, v value, s *Step) { d.text(v, &s.Evidence) }},
	{"needs", optional, func(d *decoder, v value, s *Step) { d.referAll(v, aStep, &s.Needs) }},
	{"when", optional, func(d *decoder, v value, s *Step) { d.condition(v, &s.When) }},
	{"message", optional, func(d *decoder, v value, s *Step) { d.refer(v, aMessage, &s.Message) }},
	{"files", optional, func(d *decoder, v value, s *Step) { d.referAll(v, aClock, &s.Files) }},
	{"pause", optional, func(d *decoder, v value, s *Step) { d.yesNo(v, &s.Pause) }},
	{"expects", optional, func(d *decoder, v value, s *Step) { d.duration(v, &s.Expects) }},
	{"optional", optional, func(d *decoder, v value, s *Step) { d.yesNo(v, &s.Optional) }},
	{"refs", optional, func(d *decoder, v value, s *Step) { d.refs(v, &s.Refs) }},
}

var refFields = []field[Ref]{
	{"title", required, func(d *decoder, v value, r *Ref) { d.line(v, &r.Title) }},
	{"url", required, func(d *decoder, v value, r *Ref) { d.url(v, &r.URL) }},
}

func factTypes() []string {
	return []string{string(Text), string(Number), string(YesNo), string(Choice), string(Choices), string(Time), string(Date)}
}

func (d *decoder) role(id string, v value, r *Role) {
	r.ID = id
	object(d, v, roleFields, r)
}

func (d *decoder) fact(id string, v value, f *Fact) {
	f.ID = id
	if !object(d, v, factFields, f) {
		return
	}
	n := d.follow(v).Node
	chosen := f.Type == Choice || f.Type == Choices
	switch {
	case chosen && len(f.Options) == 0 && !has(n, "options"):
		d.fail(n, fmt.Sprintf("the fact %s has no options to choose from", quote(id)), "write them like options: {yes: Yes, no: No, unknown: Not known}")
	case !chosen && f.Type != "" && len(f.Options) > 0:
		d.fail(n, fmt.Sprintf("the fact %s is %s and takes no options", quote(id), kindInWords(f.Type)), "options are for choice and choices")
	}
}

// option decodes a label, or a label with what the answer leads to.
func (d *decoder) option(id string, v value, o *Option) {
	o.ID = id
	if d.follow(v).Kind == yaml.MappingNode {
		object(d, v, optionFields, o)
		return
	}
	d.line(v, &o.Label)
}

func (d *decoder) clock(id string, v value, c *Clock) {
	c.ID = id
	if !object(d, v, clockFields, c) {
		return
	}
	n := d.follow(v).Node
	if c.Rule == "" && c.Title == "" {
		d.fail(n, fmt.Sprintf("the clock %s has neither a rule nor a title", quote(id)), "name a rule of the law, or write the clock out: title, within, to, cite")
	}
	switch {
	case !has(n, "from") && !has(n, "after"):
		d.fail(n, fmt.Sprintf("the clock %s has no start", quote(id)), "from: the fact that starts it, or after: the clock whose filing starts it")
	case has(n, "from") && has(n, "after"):
		d.fail(n, fmt.Sprintf("the clock %s has two starts", quote(id)), "keep from or after, not both")
	}
	if limit, err := clock.ParseLimit(c.Within); err == nil && !has(n, "zone") && limit.InDays() {
		d.fail(n, fmt.Sprintf("the clock %s counts in days and has no zone", quote(id)), "days end at somebody's midnight: say whose, like zone: Europe/Berlin")
	}
	if has(n, "within") && (has(n, "rule") || has(n, "hours")) {
		d.fail(n, fmt.Sprintf("the clock %s has two limits", quote(id)), "a playbook does not change the counting of a rule: keep one of rule, within and hours")
	}
}

func (d *decoder) message(id string, v value, m *Message) {
	m.ID = id
	object(d, v, messageFields, m)
}

// required decodes what a notice has to contain: words, or words and the facts
// that say it.
func (d *decoder) required(v value, into *[]Required) {
	d.each(v, func(_ int, item value) {
		var r Required
		if d.follow(item).Kind == yaml.MappingNode {
			object(d, value{item.Node, "required content", ""}, requiredFields, &r)
		} else {
			d.line(item, &r.Says)
		}
		*into = append(*into, r)
	})
}

func (d *decoder) phases(v value, p *Playbook) {
	v = d.follow(v)
	if v.Kind == yaml.SequenceNode && len(v.Content) == 0 {
		d.fail(v.Node, "a playbook has at least one phase", "")
	}
	p.Phases = make([]Phase, len(v.Content))
	d.each(v, func(i int, item value) {
		object(d, value{item.Node, string(aPhase), ""}, phaseFields, &p.Phases[i])
	})
	for i, phase := range p.Phases {
		for j := range phase.Steps {
			phase.Steps[j].Phase = i
			phase.Steps[j].Number = fmt.Sprintf("%d.%d", i+1, j+1)
		}
	}
}

func (d *decoder) steps(v value, p *Phase) {
	v = d.follow(v)
	if v.Kind == yaml.SequenceNode && len(v.Content) == 0 {
		d.fail(v.Node, "a phase has at least one step", "")
	}
	p.Steps = make([]Step, len(v.Content))
	d.each(v, func(i int, item value) {
		d.step = &p.Steps[i]
		object(d, value{item.Node, string(aStep), ""}, stepFields, d.step)
		d.step = nil
	})
}

func (d *decoder) refs(v value, into *[]Ref) {
	d.each(v, func(_ int, item value) {
		var r Ref
		object(d, value{item.Node, "ref", ""}, refFields, &r)
		*into = append(*into, r)
	})
}

// version takes 1.0 as it is written, which YAML sees as a number.
func (d *decoder) version(v value, into *string) {
	v = d.follow(v)
	if v.Kind == yaml.ScalarNode && (v.Tag == "!!int" || v.Tag == "!!float") {
		d.words(v, into)
		return
	}
	d.line(v, into)
}

func (d *decoder) duration(v value, into *time.Duration) {
	v = d.follow(v)
	const hint = "write it like 20m or 1h30m"
	switch {
	case v.Kind == yaml.ScalarNode && v.Tag == "!!null":
		d.wrongKind(v, "a length of time")
		return
	case v.Kind != yaml.ScalarNode || v.Tag != "!!str":
		d.fail(v.Node, v.name()+" must be a length of time, this is "+describe(v.Node), hint)
		return
	}
	length, err := time.ParseDuration(v.Value)
	switch {
	case err != nil:
		d.fail(v.Node, v.name()+" must be a length of time, this is "+quote(v.Value), hint)
	case length <= 0:
		d.fail(v.Node, v.name()+" must be longer than nothing", hint)
	default:
		*into = length
	}
}

func (d *decoder) url(v value, into *string) {
	var s string
	if !d.text(v, &s) {
		return
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || strings.ContainsAny(s, " \n\t") {
		d.fail(d.follow(v).Node, v.name()+" must be a web address, this is "+quote(s), "write it with https:// in front")
		return
	}
	*into = s
}

// within decodes the limit of a clock that is written out.
func (d *decoder) within(v value, into *string) {
	var s string
	if !d.text(v, &s) {
		return
	}
	number, unit, ok := strings.Cut(s, " ")
	if !ok || strings.Trim(number, "0123456789") != "" || strings.Trim(number, "0") == "" || !isClockUnit(unit) {
		d.fail(d.follow(v).Node, v.name()+" must be a limit, this is "+quote(s), "write it like 72 hours, 30 days, 4 business days or 1 month; leave it out for a duty without a number")
		return
	}
	*into = s
}

func isClockUnit(s string) bool {
	switch strings.TrimSuffix(s, "s") {
	case "minute", "hour", "day", "calendar day", "business day", "week", "month":
		return true
	}
	return false
}
