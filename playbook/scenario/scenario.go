package scenario

import (
	"time"

	"cordon/playbook"
	"cordon/playbook/reader"
)

// Format is the value of the key format that this version reads.
const Format = "cordon-scenario/1"

// A Scenario says what a playbook makes of some facts. It comes from [Parse]
// and is never changed afterwards.
type Scenario struct {
	Playbook string // its id, or its path from the file
	About    string
	Now      time.Time // the moment at which everything is asked, in the zone of the scenario

	book   place // of Playbook
	facts  []fact
	deeds  []deed
	expect expectation
	file   *reader.Source
}

// WithoutPlaybook says why the playbook of the scenario cannot be had, at the
// place where it is named.
func (s *Scenario) WithoutPlaybook(err error) playbook.Problems {
	return playbook.Problems{s.problem(s.book, err.Error(), "")}
}

// problem returns something to say about a place of the file.
func (s *Scenario) problem(at place, text, hint string) playbook.Problem {
	return s.file.Placed(playbook.Problem{Line: at.line, Column: at.column, Text: text, Hint: hint})
}

// Complete reports whether nothing is left out of what is expected: all lists
// of steps, the clocks and the drafts.
func (s *Scenario) Complete() bool {
	for _, l := range s.expect.steps {
		if !l.given() {
			return false
		}
	}
	return s.expect.clocks.given() && s.expect.drafts.given()
}

// A place is where something stands in the file. The zero place is nowhere:
// the key was not given.
type place struct{ line, column int }

func (p place) given() bool { return p.line > 0 }

// A word is a text of the file with its place.
type word struct {
	place
	text string
}

// A moment is a time of the file with its place.
type moment struct {
	place
	time time.Time
}

// A list is a list of names; it may be given and empty.
type list struct {
	place
	words []word
}

// A fact is recorded before anything is done.
type fact struct {
	id      word
	value   word
	because string
	at      moment
}

// A deed is something that is done after the facts are recorded.
type deed struct {
	verb               string // "done", "skip", "file", "waive", "confirm"
	what               word   // the step or clock
	because, reference string
	at                 moment
}

// An expectation is what should come out.
type expectation struct {
	steps  [len(stepKeys)]list
	clocks expectedClocks
	drafts expectedDrafts
}

// stepKeys are the keys under steps: one for each answer of a condition.
var stepKeys = [...]string{"apply", "not", "wait"}

type expectedClocks struct {
	place
	all []expectedClock
}

type expectedClock struct {
	id          word
	state       word
	due, latest moment
	earliest    flag // see [run.Clock.AtEarliest]
	candidate   flag
	uncounted   flag
}

// A flag is true or false; not given is false.
type flag struct {
	place
	set bool
}

type expectedDrafts struct {
	place
	all []expectedDraft
}

type expectedDraft struct {
	id   word
	gaps list
}
