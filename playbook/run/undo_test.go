package run_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/clock"
	"cordon/playbook/run"
)

func TestUndo(t *testing.T) {
	j := begin(t)
	before := state(j.run)
	j.do("maria", run.CompleteStep("lessons", ""))
	done := state(j.run)
	j.do("maria", run.Undo("maria", 0))
	if got := state(j.run); got != before {
		t.Errorf("after undo the run is\n%swant\n%s", got, before)
	}
	if got := j.run.UndoneBy(2); got != 3 {
		t.Errorf("UndoneBy(2) = %d, want 3", got)
	}
	j.do("maria", run.Redo("maria"))
	if got := state(j.run); got != done {
		t.Errorf("after redo the run is\n%swant\n%s", got, done)
	}
	if by, undo := j.run.UndoneBy(2), j.run.UndoneBy(3); by != 0 || undo != 4 {
		t.Errorf("after redo UndoneBy(2), UndoneBy(3) = %d, %d, want 0, 4", by, undo)
	}
	if n := len(j.run.Entries()); n != 4 {
		t.Errorf("the journal has %d entries, want all 4", n)
	}
	if s := j.run.Step("lessons"); len(s.Entries) != 1 {
		t.Errorf("the step knows %d entries of its own, want 1", len(s.Entries))
	}
}

// TestUndoTakesItsOwn: everybody goes back over what they did themselves.
func TestUndoTakesItsOwn(t *testing.T) {
	j := begin(t).
		do("maria", run.AddNote("", "m1")).
		do("ben", run.AddNote("", "b1")).
		do("maria", run.AddNote("", "m2")).
		do("ben", run.AddNote("", "b2"))
	standing := func(want ...string) {
		t.Helper()
		var got []string
		for _, e := range j.run.Notes() {
			got = append(got, e.Event.(run.NoteAdded).Text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("after entry %d the notes are %q, want %q", j.run.Head().Seq, got, want)
		}
	}
	j.do("maria", run.Undo("maria", 0))
	standing("m1", "b1", "b2")
	j.do("ben", run.Undo("ben", 0))
	standing("m1", "b1")
	j.do("maria", run.Redo("maria"))
	standing("m1", "b1", "m2")
	j.do("maria", run.Undo("maria", 0), run.Undo("maria", 0))
	standing("b1")
	j.do("ben", run.Redo("ben"))
	standing("b1", "b2")
	j.do("ben", run.Undo("ben", 2+1), run.Redo("ben")) // by number
	standing("b1", "b2")
	j.do("cleo", run.Undo("cleo", 3)) // of somebody else
	standing("b2")
	if why := j.why(run.Redo("ben")); why == "" {
		t.Error("ben redoes what cleo has undone")
	}
	j.do("cleo", run.Redo("cleo"))
	standing("b1", "b2")
}

func TestRedoEndsWithANewAction(t *testing.T) {
	j := begin(t).do("maria", run.AddNote("", "a"), run.AddNote("", "b"), run.Undo("maria", 0), run.Undo("maria", 0), run.Redo("maria"))
	j.do("ben", run.AddNote("", "of ben")) // does not matter to maria
	if why := j.why(run.Redo("maria")); why != "" {
		t.Errorf("redo after somebody else's action: %s", why)
	}
	j.do("maria", run.AddNote("", "c"))
	if why, want := j.why(run.Redo("maria")), "there is nothing of yours to redo"; why != want {
		t.Errorf("redo after a new action is refused with %q, want %q", why, want)
	}
	j.do("maria", run.Undo("maria", 0), run.Redo("maria"))
	if why := j.why(run.Redo("maria")); why == "" {
		t.Error("redo goes on into what a new action cut off")
	}
}

// TestUndoByKind takes back one of each that a responder does.
func TestUndoByKind(t *testing.T) {
	j := begin(t).isolated().do("maria", run.BlockStep("scope", "r"), run.LookAgain("revoke", filedAt, "y"), run.RecordFact("affected", playbook.NumberValue(1), "", ""),
		recordTime("aware_at", "2026-11-21T02:00:00+01:00", ""))
	took := map[string]bool{}
	for name, intend := range map[string]run.Intention{
		"done": run.CompleteStep("lessons", ""), "skipped": run.SkipStep("lessons", "x"), "blocked": run.BlockStep("lessons", "x"),
		"failed": run.FailStep("lessons", "x"), "reopened": run.ReopenStep("isolate", "x"), "unblocked": run.UnblockStep("scope", ""),
		"cleared": run.ClearCheck("isolate", 2), "note on the run": run.AddNote("", "x"), "note": run.AddNote("scope", "x"),
		"fact": run.RecordFact("vendor", playbook.YesNoValue(false), "", "scope"), "changed fact": run.RecordFact("affected", playbook.NumberValue(2), "", ""),
		"evidence": run.AddEvidence(picture("scope")), "role": run.TakeRole("legal", "ben"), "handover": run.HandOver("ben", "x", nil),
		"ticked": run.TickCheck("isolate", 2), "confirmed": run.ConfirmClock("authority", ""), "waived": run.WaiveClock("authority", "x"),
		"filed": run.FileClock("authority", "x", "", "", j.now), "profile": run.UseProfile(acme(t)), "playbook": run.AddPlaybook(lostLaptop(t)),
		"clock": run.AddClock(rule1(clock.Zone{}), "aware_at"), "looked": run.Looked("revoke", "x"), "look again": run.LookAgain("scope", filedAt, "x"), "step": run.AddStep("1", "Ask the hoster", "isolate"), "incident": run.NameIncident("keys"), "edited": run.EditMessage("notice", "", "x"), "sent": run.SendMessage("notice", "ben", "mail", ""),
		"verdict": run.JudgeStep("lessons", run.Problem, "x"), "lesson": run.NoteLesson("x", "ben", "2026-12-01"), "signed off": run.SignOff("eve", ""),
	} {
		k := *j
		if name == "ticked" {
			k.do("maria", run.ClearCheck("isolate", 2))
		}
		before := folded(k.run)
		k.do("maria", intend)
		took[k.run.Last().Event.Kind()] = true
		if folded(k.run) == before {
			t.Errorf("%s: nothing changed", name)
		}
		k.do("maria", run.Undo("maria", 0))
		if got := folded(k.run); got != before {
			t.Errorf("%s: undo leaves\n%swant\n%s", name, got, before)
		}
	}
	for _, zero := range run.Released() {
		if run.Undoable(zero) != took[zero.Kind()] {
			t.Errorf("%s can be undone: %t, and was undone here: %t", zero.Kind(), run.Undoable(zero), took[zero.Kind()])
		}
	}
}

// TestUndoWalk takes a hundred random actions, takes them all back, and does
// them all again.
func TestUndoWalk(t *testing.T) {
	for seed := range uint64(20) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		j, laptop := begin(t), lostLaptop(t)
		states := []string{folded(j.run)}
		for len(states) <= 100 {
			if intend := anyAction(rnd, laptop); j.tries(intend) {
				j.do("maria", intend)
				states = append(states, folded(j.run))
			}
		}
		for i := 99; i >= 0; i-- {
			j.do("maria", run.Undo("maria", 0))
			if got := folded(j.run); got != states[i] {
				t.Fatalf("seed %d, %d actions left: the run is\n%swant\n%s", seed, i, got, states[i])
			}
		}
		for i := 1; i <= 100; i++ {
			j.do("maria", run.Redo("maria"))
			if got := folded(j.run); got != states[i] {
				t.Fatalf("seed %d, %d actions back: the run is\n%swant\n%s", seed, i, got, states[i])
			}
		}
		if n := len(j.run.Entries()); n != 301 {
			t.Errorf("seed %d: the journal has %d entries, want 301", seed, n)
		}
	}
}

func (j *journal) tries(intend run.Intention) bool {
	_, err := intend(j.run)
	return err == nil
}

// filedAt is when anyAction files, in time.
var filedAt = time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)

// anyAction returns something a responder may want, sensible or not.
func anyAction(rnd *rand.Rand, laptop *playbook.Playbook) run.Intention {
	steps := []string{"isolate", "revoke", "vendor-vpn", "scope", "reassure", "lessons"}
	step := steps[rnd.IntN(len(steps))]
	text := "text " + strconv.Itoa(rnd.IntN(1000))
	switch rnd.IntN(29) {
	case 0, 1:
		return run.CompleteStep(step, text)
	case 2:
		return run.ReopenStep(step, text)
	case 3:
		return run.UnblockStep(step, text)
	case 4:
		return run.SkipStep(step, text)
	case 5:
		return run.BlockStep(step, text)
	case 6:
		return run.FailStep(step, text)
	case 7:
		return run.TickCheck(step, 1+rnd.IntN(2))
	case 8:
		return run.ClearCheck(step, 1+rnd.IntN(2))
	case 9:
		return run.AddNote("", text)
	case 10:
		return run.AddNote(step, text)
	case 11:
		risks := []string{"likely", "unlikely", "unknown"}
		return run.RecordFact("risk", playbook.TextValue(risks[rnd.IntN(3)]), text, step)
	case 12:
		return run.RecordFact("vendor", playbook.YesNoValue(rnd.IntN(2) == 0), "", "")
	case 13:
		ev := picture(step)
		ev.Name = text
		return run.AddEvidence(ev)
	case 14:
		return run.TakeRole("legal", text)
	case 15:
		return recordTime("aware_at", fmt.Sprintf("2026-11-21T02:%02d:00+01:00", rnd.IntN(60)), text)
	case 16:
		return run.ConfirmClock("authority", text)
	case 17:
		return run.FileClock("authority", text, "", "", filedAt)
	case 18:
		return run.WaiveClock("authority", text)
	case 19:
		return run.EditMessage("notice", "", text)
	case 20:
		return []run.Intention{run.RedraftMessage("notice"), run.SendMessage("notice", text, "mail", "")}[rnd.IntN(2)]
	case 21:
		source := []byte("format: cordon-organisation/1\nname: " + text + "\nclocks: {insurer: {title: " + text + ", from: aware_at}}\n")
		o, err := playbook.ParseOrganisation("any.yaml", source)
		if err != nil {
			panic(err)
		}
		return run.UseProfile(o)
	case 22:
		return run.AddPlaybook(laptop)
	case 23:
		return run.AddClock(rule1(clock.Zone{}), "")
	case 24:
		return run.NameIncident(text)
	case 27:
		return []run.Intention{run.LookAgain(step, filedAt, text), run.Looked(step, text)}[rnd.IntN(2)]
	case 26:
		return run.AddStep("1", text, "isolate")
	case 25:
		return []run.Intention{run.JudgeStep(step, run.Question, text), run.JudgeFinding(step, text, run.Fine, ""), run.NoteLesson(text, "", ""), run.SignOff(text, "")}[rnd.IntN(4)]
	}
	return run.HandOver(text, "", nil)
}

// TestAnyActionIsEvery: what the tests do by chance has an event of every kind
// that undo takes back.
func TestAnyActionIsEvery(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 5))
	j, laptop := begin(t), lostLaptop(t)
	did := map[string]bool{}
	for range 5000 {
		if ev, err := anyAction(rnd, laptop)(j.run); err == nil {
			did[ev.Kind()] = true
			j.record(run.Stamp{By: "maria"}, ev)
		}
		if rnd.IntN(20) == 0 {
			j = begin(t) // what was filed stays filed
		}
	}
	for _, zero := range run.Released() {
		if run.Undoable(zero) && !did[zero.Kind()] {
			t.Errorf("no action here gives %s", zero.Kind())
		}
	}
}

// TestStrangeUndos folds journals that no intention writes.
func TestStrangeUndos(t *testing.T) {
	tests := []struct {
		name   string
		undoes []uint64 // by entries 3, 4, ...; entry 2 is a note
		stands bool     // the note
		texts  []string
	}{
		{"itself", []uint64{3}, true, []string{"redone: entry 3"}},
		{"each other", []uint64{4, 3}, true, []string{"redone: entry 4", "redone: entry 3"}},
		{"nothing", []uint64{0, 99}, true, []string{"undone: entry 0", "undone: entry 99"}},
		{"the start", []uint64{1}, true, []string{"undone: entry 1: run started from stolen-keys 2.1.0"}},
		{"the same twice", []uint64{2, 2}, false, []string{"undone: entry 2: note: x", "undone: entry 2: note: x"}},
		{"the same twice, one redone", []uint64{2, 2, 3}, false, nil},
		{"a redo", []uint64{2, 3, 4}, false, []string{"undone: entry 2: note: x", "redone: entry 2: note: x", "redone: entry 4"}},
		{"a long chain", []uint64{2, 3, 4, 5, 6, 7}, true, nil},
	}
	for _, tt := range tests {
		j := begin(t).do("maria", run.AddNote("", "x"))
		for _, seq := range tt.undoes {
			j.record(run.Stamp{By: "eve"}, run.EntryUndone{Seq: seq})
		}
		if got := len(j.run.Notes()) == 1; got != tt.stands {
			t.Errorf("%s: the note stands: %t, want %t", tt.name, got, tt.stands)
		}
		if j.run.Title() == "" || j.run.UndoneBy(1) != 0 {
			t.Errorf("%s: the start was taken back", tt.name)
		}
		for i, want := range tt.texts {
			if _, got := j.run.Describe(j.run.Entries()[2+i]); got != want {
				t.Errorf("%s: entry %d is described as %q, want %q", tt.name, 3+i, got, want)
			}
		}
	}
}
