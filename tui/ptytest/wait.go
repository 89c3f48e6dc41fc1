//go:build unix

package ptytest

import (
	"fmt"
	"regexp"
	"strings"
	"syscall"
	"time"
)

// patience is how long output may go on in WaitIdle, and how long other
// processes may hold the terminal after the program has ended.
const patience = 30 * time.Second

// Screen returns what shows: all lines of the window, without spaces at their
// ends.
func (t *Term) Screen() string { return t.frame().text }

// Cursor returns where the cursor is, counted from 0, and whether it shows.
func (t *Term) Cursor() (x, y int, shown bool) {
	f := t.frame()
	return f.x, f.y, f.cursor
}

func (t *Term) frame() frame {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.screen.frame()
}

// WaitFor waits until the screen shows text.
func (t *Term) WaitFor(text string, within time.Duration) {
	t.t.Helper()
	t.WaitUntil(fmt.Sprintf("%q on the screen", text), within, func(screen string) bool {
		return strings.Contains(screen, text)
	})
}

// WaitForMatch waits until the screen matches the expression.
func (t *Term) WaitForMatch(re *regexp.Regexp, within time.Duration) {
	t.t.Helper()
	t.WaitUntil(fmt.Sprintf("%q on the screen", re), within, re.MatchString)
}

// WaitGone waits until the screen does not show text.
func (t *Term) WaitGone(text string, within time.Duration) {
	t.t.Helper()
	t.WaitUntil(fmt.Sprintf("screen without %q", text), within, func(screen string) bool {
		return !strings.Contains(screen, text)
	})
}

// WaitUntil waits until ok accepts the screen. What says what is waited for,
// as in "screen without a note".
func (t *Term) WaitUntil(what string, within time.Duration, ok func(screen string) bool) {
	t.t.Helper()
	given := t.waits.give(within)
	limit := time.NewTimer(within)
	defer limit.Stop()
	for late := false; ; {
		text, over, changed := t.look()
		switch {
		case ok(text):
			return
		case over:
			t.fatalf("the program ended before there was: %s", what)
		case late:
			t.fatalf("no %s within %v", what, within)
		}
		select {
		case <-changed:
		case <-limit.C:
			left := t.waits.left(given)
			limit.Reset(left)
			if late = left <= 0; late {
				t.CatchUp()
			}
		}
	}
}

// look returns what shows, whether it can still change, and what tells of it.
func (t *Term) look() (text string, over bool, changed <-chan struct{}) {
	t.t.Helper()
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.broken != nil {
		t.t.Fatal(t.broken)
	}
	return t.screen.frame().text, t.pump.over || t.pump.paused && t.ended(), t.changed
}

// WaitIdle waits until nothing was written or typed for as long as quiet,
// though the program could.
func (t *Term) WaitIdle(quiet time.Duration) {
	t.t.Helper()
	limit := time.NewTimer(patience)
	defer limit.Stop()
	given, last := span{}, time.Time{}
	for {
		active, over, changed := t.activity()
		if !active.Equal(last) {
			given, last = t.waits.give(quiet-time.Since(active)), active
		}
		left := t.waits.left(given)
		if left <= 0 || over {
			return
		}
		select {
		case <-changed:
		case <-time.After(left):
		case <-limit.C:
			t.fatalf("the program was never quiet for %v in %v", quiet, patience)
		}
	}
}

// activity returns when the last byte was moved, whether none can follow, and
// what tells of the next. A key that is held back is still to come.
func (t *Term) activity() (last time.Time, over bool, changed <-chan struct{}) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.pump.out) > 0 && t.waits.left(t.pump.resting) > 0 {
		return time.Now(), t.pump.over, t.changed
	}
	return t.active, t.pump.over, t.changed
}

// Wait waits until the program has ended and everything it wrote is shown. It
// returns the exit code, or 128 and the number of the signal that ended it, as
// a shell does.
func (t *Term) Wait(within time.Duration) int {
	t.t.Helper()
	given := t.waits.give(within)
	for left := within; !t.ended(); left = t.waits.left(given) {
		if left <= 0 {
			t.fatalf("the program has not ended within %v", within)
		}
		select {
		case <-t.exited:
		case <-time.After(left):
		}
	}
	t.drain()
	return t.exitCode()
}

func (t *Term) exitCode() int {
	status, ok := t.cmd.ProcessState.Sys().(syscall.WaitStatus)
	if ok && status.Signaled() {
		return 128 + int(status.Signal())
	}
	return t.cmd.ProcessState.ExitCode()
}

// drain waits until the rest of the output has been read, unless the terminal
// has been told not to.
func (t *Term) drain() {
	t.t.Helper()
	limit := time.NewTimer(patience)
	defer limit.Stop()
	for {
		t.mu.Lock()
		over, changed := t.pump.over || t.pump.paused, t.changed
		t.mu.Unlock()
		if over {
			return
		}
		select {
		case <-changed:
		case <-limit.C:
			t.fatalf("the program has ended, but something else still holds its terminal after %v", patience)
		}
	}
}

// Ended reports whether the program has ended.
func (t *Term) Ended() bool { return t.ended() }

func (t *Term) ended() bool {
	select {
	case <-t.exited:
		return true
	default:
		return false
	}
}

// fatalf fails the test and shows the screen.
func (t *Term) fatalf(format string, args ...any) {
	t.t.Helper()
	state := "The program is running."
	if t.ended() {
		state = fmt.Sprintf("The program has ended with exit code %d.", t.exitCode())
	}
	t.t.Fatalf("%s\n%s\n%s", fmt.Sprintf(format, args...), state, t.frame())
}

// String draws a frame with a border.
func (f frame) String() string {
	edge := "+" + strings.Repeat("-", f.columns) + "+\n"
	var b strings.Builder
	b.WriteString(edge)
	for line := range strings.Lines(f.text) {
		b.WriteString("|" + line)
	}
	b.WriteString(edge)
	if f.cursor {
		fmt.Fprintf(&b, "cursor at column %d, row %d", f.x, f.y)
	}
	return b.String()
}
