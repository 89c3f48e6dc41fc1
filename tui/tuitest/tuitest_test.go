package tuitest_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/tui/tuitest"
)

// pad is a model that writes down what reaches it. Keys in do are answered
// with a command.
type pad struct {
	log           []string
	do            map[string]tea.Cmd
	start         tea.Cmd
	width, height int
	view          func(pad) tea.View
}

type told string

func tell(text string) tea.Cmd { return func() tea.Msg { return told(text) } }

func tellAfter(delay time.Duration, text string) tea.Cmd {
	return func() tea.Msg {
		time.Sleep(delay)
		return told(text)
	}
}

func (p pad) Init() tea.Cmd { return p.start }

func (p pad) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.width, p.height = msg.Width, msg.Height
		return p.write("size %dx%d", msg.Width, msg.Height), nil
	case tea.KeyPressMsg:
		return p.write("%s", msg), p.do[msg.String()]
	case tea.PasteMsg:
		return p.write("paste %q", msg.Content), nil
	case tea.ResumeMsg:
		return p.write("resumed"), nil
	case told:
		return p.write("%s", string(msg)), p.do[string(msg)]
	}
	return p, nil
}

func (p pad) write(format string, args ...any) pad {
	p.log = append(slices.Clone(p.log), fmt.Sprintf(format, args...))
	return p
}

func (p pad) View() tea.View {
	if p.view != nil {
		return p.view(p)
	}
	return tea.NewView(strings.Join(p.log, "\n"))
}

func log(d *tuitest.Driver) string { return strings.Join(d.Model().(pad).log, ", ") }

// shows fails the test if the model was not reached by exactly these things
// after its first size.
func shows(d *tuitest.Driver, want ...string) {
	d.T.Helper()
	if got := strings.TrimPrefix(log(d), "size 40x10, "); got != strings.Join(want, ", ") {
		d.T.Errorf("the model was told %s, want %s", got, strings.Join(want, ", "))
	}
}

func run(t *testing.T, p pad, script func(*tuitest.Driver)) {
	t.Helper()
	tuitest.Run(t, p, 40, 10, script)
}

func TestKeys(t *testing.T) {
	names := []string{
		"j", "N", "?", ":", "/", "+", "é", "0", "space", "enter", "tab", "shift+tab", "esc", "backspace",
		"delete", "insert", "up", "down", "left", "right", "home", "end", "pgup", "pgdown", "f1", "f12",
		"ctrl+s", "ctrl+c", "ctrl+space", "ctrl++", "alt+enter", "ctrl+alt+shift+left", "shift+enter",
	}
	run(t, pad{}, func(d *tuitest.Driver) {
		d.Press(names...)
		shows(d, names...)
	})
}

func TestType(t *testing.T) {
	run(t, pad{}, func(d *tuitest.Driver) {
		d.Type("aB c\té\n👩‍🚒")
		shows(d, "a", "B", "space", "c", "tab", "é", "enter", "👩‍🚒")
	})
}

func TestPaste(t *testing.T) {
	run(t, pad{}, func(d *tuitest.Driver) {
		d.Paste("two\nlines")
		shows(d, `paste "two\nlines"`)
	})
}

func TestResize(t *testing.T) {
	run(t, pad{do: map[string]tea.Cmd{"s": tea.RequestWindowSize}}, func(d *tuitest.Driver) {
		d.Resize(80, 24)
		d.Press("s")
		shows(d, "size 80x24", "s", "size 80x24")
	})
}

func TestWhatShows(t *testing.T) {
	view := func(pad) tea.View {
		v := tea.NewView("\x1b[1mone\x1b[m  \n two   ")
		v.AltScreen = true
		v.Cursor = tea.NewCursor(3, 1)
		return v
	}
	run(t, pad{view: view}, func(d *tuitest.Driver) {
		if got, want := d.Frame(), "one\n two\n"; got != want {
			t.Errorf("Frame() = %q, want %q", got, want)
		}
		if got, want := d.Styled(), "\x1b[1mone\x1b[m  \n two   "; got != want {
			t.Errorf("Styled() = %q, want %q", got, want)
		}
		if x, y, shown := d.Cursor(); x != 3 || y != 1 || !shown {
			t.Errorf("Cursor() = %d, %d, %v, want 3, 1, true", x, y, shown)
		}
		if !d.View().AltScreen {
			t.Error("View().AltScreen = false, want true")
		}
	})
	run(t, pad{}, func(d *tuitest.Driver) {
		if _, _, shown := d.Cursor(); shown {
			t.Error("Cursor() shows one, want none")
		}
	})
}

func TestQuit(t *testing.T) {
	run(t, pad{do: map[string]tea.Cmd{"q": tea.Quit}}, func(d *tuitest.Driver) {
		d.Press("a")
		if d.Quit() {
			t.Error("Quit() = true before the key was pressed")
		}
		d.Press("q", "b")
		if !d.Quit() || d.Interrupted() {
			t.Errorf("Quit(), Interrupted() = %v, %v, want true, false", d.Quit(), d.Interrupted())
		}
		shows(d, "a", "q")
	})
	run(t, pad{do: map[string]tea.Cmd{"ctrl+c": tea.Interrupt}}, func(d *tuitest.Driver) {
		d.Press("ctrl+c")
		if !d.Quit() || !d.Interrupted() {
			t.Errorf("Quit(), Interrupted() = %v, %v, want true, true", d.Quit(), d.Interrupted())
		}
	})
}

func TestSuspend(t *testing.T) {
	run(t, pad{do: map[string]tea.Cmd{"ctrl+z": tea.Suspend}}, func(d *tuitest.Driver) {
		d.Press("ctrl+z")
		shows(d, "ctrl+z", "resumed")
		if d.Suspended() != 1 {
			t.Errorf("Suspended() = %d, want 1", d.Suspended())
		}
	})
}

func TestClipboard(t *testing.T) {
	run(t, pad{do: map[string]tea.Cmd{"y": tea.SetClipboard("ls -l")}}, func(d *tuitest.Driver) {
		d.Press("y")
		if got := d.Clipboard(); got != "ls -l" {
			t.Errorf("Clipboard() = %q, want %q", got, "ls -l")
		}
	})
}

func TestMouseHandlerOfTheView(t *testing.T) {
	view := func(p pad) tea.View {
		v := tea.NewView(strings.Join(p.log, "\n"))
		v.OnMouse = func(msg tea.MouseMsg) tea.Cmd { return tell(fmt.Sprint("mouse ", msg.Mouse().X)) }
		return v
	}
	run(t, pad{view: view}, func(d *tuitest.Driver) {
		d.Send(tea.MouseClickMsg{X: 7, Button: tea.MouseLeft})
		shows(d, "mouse 7")
	})
}

// TestOrder is about the order in which things reach a model.
func TestOrder(t *testing.T) {
	tests := []struct {
		name string
		do   tea.Cmd
		wait time.Duration
		want []string
	}{
		{"command", tell("a"), 0, []string{"a"}},
		{"batch", tea.Batch(tell("a"), tell("b"), tell("c")), 0, []string{"a", "b", "c"}},
		{"batch in a batch", tea.Batch(tea.Batch(tell("a"), tell("b")), tell("c")), 0, []string{"c", "a", "b"}},
		{"sequence", tea.Sequence(tell("a"), tell("b")), 0, []string{"a", "b"}},
		{"slow sequence", tea.Sequence(tellAfter(2*time.Second, "a"), tell("b")), 2 * time.Second, []string{"a", "b"}},
		{"sequence beside a command", tea.Batch(tea.Sequence(tellAfter(time.Second, "a"), tell("b")), tell("c")),
			time.Second, []string{"c", "a", "b"}},
		{"a sequence waits for its batch", tea.Sequence(tea.Batch(tellAfter(time.Second, "a"), tell("b")), tell("c")),
			time.Second, []string{"b", "a", "c"}},
		{"same moment", tea.Batch(tellAfter(time.Second, "a"), tellAfter(time.Second, "b"), tellAfter(time.Second, "c")),
			time.Second, []string{"a", "b", "c"}},
		{"not yet", tellAfter(time.Second, "a"), time.Second - 1, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			run(t, pad{do: map[string]tea.Cmd{"x": tt.do}}, func(d *tuitest.Driver) {
				d.Press("x")
				d.Wait(tt.wait)
				shows(d, append([]string{"x"}, tt.want...)...)
			})
		})
	}
}

func TestInit(t *testing.T) {
	run(t, pad{start: tell("started")}, func(d *tuitest.Driver) {
		shows(d, "started")
	})
}

func TestTicksFireAtTheirTime(t *testing.T) {
	tick := func() tea.Msg {
		return tea.Tick(time.Second, func(at time.Time) tea.Msg { return told("tick") })()
	}
	run(t, pad{start: tick, do: map[string]tea.Cmd{"tick": tick}}, func(d *tuitest.Driver) {
		d.Press("a")
		shows(d, "a")
		d.Wait(3500 * time.Millisecond)
		shows(d, "a", "tick", "tick", "tick")
	})
}

func TestClock(t *testing.T) {
	start := time.Date(2026, 11, 21, 3, 14, 0, 0, time.FixedZone("CET", 3600))
	clock := tuitest.Clock(start)
	run(t, pad{}, func(d *tuitest.Driver) {
		if got := clock(); !got.Equal(start) {
			t.Errorf("the clock starts at %v, want %v", got, start)
		}
		d.Wait(72 * time.Hour)
		if got, want := clock().String(), "2026-11-24 03:14:00 +0100 CET"; got != want {
			t.Errorf("after 72 hours the clock shows %v, want %v", got, want)
		}
	})
}

func TestRunningAProgram(t *testing.T) {
	draft := filepath.Join(t.TempDir(), "note.md")
	edit := tea.ExecProcess(exec.Command("an-editor", draft), func(err error) tea.Msg {
		return told(fmt.Sprint("edited: ", err))
	})
	tests := []struct {
		name string
		err  error
		want string
	}{
		{"well", nil, "edited: <nil>"},
		{"badly", errors.New("exit status 1"), "edited: exit status 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			run(t, pad{do: map[string]tea.Cmd{"e": edit}}, func(d *tuitest.Driver) {
				var args []string
				d.OnExec = func(cmd *exec.Cmd) error {
					args = cmd.Args
					return tt.err
				}
				d.Press("e")
				shows(d, "e", tt.want)
				if want := []string{"an-editor", draft}; !slices.Equal(args, want) {
					t.Errorf("OnExec got %q, want %q", args, want)
				}
			})
		})
	}
}

func TestRunningAProgramWithoutAnAnswer(t *testing.T) {
	page := tea.ExecProcess(exec.Command("a-pager"), nil)
	run(t, pad{do: map[string]tea.Cmd{"p": page}}, func(d *tuitest.Driver) {
		d.OnExec = func(*exec.Cmd) error { return nil }
		d.Press("p")
		shows(d, "p")
	})
}

// TestWaitingForEver has a command that only its context ends.
func TestWaitingForEver(t *testing.T) {
	ended := 0
	model := func(ctx context.Context) tea.Model {
		watch := func() tea.Msg {
			ticker := time.NewTicker(time.Second)
			defer ticker.Stop()
			for {
				select {
				case <-ctx.Done():
					ended++
					return told("ended")
				case <-ticker.C:
				}
			}
		}
		return pad{start: watch}
	}
	tuitest.RunNew(t, model, 40, 10, func(d *tuitest.Driver) {
		d.Wait(time.Minute)
		d.Press("a")
		shows(d, "a")
	})
	if ended != 1 {
		t.Errorf("the command ended %d times, want 1", ended)
	}
}

func TestACleanupMayStopTheModel(t *testing.T) {
	tuitest.RunNew(t, func(context.Context) tea.Model {
		return pad{}
	}, 40, 10, func(d *tuitest.Driver) {
		stop := make(chan struct{})
		d.T.Cleanup(func() { close(stop) })
		d.Send(tea.BatchMsg{func() tea.Msg { <-stop; return nil }})
	})
}

func TestTimersMayOutliveTheScript(t *testing.T) {
	run(t, pad{start: tellAfter(72*time.Hour, "late")}, func(*tuitest.Driver) {})
}

// A failure is a script that must fail, and what the failure says.
type failure struct {
	name   string
	model  pad
	script func(*tuitest.Driver)
	says   string
}

func failures() []failure {
	still := func(*tuitest.Driver) {}
	wide := tea.NewView(strings.Repeat("x", 41))
	wide.AltScreen = true
	return []failure{
		{"unknown key", pad{}, func(d *tuitest.Driver) { d.Press("entre") }, `no key is called "entre"`},
		{"restless", pad{do: map[string]tea.Cmd{"a": tell("a")}}, func(d *tuitest.Driver) { d.Press("a") },
			"does not come to rest"},
		{"program without OnExec", pad{start: tea.ExecProcess(exec.Command("vi", "f"), nil)}, still,
			`the model runs ["vi" "f"]`},
		{"too wide", pad{view: func(pad) tea.View { return wide }}, still, "the view is 41x1"},
		{"runs for ever", pad{start: forever}, still,
			"still running a week after the script has ended: cordon/tui/tuitest_test.forever"},
	}
}

func forever() tea.Msg {
	for {
		time.Sleep(time.Minute)
	}
}

// TestFailures plays each script that must fail in a process of its own.
func TestFailures(t *testing.T) {
	for _, tt := range failures() {
		t.Run(tt.name, func(t *testing.T) {
			if os.Getenv("TUITEST_FAIL") != "" {
				run(t, tt.model, tt.script)
				return
			}
			cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
			cmd.Env = append(os.Environ(), "TUITEST_FAIL=1")
			out, err := cmd.CombinedOutput()
			if err == nil || !strings.Contains(string(out), tt.says) {
				t.Errorf("the test ended with %v, want a failure that says %q:\n%s", err, tt.says, out)
			}
		})
	}
}
