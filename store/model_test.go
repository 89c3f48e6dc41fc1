package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cordon/playbook"
	"cordon/playbook/run"
)

// model is a run in the plainest way: a list of what was done, in which undo
// strikes out and redo restores.
type model struct {
	done []deed
}

type deed struct {
	by     string
	event  run.Event
	struck bool
}

// add takes in an event that the store accepted. An undo is only accepted if
// it names what the model thinks it should.
func (m *model) add(t *rapid.T, by string, ev run.Event) {
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
	m.done = append(m.done, deed{by: by, event: ev})
}

// shows says what the deeds that stand add up to.
func (m *model) shows(steps []string) string {
	state := map[string]run.State{}
	for _, id := range steps {
		state[id] = run.Todo
	}
	ticks := map[string]map[int]bool{}
	facts := map[string]string{}
	notes, closed := 0, false
	for _, d := range m.done {
		if d.struck {
			continue
		}
		switch ev := d.event.(type) {
		case run.StepDone:
			state[ev.Step] = run.Done
		case run.StepReopened:
			state[ev.Step] = run.Todo
		case run.StepSkipped:
			state[ev.Step] = run.Skipped
		case run.StepBlocked:
			state[ev.Step] = run.Blocked
		case run.StepFailed:
			state[ev.Step] = run.Failed
		case run.CheckTicked:
			if ticks[ev.Step] == nil {
				ticks[ev.Step] = map[int]bool{}
			}
			ticks[ev.Step][ev.Check] = true
		case run.CheckCleared:
			delete(ticks[ev.Step], ev.Check)
		case run.FactRecorded:
			facts[ev.Fact] = fmt.Sprint(ev.Value)
		case run.NoteAdded:
			notes++
		case run.Closed:
			closed = true
		case run.Reopened:
			closed = false
		}
	}
	text := fmt.Sprintf("%d entries, %d notes, closed %v, facts %v", len(m.done), notes, closed, facts)
	for _, id := range steps {
		text += fmt.Sprintf(", %s %s %d", id, state[id], len(ticks[id]))
	}
	return text
}

// shown says the same of a run.
func shown(r run.Run, steps []string) string {
	facts := map[string]string{}
	for _, id := range []string{"affected", "risk"} {
		if rec, ok := r.Fact(id); ok {
			facts[id] = fmt.Sprint(rec.Value)
		}
	}
	notes := len(r.Notes())
	text := ""
	for _, id := range steps {
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

// responder is a person at a terminal.
type responder struct {
	name  string
	store *Store
	known run.Run
}

// TestModel lets two people do things at random, each on the run as they last
// saw it, and holds the run against the model after each.
func TestModel(t *testing.T) {
	book := parse(t, testBook)
	steps := []string{"isolate", "preserve", "count", "tell"}
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		path := filepath.Join(dir, fmt.Sprint(n), "cordon.db")
		second := 0
		stamp := func(by string) run.Stamp {
			second++
			return run.Stamp{By: by, Now: time.Date(2026, 11, 21, 3, 0, second, 0, time.UTC)}
		}
		first, err := New(path, Options{}).Start(book, "", false, stamp("maria"))
		if err != nil {
			t.Fatal(err)
		}
		m := &model{}
		m.add(t, "maria", first.Last().Event)
		people := []*responder{
			{"maria", New(path, Options{}), first},
			{"jon", New(path, Options{}), first},
		}
		newest := first

		do := func(t *rapid.T, decide func(by string) run.Intention) {
			p := rapid.SampledFrom(people).Draw(t, "who")
			got, err := p.store.Record(p.known, stamp(p.name), decide(p.name))
			if rapid.Bool().Draw(t, "keeps looking") {
				p.known = got
			}
			switch _, refused := errors.AsType[*run.Refusal](err); {
			case err == nil:
				m.add(t, p.name, got.Last().Event)
				newest = got
			case !refused:
				t.Fatalf("Record = %v", err)
			case got.Head() != newest.Head():
				t.Fatalf("with a refusal comes %v, want the newest run %v", got.Head(), newest.Head())
			}
		}
		step := rapid.SampledFrom(steps)
		reason := rapid.SampledFrom([]string{"", "why not"})
		onStep := func(intend func(step, reason string) run.Intention) func(*rapid.T) {
			return func(t *rapid.T) {
				id, why := step.Draw(t, "step"), reason.Draw(t, "reason")
				do(t, func(string) run.Intention { return intend(id, why) })
			}
		}
		onCheck := func(intend func(step string, check int) run.Intention) func(*rapid.T) {
			return func(t *rapid.T) {
				check := rapid.IntRange(1, 2).Draw(t, "check")
				do(t, func(string) run.Intention { return intend("isolate", check) })
			}
		}
		always := func(intend run.Intention) func(*rapid.T) {
			return func(t *rapid.T) { do(t, func(string) run.Intention { return intend }) }
		}
		t.Repeat(map[string]func(*rapid.T){
			"complete": onStep(run.CompleteStep),
			"reopen":   onStep(run.ReopenStep),
			"skip":     onStep(run.SkipStep),
			"block":    onStep(run.BlockStep),
			"fail":     onStep(run.FailStep),
			"note":     onStep(run.AddNote),
			"tick":     onCheck(run.TickCheck),
			"clear":    onCheck(run.ClearCheck),
			"fact": func(t *rapid.T) {
				v := playbook.NumberValue(float64(rapid.IntRange(0, 2).Draw(t, "value")))
				do(t, func(string) run.Intention { return run.RecordFact("affected", v, "", "") })
			},
			"decide": always(run.RecordFact("risk", playbook.TextValue("low"), "as far as we know", "")),
			"undo":   func(t *rapid.T) { do(t, func(by string) run.Intention { return run.Undo(by, 0) }) },
			"undo entry": func(t *rapid.T) {
				seq := rapid.Uint64Range(1, newest.Head().Seq+1).Draw(t, "entry")
				do(t, func(by string) run.Intention { return run.Undo(by, seq) })
			},
			"redo":       func(t *rapid.T) { do(t, run.Redo) },
			"close":      always(run.Close("enough")),
			"reopen run": always(run.Reopen("not enough")),
			"refresh": func(t *rapid.T) {
				p := rapid.SampledFrom(people).Draw(t, "who")
				var err error
				if p.known, err = p.store.Refresh(p.known); err != nil || p.known.Head() != newest.Head() {
					t.Fatalf("Refresh = %v, %v, want %v", p.known.Head(), err, newest.Head())
				}
			},
			"": func(t *rapid.T) {
				if got, want := shown(newest, steps), m.shows(steps); got != want {
					t.Fatalf("the run shows  %s\nthe model shows %s", got, want)
				}
			},
		})

		s := people[0].store
		loaded, err := s.Load(first.ID())
		if err != nil {
			t.Fatal(err)
		}
		if got, want := timeline(loaded), timeline(newest); got != want {
			t.Fatalf("Load gives\n%swant\n%s", got, want)
		}
		if report, err := s.Verify(first.ID()); err != nil || report.Head != newest.Head() {
			t.Fatalf("Verify = %v, %v, want %v", report, err, newest.Head())
		}
	})
}
