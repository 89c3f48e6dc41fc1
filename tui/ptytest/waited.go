//go:build unix

package ptytest

import (
	"sync"
	"syscall"
	"time"
)

// Waits count how long a process has waited for a core: it was ready to go on,
// and others had them all. On an idle machine that is next to nothing. A test
// that holds a program to a time allows for its waits and for nothing else.
//
// The waits of all threads are added up, and those of the processes that it
// has started: what a person waits for may have needed each of them in turn.
// A wait counts once it is over. A thread that has ended counts with what it
// had waited when it was last looked at.
//
// Systems other than Linux do not tell, see [Tells].
type Waits struct {
	pid     int
	mu      sync.Mutex
	threads map[string]time.Duration
}

// WaitsOf counts the waits of a process.
func WaitsOf(pid int) *Waits { return &Waits{pid: pid, threads: map[string]time.Duration{}} }

// Total returns how long the process has waited so far.
func (w *Waits) Total() time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.look(w.pid)
	var all time.Duration
	for _, waited := range w.threads {
		all += waited
	}
	return all
}

// Waited returns how long the program has waited for a core so far, see
// [Waits].
func (t *Term) Waited() time.Duration { return t.waits.Total() }

// Hold stops the program where it is, and returns when it has stopped. Then no
// wait for a core is under way that [Term.Waited] does not know of. A program
// that is held can be killed; any other signal reaches it once it goes on with
// SIGCONT.
func (t *Term) Hold() {
	t.t.Helper()
	t.Signal(syscall.SIGSTOP)
	awaitStop(t.PID())
}

// mostWaited is how much is added to a span at the most, so that it ends even if
// the program goes round in circles on several cores.
const mostWaited = time.Minute

// A span is a time that the program is given. What it waits for a core
// meanwhile is added.
type span struct {
	length time.Duration
	began  time.Time
	waited time.Duration // before
}

// give gives the program a time from now on. The waits are read first: if the
// test has no core in between, that is not held against the program.
func (w *Waits) give(length time.Duration) span {
	if length <= 0 {
		return span{} // which is over
	}
	waited := w.Total()
	return span{length, time.Now(), waited}
}

// left returns what is left of a span.
func (w *Waits) left(s span) time.Duration {
	left := s.length - time.Since(s.began)
	if left > 0 || s.length <= 0 {
		return left
	}
	return left + min(w.Total()-s.waited, mostWaited)
}
