package playbook

import (
	"encoding"
	"errors"
	"strings"
	"time"

	"cordon/playbook/clock"
	"cordon/playbook/reader"

	"go.yaml.in/yaml/v4"
)

// lawKind is what a file with a law in it is called.
const lawKind = "list of rules"

const aRule kind = "rule"

// A law is a file of rules.
type law struct {
	jurisdiction string
	place        string
	rules        []Rule
}

var lawFields = []field[law]{
	reader.Optional("format", func(*decoder, value, *law) {}), // read, and missed, before all others
	reader.Required("jurisdiction", func(d *decoder, v value, l *law) {
		if d.Text(v, &l.jurisdiction) {
			d.checkID(d.Follow(v).Node, "jurisdiction")
		}
	}),
	reader.Required("place", func(d *decoder, v value, l *law) { d.Line(v, &l.place) }),
	reader.Required("rules", func(d *decoder, v value, l *law) { l.rules = named(d, v, aRule, d.rule) }),
}

var ruleFields = []field[Rule]{
	reader.Required("title", func(d *decoder, v value, r *Rule) { d.Line(v, &r.Title) }),
	reader.Optional("family", func(d *decoder, v value, r *Rule) { d.Line(v, &r.Family) }),
	reader.Optional("applies_to", func(d *decoder, v value, r *Rule) { d.Line(v, &r.AppliesTo) }),
	reader.Required("to", func(d *decoder, v value, r *Rule) { d.Line(v, &r.To) }),
	reader.Required("trigger", func(d *decoder, v value, r *Rule) { d.Line(v, &r.Trigger) }),
	reader.Optional("limit", func(d *decoder, v value, r *Rule) { d.Line(v, &r.Limit) }),
	reader.Optional("within", func(d *decoder, v value, r *Rule) { d.parsed(v, &r.Counting.Within) }),
	reader.Optional("count", func(d *decoder, v value, r *Rule) { d.parsed(v, &r.Counting.Count) }),
	reader.Optional("calendar", func(d *decoder, v value, r *Rule) { d.calendar(v, &r.Counting.Calendar) }),
	reader.Optional("cut_off", func(d *decoder, v value, r *Rule) { d.parsed(v, &r.Counting.CutOff) }),
	reader.Optional("cap", func(d *decoder, v value, r *Rule) { d.parsed(v, &r.Counting.Cap) }),
	reader.Optional("cap_lapses", func(d *decoder, v value, r *Rule) { d.YesNo(v, &r.Counting.CapLapses) }),
	reader.Optional("not_before", func(d *decoder, v value, r *Rule) { d.parsed(v, &r.Counting.NotBefore) }),
	reader.Optional("target", func(d *decoder, v value, r *Rule) { d.parsed(v, &r.Counting.Target) }),
	reader.Optional("zone", func(d *decoder, v value, r *Rule) { d.timeZone(v, &r.Counting.Zone) }),
	reader.Optional("arguable", func(d *decoder, v value, r *Rule) {
		reader.Object(d, v.As("later reading"), arguableFields, &r.Counting.Arguable)
	}),
	reader.Optional("threshold", func(d *decoder, v value, r *Rule) { d.Line(v, &r.Threshold) }),
	reader.Optional("content", func(d *decoder, v value, r *Rule) { d.Lines(v, &r.Content) }),
	reader.Optional("exceptions", func(d *decoder, v value, r *Rule) { d.Lines(v, &r.Exceptions) }),
	reader.Optional("note", func(d *decoder, v value, r *Rule) { d.Line(v, &r.Note) }),
	reader.Required("cite", func(d *decoder, v value, r *Rule) { d.Line(v, &r.Cite) }),
	reader.Optional("url", func(d *decoder, v value, r *Rule) { d.url(v, &r.URL) }),
	reader.Optional("file_at", func(d *decoder, v value, r *Rule) { d.Line(v, &r.FileAt) }),
	reader.Optional("file_at_source", func(d *decoder, v value, r *Rule) { reader.OneOf(d, v, &r.FileAtSource, sourceWords()...) }),
	reader.Optional("read_on", func(d *decoder, v value, r *Rule) { d.day(v, &r.ReadOn) }),
	reader.Optional("seen_on", func(d *decoder, v value, r *Rule) { d.day(v, &r.SeenOn) }),
	reader.Optional("seen_in", func(d *decoder, v value, r *Rule) { d.Line(v, &r.SeenIn) }),
	reader.Optional("checked_on", func(d *decoder, v value, r *Rule) { d.day(v, &r.CheckedOn) }),
	reader.Optional("source", func(d *decoder, v value, r *Rule) { reader.OneOf(d, v, &r.Source, sourceWords()...) }),
	reader.Required("confidence", func(d *decoder, v value, r *Rule) { reader.OneOf(d, v, &r.Confidence, High, Medium, Low) }),
	reader.Required("status", func(d *decoder, v value, r *Rule) {
		reader.OneOf(d, v, &r.Status, InForce, NotYetApplicable, Proposed, Uncertain, Voluntary, Superseded, Fallback)
	}),
	reader.Optional("since", func(d *decoder, v value, r *Rule) { d.Line(v, &r.Since) }),
	reader.Optional("chained_to", func(d *decoder, v value, r *Rule) {
		if d.Text(v, &r.ChainedTo) {
			d.checkID(d.Follow(v).Node, aRule)
		}
	}),
}

var arguableFields = []field[clock.Arguable]{
	reader.Required("reading", func(d *decoder, v value, a *clock.Arguable) { d.parsed(v, &a.Reading) }),
	reader.Optional("calendar", func(d *decoder, v value, a *clock.Arguable) { d.calendar(v, &a.Calendar) }),
	reader.Optional("until", func(d *decoder, v value, a *clock.Arguable) { d.parsed(v, &a.Until) }),
	reader.Required("cite", func(d *decoder, v value, a *clock.Arguable) { d.Line(v, &a.Cite) }),
}

func sourceWords() []string {
	var words []string
	for _, s := range sources() {
		words = append(words, s.word)
	}
	return words
}

// rule decodes one rule and checks that a deadline can be computed by it.
func (d *decoder) rule(id string, v value, r *Rule) {
	r.ID = id
	before := d.Reports()
	if !reader.Object(d, v, ruleFields, r) || d.Reports() > before {
		return // what follows from a mistake is none of its own
	}
	n := d.Follow(v).Node
	switch {
	case r.Limit == "" && r.Counting.Within.IsZero():
		d.Fail(n, "this rule has no limit", "within: 72 hours, or for a duty without a number limit: without undue delay")
	case r.Limit == "":
		r.Limit = r.Counting.Within.String()
	}
	if r.ChainedTo == id {
		d.Fail(reader.At(n, "chained_to"), "this rule waits for itself", "chained_to names the rule whose filing starts this one")
	}
	d.trust(n, *r)
	d.counting(n, r.Counting)
}

// trust checks that a rule says what it rests on, and claims no more than that.
// What an older release wrote, a day in checked_on, is taken as it is.
func (d *decoder) trust(n *yaml.Node, r Rule) {
	if r.CheckedOn == "" && r.ReadOn == "" && r.SeenOn == "" && r.Source != memory {
		d.Fail(n, "this rule does not say when it was read",
			"read_on: the day you read the official text; or seen_on: the day you read about it; or source: memory")
	}
	if r.Confidence == High && r.ReadOn == "" && r.CheckedOn == "" {
		d.Fail(reader.At(n, "confidence"), "confidence high needs read_on: the day on which the official text was read",
			"add read_on, or write confidence: medium")
	}
	if r.SeenIn != "" && r.SeenOn == "" {
		d.Fail(reader.At(n, "seen_in"), "seen_in without seen_on: on which day was it read?", "seen_on: 2026-11-21")
	}
	if r.FileAtSource != "" && r.FileAt == "" {
		d.Fail(reader.At(n, "file_at_source"), "file_at_source without file_at", "file_at: the portal, the address or the number")
	}
}

// counting reports what stands between a rule and a deadline, key by key.
func (d *decoder) counting(n *yaml.Node, r clock.Rule) {
	joined, ok := r.Check().(interface{ Unwrap() []error })
	if !ok {
		return
	}
	for _, err := range joined.Unwrap() {
		var wrong *clock.RuleError
		if errors.As(err, &wrong) {
			keys := strings.Split(wrong.Key, ".")
			d.Fail(reader.At(n, keys[0], keys[len(keys)-1]), "rule "+wrong.Key+": "+wrong.Why, "")
		}
	}
}

// parsed decodes a text that knows itself how it is written.
func (d *decoder) parsed(v value, into encoding.TextUnmarshaler) {
	s := d.Follow(v).Value
	if n := d.Follow(v).Node; (n.Tag != "!!int" || n.Kind != yaml.ScalarNode) && !d.Text(v, &s) {
		return // a number is no text, but what is wrong with it is better said below
	}
	if err := into.UnmarshalText([]byte(s)); err != nil {
		d.Fail(d.Follow(v).Node, v.Name()+": "+err.Error(), "")
	}
}

// timeZone decodes the name of a zone. Looking one up costs more than the rest
// of a rule, and most rules of a file share theirs.
func (d *decoder) timeZone(v value, into *clock.Zone) {
	if n := d.Follow(v).Node; n.Tag == "!!str" && n.Value != "" && n.Value == d.zone.String() {
		*into = d.zone
		return
	}
	d.parsed(v, into)
	d.zone = *into
}

// calendar decodes the id of a calendar. The clock would do without one it
// does not know, but here that is a slip.
func (d *decoder) calendar(v value, into *string) {
	var known []string
	for _, c := range clock.Calendars() {
		known = append(known, c.ID)
	}
	reader.OneOf(d, v, into, known...)
}

// day decodes a date.
func (d *decoder) day(v value, into *string) {
	var s string
	if !d.Text(v, &s) {
		return
	}
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		d.Fail(d.Follow(v).Node, v.Name()+" must be a date, this is "+reader.Quote(s), "write it like 2026-11-21")
		return
	}
	*into = s
}
