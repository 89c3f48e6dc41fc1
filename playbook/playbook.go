package playbook

import (
	"slices"
	"time"
)

// Format is the value of the key format that this version reads.
const Format = "cordon/1"

// A Playbook says what to do. It comes from [Parse], is never changed
// afterwards, and may be shared between goroutines. In JSON it has the names of
// YAML, without what only the screens need.
type Playbook struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Version string `json:"version"`
	Digest  string `json:"sha256"` // the SHA-256 of Source, in lower case hex
	About   string `json:"about"`  // Markdown
	Drill   string `json:"-"`      // an invented incident to practise with, in Markdown

	Roles    []Role    `json:"roles"`
	Facts    []Fact    `json:"facts"`
	Clocks   []Clock   `json:"clocks"`
	Messages []Message `json:"messages"`
	See      []string  `json:"see"` // ids of playbooks that may be opened beside this one
	// Origin says what the playbook was made from, if it was made from something.
	Origin Origin `json:"source,omitzero"`
	// Headline is what the first page of a report says, in that order.
	Headline []Headline `json:"headline"`
	Phases   []Phase    `json:"phases"`

	// Rules are the rows of the library of the law that the clocks name. A
	// library puts them here when it opens the playbook; Parse does not.
	Rules []Rule `json:"-"`

	// Joined are the playbooks that a run took in, in that order: see [Join].
	// ID, Title, Version, Digest, About and Source are those of the first one.
	Joined []*Playbook `json:"-"`

	// File is where a library found the playbook, for errors. Parse leaves it
	// empty.
	File string `json:"-"`

	// Source holds the exact bytes that were parsed. A run keeps it and Digest,
	// so it never depends on a file.
	Source []byte `json:"-"`
}

// A Shelved playbook is one as a library holds it today.
type Shelved struct {
	Version string
	Digest  string // see [Playbook]
	Own     bool   // the person's own, and none that ships with the program
}

// A Role is somebody who does steps.
type Role struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Duty  string `json:"duty"`
}

// A Fact is a typed value that responders record. With Because set it is a
// decision: the reason is part of the answer.
type Fact struct {
	ID      string   `json:"id"`
	Ask     string   `json:"ask"`
	Type    FactType `json:"type"`
	Options []Option `json:"options"` // of choice and choices, in the author's order
	Because bool     `json:"decision"`
	// Ahead says of a time that starts a clock that it may still be to come.
	Ahead bool `json:"ahead"`
	// Hints are thoughts for whoever answers, each for a combination of other
	// facts. They decide nothing.
	Hints []Hint `json:"-"`
}

// A Hint says where an answer may start from, while its condition is yes.
type Hint struct {
	When     Condition
	Say      string
	Suggests string // an option of the fact, or empty
}

// An Option is one answer to a choice.
type Option struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	After string `json:"after"` // what the answer leads to, shown beside it
}

// A Clock is a deadline that starts from a fact, or from the filing of another
// clock.
type Clock struct {
	ID     string `json:"id"`
	Rule   string `json:"rule"` // a row of the library of the law; empty if written out
	Title  string `json:"title"`
	Within string `json:"within"` // the limit, if written out; empty for a duty without a number
	Hours  string `json:"hours"`  // the fact of type number that gives the limit in hours
	To     string `json:"to"`     // who must be told
	Cite   string `json:"cite"`
	Zone   string `json:"zone"`
	From   string `json:"from"`  // the fact of type time that starts it
	After  string `json:"after"` // the clock whose filing starts it; one of From and After is set
	// CapFrom is the fact of type time from which the rule's cap counts.
	CapFrom string `json:"cap_from"`
	// Else are facts of type time that stand in for From, or for CapFrom if there
	// is one, as long as it is not recorded: the clock counts from the earliest of
	// those that are.
	Else []string  `json:"else"`
	When Condition `json:"when"`
}

// A Message is a notice that is drafted from facts.
type Message struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	To      string `json:"to"`
	Subject string `json:"subject"`
	Body    string `json:"body"` // text/template over facts
	// Must lists what the notice has to contain.
	Must []Required `json:"must"`
	// Avoid lists words and phrases that the notice does not use.
	Avoid []string `json:"avoid"`
}

// A Required is something a notice has to contain. It is there when all its
// facts are recorded and the text shows one of them, or when a person says so.
type Required struct {
	Says  string
	Facts []string
}

// MarshalText implements [encoding.TextMarshaler]: what it says.
func (r Required) MarshalText() ([]byte, error) { return []byte(r.Says), nil }

// An Origin says which file somebody else wrote a playbook was made from, in the
// words of that file. Every part may be empty.
type Origin struct {
	Kind    string `json:"kind,omitempty"` // the format of the file, as in "CACAO 2.0"
	Title   string `json:"title,omitempty"`
	ID      string `json:"id,omitempty"`
	Version string `json:"version,omitempty"`
	Author  string `json:"author,omitempty"`
	Licence string `json:"licence,omitempty"`
	URL     string `json:"url,omitempty"`
	SHA256  string `json:"sha256,omitempty"` // of the file, in lower case hex
}

// A Phase is a stage of the playbook.
type Phase struct {
	ID     string `json:"id"`
	Number string `json:"-"` // place on the screen: "2", or "b2" in a playbook that joined
	// Book is the title of the playbook that the phase joined with, and empty
	// for one of the first playbook.
	Book  string `json:"-"`
	Title string `json:"title"`
	Goal  string `json:"goal"`
	Use   string `json:"-"` // "read-do", "do-confirm" or empty
	Steps []Step `json:"steps"`
}

// A Step is one thing to do. Its id is unique in the whole playbook.
type Step struct {
	ID     string `json:"id"`
	Phase  int    `json:"-"`      // index into Phases
	Number string `json:"number"` // place on the screen: "2.4" is the fourth step of the second phase

	Title    string    `json:"title"`
	Group    string    `json:"group,omitempty"`     // the small heading under which it stands in its phase
	SourceID string    `json:"source_id,omitempty"` // what the source of the playbook calls it, see Origin
	Role     string    `json:"role"`                // id of a role, or empty
	Do       string    `json:"do"`                  // Markdown
	Command  string    `json:"command"`             // shown and copied, never run
	Caution  string    `json:"caution"`
	Verify   string    `json:"verify"`
	Compare  string    `json:"-"` // worked cases to compare with, in Markdown
	Checks   []string  `json:"checks"`
	Record   []string  `json:"record"`   // ids of facts
	Evidence string    `json:"evidence"` // the evidence it asks for, in words
	Needs    []string  `json:"needs"`    // ids of steps to settle first
	When     Condition `json:"when"`
	// Each is the id of a fact of type choices: the step is done once for each of
	// its values. Of is the step that this is one of, and Value its option; both
	// are empty but for those that [Playbook.Repeated] made.
	Each     string        `json:"each"`
	Of       string        `json:"-"`
	Value    string        `json:"-"`
	Message  string        `json:"message"` // id of a message
	Files    []string      `json:"files"`   // ids of clocks
	Tonight  bool          `json:"-"`       // part of what one person can do alone in the first hours
	Pause    bool          `json:"-"`
	Expects  time.Duration `json:"-"` // zero if the author gave none
	Optional bool          `json:"optional"`
	Refs     []Ref         `json:"-"`
}

// A Ref points at a source.
type Ref struct {
	Title string
	URL   string
}

// Step returns the step with the given id.
func (p *Playbook) Step(id string) (Step, bool) {
	for _, phase := range p.Phases {
		for _, s := range phase.Steps {
			if s.ID == id {
				return s, true
			}
		}
	}
	return Step{}, false
}

// Steps returns all steps in order.
func (p *Playbook) Steps() []Step {
	var all []Step
	for _, phase := range p.Phases {
		all = append(all, phase.Steps...)
	}
	return all
}

// Fact returns the fact with the given id.
func (p *Playbook) Fact(id string) (Fact, bool) { return withID(p.Facts, id) }

// Role returns the role with the given id.
func (p *Playbook) Role(id string) (Role, bool) { return withID(p.Roles, id) }

// An identified is something with an id.
type identified interface{ id() string }

func (f Fact) id() string    { return f.ID }
func (r Role) id() string    { return r.ID }
func (o Option) id() string  { return o.ID }
func (m Message) id() string { return m.ID }

func withID[T identified](all []T, id string) (one T, ok bool) {
	i := slices.IndexFunc(all, func(t T) bool { return t.id() == id })
	if i < 0 {
		return one, false
	}
	return all[i], true
}

func idsOf[T identified](all []T) []string {
	ids := make([]string, len(all))
	for i, t := range all {
		ids[i] = t.id()
	}
	return ids
}
