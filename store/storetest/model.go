package storetest

import (
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"pgregory.net/rapid"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/store"
)

// model is a run in the plainest way: a list of what was done, in which undo
// strikes out and redo restores.
type model struct {
	done []deed
}

type deed struct {
	event  run.Event
	struck bool
}

// add takes in an event that the store accepted. An undo is only accepted if
// it names what the model thinks it should.
func (m *model) add(t *rapid.T, ev run.Event) {
	if undo, ok := ev.(run.EntryUndone); ok {
		target := &m.done[undo.Seq-1]
		if target.struck {
			t.Fatalf("entry %d was undone twice", undo.Seq)
		}
		target.struck = true
		// Taking back an undo restores what it had struck out.
		if inner, ok := target.event.(run.EntryUndone); ok {
			m.done[inner.Seq-1].struck = false
		}
	}
	m.done = append(m.done, deed{event: ev})
}

// standing is what the deeds add up to that were not taken back.
type standing struct {
	state  map[string]run.State
	ticks  map[string]map[int]bool
	facts  map[string]string
	notes  int
	closed bool
}

func (m *model) standing() standing {
	st := standing{state: map[string]run.State{}, ticks: map[string]map[int]bool{}, facts: map[string]string{}}
	for _, id := range steps() {
		st.state[id], st.ticks[id] = run.Todo, map[int]bool{}
	}
	for _, d := range m.done {
		if !d.struck {
			st.take(d.event)
		}
	}
	return st
}

func (st *standing) take(ev run.Event) {
	switch ev := ev.(type) {
	case run.StepDone:
		st.state[ev.Step] = run.Done
	case run.StepReopened:
		st.state[ev.Step] = run.Todo
	case run.StepSkipped:
		st.state[ev.Step] = run.Skipped
	case run.StepBlocked:
		st.state[ev.Step] = run.Blocked
	case run.StepFailed:
		st.state[ev.Step] = run.Failed
	case run.CheckTicked:
		st.ticks[ev.Step][ev.Check] = true
	case run.CheckCleared:
		delete(st.ticks[ev.Step], ev.Check)
	case run.FactRecorded:
		st.facts[ev.Fact] = ev.Value.Text()
	case run.NoteAdded:
		st.notes++
	case run.Closed:
		st.closed = true
	case run.Reopened:
		st.closed = false
	}
}

// shows says what the deeds that stand add up to.
func (m *model) shows() string {
	st := m.standing()
	text := fmt.Sprintf("%d entries, %d notes, closed %v, facts %v", len(m.done), st.notes, st.closed, st.facts)
	for _, id := range steps() {
		text += fmt.Sprintf(", %s %s %d", id, st.state[id], len(st.ticks[id]))
	}
	return text
}

// shown says the same of a run.
func shown(r run.Run) string {
	facts := map[string]string{}
	for _, id := range []string{"affected", "risk"} {
		if rec, ok := r.Fact(id); ok {
			facts[id] = rec.Value.Text()
		}
	}
	notes := len(r.Notes())
	text := ""
	for _, id := range steps() {
		s := r.Step(id)
		notes += len(s.Notes)
		ticked := 0
		for _, e := range s.Ticked {
			if e != nil {
				ticked++
			}
		}
		text += fmt.Sprintf(", %s %s %d", id, s.State, ticked)
	}
	_, closed := r.Closing()
	return fmt.Sprintf("%d entries, %d notes, closed %v, facts %v", len(r.Entries()), notes, closed, facts) + text
}

func steps() []string { return []string{"isolate", "preserve", "count", "tell"} }

// responder is a person at a terminal.
type responder struct {
	name  string
	store Store
	known run.Run
}

// shift is a run that two people work on, and what the model makes of it.
type shift struct {
	people []*responder
	model  model
	newest run.Run
	second int
}

// randomWorkFollowsTheModel lets two people do things at random, each on the
// run as they last saw it, and holds the run against the model after each.
func randomWorkFollowsTheModel(n night) {
	dir := n.TempDir()
	shifts := 0
	rapid.Check(n.T, func(t *rapid.T) {
		shifts++
		n := n
		n.place = filepath.Join(dir, fmt.Sprint(shifts), "cordon.db")
		sh := n.newShift(t)
		t.Repeat(sh.actions())
		sh.ends(t)
	})
}

func (n night) newShift(t *rapid.T) *shift {
	sh := &shift{}
	for _, name := range []string{"maria", "jon"} {
		sh.people = append(sh.people, &responder{name: name, store: n.another(store.Options{})})
	}
	first, err := sh.people[0].store.Start(n.book(), "", false, sh.stamp("maria"))
	if err != nil {
		t.Fatal(err)
	}
	sh.model.add(t, first.Last().Event)
	sh.newest = first
	for _, p := range sh.people {
		p.known = first
	}
	return sh
}

func (sh *shift) stamp(by string) run.Stamp {
	sh.second++
	return run.Stamp{By: by, Now: time.Date(2026, 11, 21, 3, 0, sh.second, 0, time.UTC)}
}

// do lets one of them do something, and checks what comes of it.
func (sh *shift) do(t *rapid.T, decide func(by string) run.Intention) {
	p := rapid.SampledFrom(sh.people).Draw(t, "who")
	got, err := p.store.Record(p.known, sh.stamp(p.name), decide(p.name))
	if rapid.Bool().Draw(t, "keeps looking") {
		p.known = got
	}
	switch _, refused := errors.AsType[*run.Refusal](err); {
	case err == nil:
		sh.model.add(t, got.Last().Event)
		sh.newest = got
	case !refused:
		t.Fatalf("Record = %v", err)
	case got.Head() != sh.newest.Head():
		t.Fatalf("with a refusal comes %v, want the newest run %v", got.Head(), sh.newest.Head())
	}
}

func (sh *shift) onStep(intend func(step, reason string) run.Intention) func(*rapid.T) {
	return func(t *rapid.T) {
		id := rapid.SampledFrom(steps()).Draw(t, "step")
		why := rapid.SampledFrom([]string{"", "why not"}).Draw(t, "reason")
		sh.do(t, func(string) run.Intention { return intend(id, why) })
	}
}

func (sh *shift) onCheck(intend func(step string, check int) run.Intention) func(*rapid.T) {
	return func(t *rapid.T) {
		check := rapid.IntRange(1, 2).Draw(t, "check")
		sh.do(t, func(string) run.Intention { return intend("isolate", check) })
	}
}

func (sh *shift) always(intend run.Intention) func(*rapid.T) {
	return func(t *rapid.T) { sh.do(t, func(string) run.Intention { return intend }) }
}

func (sh *shift) actions() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"complete":   sh.onStep(run.CompleteStep),
		"reopen":     sh.onStep(run.ReopenStep),
		"skip":       sh.onStep(run.SkipStep),
		"block":      sh.onStep(run.BlockStep),
		"fail":       sh.onStep(run.FailStep),
		"note":       sh.onStep(run.AddNote),
		"tick":       sh.onCheck(run.TickCheck),
		"clear":      sh.onCheck(run.ClearCheck),
		"fact":       sh.fact,
		"decide":     sh.always(run.RecordFact("risk", playbook.TextValue("low"), "as far as we know", "")),
		"undo":       func(t *rapid.T) { sh.do(t, func(by string) run.Intention { return run.Undo(by, 0) }) },
		"undo entry": sh.undoEntry,
		"redo":       func(t *rapid.T) { sh.do(t, run.Redo) },
		"close":      sh.always(run.Close("enough")),
		"reopen run": sh.always(run.Reopen("not enough")),
		"refresh":    sh.refresh,
		"": func(t *rapid.T) {
			if got, want := shown(sh.newest), sh.model.shows(); got != want {
				t.Fatalf("the run shows  %s\nthe model shows %s", got, want)
			}
		},
	}
}

func (sh *shift) fact(t *rapid.T) {
	v := playbook.NumberValue(float64(rapid.IntRange(0, 2).Draw(t, "value")))
	sh.do(t, func(string) run.Intention { return run.RecordFact("affected", v, "", "") })
}

func (sh *shift) undoEntry(t *rapid.T) {
	seq := rapid.Uint64Range(1, sh.newest.Head().Seq+1).Draw(t, "entry")
	sh.do(t, func(by string) run.Intention { return run.Undo(by, seq) })
}

func (sh *shift) refresh(t *rapid.T) {
	p := rapid.SampledFrom(sh.people).Draw(t, "who")
	var err error
	if p.known, err = p.store.Refresh(p.known); err != nil || p.known.Head() != sh.newest.Head() {
		t.Fatalf("Refresh = %v, %v, want %v", p.known.Head(), err, sh.newest.Head())
	}
}

// ends checks what is kept when they go home.
func (sh *shift) ends(t *rapid.T) {
	s, id := sh.people[0].store, sh.newest.ID()
	loaded, err := s.Load(id)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := timeline(loaded), timeline(sh.newest); got != want {
		t.Fatalf("Load gives\n%swant\n%s", got, want)
	}
	if report, err := s.Verify(id); err != nil || report.Head != sh.newest.Head() {
		t.Fatalf("Verify = %v, %v, want %v", report, err, sh.newest.Head())
	}
}
