package tui

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/term"

	"cordon/tui/screen"
)

// Exit codes of a program that a signal or ctrl+c ended. All was saved, but with
// the first.
const (
	exitNotSaved    = 7
	exitHangup      = 129
	exitInterrupted = 130
	exitTerminated  = 143
)

const (
	// leaveWithin is how long the program may take to end once it was asked
	// to, before the terminal is given up.
	leaveWithin = 1200 * time.Millisecond
	// hurriedWithin is the same where nobody waits any more.
	hurriedWithin = 300 * time.Millisecond
	// endWithin is how long it may take after that, before it is ended
	// whatever it does.
	endWithin = 500 * time.Millisecond
)

// ErrNoTerminal means that the screens cannot be shown where the program runs.
var ErrNoTerminal = errors.New("this needs a terminal")

// Run shows the screens on the terminal until the person leaves, and returns
// the exit code of the program. Whatever happens, the terminal comes back.
func Run(cfg screen.Config) (int, error) {
	if err := checkTerminal(cfg.Environ); err != nil {
		return 2, err
	}
	return show(cfg, func(a App) tea.Model { return a })
}

// show runs the program. Tests put something between it and the App.
func show(cfg screen.Config, model func(App) tea.Model) (int, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	cfg.Context = ctx
	d, err := openDisplay(cfg)
	if err != nil {
		return 2, fmt.Errorf("%w: %v", ErrNoTerminal, err)
	}
	s := &safety{ctx: ctx, display: d, rest: cfg.Rest}
	reads, err := s.openKeyboard(ctx)
	if err != nil {
		d.before.restore()
		return 2, fmt.Errorf("%w: %v", ErrNoTerminal, err)
	}
	app := New(cfg)
	app.profile, app.ending, app.shell = profile(cfg), s.end, shellAbove
	app = app.themed()
	p := tea.NewProgram(safeModel{model(app), s},
		reads,
		tea.WithOutput(d.output),
		tea.WithoutSignalHandler(), // ours knows SIGHUP, and does not hang
		tea.WithoutRenderer(),      // see display
		tea.WithFPS(1),             // the clock of what it does not draw
		tea.WithWindowSize(d.width, d.height),
		tea.WithColorProfile(app.profile),
		tea.WithFilter(s.filter),
	)
	s.use(p.Send)
	defer s.handleSignals()()
	defer d.watch()()
	if err := d.keyboard.Start(); err != nil {
		d.release()
		return 2, fmt.Errorf("%w: %v", ErrNoTerminal, err)
	}
	final, err := p.Run()
	s.endSoon(exitHangup) // at the latest now
	d.release()
	d.output.flush()
	return s.result(cfg, final, err)
}

// result says how the program ended. What was typed last is kept however that
// was.
func (s *safety) result(cfg screen.Config, final tea.Model, err error) (int, error) {
	code, goOn := 1, "cordon"
	if m, ok := final.(safeModel); ok { // it is nil after some panics
		app := m.Model.(interface {
			ExitCode() int
			goOn() string
		})
		code, goOn = app.ExitCode(), app.goOn()
	}
	crash := s.crash.Load()
	switch {
	case crash == nil && err == nil && code == exitNotSaved:
		return code, lastLost(goOn)
	case crash == nil && err == nil:
		return code, nil
	}
	s.keepTyped()
	if crash != nil {
		return 1, crash.report(cfg.DataDir, goOn)
	}
	if _, gone := term.GetState(int(os.Stdin.Fd())); gone != nil {
		return exitHangup, nil // nobody is there to read a message
	}
	return 1, fmt.Errorf("the screen stopped: %w. All that it showed as saved is on disk. To go on: %s", err, goOn)
}

// lastLost says what ctrl+c did not wait for.
func lastLost(goOn string) error {
	return fmt.Errorf("%w: another process held the file, or the disk did not answer. What you did or typed last may be missing; all that the screen showed as saved is on disk. To look: %s", ErrNotSaved, goOn)
}

// checkTerminal says no before anything is drawn.
func checkTerminal(environ []string) error {
	switch {
	case !term.IsTerminal(int(os.Stdin.Fd())), !term.IsTerminal(int(os.Stdout.Fd())):
		return fmt.Errorf("%w: input and output must be one", ErrNoTerminal)
	case screen.Getenv(environ, "TERM") == "dumb", screen.Getenv(environ, "TERM") == "" && runtime.GOOS != "windows":
		return fmt.Errorf("%w that can place text, and TERM names none", ErrNoTerminal)
	}
	return nil
}

// filter sees every message before the program does. It notes when the
// terminal is lent to an editor, and hands the display what is for it.
func (s *safety) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	if isExec(msg) {
		s.lent.Store(math.MaxInt64)
	}
	if size, ok := msg.(tea.WindowSizeMsg); ok && (size.Width <= 0 || size.Height <= 0) {
		msg = tea.WindowSizeMsg{Width: 80, Height: 24} // the console of Windows says so
	}
	if s.display.hear(msg) {
		return nil
	}
	if _, ok := msg.(tea.SuspendMsg); ok && s.rest != nil {
		s.wake = s.rest()
	}
	return msg
}

// handleSignals ends the program in order on SIGHUP, SIGINT and SIGTERM: typed
// text is kept, the terminal is restored.
func (s *safety) handleSignals() (stop func()) {
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM)
	go func() {
		for {
			select {
			case <-s.ctx.Done():
				return
			case sig := <-signals:
				if sig == syscall.SIGINT && time.Now().UnixNano() < s.lent.Load() {
					continue // meant for the editor, which has the terminal
				}
				go s.send(screen.LeaveMsg{Code: codeOf(sig), How: screen.Forced})
				s.endSoon(codeOf(sig))
			}
		}
	}()
	return func() { signal.Stop(signals) }
}

// lost ends the program when the terminal can be read no more.
func (s *safety) lost(error) {
	go s.send(screen.LeaveMsg{Code: exitHangup, How: screen.Forced})
	s.endSoon(exitHangup)
}

func codeOf(s os.Signal) int {
	switch s {
	case syscall.SIGHUP:
		return exitHangup
	case syscall.SIGINT:
		return exitInterrupted
	}
	return exitTerminated
}
