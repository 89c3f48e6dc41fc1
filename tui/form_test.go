package tui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/exp/golden"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/form"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// formSizes are the windows every form is drawn in. The widest is drawn in
// UTF-8.
var formSizes = sizes[:3]

// atWork opens a run past its welcome and plays the script.
func atWork(t *testing.T, m *fake.Memory, id string, width, height int, script func(*tuitest.Driver)) {
	t.Helper()
	cfg := screen.Config{Open: id, ASCII: width < 120, Environ: []string{"HOME=/home/maria"}}
	drive(t, m, cfg, width, height, func(d *tuitest.Driver) {
		d.Wait(time.Second)
		if strings.Contains(d.Frame(), "Welcome back") {
			d.Press("enter")
		}
		script(d)
	})
}

// byName does a command of the run screen through the palette and waits until
// the form takes keys that act.
func byName(d *tuitest.Driver, command string) {
	d.T.Helper()
	d.Press(":")
	d.Wait(time.Second)
	d.Type(command)
	d.Press("enter")
	d.Wait(time.Second)
}

// slowly presses keys with the pauses of a person.
func slowly(d *tuitest.Driver, keys ...string) {
	d.T.Helper()
	for _, k := range keys {
		d.Press(k)
		d.Wait(time.Second)
	}
}

// shows fails the test unless the frame shows all texts.
func shows(d *tuitest.Driver, texts ...string) {
	d.T.Helper()
	for _, text := range texts {
		if !strings.Contains(d.Frame(), text) {
			d.T.Errorf("the frame does not show %q:\n%s", text, d.Frame())
		}
	}
}

// showsNot fails the test if the frame shows a text.
func showsNot(d *tuitest.Driver, text string) {
	d.T.Helper()
	if strings.Contains(d.Frame(), text) {
		d.T.Errorf("the frame shows %q:\n%s", text, d.Frame())
	}
}

// A formCase opens one kind of form, from the run screen of formRun.
type formCase struct {
	name  string
	title string // stands on its frame
	open  func(*tuitest.Driver)
}

// formRun is a run in which every form has something to say.
func formRun(t testing.TB, m *fake.Memory) string {
	return m.Begin(t, "maria",
		run.RecordFact("affected", playbook.NumberValue(12400), "", "count"),
		run.TickCheck("preserve", 1),
		run.TakeRole("it", "jo"),
	)
}

// formCases are all forms. Each starts at the step that it names.
func formCases() []formCase {
	at := func(step string, keys ...string) func(*tuitest.Driver) {
		return func(d *tuitest.Driver) {
			d.T.Helper()
			d.Send(screen.JumpMsg{Step: step})
			slowly(d, keys...)
		}
	}
	command := func(name string) func(*tuitest.Driver) { return func(d *tuitest.Driver) { byName(d, name) } }
	return []formCase{
		{"skip", "Skip 1.1", at("preserve", "s")},
		{"block", "Blocked 1.1", at("preserve", "b")},
		{"fail", "Failed 1.1", at("preserve", "F")},
		{"done", "Done? 1.1", at("preserve", "space")},
		{"note", "Note on 1.1", at("preserve", "n")},
		{"fact-choices", "Fact 1.2 (2 of 2)", at("count", "d")},
		{"fact-number", "Fact 1.2 (1 of 2)", at("count", "enter", "k", "enter")},
		{"decision", "Decision 1.3", at("judge", "d")},
		{"evidence", "Evidence for 1.1", at("preserve", "e")},
		{"role", "Role", command("run.role")},
		{"handover", "Hand over", command("run.handover")},
		{"close", "Close the run", command("run.close")},
		{"run-note", "Note on the run", command("run.note")},
	}
}

func TestForms(t *testing.T) {
	for _, form := range formCases() {
		for _, size := range formSizes {
			t.Run(form.name+"/"+size.name, func(t *testing.T) {
				m := fake.NewMemory(t)
				atWork(t, m, formRun(t, m), size.width, size.height, func(d *tuitest.Driver) {
					form.open(d)
					shows(d, form.title)
					golden.RequireEqual(d.T, d.Frame())
				})
			})
		}
	}
}

// TestFormsFit draws every form in windows of all sizes, with text in it.
func TestFormsFit(t *testing.T) {
	fake.TakesLong(t)
	for _, form := range formCases() {
		t.Run(form.name, func(t *testing.T) {
			m := fake.NewMemory(t)
			atWork(t, m, formRun(t, m), 80, 24, func(d *tuitest.Driver) {
				form.open(d)
				for range 2 {
					d.Paste("日本語 \x1b]52;c;eA==\a and a\u202eword that is so long that it needs more than one row of the field")
					d.Press("tab")
					for width := 1; width < 130; width += 11 {
						for height := 1; height < 40; height += 6 {
							d.Resize(width, height)
							if w, h := lipgloss.Size(d.View().Content); w > width || h > height {
								t.Errorf("window %dx%d: frame %dx%d", width, height, w, h)
							}
						}
					}
				}
			})
		})
	}
}

// TestFormsShowTheirCursor goes through the fields of every form: the cursor is
// on the row that has the focus mark, or in the field under it.
func TestFormsShowTheirCursor(t *testing.T) {
	fake.TakesLong(t)
	for _, form := range formCases() {
		for _, size := range formSizes {
			m := fake.NewMemory(t)
			atWork(t, m, formRun(t, m), size.width, size.height, func(d *tuitest.Driver) {
				form.open(d)
				for i := range 6 {
					if _, _, shown := d.Cursor(); !shown {
						d.T.Errorf("%s at %s: no cursor after %d tabs:\n%s", form.name, size.name, i, d.Frame())
					}
					d.Press("tab")
				}
			})
		}
	}
}

// TestFooterKeysOfForms presses every key that the footer shows, at every place
// of the focus: each changes the frame or sets something off.
func TestFooterKeysOfForms(t *testing.T) {
	for _, form := range formCases() {
		m := fake.NewMemory(t)
		atWork(t, m, formRun(t, m), 120, 36, func(d *tuitest.Driver) {
			form.open(d)
			for range 5 {
				app := d.Model().(App)
				before := app.View()
				for _, c := range app.top().Commands(app.worldOf(len(app.stack) - 1)) {
					if c.Hidden || c.Why != "" {
						continue
					}
					after, cmd := app.Update(tuitest.InputKey(c.Binding.Keys()[0]))
					if v := after.(App).View(); cmd == nil && v.Content == before.Content && *v.Cursor == *before.Cursor {
						t.Errorf("%s: %s (%s) did nothing:\n%s", form.name, c.Binding.Help().Key, c.Title, before.Content)
					}
				}
				d.Press("shift+tab")
			}
		})
	}
}

// TestHeldKeysRecordNothingForGood holds keys down on each form, 40 times at 30
// a second.
func TestHeldKeysRecordNothingForGood(t *testing.T) {
	fake.TakesLong(t)
	for _, form := range formCases() {
		t.Run(form.name, func(t *testing.T) {
			keys := []string{"enter"}
			if slices.Contains([]string{"decision", "close", "handover"}, form.name) {
				keys = append(keys, "space", "ctrl+s", "d", "y", "right", "down", "tab", "1", "2", "esc", "x", "j")
			}
			for _, key := range keys {
				m := fake.NewMemory(t)
				id := formRun(t, m)
				atWork(t, m, id, 50, 15, func(d *tuitest.Driver) {
					form.open(d)
					for range 40 {
						d.Press(key)
						d.Wait(33 * time.Millisecond)
					}
				})
				for _, e := range m.Run[id].Entries()[4:] {
					switch ev := e.Event.(type) {
					case run.Closed, run.HandedOver:
						t.Errorf("holding %s recorded %T", key, ev)
					case run.FactRecorded:
						if ev.Fact == "risk" {
							t.Errorf("holding %s recorded a decision", key)
						}
					}
				}
			}
		})
	}
}

// TestEarlyKeysRecordNothing opens each form by its key and presses enter at
// once, as a key held down does.
func TestEarlyKeysRecordNothing(t *testing.T) {
	fake.TakesLong(t)
	for _, key := range []string{"s", "b", "F", "space", "n", "e", "d"} {
		m := fake.NewMemory(t)
		id := formRun(t, m)
		m.Draft[id] = map[string]string{
			"skipped/count": "a draft", "blocked/count": "a draft", "failed/count": "a draft", "done/count": "a draft",
			"note/count": "a draft", "evidence/count": "/a/draft", "fact/kinds": "names",
		}
		atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
			d.Send(screen.JumpMsg{Step: "count"})
			before := m.Writes
			d.Press(key)
			for range 60 { // two seconds of a key held down
				d.Press("enter")
				d.Wait(33 * time.Millisecond)
			}
			if m.Writes != before {
				d.T.Errorf("%s and enter held down recorded %T", key, m.Last(id))
			}
		})
	}
}

func TestTypedLettersAreNeverDropped(t *testing.T) {
	m := fake.NewMemory(t)
	atWork(t, m, formRun(t, m), 80, 24, func(d *tuitest.Driver) {
		d.Send(screen.JumpMsg{Step: "preserve"})
		d.Press("s")
		d.Type("q? :d1yx J")
		shows(d, "| q? :d1yx J")
	})
}

func TestEscKeepsADraft(t *testing.T) {
	m := fake.NewMemory(t)
	id := formRun(t, m)
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		d.Send(screen.JumpMsg{Step: "preserve"})
		slowly(d, "s")
		d.Type("the portal is down")
		slowly(d, "tab")
		d.Type("-15m")
		slowly(d, "esc")
		shows(d, "Nothing was recorded. What you typed is kept as a draft.")
		want := map[string]string{"skipped/preserve": "the portal is down", "skipped/preserve/when": "2026-11-21 03:26:43 +01:00"}
		for field, text := range want {
			if got := m.Draft[id][field]; got != text {
				d.T.Errorf("draft %s is %q, want %q", field, got, text)
			}
		}
		d.Wait(time.Minute)
		slowly(d, "s")
		shows(d, "the portal is down", "= Sat 2026-11-21 03:26 +01:00", "This is your draft from before.")
		slowly(d, "enter")
		if e := m.Run[id].Last(); e.Event != (run.StepSkipped{Step: "preserve", Reason: "the portal is down"}) || e.At.Format("15:04:05") != "03:26:43" {
			d.T.Errorf("recorded %+v at %v", e.Event, e.At)
		}
		if len(m.Draft[id]) != 0 {
			d.T.Errorf("drafts are left: %v", m.Draft[id])
		}
	})
}

// TestLeavingKeepsADraft leaves in every way there is, right after a key.
func TestLeavingKeepsADraft(t *testing.T) {
	for name, leave := range map[string]func(*tuitest.Driver){
		"ctrl+c":  func(d *tuitest.Driver) { d.Press("ctrl+c", "ctrl+c") },
		"suspend": func(d *tuitest.Driver) { d.Press("ctrl+z") },
		"signal":  func(d *tuitest.Driver) { d.Send(screen.LeaveMsg{Code: exitHangup, How: screen.Forced}) },
		"pause":   func(d *tuitest.Driver) { d.Wait(form.DraftWithin) },
	} {
		t.Run(name, func(t *testing.T) {
			m := fake.NewMemory(t)
			id := formRun(t, m)
			atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
				d.Send(screen.JumpMsg{Step: "preserve"})
				slowly(d, "n")
				d.Type("half a sen")
				leave(d)
			})
			if got := m.Draft[id]["note/preserve"]; got != "half a sen" {
				t.Errorf("the draft is %q", got)
			}
		})
	}
}

// TestDraftsComeWithinAMoment checks that a key is on disk soon, and that quick
// typing is not one write for each key.
func TestDraftsComeWithinAMoment(t *testing.T) {
	m := fake.NewMemory(t)
	id := formRun(t, m)
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		d.Send(screen.JumpMsg{Step: "preserve"})
		slowly(d, "n")
		d.Type("abc")
		if got := m.Draft[id]["note/preserve"]; got != "" {
			d.T.Errorf("the draft is %q before anybody paused", got)
		}
		d.Wait(form.DraftWithin)
		if got := m.Draft[id]["note/preserve"]; got != "abc" {
			d.T.Errorf("the draft is %q after %v", got, form.DraftWithin)
		}
		shows(d, "draft kept 03:41:42")
	})
}

// TestNoDraftComesBack records at once after typing: no late write may bring
// the draft back.
func TestNoDraftComesBack(t *testing.T) {
	m := fake.NewMemory(t)
	id := formRun(t, m)
	slow := &slowDrafts{Memory: m, delay: 300 * time.Millisecond}
	driveOn(t, slow, id, func(d *tuitest.Driver) {
		d.Send(screen.JumpMsg{Step: "preserve"})
		slowly(d, "s")
		d.Type("gone")
		d.Wait(form.DraftWithin) // the draft is on its way now
		d.Press("enter")
		d.Wait(2 * time.Second)
		if ev, ok := m.Last(id).(run.StepSkipped); !ok || ev.Reason != "gone" {
			d.T.Errorf("recorded %+v", m.Last(id))
		}
		if len(m.Draft[id]) != 0 {
			d.T.Errorf("drafts came back: %v", m.Draft[id])
		}
		showsNot(d, "Skip 1.1")
	})
}

// hasRole and leads record a name as the programs of before did, which took any.
func hasRole(role, name string) run.Intention {
	return func(run.Run) (run.Event, error) { return run.RoleTaken{Role: role, Name: name}, nil }
}

func leads(name string) run.Intention {
	return func(run.Run) (run.Event, error) { return run.HandedOver{To: name, Text: name}, nil }
}

// slowDrafts is a journal whose drafts take a while.
type slowDrafts struct {
	*fake.Memory
	delay time.Duration
}

func (s *slowDrafts) SaveDraft(id, by, field, text string) error {
	time.Sleep(s.delay) // in a synctest bubble: no real time passes
	return s.Memory.SaveDraft(id, by, field, text)
}

func (s *slowDrafts) TakeDraft(id, by, field string) (string, error) {
	time.Sleep(s.delay)
	return s.Memory.TakeDraft(id, by, field)
}

// driveOn is atWork on another journal.
func driveOn(t *testing.T, j screen.Journal, id string, script func(*tuitest.Driver)) {
	t.Helper()
	m := fake.NewMemory(t)
	tuitest.RunNew(t, func(ctx context.Context) tea.Model {
		return New(screen.Config{Reader: j, Writer: j, Library: m, By: "maria", Now: tuitest.Clock(fake.Began.Add(30 * time.Minute)), Context: ctx, Open: id, ASCII: true})
	}, 80, 24, func(d *tuitest.Driver) {
		d.Wait(time.Second)
		d.Press("enter")
		script(d)
	})
}

var errFull = errors.New("no space left on device")

// TestFailedWriteKeepsTheForm fills the disk under a form.
func TestFailedWriteKeepsTheForm(t *testing.T) {
	m := fake.NewMemory(t)
	id := formRun(t, m)
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		d.Send(screen.JumpMsg{Step: "preserve"})
		slowly(d, "s")
		d.Type("the portal is down")
		d.Wait(time.Second)
		m.Err = errFull
		slowly(d, "enter")
		shows(d, "NOT SAVED", "| the portal is down", "What you typed is still here.")
		m.Err = nil
		slowly(d, "enter")
		if ev, ok := m.Last(id).(run.StepSkipped); !ok || ev.Reason != "the portal is down" {
			d.T.Errorf("after the disk had space again: %+v", m.Last(id))
		}
		showsNot(d, "NOT SAVED")
	})
}

// TestEscSavesOnceTheDiskHasRoom fills the disk under a note. Esc tries again each
// time, so the first one after there is room saves; and nobody is held whose draft
// is on disk.
func TestEscSavesOnceTheDiskHasRoom(t *testing.T) {
	for _, test := range []struct {
		name  string
		early bool // the disk is full before anything is typed
		room  bool // there is room again before the second esc
	}{
		{name: "draft on disk, room again", room: true},
		{name: "no draft on disk, room again", early: true, room: true},
		{name: "draft on disk, still full"},
		{name: "no draft on disk, still full", early: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := fake.NewMemory(t)
			id := formRun(t, m)
			atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
				slowly(d, "n")
				if test.early {
					m.Err = errFull
				}
				d.Type("the portal is down")
				d.Wait(time.Second)
				m.Err = errFull
				slowly(d, "esc")
				shows(d, "NOT SAVED", "the portal is down")
				if test.room {
					m.Err = nil
				}
				slowly(d, "esc")
				note, saved := m.Last(id).(run.NoteAdded)
				if saved != test.room || saved && note.Text != "the portal is down" {
					d.T.Errorf("the last entry is %+v", m.Last(id))
				}
				switch {
				case test.room:
					showsNot(d, "Note on ")
				case test.early: // it is nowhere else
					shows(d, "Note on ", "the portal is down")
				default:
					shows(d, "What you typed is kept as a draft.")
				}
				m.Err = nil
				slowly(d, "esc")
				showsNot(d, "Note on ")
			})
		})
	}
}

// TestUnkeptTextIsNotCalledKept fills the disk: nothing says that drafts are kept
// until they are.
func TestUnkeptTextIsNotCalledKept(t *testing.T) {
	m := fake.NewMemory(t)
	id := formRun(t, m)
	atWork(t, m, id, 120, 36, func(d *tuitest.Driver) {
		slowly(d, "n")
		shows(d, "Every keystroke is kept as a draft.")
		m.Err = errFull
		d.Type("the portal is down")
		d.Wait(time.Second)
		shows(d, "NOT SAVED", "No draft of this is kept yet.")
		showsNot(d, "is kept as a draft")
		m.Err = nil
		d.Wait(2 * time.Second) // after which it is tried again
		shows(d, "draft kept ")
		showsNot(d, "No draft of this")
	})
}

// TestUnkeptTextStaysOpen fills the disk before a draft is kept: esc does not
// close what is nowhere else, and when there is space again it is kept without
// another key.
func TestUnkeptTextStaysOpen(t *testing.T) {
	m := fake.NewMemory(t)
	id := formRun(t, m)
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		d.Send(screen.JumpMsg{Step: "preserve"})
		slowly(d, "s")
		m.Err = errFull
		d.Type("the portal is down")
		slowly(d, "esc")
		shows(d, "NOT SAVED", "| the portal is down", "What you typed is only here.")
		m.Err, m.Draft[id] = nil, nil
		d.Wait(2 * time.Second) // after which it is tried again
		if got := m.Draft[id]["skipped/preserve"]; got != "the portal is down" {
			d.T.Errorf("the draft is %q", got)
		}
		showsNot(d, "NOT SAVED")
		slowly(d, "esc")
		showsNot(d, "Skip 1.1")
	})
}

// TestRefusalKeepsTheForm lets somebody else settle the step meanwhile.
func TestRefusalKeepsTheForm(t *testing.T) {
	m := fake.NewMemory(t)
	id := formRun(t, m)
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		d.Send(screen.JumpMsg{Step: "isolate"})
		slowly(d, "s")
		d.Type("no hosts")
		if _, err := m.Record(m.Run[id], run.Stamp{By: "jo", Now: fake.Began.Add(31 * time.Minute)}, run.CompleteStep("isolate", "")); err != nil {
			d.T.Fatal(err)
		}
		slowly(d, "enter")
		shows(d, "| no hosts", "already done by jo")
	})
}

func TestPastes(t *testing.T) {
	m := fake.NewMemory(t)
	atWork(t, m, formRun(t, m), 80, 24, func(d *tuitest.Driver) {
		d.Send(screen.JumpMsg{Step: "preserve"})
		slowly(d, "n")
		d.Paste("one\r\ntwo\rthree \x1b[31mred\x00")
		shows(d, "| one  ", "| two  ", `| three \x1b[31mred\x00`)
		d.Paste(strings.Repeat("x", run.NoteLimit))
		shows(d, "What you pasted (64.0 KB) is too long for here.")
		showsNot(d, "xxx")
	})
}

// TestBlankDraft keeps no draft of blanks alone: it would be listed as a text that
// nobody recorded, and hold nothing.
func TestBlankDraft(t *testing.T) {
	m := fake.NewMemory(t)
	id := formRun(t, m)
	atWork(t, m, id, 120, 36, func(d *tuitest.Driver) {
		slowly(d, "n", "enter", "space", "enter")
		d.Wait(time.Second)
		slowly(d, "esc")
		showsNot(d, "not recorded")
		showsNot(d, "kept as a draft")
		if len(m.Draft[id]) != 0 {
			d.T.Errorf("drafts are left: %q", m.Draft[id])
		}
	})
}

// TestPasteTooLong says that nothing was taken where something is looked for by
// typing, as the forms do: what enter takes there is otherwise the first of all.
func TestPasteTooLong(t *testing.T) {
	m := fake.NewMemory(t)
	atWork(t, m, formRun(t, m), 80, 24, func(d *tuitest.Driver) {
		for _, keys := range [][]string{{":"}, {"/"}, {"esc", "t", "/"}} {
			slowly(d, keys...)
			d.Paste(strings.Repeat("x", 5000))
			shows(d, "What you pasted (4.9 KB) is too long for here. Nothing of it was taken.")
			slowly(d, "esc")
		}
	})
}

// TestPasteInPieces: of a long paste that comes in pieces, as over a slow line, no
// piece is taken behind one that found no room, and what was taken is said.
func TestPasteInPieces(t *testing.T) {
	m := fake.NewMemory(t)
	id := formRun(t, m)
	atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
		d.Send(screen.JumpMsg{Step: "preserve"})
		slowly(d, "n")
		d.Paste("the beginning ")
		d.Wait(100 * time.Millisecond)
		d.Paste(strings.Repeat("m", run.NoteLimit))
		shows(d, "is too long for here. Only its beginning", "was taken: 14 B.")
		d.Wait(time.Second)
		d.Paste("the end")
		shows(d, "What you pasted (64.0 KB) is too long for here. Only its beginning", "| the beginning ")
		showsNot(d, "the end")
		d.Wait(3 * time.Second)
		d.Paste("another")
		shows(d, "| the beginning another")
		showsNot(d, "too long")
		d.Paste(strings.Repeat("n", run.NoteLimit))
		d.Type("! ")
		d.Paste("a third")
		shows(d, "| the beginning another! a third")
		slowly(d, "ctrl+s")
		if got := m.Run[id].Last().Event.(run.NoteAdded).Text; got != "the beginning another! a third" {
			t.Errorf("recorded %q", got)
		}
	})
}

func TestWhen(t *testing.T) {
	for _, test := range []struct{ typed, echo, at string }{
		{"", "(only if it was earlier)", "03:41:4"},
		{"now", "= Sat 2026-11-21 03:41 +01:00", "03:41:4"},
		{"03:10", "= Sat 2026-11-21 03:10 +01:00", "03:10:00"},
		{"-15m", "= Sat 2026-11-21 03:26 +01:00", "03:26:4"},
		{"2026-11-20 23:50", "= Fri 2026-11-20 23:50 +01:00", "23:50:00"},
		{"Fri 23:50", "= Fri 2026-11-20 23:50 +01:00 (the last Friday)", "23:50:00"},
		{"23:50", "= Fri 2026-11-20 23:50 +01:00 (yesterday)", "23:50:00"},
		{"03:50", "like 03:10, -15m or 2026-11-21 03:10", ""}, // today or yesterday?
		{"soon", "like 03:10, -15m or 2026-11-21 03:10", ""},
		{"2026-11-22 12:00", "= Sun 2026-11-22 12:00 +01:00", ""},
	} {
		t.Run(test.typed, func(t *testing.T) {
			m := fake.NewMemory(t)
			id := formRun(t, m)
			atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
				d.Send(screen.JumpMsg{Step: "preserve"})
				slowly(d, "s")
				d.Type("why")
				d.Press("tab")
				d.Type(test.typed)
				shows(d, test.echo)
				slowly(d, "enter")
				e := m.Run[id].Last()
				_, skipped := e.Event.(run.StepSkipped)
				if skipped != (test.at != "") || skipped && !strings.HasPrefix(e.At.Format("15:04:05"), test.at) {
					d.T.Errorf("%q recorded %+v at %v", test.typed, e.Event, e.At)
				}
				if test.at == "" {
					shows(d, "| why")
				}
			})
		})
	}
}

// TestTabGoesRound goes through all stops of a guarded form and back.
func TestTabGoesRound(t *testing.T) {
	m := fake.NewMemory(t)
	atWork(t, m, formRun(t, m), 80, 24, func(d *tuitest.Driver) {
		d.Send(screen.JumpMsg{Step: "judge"})
		slowly(d, "d")
		var there, back []string
		place := func() string { return fmt.Sprint(d.Cursor()) }
		for range 5 {
			there = append(there, place())
			d.Press("tab")
		}
		for range 5 {
			d.Press("shift+tab")
			back = append(back, place())
		}
		slices.Reverse(back)
		if !slices.Equal(there, back) || len(slices.Compact(slices.Sorted(slices.Values(there)))) != 5 {
			d.T.Errorf("tab stops at %v, shift+tab at %v", there, back)
		}
	})
}

// TestHostileTextInForms opens every form on a run in which people tried to
// drive the terminal, and goes on trying. The driver fails the test if anything
// would be obeyed.
func TestHostileTextInForms(t *testing.T) {
	const evil = "\x1b]52;c;eA==\a\u202e\u009b2J\r\x00"
	m := fake.NewMemory(t)
	id := m.Begin(t, "eve"+evil,
		run.RecordFact("risk", playbook.TextValue("high"), evil, ""),
		run.RecordFact("affected", playbook.NumberValue(3), evil, ""),
		hasRole("it", evil), leads(evil),
		run.AddEvidence(run.EvidenceAdded{Step: "preserve", Name: evil, Path: "/" + evil}),
	)
	m.Draft[id] = map[string]string{"skipped/preserve": evil, "fact/kinds": evil, "role": evil, "close/when": evil}
	for _, form := range formCases() {
		atWork(t, m, id, 80, 24, func(d *tuitest.Driver) {
			form.open(d)
			for range 4 {
				d.Paste(evil)
				slowly(d, "tab")
			}
			slowly(d, "enter", "esc", "esc")
		})
	}
}
