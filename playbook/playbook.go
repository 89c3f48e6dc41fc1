package playbook

import (
	"slices"
	"time"
)

// Format is the value of the key format that this version reads.
const Format = "cordon/1"

// A Playbook says what to do. It comes from [Parse], is never changed
// afterwards, and may be shared between goroutines.
type Playbook struct {
	ID      string
	Title   string
	Version string
	About   string // Markdown

	Roles    []Role
	Facts    []Fact
	Clocks   []Clock
	Messages []Message
	See      []string // ids of playbooks that may be opened beside this one
	Phases   []Phase

	// Rules are the rows of the library of the law that the clocks name. A
	// library puts them here when it opens the playbook; Parse does not.
	Rules []Rule

	// Source holds the exact bytes that were parsed, and Digest their SHA-256
	// in lower case hex. A run keeps both, so it never depends on a file.
	Source []byte
	Digest string
}

// A Role is somebody who does steps.
type Role struct {
	ID    string
	Title string
	Duty  string
}

// A Fact is a typed value that responders record. With Because set it is a
// decision: the reason is part of the answer.
type Fact struct {
	ID      string
	Ask     string
	Type    FactType
	Options []Option // of choice and choices, in the author's order
	Because bool
}

// An Option is one answer to a choice.
type Option struct {
	ID    string
	Label string
	After string // what the answer leads to, shown beside it
}

// A Clock is a deadline that starts from a fact, or from the filing of another
// clock.
type Clock struct {
	ID     string
	Rule   string // a row of the library of the law; empty if written out
	Title  string
	Within string // the limit, if written out; empty for a duty without a number
	Hours  string // the fact of type number that gives the limit in hours
	To     string // who must be told
	Cite   string
	Zone   string
	From   string // the fact of type time that starts it
	After  string // the clock whose filing starts it; one of From and After is set
	// CapFrom is the fact of type time from which the rule's cap counts.
	CapFrom string
	When    Condition
}

// A Message is a notice that is drafted from facts.
type Message struct {
	ID      string
	Title   string
	To      string
	Subject string
	Body    string // text/template over facts
	// Must lists what the notice has to contain.
	Must []Required
	// Avoid lists words and phrases that the notice does not use.
	Avoid []string
}

// A Required is something a notice has to contain. It is there when all its
// facts are recorded and the text shows one of them, or when a person says so.
type Required struct {
	Says  string
	Facts []string
}

// A Phase is a stage of the playbook.
type Phase struct {
	ID    string
	Title string
	Goal  string
	Use   string // "read-do", "do-confirm" or empty
	Steps []Step
}

// A Step is one thing to do. Its id is unique in the whole playbook.
type Step struct {
	ID     string
	Phase  int    // index into Phases
	Number string // place on the screen: "2.4" is the fourth step of the second phase

	Title    string
	Role     string // id of a role, or empty
	Do       string // Markdown
	Command  string // shown and copied, never run
	Caution  string
	Verify   string
	Checks   []string
	Record   []string // ids of facts
	Evidence string   // the evidence it asks for, in words
	Needs    []string // ids of steps to settle first
	When     Condition
	Message  string   // id of a message
	Files    []string // ids of clocks
	Pause    bool
	Expects  time.Duration // zero if the author gave none
	Optional bool
	Refs     []Ref
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
func (p *Playbook) Fact(id string) (Fact, bool) {
	i := slices.IndexFunc(p.Facts, func(f Fact) bool { return f.ID == id })
	if i < 0 {
		return Fact{}, false
	}
	return p.Facts[i], true
}

// Role returns the role with the given id.
func (p *Playbook) Role(id string) (Role, bool) {
	i := slices.IndexFunc(p.Roles, func(r Role) bool { return r.ID == id })
	if i < 0 {
		return Role{}, false
	}
	return p.Roles[i], true
}
