//go:build unix

package ptytest

import (
	"errors"
	"os"
	"os/exec"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// Options say what to run, and in which terminal.
type Options struct {
	Cmd    []string // program and arguments
	Env    []string // added to the environment, as "KEY=value"
	Dir    string   // working folder; that of the test if empty
	Width  int      // of the window in columns; 80 if zero
	Height int      // of the window in rows; 24 if zero
	Answer Profile  // how the terminal answers; Modern if zero
	// Late is how much later its answers come, as over a slow connection.
	Late time.Duration
}

// A Profile says which terminal queries are answered.
type Profile int

const (
	// Modern answers like a current terminal emulator with a dark background.
	Modern Profile = iota
	// Silent answers nothing.
	Silent
)

// A Term is a program in a terminal.
type Term struct {
	t        testing.TB
	cmd      *exec.Cmd
	slave    *os.File // kept open until the program has ended, to see its settings
	before   *unix.Termios
	exited   chan struct{} // closed when the program has ended
	pumpDone chan struct{} // closed when the terminal is gone
	wake     *os.File      // writing here wakes the pump
	waits    *Waits
	given    sync.Once // back
	late     time.Duration

	mu      sync.Mutex // guards all below
	screen  *screen
	pump    pump
	raw     []byte
	active  time.Time // when something was last written or typed
	changed chan struct{}
	broken  error      // the emulator has failed
	answers []outgoing // that come late
	after   *unix.Termios
}

// Start runs a program in a new terminal.
func Start(t testing.TB, opts Options) *Term {
	t.Helper()
	if len(opts.Cmd) == 0 {
		t.Fatal("ptytest: no command")
	}
	size := unix.Winsize{Col: uint16(orDefault(opts.Width, 80)), Row: uint16(orDefault(opts.Height, 24))}
	term, err := start(t, command(t, opts), size, opts)
	if err != nil {
		t.Fatalf("cannot run %q in a terminal: %v", opts.Cmd, err)
	}
	t.Cleanup(term.End)
	return term
}

func orDefault(n, whenZero int) int {
	if n == 0 {
		return whenZero
	}
	return n
}

func command(t testing.TB, opts Options) *exec.Cmd {
	cmd := exec.Command(opts.Cmd[0], opts.Cmd[1:]...)
	cmd.Dir = opts.Dir
	cmd.Env = append(cmd.Env,
		"PATH="+os.Getenv("PATH"), "HOME="+t.TempDir(), "TERM=xterm-256color", "COLORTERM=truecolor",
		"LANG=C.UTF-8", "SHELL=/bin/sh")
	for _, name := range []string{"TMPDIR", "GOCOVERDIR"} {
		if value, ok := os.LookupEnv(name); ok {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
	}
	cmd.Env = append(cmd.Env, opts.Env...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	return cmd
}

// start opens a terminal and runs cmd in it.
func start(t testing.TB, cmd *exec.Cmd, size unix.Winsize, opts Options) (*Term, error) {
	master, slave, err := openTerminal(size)
	if err != nil {
		return nil, err
	}
	wakeup, wake, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(err, unix.Close(master), slave.Close())
	}
	term := &Term{
		t: t, cmd: cmd, slave: slave, wake: wake,
		exited:   make(chan struct{}),
		pumpDone: make(chan struct{}),
		pump:     pump{master: master},
		active:   time.Now(),
		changed:  make(chan struct{}),
		late:     opts.Late,
	}
	term.before, err = termios(slave)
	if err == nil {
		cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
		err = startFresh(cmd)
	}
	if err != nil {
		return nil, errors.Join(err, unix.Close(master), slave.Close(), wakeup.Close(), wake.Close())
	}
	term.waits = WaitsOf(cmd.Process.Pid)
	term.screen = newScreen(int(size.Col), int(size.Row), opts.Answer, term.reply)
	go term.runPump(wakeup)
	go term.awaitExit()
	return term, nil
}

// openTerminal opens both ends of a terminal. The master is a bare descriptor,
// since the runtime's poller does not work with one on every system.
func openTerminal(size unix.Winsize) (int, *os.File, error) {
	file, slave, err := pty.Open()
	if err != nil {
		return 0, nil, err
	}
	defer file.Close()
	master, err := unix.FcntlInt(file.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err == nil {
		err = errors.Join(unix.SetNonblock(master, true), unix.IoctlSetWinsize(master, unix.TIOCSWINSZ, &size))
	}
	if err != nil {
		return 0, nil, errors.Join(err, slave.Close())
	}
	return master, slave, nil
}

// awaitExit notes how the program ended and what it made of the terminal.
func (t *Term) awaitExit() {
	_ = t.cmd.Wait() // how it ended is in ProcessState
	t.mu.Lock()
	defer t.mu.Unlock()
	t.after, _ = termios(t.slave)
	_ = t.slave.Close()
	t.pump.out = nil // nobody reads it any more
	close(t.exited)
	t.notify()
}

// notify wakes everyone who waits for a change. The caller holds mu.
func (t *Term) notify() {
	close(t.changed)
	t.changed = make(chan struct{})
}

// Resize changes the size of the window.
func (t *Term) Resize(width, height int) {
	t.t.Helper()
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.pump.over {
		t.t.Fatal("ptytest: the terminal to resize is gone")
	}
	t.active = time.Now()
	t.screen.resize(width, height)
	size := unix.Winsize{Col: uint16(width), Row: uint16(height)}
	if err := unix.IoctlSetWinsize(t.pump.master, unix.TIOCSWINSZ, &size); err != nil {
		t.t.Fatalf("resize the terminal to %dx%d: %v", width, height, err)
	}
}

// Signal sends a signal to the program. One that has ended gets none.
func (t *Term) Signal(sig syscall.Signal) {
	t.t.Helper()
	if err := t.cmd.Process.Signal(sig); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.t.Fatalf("send %v: %v", sig, err)
	}
}

// PID returns the process id of the program.
func (t *Term) PID() int { return t.cmd.Process.Pid }

// Kill ends the program at once.
func (t *Term) Kill() {
	t.t.Helper()
	t.Signal(syscall.SIGKILL)
}

// CloseMaster takes the terminal away, as a lost connection does. The program
// gets SIGHUP; what it still writes goes nowhere.
func (t *Term) CloseMaster() {
	t.mu.Lock()
	t.pump.closing = true
	t.wakePump()
	t.mu.Unlock()
	<-t.pumpDone
}

// StopReading lets the terminal accept no more output, as a stalled connection
// does. When its buffer is full, the program blocks in writing.
func (t *Term) StopReading() {
	t.mu.Lock()
	t.pump.paused = true
	t.wakePump()
	t.awaitPump(func() bool { return t.pump.parked })
	t.mu.Unlock()
}

// ResumeReading ends StopReading.
func (t *Term) ResumeReading() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.pump.paused, t.pump.parked = false, false
	t.wakePump()
}

// Raw returns all bytes that the program has written so far.
func (t *Term) Raw() []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.raw)
}

// End ends the program at once, if it has not ended, with all that it has started,
// and gives the terminal back before the test ends. Tests that start programs by
// the thousand would run out of terminals otherwise.
func (t *Term) End() { t.given.Do(t.close) }

func (t *Term) close() {
	select {
	case <-t.exited:
	default:
		// The program leads a group of its own pid: its helpers end with it.
		_ = syscall.Kill(-t.cmd.Process.Pid, syscall.SIGKILL)
		<-t.exited
	}
	t.CloseMaster()
	t.mu.Lock()
	defer t.mu.Unlock()
	_ = t.wake.Close()
	t.screen.close()
}
