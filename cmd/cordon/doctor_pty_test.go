//go:build unix

package main

import (
	"bytes"
	"testing"
	"time"

	"cordon/tui/ptytest"
)

// TestTerminalDoctor asks a terminal that answers, and one that does not, which
// may take no longer than the time that is given.
func TestTerminalDoctor(t *testing.T) {
	for name, tt := range map[string]struct {
		answer ptytest.Profile
		want   []string
	}{
		"modern": {ptytest.Modern, []string{"the terminal named its background", "A line takes one cell", "tells Esc from alt"}},
		"silent": {ptytest.Silent, []string{"nobody says what the background is", "does not say how wide", "answered nothing in 300 ms"}},
	} {
		t.Run(name, func(t *testing.T) {
			term := ptytest.Start(t, ptytest.Options{Cmd: []string{programPath(t), "doctor"}, Answer: tt.answer, Width: 160, Height: 50, Env: []string{"LANG=C.UTF-8"}})
			if code := term.Wait(5 * time.Second); code != exitOK {
				t.Errorf("it ended with %d:\n%s", code, term.Screen())
			}
			for _, want := range tt.want {
				if !bytes.Contains(term.Raw(), []byte(want)) {
					t.Errorf("it does not say %q:\n%s", want, term.Screen())
				}
			}
			if left := term.LeftBehind(); len(left) > 0 {
				t.Errorf("it left %v", left)
			}
		})
	}
}
