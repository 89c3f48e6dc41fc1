package run

import (
	"fmt"
	"maps"

	"cordon/playbook"
)

// PlaybookAdded takes a further playbook into the run and pins it, as entry 1
// does with the first. Its phases stand after those of the run: see
// [playbook.Join].
type PlaybookAdded struct {
	Playbook PlaybookRef     `json:"playbook"`
	Rules    []playbook.Rule `json:"rules,omitempty"`

	book *playbook.Playbook // nil until it is at hand: see Of
}

// Of returns the event with the playbook it names, which is not in the journal:
// whoever reads an entry from its lines puts it back before the run folds it.
func (ev PlaybookAdded) Of(book *playbook.Playbook) PlaybookAdded {
	ev.book = book
	return ev
}

// Book returns the playbook that is added, nil if it is not at hand.
func (ev PlaybookAdded) Book() *playbook.Playbook { return ev.book }

// Kind implements [Event].
func (PlaybookAdded) Kind() string { return "playbook-added" }

func (PlaybookAdded) nature() nature  { return nature{recounts: true, extends: true} }
func (PlaybookAdded) step() string    { return "" }
func (PlaybookAdded) texts() []string { return nil }

// name is what people call the playbook.
func (ev PlaybookAdded) name() string {
	if ev.book == nil {
		return ev.Playbook.ID
	}
	return orElse(ev.book.Title, ev.Playbook.ID)
}

func (ev PlaybookAdded) say(Run) string {
	return "playbook added: " + ev.name() + ifAny(" ", ev.Playbook.Version)
}

// fold joins the playbooks. In a journal from elsewhere one may not fit, or not
// be at hand: then the entry stands in the timeline and brings nothing.
func (ev PlaybookAdded) fold(s *state, _ *Entry) {
	if ev.book == nil {
		return
	}
	joined, err := playbook.Join(s.book, ev.book)
	if err != nil {
		return
	}
	s.extend(joined)
	if s.profile != nil { // some of its clocks may wait for facts that are there now
		s.takeIn(s.profile.ClocksFor(s.book))
	}
	s.pin(ev.Rules...)
}

func (ev PlaybookAdded) anchored(s *state) bool { return s.book.Has(ev.Playbook.ID) }

// pin keeps rules. Those that were pinned before stay as they were then.
func (s *state) pin(rules ...playbook.Rule) {
	pinned := make(map[string]playbook.Rule, len(s.rules)+len(rules))
	for _, rule := range rules {
		pinned[rule.ID] = rule
	}
	maps.Copy(pinned, s.rules)
	s.rules = pinned
}

// extend goes on with a playbook that has all of the one before, and more.
func (s *state) extend(book *playbook.Playbook) {
	all, place, steps := s.all, s.place, s.steps
	book = book.Repeated()
	s.book, s.all = book, book.Steps()
	s.drafts = make(drafts, len(book.Messages))
	s.place = make(map[string]int, len(s.all))
	s.steps = make([]stepState, len(s.all))
	for i, step := range s.all {
		s.place[step.ID] = i
		if at, was := place[step.ID]; was {
			s.steps[i] = steps[at]
		} else {
			s.steps[i] = stepState{state: Todo, ticked: make([]*Entry, len(step.Checks))}
		}
	}
	if s.touched >= 0 {
		s.touched = s.place[all[s.touched].ID]
	}
	for by, at := range s.last {
		s.last[by] = s.place[all[at].ID]
	}
}

// AddPlaybook takes a further playbook into the run. If something in it has
// the id of something in the run and means another thing, the refusal wraps a
// [playbook.Problems] with both places.
func AddPlaybook(book *playbook.Playbook) Intention {
	return intend[PlaybookAdded](func(r Run) (Event, error) {
		if r.base.ID == book.ID {
			return nil, refuse("%s is the playbook that this run began with", quoted(book.Title))
		}
		if e := r.adding(book.ID); e != nil {
			return nil, refuse("%s is part of this run already: %s added it at %s", quoted(book.Title), e.By, timeOfDay(e.At))
		}
		if _, err := playbook.Join(r.book, book); err != nil {
			return nil, &Refusal{
				Why: fmt.Sprintf("%s cannot join this run, in which the same id means something else. Nothing was changed.\n%v", quoted(book.Title), err),
				Err: err,
			}
		}
		return PlaybookAdded{
			Playbook: PlaybookRef{ID: book.ID, Version: book.Version, SHA256: book.Digest}, Rules: book.Rules, book: book,
		}, nil
	})
}

// adding returns the standing entry that added the playbook with the id, or nil.
func (r Run) adding(id string) *Entry {
	for _, e := range r.entries {
		if ev, ok := e.Event.(PlaybookAdded); ok && ev.Playbook.ID == id && r.UndoneBy(e.Seq) == 0 {
			return e
		}
	}
	return nil
}
