package run_test

import (
	"slices"
	"strings"
	"testing"

	"cordon/playbook"
	"cordon/playbook/run"
)

// TestAddPlaybook tells the story of a run that takes in a playbook: facts that
// were recorded stay, steps come after, undo goes back until they were touched.
func TestAddPlaybook(t *testing.T) {
	j := begin(t).do("maria", recordTime("aware_at", "2026-11-21T02:00:00+01:00", ""))
	before := folded(j.run)
	j.do("maria", run.AddPlaybook(lostLaptop(t)))
	if _, ok := j.run.Fact("aware_at"); !ok || len(j.run.Clocks()) != 2 || len(j.run.Messages()) != 2 {
		t.Errorf("joined, the run is\n%s", folded(j.run))
	}
	if s, err := j.run.Find("b1.2"); err != nil || s.ID != "lost-laptop/scope" || s.Applies != playbook.NotKnown {
		t.Errorf("Find(b1.2) = %+v, %v", s, err)
	}
	j.do("maria", run.RecordFact("risk", playbook.TextValue("certain"), "the disk was in clear", ""))
	if s := j.run.Step("lost-laptop/scope"); s.Applies != playbook.Yes {
		t.Errorf("an option of the second playbook does not reach its condition: %s", s.Applies)
	}
	why := `entry 3 cannot be undone: what it brought was worked on since, first in entry 4: How likely is harm? Certain, because: the disk was in clear. Undo that first`
	if got := j.why(run.Undo("maria", 3)); got != why {
		t.Errorf("undo is refused with %q, want %q", got, why)
	}
	j.do("maria", run.Undo("maria", 0), run.Undo("maria", 0))
	if got := folded(j.run); got != before {
		t.Errorf("after undo the run is\n%swant\n%s", got, before)
	}
	j.do("maria", run.Redo("maria"))
	if !j.run.Has("lost-laptop/wipe") {
		t.Error("redo does not bring it back")
	}
	var differ []string
	for _, f := range j.run.Findings(run.Beside{Library: func(string) (playbook.Shelved, bool) { return playbook.Shelved{Own: true}, true }}) {
		if f.Kind == run.FindPlaybook {
			differ = append(differ, f.Text)
		}
	}
	if len(differ) != 2 || !strings.Contains(differ[1], `took in a playbook "Lost laptop" 1.0.0 that differs`) {
		t.Errorf("findings: %q", differ)
	}
}

// TestRedoOfWhatIsThere: what was taken back and added again by somebody else
// is there once.
func TestRedoOfWhatIsThere(t *testing.T) {
	j := begin(t).do("maria", run.AddPlaybook(lostLaptop(t)), run.Undo("maria", 0))
	j.do("ben", run.AddPlaybook(lostLaptop(t))).do("maria", run.Redo("maria"))
	if n := len(j.run.Book().Joined); n != 1 || len(j.run.Steps()) != len(j.run.Began().Steps())+2 {
		t.Errorf("%d playbooks joined, %d steps", n, len(j.run.Steps()))
	}
}

// TestAmong: a duty that was filed in another run of the incident counts as
// filed, and the run itself stays as it was.
func TestAmong(t *testing.T) {
	aware := recordTime("aware_at", "2026-11-21T02:00:00+01:00", "")
	one := begin(t).do("maria", aware, run.FileClock("authority", "A/1", "", "", filedAt))
	two := begin(t).do("ben", aware)
	among := two.run.Among(two.run, one.run)
	if c, err := among.Clock("authority"); err != nil || c.Filed == nil || among.Summary().Clock != nil {
		t.Errorf("among the others: %+v, %v, next %+v", c.Filed, err, among.Summary().Clock)
	}
	if c, _ := two.run.Clock("authority"); c.Filed != nil {
		t.Error("the run itself was changed")
	}
	two.do("ben", run.Close("the other run goes on"))
	if open := kindsIn(two.run, run.Beside{}); !slices.Contains(open, run.FindClockOpen) {
		t.Errorf("alone, %q is found", open)
	}
	if open := kindsIn(two.run, run.Beside{Others: []run.Run{one.run}}); slices.Contains(open, run.FindClockOpen) || slices.Contains(open, run.FindClockNoRef) {
		t.Errorf("among the others, %q is found", open)
	}
}

func kindsIn(r run.Run, beside run.Beside) []run.FindingKind {
	var kinds []run.FindingKind
	for _, f := range r.Findings(beside) {
		kinds = append(kinds, f.Kind)
	}
	return kinds
}
