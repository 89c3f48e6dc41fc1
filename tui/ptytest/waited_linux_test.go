package ptytest_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"cordon/tui/ptytest"
)

// TestTerminalWaited lets a program and another one that it starts have one
// core between them: at least one of them waits.
func TestTerminalWaited(t *testing.T) {
	t.Parallel()
	if !ptytest.Tells() {
		t.Skip("this system does not tell how long a program waited for a core")
	}
	term := shell(t, `echo ready; read x; (while :; do :; done) & while :; do :; done`)
	term.WaitFor("ready", soon)
	var all, one unix.CPUSet
	if err := unix.SchedGetaffinity(term.PID(), &all); err != nil {
		t.Fatal(err)
	}
	for i := 0; one.Count() == 0; i++ {
		if all.IsSet(i) {
			one.Set(i)
		}
	}
	if err := unix.SchedSetaffinity(term.PID(), &one); err != nil {
		t.Fatal(err)
	}
	before, began := term.Waited(), time.Now()
	term.Press("enter")
	for term.Waited()-before < 100*time.Millisecond {
		if time.Since(began) > soon {
			t.Fatalf("two programs have had one core for %v, and have waited for it for %v", time.Since(began), term.Waited()-before)
		}
		<-time.After(10 * time.Millisecond)
	}
}

// Pressed never goes back, and where the system tells it has a number.
func TestPressed(t *testing.T) {
	first := ptytest.Pressed()
	if _, err := os.ReadFile("/proc/pressure/cpu"); err == nil && first == 0 {
		t.Error("the machine was never busy since it began")
	}
	if second := ptytest.Pressed(); second < first {
		t.Errorf("Pressed = %v after %v", second, first)
	}
}

// TestTerminalHold wants every thread of a program that is held to have
// stopped, and the program to go on.
func TestTerminalHold(t *testing.T) {
	t.Parallel()
	term := start(t, ptytest.Options{})
	term.Hold()
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", term.PID()))
	if err != nil || len(threads) == 0 {
		t.Fatalf("the program has the threads %v, %v", threads, err)
	}
	for _, path := range threads {
		stat, err := os.ReadFile(path)
		if err != nil || !bytes.Contains(stat, []byte(") T ")) {
			t.Errorf("a thread is %q, %v, want it stopped", stat, err)
		}
	}
	term.Signal(unix.SIGCONT)
	term.Press("x")
	if code := term.Wait(soon); code != 3 {
		t.Errorf("Wait() = %d, want 3", code)
	}
}
