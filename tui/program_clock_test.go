//go:build unix

package tui

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/store"
	"cordon/tui/fake"
	"cordon/tui/ptytest"
)

// wallOf is a clock on the wall that a file moves: it holds by how much. Without
// a file it is the system's.
func wallOf(file string) func() time.Time {
	if file == "" {
		return nil
	}
	return func() time.Time {
		by, _ := os.ReadFile(file)
		d, _ := time.ParseDuration(string(by))
		return time.Now().Add(d)
	}
}

// TestTerminalClock runs a clock in a terminal: the program is stopped, the
// system clock goes on, and goes back. Each shows within a second.
func TestTerminalClock(t *testing.T) {
	fake.TakesLong(t)
	t.Parallel()
	dir := t.TempDir()
	path, wall := filepath.Join(dir, "cordon.db"), filepath.Join(dir, "wall")
	move := func(by time.Duration) {
		t.Helper()
		if err := os.WriteFile(wall+".new", []byte(by.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Rename(wall+".new", wall); err != nil {
			t.Fatal(err)
		}
	}
	move(0)
	s := store.New(path, store.Options{})
	now := time.Now()
	r, err := s.Start(fake.Lawful(t).Book, "Customer list", false, run.Stamp{By: "jan", Now: now.Add(-time.Hour)})
	if err == nil {
		r, err = s.Record(r, run.Stamp{By: "jan", Now: now}, fake.RecordTime("aware_at", now.Add(100*time.Second-72*time.Hour), "aware"))
	}
	if err != nil {
		t.Fatal(err)
	}
	term := openStore(t, s, path, r.ID(), ptytest.Options{Env: []string{"WALL=" + wall}}, "")
	c := fake.MustClock(t, r, "authority")
	const within = 1500 * time.Millisecond // a second, and the time to draw
	term.WaitFor("s left", 5*time.Second)
	term.Signal(syscall.SIGSTOP)
	term.WaitIdle(2 * time.Second)
	term.Signal(syscall.SIGCONT)
	term.WaitUntil("the time that is left after a stop", within, func(screen string) bool {
		left, err := time.ParseDuration(strings.ReplaceAll(firstMatch(screen, `((?:\d+m )?\d+s) left`), " ", ""))
		return err == nil && (time.Until(c.Deadline.Due)-left).Abs() <= time.Second
	})
	move(10 * time.Minute)
	term.WaitFor("OVERDUE", within)
	move(-20 * time.Minute)
	term.WaitFor("The system clock was set back by 30m", within)
	term.WaitFor("21m left", within)
	term.WaitIdle(time.Second)
	term.Press("ctrl+c", "ctrl+c")
	term.ends(t, exitInterrupted)
	r, err = s.Load(r.ID())
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, e := range r.Entries() {
		if ev, ok := e.Event.(run.SystemClockMoved); ok && ev.Was.Sub(ev.Now).Round(time.Minute) == 30*time.Minute {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d entries say that the clock was set back by half an hour, want 1", n)
	}
	if got := fake.MustClock(t, r, "authority").Deadline.Due; !got.Equal(c.Deadline.Due) {
		t.Errorf("the deadline moved from %s to %s", c.Deadline.Due, got)
	}
}

func firstMatch(text, pattern string) string {
	if m := regexp.MustCompile(pattern).FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}
