//go:build unix

package ptytest

import (
	"errors"
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// A pump moves bytes between the program and the terminal. Its goroutine alone
// reads, writes and closes the master; everyone else leaves wishes here, under
// the lock of the Term, and wakes it.
type pump struct {
	master  int
	out     []outgoing
	resting span // nothing is sent before it is over
	paused  bool // wish: read nothing
	closing bool // wish: close the terminal
	parked  bool // the pump has seen that it is paused
	behind  bool // wish: say when all is read that is there
	poked   bool // the pump is being woken
	over    bool // the terminal is closed
}

// outgoing is on its way to the program.
type outgoing struct {
	data []byte
	rest time.Duration // pause after it
}

// work is what the pump is to do next.
type work struct {
	read, write bool
	poll        bool // do not wait
	timeout     *unix.Timeval
}

// wakePump makes the pump look at its wishes. The caller holds mu.
func (t *Term) wakePump() {
	if !t.pump.over && !t.pump.poked {
		t.pump.poked = true
		_, _ = t.wake.Write([]byte{0})
	}
}

// awake takes note that the pump has been woken.
func (t *Term) awake(wakeup *os.File) {
	t.mu.Lock()
	defer t.mu.Unlock()
	_, _ = wakeup.Read(make([]byte, 1))
	t.pump.poked = false
}

// runPump moves bytes until the terminal is closed, or the program has ended
// and everything it wrote is read.
func (t *Term) runPump(wakeup *os.File) {
	defer wakeup.Close()
	defer close(t.pumpDone)
	defer t.endPump()
	buf := make([]byte, 64<<10)
	wakefd := int(wakeup.Fd())
	for {
		next, ok := t.nextWork()
		if !ok {
			return
		}
		readable, writable, woken, err := await(next, t.pump.master, wakefd)
		switch {
		case errors.Is(err, unix.EINTR):
			continue
		case err != nil:
			t.fail(fmt.Errorf("wait for the terminal: %w", err))
			return
		}
		if woken {
			t.awake(wakeup)
		}
		if writable {
			t.pumpOut()
		}
		if readable && !t.pumpIn(buf) {
			return
		}
		if next.poll && !readable {
			t.caughtUp()
		}
	}
}

// nextWork says what to wait for, and whether the terminal is still wanted.
func (t *Term) nextWork() (work, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	p := &t.pump
	if p.paused && !p.parked {
		p.parked = true
		t.notify()
	}
	w := work{read: !p.paused, write: len(p.out) > 0, poll: p.behind}
	if rest := t.waits.left(p.resting); w.write && rest > 0 {
		timeout := unix.NsecToTimeval(rest.Nanoseconds())
		w.write, w.timeout = false, &timeout
	}
	if w.poll {
		w.timeout = &unix.Timeval{}
	}
	return w, !p.closing
}

// await waits until something can be done.
func await(w work, master, wakeup int) (readable, writable, woken bool, err error) {
	var in, out unix.FdSet
	in.Set(wakeup)
	if w.read {
		in.Set(master)
	}
	if w.write {
		out.Set(master)
	}
	_, err = unix.Select(max(master, wakeup)+1, &in, &out, nil, w.timeout)
	return err == nil && w.read && in.IsSet(master), err == nil && w.write && out.IsSet(master),
		err == nil && in.IsSet(wakeup), err
}

// pumpIn reads what the program has written. It reports whether there may be
// more to come.
func (t *Term) pumpIn(buf []byte) bool {
	n, err := unix.Read(t.pump.master, buf)
	if n > 0 {
		t.show(buf[:n])
		return true
	}
	return errors.Is(err, unix.EAGAIN) || errors.Is(err, unix.EINTR)
}

// CatchUp returns when all that the program has written so far is on the
// screen: however late the test itself is, it does not hold that against the
// program.
func (t *Term) CatchUp() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.pump.behind = true
	t.wakePump()
	t.awaitPump(func() bool { return !t.pump.behind })
}

// caughtUp takes note that nothing more is there to read.
func (t *Term) caughtUp() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.pump.behind = false
	t.notify()
}

// awaitPump waits until the pump has come so far, or the terminal is gone. The
// caller holds mu.
func (t *Term) awaitPump(done func() bool) {
	for !done() && !t.pump.over {
		changed := t.changed
		t.mu.Unlock()
		<-changed
		t.mu.Lock()
	}
}

// pumpOut sends the next bytes to the program. A terminal that nobody listens
// to swallows them.
func (t *Term) pumpOut() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.pump.out) == 0 {
		return
	}
	t.active = time.Now()
	first := &t.pump.out[0]
	n, err := unix.Write(t.pump.master, first.data)
	switch {
	case errors.Is(err, unix.EAGAIN), errors.Is(err, unix.EINTR):
		return
	case err != nil || n == 0:
		t.pump.out = nil
		t.notify()
		return
	}
	first.data = first.data[n:]
	if len(first.data) == 0 {
		t.pump.resting = t.waits.give(first.rest)
		t.pump.out = t.pump.out[1:]
		t.notify()
	}
}

func (t *Term) endPump() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.pump.over = true
	_ = unix.Close(t.pump.master)
	t.notify()
}

// show draws what the program has written.
func (t *Term) show(data []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.raw = append(t.raw, data...)
	t.active = time.Now()
	if err := t.screen.write(data); err != nil && t.broken == nil {
		t.broken = err
	}
	t.notify()
}

func (t *Term) fail(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.broken = err
	t.notify()
}

// reply sends the terminal's answer to a query. The caller holds mu.
func (t *Term) reply(answer string) {
	t.answers = append(t.answers, outgoing{data: []byte(answer)})
	if t.late == 0 {
		t.replyNext()
		return
	}
	time.AfterFunc(t.late, func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.replyNext()
	})
}

// replyNext sends the first answer that was not sent. The caller holds mu.
func (t *Term) replyNext() {
	t.pump.out = append(t.pump.out, t.answers[0])
	t.answers = t.answers[1:]
	t.wakePump()
}

// Pause has what is sent from here on come that much later than what was sent
// before.
func (t *Term) Pause(d time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if n := len(t.pump.out); n > 0 {
		t.pump.out[n-1].rest += d
		return
	}
	t.pump.resting = t.waits.give(d)
}
