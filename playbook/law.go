package playbook

import (
	"cmp"
	"strings"

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
	// FileAt is where the notice is filed: a portal, an address, a telephone
	// number, in words, with "; " between them. FileAtSource says where that
	// comes from, as Source does. See [Rule.Filing].
	FileAt       string `json:"file_at,omitempty"`
	FileAtSource string `json:"file_at_source,omitempty"`
	// ReadOn is the day on which the official text itself was read, like
	// 2026-11-21. SeenOn is the day on which somebody else's words about it
	// were, and SeenIn is what that was, with its own date. A rule from memory
	// has none of them.
	ReadOn string `json:"read_on,omitempty"`
	SeenOn string `json:"seen_on,omitempty"`
	SeenIn string `json:"seen_in,omitempty"`
	// CheckedOn is what lists and runs of older releases have: a day, and not a
	// word on which of the two was meant.
	CheckedOn string `json:"checked_on,omitempty"`
	// Source is what kind of page it was seen in, see [Rule.Checked].
	Source     string     `json:"source,omitempty"`
	Confidence Confidence `json:"confidence"`
	Status     Status     `json:"status"`
	Since      string     `json:"since,omitempty"` // when it began to apply, or will
	// ChainedTo is the rule whose filing starts the clock, if there is one.
	ChainedTo string `json:"chained_to,omitempty"`
	// OwnFile is the name of the person's own list that the rule comes from, if
	// it took the place of one that ships. No list says so itself.
	OwnFile string `json:"own_file,omitempty"`
}

// A Status says whether a rule is law.
type Status string

// The statuses of rules.
const (
	InForce          Status = "in-force"
	NotYetApplicable Status = "not-yet-applicable" // adopted, and starts later
	Proposed         Status = "proposed"
	Uncertain        Status = "uncertain"  // nobody can say for sure
	Voluntary        Status = "voluntary"  // a report is welcome, and nobody owes it
	Superseded       Status = "superseded" // it was law, and something else took its place
	// Fallback is no law. It stands in for one that no list at hand has, with
	// the number that such laws name most often, and says so.
	Fallback Status = "fallback"
)

// A Confidence says how far a rule is to be trusted.
type Confidence string

// The confidences in rules.
const (
	High   Confidence = "high"   // somebody read the official text: it needs a ReadOn
	Medium Confidence = "medium" // a dated source says so
	Low    Confidence = "low"    // from memory, or sources that disagree
)

// Runnable reports whether a playbook may have a clock that counts by the
// rule. A rule that is not law yet is listed and never run. One whose
// confidence is low starts in no run by itself, so that a deadline that nobody
// has checked does not stand beside those of the law; see [Rule.Joins].
func (r Rule) Runnable() bool { return r.Joins() && r.Confidence != Low }

// Joins reports whether a person may take the rule into a run by hand: every
// rule in force, also one whose confidence is low, and every fallback. Whoever
// asks for it by name is better served by a clock that says how uncertain it is
// than by none.
func (r Rule) Joins() bool { return r.Status == InForce || r.Status == Fallback }

// Standing says in words whether the rule is law: "in force", "proposed, never
// run".
func (r Rule) Standing() string {
	switch {
	case r.Status == Fallback:
		return "no law: it stands in for one that is not in the library"
	case r.Runnable():
		return "in force"
	case r.Status == NotYetApplicable && r.Since != "":
		return "not yet applicable, never run before " + r.Since
	case r.Status == NotYetApplicable:
		return "not yet applicable, never run"
	case r.Status == InForce:
		return "in force, but not certain: only by hand into a run"
	}
	return string(r.Status) + ", never run"
}

// fromMemory is what is said of all that nobody has looked up.
const fromMemory = "from memory, not checked"

// FromMemory reports whether nobody has looked the rule up anywhere.
func (r Rule) FromMemory() bool {
	return r.ReadOn == "" && r.SeenOn == "" && r.CheckedOn == "" && r.Source == memory
}

// Checked says in words what the rule rests on: "official text read
// 2026-11-21", "seen 2026-11-21 in a law firm's summary", "from memory, not
// checked".
func (r Rule) Checked() string {
	var parts []string
	if r.ReadOn != "" {
		parts = append(parts, "official text read "+r.ReadOn)
	}
	if where := cmp.Or(r.SeenIn, meaningOf(r.Source)); r.SeenOn != "" && where != "" {
		parts = append(parts, "seen "+r.SeenOn+" in "+where)
	} else if r.SeenOn != "" {
		parts = append(parts, "seen "+r.SeenOn)
	}
	switch against := meaningOf(r.Source); {
	case len(parts) > 0:
	case r.CheckedOn != "" && against != "":
		parts = append(parts, "checked "+r.CheckedOn+", against "+against)
	case r.CheckedOn != "":
		parts = append(parts, "checked "+r.CheckedOn)
	case r.FromMemory():
		parts = append(parts, fromMemory)
	}
	return strings.Join(parts, "; ")
}

// Filing returns where the notice is filed, one way after the other, and in
// words how certain that is: "from memory, not checked".
func (r Rule) Filing() (ways []string, certainty string) {
	if r.FileAt == "" {
		return nil, ""
	}
	switch from := meaningOf(r.FileAtSource); {
	case r.FileAtSource == memory:
		certainty = fromMemory
	case from != "":
		certainty = "from " + from
	}
	return strings.Split(r.FileAt, "; "), certainty
}

// memory is the source of what nobody has looked up.
const memory = "memory"

// meaningOf says a source in words, or nothing for one that is not known.
func meaningOf(source string) string {
	for _, s := range sources() {
		if s.word == source {
			return s.meaning
		}
	}
	return ""
}

// sources are the values of the key source, the best first.
func sources() []struct{ word, meaning string } {
	return []struct{ word, meaning string }{
		{"official", "an excerpt of the official page"},
		{"text", "a page that reproduces the legal text"},
		{"note", "a public note that quotes or dates the official text"},
		{"survey", "a survey of the laws"},
		{"firm", "a law firm's summary"},
		{"other", "a public page"},
		{memory, "memory"},
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
