package tui

import (
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

func TestReasonsAreRecorded(t *testing.T) {
	for _, test := range []struct {
		key  string
		want run.Event
		said string
	}{
		{"s", run.StepSkipped{Step: "isolate", Reason: "not ours"}, "2.1 skipped.  u undo"},
		{"b", run.StepBlocked{Step: "isolate", Reason: "not ours"}, "2.1 blocked.  u undo"},
		{"F", run.StepFailed{Step: "isolate", Reason: "not ours"}, "2.1 failed.  u undo"},
	} {
		t.Run(test.key, func(t *testing.T) {
			m := fake.NewMemory(t)
			id := m.Begin(t, "maria")
			atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
				d.Send(screen.JumpMsg{Step: "isolate"})
				slowly(d, test.key, "enter")
				shows(d, "say why.")
				d.Type("not ours")
				slowly(d, "enter")
				if got := m.Last(id); got != test.want {
					d.T.Errorf("recorded %+v, want %+v", got, test.want)
				}
				shows(d, test.said)
			})
		})
	}
}

// TestDoneLeadsThroughWhatIsMissing does what a step asks for from the form
// that lists it, and marks the step done there.
func TestDoneLeadsThroughWhatIsMissing(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	dir := fake.TempFiles(t, "message.eml")
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		slowly(d, "space")
		shows(d, "> evidence The message as a file", "check    Headers saved", "check    Copy stored")
		slowly(d, "e")
		d.Type(dir + "/message.eml")
		slowly(d, "enter")
		shows(d, "Done? 1.1", "> check    Headers saved")
		before := m.Last(id)
		slowly(d, "space", "space") // a hasty second press of the key that opened it
		if got := m.Last(id); got != before {
			d.T.Errorf("space recorded %+v", got)
		}
		slowly(d, "enter", "j", "enter")
		shows(d, "Nothing is missing any more.")
		slowly(d, "enter")
		if ev, ok := m.Last(id).(run.StepDone); !ok || len(ev.Lacked) != 0 || ev.Because != "" {
			d.T.Errorf("recorded %+v", m.Last(id))
		}
		shows(d, "1.1 done.")
	})
}

func TestDoneWithout(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		slowly(d, "space", "tab", "enter")
		shows(d, "Step 1.1 still asks for")
		d.Type("the copy is with the police")
		slowly(d, "enter")
		ev, ok := m.Last(id).(run.StepDone)
		if !ok || ev.Because != "the copy is with the police" || len(ev.Lacked) != 3 {
			d.T.Errorf("recorded %+v", m.Last(id))
		}
	})
}

// TestDoneLeadsToTheStepBefore goes to a step that has to be settled first, and
// keeps what was typed.
func TestDoneLeadsToTheStepBefore(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		d.Send(screen.JumpMsg{Step: "count"})
		slowly(d, "space")
		shows(d, "> first    1.1 Preserve the message with full headers", "record   How many people are affected?")
		d.Press("tab")
		d.Type("half")
		slowly(d, "shift+tab", "enter")
		shows(d, "1.1  ")
		showsNot(d, "Done?")
		if got := m.Draft[id]["done/count"]; got != "half" {
			d.T.Errorf("the draft is %q", got)
		}
	})
}

// TestDoneFollowsOthers shows what somebody else has done meanwhile.
func TestDoneFollowsOthers(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria")
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		d.Send(screen.JumpMsg{Step: "judge"})
		slowly(d, "space")
		shows(d, "How likely is harm to people?")
		decide := run.RecordFact("risk", playbook.TextValue("high"), "sent outside", "judge")
		if _, err := m.Record(m.Run[id], run.Stamp{By: "jo", Now: fake.Began.Add(31 * time.Minute)}, decide); err != nil {
			d.T.Fatal(err)
		}
		d.Wait(time.Second)
		shows(d, "Nothing is missing any more.")
	})
}
