package tui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// eventfulRun has entries of several days, one recorded late, one recorded
// with the clock behind, one undone, and a long note.
func eventfulRun(t testing.TB, m *fake.Memory) string {
	t.Helper()
	id := fake.BusyRun(t, m)
	record := func(by string, at, now time.Time, decide run.Intention) {
		t.Helper()
		if _, err := m.Record(m.Run[id], run.Stamp{By: by, At: at, Now: now}, decide); err != nil {
			t.Fatal(err)
		}
	}
	night := fake.Began.Add(19 * time.Hour)
	record("a.khan", fake.Began.Add(18*time.Hour), night, run.UnblockStep("count", "the vendor called back"))
	record("a.khan", night.Add(-23*time.Hour), night.Add(time.Minute), run.AddNote("count", "seen in the logs of the day before"))
	record("a.khan", time.Time{}, night.Add(-time.Hour), run.TakeRole("it", "Jo Ortiz"))
	record("maria", time.Time{}, night.Add(7*time.Hour), run.AddNote("", strings.Repeat("A long note on the run as a whole. ", 12)))
	return id
}

// later is a clock for tests that look at eventfulRun.
func later() func() time.Time { return tuitest.Clock(fake.Began.Add(27 * time.Hour)) }

func TestTimeline(t *testing.T) {
	for _, size := range sizes[:3] {
		t.Run(size.name, func(t *testing.T) {
			m := fake.NewMemory(t)
			id := eventfulRun(t, m)
			driveRun(t, m, screen.Config{Open: id, ASCII: size.width != 80, Now: later()}, size.width, size.height, func(d *tuitest.Driver) {
				d.Press("t")
				golden.RequireEqual(d.T, d.Frame())
			})
		})
	}
}

func TestTimelineKeys(t *testing.T) {
	m := fake.NewMemory(t)
	id := eventfulRun(t, m)
	driveRun(t, m, screen.Config{Open: id, ASCII: true, Now: later()}, 80, 24, func(d *tuitest.Driver) {
		shows := func(what string, want ...string) {
			d.T.Helper()
			for _, w := range want {
				if !strings.Contains(d.Frame(), w) {
					d.T.Errorf("%s does not show %q:\n%s", what, w, d.Frame())
				}
			}
		}
		d.Press("t")
		shows("timeline", "Timeline", "12 entries", "times CET", "> 05:11:40 #12")
		d.Press("enter")
		shows("enter on an entry of the run", "Entry #12 is about the run, not about a step.")
		d.Press("z")
		shows("z", "times UTC", "> 04:11:40 #12")
		d.Press("z", "G")
		shows("G", "> 03:11:40 #1 ")
		d.Press("g", "down", "j", "k", "pgdown", "pgup")
		shows("moving", "> 05:11:40 #12")
		d.Press("tab")
		shows("tab", "filter: note", "3 of 12 entries", "#10", "recorded 22:12")
		d.Press("shift+tab", "shift+tab")
		shows("shift+tab", "filter: run", "1 of 12 entries")
		d.Press("esc")
		shows("esc", "filter: all", "12 entries", "> 03:11:40 #1 ")
		d.Press("/")
		d.Type("vendor Q")
		shows("a text that is nowhere", "0 of 12 entries", "No entry is like that.", "find > vendor Q")
		d.Press("backspace", "backspace", "down", "enter")
		shows("a text", `filter: all "vendor"`, "1 of 12 entries", "> 21:11:40 #9")
		d.Press("y")
		shows("y", "Entry #9 was sent to the terminal's clipboard.")
		if want := "2026-11-21 21:11:40 CET  #9  step  1.2  opened again: the vendor called back  by a.khan  recorded 22:11"; d.Clipboard() != want {
			d.T.Errorf("clipboard holds %q, want %q", d.Clipboard(), want)
		}
		d.Press("enter")
		shows("enter", "1.2  ")
		if strings.Contains(d.Frame(), "Timeline") {
			d.T.Errorf("enter does not leave the timeline:\n%s", d.Frame())
		}
		d.Press("t", "esc")
		if strings.Contains(d.Frame(), "Timeline") {
			d.T.Errorf("esc does not leave the timeline:\n%s", d.Frame())
		}
	})
}

// TestTimelineGrows watches others write while the timeline is up.
func TestTimelineGrows(t *testing.T) {
	m := fake.NewMemory(t)
	id := fake.BusyRun(t, m)
	driveRun(t, m, screen.Config{Open: id, ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		add := func(text string) {
			if _, err := m.Record(m.Run[id], run.Stamp{By: "a.khan", Now: fake.Began.Add(time.Hour)}, run.AddNote("tidy", text)); err != nil {
				d.T.Fatal(err)
			}
			d.Wait(time.Second)
		}
		d.Press("t")
		add("first news")
		if f := d.Frame(); !strings.Contains(f, "> 04:11:40 #9") || !strings.Contains(f, "first news") {
			d.T.Errorf("a cursor on the newest entry does not go with it:\n%s", f)
		}
		d.Press("down")
		add("second news")
		if f := d.Frame(); !strings.Contains(f, "> 03:18:40 #8 ") || !strings.Contains(f, "second news") {
			d.T.Errorf("the cursor does not stay on its entry:\n%s", f)
		}
		d.Press("tab")
		d.Press("down")
		add("third news")
		if f := d.Frame(); !strings.Contains(f, "> 04:11:40 #9 ") || !strings.Contains(f, "third news") || !strings.Contains(f, "4 of 11 entries") {
			d.T.Errorf("the notes do not grow:\n%s", f)
		}
	})
}

// TestTimelineHostileText shows entries that would like to be obeyed. The
// driver fails if a frame holds anything that is.
func TestTimelineHostileText(t *testing.T) {
	m := fake.NewMemory(t)
	evil := "\x1b]52;c;eA==\a\x1b[2J\r\nover\u202ewritten\u009b31m"
	id := m.Begin(t, evil, run.AddNote("tidy", evil), hasRole("it", evil), run.AddNote("", strings.Repeat(evil, 300)))
	driveRun(t, m, screen.Config{Open: id}, 80, 24, func(d *tuitest.Driver) {
		d.Press("t", "down", "down", "/")
		d.Paste(evil)
		d.Press("enter", "esc", "y")
		if strings.ContainsAny(d.Clipboard(), "\x1b\r\n\a") {
			d.T.Errorf("the clipboard holds %q", d.Clipboard())
		}
	})
}
