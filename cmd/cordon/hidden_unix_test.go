//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package main

import (
	"os"
	"testing"

	"github.com/creack/pty"
	"golang.org/x/sys/unix"
)

// TestReadHidden: nothing of what is typed is shown from before the question is
// printed until the answer is there, and after that everything is.
func TestReadHidden(t *testing.T) {
	person, terminal, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer person.Close()
	defer terminal.Close()
	if !shows(t, terminal) {
		t.Fatal("a new terminal does not show what is typed: this test tests nothing")
	}
	got, err := readHidden(terminal, func() {
		if shows(t, terminal) {
			t.Error("while the question is printed, the terminal shows what is typed")
		}
		if _, err := person.WriteString("korrekt pferd\n"); err != nil {
			t.Error(err)
		}
	})
	if err != nil || string(got) != "korrekt pferd" {
		t.Errorf("readHidden = %q, %v", got, err)
	}
	if !shows(t, terminal) {
		t.Error("after the answer, the terminal does not show what is typed")
	}
}

// shows reports whether a terminal shows what is typed.
func shows(t *testing.T, terminal *os.File) bool {
	t.Helper()
	now, err := unix.IoctlGetTermios(int(terminal.Fd()), getTermios)
	if err != nil {
		t.Fatal(err)
	}
	return now.Lflag&unix.ECHO != 0
}
