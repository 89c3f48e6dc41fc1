package tui

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// decidedRun has facts and decisions, some of them with an earlier value.
func decidedRun(t testing.TB, m *fake.Memory) string {
	return m.Begin(t, "maria",
		run.RecordFact("affected", playbook.NumberValue(120), "first guess", "count"),
		run.RecordFact("affected", playbook.NumberValue(12400), "", "count"),
		run.RecordFact("risk", playbook.TextValue("unlikely"), "only names", "judge"),
		run.RecordFact("risk", playbook.TextValue("high"), "cards were in it after all", "judge"),
	)
}

func TestFacts(t *testing.T) {
	for _, size := range sizes[:3] {
		t.Run(size.name, func(t *testing.T) {
			m := fake.NewMemory(t)
			id := decidedRun(t, m)
			driveRun(t, m, screen.Config{Open: id, ASCII: size.width != 80}, size.width, size.height, func(d *tuitest.Driver) {
				d.Press("v", "G")
				golden.RequireEqual(d.T, d.Frame())
			})
		})
	}
}

func TestFactsKeys(t *testing.T) {
	m := fake.NewMemory(t)
	id := decidedRun(t, m)
	driveRun(t, m, screen.Config{Open: id, ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		shows := func(what string, want ...string) {
			d.T.Helper()
			for _, w := range want {
				if !strings.Contains(d.Frame(), w) {
					d.T.Errorf("%s does not show %q:\n%s", what, w, d.Frame())
				}
			}
		}
		d.Press("v")
		shows("v", "Facts", "3 facts, 1 decision", "2 not recorded", ">[ ] When did we become certain?", "no step asks for it")
		d.Press("down")
		shows("down", ">[x] How many people are affected?", "12,400", "before: 120, because: first guess")
		d.Press("y")
		if want := "How many people are affected? 12,400  (2026-11-21 03:13 CET by maria, entry 3)"; d.Clipboard() != want {
			d.T.Errorf("clipboard holds %q, want %q", d.Clipboard(), want)
		}
		d.Press("enter")
		shows("enter", "Fact 1.2 (1 of 2)", "How many people are affected?")
		d.Press("esc")
		d.Press("G", "enter")
		shows("enter on a decision", "Decision 1.3", "How likely is harm to people?")
		d.Press("esc", ":")
		d.Type("go to the step")
		d.Press("enter")
		shows("to the step", "1.3  ")
		d.Press("v", "k", "pgup", "pgdown", "j", "g", "esc")
		shows("esc", "1.3  ")
	})
}

// TestFactsRecord records a fact and sees it in the list.
func TestFactsRecord(t *testing.T) {
	m := fake.NewMemory(t)
	id := decidedRun(t, m)
	driveRun(t, m, screen.Config{Open: id, ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		d.Press("v", "down", "enter")
		d.Wait(time.Second)
		d.Press("ctrl+u")
		d.Type("99")
		d.Press("enter", "tab", "ctrl+s")
		d.Wait(time.Second)
		if f := d.Frame(); !strings.Contains(f, ">[x] How many people are affected?") || !strings.Contains(f, "      99") || !strings.Contains(f, "before: 12,400") {
			d.T.Errorf("the new value does not show:\n%s", f)
		}
	})
}

func TestFactsReview(t *testing.T) {
	m := fake.NewMemory(t)
	id := decidedRun(t, m)
	driveRun(t, m, screen.Config{Open: id, Review: true, ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		before := m.Writes
		d.Press("v", "d")
		if f := d.Frame(); !strings.Contains(f, "look at only") || strings.Contains(f, "Fact 1") {
			d.T.Errorf("d does not say that nothing can be recorded:\n%s", f)
		}
		d.Press("enter")
		if f := d.Frame(); !strings.Contains(f, "No step records this.") {
			d.T.Errorf("enter does not say that there is no step:\n%s", f)
		}
		d.Press("down", "enter")
		if f := d.Frame(); !strings.Contains(f, "1.2  ") || strings.Contains(f, "Facts") {
			d.T.Errorf("enter does not go to the step:\n%s", f)
		}
		if m.Writes != before {
			d.T.Errorf("a review wrote %d entries", m.Writes-before)
		}
	})
}

func TestFactsHostileText(t *testing.T) {
	m := fake.NewMemory(t)
	evil := "\x1b]52;c;eA==\a\x1b[2J\r\nover\u202ewritten\u009b31m"
	id := m.Begin(t, evil, run.RecordFact("affected", playbook.NumberValue(1), evil, "count"), run.RecordFact("affected", playbook.NumberValue(2), evil, "count"))
	driveRun(t, m, screen.Config{Open: id}, 80, 24, func(d *tuitest.Driver) {
		d.Press("v", "down", "y")
		if strings.ContainsAny(d.Clipboard(), "\x1b\r\n\a") {
			d.T.Errorf("the clipboard holds %q", d.Clipboard())
		}
	})
}
