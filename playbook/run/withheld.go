package run

import "slices"

// A Withheld is an event whose body is not at hand: it was left out of a file
// that was given away, or erased. Its header still says who made the entry and
// when, and the chain still holds. What it said is not known, so it changes
// nothing of the run.
type Withheld struct{ kind string }

// Kind implements [Event].
func (w Withheld) Kind() string { return w.kind }

func (Withheld) nature() nature      { return nature{stays: "has a body that is withheld"} }
func (Withheld) step() string        { return "" }
func (Withheld) texts() []string     { return nil }
func (Withheld) fold(*state, *Entry) {}
func (w Withheld) say(Run) string    { return w.kind + ": the body of this entry is withheld" }

// Withholdable reports whether the body of an entry of a kind may be withheld.
// Those that say which playbook is followed, which steps were added, whether the
// run is open, and which entries stand may not: without them the others mean
// something else.
func Withholdable(kind string) bool {
	structure := []Event{Started{}, Closed{}, Reopened{}, EntryUndone{}, EntryWithheld{}, StepAdded{}}
	return !slices.ContainsFunc(structure, func(ev Event) bool { return ev.Kind() == kind })
}

// Bodiless returns the entries whose bodies are not at hand.
func (r Run) Bodiless() []*Entry {
	var without []*Entry
	for _, e := range r.entries {
		if _, gone := e.Event.(Withheld); gone {
			without = append(without, e)
		}
	}
	return without
}
