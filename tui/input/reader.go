package input

import (
	"context"
	"io"
	"sync"
	"sync/atomic"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
)

// stopWithin is how long a terminal may take to let go of a read.
const stopWithin = 500 * time.Millisecond

// A Reader reads a terminal and sends its events on, in their order. It reads
// on when nobody takes them, so that ctrl+c is seen whatever happens. Its
// methods are for one goroutine.
type Reader struct {
	open func() (Source, error)
	lost func(error)
	// Interrupted is called with the key ctrl+c as soon as it is read. heard
	// is closed when the key has been taken. It may be nil.
	Interrupted func(heard <-chan struct{})
	// Heard is called with each event as soon as it is read, whoever holds up
	// those before it. It may be nil.
	Heard func(Event)

	reading *reading // nil while another program has the terminal

	mu      sync.Mutex
	changed *sync.Cond
	queue   []queued
	over    bool
}

// A Source is a terminal that is read. Cancel ends the read under way, and
// nothing is taken from the terminal any more.
type Source interface {
	io.ReadCloser
	Cancel() bool
}

// Cancelable returns a Source that reads from a terminal.
func Cancelable(terminal io.Reader) (Source, error) { return uv.NewCancelReader(terminal) }

// queued is an event on its way. taken is closed when it was sent, if it is not
// nil.
type queued struct {
	event Event
	taken chan struct{}
}

// NewReader returns a Reader that sends events until ctx ends. What send does
// not take holds up the events behind it. lost is called when the terminal can
// be read no more.
func NewReader(ctx context.Context, open func() (Source, error), send func(Event), lost func(error)) *Reader {
	r := &Reader{open: open, lost: lost}
	r.changed = sync.NewCond(&r.mu)
	go r.deliver(send)
	context.AfterFunc(ctx, func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.over = true
		r.changed.Broadcast()
	})
	return r
}

// Start begins to read.
func (r *Reader) Start() error {
	if r.reading != nil {
		return nil
	}
	from, err := r.open()
	if err != nil {
		return err
	}
	r.reading = &reading{from: from, pieces: make(chan []byte), ended: make(chan struct{}), reader: r}
	go r.reading.read()
	go r.reading.split()
	return nil
}

// Stop lets go of the terminal: when it returns, nothing more is taken from it.
// What came is sent on.
func (r *Reader) Stop() {
	if r.reading == nil {
		return
	}
	now := r.reading
	r.reading = nil
	now.stopped.Store(true)
	now.from.Cancel()
	select {
	case <-now.ended:
		_ = now.from.Close()
	case <-time.After(stopWithin): // it cannot be canceled here
	}
}

// put puts events behind those on their way.
func (r *Reader) put(events []Event) {
	for _, event := range events {
		if r.Heard != nil {
			r.Heard(event)
		}
		q := queued{event: event}
		if r.Interrupted != nil && IsInterrupt(event) {
			q.taken = make(chan struct{})
			r.Interrupted(q.taken)
		}
		r.mu.Lock()
		r.queue = append(r.queue, q)
		r.changed.Broadcast()
		r.mu.Unlock()
	}
}

// deliver sends the events one by one.
func (r *Reader) deliver(send func(Event)) {
	for {
		q, ok := r.next()
		if !ok {
			return
		}
		send(q.event)
		if q.taken != nil {
			close(q.taken)
		}
	}
}

func (r *Reader) next() (q queued, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for len(r.queue) == 0 && !r.over {
		r.changed.Wait()
	}
	if r.over {
		return q, false
	}
	q, r.queue = r.queue[0], r.queue[1:]
	return q, true
}

// reading is the time from Start to Stop.
type reading struct {
	reader  *Reader
	from    Source
	pieces  chan []byte
	err     error         // why there are no more
	ended   chan struct{} // closed when all that came is in the queue
	stopped atomic.Bool
}

// read reads pieces until it is stopped.
func (g *reading) read() {
	defer close(g.pieces)
	for {
		piece := make([]byte, 4096)
		n, err := g.from.Read(piece)
		if n > 0 {
			g.pieces <- piece[:n]
		}
		if err != nil {
			g.err = err
			return
		}
	}
}

// split makes events of the pieces.
func (g *reading) split() {
	defer close(g.ended)
	var s Splitter
	for {
		began := time.Now()
		piece, ok := g.wait(&s, began)
		if !ok {
			break
		}
		g.reader.put(s.Feed(piece))
	}
	g.reader.put(s.End())
	if !g.stopped.Load() {
		go g.reader.lost(g.err)
	}
}

// wait waits for the next piece. What happens by itself meanwhile happens.
func (g *reading) wait(s *Splitter, began time.Time) (piece []byte, ok bool) {
	for {
		var due <-chan time.Time
		if next := s.Next(); next > 0 {
			due = time.After(next - time.Since(began))
		}
		select {
		case piece, ok = <-g.pieces:
			return piece, ok
		case <-due:
		}
		select { // it may have come before its time was over
		case piece, ok = <-g.pieces:
			return piece, ok
		default:
			g.reader.put(s.Idle())
		}
	}
}
