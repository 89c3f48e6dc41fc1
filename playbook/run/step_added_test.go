package run_test

import (
	"strings"
	"testing"

	"cordon/playbook/run"
)

// numbers lists the steps of a run as they stand.
func numbersOf(r run.Run) string {
	var all []string
	for _, s := range r.Steps() {
		all = append(all, s.Number)
	}
	return strings.Join(all, " ")
}

// TestAddStep: an added step stands where it was asked for, changes no other
// number, and is worked on like any other.
func TestAddStep(t *testing.T) {
	j := begin(t).do("maria", run.AddStep("1", " Ask the hoster ", "isolate"), run.AddStep("contain", "Call the bank", "1.1a"),
		run.AddStep("2", "Tell the landlord", ""))
	if got, want := numbersOf(j.run), "1.1 1.1a 1.1b 1.2 1.3 2.1 2.2 2.3 2.3a"; got != want {
		t.Errorf("the steps are %s, want %s", got, want)
	}
	s, err := j.run.Find("1.1a")
	if err != nil || s.ID != "added-2" || s.Title != "Ask the hoster" || s.Added == nil || s.Added.By != "maria" || !s.Ready() || len(s.Entries) != 1 {
		t.Errorf("1.1a is %+v, %v", s, err)
	}
	j.do("ben", run.AddNote("1.1b", "they call back"), run.BlockStep("1.1b", "no answer"), run.CompleteStep("1.1a", ""), run.SkipStep("2.3a", "no landlord"))
	if s := j.run.Step("added-3"); s.State != run.Blocked || len(s.Notes) != 1 {
		t.Errorf("1.1b is %+v", s)
	}
	if got := j.run.CurrentOf("ben").Number; got != "1.1" {
		t.Errorf("ben goes on at %s", got)
	}
	if p := j.run.Progress(); p.Settled != 2 {
		t.Errorf("the progress is %+v", p)
	}
	var found []string
	for _, f := range j.run.Findings(run.Beside{}) {
		if f.Kind == run.FindAdded {
			found = append(found, f.Text)
		}
	}
	if len(found) != 3 || found[0] != `1.1a "Ask the hoster" is in no playbook: maria added it in the run` {
		t.Errorf("the findings are %q", found)
	}
}

// TestAddStepKeepsPlaces: who worked on a step stays there when others come
// before it.
func TestAddStepKeepsPlaces(t *testing.T) {
	j := begin(t).do("ben", run.AddNote("scope", "I am on it")).do("maria", run.AddStep("1", "Ask", "isolate"))
	if got := j.run.CurrentOf("ben").Number; got != "2.1" {
		t.Errorf("ben is at %s, want 2.1", got)
	}
	if got := j.run.Current().Number; got != "2.1" {
		t.Errorf("the run is at %s, want 2.1", got)
	}
}

// TestAddStepUndone: undo takes a step back while nothing was done about it, and
// its letter is not given away.
func TestAddStepUndone(t *testing.T) {
	j := begin(t).do("maria", run.AddStep("1", "A", "isolate"), run.AddStep("1", "B", "isolate"), run.AddNote("1.1a", "x"))
	if why, want := j.why(run.Undo("ben", 2)), "entry 2 cannot be undone: what it brought was worked on since, first in entry 4: 1.1a note: x. Undo that first"; why != want {
		t.Errorf("refused with %q, want %q", why, want)
	}
	j.do("maria", run.Undo("maria", 3), run.AddStep("1", "C", "isolate"))
	if got, want := numbersOf(j.run), "1.1 1.1a 1.1c 1.2 1.3 2.1 2.2 2.3"; got != want {
		t.Errorf("the steps are %s, want %s", got, want)
	}
	j.do("maria", run.Undo("maria", 0), run.Redo("maria"))
	if got, want := numbersOf(j.run), "1.1 1.1a 1.1c 1.2 1.3 2.1 2.2 2.3"; got != want {
		t.Errorf("after redo the steps are %s, want %s", got, want)
	}
}

// TestAddStepInJoined: a step of a playbook that was taken in holds it there.
func TestAddStepInJoined(t *testing.T) {
	j := begin(t).do("maria", run.AddPlaybook(lostLaptop(t)), run.AddStep("b1", "Ask", ""))
	if why := j.why(run.Undo("maria", 2)); !strings.Contains(why, "first in entry 3: step b1.2a added: Ask. Undo that first") {
		t.Errorf("refused with %q", why)
	}
	j = begin(t).do("maria", run.AddStep("2", "Ask", ""), run.AddPlaybook(lostLaptop(t)))
	if got, want := numbersOf(j.run), "1.1 1.2 1.3 2.1 2.2 2.3 2.3a b1.1 b1.2"; got != want {
		t.Errorf("the steps are %s, want %s", got, want)
	}
}

func TestAddStepRefused(t *testing.T) {
	j := begin(t)
	for _, tt := range []struct{ phase, title, after, why string }{
		{"1", " ", "", "say what there is to do: the title of the step is empty"},
		{"1", "a\nb", "", "the title of a step is one line. Put the rest into a note on it"},
		{"1", strings.Repeat("é", 121), "", "the title of a step has at most 120 characters, and this one has 121. Put the rest into a note on it"},
		{"1", "x", "2.1", "step 2.1 is in phase 2, not in phase 1"},
	} {
		if why := j.why(run.AddStep(tt.phase, tt.title, tt.after)); why != tt.why {
			t.Errorf("refused with %q, want %q", why, tt.why)
		}
	}
	if _, err := run.AddStep("contian", "x", "")(j.run); err == nil || err.Error() != `no such phase "contian", did you mean "contain"?` {
		t.Errorf("an unknown phase: %v", err)
	}
	for range 26 {
		j.do("maria", run.AddStep("1", "x", "isolate"))
	}
	if why := j.why(run.AddStep("1", "x", "isolate")); why != "behind step 1.1 there are no letters left. Add it behind another step" {
		t.Errorf("refused with %q", why)
	}
}

// TestStrangeSteps: one that does not fit stays in the timeline and brings
// nothing.
func TestStrangeSteps(t *testing.T) {
	for name, ev := range map[string]run.StepAdded{
		"behind nothing":   {Step: "added-2", Title: "x", After: "gone", Nth: 1},
		"of a known id":    {Step: "scope", Title: "x", After: "isolate", Nth: 1},
		"of a strange id":  {Step: "added-\x1b[2J", Title: "x", After: "isolate", Nth: 1},
		"without a letter": {Step: "added-2", Title: "x", After: "isolate"},
		"beyond z":         {Step: "added-2", Title: "x", After: "isolate", Nth: 27},
	} {
		j := begin(t).record(run.Stamp{By: "maria"}, ev).record(run.Stamp{By: "maria"}, run.NoteAdded{Step: ev.Step, Text: "x"})
		if got, want := numbersOf(j.run), "1.1 1.2 1.3 2.1 2.2 2.3"; got != want {
			t.Errorf("%s: the steps are %s, want %s", name, got, want)
		}
	}
	j := begin(t).record(run.Stamp{By: "m"}, run.StepAdded{Step: "added-9", Title: "b\nb", After: "isolate", Nth: 2}).
		record(run.Stamp{By: "m"}, run.StepAdded{Step: "added-8", Title: "a", After: "isolate", Nth: 1}).
		record(run.Stamp{By: "m"}, run.StepAdded{Step: "added-7", Title: "c", After: "isolate", Nth: 2}).
		record(run.Stamp{By: "m"}, run.StepAdded{Step: "added-6", Title: "d", After: "added-8", Nth: 1})
	if got, want := numbersOf(j.run), "1.1 1.1a 1.1b 1.2 1.3 2.1 2.2 2.3"; got != want || j.run.Step("added-9").Title != "b b" {
		t.Errorf("the steps are %s, want %s", got, want)
	}
}
