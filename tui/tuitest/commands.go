package tuitest

import (
	"fmt"
	"maps"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

// patience is how long commands may run on after the script has ended. It is
// the bubble's time: a wait of a week takes no longer than any other.
const patience = 7 * 24 * time.Hour

// A message is on its way to the model.
type message struct {
	msg   tea.Msg
	order int           // of the command that sent it
	taken chan struct{} // closed when the sender may go on; nil if nobody waits
}

func (m message) release() {
	if m.taken != nil {
		close(m.taken)
	}
}

// commands runs commands, each in its own goroutine, and holds the messages
// they send until the driver takes them.
type commands struct {
	wake      chan struct{} // a message has come or a command has ended
	abandoned chan struct{} // closed when nobody takes messages any more

	mu      sync.Mutex
	started int
	running map[int]tea.Cmd
	ready   []message
}

func newCommands() *commands {
	return &commands{
		wake:      make(chan struct{}, 1),
		abandoned: make(chan struct{}),
		running:   map[int]tea.Cmd{},
	}
}

// start runs cmd, and calls done when it has ended and its messages are taken.
func (c *commands) start(cmd tea.Cmd, done func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.started++
	order := c.started
	c.running[order] = cmd
	go func() {
		c.run(cmd, order)
		c.mu.Lock()
		delete(c.running, order)
		c.mu.Unlock()
		done()
		c.signal()
	}()
}

// run runs one command. The commands of a sequence follow each other when the
// message of the one before has been taken.
func (c *commands) run(cmd tea.Cmd, order int) {
	msg := cmd()
	steps, ok := sequence(msg)
	if !ok {
		c.send(msg, order)
		return
	}
	for _, step := range steps {
		if step != nil && !c.isAbandoned() {
			c.run(step, order)
		}
	}
}

// sequence returns the commands of a [tea.Sequence]. The type of its message
// is not exported; no other message is a slice of commands but a batch.
func sequence(msg tea.Msg) ([]tea.Cmd, bool) {
	v := reflect.ValueOf(msg)
	if _, batch := msg.(tea.BatchMsg); batch || !v.IsValid() || !v.CanConvert(reflect.TypeFor[[]tea.Cmd]()) {
		return nil, false
	}
	return v.Convert(reflect.TypeFor[[]tea.Cmd]()).Interface().([]tea.Cmd), true
}

// send hands a message over and returns when it has been dealt with.
func (c *commands) send(msg tea.Msg, order int) {
	if c.isAbandoned() {
		return
	}
	m := message{msg, order, make(chan struct{})}
	c.mu.Lock()
	c.ready = append(c.ready, m)
	c.mu.Unlock()
	c.signal()
	select {
	case <-m.taken:
	case <-c.abandoned:
	}
}

// next takes the ready message whose command was started first.
func (c *commands) next() (message, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.ready) == 0 {
		return message{}, false
	}
	first := 0
	for i, m := range c.ready {
		if m.order < c.ready[first].order {
			first = i
		}
	}
	m := c.ready[first]
	c.ready = slices.Delete(c.ready, first, first+1)
	return m, true
}

func (c *commands) signal() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// abandon lets every command go on without its messages being taken, and
// returns when those that can end have ended.
func (c *commands) abandon() {
	if !c.isAbandoned() {
		close(c.abandoned)
	}
	synctest.Wait()
}

func (c *commands) isAbandoned() bool {
	select {
	case <-c.abandoned:
		return true
	default:
		return false
	}
}

// finish lets time pass until every command has ended.
func (c *commands) finish() {
	limit := time.NewTimer(patience)
	defer limit.Stop()
	for {
		left := c.left()
		if len(left) == 0 {
			return
		}
		select {
		case <-c.wake:
		case <-limit.C:
			// A failure would be lost: the bubble cannot be left while the
			// command runs, and would only say that it is deadlocked.
			panic(fmt.Sprintf("tuitest: still running a week after the script has ended: %s; "+
				"let it wait on the context that RunNew gives", strings.Join(left, ", ")))
		}
	}
}

// left names the commands that still run.
func (c *commands) left() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var names []string
	for _, order := range slices.Sorted(maps.Keys(c.running)) {
		names = append(names, runtime.FuncForPC(reflect.ValueOf(c.running[order]).Pointer()).Name())
	}
	return names
}
