// Package tuitest drives a Bubble Tea model without a terminal.
//
// A test says what the person at the keyboard does and looks at the window in
// between:
//
//	tuitest.Run(t, model, 80, 24, func(d *tuitest.Driver) {
//		d.Press("j", "space")
//		d.Type("log server is isolated")
//		d.Press("ctrl+s")
//		if !strings.Contains(d.Frame(), "Saved") { ... }
//	})
//
// # Time
//
// The script runs in a [synctest] bubble. Each call returns when everything it
// set off has come to rest: commands have finished, or wait for time to pass.
// Time passes only in [Driver.Wait], and costs nothing; ticks fire only there.
// A bubble starts at midnight UTC of 1 January 2000; [Clock] gives a model
// another date. Subtests go outside Run, since a bubble cannot hold any.
//
// # Order
//
// In a program the commands of a batch race. Here they are started in the
// order they were given, each when the one before has finished or sleeps, and
// of the messages that are ready at the same moment the one whose command was
// started first is delivered first. So a test sees the same frames every time.
//
// # Commands that run for long
//
// A command may wait for as long as it likes, with a timer, on a channel or on
// a context, if what it waits on was made inside the bubble. A model that
// needs a context gets it from [RunNew]; the context ends when the script
// does. A context or channel from outside the bubble must not be waited on:
// the bubble cannot tell when it will answer, and the test hangs.
//
// When the script has returned, its context ends, messages that still come are
// dropped, the test's cleanups run, and time goes on until every command has
// returned. A model that is stopped in another way is stopped in the script,
// or in a cleanup of [Driver.T]. A command that has not returned after a week
// is named in a panic.
//
// # What is checked without being asked
//
// After each step the view that a terminal would show is drawn, and the test
// fails if a full-screen view is larger than its window, if it holds anything
// that a terminal would obey besides colors and links, or if its cursor lies
// outside. The first view is drawn before the size is known, as programs do.
//
// # What is left out
//
// There is no renderer and no input parser; use package ptytest for those. No
// terminal answers: a test sends [tea.BackgroundColorMsg], [tea.ColorProfileMsg]
// and the like itself. Filters given to [tea.WithFilter] do not run.
package tuitest

import (
	"context"
	"os/exec"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// A Driver is the person at the keyboard, and the part of the program that
// stands between a model and its terminal.
type Driver struct {
	// T is the test inside the bubble. Use it instead of the outer one.
	T *testing.T

	// OnExec stands in for a program that the model runs in the foreground,
	// such as an editor. It may read and write the files the command names.
	// If it is nil, running a program fails the test.
	OnExec func(*exec.Cmd) error

	model       tea.Model
	shown       tea.View
	width       int
	height      int
	commands    *commands
	quit        bool
	interrupted bool
	suspended   int
	clipboard   string
	faults      map[string]bool
}

// Run shows model in a window of the given size and plays the script.
func Run(t *testing.T, model tea.Model, width, height int, script func(*Driver)) {
	t.Helper()
	RunNew(t, func(context.Context) tea.Model { return model }, width, height, script)
}

// RunNew is like Run for a model that has to be made inside the bubble,
// because it holds a context, channels or timers. The context ends when the
// script does.
func RunNew(t *testing.T, model func(context.Context) tea.Model, width, height int, script func(*Driver)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d := &Driver{T: t, commands: newCommands(), faults: map[string]bool{}}
		t.Cleanup(d.commands.finish) // the first here, so the last to run
		ctx, cancel := context.WithCancel(t.Context())
		defer d.commands.abandon()
		defer cancel()
		d.model = model(ctx)
		d.draw()
		d.start(d.model.Init())
		d.Resize(width, height)
		script(d)
	})
}

// Clock returns a clock that shows start when the bubble begins and keeps the
// bubble's time. It may be made outside the bubble.
func Clock(start time.Time) func() time.Time {
	midnight := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	return func() time.Time { return start.Add(time.Since(midnight)) }
}

// Send delivers messages, each with everything it leads to. What is sent to a
// model that has quit is lost, like keys pressed after a program has ended.
func (d *Driver) Send(msgs ...tea.Msg) {
	d.T.Helper()
	for _, msg := range msgs {
		d.deliver(message{msg: msg})
		d.settle()
	}
}

// Press presses keys by the names they have in key bindings: "j", "N", "?",
// "space", "enter", "shift+tab", "ctrl+s", "f1". It fails the test if no key
// has the name.
func (d *Driver) Press(names ...string) {
	d.T.Helper()
	for _, name := range names {
		key, err := keyPress(name)
		if err != nil {
			d.T.Fatal(err)
		}
		d.Send(key)
	}
}

// Type presses the keys that spell text. A line break is the enter key.
func (d *Driver) Type(text string) {
	d.T.Helper()
	for text != "" {
		char, _ := ansi.FirstGraphemeCluster(text, ansi.GraphemeWidth)
		text = text[len(char):]
		d.Send(charPress(char))
	}
}

// Paste inserts text at once, as terminals with bracketed paste do.
func (d *Driver) Paste(text string) {
	d.T.Helper()
	d.Send(tea.PasteStartMsg{}, tea.PasteMsg{Content: text}, tea.PasteEndMsg{})
}

// Resize changes the size of the window.
func (d *Driver) Resize(width, height int) {
	d.T.Helper()
	d.width, d.height = width, height
	d.Send(tea.WindowSizeMsg{Width: width, Height: height})
}

// Wait lets time pass. What happens meanwhile is delivered at its own moment,
// so a model that ticks every second ticks ten times in ten seconds.
func (d *Driver) Wait(delay time.Duration) {
	d.T.Helper()
	timer := time.NewTimer(delay)
	defer timer.Stop()
	for {
		select {
		case <-d.commands.wake:
			d.settle()
		case <-timer.C:
			d.settle()
			return
		}
	}
}

// Frame returns what the window shows, without styles and without spaces at
// the ends of lines. It ends in a newline.
func (d *Driver) Frame() string {
	lines := strings.Split(ansi.Strip(d.shown.Content), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

// Styled returns what the window shows, with its escape sequences.
func (d *Driver) Styled() string { return d.shown.Content }

// View returns the view that is showing: content, cursor, title and modes.
func (d *Driver) View() tea.View { return d.shown }

// Cursor returns where the cursor is, counted from 0, and whether it shows.
func (d *Driver) Cursor() (x, y int, shown bool) {
	if d.shown.Cursor == nil {
		return 0, 0, false
	}
	return d.shown.Cursor.X, d.shown.Cursor.Y, true
}

// Quit reports whether the program would have ended.
func (d *Driver) Quit() bool { return d.quit }

// Interrupted reports whether it ended by [tea.Interrupt].
func (d *Driver) Interrupted() bool { return d.interrupted }

// Suspended returns how often the model sent itself to the background. Each
// time it was brought back at once.
func (d *Driver) Suspended() int { return d.suspended }

// Clipboard returns what the model last copied to the terminal's clipboard.
func (d *Driver) Clipboard() string { return d.clipboard }

// Model returns the model as it stands, for tests of the package it is from.
func (d *Driver) Model() tea.Model { return d.model }
