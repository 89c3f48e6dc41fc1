package tui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
)

// ErrCrash means that a mistake in the program ended it.
var ErrCrash = errors.New("cordon stopped because of a mistake in it")

// lentFor is how late an interrupt may be noticed that was meant for an editor
// which has ended meanwhile.
const lentFor = 500 * time.Millisecond

const (
	// hearWithin is how soon the second ctrl+c is heard by a program that is
	// well.
	hearWithin = 250 * time.Millisecond
	// deafWithin is how long one that is not has to end by itself: ctrl+c twice
	// ends it within two seconds, whatever it does.
	deafWithin = leaveWithin / 2
)

// A safety stands between the program and the model, and sees to it that the
// program ends in order when the model cannot: when it panics, and when the
// terminal takes no more output, not even what puts it back.
type safety struct {
	ctx     context.Context // ends when the program has ended
	display *display
	send    func(tea.Msg)
	still   bool // the last message changes nothing that shows
	rest    func() (wake func())
	wake    func() // what rests while the program is stopped

	// lent is until when an interrupt is meant for another program, in
	// nanoseconds since 1970.
	lent    atomic.Int64
	pressed time.Time // ctrl+c, the last time; the keyboard's
	once    sync.Once
	crash   atomic.Pointer[crash]
	keep    atomic.Pointer[tea.Cmd] // puts on disk what was typed last
}

// safeModel is the model as the program sees it.
type safeModel struct {
	tea.Model
	safety *safety
}

// Init implements [tea.Model].
func (m safeModel) Init() (cmd tea.Cmd) {
	defer m.safety.recovered()
	return m.safety.watched(m.Model.Init())
}

// Update implements [tea.Model]. After a panic the model is as it was before,
// and nothing reaches it any more.
func (m safeModel) Update(msg tea.Msg) (next tea.Model, cmd tea.Cmd) {
	if _, ok := msg.(tea.SuspendMsg); ok && m.safety.wake != nil {
		m.safety.wake() // it is over
	}
	if m.safety.crash.Load() != nil {
		return m, nil
	}
	next = m
	defer m.safety.recovered()
	switch msg.(type) {
	case drainedMsg:
		m.safety.still = false
		return m, nil
	case tea.SuspendMsg:
		m.safety.display.regain()
	}
	if isExec(msg) { // it has ended
		m.safety.lent.Store(time.Now().Add(lentFor).UnixNano())
		m.safety.display.regain()
	}
	if m.safety.still = idles(msg); m.safety.still {
		return m, nil
	}
	inner, cmd := m.Model.Update(msg)
	m.safety.remember(inner)
	return safeModel{inner, m.safety}, m.safety.watched(cmd)
}

// idles reports whether a message is about the terminal and nothing to the
// model.
func idles(msg tea.Msg) bool {
	switch msg.(type) {
	case tea.EnvMsg, tea.ModeReportMsg, tea.KeyboardEnhancementsMsg, tea.PasteStartMsg, tea.PasteEndMsg:
		return true
	}
	return false
}

// View implements [tea.Model]. Bubble Tea asks for it after every message, when
// it has sent off the command that the message led to. It gets nothing to draw:
// the display shows what there is.
func (m safeModel) View() (nothing tea.View) {
	if m.safety.still || m.safety.crash.Load() != nil || !m.safety.display.ready() {
		return nothing
	}
	defer m.safety.recovered()
	m.safety.display.show(m.Model.View())
	return nothing
}

// use has what is to be sent to the program sent that way.
func (s *safety) use(send func(tea.Msg)) {
	s.send, s.display.send = send, send
	s.display.output.drained = func() { send(drainedMsg{}) }
}

// remember has what is typed at hand for an end at which the model cannot be
// asked.
func (s *safety) remember(m tea.Model) {
	if app, ok := m.(interface{ keepThen(func() tea.Msg) tea.Cmd }); ok {
		keep := app.keepThen(func() tea.Msg { return nil })
		s.keep.Store(&keep)
	}
}

// keepTyped puts on disk what was typed last.
func (s *safety) keepTyped() {
	if keep := s.keep.Load(); keep != nil {
		(*keep)()
	}
}

// watched returns cmd with its panics caught, and those of the commands it
// leads to.
func (s *safety) watched(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer s.recovered()
		return s.watchedAll(cmd())
	}
}

// watchedAll does the same for the commands of a batch or a sequence. The type
// of the latter is not exported: both are slices of commands.
func (s *safety) watchedAll(msg tea.Msg) tea.Msg {
	v := reflect.ValueOf(msg)
	if !v.IsValid() || v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return msg
	}
	all := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
	for i := range v.Len() {
		all.Index(i).Set(reflect.ValueOf(s.watched(v.Index(i).Interface().(tea.Cmd))))
	}
	return all.Interface()
}

// recovered is deferred where a panic is to end the program in order.
func (s *safety) recovered() {
	if r := recover(); r != nil {
		if s.crash.CompareAndSwap(nil, &crash{what: fmt.Sprint(r), stack: debug.Stack()}) {
			go s.send(tea.Quit())
			s.endSoon(1)
		}
	}
}

// endSoon ends the program unless it ends by itself soon. If a terminal that
// takes no output is in the way, it is given up. If something else is, the
// program ends without.
func (s *safety) endSoon(code int) { s.end(code, leaveWithin) }

func (s *safety) end(code int, within time.Duration) {
	s.once.Do(func() {
		go func() {
			if s.ended(within) {
				return
			}
			go s.keepTyped()
			s.display.output.stall()
			if s.ended(endWithin) {
				return
			}
			s.display.output.restore()
			s.display.before.restore()
			if code == exitNotSaved {
				fmt.Fprintln(os.Stderr, "cordon:", lastLost("cordon"))
			}
			os.Exit(code)
		}()
	})
}

// interrupted is told of ctrl+c when it is read, and learns when it is heard.
// Pressed twice it ends the program, also one that hears nothing any more.
func (s *safety) interrupted(heard <-chan struct{}) {
	again := time.Since(s.pressed) <= interruptWithin
	s.pressed = time.Now()
	if !again {
		return
	}
	go func() {
		select {
		case <-heard:
		case <-time.After(hearWithin):
			s.end(exitInterrupted, deafWithin)
		}
	}()
}

// ended waits and reports whether the program has ended.
func (s *safety) ended(within time.Duration) bool {
	select {
	case <-s.ctx.Done():
		return true
	case <-time.After(within):
		return false
	}
}

// A crash is a panic that was caught.
type crash struct {
	what  string
	stack []byte
}

// report says in plain words what happened and what to do. Where it happened
// goes to a file, for those who mend it.
func (c *crash) report(dir, goOn string) error {
	text := fmt.Sprintf("%s.\nAll that the screen showed as saved is on disk, and so is what you typed.\nTo go on: %s", inert.Line(c.what), goOn)
	if path, err := c.write(dir); err == nil {
		text += "\nWhere in the program it happened is in " + inert.Line(path)
	}
	return fmt.Errorf("%w: %s", ErrCrash, text)
}

// write puts the stack into a new file.
func (c *crash) write(dir string) (path string, err error) {
	f, err := os.CreateTemp(dir, "crash-*.txt") // mode 0600
	if err != nil {
		return "", err
	}
	_, err = fmt.Fprintf(f, "%s\n\n%s", c.what, c.stack)
	return filepath.Clean(f.Name()), errors.Join(err, f.Close())
}
