package store

import (
	"sync"
	"time"
)

// restWithin is how long to wait for what is under way. It is as long as a
// transaction waits for others, and then some.
const restWithin = 3 * time.Second

// A rest holds back the transactions of this process.
type rest struct {
	mu      sync.Mutex
	resting chan struct{} // closed when it is over; nil if there is none
	under   int           // transactions under way
	quiet   chan struct{} // closed when none is; nil if nobody waits for that
}

// Rest returns when no transaction of this Store is under way, and lets none
// begin until wake is called. A process that is stopped in the middle of one, as
// by ctrl+z, keeps everybody else out of the file until it goes on. One that does
// not end is waited for no longer than a few seconds.
func (s *Store) Rest() (wake func()) {
	over := make(chan struct{})
	quiet := s.rest.begin(over)
	select {
	case <-quiet:
	case <-time.After(restWithin):
	}
	return sync.OnceFunc(func() { s.rest.end(over) })
}

func (r *rest) begin(over chan struct{}) (quiet <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.resting, r.quiet = over, make(chan struct{})
	quiet = r.quiet
	r.settle()
	return quiet
}

func (r *rest) end(over chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	close(over)
	r.resting, r.quiet = nil, nil
}

// settle tells who waits that all is quiet, if it is. The caller holds mu.
func (r *rest) settle() {
	if r.under == 0 && r.quiet != nil {
		close(r.quiet)
		r.quiet = nil
	}
}

// enter begins a transaction, as soon as nobody rests.
func (r *rest) enter() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for r.resting != nil {
		over := r.resting
		r.mu.Unlock()
		<-over
		r.mu.Lock()
	}
	r.under++
}

// leave ends a transaction.
func (r *rest) leave() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.under--
	r.settle()
}
