package tui

import (
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// TestDraftsOfOthers types where somebody else has typed: their text is not
// shown, nor dropped with the entry.
func TestDraftsOfOthers(t *testing.T) {
	m := fake.NewMemory(t)
	id := formRun(t, m)
	bens := fake.Typed{Run: id, By: "ben", Field: "note/preserve"}
	m.Theirs = map[fake.Typed]string{bens: "what ben saw"}
	atWork(t, m, id, 120, 36, func(d *tuitest.Driver) {
		d.Send(screen.JumpMsg{Step: "preserve"})
		slowly(d, "n")
		shows(d, "Also here, and not yours: a draft of ben.")
		showsNot(d, "what ben saw")
		showsNot(d, "your draft from before")
		d.Type("what maria saw")
		slowly(d, "ctrl+s")
		if e := m.Last(id); e != (run.NoteAdded{Step: "preserve", Text: "what maria saw"}) {
			d.T.Errorf("recorded %+v", e)
		}
		if got := m.Theirs[bens]; got != "what ben saw" {
			d.T.Errorf("after the entry of maria the draft of ben is %q", got)
		}
	})
}

// TestDraftOfNobody opens a field with a draft from before drafts had names.
func TestDraftOfNobody(t *testing.T) {
	m := fake.NewMemory(t)
	id := formRun(t, m)
	m.Theirs = map[fake.Typed]string{{Run: id, Field: "skipped/preserve"}: "from before"}
	atWork(t, m, id, 120, 36, func(d *tuitest.Driver) {
		d.Send(screen.JumpMsg{Step: "preserve"})
		slowly(d, "s")
		shows(d, "from before", "This draft names nobody. You opened it first: it is yours now.")
		if got := m.Draft[id]["skipped/preserve"]; got != "from before" || len(m.Theirs) != 0 {
			d.T.Errorf("maria has %q, and there are %v", got, m.Theirs)
		}
		slowly(d, "esc")
		d.Wait(time.Second)
		slowly(d, "s")
		shows(d, "from before", "This is your draft from before.")
	})
}

// TestDraftOfNobodySlowly types before the disk has answered.
func TestDraftOfNobodySlowly(t *testing.T) {
	m := fake.NewMemory(t)
	id := formRun(t, m)
	m.Theirs = map[fake.Typed]string{{Run: id, Field: "note/preserve"}: "from before"}
	driveOn(t, &slowDrafts{m, time.Second}, id, func(d *tuitest.Driver) {
		d.Send(screen.JumpMsg{Step: "preserve"})
		d.Press("n")
		d.Type(", and more")
		d.Wait(3 * time.Second)
		shows(d, "from before, and more")
		d.Press("ctrl+s")
		d.Wait(3 * time.Second)
		if e := m.Last(id); e != (run.NoteAdded{Step: "preserve", Text: "from before, and more"}) {
			d.T.Errorf("recorded %+v", e)
		}
		if len(m.Draft[id])+len(m.Theirs) != 0 {
			d.T.Errorf("drafts are left: %v, %v", m.Draft[id], m.Theirs)
		}
	})
}

// TestWelcomeNamesOldDrafts says on the card that drafts wait for whoever opens
// them.
func TestWelcomeNamesOldDrafts(t *testing.T) {
	m := fake.NewMemory(t)
	id := formRun(t, m)
	m.Theirs = map[fake.Typed]string{{Run: id, Field: "note/preserve"}: "from before"}
	drive(t, m, screen.Config{Open: id}, 120, 36, func(d *tuitest.Driver) {
		d.Wait(time.Second)
		shows(d, "Welcome back", "1 older draft that names nobody: who opens its field first has it")
	})
}
