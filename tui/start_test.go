package tui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

func TestStart(t *testing.T) {
	two := func(_ testing.TB, m *fake.Memory) {
		m.More = []screen.Listed{
			{ID: "ransomware", Title: "Ransomware", Version: "4.0.0", Phases: 6, Steps: 40, Source: "/home/maria/.config/cordon/playbooks/ransomware.yaml"},
			{ID: "mine", Source: "/home/maria/.config/cordon/playbooks/mine.yaml", Problem: "line 3: unknown key \"fases\""},
		}
	}
	shoot(t, []shot{
		{name: "which", fill: two, cfg: homeConfig(true), script: press("n")},
		{name: "which drill", fill: two, cfg: homeConfig(false), script: press("p", "down")},
		{name: "name", fill: two, cfg: homeConfig(false), script: press("n", "enter")},
		{name: "named drill", fill: two, cfg: homeConfig(true), script: press("p", "enter", "A", "p", "r", "i", "l")},
		{name: "see", fill: two, cfg: homeConfig(true), script: press("v", "enter")},
	}, sizes[:3]...)
}

// TestStartStory starts runs in all ways.
func TestStartStory(t *testing.T) {
	tests := []struct {
		name  string
		cfg   screen.Config
		keys  []string
		title string
		drill bool
	}{
		{"from the empty home", screen.Config{}, []string{"enter", "enter", "enter"}, "Phishing", false},
		{"with a title", screen.Config{}, []string{"n", "enter", "M", "a", "i", "l", "enter"}, "Mail", false},
		{"as a drill", screen.Config{}, []string{"p", "enter", "enter"}, "Phishing", true},
		{"after looking at the playbook", screen.Config{}, []string{"v", "enter", "n", "enter"}, "Phishing", false},
		{"a drill after looking at the playbook", screen.Config{}, []string{"v", "enter", "p", "enter"}, "Phishing", true},
		{"after going back once", screen.Config{}, []string{"n", "enter", "x", "esc", "p", "h", "i", "enter", "enter"}, "x", false},
		{"from the command line", screen.Config{Playbook: "phishing"}, []string{"enter"}, "Phishing", false},
		{"a drill from the command line", screen.Config{Playbook: "phishing", Drill: true}, []string{"enter"}, "Phishing", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := fake.NewMemory(t)
			drive(t, m, tt.cfg, 80, 24, func(d *tuitest.Driver) {
				press(tt.keys...)(d)
				r, ok := m.Run["run1"]
				if !ok || len(m.Run) != 1 || r.Title() != tt.title || r.Drill() != tt.drill {
					t.Fatalf("%d runs, title %q, drill %v; want one run, title %q, drill %v\n%s", len(m.Run), r.Title(), r.Drill(), tt.title, tt.drill, d.Frame())
				}
				if frame := d.Frame(); !strings.Contains(frame, "you are here") || strings.Contains(frame, "Welcome") || strings.Contains(frame, "DRILL") != tt.drill {
					t.Errorf("the new run:\n%s", frame)
				}
			})
		})
	}
}

// TestStartHeldKey holds the enter key down: it opens the first question and
// answers nothing.
func TestStartHeldKey(t *testing.T) {
	for _, keys := range [][]string{{"enter"}, {"n", "enter"}, {"n", "a-second-later", "enter"}} {
		m := fake.NewMemory(t)
		drive(t, m, screen.Config{}, 80, 24, func(d *tuitest.Driver) {
			for _, key := range keys[:len(keys)-1] {
				if key == "a-second-later" {
					d.Wait(time.Second)
					continue
				}
				d.Press(key)
			}
			for range 40 {
				d.Press("enter")
				d.Wait(time.Second / 30)
			}
			if len(m.Run) != 0 {
				t.Errorf("%v held down started %d runs", keys, len(m.Run))
			}
		})
	}
}

// TestStartOnce presses enter again before the run is there.
func TestStartOnce(t *testing.T) {
	m := fake.NewMemory(t)
	m.Delay = time.Second
	drive(t, m, screen.Config{Playbook: "phishing"}, 80, 24, func(d *tuitest.Driver) {
		d.Wait(time.Second)
		d.Press("enter", "enter", "enter")
		d.Wait(5 * time.Second)
		if len(m.Run) != 1 {
			t.Errorf("%d runs were started", len(m.Run))
		}
	})
}

// TestStartFails says why and lets the person try again.
func TestStartFails(t *testing.T) {
	m := fake.NewMemory(t)
	drive(t, m, screen.Config{Playbook: "phishing"}, 80, 24, func(d *tuitest.Driver) {
		d.Wait(time.Second)
		m.Err = errors.New("no space left on device")
		d.Type("Mail")
		d.Press("enter")
		if !strings.Contains(d.Frame(), "no space left on device") || !strings.Contains(d.Frame(), "Mail") {
			t.Errorf("after a start that failed:\n%s", d.Frame())
		}
		m.Err = nil
		d.Press("enter")
		if len(m.Run) != 1 {
			t.Errorf("the second try did not start it:\n%s", d.Frame())
		}
	})
}

// TestStartUnknown names a playbook that is not there.
func TestStartUnknown(t *testing.T) {
	m := fake.NewMemory(t)
	m.OpenErr = errors.New("no such playbook: phisching. Did you mean phishing?")
	drive(t, m, screen.Config{Playbook: "phisching"}, 120, 36, func(d *tuitest.Driver) {
		if !strings.Contains(d.Frame(), "Did you mean phishing?") || !strings.Contains(d.Frame(), "No runs yet") {
			t.Errorf("an unknown playbook:\n%s", d.Frame())
		}
	})
}

// TestBookScreen reads a playbook from end to end.
func TestBookScreen(t *testing.T) {
	m := fake.NewMemory(t)
	drive(t, m, screen.Config{}, 50, 15, func(d *tuitest.Driver) {
		press("v", "enter")(d)
		seen := d.Frame()
		for range 30 {
			d.Press("pgdown")
			seen += d.Frame()
		}
		for _, st := range m.Book.Steps() {
			if !strings.Contains(seen, st.Number+"  "+st.Title[:6]) {
				t.Errorf("step %s %s is nowhere", st.Number, st.Title)
			}
		}
		d.Press("g")
		first := d.Frame()
		for _, pair := range [][2]string{{"j", "k"}, {"down", "up"}, {"pgdown", "pgup"}, {"space", "pgup"}, {"G", "g"}, {"end", "home"}} {
			d.Press(pair[0])
			if d.Frame() == first {
				t.Errorf("%s moves nothing", pair[0])
			}
			if d.Press(pair[1]); d.Frame() != first {
				t.Errorf("%s after %s does not go back", pair[1], pair[0])
			}
		}
		d.Press("esc")
		if !strings.Contains(d.Frame(), "No runs yet") {
			t.Errorf("esc leads to:\n%s", d.Frame())
		}
	})
}

// TestStartHostile draws a playbook and a title that an attacker wrote.
func TestStartHostile(t *testing.T) {
	b := *fake.Book(t)
	b.Title = "P\x1b]52;c;aGk=\a\u202ehishing"
	b.About = "Go to \x1b[2J<b>here</b> \u009b6n"
	for _, size := range sizes {
		m := fake.NewMemory(t)
		m.Book = &b
		drive(t, m, screen.Config{}, size.width, size.height, func(d *tuitest.Driver) {
			press("v", "enter", "n")(d) // the driver checks what a terminal would obey
			d.Paste("a\x1b]0;x\ab\r\nc\u202ed")
			press("enter", "q")(d)
		})
	}
}

// TestStartedFromTheShell: cordon start with a title goes straight to work.
func TestStartedFromTheShell(t *testing.T) {
	m := fake.NewMemory(t)
	drive(t, m, screen.Config{Open: m.Begin(t, "maria"), Fresh: true}, 80, 24, func(d *tuitest.Driver) {
		if frame := d.Frame(); strings.Contains(frame, "Welcome back") || !strings.Contains(frame, "you are here") {
			t.Errorf("a run that was only just started begins with:\n%s", frame)
		}
	})
}
