package playbook

import (
	"cordon/playbook/clock"
	"cordon/playbook/reader"

	"go.yaml.in/yaml/v4"
)

// LawFormat is the value of the key format in a list of rules that this
// version reads.
const LawFormat = "cordon-law/1"

// NotLegalAdvice is what every screen and report says once that shows a rule.
const NotLegalAdvice = "Facts from public sources, not legal advice: confirm that a rule applies to you."

// A Rule is one duty of the law, or of a contract: who must be told what, and
// by when. A run keeps the rules that it uses as JSON, so what it counts by
// does not change under it; the names in JSON are those of YAML.
type Rule struct {
	ID           string `json:"id"`
	Title        string `json:"title"`
	Jurisdiction string `json:"jurisdiction"` // as in the name of the file, "us-ca"
	Place        string `json:"place"`        // "California"
	Family       string `json:"family,omitempty"`
	AppliesTo    string `json:"applies_to,omitempty"` // who owes it
	To           string `json:"to"`                   // who must be told
	Trigger      string `json:"trigger"`              // what starts the clock, exactly
	Limit        string `json:"limit"`                // in words; what is counted is Counting
	// Counting is how the deadline is computed. Its keys stand beside the
	// others, in YAML and in JSON.
	Counting   clock.Rule `json:"-"`
	Threshold  string     `json:"threshold,omitempty"`  // from when on it applies
	Content    []string   `json:"content,omitempty"`    // what the notice must contain
	Exceptions []string   `json:"exceptions,omitempty"` // when it does not apply, or later
	Note       string     `json:"note,omitempty"`       // traps, and what is not certain
	Cite       string     `json:"cite"`
	URL        string     `json:"url,omitempty"` // the official page to open
	CheckedOn  string     `json:"checked_on"`    // a date like 2026-11-21
	// Source is what it was checked against, see [Rule.CheckedAgainst].
	Source     string     `json:"source,omitempty"`
	Confidence Confidence `json:"confidence"`
	Status     Status     `json:"status"`
	Since      string     `json:"since,omitempty"` // when it began to apply, or will
	// ChainedTo is the rule whose filing starts the clock, if there is one.
	ChainedTo string `json:"chained_to,omitempty"`
}

// A Status says whether a rule is law.
type Status string

// The statuses of rules.
const (
	InForce          Status = "in-force"
	NotYetApplicable Status = "not-yet-applicable" // adopted, and starts later
	Proposed         Status = "proposed"
	Uncertain        Status = "uncertain" // nobody can say for sure
)

// A Confidence says how far a rule is to be trusted.
type Confidence string

// The confidences in rules.
const (
	High   Confidence = "high"
	Medium Confidence = "medium"
	Low    Confidence = "low"
)

// Runnable reports whether a clock may count by the rule. A rule that is not
// law yet, or that is not certain enough, is listed and never run.
func (r Rule) Runnable() bool { return r.Status == InForce && r.Confidence != Low }

// Standing says in words whether the rule is law: "in force", "proposed, never
// run".
func (r Rule) Standing() string {
	switch {
	case r.Runnable():
		return "in force"
	case r.Status == NotYetApplicable && r.Since != "":
		return "not yet applicable, never run before " + r.Since
	case r.Status == NotYetApplicable:
		return "not yet applicable, never run"
	case r.Status == InForce:
		return "not certain enough, never run"
	}
	return string(r.Status) + ", never run"
}

// CheckedAgainst says in words what the rule was checked against, or nothing
// for a rule that does not say.
func (r Rule) CheckedAgainst() string {
	for _, s := range sources() {
		if s.word == r.Source {
			return s.meaning
		}
	}
	return ""
}

// sources are the values of the key source, the best first.
func sources() []struct{ word, meaning string } {
	return []struct{ word, meaning string }{
		{"official", "the official page"},
		{"text", "a page that reproduces the legal text"},
		{"note", "a public note that quotes or dates the official text"},
		{"firm", "a law firm's summary"},
		{"other", "another public page"},
		{"memory", "nothing: it is from memory"},
	}
}

// ParseLaw reads a list of rules. The name is used in errors only. An error is
// a [Problems] with everything that is wrong with the file.
func ParseLaw(name string, source []byte) ([]Rule, error) {
	s, root := reader.Read(name, lawKind, source)
	if root == nil {
		return nil, s.Problems()
	}
	var l law
	d := &decoder{Decoder: reader.NewDecoder(s), ids: map[kind]map[string]*yaml.Node{}}
	if d.Format(root, LawFormat, "rules") {
		reader.Object(d, value{Node: root, Object: "file"}, lawFields, &l)
	}
	if problems := s.Problems(); len(problems) > 0 {
		return nil, problems
	}
	for i := range l.rules {
		l.rules[i].Jurisdiction, l.rules[i].Place = l.jurisdiction, l.place
	}
	return l.rules, nil
}
