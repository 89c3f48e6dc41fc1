package tuitest

import (
	"fmt"
	"io"
	"os/exec"
	"reflect"
	"strings"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"
)

// maxMessages is how many messages may follow one another without any time
// passing. A model that goes on longer keeps itself busy for ever.
const maxMessages = 10_000

// settle delivers messages until nothing happens any more without a key or
// the passing of time, and shows the result.
func (d *Driver) settle() {
	d.T.Helper()
	for range maxMessages {
		synctest.Wait()
		m, ok := d.commands.next()
		if !ok {
			d.draw()
			return
		}
		d.deliver(m)
	}
	d.T.Fatalf("the model does not come to rest: %d messages and no time has passed", maxMessages)
}

// deliver does with a message what a program does, and lets its sender go on.
func (d *Driver) deliver(m message) {
	d.T.Helper()
	if d.quit {
		m.release()
		return
	}
	switch msg := m.msg.(type) {
	case nil:
		m.release()
		return
	case tea.BatchMsg:
		d.startBatch(msg, m)
		return
	case tea.QuitMsg:
		d.quit = true
		d.commands.abandon()
		return
	case tea.InterruptMsg:
		d.quit, d.interrupted = true, true
		d.commands.abandon()
		return
	case tea.SuspendMsg:
		d.suspended++
		d.start(func() tea.Msg { return tea.ResumeMsg{} })
	case tea.MouseMsg:
		if d.shown.OnMouse != nil {
			d.start(d.shown.OnMouse(msg))
		}
	default:
		d.internal(msg)
	}
	d.update(m)
}

func (d *Driver) update(m message) {
	var cmd tea.Cmd
	d.model, cmd = d.model.Update(m.msg)
	d.start(cmd)
	m.release()
}

// startBatch starts commands; whoever sent them goes on when all have ended.
func (d *Driver) startBatch(batch tea.BatchMsg, m message) {
	left := 0
	for _, cmd := range batch {
		if cmd != nil {
			left++
		}
	}
	done := make(chan struct{}, left)
	for _, cmd := range batch {
		if cmd != nil {
			d.commands.start(cmd, func() { done <- struct{}{} })
			synctest.Wait()
		}
	}
	go func() {
		for range left {
			<-done
		}
		m.release()
	}()
}

// start runs a command until it ends or waits.
func (d *Driver) start(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	d.commands.start(cmd, func() {})
	synctest.Wait()
}

// internal acts on the messages that Bubble Tea keeps to itself. Their types
// are not exported, so they are known by name.
func (d *Driver) internal(msg tea.Msg) {
	d.T.Helper()
	switch v := reflect.ValueOf(msg); internalName(v.Type()) {
	case "setClipboardMsg":
		d.clipboard = v.String()
	case "windowSizeMsg":
		size := tea.WindowSizeMsg{Width: d.width, Height: d.height}
		d.start(func() tea.Msg { return size })
	case "execMsg":
		d.exec(v)
	}
}

func internalName(t reflect.Type) string {
	if t.PkgPath() != reflect.TypeFor[tea.Key]().PkgPath() {
		return ""
	}
	return t.Name()
}

// exec runs what [tea.Exec] or [tea.ExecProcess] asked for, and then tells the
// model how it went.
func (d *Driver) exec(msg reflect.Value) {
	d.T.Helper()
	cmd, ok1 := hidden[tea.ExecCommand](msg, "cmd")
	done, ok2 := hidden[tea.ExecCallback](msg, "fn")
	if !ok1 || !ok2 {
		d.T.Fatalf("cannot read %v: this version of Bubble Tea keeps its command elsewhere", msg.Type())
	}
	err := d.runForeground(cmd)
	if done != nil {
		answer := done(err)
		d.start(func() tea.Msg { return answer })
	}
}

func (d *Driver) runForeground(cmd tea.ExecCommand) error {
	d.T.Helper()
	process, ok := process(cmd)
	if !ok {
		cmd.SetStdin(strings.NewReader(""))
		cmd.SetStdout(io.Discard)
		cmd.SetStderr(io.Discard)
		return cmd.Run()
	}
	if d.OnExec == nil {
		d.T.Fatalf("the model runs %q: set OnExec to say what it does", process.Args)
	}
	return d.OnExec(process)
}

// process returns the command that [tea.ExecProcess] wrapped.
func process(cmd tea.ExecCommand) (*exec.Cmd, bool) {
	v := reflect.Indirect(reflect.ValueOf(cmd))
	if internalName(v.Type()) == "" || v.Kind() != reflect.Struct {
		return nil, false
	}
	field := v.FieldByName("Cmd")
	if !field.IsValid() {
		return nil, false
	}
	process, ok := field.Interface().(*exec.Cmd)
	return process, ok
}

// hidden returns an unexported field of a struct. Reflection refuses to hand
// such a field out, but not to say where a copy of it lies.
func hidden[T any](v reflect.Value, name string) (T, bool) {
	var zero T
	if v.Kind() != reflect.Struct {
		return zero, false
	}
	copied := reflect.New(v.Type()).Elem()
	copied.Set(v)
	field := copied.FieldByName(name)
	if !field.IsValid() || field.Type() != reflect.TypeFor[T]() {
		return zero, false
	}
	return *(*T)(field.Addr().UnsafePointer()), true
}

// quoteLines makes a frame harmless to the terminal that shows a failure.
func quoteLines(frame string) string {
	var b strings.Builder
	for line := range strings.Lines(frame) {
		fmt.Fprintf(&b, "\t%q\n", strings.TrimSuffix(line, "\n"))
	}
	return b.String()
}

// draw shows the view of the model and checks what holds for every view.
func (d *Driver) draw() {
	d.T.Helper()
	d.shown = d.model.View()
	for _, fault := range faults(d.shown, d.width, d.height) {
		if !d.faults[fault] {
			d.faults[fault] = true
			d.T.Errorf("window %dx%d: %s\n%s", d.width, d.height, fault, quoteLines(d.Frame()))
		}
	}
}
