package playbook

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"cordon/playbook/clock"
	"cordon/playbook/reader"

	"go.yaml.in/yaml/v4"
)

// The tables below are the format. They are never written to.

var playbookFields = []field[Playbook]{
	reader.Required("format", func(*decoder, value, *Playbook) {}), // read before all others
	reader.Required("id", func(d *decoder, v value, p *Playbook) {
		if d.Text(v, &p.ID) {
			d.checkID(d.Follow(v).Node, "playbook")
		}
	}),
	reader.Required("title", func(d *decoder, v value, p *Playbook) { d.Line(v, &p.Title) }),
	reader.Optional("version", func(d *decoder, v value, p *Playbook) { d.version(v, &p.Version) }),
	reader.Optional("about", func(d *decoder, v value, p *Playbook) { d.Text(v, &p.About) }),
	reader.Optional("drill", func(d *decoder, v value, p *Playbook) { d.Text(v, &p.Drill) }),
	reader.Optional("roles", func(d *decoder, v value, p *Playbook) { p.Roles = named(d, v, aRole, d.role) }),
	reader.Optional("facts", func(d *decoder, v value, p *Playbook) { p.Facts = named(d, v, aFact, d.fact) }),
	reader.Optional("clocks", func(d *decoder, v value, p *Playbook) { p.Clocks = named(d, v, aClock, d.clock) }),
	reader.Optional("messages", func(d *decoder, v value, p *Playbook) { p.Messages = named(d, v, aMessage, d.message) }),
	reader.Optional("see", func(d *decoder, v value, p *Playbook) { d.Lines(v, &p.See) }),
	reader.Optional("source", func(d *decoder, v value, p *Playbook) {
		reader.Object(d, v.As("source"), originFields, &p.Origin)
	}),
	reader.Optional("headline", func(d *decoder, v value, p *Playbook) { d.headline(v, &p.Headline) }),
	reader.Required("phases", func(d *decoder, v value, p *Playbook) { d.phases(v, p) }),
}

var originFields = []field[Origin]{
	reader.Optional("kind", func(d *decoder, v value, o *Origin) { d.Line(v, &o.Kind) }),
	reader.Optional("title", func(d *decoder, v value, o *Origin) { d.Line(v, &o.Title) }),
	reader.Optional("id", func(d *decoder, v value, o *Origin) { d.Line(v, &o.ID) }),
	reader.Optional("version", func(d *decoder, v value, o *Origin) { d.version(v, &o.Version) }),
	reader.Optional("author", func(d *decoder, v value, o *Origin) { d.Line(v, &o.Author) }),
	reader.Optional("licence", func(d *decoder, v value, o *Origin) { d.Line(v, &o.Licence) }),
	reader.Optional("url", func(d *decoder, v value, o *Origin) { d.url(v, &o.URL) }),
	reader.Optional("sha256", func(d *decoder, v value, o *Origin) { d.sha256(v, &o.SHA256) }),
}

var roleFields = []field[Role]{
	reader.Required("title", func(d *decoder, v value, r *Role) { d.Line(v, &r.Title) }),
	reader.Optional("duty", func(d *decoder, v value, r *Role) { d.Text(v, &r.Duty) }),
}

var factFields = []field[Fact]{
	reader.Required("ask", func(d *decoder, v value, f *Fact) { d.Line(v, &f.Ask) }),
	reader.Required("type", func(d *decoder, v value, f *Fact) { reader.OneOf(d, v, &f.Type, FactTypes()...) }),
	reader.Optional("options", func(d *decoder, v value, f *Fact) { f.Options = named(d, v, anOption, d.option) }),
	reader.Optional("because", func(d *decoder, v value, f *Fact) {
		var word string
		reader.OneOf(d, v, &word, "required")
		f.Because = word != ""
	}),
	reader.Optional("ahead", func(d *decoder, v value, f *Fact) { d.YesNo(v, &f.Ahead) }),
	reader.Optional("hints", func(d *decoder, v value, f *Fact) { d.hints(v, f) }),
}

var hintFields = []field[Hint]{
	reader.Required("when", func(d *decoder, v value, h *Hint) { d.condition(v, &h.When) }),
	reader.Required("say", func(d *decoder, v value, h *Hint) { d.Line(v, &h.Say) }),
	reader.Optional("suggests", func(d *decoder, v value, h *Hint) { d.Line(v, &h.Suggests) }),
}

var optionFields = []field[Option]{
	reader.Required("label", func(d *decoder, v value, o *Option) { d.Line(v, &o.Label) }),
	reader.Optional("after", func(d *decoder, v value, o *Option) { d.Text(v, &o.After) }),
}

var clockFields = []field[Clock]{
	reader.Optional("rule", func(d *decoder, v value, c *Clock) { d.Line(v, &c.Rule) }),
	reader.Optional("title", func(d *decoder, v value, c *Clock) { d.Line(v, &c.Title) }),
	reader.Optional("within", func(d *decoder, v value, c *Clock) { d.within(v, &c.Within) }),
	reader.Optional("to", func(d *decoder, v value, c *Clock) { d.Line(v, &c.To) }),
	reader.Optional("cite", func(d *decoder, v value, c *Clock) { d.Line(v, &c.Cite) }),
	reader.Optional("zone", func(d *decoder, v value, c *Clock) { d.Line(v, &c.Zone) }),
	reader.Optional("hours", func(d *decoder, v value, c *Clock) { d.refer(v, aFact, &c.Hours) }),
	reader.Optional("from", func(d *decoder, v value, c *Clock) { d.refer(v, aFact, &c.From) }),
	reader.Optional("after", func(d *decoder, v value, c *Clock) { d.refer(v, aClock, &c.After) }),
	reader.Optional("else", func(d *decoder, v value, c *Clock) { d.referAll(v, aFact, &c.Else) }),
	reader.Optional("cap_from", func(d *decoder, v value, c *Clock) { d.refer(v, aFact, &c.CapFrom) }),
	reader.Optional("when", func(d *decoder, v value, c *Clock) { d.condition(v, &c.When) }),
}

var messageFields = []field[Message]{
	reader.Required("title", func(d *decoder, v value, m *Message) { d.Line(v, &m.Title) }),
	reader.Optional("to", func(d *decoder, v value, m *Message) { d.Line(v, &m.To) }),
	reader.Optional("subject", func(d *decoder, v value, m *Message) { d.template(v, &m.Subject); d.Line(v, &m.Subject) }),
	reader.Required("body", func(d *decoder, v value, m *Message) { d.template(v, &m.Body) }),
	reader.Optional("must", func(d *decoder, v value, m *Message) { d.required(v, &m.Must) }),
	reader.Optional("avoid", func(d *decoder, v value, m *Message) { d.Lines(v, &m.Avoid) }),
}

var requiredFields = []field[Required]{
	reader.Required("says", func(d *decoder, v value, r *Required) { d.Line(v, &r.Says) }),
	reader.Optional("facts", func(d *decoder, v value, r *Required) { d.referAll(v, aFact, &r.Facts) }),
}

var phaseFields = []field[Phase]{
	reader.Required("id", func(d *decoder, v value, p *Phase) { d.declare(v, aPhase, &p.ID) }),
	reader.Required("title", func(d *decoder, v value, p *Phase) { d.Line(v, &p.Title) }),
	reader.Optional("goal", func(d *decoder, v value, p *Phase) { d.Text(v, &p.Goal) }),
	reader.Optional("use", func(d *decoder, v value, p *Phase) { reader.OneOf(d, v, &p.Use, "read-do", "do-confirm") }),
	reader.Required("steps", func(d *decoder, v value, p *Phase) { d.steps(v, p) }),
}

var stepFields = []field[Step]{
	reader.Required("id", func(d *decoder, v value, s *Step) { d.declare(v, aStep, &s.ID) }),
	reader.Required("title", func(d *decoder, v value, s *Step) { d.Line(v, &s.Title) }),
	reader.Optional("group", func(d *decoder, v value, s *Step) { d.Line(v, &s.Group) }),
	reader.Optional("source_id", func(d *decoder, v value, s *Step) { d.Line(v, &s.SourceID) }),
	reader.Optional("role", func(d *decoder, v value, s *Step) { d.refer(v, aRole, &s.Role) }),
	reader.Optional("do", func(d *decoder, v value, s *Step) { d.Text(v, &s.Do) }),
	reader.Optional("command", func(d *decoder, v value, s *Step) { d.Text(v, &s.Command) }),
	reader.Optional("caution", func(d *decoder, v value, s *Step) { d.Text(v, &s.Caution) }),
	reader.Optional("verify", func(d *decoder, v value, s *Step) { d.Text(v, &s.Verify) }),
	reader.Optional("compare", func(d *decoder, v value, s *Step) { d.Text(v, &s.Compare) }),
	reader.Optional("checks", func(d *decoder, v value, s *Step) { d.Lines(v, &s.Checks) }),
	reader.Optional("record", func(d *decoder, v value, s *Step) { d.referAll(v, aFact, &s.Record) }),
	reader.Optional("evidence", func(d *decoder, v value, s *Step) { d.Text(v, &s.Evidence) }),
	reader.Optional("needs", func(d *decoder, v value, s *Step) { d.referAll(v, aStep, &s.Needs) }),
	reader.Optional("when", func(d *decoder, v value, s *Step) { d.condition(v, &s.When) }),
	reader.Optional("each", func(d *decoder, v value, s *Step) { d.refer(v, aFact, &s.Each) }),
	reader.Optional("message", func(d *decoder, v value, s *Step) { d.refer(v, aMessage, &s.Message) }),
	reader.Optional("files", func(d *decoder, v value, s *Step) { d.referAll(v, aClock, &s.Files) }),
	reader.Optional("tonight", func(d *decoder, v value, s *Step) { d.YesNo(v, &s.Tonight) }),
	reader.Optional("pause", func(d *decoder, v value, s *Step) { d.YesNo(v, &s.Pause) }),
	reader.Optional("expects", func(d *decoder, v value, s *Step) { d.duration(v, &s.Expects) }),
	reader.Optional("optional", func(d *decoder, v value, s *Step) { d.YesNo(v, &s.Optional) }),
	reader.Optional("refs", func(d *decoder, v value, s *Step) { d.refs(v, &s.Refs) }),
}

var refFields = []field[Ref]{
	reader.Required("title", func(d *decoder, v value, r *Ref) { d.Line(v, &r.Title) }),
	reader.Required("url", func(d *decoder, v value, r *Ref) { d.url(v, &r.URL) }),
}

func (d *decoder) role(id string, v value, r *Role) {
	r.ID = id
	reader.Object(d, v, roleFields, r)
}

func (d *decoder) fact(id string, v value, f *Fact) {
	f.ID = id
	if !reader.Object(d, v, factFields, f) {
		return
	}
	n := d.Follow(v).Node
	row := f.Type.row()
	switch {
	case row.options && len(f.Options) == 0 && !reader.Has(n, "options"):
		d.Fail(n, fmt.Sprintf("the fact %s has no options to choose from", reader.Quote(id)), "write them like options: {yes: Yes, no: No, unknown: Not known}")
	case !row.options && f.Type != "" && len(f.Options) > 0:
		d.Fail(n, fmt.Sprintf("the fact %s is %s and takes no options", reader.Quote(id), row.words), "options are for choice and choices")
	}
	if f.Ahead && f.Type != "" && f.Type != Time {
		d.Fail(n, fmt.Sprintf("the fact %s is %s and cannot lie ahead", reader.Quote(id), row.words), "ahead is for times")
	}
}

// hints decodes the hints of a fact, and holds what they suggest to its options.
func (d *decoder) hints(v value, f *Fact) {
	f.Hints = make([]Hint, len(d.Follow(v).Content))
	d.Each(v, func(i int, item value) {
		h := &f.Hints[i]
		if !reader.Object(d, item.As("hint"), hintFields, h) || h.Suggests == "" {
			return
		}
		ids := make([]string, len(f.Options))
		for j, o := range f.Options {
			ids[j] = o.ID
		}
		if !slices.Contains(ids, h.Suggests) {
			d.Fail(d.Follow(item).Node, fmt.Sprintf("the hint suggests %s, which is no option of the fact", reader.Quote(h.Suggests)), "write hints after the options; these are "+few(ids))
		}
	})
}

// option decodes a label, or a label with what the answer leads to.
func (d *decoder) option(id string, v value, o *Option) {
	o.ID = id
	if d.Follow(v).Kind == yaml.MappingNode {
		reader.Object(d, v, optionFields, o)
		return
	}
	d.Line(v, &o.Label)
}

func (d *decoder) clock(id string, v value, c *Clock) {
	c.ID = id
	if !reader.Object(d, v, clockFields, c) {
		return
	}
	n := d.Follow(v).Node
	if c.Rule == "" && c.Title == "" {
		d.Fail(n, fmt.Sprintf("the clock %s has neither a rule nor a title", reader.Quote(id)), "name a rule of the law, or write the clock out: title, within, to, cite")
	}
	switch {
	case !reader.Has(n, "from") && !reader.Has(n, "after"):
		d.Fail(n, fmt.Sprintf("the clock %s has no start", reader.Quote(id)), "from: the fact that starts it, or after: the clock whose filing starts it")
	case reader.Has(n, "from") && reader.Has(n, "after"):
		d.Fail(n, fmt.Sprintf("the clock %s has two starts", reader.Quote(id)), "keep from or after, not both")
	}
	d.standIns(n, id, c)
	if limit, err := clock.ParseLimit(c.Within); err == nil && !reader.Has(n, "zone") && limit.InDays() {
		d.Fail(n, fmt.Sprintf("the clock %s counts in days and has no zone", reader.Quote(id)), "days end at somebody's midnight: say whose, like zone: Europe/Berlin")
	}
	if reader.Has(n, "within") && (reader.Has(n, "rule") || reader.Has(n, "hours")) {
		d.Fail(n, fmt.Sprintf("the clock %s has two limits", reader.Quote(id)), "a playbook does not change the counting of a rule: keep one of rule, within and hours")
	}
}

// standIns checks the facts that stand in for the start of a clock.
func (d *decoder) standIns(n *yaml.Node, id string, c *Clock) {
	switch {
	case len(c.Else) > 0 && c.From == "" && reader.Has(n, "after"):
		d.Fail(n, fmt.Sprintf("the clock %s starts with a filing, and nothing stands in for that", reader.Quote(id)), "take else out")
	case c.From != "" && slices.Contains(c.Else, c.From):
		d.Fail(n, fmt.Sprintf("the clock %s names its own start %s under else", reader.Quote(id), reader.Quote(c.From)), "else is for the facts that stand in for it")
	}
}

func (d *decoder) message(id string, v value, m *Message) {
	m.ID = id
	reader.Object(d, v, messageFields, m)
}

// required decodes what a notice has to contain: words, or words and the facts
// that say it.
func (d *decoder) required(v value, into *[]Required) {
	d.Each(v, func(_ int, item value) {
		var r Required
		if d.Follow(item).Kind == yaml.MappingNode {
			reader.Object(d, item.As("required content"), requiredFields, &r)
		} else {
			d.Line(item, &r.Says)
		}
		*into = append(*into, r)
	})
}

func (d *decoder) phases(v value, p *Playbook) {
	v = d.Follow(v)
	if v.Kind == yaml.SequenceNode && len(v.Content) == 0 {
		d.Fail(v.Node, "a playbook has at least one phase", "")
	}
	p.Phases = make([]Phase, len(v.Content))
	d.Each(v, func(i int, item value) {
		reader.Object(d, item.As(string(aPhase)), phaseFields, &p.Phases[i])
	})
	number(p.Phases)
}

// number notes in each step where it stands.
func number(phases []Phase) {
	for i, phase := range phases {
		phases[i].Number = strconv.Itoa(i + 1)
		for j := range phase.Steps {
			phase.Steps[j].Phase = i
			phase.Steps[j].Number = fmt.Sprintf("%d.%d", i+1, j+1)
		}
	}
}

func (d *decoder) steps(v value, p *Phase) {
	v = d.Follow(v)
	if v.Kind == yaml.SequenceNode && len(v.Content) == 0 {
		d.Fail(v.Node, "a phase has at least one step", "")
	}
	p.Steps = make([]Step, len(v.Content))
	d.Each(v, func(i int, item value) {
		d.step = &p.Steps[i]
		reader.Object(d, item.As(string(aStep)), stepFields, d.step)
		d.once(item, d.step)
		d.step = nil
	})
}

func (d *decoder) refs(v value, into *[]Ref) {
	d.Each(v, func(_ int, item value) {
		var r Ref
		reader.Object(d, item.As("ref"), refFields, &r)
		*into = append(*into, r)
	})
}

// version takes 1.0 as it is written, which YAML sees as a number.
func (d *decoder) version(v value, into *string) {
	v = d.Follow(v)
	if v.Kind == yaml.ScalarNode && (v.Tag == "!!int" || v.Tag == "!!float") {
		d.Scalar(v, into)
		return
	}
	d.Line(v, into)
}

func (d *decoder) duration(v value, into *time.Duration) {
	v = d.Follow(v)
	const hint = "write it like 20m or 1h30m"
	switch {
	case v.Kind == yaml.ScalarNode && v.Tag == "!!null":
		d.WrongKind(v, "a length of time")
		return
	case v.Kind != yaml.ScalarNode || v.Tag != "!!str":
		d.Fail(v.Node, v.Name()+" must be a length of time, this is "+reader.Describe(v.Node), hint)
		return
	}
	length, err := time.ParseDuration(v.Value)
	switch {
	case err != nil:
		d.Fail(v.Node, v.Name()+" must be a length of time, this is "+reader.Quote(v.Value), hint)
	case length <= 0:
		d.Fail(v.Node, v.Name()+" must be longer than nothing", hint)
	default:
		*into = length
	}
}

func (d *decoder) url(v value, into *string) {
	var s string
	if !d.Text(v, &s) {
		return
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || strings.ContainsAny(s, " \n\t") {
		d.Fail(d.Follow(v).Node, v.Name()+" must be a web address, this is "+reader.Quote(s), "write it with https:// in front")
		return
	}
	*into = s
}

// sha256 decodes a digest as sha256sum prints it.
func (d *decoder) sha256(v value, into *string) {
	var s string
	if !d.Text(v, &s) {
		return
	}
	if len(s) != 64 || strings.Trim(s, "0123456789abcdef") != "" {
		d.Fail(d.Follow(v).Node, v.Name()+" must be a SHA-256, this is "+reader.Quote(s), "write its 64 digits in lower case, as sha256sum prints them")
		return
	}
	*into = s
}

// within decodes the limit of a clock that is written out.
func (d *decoder) within(v value, into *string) {
	var s string
	if !d.Text(v, &s) {
		return
	}
	number, unit, ok := strings.Cut(s, " ")
	if !ok || strings.Trim(number, "0123456789") != "" || strings.Trim(number, "0") == "" || !isClockUnit(unit) {
		d.Fail(d.Follow(v).Node, v.Name()+" must be a limit, this is "+reader.Quote(s), "write it like 72 hours, 30 days, 4 business days or 1 month; leave it out for a duty without a number")
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
