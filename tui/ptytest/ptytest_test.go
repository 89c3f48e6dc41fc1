//go:build unix

package ptytest_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"cordon/tui/ptytest"
)

// soon is more than any step of the demo takes, even on a busy machine.
const soon = 20 * time.Second

var demo = ptytest.Binary{Package: "cordon/tui/ptytest/internal/demo"}

func TestMain(m *testing.M) {
	// The tests mostly wait, so more of them run at a time than there are
	// processors. The flag still says otherwise.
	if err := flag.Set("test.parallel", "16"); err != nil {
		panic(err)
	}
	code := m.Run()
	demo.Remove()
	os.Exit(code)
}

// start runs the demo and waits until it shows its window.
func start(t *testing.T, opts ptytest.Options) *ptytest.Term {
	t.Helper()
	opts.Cmd = []string{demo.Path(t)}
	term := ptytest.Start(t, opts)
	term.WaitFor("window ", soon)
	return term
}

// shell runs a script in a terminal.
func shell(t *testing.T, script string) *ptytest.Term {
	t.Helper()
	return ptytest.Start(t, ptytest.Options{Cmd: []string{"sh", "-c", script}, Width: 40, Height: 5})
}

func TestTerminalWholeLife(t *testing.T) {
	t.Parallel()
	term := start(t, ptytest.Options{})
	term.WaitFor("window 80x24", soon)
	term.WaitFor("background dark", soon)
	term.WaitFor("wide 漢字|", soon)
	if x, y, shown := term.Cursor(); x != 6 || y != 2 || !shown {
		t.Errorf("Cursor() = %d, %d, %v, want 6, 2, true", x, y, shown)
	}
	for _, want := range []string{"alternate screen", "bracketed paste", "mouse (1002)", "no icanon", "no echo"} {
		if left := term.LeftBehind(); !slices.Contains(left, want) {
			t.Errorf("LeftBehind() while it runs = %q, want %q in it", left, want)
		}
	}
	term.Press("q")
	if code := term.Wait(soon); code != 0 {
		t.Errorf("Wait() = %d, want 0", code)
	}
	if left := term.LeftBehind(); len(left) > 0 {
		t.Errorf("LeftBehind() = %q, want nothing", left)
	}
	if !bytes.Contains(term.Raw(), []byte("\x1b[?1049h")) {
		t.Error("Raw() does not hold the switch to the alternate screen")
	}
}

func TestTerminalScreenHasAllLines(t *testing.T) {
	t.Parallel()
	term := shell(t, `printf 'one  \r\n  two'`)
	term.Wait(soon)
	if got, want := term.Screen(), "one\n  two\n\n\n\n"; got != want {
		t.Errorf("Screen() = %q, want %q", got, want)
	}
}

func TestTerminalKeysArrive(t *testing.T) {
	t.Parallel()
	names := []string{
		"j", "N", "?", ":", "/", "é", "space", "enter", "tab", "shift+tab", "esc", "backspace", "delete", "insert",
		"up", "down", "left", "right", "home", "end", "pgup", "pgdown", "f1", "f2", "f3", "f4", "f5", "f12",
		"ctrl+s", "ctrl+c", "ctrl+space", "ctrl+right", "alt+j", "shift+up", "ctrl+pgup",
	}
	tests := []struct {
		name  string
		opts  ptytest.Options
		names []string
	}{
		{"modern", ptytest.Options{Answer: ptytest.Modern}, append(names, "shift+enter", "ctrl+i", "alt+enter")},
		{"silent", ptytest.Options{Answer: ptytest.Silent}, names},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			term := start(t, tt.opts)
			for _, name := range tt.names {
				term.Press(name)
				term.WaitForMatch(regexp.MustCompile(`(?m)^last key `+regexp.QuoteMeta(name)+`$`), soon)
			}
			if !strings.Contains(term.Screen(), "window 80x24") {
				t.Errorf("the keys did more than arrive:\n%s", term.Screen())
			}
		})
	}
}

// TestTerminalEscapeIsAKeyOfItsOwn sends another key at once after it.
func TestTerminalEscapeIsAKeyOfItsOwn(t *testing.T) {
	t.Parallel()
	term := start(t, ptytest.Options{Answer: ptytest.Silent})
	term.Press("esc", "j")
	term.WaitFor("last key j", soon)
}

func TestTerminalTypeAndPaste(t *testing.T) {
	t.Parallel()
	term := start(t, ptytest.Options{})
	term.Type("abc")
	term.WaitFor("last key c", soon)
	term.Paste("two\nlines \x1bq")
	term.WaitFor(`last paste "two\rlines q"`, soon)
	term.Type("d\n")
	term.WaitFor("last key enter", soon)
	term.Send("\x1b[200~raw\x1b[201~")
	term.WaitFor(`last paste "raw"`, soon)
}

func TestTerminalPasteWithoutBrackets(t *testing.T) {
	t.Parallel()
	term := shell(t, `read line; echo "got $line"`)
	term.Paste("words\n")
	term.WaitFor("got words", soon)
}

func TestTerminalSilent(t *testing.T) {
	t.Parallel()
	term := start(t, ptytest.Options{Answer: ptytest.Silent})
	term.WaitIdle(300 * time.Millisecond)
	term.WaitFor("background unknown", soon)
	term.Press("q")
	if code, left := term.Wait(soon), term.LeftBehind(); code != 0 || len(left) > 0 {
		t.Errorf("Wait(), LeftBehind() = %d, %q, want 0 and nothing", code, left)
	}
}

func TestTerminalResize(t *testing.T) {
	t.Parallel()
	term := start(t, ptytest.Options{Width: 60, Height: 10})
	term.WaitFor("window 60x10", soon)
	term.Resize(100, 30)
	term.WaitFor("window 100x30", soon)
	term.WaitGone("window 60x10", soon)
	if got := strings.Count(term.Screen(), "\n"); got != 30 {
		t.Errorf("Screen() has %d lines, want 30", got)
	}
}

func TestTerminalEnding(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		end  func(*ptytest.Term)
		want int
	}{
		{"SIGTERM", func(term *ptytest.Term) { term.Signal(syscall.SIGTERM) }, 0},
		{"SIGKILL", func(term *ptytest.Term) { term.Kill() }, 128 + int(syscall.SIGKILL)},
		{"the terminal vanishes", func(term *ptytest.Term) { term.CloseMaster() }, 128 + int(syscall.SIGHUP)},
		{"by itself", func(term *ptytest.Term) { term.Press("x") }, 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			term := start(t, ptytest.Options{})
			tt.end(term)
			if code := term.Wait(soon); code != tt.want {
				t.Errorf("Wait() = %d, want %d", code, tt.want)
			}
		})
	}
}

// TestTerminalTakesSignalsAfresh ignores what nohup and the background of a script
// ignore. The program does not.
func TestTerminalTakesSignalsAfresh(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGHUP, syscall.SIGINT} {
		signal.Ignore(sig)
		t.Cleanup(func() { signal.Reset(sig) })
		term := shell(t, fmt.Sprintf(`kill -%d $$; echo survived`, sig))
		if code := term.Wait(soon); code != 128+int(sig) {
			t.Errorf("a program that sends itself %v ends with %d and shows\n%s", sig, code, term.Screen())
		}
	}
}

func TestTerminalLeftBehind(t *testing.T) {
	t.Parallel()
	term := start(t, ptytest.Options{})
	term.WaitFor("background dark", soon)
	term.WaitIdle(200 * time.Millisecond)
	term.Press("x")
	term.Wait(soon)
	want := []string{
		"alternate screen", "bracketed paste", "mouse (1002)", "mouse (1006)",
		"kitty keyboard of the alternate screen, 1 deep", "modifyOtherKeys",
		"no icanon", "no echo", "no isig", "no icrnl", "no ixon", "no opost",
	}
	left := term.LeftBehind()
	for _, w := range want {
		if !slices.Contains(left, w) {
			t.Errorf("LeftBehind() = %q, want %q in it", left, w)
		}
	}
}

func TestTerminalLeftBehindByEscapes(t *testing.T) {
	t.Parallel()
	tests := []struct{ script, want string }{
		{`printf hello`, ""},
		{`printf '\033[?25l'`, "hidden cursor"},
		{`printf '\033[?25l\033[?25h'`, ""},
		{`printf '\033[?7l'`, "no line wrapping"},
		{`printf '\033[?1h'`, "application cursor keys"},
		{`printf '\033[>1u\033[>3u\033[<u'`, "kitty keyboard, 1 deep"},
		{`printf '\033[>1u\033[<u'`, ""},
		{`printf '\033[?2026h'`, "unfinished synchronized output"},
		{`printf '\033[4 q'`, "shape of the cursor"},
		{`stty -echo`, "no echo"},
		{`stty -echo; stty echo`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.script, func(t *testing.T) {
			t.Parallel()
			term := shell(t, tt.script)
			term.Wait(soon)
			if got := strings.Join(term.LeftBehind(), ", "); got != tt.want {
				t.Errorf("LeftBehind() = %q, want %q", got, tt.want)
			}
		})
	}
}

// TestTerminalSynchronizedOutput stops in the middle of a frame.
func TestTerminalSynchronizedOutput(t *testing.T) {
	t.Parallel()
	term := shell(t, `printf 'old'; printf '\033[?2026h\rnew\033]0;half\007'; read x; printf '\033[?2026l'; read x`)
	hasHalf := func() bool { return bytes.Contains(term.Raw(), []byte("half\a")) }
	term.WaitUntil("half a frame", soon, func(string) bool { return hasHalf() })
	if got := term.Screen(); !strings.HasPrefix(got, "old\n") {
		t.Errorf("Screen() in the middle of a frame = %q, want the old one", got)
	}
	term.Press("enter")
	term.WaitFor("new", soon)
}

func TestTerminalStalled(t *testing.T) {
	t.Parallel()
	term := start(t, ptytest.Options{})
	term.WaitIdle(200 * time.Millisecond)
	term.StopReading()
	before := len(term.Raw())
	term.Press("f")
	term.Signal(syscall.SIGTERM)
	if got := len(term.Raw()); got != before {
		t.Errorf("%d bytes were read from a stalled terminal", got-before)
	}
	term.ResumeReading()
	if code := term.Wait(soon); code != 0 {
		t.Errorf("Wait() = %d, want 0", code)
	}
}

// TestTerminalBlocked fills the terminal's buffer until writing blocks.
func TestTerminalBlocked(t *testing.T) {
	t.Parallel()
	term := shell(t, `trap 'exit 5' TERM; echo ready; read x; while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done`)
	term.WaitFor("ready", soon)
	term.StopReading()
	term.Press("enter")
	term.WaitIdle(500 * time.Millisecond)
	term.Signal(syscall.SIGTERM)
	term.ResumeReading()
	if code := term.Wait(soon); code != 5 {
		t.Errorf("Wait() = %d, want 5", code)
	}
}

// TestTerminalSuspend lets a shell with job control stop and wake the demo.
func TestTerminalSuspend(t *testing.T) {
	t.Parallel()
	term := ptytest.Start(t, ptytest.Options{
		Cmd: []string{"sh", "-c", `set -m; "$1"; echo stopped; read x; fg >/dev/null`, "sh", demo.Path(t)},
	})
	term.WaitFor("background dark", soon)
	term.Press("ctrl+z")
	term.WaitFor("stopped", soon)
	if left := term.LeftBehind(); len(left) > 0 {
		t.Errorf("LeftBehind() while suspended = %q, want nothing", left)
	}
	term.Press("enter")
	term.WaitFor("last resumed", soon)
	term.Press("q")
	if code := term.Wait(soon); code != 0 {
		t.Errorf("Wait() = %d, want 0", code)
	}
}

// judge is a test that may fail without failing the test it stands in for.
type judge struct {
	testing.TB
	said string
}

func (j *judge) Fatalf(format string, args ...any) { j.Fatal(fmt.Sprintf(format, args...)) }

func (j *judge) Fatal(args ...any) {
	j.said = fmt.Sprint(args...)
	runtime.Goexit()
}

func TestTerminalFailures(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		script string
		play   func(*ptytest.Term)
		want   []string
	}{
		{"text does not come", `echo here; read x`, func(term *ptytest.Term) {
			term.WaitFor("here", soon)
			term.WaitFor("there", 50*time.Millisecond)
		}, []string{`no "there" on the screen within 50ms`, "The program is running.", "|here\n"}},
		{"text does not go", `echo here; read x`, func(term *ptytest.Term) {
			term.WaitFor("here", soon)
			term.WaitGone("here", 50*time.Millisecond)
		}, []string{`no screen without "here" within 50ms`}},
		{"the program ends early", `echo bye; exit 4`, func(term *ptytest.Term) { term.WaitFor("there", soon) },
			[]string{"the program ended before", "exit code 4", "|bye\n"}},
		{"the program does not end", `read x`, func(term *ptytest.Term) { term.Wait(50 * time.Millisecond) },
			[]string{"the program has not ended within 50ms"}},
		{"no such key", `read x`, func(term *ptytest.Term) { term.Press("entre") }, []string{`no key is called "entre"`}},
		{"no such key here", `read x`, func(term *ptytest.Term) { term.Press("ctrl+1") },
			[]string{`this terminal cannot send "ctrl+1"`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			j := &judge{TB: t}
			done := make(chan struct{})
			go func() {
				defer close(done)
				tt.play(ptytest.Start(j, ptytest.Options{Cmd: []string{"sh", "-c", tt.script}}))
			}()
			<-done
			for _, want := range tt.want {
				if !strings.Contains(j.said, want) {
					t.Errorf("the failure says %q, want %q in it", j.said, want)
				}
			}
		})
	}
}

func TestTerminalEnvironment(t *testing.T) {
	t.Setenv("FROM_THE_TEST", "yes")
	term := ptytest.Start(t, ptytest.Options{
		Cmd: []string{"sh", "-c", `echo "$TERM,$FROM_THE_TEST,$ADDED"; ls -A "$HOME" | wc -l; pwd; tty`},
		Env: []string{"ADDED=here"},
		Dir: "/",
	})
	if code := term.Wait(soon); code != 0 {
		t.Errorf("Wait() = %d, want 0: is there a controlling terminal?", code)
	}
	lines := strings.Split(term.Screen(), "\n")
	if lines[0] != "xterm-256color,,here" || strings.TrimSpace(lines[1]) != "0" || lines[2] != "/" {
		t.Errorf("the environment is\n%s", term.Screen())
	}
}

func TestTerminalBuild(t *testing.T) {
	t.Parallel()
	var path string
	t.Run("builds", func(t *testing.T) {
		path = ptytest.Build(t, "cordon/tui/ptytest/internal/demo")
		term := ptytest.Start(t, ptytest.Options{Cmd: []string{path, "plain"}})
		if code := term.Wait(soon); code != 7 || !strings.Contains(term.Screen(), "plain words") {
			t.Errorf("the program ended with %d and showed\n%s", code, term.Screen())
		}
	})
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("Stat of the program after its test = %v, want that it is gone", err)
	}
}
