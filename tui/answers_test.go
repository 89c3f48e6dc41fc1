//go:build unix

package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/store"
	"cordon/tui/fake"
	"cordon/tui/ptytest"
)

// shellAfter runs a program, and says what the shell behind it was typed.
const shellAfter = `"$@"; echo ENDED $?; IFS= read -r line; printf 'TYPED<%s>\n' "$(printf %s "$line" | tr -d '\033' | tr '\007' '.')"`

// TestTerminalLeftAtOnce leaves within one round trip of the start, over
// connections of all kinds. No answer of the terminal reaches the shell, and
// nobody waits for answers that do not come.
func TestTerminalLeftAtOnce(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, late := range []time.Duration{0, 80 * time.Millisecond, 300 * time.Millisecond} {
		for _, key := range []string{"ctrl+c", "q"} { // the run, the list of runs
			t.Run(fmt.Sprint(late, " ", key), func(t *testing.T) {
				t.Parallel()
				path := filepath.Join(t.TempDir(), "cordon.db")
				s := store.New(path, store.Options{})
				r, err := s.Start(fake.Book(t), "Mail to finance", false, run.Stamp{By: "jan", Now: time.Now().Add(-time.Hour)})
				if err != nil {
					t.Fatal(err)
				}
				id := r.ID()
				if key == "q" {
					id = ""
				}
				term := ptytest.Start(t, ptytest.Options{
					Cmd:  []string{"sh", "-c", shellAfter, "sh", self},
					Env:  []string{childMode + "=", "STORE=" + path, "OPEN=" + id},
					Late: late,
				})
				term.WaitFor("Mail to finance", 10*time.Second)
				term.Press(key, key)
				term.WaitFor("ENDED", 5*time.Second)
				term.WaitIdle(late + 200*time.Millisecond)
				term.Type("mine\n")
				term.WaitFor("TYPED<", 5*time.Second)
				if !strings.Contains(term.Screen(), "TYPED<mine>") {
					t.Errorf("the shell was typed more:\n%s", term.Screen())
				}
			})
		}
	}
}

// TestTerminalLeftWithoutAnswers leaves a terminal that answers nothing, not even
// what every terminal does.
func TestTerminalLeftWithoutAnswers(t *testing.T) {
	t.Parallel()
	term := openIn(t, ptytest.Options{Answer: ptytest.Silent}, "")
	term.Press("ctrl+c", "ctrl+c")
	if code := term.Wait(answersWithin + time.Second); code != exitInterrupted {
		t.Errorf("exit code %d, want %d", code, exitInterrupted)
	}
}
