//go:build unix

package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/store"
	"cordon/tui/ptytest"
)

// The tests in the files that end in _pty drive the real program in a real
// terminal, as a person does: they read the screen, press keys, and read what
// came of it. This file holds what they have in common.

var given = flag.String("program", "", "`PATH` of the cordon to drive, instead of one built for the test")

// program is the program that the tests drive. It is built when the first of
// them needs it, and removed when all have ended.
var program = ptytest.Binary{Package: "cordon/cmd/cordon"}

// A suite is all tests, and the program they drive.
type suite struct{ *testing.M }

func withPrograms(m *testing.M) suite { return suite{m} }

// Run implements [testscript.TestingM].
func (s suite) Run() int {
	code := s.M.Run()
	if err := program.Remove(); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	return code
}

// programPath returns the path of the program to drive.
func programPath(t testing.TB) string {
	t.Helper()
	if *given != "" {
		return *given
	}
	return program.Path(t)
}

const (
	// patience is how long a person waits for something to show. It is long:
	// how fast things are is measured elsewhere.
	patience = 20 * time.Second
	// glance is a little longer than a dialog that has come up ignores keys
	// that act. A person needs longer to read it.
	glance = 310 * time.Millisecond
)

// zone is where the offices are.
const zone = "Europe/Berlin"

// An office is a home folder with a store in it, where programs run.
type office struct {
	t    *testing.T
	home string
	env  []string // more of it

	started func(pid int) // is told of every program, if it is set
}

func newOffice(t *testing.T, env ...string) office {
	t.Helper()
	return office{t: t, home: t.TempDir(), env: env}
}

// environ is the environment of programs in the office.
func (p office) environ() []string {
	return append([]string{"HOME=" + p.home, "CORDON_AS=maria", "TZ=" + zone}, p.env...)
}

// storePath is where the program keeps its runs.
func (p office) storePath() string {
	return (&world{vars: map[string]string{"HOME": p.home}}).env().storePath()
}

func (p office) store() *store.Store { return store.New(p.storePath(), store.Options{}) }

// load returns a run as it stands on disk.
func (p office) load(id string) run.Run {
	p.t.Helper()
	r, err := p.store().Load(id)
	if err != nil {
		p.t.Fatal(err)
	}
	return r
}

// file writes a file in the office and returns its path.
func (p office) file(name, text string) string {
	p.t.Helper()
	path := filepath.Join(p.home, name)
	err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600))
	if err != nil {
		p.t.Fatal(err)
	}
	return path
}

// cordon runs a command without a terminal, and returns what it printed and
// its exit code.
func (p office) cordon(args ...string) (stdout, stderr string, code int) {
	p.t.Helper()
	cmd := exec.Command(programPath(p.t), args...)
	cmd.Dir, cmd.Env = p.home, append([]string{"PATH=" + os.Getenv("PATH")}, p.environ()...)
	var out, err bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &err
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.tell(cmd.Process.Pid)
	_ = cmd.Wait() // how it ended is in ProcessState
	return out.String(), err.String(), cmd.ProcessState.ExitCode()
}

// must runs a command that has to go well.
func (p office) must(args ...string) string {
	p.t.Helper()
	stdout, stderr, code := p.cordon(args...)
	if code != exitOK {
		p.t.Fatalf("cordon %s ended with %d: %s", strings.Join(args, " "), code, stderr)
	}
	return stdout
}

// begin starts a run by command and returns its id.
func (p office) begin(playbook string, args ...string) string {
	p.t.Helper()
	return strings.TrimSpace(p.must(append([]string{"start", playbook, "--no-tui"}, args...)...))
}

// A window is the size of a terminal.
type window struct{ width, height int }

func (w window) String() string { return fmt.Sprintf("%dx%d", w.width, w.height) }

// windows are the three sizes at which the screens are laid out differently.
func windows() []window { return []window{{120, 36}, {80, 24}, {50, 15}} }

// sit puts a person at a terminal in the office, with the program running.
func (p office) sit(size window, args ...string) *person {
	p.t.Helper()
	return p.sitAt(ptytest.Options{Width: size.width, Height: size.height}, args...)
}

// sitIn is sit for a program that another one starts, such as a shell.
func (p office) sitIn(size window, by, env []string, args ...string) *person {
	p.t.Helper()
	return p.sitAt(ptytest.Options{Width: size.width, Height: size.height, Cmd: by, Env: env}, args...)
}

// sitAt is sit for a terminal of another kind.
func (p office) sitAt(opts ptytest.Options, args ...string) *person {
	p.t.Helper()
	opts.Cmd = slices.Concat(opts.Cmd, []string{programPath(p.t)}, args)
	opts.Env = append(p.environ(), opts.Env...)
	opts.Dir = p.home
	term := ptytest.Start(p.t, opts)
	p.tell(term.PID())
	return &person{Term: term, t: p.t, at: p}
}

func (p office) tell(pid int) {
	if p.started != nil {
		p.started(pid)
	}
}

// A person sits at a terminal and works on a run. The methods say what they
// do, and each waits until the screen says that it came about.
type person struct {
	*ptytest.Term
	t  *testing.T
	at office
	// saved is the number of the entry that the screen showed as saved last.
	saved uint64
	came  time.Time // when the dialog on top came up
}

// reads waits until the screen shows a text.
func (p *person) reads(text string) {
	p.t.Helper()
	p.WaitFor(text, patience)
}

// finds waits until the screen matches an expression.
func (p *person) finds(re string) {
	p.t.Helper()
	p.WaitForMatch(regexp.MustCompile(re), patience)
}

// dialog waits until a dialog has come up.
func (p *person) dialog(title string) {
	p.t.Helper()
	p.reads(title)
	p.came = time.Now()
}

// looks is the time that a person takes to read what has come up before a key
// that acts on it.
func (p *person) looks() {
	if left := time.Until(p.came.Add(glance)); left > 0 {
		<-time.After(left)
	}
}

// acts presses a key that acts, after a look.
func (p *person) acts(key string) {
	p.t.Helper()
	p.looks()
	p.Press(key)
}

// sees waits until the screen shows one more entry as saved, and not two.
func (p *person) sees() {
	p.t.Helper()
	p.saved++
	p.WaitUntil(fmt.Sprintf("entry #%d saved", p.saved), patience, func(screen string) bool { return savedOn(screen) == p.saved })
}

// savedOn returns the number of the entry that a screen shows as saved last, or
// 0 if it shows none.
func savedOn(screen string) uint64 {
	head, _, _ := strings.Cut(screen, "\n")
	_, number, ok := strings.Cut(head, " saved ")
	if !ok {
		return 0
	}
	_, number, _ = strings.Cut(number, "#")
	n, _ := strconv.ParseUint(strings.TrimSpace(number), 10, 64)
	return n
}

// resumes comes back to a run with the program that was started for it. The
// run was only just started, so nobody is welcomed back to it.
func (p *person) resumes() {
	p.t.Helper()
	p.WaitForMatch(regexp.MustCompile(`you are here|(?m)^[▸>]\S+ \d`), patience)
	p.saved = savedOn(p.Screen())
}

// isThere does the same where a card may welcome the person back.
func (p *person) isThere() {
	p.t.Helper()
	welcomed := func(screen string) bool {
		return strings.Contains(screen, "Welcome back") || strings.Contains(screen, "YOU ARE NEW")
	}
	p.WaitUntil("the run", patience, func(screen string) bool { return welcomed(screen) || strings.Contains(screen, "you are here") })
	p.WaitIdle(glance)
	if screen := p.Screen(); welcomed(screen) || !strings.Contains(screen, "you are here") {
		p.Press("enter")
		p.WaitGone("Welcome back", patience)
		p.WaitGone("YOU ARE NEW", patience)
	}
	p.resumes()
}

// quits leaves by q, and wants the terminal as it was.
func (p *person) quits() {
	p.t.Helper()
	p.Press("q")
	p.reads("cordon  runs")
	p.Press("q")
	p.ends(exitOK)
}

// ends waits until the program has ended, and wants an exit code and the
// terminal as it was.
func (p *person) ends(code int) {
	p.t.Helper()
	if got := p.Wait(patience); got != code {
		p.t.Errorf("exit code %d, want %d", got, code)
	}
	if left := p.LeftBehind(); len(left) > 0 {
		p.t.Errorf("left behind in the terminal: %q", left)
	}
}

// palette runs a command by its name. It waits until the palette is gone: the
// dialog that follows may bear the same words, and takes no key at first. The
// palette stays where the command is refused, and gives the reason in brackets.
func (p *person) palette(name string) {
	p.t.Helper()
	p.Press(":")
	p.reads("Command")
	p.Type(name)
	p.reads("> " + name)
	p.finds(`(?i)[▸>]  .*` + regexp.QuoteMeta(name))
	p.Press("enter")
	refused := regexp.MustCompile(`(?i)[▸>]  .*` + regexp.QuoteMeta(name) + `.*  \(`)
	p.WaitUntil("palette has run "+name, patience, func(screen string) bool {
		return !strings.Contains(screen, "> "+name) || refused.MatchString(screen)
	})
}

// atStep finds the title of a step where it is shown in full: two spaces stand
// behind its number, and one in the lists.
func atStep(number string) *regexp.Regexp {
	return regexp.MustCompile(`(?m)(^|[│|])[ ▸>]*(\S{1,3} )?` + regexp.QuoteMeta(number) + `  \S`)
}

// goes goes to a step by its number.
func (p *person) goes(number string) {
	p.t.Helper()
	here := atStep(number)
	if here.MatchString(p.Screen()) {
		return
	}
	p.Press("/")
	p.reads("Find steps")
	p.Type(number)
	p.finds(`[▸>] ?\S{1,3} ` + regexp.QuoteMeta(number) + ` `)
	p.Press("enter")
	p.WaitGone("Find steps", patience)
	p.WaitForMatch(here, patience)
}

// fortySteps is a playbook of four phases with ten steps each.
func fortySteps() []byte {
	var y bytes.Buffer
	y.WriteString("format: cordon/1\nid: forty\ntitle: Forty steps\nphases:\n")
	for i := range 40 {
		if i%10 == 0 {
			fmt.Fprintf(&y, "- id: phase-%d\n  title: Phase %d\n  steps:\n", i/10+1, i/10+1)
		}
		fmt.Fprintf(&y, "  - id: s%d\n    title: Look at system number %d\n    do: |\n      1. Open its log.\n      2. Note what is **not** as usual.\n", i+1, i+1)
	}
	return y.Bytes()
}
