package tui

import (
	"os"
	"sync"
	"time"
)

const (
	// outputPatience is how long a write waits for a terminal that takes no
	// output.
	outputPatience = 200 * time.Millisecond
	// outputTail is how much of what waits is worth writing in the end.
	outputTail = 2048
	// discardEvery is how soon a write that was under way when its terminal was
	// given up is helped on again.
	discardEvery = 5 * time.Millisecond
)

const (
	// breakOff ends what output that was thrown away may have begun: a
	// sequence, or a frame.
	breakOff = "\x18\x1b[?2026l"
	// putBack takes back what package paint sets up: how keys are sent, pastes,
	// widths, the cursor, the alternate screen.
	putBack = "\x1b[>4m\x1b[<1u\x1b[?2004l\x1b[?2027l\x1b[0 q\x1b[?1049l\x1b[?25h"
)

// An output is the terminal, written to in a goroutine of its own. While the
// terminal takes what it is sent, that makes no difference. When it does not,
// as on a stalled connection, a plain write would hold up the whole program:
// no key would be heard and nothing would end it.
//
// Frames are not queued: one is drawn when the terminal has taken the one
// before ([output.idle]), so a slow terminal skips some and shows the newest.
// Each is one write: who sends it on, such as the server at the other end of a
// connection, gets it in one piece.
type output struct {
	*os.File
	// drained is called when the terminal has taken all, if it had not when it
	// was asked.
	drained func()

	mu      sync.Mutex
	changed *sync.Cond
	queue   [][]byte
	pending int // writes in the queue or under way
	written int // writes so far
	stalled bool
	owed    bool  // somebody waits for drained
	err     error // of the last write
}

func newOutput(terminal *os.File) *output {
	o := &output{File: terminal, drained: func() {}}
	o.changed = sync.NewCond(&o.mu)
	go o.pump()
	return o
}

// idle reports whether the terminal has taken all that it was sent. If not,
// drained is called when it has.
func (o *output) idle() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.owed = o.pending > 0
	return !o.owed && !o.stalled
}

// takes reports whether the terminal takes what it is sent. A frame that is just
// being written has a moment to get there.
func (o *output) takes() bool {
	_, _ = o.Write(nil)
	return o.idle()
}

// send hands p to the terminal and does not wait. The caller leaves p alone.
func (o *output) send(p []byte) {
	if len(p) == 0 {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.enqueue(p)
}

func (o *output) enqueue(p []byte) {
	o.queue = append(o.queue, p)
	o.pending++
	o.changed.Broadcast()
}

// Write implements [io.Writer]. It returns when the terminal has taken p, or
// when it has taken nothing for some time.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.enqueue(append([]byte(nil), p...))
	late := false
	timer := time.AfterFunc(outputPatience, func() {
		o.mu.Lock()
		late = true
		o.changed.Broadcast()
		o.mu.Unlock()
	})
	defer timer.Stop()
	for o.pending > 0 && !late && !o.stalled {
		o.changed.Wait()
	}
	return len(p), o.err
}

// pump writes what is in the queue.
func (o *output) pump() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for {
		for len(o.queue) == 0 {
			o.changed.Wait()
		}
		p := o.queue[0]
		o.queue = o.queue[1:]
		o.mu.Unlock()
		_, err := o.File.Write(p)
		o.mu.Lock()
		o.err = err
		o.written++
		o.pending--
		if o.pending == 0 && o.owed {
			o.owed = false
			go o.drained()
		}
		o.changed.Broadcast()
	}
}

// stall gives up on a terminal that takes no output. What it was sent and has
// not taken is thrown away but for the end, which is what restores it.
func (o *output) stall() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.pending == 0 {
		return
	}
	o.stalled = true
	from, size := len(o.queue), 0
	for ; from > 0 && size+len(o.queue[from-1]) <= outputTail; from-- {
		size += len(o.queue[from-1])
	}
	o.pending -= from - 1
	o.queue = append([][]byte{[]byte(breakOff)}, o.queue[from:]...)
	o.changed.Broadcast()
	go o.discard(o.written)
}

// discard throws away what is under way, until as many writes have ended. It
// may take more than one go: the write goes on where it was, and a frame may be
// larger than what the terminal has room for.
func (o *output) discard(written int) {
	for o.discarded(written) {
		<-time.After(discardEvery)
	}
}

// discarded throws away once, unless the write has ended. What comes after it
// is not to be lost, and waits for the lock.
func (o *output) discarded(written int) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.written != written {
		return false
	}
	discardOutput(o.File)
	return true
}

// restore puts the terminal back as far as a program can that was given up,
// unless the terminal still takes nothing.
func (o *output) restore() {
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = o.File.WriteString(breakOff + putBack)
	}()
	select {
	case <-done:
	case <-time.After(outputPatience):
	}
}

// flush waits until the terminal has taken all.
func (o *output) flush() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for o.pending > 0 {
		o.changed.Wait()
	}
}
