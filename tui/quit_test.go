//go:build unix

package tui

import (
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestTerminalHeldFile presses ctrl+c twice while another process holds the
// file and something waits to be written. It ends in time, says what may be
// missing, and has written nothing in part.
func TestTerminalHeldFile(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		do   func(term terminal)
		code int
	}{
		{"nothing waits", func(terminal) {}, exitInterrupted},
		{"an entry waits", func(term terminal) { term.Press("esc") }, exitNotSaved},
		{"a draft waits", func(term terminal) { term.Type(" and sends nothing") }, exitNotSaved},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			term := open(t, "")
			term.Press("n")
			term.Type("the server is down")
			term.WaitFor("server is down", 5*time.Second)
			term.WaitIdle(time.Second) // it is a draft
			file, err := os.Open(term.store.Path())
			if err == nil {
				err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX)
			}
			if err != nil {
				t.Fatal(err)
			}
			tt.do(term)
			term.WaitIdle(splitBy)
			began, waited := time.Now(), term.Waited()
			term.Press("ctrl+c", "ctrl+c")
			code := term.Wait(10 * time.Second)
			took := time.Since(began)
			if took -= term.Waited() - waited; took > 2*time.Second {
				t.Errorf("it took %v to end", took)
			}
			if err := file.Close(); err != nil { // gives up the lock
				t.Fatal(err)
			}
			if code != tt.code {
				t.Errorf("exit code %d, want %d", code, tt.code)
			}
			if said := strings.Contains(strings.Join(strings.Fields(term.Screen()), " "), "before all was written"); said != (tt.code == exitNotSaved) {
				t.Errorf("what may be missing is said: %t\n%s", said, term.Screen())
			}
			term.ends(t, tt.code)
			term.hasDraft(t, "the server is down")
		})
	}
}
