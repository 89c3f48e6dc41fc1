package tui

import (
	"slices"
	"testing"

	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/tuitest"
)

// ticked are the checks of the first step that are ticked.
func ticked(m *fake.Memory, id string) []bool {
	var all []bool
	for _, e := range m.Run[id].Step("preserve").Ticked {
		all = append(all, e != nil)
	}
	return all
}

// TestSpaceTicksAndMovesOn ticks one check after the other with one key. When
// nothing is missing it leads to the step, and one press too many marks nothing
// done.
func TestSpaceTicksAndMovesOn(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria", run.AddEvidence(run.EvidenceAdded{Step: "preserve", Name: "m.eml", SHA256: "aa"}))
	atWork(t, m, id, 120, 36, func(d *tuitest.Driver) {
		slowly(d, "k", "enter")
		slowly(d, "space")
		if got := ticked(m, id); !slices.Equal(got, []bool{true, false}) {
			d.T.Fatalf("ticked after one space: %v", got)
		}
		d.Press("space", "space", "space")
		if got := ticked(m, id); !slices.Equal(got, []bool{true, true}) || m.Run[id].Step("preserve").State != run.Todo {
			d.T.Errorf("ticked after a held space: %v, the step is %s", got, m.Run[id].Step("preserve").State)
		}
		slowly(d, "M")
		shows(d, "Nothing is missing: space marks the step done.")
		slowly(d, "esc", "space")
		if got := m.Run[id].Step("preserve").State; got != run.Done {
			d.T.Errorf("after a calm space the step is %s", got)
		}
	})
}

// TestTickAll ticks what is not ticked, an entry each.
func TestTickAll(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria", run.TickCheck("preserve", 2))
	before := m.Run[id].Head().Seq
	atWork(t, m, id, 120, 36, func(d *tuitest.Driver) {
		byName(d, "tick all")
		if got := ticked(m, id); !slices.Equal(got, []bool{true, true}) || m.Run[id].Head().Seq != before+1 {
			d.T.Errorf("ticked %v in %d entries", got, m.Run[id].Head().Seq-before)
		}
		shows(d, "1 check of 1.1 ticked.")
		byName(d, "tick all")
		shows(d, "Every check of 1.1 is ticked.")
	})
}
