package run

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"cordon/playbook"
)

// state is what the standing entries add up to. It belongs to one Run and is
// never changed once Apply has returned; Apply works on a clone.
type state struct {
	book     *playbook.Playbook // with those that joined it
	all      []playbook.Step    // in the playbook's order; shared by all clones
	place    map[string]int     // step id → index into all and steps; shared too
	title    string
	drill    bool
	opened   time.Time
	lead     string
	incident string
	closing  *Closing
	joined   []Step // steps as they are shown, see join
	present  []Step // those of them that there are, see absent
	starts   []int  // where each phase begins in present
	steps    []stepState
	facts    map[string]Record
	roles    map[string]Holder
	notes    []*Entry
	// What reviewers said: the last verdict on each thing, lessons, sign-offs.
	verdicts, lessons, signed []*Entry
	// profile is the organisation's, nil if none is used, and own are the
	// clocks that came with it.
	profile *Profile
	own     []playbook.Clock
	// exercise is the drill that is played, nil if none is.
	exercise *exercise
	// messages holds the messages that were edited or sent.
	messages map[string]messageState
	drafts   drafts                   // not shared by clones
	rules    map[string]playbook.Rule // of the library, as pinned; shared by clones
	clocks   map[string]clockState
	counted  []Clock           // all clocks, in the playbook's order
	ticking  []Clock           // those that count, see Run.Ticking
	undone   map[uint64]uint64 // entry → the standing undo that takes it back
	// touched is the index of the step that was acted on last, -1 if none. A
	// note on a step that is settled, and stays so, is no move back to it.
	touched int
	last    map[string]int // the same, for each person
	first   string         // who wrote first
	company bool           // somebody else has written too
}

// stepState is the changing part of a Step.
type stepState struct {
	state    State
	settled  *Entry // the entry that made the state, nil for todo
	reason   string
	lacked   []string // what it was done without
	ticked   []*Entry // per check, nil where not ticked
	notes    []*Entry
	evidence []*Entry
	entries  []*Entry // all that name the step, undone ones too
	added    *Entry   // the one that added it to the run, if it is none of the playbook
	look     *Entry   // the one that asks to look at it again, while nobody has
	applies  playbook.Answer
	waitsFor []string
}

func newState(book *playbook.Playbook) *state {
	s := &state{
		facts:    map[string]Record{},
		roles:    map[string]Holder{},
		messages: map[string]messageState{},
		clocks:   map[string]clockState{},
		touched:  -1,
		last:     map[string]int{},
	}
	s.extend(book)
	s.decideConditions()
	s.join()
	return s
}

// clone returns a copy that can be changed. Slices are clipped, so that the
// first append to one copies it and later ones do not.
func (s *state) clone() *state {
	c := *s
	c.notes = slices.Clip(s.notes)
	c.verdicts, c.lessons, c.signed = slices.Clip(s.verdicts), slices.Clip(s.lessons), slices.Clip(s.signed)
	c.facts = maps.Clone(s.facts)
	for id, rec := range c.facts {
		rec.Earlier = slices.Clip(rec.Earlier)
		c.facts[id] = rec
	}
	c.roles = maps.Clone(s.roles)
	c.last = maps.Clone(s.last)
	c.clocks = maps.Clone(s.clocks)
	c.exercise = s.exercise.clone()
	c.drafts = make(drafts, len(s.book.Messages))
	c.messages = maps.Clone(s.messages)
	for id, m := range c.messages {
		m.sent = slices.Clip(m.sent)
		c.messages[id] = m
	}
	c.steps = slices.Clone(s.steps)
	for i := range c.steps {
		step := &c.steps[i]
		step.ticked = slices.Clone(step.ticked)
		step.notes = slices.Clip(step.notes)
		step.evidence = slices.Clip(step.evidence)
		step.entries = slices.Clip(step.entries)
	}
	return &c
}

// apply folds one entry, unless it was taken back.
func (s *state) apply(e *Entry) {
	step := s.step(e.Event.step())
	if _, itself := e.Event.(SystemClockMoved); !itself {
		s.first = cmp.Or(s.first, e.By)
		s.company = s.company || e.By != s.first
	}
	if step != nil {
		step.entries = append(step.entries, e)
	}
	if s.undone[e.Seq] != 0 {
		return
	}
	settled := step != nil && step.state.Settled()
	e.Event.fold(s, e)
	s.exercise.wind(e)
	if step != nil && !(settled && step.state.Settled()) && !e.Event.nature().later {
		s.touched = s.place[e.Event.step()]
		s.last[e.By] = s.touched
	}
}

// step returns the state of a step, or nil if the playbook has no such step.
func (s *state) step(id string) *stepState {
	i, ok := s.place[id]
	if !ok {
		return nil
	}
	return &s.steps[i]
}

// values are the values of the facts that are recorded.
func (s *state) values() map[string]playbook.Value {
	values := make(map[string]playbook.Value, len(s.facts))
	for id, rec := range s.facts {
		values[id] = rec.Value
	}
	return values
}

// decideConditions answers the condition of every step over the facts, and
// counts the clocks.
func (s *state) decideConditions() {
	values := s.values()
	for i := range s.all {
		s.steps[i].applies, s.steps[i].waitsFor = applies(s.all[i], values)
	}
	s.count(values)
}
