package tui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"golang.org/x/term"
)

// Exit codes of a program that a signal or ctrl+c ended. All was saved.
const (
	exitHangup      = 129
	exitInterrupted = 130
	exitTerminated  = 143
)

// leaveWithin is how long the program may take to end once it was asked to. A
// terminal that takes no more output blocks it; then the terminal is restored
// from outside.
const leaveWithin = 2 * time.Second

// ErrNoTerminal means that the screens cannot be shown where the program runs.
var ErrNoTerminal = errors.New("this needs a terminal")

// Run shows the screens on the terminal until the person leaves, and returns
// the exit code of the program. Whatever happens, the terminal comes back.
func Run(cfg Config) (int, error) {
	if err := checkTerminal(cfg.Environ); err != nil {
		return 2, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	cfg.Context = ctx
	before, err := term.GetState(int(os.Stdin.Fd()))
	if err != nil {
		return 2, fmt.Errorf("%w: %v", ErrNoTerminal, err)
	}
	app := New(cfg)
	app.ending = func(code int) { watchdog(before, code) }
	p := tea.NewProgram(app,
		tea.WithoutSignalHandler(), // ours knows SIGHUP, and does not hang
		tea.WithColorProfile(profile(cfg)),
		tea.WithFilter(fixSize),
	)
	stop := handleSignals(ctx, p, before)
	defer stop()
	final, err := p.Run()
	if err != nil {
		return 1, fmt.Errorf("the screen stopped: %w. All that it showed as saved is on disk", err)
	}
	return final.(App).ExitCode(), nil
}

// checkTerminal says no before anything is drawn.
func checkTerminal(environ []string) error {
	switch {
	case !term.IsTerminal(int(os.Stdin.Fd())), !term.IsTerminal(int(os.Stdout.Fd())):
		return fmt.Errorf("%w: input and output must be one", ErrNoTerminal)
	case getenv(environ, "TERM") == "dumb":
		return fmt.Errorf("%w that can move its cursor, and TERM is dumb", ErrNoTerminal)
	}
	return nil
}

// profile says which colours the terminal takes, from the environment alone:
// no question to the terminal, no child process.
func profile(cfg Config) colorprofile.Profile {
	switch {
	case !cfg.colourful():
		return colorprofile.ASCII
	case cfg.Color == ColorAlways:
		return max(colorprofile.ANSI256, colorprofile.Env(unset(cfg.Environ, "NO_COLOR")))
	}
	return colorprofile.Env(cfg.Environ)
}

// fixSize gives a terminal that reports no size the usual one.
func fixSize(_ tea.Model, msg tea.Msg) tea.Msg {
	if size, ok := msg.(tea.WindowSizeMsg); ok && (size.Width <= 0 || size.Height <= 0) {
		return tea.WindowSizeMsg{Width: 80, Height: 24}
	}
	return msg
}

// handleSignals ends the program in order on SIGHUP, SIGINT and SIGTERM: typed
// text is kept, the terminal is restored. If that takes too long, it ends it
// from outside.
func handleSignals(ctx context.Context, p *tea.Program, before *term.State) (stop func()) {
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, syscall.SIGHUP, syscall.SIGINT, syscall.SIGTERM)
	go func() {
		select {
		case <-ctx.Done():
		case s := <-signals:
			code := codeOf(s)
			go p.Send(leaveMsg{code: code, forced: true})
			watchdog(before, code)
		}
	}()
	return func() { signal.Stop(signals) }
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

// watchdog ends the program from outside unless it has ended by itself soon.
func watchdog(before *term.State, code int) {
	time.AfterFunc(leaveWithin, func() { endFromOutside(before, code) })
}

// endFromOutside restores a terminal that takes no output any more, as far as
// that goes without writing to it, and ends the program. Everything shown as
// saved is on disk.
func endFromOutside(before *term.State, code int) {
	_ = term.Restore(int(os.Stdin.Fd()), before)
	os.Exit(code)
}

func getenv(environ []string, name string) string {
	value := ""
	for _, kv := range environ {
		if v, ok := strings.CutPrefix(kv, name+"="); ok {
			value = v
		}
	}
	return value
}

func unset(environ []string, name string) []string {
	return slices.DeleteFunc(slices.Clone(environ), func(kv string) bool { return strings.HasPrefix(kv, name+"=") })
}
