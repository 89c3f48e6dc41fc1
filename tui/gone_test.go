//go:build unix

package tui

import (
	"os"
	"strings"
	"testing"
	"time"
)

// TestTerminalFileGone takes the file away under a running screen. It says so
// within a second, wherever one goes, and writes nothing into what is left.
func TestTerminalFileGone(t *testing.T) {
	t.Parallel()
	for _, tt := range waysToLoseAFile() {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			term := open(t, "")
			path := term.store.Path()
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			term.Press("2", "space")
			term.WaitFor("#2", 5*time.Second)
			term.WaitIdle(time.Second) // it is read for the last time
			if err := tt.do(path, before); err != nil {
				t.Fatal(err)
			}
			term.WaitFor("NOT SAVED: The file", 1200*time.Millisecond)
			if flat := strings.Join(strings.Fields(term.Screen()), ""); !strings.Contains(flat, strings.ReplaceAll(tt.want, " ", "")) {
				t.Errorf("no %q in\n%s", tt.want, term.Screen())
			}
			left, _ := os.ReadFile(path)
			term.Press("n")
			term.WaitIdle(splitBy)
			term.Press("esc", "esc")
			term.Press("q")
			term.WaitFor("runs and playbooks", 5*time.Second)
			if !strings.Contains(term.Screen(), "NOT SAVED: The file") {
				t.Errorf("home does not say it:\n%s", term.Screen())
			}
			term.Press("ctrl+c")
			term.WaitFor("ctrl+c again quits", time.Second)
			if !strings.Contains(term.Screen(), "NOT SAVED: The file") {
				t.Errorf("the question has taken its place:\n%s", term.Screen())
			}
			term.Press("ctrl+c")
			if code := term.Wait(5 * time.Second); code != 130 {
				t.Errorf("exit code %d, want 130", code)
			}
			if now, _ := os.ReadFile(path); tt.name != "set back" && string(now) != string(left) {
				t.Errorf("the file was written to: it has %d bytes and had %d", len(now), len(left))
			}
		})
	}
}

// TestTerminalFileGoneAtHome takes the file away under the list of runs. The
// list stays, and it is said as long as the file is not there again.
func TestTerminalFileGoneAtHome(t *testing.T) {
	t.Parallel()
	for _, tt := range waysToLoseAFile() {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			term := open(t, "")
			path := term.store.Path()
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			term.Press("2", "space")
			term.WaitFor("#2", 5*time.Second)
			term.Press("q")
			term.WaitFor("runs and playbooks", 5*time.Second)
			term.WaitFor("Mail to finance", 5*time.Second)
			term.WaitIdle(time.Second) // it is read for the last time
			whole, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := tt.do(path, before); err != nil {
				t.Fatal(err)
			}
			term.WaitFor("NOT SAVED: The file", 1200*time.Millisecond)
			flat := strings.Join(strings.Fields(term.Screen()), "")
			for _, want := range []string{strings.ReplaceAll(tt.want, " ", ""), "Mailtofinance"} {
				if !strings.Contains(flat, want) {
					t.Errorf("no %q in\n%s", want, term.Screen())
				}
			}
			term.Press("?")
			term.WaitIdle(splitBy)
			term.Press("esc")
			term.WaitFor("NOT SAVED: The file", time.Second)
			if err := os.WriteFile(path, whole, 0o600); err != nil {
				t.Fatal(err)
			}
			term.WaitFor("The file is there again", 1500*time.Millisecond)
			term.Press("q")
			term.Press("ctrl+c", "ctrl+c")
			term.Wait(5 * time.Second)
		})
	}
}

// A wayToLose is something that happens to a file under a running screen, and
// what is said of it.
type wayToLose struct {
	name string
	do   func(path string, before []byte) error
	want string
}

func waysToLoseAFile() []wayToLose {
	return []wayToLose{
		{"deleted", func(path string, _ []byte) error { return os.Remove(path) }, "is gone"},
		{"emptied", func(path string, _ []byte) error { return os.Truncate(path, 0) }, "emptied"},
		{"cut", func(path string, _ []byte) error { return os.Truncate(path, 20000) }, "cut short"},
		{"set back", func(path string, before []byte) error { return os.WriteFile(path, before, 0o600) }, "set back"},
	}
}
