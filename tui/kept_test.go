package tui

import (
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// TestKeptTexts types and does not record, and finds it all again behind what needs
// a person.
func TestKeptTexts(t *testing.T) {
	m := fake.NewMemory(t)
	id := fake.BusyRun(t, m)
	for field, text := range map[string]string{
		"note": "the whole run", "skipped/isolate": "no access\nto the rack", "fact/affected": "13000", "fact/affected/because": "counted again",
		"note/tell/when": "04:10", "evidence/preserve/desc": "the headers", "message/none": "x", "look/tidy": "+30m", "gone/with a later version": "y",
		"clock-add/ca-pipeda": "-", "verdict/a": "why", "verdict/b": "why not", "sheet/well": "calm", "verdict/step/tell": "too late",
	} {
		if err := m.SaveDraft(id, "maria", field, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.SaveDraft(id, "ben", "note/preserve", "of somebody else"); err != nil {
		t.Fatal(err)
	}
	driveRun(t, m, screen.Config{Open: id, ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		d.Press("g")
		shows(d, "kept", "13 texts not recorded")
		d.Press(":")
		d.Type("kept")
		d.Press("enter")
		d.Wait(time.Second)
		shows(d, "Kept, not recorded: 13 texts", "evidence for 1.1", "the headers", "earlier", "fact affected", "13000", "skip 2.1", "no access to the rack", "note on 2.2", "04:10", "note on the run", "gone", "verdict on 2.2", "rule to take in, ca", "verdict on a finding", "sheet of the drill")
		showsNot(d, "somebody else")
		d.Type("zzz")
		shows(d, "No text holds all of these words")
		d.Press("ctrl+u")
		d.Type("rack")
		shows(d, "no access to the rack")
		showsNot(d, "13000")
		d.Press("enter")
		d.Wait(time.Second)
		shows(d, "Skip 2.1", "no access", "to the rack")
		d.Press("ctrl+s")
		d.Wait(time.Second)
		if st := m.Run[id].Step("isolate"); st.State != run.Skipped || st.Reason != "no access\nto the rack" {
			t.Errorf("it was recorded as %s, %q", st.State, st.Reason)
		}
		d.Press("g", "f", "f", "f", "f")
		d.Wait(time.Second)
		shows(d, "Kept, not recorded: 12 texts")
		d.Press("esc", "f")
		d.Wait(time.Second)
		showsNot(d, "Kept, not recorded")
		d.Press("s")
		d.Type("later")
		d.Wait(time.Second)
		d.Press("esc", ":")
		d.Type("kept")
		d.Press("enter")
		d.Wait(time.Second)
		shows(d, "later", "03:41 |")
	})
}
