package tui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// said has things to say: a success, a refusal, somebody else's note with
// escapes in it, and a write that fails.
func said(t testing.TB, m *fake.Memory) func(*tuitest.Driver) {
	return func(d *tuitest.Driver) {
		opened("2", "space", "u", "u")(d)
		m.Write(t, "run1", "jan", run.AddNote("", "look \x1b[2J\u202e here, where the log of the gateway says who read the mail and from where"))
		d.Wait(time.Second)
		m.Err = errors.New("no space left on device")
		d.Press("space")
		m.Err = nil
		d.Wait(time.Second)
		d.Press("M")
	}
}

func TestLog(t *testing.T) {
	var m *fake.Memory
	fill := func(t testing.TB, mem *fake.Memory) {
		m = mem
		m.Begin(t, "maria")
	}
	shoot(t, []shot{
		{name: "some", fill: fill, cfg: screen.Config{Open: "run1", ASCII: true}, script: func(d *tuitest.Driver) { said(d.T, m)(d) }},
		{name: "none", fill: fake.Begun(), cfg: screen.Config{Open: "run1"}, script: opened("M")},
	}, sizes[:3]...)
}

// TestLogKeeps checks that an error is still there after later successes.
func TestLogKeeps(t *testing.T) {
	m := fake.NewMemory(t)
	m.Begin(t, "maria")
	drive(t, m, screen.Config{Open: "run1", ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		opened("2")(d)
		m.Err = errors.New("no space left on device")
		d.Press("space")
		m.Err = nil
		slowly(d, "space", "space", "space", "M")
		frame := d.Frame()
		if n := strings.Count(frame, "u undo"); n != 3 {
			t.Errorf("%d successes in:\n%s", n, frame)
		}
		problem := "Could not save the step: no space left on device"
		if !strings.Contains(frame, problem) || strings.Index(frame, problem) < strings.LastIndex(frame, "u undo") {
			t.Errorf("no %q below the successes in:\n%s", problem, frame)
		}
		if !strings.Contains(frame, "4 lines, 1 problem") {
			t.Errorf("no count in:\n%s", frame)
		}
		d.Press("j")
		if x, y, _ := d.Cursor(); x != 0 || !strings.HasPrefix(strings.Split(d.Frame(), "\n")[y], ">") {
			t.Errorf("the cursor is at %d,%d in:\n%s", x, y, d.Frame())
		}
		d.Press("esc")
		if !strings.Contains(d.Frame(), "2.1  ") {
			t.Errorf("esc leads to:\n%s", d.Frame())
		}
	})
}

// TestLogOnce holds M down: one esc leads back.
func TestLogOnce(t *testing.T) {
	m := fake.NewMemory(t)
	m.Begin(t, "maria")
	drive(t, m, screen.Config{Open: "run1", ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		opened("M", "M", "M", "esc")(d)
		if frame := d.Frame(); !strings.Contains(frame, "1.1  ") {
			t.Errorf("after M three times and esc once:\n%s", frame)
		}
	})
}

// TestListsOfCommandsFollowTheWindow changes the window under the palette and
// the help: the list of steps is a command where it has no pane.
func TestListsOfCommandsFollowTheWindow(t *testing.T) {
	for _, key := range []string{":", "?"} {
		m := fake.NewMemory(t)
		m.Begin(t, "maria")
		drive(t, m, screen.Config{Open: "run1", ASCII: true}, 120, 36, func(d *tuitest.Driver) {
			opened(key)(d)
			d.Resize(50, 15)
			d.Type("list of steps")
			if frame := d.Frame(); !strings.Contains(frame, "List of steps, or") {
				t.Errorf("after %s and another window:\n%s", key, frame)
			}
		})
	}
}
