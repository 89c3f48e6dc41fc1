package tui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
	"cordon/tui/draw"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// undoing is a run with something to undo, twenty times.
func undoing(t *testing.T, m *fake.Memory) string {
	var ticks []run.Intention
	for range 10 {
		ticks = append(ticks, run.TickCheck("preserve", 1), run.ClearCheck("preserve", 1))
	}
	return m.Begin(t, "maria", ticks...)
}

// onRun plays a script on a run, and gives it what it may ask of the App.
func onRun(t *testing.T, m *fake.Memory, script func(d *tuitest.Driver, a func() App)) {
	t.Helper()
	id := undoing(t, m)
	driveRun(t, m, screen.Config{Open: id, ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		script(d, func() App { return d.Model().(App) })
	})
}

func TestQuitWaitsForTheLastWrite(t *testing.T) {
	m := fake.NewMemory(t)
	onRun(t, m, func(d *tuitest.Driver, a func() App) {
		before := m.Writes
		m.Delay = 300 * time.Millisecond
		d.Press("u", "u", "ctrl+c")
		shows(d, "Saving. ctrl+c again to quit when it is done.")
		d.Press("ctrl+c")
		if d.Quit() {
			d.T.Fatal("the program ended before the writes were answered")
		}
		d.Press("u", "q", "esc") // dropped
		d.Wait(400 * time.Millisecond)
		if d.Quit() {
			d.T.Fatal("the program ended before the second write was answered")
		}
		d.Wait(time.Second)
		if !d.Quit() || a().ExitCode() != exitInterrupted {
			d.T.Errorf("quit = %t with code %d, want true with %d", d.Quit(), a().ExitCode(), exitInterrupted)
		}
		if got := m.Writes - before; got != 2 {
			d.T.Errorf("%d changes were written, want 2", got)
		}
	})
}

func TestHomeWaitsForTheLastWrite(t *testing.T) {
	m := fake.NewMemory(t)
	onRun(t, m, func(d *tuitest.Driver, a func() App) {
		before := m.Writes
		m.Delay = time.Second
		d.Press("u", "u", "u", "q")
		if !a().Opened {
			d.T.Fatal("the run was left before the writes were answered")
		}
		d.Wait(4 * time.Second)
		if a().Opened || m.Writes-before != 3 {
			d.T.Errorf("opened = %t after %d writes, want false after 3", a().Opened, m.Writes-before)
		}
		shows(d, "cordon  runs")
	})
}

func TestSuspendWaitsForTheLastWrite(t *testing.T) {
	m := fake.NewMemory(t)
	onRun(t, m, func(d *tuitest.Driver, a func() App) {
		m.Delay = time.Second
		d.Press("u", "ctrl+z")
		if d.Suspended() != 0 {
			d.T.Error("went to the background with a write under way")
		}
		d.Wait(2 * time.Second)
		if d.Suspended() != 1 || a().busy() {
			d.T.Errorf("suspended %d times, want once; busy = %t", d.Suspended(), a().busy())
		}
	})
}

func TestThirdInterruptDoesNotWait(t *testing.T) {
	m := fake.NewMemory(t)
	onRun(t, m, func(d *tuitest.Driver, a func() App) {
		m.Delay = time.Hour
		d.Press("u", "ctrl+c", "ctrl+c")
		shows(d, "ctrl+c again to quit without waiting.")
		if d.Quit() {
			d.T.Fatal("the program ended with a write under way")
		}
		d.Press("ctrl+c")
		if !d.Quit() || a().ExitCode() != exitNotSaved {
			d.T.Errorf("quit = %t with code %d, want true with %d", d.Quit(), a().ExitCode(), exitNotSaved)
		}
	})
}

// Ctrl+c twice ends the program although a write never ends.
func TestSecondInterruptDoesNotWaitForEver(t *testing.T) {
	m := fake.NewMemory(t)
	onRun(t, m, func(d *tuitest.Driver, a func() App) {
		m.Delay = time.Hour
		d.Press("u", "ctrl+c", "ctrl+c")
		d.Wait(quitWithin - time.Millisecond)
		if d.Quit() {
			d.T.Fatal("the program did not wait for the write")
		}
		d.Wait(2 * time.Millisecond)
		if !d.Quit() || a().ExitCode() != exitNotSaved {
			d.T.Errorf("quit = %t with code %d, want true with %d", d.Quit(), a().ExitCode(), exitNotSaved)
		}
	})
}

func TestInterruptsMustFollowEachOther(t *testing.T) {
	m := fake.NewMemory(t)
	onRun(t, m, func(d *tuitest.Driver, a func() App) {
		d.Press("ctrl+c", "j", "ctrl+c")
		d.Wait(3 * time.Second)
		d.Press("ctrl+c")
		if d.Quit() {
			d.T.Error("ctrl+c with a key or a while in between ended the program")
		}
	})
}

// TestFailedWrite goes through a disk that is full for a while.
func TestFailedWrite(t *testing.T) {
	m := fake.NewMemory(t)
	onRun(t, m, func(d *tuitest.Driver, a func() App) {
		before := m.Writes
		m.Err = errors.New("no space left on device")
		d.Press("u")
		shows(d, "NOT SAVED: no space left on device", "        NOT SAVED\n")
		d.Press("j", "t", "esc", "M")
		shows(d, "Could not undo: no space left on device", "NOT SAVED: no space")
		d.Press("esc", "ctrl+c")
		shows(d, "NOT SAVED")
		if d.Quit() {
			d.T.Fatal("the program ended")
		}
		m.Err = nil
		d.Press("u")
		if strings.Contains(d.Frame(), "NOT SAVED") || m.Writes != before+1 {
			d.T.Errorf("after a write that succeeded, %d in all:\n%s", m.Writes-before, d.Frame())
		}
		shows(d, "saved")
	})
}

func TestChangesBehindAFailedOneAreDropped(t *testing.T) {
	m := fake.NewMemory(t)
	onRun(t, m, func(d *tuitest.Driver, a func() App) {
		before := m.Writes
		m.Delay, m.Err = time.Second, errors.New("no space left on device")
		d.Press("u", "u", "u")
		d.Wait(1500 * time.Millisecond)
		m.Err = nil
		d.Wait(10 * time.Second)
		if m.Writes != before || len(a().queue) != 0 {
			d.T.Errorf("%d changes were written and %d wait, want none", m.Writes-before, len(a().queue))
		}
	})
}

func TestFailedWriteTakesLeavingBack(t *testing.T) {
	m := fake.NewMemory(t)
	onRun(t, m, func(d *tuitest.Driver, a func() App) {
		m.Delay, m.Err = quitWithin/2, errors.New("no space left on device")
		d.Press("u", "ctrl+c", "ctrl+c")
		d.Wait(2 * time.Second)
		if d.Quit() {
			d.T.Fatal("the program ended on a write that failed")
		}
		shows(d, "NOT SAVED")
		d.Press("u", "q")
		d.Wait(2 * time.Second)
		if !a().Opened {
			d.T.Fatal("the run was left on a write that failed")
		}
		d.Press("ctrl+c")
		shows(d, "NOT SAVED")
		d.Press("ctrl+c")
		if !d.Quit() {
			d.T.Error("who was told and quits again stays")
		}
	})
}

func TestSignalEndsWhateverHappens(t *testing.T) {
	m := fake.NewMemory(t)
	onRun(t, m, func(d *tuitest.Driver, a func() App) {
		m.Delay, m.Err = time.Second, errors.New("no space left on device")
		d.Press("u")
		d.Send(screen.LeaveMsg{Code: exitTerminated, How: screen.Forced})
		d.Wait(2 * time.Second)
		if !d.Quit() || a().ExitCode() != exitTerminated {
			d.T.Errorf("quit = %t with code %d, want true with %d", d.Quit(), a().ExitCode(), exitTerminated)
		}
	})
}

func TestUnknownKeys(t *testing.T) {
	m := fake.NewMemory(t)
	onRun(t, m, func(d *tuitest.Driver, a func() App) {
		const text = "No action on Q here. ? shows the keys."
		d.Press("Q")
		shows(d, text)
		for range 50 {
			d.Press("Q", "f5", "ctrl+p", "alt+x", "[")
			if strings.Contains(d.Frame(), "No action") {
				d.T.Fatalf("said again within a minute:\n%s", d.Frame())
			}
		}
		d.Wait(time.Minute)
		d.Press("Q")
		shows(d, text)
		if n := len(a().Log); n != 0 {
			d.T.Errorf("%d messages are kept, want none", n)
		}
	})
}

// TestSecondRunIsNotShown asks for two runs at once.
func TestSecondRunIsNotShown(t *testing.T) {
	m := fake.NewMemory(t)
	other := m.Begin(t, "maria")
	onRun(t, m, func(d *tuitest.Driver, a func() App) {
		id := a().Run.ID()
		d.Press("n")
		r, _ := m.Load(other)
		d.Send(screen.OpenedMsg{Run: r, Mark: "x"})
		if a().Run.ID() != id || len(a().stack) != 3 {
			d.T.Errorf("run %s with %d screens shows, want %s with 3", a().Run.ID(), len(a().stack), id)
		}
	})
}

func TestDraftsOfAnotherRun(t *testing.T) {
	m := fake.NewMemory(t)
	onRun(t, m, func(d *tuitest.Driver, a func() App) {
		d.Send(screen.DraftKeptMsg{Run: "other", Field: "note/preserve", Text: "not for here"})
		if len(a().Drafts) != 0 {
			d.T.Errorf("drafts = %q, want none", a().Drafts)
		}
		d.Send(screen.DraftKeptMsg{Run: a().Run.ID(), Field: "note/preserve", Text: "for here"})
		d.Send(screen.DraftKeptMsg{Run: a().Run.ID(), Field: "note/tidy", Text: ""})
		if len(a().Drafts) != 1 {
			d.T.Errorf("drafts = %q, want one", a().Drafts)
		}
	})
}

// TestClosedByOthers sees somebody else close the run.
func TestClosedByOthers(t *testing.T) {
	m := fake.NewMemory(t)
	onRun(t, m, func(d *tuitest.Driver, a func() App) {
		id := a().Run.ID()
		if _, err := m.Record(m.Run[id], run.Stamp{By: "a.khan", Now: fake.Began.Add(time.Hour)}, run.Close("all is well")); err != nil {
			d.T.Fatal(err)
		}
		d.Wait(time.Second)
		shows(d, "READ-ONLY REVIEW", "a.khan: run closed")
		before := m.Writes
		d.Press("u", "space", "s", "x")
		if m.Writes != before {
			d.T.Errorf("%d changes were written", m.Writes-before)
		}
	})
}

// A probe is a dialog that writes down what reaches it and answers as told.
type probe struct {
	name   string
	log    *[]string
	answer func(tea.Msg) screen.Reply
}

func (p probe) Update(_ *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	*p.log = append(*p.log, fmt.Sprintf("%s %T", p.name, msg))
	if p.answer == nil {
		return p, screen.Reply{}
	}
	return p, p.answer(msg)
}
func (p probe) Commands(*screen.World) []screen.Command    { return nil }
func (p probe) Header(*screen.World) []string              { return nil }
func (p probe) View(*screen.World) ([]string, *tea.Cursor) { return []string{p.name}, nil }
func (p probe) Typing() bool                               { return true }
func (p probe) Title(*screen.World) string                 { return p.name }

// names lists the probes on the stack.
func names(a App) []string {
	var all []string
	for _, s := range a.stack[1:] {
		all = append(all, s.(probe).name)
	}
	return all
}

// TestTwoDialogs broadcasts to dialogs that leave, open others and tell.
func TestTwoDialogs(t *testing.T) {
	type news struct{}
	type told struct{}
	var log []string
	named := func(name string, answer func(tea.Msg) screen.Reply) probe { return probe{name, &log, answer} }
	on := func(r screen.Reply) func(tea.Msg) screen.Reply {
		return func(msg tea.Msg) screen.Reply {
			if _, ok := msg.(news); ok {
				return r
			}
			return screen.Reply{}
		}
	}
	for _, test := range []struct {
		what      string
		low, high func(tea.Msg) screen.Reply
		stack     string
		log       string
	}{
		{"nobody leaves", nil, nil, "low high", "high news, low news"},
		{"the lower leaves", on(screen.Reply{Leave: true}), nil, "high", "high news, low news"},
		{"the higher leaves", nil, on(screen.Reply{Leave: true}), "low", "high news, low news"},
		{"both leave", on(screen.Reply{Leave: true}), on(screen.Reply{Leave: true}), "", "high news, low news"},
		{"the lower opens another and leaves", on(screen.Reply{Leave: true, Open: named("next", nil)}), nil, "high next", "high news, low news, next shown"},
		{"the higher opens another and leaves", nil, on(screen.Reply{Leave: true, Open: named("next", nil)}), "low next", "high news, next shown, low news"},
		{"the higher leaves and tells", nil, on(screen.Reply{Leave: true, Tell: told{}}), "low", "high news, low told, low news"},
		{"both leave and open", on(screen.Reply{Leave: true, Open: named("a", nil)}), on(screen.Reply{Leave: true, Open: named("b", nil)}), "b a", "high news, b shown, low news, a shown"},
	} {
		log = nil
		m := fake.NewMemory(t)
		a := New(screen.Config{Reader: m, Writer: m, Library: m})
		a.size.width, a.size.height, a.Window = 80, 24, draw.Normal
		a.stack = append(a.stack, named("low", test.low), named("high", test.high))
		before := slices.Clone(a.stack)
		next, _ := a.Update(news{})
		if got := strings.Join(names(next.(App)), " "); got != test.stack {
			t.Errorf("%s: on the stack are %q, want %q", test.what, got, test.stack)
		}
		got := strings.NewReplacer("tui.", "", "screen.Shown", "shown", "Msg", "").Replace(strings.Join(log, ", "))
		if got != test.log {
			t.Errorf("%s: heard %q, want %q", test.what, got, test.log)
		}
		for i := range before[1:] {
			if before[i+1].(probe).name != a.stack[i+1].(probe).name {
				t.Errorf("%s: the App before has another stack now", test.what)
			}
		}
	}
}

// TestChangeInReviewIsAnswered checks that a screen that asks for a change
// where there can be none hears so.
func TestChangeInReviewIsAnswered(t *testing.T) {
	var log []string
	m := fake.NewMemory(t)
	id := undoing(t, m)
	drive(t, m, screen.Config{Open: id, Review: true}, 80, 24, func(d *tuitest.Driver) {
		a := d.Model().(App)
		a.stack = append(a.stack[:2:2], probe{"form", &log, nil})
		next, _ := a.answer(screen.Reply{Change: &screen.Change{Decide: run.Undo("maria", 0)}})
		if strings.Join(log, " ") != "form screen.RefusedMsg" || len(next.queue) != 0 {
			d.T.Errorf("heard %q, %d changes wait; want a refusal and none", log, len(next.queue))
		}
	})
}

// TestAnswersOvertakeEachOther delivers an answer that knows less than what
// shows already.
func TestAnswersOvertakeEachOther(t *testing.T) {
	m := fake.NewMemory(t)
	onRun(t, m, func(d *tuitest.Driver, a func() App) {
		id, mine := a().Run.ID(), a().Run
		if _, err := m.Record(m.Run[id], run.Stamp{By: "a.khan", Now: fake.Began.Add(time.Hour)}, run.AddNote("tidy", "news")); err != nil {
			d.T.Fatal(err)
		}
		d.Wait(time.Second)
		d.Send(screen.RecordedMsg{Run: mine})
		if got, want := a().Run.Head().Seq, mine.Head().Seq+1; got != want {
			d.T.Errorf("the run stands at entry %d, want %d", got, want)
		}
	})
}

// TestTinyWindow checks that nothing can be changed in a window in which
// nothing can be read, by key or by name, and that help is there.
func TestTinyWindow(t *testing.T) {
	m := fake.NewMemory(t)
	onRun(t, m, func(d *tuitest.Driver, a func() App) {
		before := m.Writes
		d.Resize(34, 6)
		shows(d, "window too small, need 40x10")
		d.Press("u", "space")
		shows(d, "The window is too small.")
		d.Press("?")
		shows(d, "Keys", "type to filter")
		d.Press("esc", ":")
		d.Type("undo")
		d.Wait(time.Second)
		d.Press("enter")
		shows(d, "The window is too small.")
		if m.Writes != before {
			d.T.Errorf("%d changes were written", m.Writes-before)
		}
		d.Press("ctrl+u", "esc", "q")
		shows(d, "cordon")
	})
}
