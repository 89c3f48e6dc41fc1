package tui

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"cordon/playbook/run"
	"cordon/tui/draw"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

func homeConfig(ascii bool) screen.Config {
	return screen.Config{ASCII: ascii, DataDir: "/home/maria/.local/share/cordon", Environ: []string{"HOME=/home/maria"}}
}

// A shot is a frame to keep: what there is, what is done, and what it is
// called.
type shot struct {
	name   string
	fill   func(testing.TB, *fake.Memory)
	cfg    screen.Config
	script func(*tuitest.Driver)
}

// shoot compares the frame after each shot, at each size, with the one kept.
func shoot(t *testing.T, shots []shot, sizes ...size) {
	for _, s := range shots {
		for _, size := range sizes {
			t.Run(s.name+"/"+size.name, func(t *testing.T) {
				m := fake.NewMemory(t)
				if s.fill != nil {
					s.fill(t, m)
				}
				drive(t, m, s.cfg, size.width, size.height, func(d *tuitest.Driver) {
					if s.script != nil {
						s.script(d)
					}
					golden.RequireEqual(d.T, d.Frame())
				})
			})
		}
	}
}

// press returns a script that presses keys, with a pause before each.
func press(keys ...string) func(*tuitest.Driver) {
	return func(d *tuitest.Driver) {
		for _, key := range keys {
			d.Wait(time.Second)
			d.Press(key)
		}
	}
}

func TestHome(t *testing.T) {
	shoot(t, []shot{
		{name: "full", fill: fake.FullHome, cfg: homeConfig(false)},
		{name: "empty", cfg: homeConfig(true)},
	}, sizes...)
	shoot(t, []shot{
		{name: "finding", fill: fake.FullHome, cfg: homeConfig(true), script: press("/", "l", "a", "p")},
		{name: "nothing found", fill: fake.FullHome, cfg: homeConfig(true), script: press("/", "x", "x")},
		{name: "damaged", cfg: homeConfig(true), fill: func(_ testing.TB, m *fake.Memory) {
			m.Err = errors.New("/home/maria/.local/share/cordon/cordon.db: the store is damaged: cannot read the summary of run k7m2x9qd: unexpected end of JSON input. Work on a copy of the file and salvage what is left")
		}},
		{name: "damaged among others", fill: func(t testing.TB, m *fake.Memory) {
			fake.FullHome(t, m)
			m.Err = fmt.Errorf("/home/maria/.local/share/cordon/cordon.db: the store is damaged: cannot read the summary of run k7m2x9qd: %w", run.ErrSummary)
		}, cfg: homeConfig(true)},
		{name: "broken playbook", fill: func(t testing.TB, m *fake.Memory) {
			fake.FullHome(t, m)
			m.More = []screen.Listed{{ID: "mine", Source: "/home/maria/.config/cordon/playbooks/mine.yaml", Problem: "line 3: unknown key \x1b]52;c;aGk=\a \"fases\""}}
		}, cfg: homeConfig(true), script: press("G", "enter")},
	}, sizes[1], sizes[2])
}

// TestHomeKeys walks the keys of the home.
func TestHomeKeys(t *testing.T) {
	m := fake.NewMemory(t)
	fake.FullHome(t, m)
	drive(t, m, homeConfig(true), 80, 24, func(d *tuitest.Driver) {
		steps := []struct{ key, want string }{
			{"j", "> run2      Laptop"}, {"down", "> run3      Bucket"}, {"k", "> run2      Laptop"}, {"up", "> run1      Mail"}, {"k", "> run1      Mail"},
			{"G", "> Phishing  1.0.0"}, {"end", "> Phishing"}, {"g", "> run1"}, {"pgdown", "> Phishing"}, {"pgup", "> run1"}, {"о", "> run2"}, {"home", "> run1"},
			{"esc", "Press q to leave"}, {"x", "No action on x here"},
			{"/", "find:"}, {"d", "find: d"}, {"r", "find: dr"}, {"i", "> run4      DRILL"}, {"q", "Nothing matches"}, {"backspace", "> run4      DRILL"},
			{"enter", "find: dri"}, {"esc", "> run4      DRILL"},
			{"q", ""},
		}
		for _, step := range steps {
			if !d.Quit() {
				d.Press(step.key)
				if !strings.Contains(d.Frame(), step.want) {
					t.Fatalf("after %q want %q in:\n%s", step.key, step.want, d.Frame())
				}
			}
		}
		if !d.Quit() {
			t.Error("q did not leave")
		}
	})
}

// TestHomeOpens opens what is under the cursor.
func TestHomeOpens(t *testing.T) {
	tests := []struct {
		name string
		keys []string
		want string
	}{
		{"an open run", []string{"enter"}, "Welcome back"},
		{"an open run to look at", []string{"v"}, "READ-ONLY REVIEW"},
		{"a closed run", []string{"j", "j", "enter"}, "READ-ONLY REVIEW"},
		{"a drill that is closed", []string{"j", "j", "j", "enter"}, "READ-ONLY REVIEW DRILL"},
		{"a playbook", []string{"G", "enter"}, "2 of 2: what is it called?"},
		{"a playbook to look at", []string{"G", "v"}, "1 Understand the breach"},
		{"a new run", []string{"n"}, "1 of 2: which playbook?"},
		{"a drill", []string{"p"}, "practice only"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := fake.NewMemory(t)
			fake.FullHome(t, m)
			drive(t, m, homeConfig(true), 80, 24, func(d *tuitest.Driver) {
				d.Press(tt.keys...)
				if !strings.Contains(d.Frame(), tt.want) {
					t.Fatalf("want %q in:\n%s", tt.want, d.Frame())
				}
				d.Wait(time.Second)
				d.Press("esc", "esc", "q")
				if !strings.Contains(d.Frame(), "runs and playbooks") && !d.Quit() {
					t.Errorf("the way back ends at:\n%s", d.Frame())
				}
			})
		})
	}
}

// TestHomeFollows shows what others write while the home is on top, and not
// for longer.
func TestHomeFollows(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "jan")
	drive(t, m, homeConfig(true), 80, 24, func(d *tuitest.Driver) {
		m.Write(t, id, "jan", run.AddNote("", "x"), run.CompleteStep("isolate", ""))
		d.Wait(time.Second)
		if !strings.Contains(d.Frame(), "1/6") {
			t.Errorf("a second later:\n%s", d.Frame())
		}
		reads := m.Reads
		d.Wait(time.Hour)
		if m.Reads != reads {
			t.Errorf("the runs were read %d times while nothing changed", m.Reads-reads)
		}
		d.Press("enter")
		m.Write(t, id, "jan", run.SkipStep("tidy", "none left"))
		d.Wait(time.Second)
		if m.Reads != reads {
			t.Error("the list of runs was read while a run was open")
		}
		d.Press("space", "q")
		if !strings.Contains(d.Frame(), "runs and playbooks") || !strings.Contains(d.Frame(), "2/6") {
			t.Errorf("back at home:\n%s", d.Frame())
		}
		m.Write(t, id, "jan", run.SkipStep("tell", "nobody is at risk"))
		d.Wait(time.Second)
		if !strings.Contains(d.Frame(), "3/6") {
			t.Errorf("after coming back nothing is followed:\n%s", d.Frame())
		}
	})
}

// TestHomeKeepsItsPlace checks that the cursor stays on its run when another
// one moves to the top.
func TestHomeKeepsItsPlace(t *testing.T) {
	m := fake.NewMemory(t)
	fake.FullHome(t, m)
	drive(t, m, homeConfig(true), 80, 24, func(d *tuitest.Driver) {
		m.Write(t, "run2", "jan", run.AddNote("", "x"))
		d.Wait(time.Second)
		if !strings.Contains(d.Frame(), "> run1") {
			t.Errorf("the cursor left run1:\n%s", d.Frame())
		}
		if frame := d.Frame(); strings.Index(frame, "run2") > strings.Index(frame, "run1") {
			t.Errorf("the run that was worked on last is not the first:\n%s", frame)
		}
	})
}

func BenchmarkHome(b *testing.B) {
	m := fake.NewMemory(b)
	for i := range 1000 {
		m.Earlier(b, "Run number "+strconv.Itoa(i), false, time.Duration(i)*time.Hour, "jan")
	}
	cfg := homeConfig(false)
	cfg.Reader, cfg.Writer, cfg.Library, cfg.By = m, m, m, "maria"
	var a App = New(cfg)
	runs, _ := m.Runs(nil)
	next, _ := a.receive(screen.HomeMsg{Watch: a.watch, Runs: runs, Mark: "1"})
	next.size.width, next.size.height, next.Window = 120, 36, draw.Wide
	for b.Loop() {
		next.View()
	}
}
