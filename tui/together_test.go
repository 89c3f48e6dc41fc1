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

// TestMe takes another name: what was typed under it is there, what was typed
// under the one before is not, and entries carry it.
func TestMe(t *testing.T) {
	m := fake.NewMemory(t)
	id := formRun(t, m)
	m.Draft[id] = map[string]string{"skipped/preserve": "by her alone"}
	m.Theirs = map[fake.Typed]string{{Run: id, By: "ben", Field: "note/preserve"}: "of ben"}
	kept := ""
	cfg := screen.Config{Open: id, Rename: func(name string) error { kept = name; return nil }}
	drive(t, m, cfg, 120, 36, func(d *tuitest.Driver) {
		d.Wait(time.Second)
		d.Press("enter")
		d.Send(screen.JumpMsg{Step: "preserve"})
		byName(d, "me:")
		shows(d, "Me: who is at the keyboard", "maria")
		slowly(d, "ctrl+u")
		d.Paste("ben\x1b[2J")
		slowly(d, "enter")
		if kept != "" {
			d.T.Errorf("the name %q was kept", kept)
		}
		slowly(d, "ctrl+u")
		d.Type("ben")
		slowly(d, "enter")
		shows(d, "Entries are recorded under ben from here on.")
		if kept != "ben" {
			d.T.Errorf("the name %q was kept, want ben", kept)
		}
		slowly(d, "s")
		showsNot(d, "by her alone")
		slowly(d, "esc")
		slowly(d, "n")
		shows(d, "of ben")
		slowly(d, "ctrl+s")
		if e := m.Run[id].Last(); e.By != "ben" || e.Event != (run.NoteAdded{Step: "preserve", Text: "of ben"}) {
			d.T.Errorf("recorded %+v by %s", e.Event, e.By)
		}
		if m.Draft[id]["skipped/preserve"] != "by her alone" || len(m.Theirs) != 0 {
			d.T.Errorf("there are %v of hers and %v", m.Draft[id], m.Theirs)
		}
	})
}

// TestMeFixed wants another name where the name is fixed.
func TestMeFixed(t *testing.T) {
	m := fake.NewMemory(t)
	atWork(t, m, formRun(t, m), 120, 36, func(d *tuitest.Driver) {
		byName(d, "me:")
		shows(d, "Your name here is maria, and whoever set Cordon up has fixed that.")
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

// TestWhoIsOn wants who wrote in the last ten minutes in the header, but where the
// window has no room for them.
func TestWhoIsOn(t *testing.T) {
	m := fake.NewMemory(t)
	id := formRun(t, m)
	m.Write(t, id, "ben", run.AddNote("", "here"))
	atWork(t, m, id, 120, 36, func(d *tuitest.Driver) {
		d.Send(screen.JumpMsg{Step: "preserve"})
		shows(d, "lead maria   on: ben")
		d.Resize(80, 24)
		shows(d, "   on: ben   saved ")
		d.Resize(50, 15)
		showsNot(d, "on: ben")
		d.Resize(80, 24)
		m.Write(t, id, "eve", run.AddNote("", "here too"))
		m.Write(t, id, "jan", run.AddNote("", "and here"))
		d.Wait(2 * time.Second)
		shows(d, "on: jan and 2 others   saved ")
		d.Wait(11 * time.Minute)
		showsNot(d, "on: ")
	})
}
