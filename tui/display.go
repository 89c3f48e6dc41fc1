package tui

import (
	"bytes"
	"fmt"
	"os"
	"os/signal"
	"reflect"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/term"

	"cordon/tui/clipboard"
	"cordon/tui/paint"
	"cordon/tui/screen"
)

// A display is the terminal as the program shows itself on it. Bubble Tea is
// the event loop only: its own renderer draws 60 times a second whatever
// happens, so that each key waits for the next of these moments. The display
// draws right after each message instead, and nothing in between. So what the
// renderer saw to is seen to here:
//
//   - the settings and the modes of the terminal, set up and put back, also
//     around another program that has the terminal, and around the shell;
//   - the size of the window;
//   - what the program asks of the terminal: its background colour, its
//     clipboard, to draw all again;
//   - a terminal that takes no output: see [output].
type display struct {
	output *output
	screen *paint.Screen
	before states
	send   func(tea.Msg)
	// keyboard reads what the terminal sends, while we have it.
	keyboard interface {
		Start() error
		Stop()
	}

	answers answers
	way     clipboard.Way // of what is copied

	width, height int // of the window
}

// states are the settings of the terminal, which are not the same for both ends
// of it on every system.
type states struct{ in, out *term.State }

func settings() (s states, err error) {
	if s.in, err = term.GetState(int(os.Stdin.Fd())); err == nil {
		s.out, err = term.GetState(int(os.Stdout.Fd()))
	}
	return s, err
}

func (s states) restore() {
	_ = term.Restore(int(os.Stdout.Fd()), s.out)
	_ = term.Restore(int(os.Stdin.Fd()), s.in)
}

// drainedMsg says that the terminal has taken all that it was sent, and that
// there may be something newer to show.
type drainedMsg struct{}

// openDisplay sets up the terminal for keys, and asks it what is needed of it.
// Until there is something to show it shows what it did before.
func openDisplay(cfg screen.Config) (*display, error) {
	before, err := settings()
	if err != nil {
		return nil, err
	}
	d := &display{
		output: newOutput(os.Stdout),
		screen: paint.New(paint.Options{Profile: profile(cfg)}),
		before: before,
		way:    cfg.Way(),
	}
	d.width, d.height = d.window()
	if err := d.raw(); err != nil {
		before.restore()
		return nil, err
	}
	questions := d.screen.Ask()
	d.answers.ask(bytes.Count(questions, []byte{0x1b}))
	d.output.send(questions)
	return d, nil
}

// raw has keys come in as they are pressed.
func (d *display) raw() error {
	if _, err := term.MakeRaw(int(os.Stdin.Fd())); err != nil {
		return err
	}
	return sequences(os.Stdin, os.Stdout)
}

// window returns the size of the window, and the usual one of a terminal that
// does not know its size.
func (d *display) window() (width, height int) {
	width, height, err := term.GetSize(int(os.Stdout.Fd()))
	if err != nil || width <= 0 || height <= 0 {
		return 80, 24
	}
	return width, height
}

// resized tells the program the size of the window.
func (d *display) resized() {
	width, height := d.window()
	d.send(tea.WindowSizeMsg{Width: width, Height: height})
}

// ready reports whether there is any use in a view. If the terminal is still
// busy with the one before, the program is told when it is not.
func (d *display) ready() bool { return d.output.idle() }

// show shows a view, if there is something in it.
func (d *display) show(v tea.View) {
	if v.Content == "" {
		return
	}
	f := paint.Frame{Width: d.width, Height: d.height, Content: v.Content}
	if c := v.Cursor; c != nil {
		f.Cursor = &paint.Cursor{X: c.X, Y: c.Y, Style: styleOf(c)}
	}
	d.output.send(d.screen.Paint(f))
}

// styleOf is the number that terminals have for what a cursor looks like.
func styleOf(c *tea.Cursor) int {
	style := 2*int(c.Shape) + 1
	if !c.Blink {
		style++
	}
	return style
}

// release gives the terminal away: to another program, or for good. What the
// terminal was asked is waited for, if it takes what it is sent.
func (d *display) release() {
	taking := d.output.takes()
	question, answered := d.answers.lastQuestion()
	if !taking || answered == nil {
		d.keyboard.Stop()
		_, _ = d.output.Write(d.screen.Leave())
	} else {
		if _, err := d.output.Write(append(d.screen.Leave(), question...)); err == nil {
			select {
			case <-answered:
			case <-time.After(answersWithin):
			}
		}
		d.keyboard.Stop()
	}
	d.before.restore()
}

// regain takes the terminal back. Meanwhile its size may have changed.
func (d *display) regain() {
	_ = d.raw()
	_ = d.keyboard.Start()
	go d.resized()
}

// watch tells the program when the size of the window changes, until stop is
// called.
func (d *display) watch() (stop func()) {
	sizes, over := make(chan os.Signal, 1), make(chan struct{})
	notifyResized(sizes)
	go func() {
		for {
			select {
			case <-over:
				return
			case <-sizes:
				d.resized()
			}
		}
	}()
	return func() {
		signal.Stop(sizes)
		close(over)
	}
}

// hear does what is the display's own business in a message, and reports
// whether it was nobody else's. Some types of Bubble Tea are not exported; they
// are known by name.
func (d *display) hear(msg tea.Msg) (mine bool) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		d.width, d.height = msg.Width, msg.Height
		return false
	case tea.ModeReportMsg:
		d.learn(msg)
		return false
	case tea.SuspendMsg:
		d.release()
		return false
	case alertMsg:
		d.output.send([]byte(alertSequence(d.way, msg)))
		return true
	}
	switch internal(msg) {
	case "execMsg":
		d.release()
	case "clearScreenMsg":
		d.screen.Redraw()
	case "backgroundColorMsg":
		d.answers.ask(1)
		d.output.send([]byte(ansi.RequestBackgroundColor))
		return true
	case "setClipboardMsg":
		d.output.send([]byte(clipboard.Sequence(d.way, reflect.ValueOf(msg).String())))
		return true
	}
	return false
}

// internal returns the name of a type of Bubble Tea's own.
func internal(msg tea.Msg) string {
	name, _ := strings.CutPrefix(fmt.Sprintf("%T", msg), "tea.")
	return name
}

// isExec reports whether msg makes the program run another one.
func isExec(msg tea.Msg) bool { return internal(msg) == "execMsg" }

// learn takes in which modes the terminal knows.
func (d *display) learn(msg tea.ModeReportMsg) {
	switch {
	case !known(msg.Value):
	case msg.Mode == ansi.ModeSynchronizedOutput:
		d.screen.Synchronized()
	case msg.Mode == ansi.ModeUnicodeCore:
		d.output.send(d.screen.Graphemes())
	}
}

// known reports whether a terminal has a mode that can be set.
func known(value ansi.ModeSetting) bool {
	return value == ansi.ModeReset || value == ansi.ModeSet || value == ansi.ModePermanentlySet
}
