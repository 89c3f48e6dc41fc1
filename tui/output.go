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
	// outputPending is how many writes may wait for the terminal at a time.
	outputPending = 8
	// outputChunk is how much is written at a time. Every terminal has room
	// for so much.
	outputChunk = 1024
	// outputTail is how much of what waits is worth writing in the end.
	outputTail = 2048
)

const (
	// breakOff ends what output that was thrown away may have begun: a
	// sequence, or a frame.
	breakOff = "\x18\x1b[?2026l"
	// putBack takes back what Bubble Tea sets up: how keys are sent, pastes,
	// widths, the cursor, the alternate screen.
	putBack = "\x1b[>4m\x1b[<1u\x1b[?2004l\x1b[?2027l\x1b[0 q\x1b[?1049l\x1b[?25h"
)

// An output is the terminal, written to in a goroutine of its own. While the
// terminal takes what it is sent, that makes no difference. When it does not,
// as on a stalled connection, a plain write would hold up the whole program:
// no key would be heard and nothing would end it.
type output struct {
	*os.File
	mu      sync.Mutex
	changed *sync.Cond
	queue   [][]byte
	pending int // writes in the queue or under way
	stalled bool
	err     error // of the last write
}

func newOutput(terminal *os.File) *output {
	o := &output{File: terminal}
	o.changed = sync.NewCond(&o.mu)
	go o.pump()
	return o
}

// Write implements [io.Writer]. It returns when the terminal has taken p, or
// when it has taken nothing for some time.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	late := false
	timer := time.AfterFunc(outputPatience, func() {
		o.mu.Lock()
		late = true
		o.changed.Broadcast()
		o.mu.Unlock()
	})
	defer timer.Stop()
	for o.pending >= outputPending && !o.stalled {
		o.changed.Wait()
	}
	o.queue = append(o.queue, append([]byte(nil), p...))
	o.pending++
	o.changed.Broadcast()
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
		for stalled := o.stalled; len(p) > 0 && stalled == o.stalled; {
			n := min(len(p), outputChunk)
			o.mu.Unlock()
			_, err := o.File.Write(p[:n])
			o.mu.Lock()
			o.err, p = err, p[n:]
		}
		o.pending--
		o.changed.Broadcast()
	}
}

// stall gives up on a terminal that takes no output. What it was sent and has
// not taken is thrown away but for the end, which is what restores it.
func (o *output) stall() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.queue) == 0 && o.pending == 0 {
		return
	}
	o.stalled = true
	from, size := len(o.queue), 0
	for ; from > 0 && size+len(o.queue[from-1]) <= outputTail; from-- {
		size += len(o.queue[from-1])
	}
	o.pending -= from - 1
	o.queue = append([][]byte{[]byte(breakOff)}, o.queue[from:]...)
	discardOutput(o.File)
	o.changed.Broadcast()
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
