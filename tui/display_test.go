//go:build unix

package tui

import (
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"cordon/tui/draw"
	"cordon/tui/fake"
	"cordon/tui/paint"
	"cordon/tui/ptytest"
	"cordon/tui/screen"
)

// sent is what the program has written, taken apart into frames and what is
// written between them.
func (term terminal) sent() (frames []string, between string) {
	for i, part := range strings.Split(string(term.Raw()), ansi.SetModeSynchronizedOutput) {
		frame, after, is := strings.Cut(part, ansi.ResetModeSynchronizedOutput)
		if i == 0 || !is {
			between += part
			continue
		}
		frames, between = append(frames, frame), between+after
	}
	return frames, between
}

// TestTerminalFirstFrame wants the run that was asked for to be the first thing
// that shows, and until then what was there before.
func TestTerminalFirstFrame(t *testing.T) {
	t.Parallel()
	term := open(t, "")
	frames, _ := term.sent()
	if !strings.Contains(frames[0], term.id) || strings.Contains(frames[0], "RUNS AND PLAYBOOKS") {
		t.Errorf("the first frame is %q, want the run %s", frames[0], term.id)
	}
	before, _, _ := strings.Cut(string(term.Raw()), ansi.SetModeAltScreenSaveCursor)
	if shown := ansi.Strip(before); shown != "" || strings.Contains(before, ansi.ResetModeTextCursorEnable) {
		t.Errorf("%q is written before there is something to show", before)
	}
}

// TestTerminalFramesAreWhole wants all that shows to be written in whole frames,
// and as one piece each, at the other end of a connection as well.
func TestTerminalFramesAreWhole(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string]ptytest.Options{
		"here":           {},
		"over SSH":       {Env: []string{"SSH_TTY=/dev/pts/1"}},
		"answers nobody": {Answer: ptytest.Silent},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			term := openIn(t, opts, "")
			term.Press("j", "k", "?")
			term.WaitFor("Keys", 5*time.Second)
			term.WaitIdle(100 * time.Millisecond)
			frames, between := term.sent()
			if len(frames) < 4 || ansi.Strip(between) != "" {
				t.Errorf("%d frames, and %q between them", len(frames), between)
			}
		})
	}
}

// TestTerminalModes wants the terminal to be set up as long as frames show.
func TestTerminalModes(t *testing.T) {
	t.Parallel()
	always := []string{"alternate screen", "bracketed paste", "kitty keyboard of the alternate screen, 1 deep", "modifyOtherKeys", "no icanon", "no echo", "no isig"}
	for name, tt := range map[string]struct {
		answer ptytest.Profile
		also   []string
	}{
		"modern": {ptytest.Modern, []string{"grapheme widths"}},
		"silent": {ptytest.Silent, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			term := openIn(t, ptytest.Options{Answer: tt.answer}, "")
			set := term.LeftBehind()
			for _, want := range append(tt.also, always...) {
				if !slices.Contains(set, want) {
					t.Errorf("set up is %q, want %q", set, want)
				}
			}
			term.Press("ctrl+c", "ctrl+c")
			term.ends(t, exitInterrupted)
		})
	}
}

// TestTerminalRedraw has all drawn again, over what somebody else wrote.
func TestTerminalRedraw(t *testing.T) {
	t.Parallel()
	term := open(t, "")
	term.WaitIdle(200 * time.Millisecond)
	before, _ := term.sent()
	term.Press("ctrl+l")
	term.WaitIdle(200 * time.Millisecond)
	frames, _ := term.sent()
	if len(frames) != len(before)+1 {
		t.Fatalf("%d frames for ctrl+l, want 1", len(frames)-len(before))
	}
	if last := frames[len(frames)-1]; !strings.Contains(last, ansi.EraseEntireScreen) || !strings.Contains(last, term.id) || !strings.Contains(last, "keys") {
		t.Errorf("ctrl+l draws %q, want all", last)
	}
}

// TestTerminalClipboard hands text to the terminal at once.
func TestTerminalClipboard(t *testing.T) {
	t.Parallel()
	term := open(t, "")
	term.Press("y")
	term.WaitFor("clipboard", 5*time.Second)
	term.WaitIdle(100 * time.Millisecond)
	if n := strings.Count(string(term.Raw()), "\x1b]52;c;"); n != 1 {
		t.Errorf("the terminal was told to set its clipboard %d times, want once", n)
	}
}

// TestTerminalShades brings the colours of the theme down to what there is.
func TestTerminalShades(t *testing.T) {
	t.Parallel()
	true24, indexed := regexp.MustCompile(`[\[;][34]8[;:]2[;:]`), regexp.MustCompile(`[\[;][34]8[;:]5[;:]`)
	term := openIn(t, ptytest.Options{Env: []string{"COLORTERM="}}, "")
	term.Press("j", "k")
	term.WaitIdle(300 * time.Millisecond)
	if raw := term.Raw(); true24.Match(raw) || !indexed.Match(raw) {
		t.Error("a terminal of 256 colours was not sent some of these")
	}
}

// TestTerminalLent resizes the window while an editor has the terminal, which
// is then as it was before.
func TestTerminalLent(t *testing.T) {
	t.Parallel()
	term := open(t, "", "env", "EDITOR=exec sh -c 'echo EDITING; read x' sh")
	term.Press("n")
	term.WaitIdle(400 * time.Millisecond)
	term.Press("ctrl+x")
	term.WaitFor("EDITING", 5*time.Second)
	if left := term.LeftBehind(); len(left) > 0 {
		t.Errorf("the editor has a terminal with %q", left)
	}
	term.Resize(100, 30)
	term.Send("\r")
	term.WaitUntil("the window at its new size", 5*time.Second, func(shown string) bool {
		lines := strings.Split(shown, "\n")
		return len(lines) >= 30 && strings.Contains(lines[0], "saved") && strings.Contains(lines[29], "esc")
	})
	term.Press("ctrl+c", "ctrl+c")
	term.ends(t, exitInterrupted)
}

// TestTerminalSlow presses keys while the terminal takes no output. They are
// heard all the same, and what shows then is the newest frame.
func TestTerminalSlow(t *testing.T) {
	if testing.Short() {
		t.Skip("-short leaves out what takes long")
	}
	t.Parallel()
	term := open(t, "wall")
	term.StopReading()
	term.Resize(320, 250)
	term.Press("n")
	term.WaitIdle(time.Second) // the note ignores keys for a moment
	term.Type("written in the dark")
	term.WaitIdle(time.Second)
	term.Resize(80, 24)
	term.ResumeReading()
	term.WaitFor("written in the dark", 5*time.Second)
	term.Press("ctrl+c", "ctrl+c")
	term.ends(t, exitInterrupted)
}

// TestOutput writes to a pipe that is full.
func TestOutput(t *testing.T) {
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	o := newOutput(write)
	drained := make(chan struct{}, 1)
	o.drained = func() { drained <- struct{}{} }
	if !o.idle() {
		t.Error("a terminal that was sent nothing is busy")
	}
	frame := []byte(strings.Repeat("frame", 100_000))
	o.send(frame)
	if o.idle() {
		t.Error("a terminal is idle that takes nothing")
	}
	if n, err := o.Write([]byte("more")); n != 4 || err != nil {
		t.Errorf("Write = %d, %v", n, err)
	}
	got := make([]byte, len(frame)+4)
	if _, err := io.ReadFull(read, got); err != nil {
		t.Fatal(err)
	}
	<-drained
	if !o.idle() || string(got) != string(frame)+"more" {
		t.Error("a terminal has taken all and is busy, or has got something else")
	}
}

func TestOpening(t *testing.T) {
	tests := []struct {
		name  string
		cfg   screen.Config
		msgs  []tea.Msg
		waits bool
	}{
		{"a run", screen.Config{Open: "run1"}, nil, true},
		{"a run and the runs", screen.Config{Open: "run1"}, []tea.Msg{screen.HomeMsg{}}, true},
		{"a run that comes", screen.Config{Open: "run1"}, []tea.Msg{screen.OpenedMsg{}}, false},
		{"a run that does not", screen.Config{Open: "run1"}, []tea.Msg{screen.NotOpenedMsg{}}, true},
		{"a run that does not, and the runs", screen.Config{Open: "run1"}, []tea.Msg{screen.NotOpenedMsg{}, screen.HomeMsg{}}, false},
		{"the runs", screen.Config{}, []tea.Msg{screen.HomeMsg{}}, false},
		{"a playbook", screen.Config{Playbook: "phishing"}, []tea.Msg{screen.HomeMsg{}}, true},
		{"a playbook that comes", screen.Config{Playbook: "phishing"}, []tea.Msg{screen.BookMsg{}, screen.HomeMsg{}}, false},
		{"a slow disk", screen.Config{}, []tea.Msg{openDueMsg{}}, false},
		{"a key", screen.Config{}, []tea.Msg{tea.KeyPressMsg{Code: 'q', Text: "q"}}, false},
	}
	for _, tt := range tests {
		o := openingOf(tt.cfg)
		for _, msg := range tt.msgs {
			o = o.after(msg)
		}
		if o.waits() != tt.waits {
			t.Errorf("%s: waits %v, want %v", tt.name, o.waits(), tt.waits)
		}
	}
}

// BenchmarkPaint draws and paints the frame that follows a key.
func BenchmarkPaint(b *testing.B) {
	m := fake.NewMemory(b)
	m.Begin(b, "maria")
	a := New(screen.Config{Reader: m, Writer: m, Library: m, By: "maria"})
	a, _ = a.show(screen.OpenedMsg{Run: m.Run["run1"], Fresh: true})
	a.Theme = draw.NewTheme(true, false)
	for _, size := range sizes[:3] {
		b.Run(size.name, func(b *testing.B) {
			a, _ := a.receive(tea.WindowSizeMsg{Width: size.width, Height: size.height})
			s := paint.New(paint.Options{Profile: colorprofile.TrueColor})
			written := 0
			for i := 0; b.Loop(); i++ {
				a, _ = a.receive(tea.KeyPressMsg{Code: 'j', Text: []string{"j", "k"}[i%2]})
				written += len(s.Paint(paint.Frame{Width: size.width, Height: size.height, Content: a.View().Content}))
			}
			b.ReportMetric(float64(written)/float64(b.N), "B/frame")
		})
	}
}
