package playbook

import (
	"encoding"
	"errors"
	"strings"
	"time"

	"cordon/playbook/clock"

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
	{"format", optional, func(*decoder, value, *law) {}}, // read, and missed, before all others
	{"jurisdiction", required, func(d *decoder, v value, l *law) {
		if d.text(v, &l.jurisdiction) {
			d.checkID(d.follow(v).Node, "jurisdiction")
		}
	}},
	{"place", required, func(d *decoder, v value, l *law) { d.line(v, &l.place) }},
	{"rules", required, func(d *decoder, v value, l *law) { l.rules = named(d, v, aRule, d.rule) }},
}

var ruleFields = []field[Rule]{
	{"title", required, func(d *decoder, v value, r *Rule) { d.line(v, &r.Title) }},
	{"family", optional, func(d *decoder, v value, r *Rule) { d.line(v, &r.Family) }},
	{"applies_to", optional, func(d *decoder, v value, r *Rule) { d.line(v, &r.AppliesTo) }},
	{"to", required, func(d *decoder, v value, r *Rule) { d.line(v, &r.To) }},
	{"trigger", required, func(d *decoder, v value, r *Rule) { d.line(v, &r.Trigger) }},
	{"limit", optional, func(d *decoder, v value, r *Rule) { d.line(v, &r.Limit) }},
	{"within", optional, func(d *decoder, v value, r *Rule) { d.parsed(v, &r.Counting.Within) }},
	{"count", optional, func(d *decoder, v value, r *Rule) { d.parsed(v, &r.Counting.Count) }},
	{"calendar", optional, func(d *decoder, v value, r *Rule) { d.calendar(v, &r.Counting.Calendar) }},
	{"cut_off", optional, func(d *decoder, v value, r *Rule) { d.parsed(v, &r.Counting.CutOff) }},
	{"cap", optional, func(d *decoder, v value, r *Rule) { d.parsed(v, &r.Counting.Cap) }},
	{"cap_lapses", optional, func(d *decoder, v value, r *Rule) { d.yesNo(v, &r.Counting.CapLapses) }},
	{"not_before", optional, func(d *decoder, v value, r *Rule) { d.parsed(v, &r.Counting.NotBefore) }},
	{"target", optional, func(d *decoder, v value, r *Rule) { d.parsed(v, &r.Counting.Target) }},
	{"zone", optional, func(d *decoder, v value, r *Rule) { d.timeZone(v, &r.Counting.Zone) }},
	{"arguable", optional, func(d *decoder, v value, r *Rule) {
		object(d, value{v.Node, "later reading", ""}, arguableFields, &r.Counting.Arguable)
	}},
	{"threshold", optional, func(d *decoder, v value, r *Rule) { d.line(v, &r.Threshold) }},
	{"content", optional, func(d *decoder, v value, r *Rule) { d.lines(v, &r.Content) }},
	{"exceptions", optional, func(d *decoder, v value, r *Rule) { d.lines(v, &r.Exceptions) }},
	{"note", optional, func(d *decoder, v value, r *Rule) { d.line(v, &r.Note) }},
	{"cite", required, func(d *decoder, v value, r *Rule) { d.line(v, &r.Cite) }},
	{"url", optional, func(d *decoder, v value, r *Rule) { d.url(v, &r.URL) }},
	{"checked_on", required, func(d *decoder, v value, r *Rule) { d.day(v, &r.CheckedOn) }},
	{"source", optional, func(d *decoder, v value, r *Rule) { d.oneOf(v, &r.Source, sourceWords()...) }},
	{"confidence", required, func(d *decoder, v value, r *Rule) {
		d.oneOf(v, (*string)(&r.Confidence), string(High), string(Medium), string(Low))
	}},
	{"status", required, func(d *decoder, v value, r *Rule) {
		d.oneOf(v, (*string)(&r.Status), string(InForce), string(NotYetApplicable), string(Proposed), string(Uncertain))
	}},
	{"since", optional, func(d *decoder, v value, r *Rule) { d.line(v, &r.Since) }},
	{"chained_to", optional, func(d *decoder, v value, r *Rule) {
		if d.text(v, &r.ChainedTo) {
			d.checkID(d.follow(v).Node, aRule)
		}
	}},
}

var arguableFields = []field[clock.Arguable]{
	{"reading", required, func(d *decoder, v value, a *clock.Arguable) { d.parsed(v, &a.Reading) }},
	{"calendar", optional, func(d *decoder, v value, a *clock.Arguable) { d.calendar(v, &a.Calendar) }},
	{"until", optional, func(d *decoder, v value, a *clock.Arguable) { d.parsed(v, &a.Until) }},
	{"cite", required, func(d *decoder, v value, a *clock.Arguable) { d.line(v, &a.Cite) }},
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
	before := d.reports
	if !object(d, v, ruleFields, r) || d.reports > before {
		return // what follows from a mistake is none of its own
	}
	n := d.follow(v).Node
	switch {
	case r.Limit == "" && r.Counting.Within.IsZero():
		d.fail(n, "this rule has no limit", "within: 72 hours, or for a duty without a number limit: without undue delay")
	case r.Limit == "":
		r.Limit = r.Counting.Within.String()
	}
	if r.ChainedTo == id {
		d.fail(at(n, "chained_to"), "this rule waits for itself", "chained_to names the rule whose filing starts this one")
	}
	d.counting(n, r.Counting)
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
			d.fail(at(n, keys[0], keys[len(keys)-1]), "rule "+wrong.Key+": "+wrong.Why, "")
		}
	}
}

// parsed decodes a text that knows itself how it is written.
func (d *decoder) parsed(v value, into encoding.TextUnmarshaler) {
	s := d.follow(v).Value
	if n := d.follow(v).Node; (n.Tag != "!!int" || n.Kind != yaml.ScalarNode) && !d.text(v, &s) {
		return // a number is no text, but what is wrong with it is better said below
	}
	if err := into.UnmarshalText([]byte(s)); err != nil {
		d.fail(d.follow(v).Node, v.name()+": "+err.Error(), "")
	}
}

// timeZone decodes the name of a zone. Looking one up costs more than the rest
// of a rule, and most rules of a file share theirs.
func (d *decoder) timeZone(v value, into *clock.Zone) {
	if n := d.follow(v).Node; n.Tag == "!!str" && n.Value != "" && n.Value == d.zone.String() {
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
	d.oneOf(v, into, known...)
}

// day decodes a date.
func (d *decoder) day(v value, into *string) {
	var s string
	if !d.text(v, &s) {
		return
	}
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		d.fail(d.follow(v).Node, v.name()+" must be a date, this is "+quote(s), "write it like 2026-11-21")
		return
	}
	*into = s
}
