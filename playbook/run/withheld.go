package run

import (
	"slices"
	"strconv"
	"strings"
)

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
func (w Withheld) say(Run) string {
	return strings.ReplaceAll(w.kind, "-", " ") + ": the body of this entry is withheld"
}

// Withholdable reports whether the body of an entry of a kind may be withheld.
// Those that say which playbook is followed, which steps were added, whether the
// run is open, and which entries stand may not: without them the others mean
// something else.
func Withholdable(kind string) bool {
	structure := []Event{Started{}, Closed{}, Reopened{}, EntryUndone{}, EntryWithheld{}, StepAdded{}}
	return !slices.ContainsFunc(structure, func(ev Event) bool { return ev.Kind() == kind })
}

// BodilessOf returns the entries of some kinds whose bodies are not at hand: what
// looks as if nobody recorded it may stand there.
func (r Run) BodilessOf(of ...Event) []*Entry {
	return slices.DeleteFunc(r.Bodiless(), func(e *Entry) bool {
		return !slices.ContainsFunc(of, func(ev Event) bool { return ev.Kind() == e.Event.Kind() })
	})
}

// mayStandIn says that what was not found may stand in entries whose bodies are
// withheld, or nothing where there are none.
func mayStandIn(entries []*Entry) string {
	var all []string
	for _, e := range entries {
		all = append(all, strconv.FormatUint(e.Seq, 10))
	}
	switch len(all) {
	case 0:
		return ""
	case 1:
		return ". It may stand in entry " + all[0] + ", whose body is withheld"
	}
	return ". It may stand in one of the entries " + strings.Join(all, ", ") + ", whose bodies are withheld"
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
