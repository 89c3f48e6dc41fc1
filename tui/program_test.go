//go:build unix

package tui

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/store"
	"cordon/tui/fake"
	"cordon/tui/ptytest"
	"cordon/tui/screen"
)

// The tests of this file run the screens in a pseudo-terminal, in a process of
// its own: this test binary, told by its environment to be the program.

const childMode = "CORDON_TUI_TEST"

func TestMain(m *testing.M) {
	mode, child := os.LookupEnv(childMode)
	if !child {
		// Tests in a terminal mostly wait, so more of them run at a time than
		// there are processors. The flag still says otherwise.
		if err := flag.Set("test.parallel", "16"); err != nil {
			panic(err)
		}
		// Nearly all that the tests use are frames, which are garbage at once.
		debug.SetGCPercent(400)
		os.Exit(m.Run())
	}
	cfg, err := childConfig()
	if err != nil {
		panic(err)
	}
	code, err := show(cfg, func(a App) tea.Model { return faulty{a, mode} })
	if err != nil {
		fmt.Fprintln(os.Stderr, "cordon:", err)
	}
	os.Exit(code)
}

// childConfig works on a store on disk.
func childConfig() (screen.Config, error) {
	b, err := playbook.Parse("phishing.yaml", []byte(fake.Phishing))
	disk := onDisk{store.New(os.Getenv("STORE"), store.Options{})}
	return screen.Config{
		Now:    wallOf(os.Getenv("WALL")),
		Reader: disk, Writer: disk, Rest: disk.Rest,
		Library: &fake.Memory{Book: b}, By: "maria",
		Open: os.Getenv("OPEN"), Environ: os.Environ(), DataDir: filepath.Dir(os.Getenv("STORE")),
	}, err
}

// onDisk is a store as a Journal.
type onDisk struct{ *store.Store }

func (j onDisk) OpenRun(id, by string) (Opened, error) {
	o, err := j.Open(id, by)
	return Opened{Run: o.Run, Mark: fmt.Sprint(o.Mark), Drafts: Drafts(o.Drafts)}, err
}

func (j onDisk) Drafts(id, by string) (Drafts, error) {
	all, err := j.Store.Drafts(id, by)
	return Drafts(all), err
}

func (j onDisk) Runs(known []run.Summary) ([]run.Summary, error) { return j.RunsSince(known) }

func (j onDisk) FilesIn(folder string) ([]string, error) { return store.FilesIn([]string{folder}) }

func (j onDisk) Mark() (string, error) {
	mark, err := j.Store.Mark()
	return fmt.Sprint(mark), err
}

func (j onDisk) Verify(id string) (run.Checked, error) {
	r, _, err := j.Inspect(id)
	return r.Looked(time.Now(), false, nil), err
}

// faulty panics where its mode says when the key X is pressed, or begins to read
// and never ends.
type faulty struct {
	App
	mode string
}

func (f faulty) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok || press.Text != "X" {
		next, cmd := f.App.Update(msg)
		f.App = next.(App)
		return f, cmd
	}
	if f.mode == "stuck" {
		select {}
	}
	fail := func() tea.Msg { panic("the flux is low \x1b]52;c;aGk=\a") }
	switch f.mode {
	case "restless":
		go f.reads()
	case "update":
		fail()
	case "view":
		f.mode = "view now"
	case "command":
		return f, fail
	case "batch":
		return f, tea.Batch(fail, tea.Batch(fail, fail))
	case "sequence":
		return f, tea.Sequence(func() tea.Msg { return nil }, tea.Batch(fail, fail))
	}
	return f, nil
}

// reads is always in the middle of something.
func (f faulty) reads() {
	for {
		if _, err := f.Cfg.Reader.Runs(nil); err != nil {
			panic(err)
		}
	}
}

func (f faulty) View() tea.View {
	v := f.App.View()
	switch {
	case f.mode == "view now":
		panic("the flux is low")
	case f.mode == "wall" && f.size.width >= 300:
		// A frame that is larger than what a terminal takes without reading.
		v.SetContent(strings.TrimSpace(strings.Repeat(strings.Repeat("wall", f.size.width/4)+"\n", f.size.height)))
	}
	return v
}

// A terminal is the program in a terminal, and its store.
type terminal struct {
	*ptytest.Term
	store *store.Store
	id    string
}

// open starts the program on a run.
func open(t *testing.T, mode string, wrap ...string) terminal {
	t.Helper()
	return openIn(t, ptytest.Options{}, mode, wrap...)
}

func openIn(t *testing.T, opts ptytest.Options, mode string, wrap ...string) terminal {
	t.Helper()
	path := filepath.Join(t.TempDir(), "cordon.db")
	s := store.New(path, store.Options{})
	r, err := s.Start(fake.Book(t), "Mail to finance", false, run.Stamp{By: "jan", Now: time.Now().Add(-time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	return openStore(t, s, path, r.ID(), opts, mode, wrap...)
}

// openStore starts the program on a run of a store.
func openStore(t *testing.T, s *store.Store, path, id string, opts ptytest.Options, mode string, wrap ...string) terminal {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	opts.Cmd = append(wrap, self)
	opts.Env = append(opts.Env, childMode+"="+mode, "STORE="+path, "OPEN="+id)
	term := ptytest.Start(t, opts)
	term.WaitFor("YOU ARE NEW", 10*time.Second)
	term.WaitIdle(400 * time.Millisecond) // the card ignores keys for a moment
	term.Press("enter")
	term.WaitGone("YOU ARE NEW", 5*time.Second)
	return terminal{term, s, id}
}

// ends waits for the program to end, and checks its code and its terminal.
func (term terminal) ends(t *testing.T, code int) {
	t.Helper()
	if got := term.Wait(5 * time.Second); got != code {
		t.Errorf("exit code %d, want %d", got, code)
	}
	if left := term.LeftBehind(); len(left) > 0 {
		t.Errorf("left behind in the terminal: %q", left)
	}
	if _, err := term.store.Verify(term.id); err != nil {
		t.Error(err)
	}
}

func TestTerminalSignals(t *testing.T) {
	t.Parallel()
	for sig, code := range map[syscall.Signal]int{syscall.SIGHUP: 129, syscall.SIGINT: 130, syscall.SIGTERM: 143} {
		t.Run(sig.String(), func(t *testing.T) {
			t.Parallel()
			term := open(t, "")
			term.Press("j", "b")
			term.Type("the mail server is down")
			term.WaitFor("server is down", 5*time.Second)
			term.Signal(sig)
			term.ends(t, code)
			term.hasDraft(t, "the mail server is down")
		})
	}
}

// hasDraft checks that typed text is on disk.
func (term terminal) hasDraft(t *testing.T, want string) {
	t.Helper()
	drafts, err := term.store.Drafts(term.id, "maria")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range drafts.Own {
		if text == want {
			return
		}
	}
	t.Errorf("drafts %q, want one that is %q", drafts, want)
}

func TestTerminalLeaves(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		keys []string
		code int
	}{
		{"q twice", []string{"q", "q"}, 0},
		{"ctrl+c twice", []string{"ctrl+c", "ctrl+c"}, 130},
		{"ctrl+c twice while typing", []string{"n", "ctrl+c", "ctrl+c"}, 130},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			term := open(t, "")
			for _, key := range tt.keys {
				term.Press(key)
				term.WaitIdle(100 * time.Millisecond)
			}
			term.ends(t, tt.code)
		})
	}
}

// TestTerminalPanics crashes in every place where the program can.
func TestTerminalPanics(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{"update", "view", "command", "batch", "sequence"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			term := open(t, mode)
			term.Press("j", "b")
			term.Type("the mail server is down")
			term.WaitFor("server is down", 5*time.Second)
			term.Press("X")
			term.ends(t, 1)
			shown := strings.ReplaceAll(term.Screen(), "\n", "")
			for _, want := range []string{"the flux is low", "is on disk", "cordon resume " + term.id, "crash-"} {
				if !strings.Contains(shown, want) {
					t.Errorf("no %q in what it leaves:\n%s", want, term.Screen())
				}
			}
			if strings.Contains(string(term.Raw()), "\x1b]52") {
				t.Error("the terminal was told to set its clipboard")
			}
			term.hasDraft(t, "the mail server is down")
		})
	}
}

// TestTerminalBlocked ends the program while the terminal takes no output.
func TestTerminalBlocked(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		end  func(terminal)
		code int
	}{
		{"terminate", func(term terminal) { term.Signal(syscall.SIGTERM) }, 143},
		{"hang up", func(term terminal) { term.Signal(syscall.SIGHUP) }, 129},
		{"ctrl+c twice", func(term terminal) { term.Press("ctrl+c", "ctrl+c") }, 130},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			term := open(t, "wall")
			term.Press("j", "b")
			term.Type("the mail server is down")
			term.WaitFor("server is down", 5*time.Second)
			term.StopReading()
			term.Resize(320, 250)
			tt.end(term)
			if code := term.Wait(5 * time.Second); code != tt.code {
				t.Errorf("exit code %d, want %d", code, tt.code)
			}
			term.hasDraft(t, "the mail server is down")
			term.ResumeReading()
			term.ends(t, tt.code)
		})
	}
}

// TestTerminalStuck ends a program whose model answers nothing any more.
func TestTerminalStuck(t *testing.T) {
	t.Parallel()
	term := open(t, "stuck")
	term.Press("j", "b")
	term.Type("the mail server is down")
	term.WaitFor("server is down", 5*time.Second)
	term.Press("X")
	term.Signal(syscall.SIGTERM)
	term.ends(t, 143)
	term.hasDraft(t, "the mail server is down")
}

// TestTerminalLost takes the terminal away.
func TestTerminalLost(t *testing.T) {
	t.Parallel()
	term := open(t, "")
	term.Press("j", "b")
	term.Type("the mail server is down")
	term.WaitFor("server is down", 5*time.Second)
	term.CloseMaster()
	if code := term.Wait(5 * time.Second); code != 129 {
		t.Errorf("exit code %d, want 129", code)
	}
	term.hasDraft(t, "the mail server is down")
}

// TestTerminalKilled kills the program a moment after something was typed.
func TestTerminalKilled(t *testing.T) {
	t.Parallel()
	disk := ptytest.WatchDisk(t)
	term := open(t, "")
	term.Press("j", "b")
	term.Type("the mail server is down")
	term.WaitFor("server is down", 5*time.Second)
	const keptWithin = 300 * time.Millisecond
	typed := time.Now()
	term.WaitIdle(keptWithin)
	term.WaitIdle(keptWithin + disk.Held(typed, time.Now()))
	term.Kill()
	term.Wait(5 * time.Second)
	term.hasDraft(t, "the mail server is down")
}

// TestTerminalEditor opens an editor that looks whether it has a terminal, and
// is interrupted by ctrl+c, which must not end the program.
func TestTerminalEditor(t *testing.T) {
	t.Parallel()
	editor := `test -t 1 && echo ", from the editor" >> "$1"; trap "exit 0" INT; echo EDITING; while :; do read x; done`
	term := open(t, "", "env", "EDITOR=exec sh -c '"+editor+"' sh")
	term.Press("n")
	term.WaitIdle(400 * time.Millisecond)
	term.Type("a note")
	term.Press("ctrl+x")
	term.WaitFor("EDITING", 5*time.Second)
	term.Press("ctrl+c")
	term.WaitFor("from the editor", 5*time.Second)
	term.Press("ctrl+c", "ctrl+c")
	term.ends(t, 130)
	term.hasDraft(t, "a note, from the editor")
}

// TestTerminalNoShell presses ctrl+z where nobody could wake the program: it
// leads its session, or who started it is of the same group, without a shell
// above.
func TestTerminalNoShell(t *testing.T) {
	t.Parallel()
	for name, cmd := range map[string][]string{
		"it leads":          nil,
		"a shell that ends": {"sh", "-c", `exec "$0"`},
		"a script":          {"sh", "-c", `"$0"; echo "left with $?"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			term := open(t, "", cmd...)
			term.Press("n")
			term.WaitIdle(400 * time.Millisecond)
			term.Type("a note")
			term.Press("ctrl+z")
			term.WaitFor("There is no shell to go to", 5*time.Second)
			term.Type(" goes on")
			term.WaitFor("a note goes on", 5*time.Second)
			term.WaitIdle(400 * time.Millisecond)
			term.hasDraft(t, "a note goes on")
		})
	}
}

// TestTerminalSuspended goes to the shell and comes back.
func TestTerminalSuspended(t *testing.T) {
	t.Parallel()
	term := open(t, "", "sh", "-c", `set -m; "$0"; echo "left with $?"; fg; echo "then $?"`)
	term.Press("ctrl+z")
	term.WaitFor("Welcome back", 5*time.Second)
	term.WaitIdle(400 * time.Millisecond)
	shell, _, had := strings.Cut(string(term.Raw()), "left with")
	if !had || strings.Count(shell, "\x1b[?1049h") != strings.Count(shell, "\x1b[?1049l") {
		t.Errorf("the shell never had the terminal as it was: %q", shell[max(0, len(shell)-200):])
	}
	term.Press("space")
	term.WaitGone("Welcome back", 5*time.Second)
	term.Press("q")
	term.WaitFor("runs and playbooks", 5*time.Second)
	term.Press("q")
	term.ends(t, 0)
	if !strings.Contains(term.Screen(), "then 0") {
		t.Errorf("after fg:\n%s", term.Screen())
	}
}

// TestTerminalSuspendedKeepsNobodyOut goes to the shell while something is being
// read. Others can write as long as nobody comes back.
func TestTerminalSuspendedKeepsNobodyOut(t *testing.T) {
	t.Parallel()
	term := open(t, "restless", "sh", "-c", `set -m; "$0"; echo "left with $?"; read x; fg; echo "then $?"`)
	term.Press("X", "ctrl+z")
	term.WaitFor("left with", 5*time.Second)
	if err := term.store.SaveDraft(term.id, "ben", "others", "typed next door"); err != nil {
		t.Fatal(err)
	}
	term.Press("enter")
	term.WaitFor("Welcome back", 5*time.Second)
}

// TestTerminalColors runs in terminals with and without colours, and in one
// that answers no question.
func TestTerminalColors(t *testing.T) {
	t.Parallel()
	colors := regexp.MustCompile(`\x1b\[[0-9;:]*\b(3[0-8]|4[0-8]|9[0-7]|10[0-7])[;:m]`)
	tests := []struct {
		name   string
		env    []string
		answer ptytest.Profile
		colors bool
	}{
		{"modern", nil, ptytest.Modern, true},
		{"silent", nil, ptytest.Silent, true},
		{"NO_COLOR=yes", []string{"NO_COLOR=yes"}, ptytest.Modern, false},
		{"NO_COLOR=0", []string{"NO_COLOR=0"}, ptytest.Modern, false},
		{"sixteen colours", []string{"TERM=xterm", "COLORTERM="}, ptytest.Modern, true},
		{"an old tmux", []string{"TERM=screen", "COLORTERM="}, ptytest.Silent, true},
		{"no colours", []string{"TERM=vt100", "COLORTERM="}, ptytest.Modern, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			term := openIn(t, ptytest.Options{Env: tt.env, Answer: tt.answer}, "")
			term.Press("2", "space")
			term.WaitFor("#2", 5*time.Second)
			term.Press("q")
			term.WaitFor("runs and playbooks", 5*time.Second)
			term.Press("q")
			term.ends(t, 0)
			if got := colors.FindString(string(term.Raw())); (got != "") != tt.colors {
				t.Errorf("colours: %q, want some: %v", got, tt.colors)
			}
		})
	}
}

// TestTerminalQuiet writes nothing while nothing happens, and little when
// somebody else writes.
func TestTerminalQuiet(t *testing.T) {
	fake.TakesLong(t)
	t.Parallel()
	term := open(t, "")
	term.WaitIdle(600 * time.Millisecond) // the watch has looked once
	before := len(term.Raw())
	term.WaitIdle(2 * time.Second)
	// The minute may change meanwhile.
	if n := len(term.Raw()) - before; n > 40 {
		t.Errorf("%d bytes in two seconds in which nothing happened: %q", n, term.Raw()[before:])
	}
	r, err := term.store.Load(term.id)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := term.store.Record(r, run.Stamp{By: "jan", Now: time.Now().Add(-time.Hour)}, run.CompleteStep("isolate", "")); err != nil {
		t.Fatal(err)
	}
	term.WaitFor("jan: 2.1 done", time.Second)
	term.WaitFor("#2", 5*time.Second)
}

// TestTerminalSizes starts in a terminal that does not know its size, and
// changes it very often.
func TestTerminalSizes(t *testing.T) {
	fake.TakesLong(t)
	t.Parallel()
	term := open(t, "")
	for i := range 200 {
		term.Resize(1+i*7%140, 1+i*5%45)
	}
	term.Resize(0, 0)
	term.Resize(120, 36)
	term.WaitFor("Needs you", 5*time.Second)
	term.WaitIdle(100 * time.Millisecond)
	if lines := strings.Split(term.Screen(), "\n"); !strings.Contains(lines[0], "saved") || !strings.Contains(lines[35], "? keys") {
		t.Errorf("after a storm of sizes:\n%s", term.Screen())
	}
	term.Press("q")
	term.WaitFor("runs and playbooks", 5*time.Second)
	term.Press("q")
	term.ends(t, 0)
}
