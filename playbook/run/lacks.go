package run

import (
	"strconv"
	"strings"

	"cordon/playbook"
)

// A LackKind says what a step still asks for.
type LackKind string

// The kinds of lacks.
const (
	LackCondition LackKind = "condition" // it does not apply, or nobody knows yet
	LackNeed      LackKind = "step"      // a step to settle first
	LackFact      LackKind = "fact"
	LackEvidence  LackKind = "evidence"
	LackCheck     LackKind = "check"
	LackClock     LackKind = "clock" // a duty to file, or to decide not to
)

// A Lack is one thing a step still asks for before it is done.
type Lack struct {
	Kind LackKind
	// Name is the id of the step or fact, the number of the check, or empty.
	Name string
	// Text says it to a person.
	Text string
}

// String names the lack as the journal keeps it: "fact affected".
func (l Lack) String() string {
	if l.Name == "" {
		return string(l.Kind)
	}
	return string(l.Kind) + " " + l.Name
}

// LackText says to people what a name of [Lack.String] stands for, so that it
// can follow "without".
func (r Run) LackText(s Step, name string) string {
	kind, of, _ := strings.Cut(name, " ")
	switch LackKind(kind) {
	case LackFact:
		if f, ok := r.book.Fact(of); ok {
			return "an answer to " + quoted(f.Ask)
		}
	case LackCheck:
		if n, _ := strconv.Atoi(of); n > 0 && n <= len(s.Checks) {
			return "the check " + quoted(s.Checks[n-1])
		}
	case LackNeed:
		if i, ok := r.state.place[of]; ok {
			return "step " + r.state.all[i].Number + " " + r.state.all[i].Title
		}
	case LackClock:
		if c, err := r.Clock(of); err == nil {
			return "filing " + c.Title
		}
	case LackEvidence:
		return "its evidence"
	case LackCondition:
		return "knowing that it applies"
	}
	return name
}

// Lacks returns what a step still asks for, in the order in which it is best
// done.
func (r Run) Lacks(s Step) []Lack {
	var lacks []Lack
	switch s.Applies {
	case playbook.No:
		lacks = append(lacks, Lack{Kind: LackCondition, Text: r.DoesNotApply(s)})
	case playbook.NotKnown:
		lacks = append(lacks, Lack{Kind: LackCondition, Text: "not known yet whether this applies: " + questions(r.book, s.WaitsFor)})
	}
	for _, need := range r.openNeeds(s) {
		lacks = append(lacks, Lack{Kind: LackNeed, Name: need.ID, Text: need.Number + " " + need.Title})
	}
	for _, id := range s.Record {
		if _, ok := r.state.facts[id]; !ok {
			fact, _ := r.book.Fact(id)
			lacks = append(lacks, Lack{Kind: LackFact, Name: id, Text: fact.Ask})
		}
	}
	if s.Evidence != "" && len(s.Attached) == 0 {
		lacks = append(lacks, Lack{Kind: LackEvidence, Text: s.Evidence})
	}
	for i, text := range s.Checks {
		if s.Ticked[i] == nil {
			lacks = append(lacks, Lack{Kind: LackCheck, Name: strconv.Itoa(i + 1), Text: text})
		}
	}
	return append(lacks, r.openFilings(s)...)
}

// openFilings returns the clocks that the step files and that still run.
func (r Run) openFilings(s Step) []Lack {
	var lacks []Lack
	for _, id := range s.Files {
		c, err := r.Clock(id)
		if err != nil || !c.Started() || c.Status(c.Deadline.Start).Ended() {
			continue
		}
		text := "file " + c.Title + ", or say why nobody is notified"
		if c.Candidate() {
			text = "does it apply? " + c.Title
		}
		lacks = append(lacks, Lack{Kind: LackClock, Name: id, Text: text})
	}
	return lacks
}
