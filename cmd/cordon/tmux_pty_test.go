//go:build unix

package main

import (
	"encoding/base64"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cordon/tui/ptytest"
)

// A tmuxServer is a tmux of its own with its default settings.
type tmuxServer struct {
	t      *testing.T
	socket string
}

// newTmux prepares a tmux, which the first person in it starts.
func newTmux(t *testing.T) tmuxServer {
	t.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("tmux is not installed")
	}
	dir, err := os.MkdirTemp("", "tmux") // a socket wants a short path
	if err != nil {
		t.Fatal(err)
	}
	m := tmuxServer{t, filepath.Join(dir, "s")}
	t.Cleanup(func() {
		_ = exec.Command("tmux", "-S", m.socket, "kill-server").Run() // it may have ended
		_ = os.RemoveAll(dir)
	})
	return m
}

// asks runs a command of tmux and returns what it prints.
func (m tmuxServer) asks(args ...string) string {
	m.t.Helper()
	out, err := exec.Command("tmux", append([]string{"-S", m.socket}, args...)...).CombinedOutput()
	if err != nil {
		m.t.Fatalf("tmux %q: %v: %s", args, err, out)
	}
	return string(out)
}

// sitInTmux puts a person at a terminal with tmux in it, in which the program
// runs. set are commands of tmux that come first.
func (s stage) sitInTmux(m tmuxServer, set []string, args ...string) *person {
	s.t.Helper()
	by := append([]string{"tmux", "-S", m.socket, "-f", "/dev/null"}, set...)
	return s.sitAt(ptytest.Options{Width: 100, Height: 30, Cmd: append(by, "new-session")}, args...)
}

// TestTerminalEscInTmux presses esc and then a key, in a tmux that waits half a
// second before it sends a lone escape byte on. What was typed is kept, and the
// key does what it means behind it.
func TestTerminalEscInTmux(t *testing.T) {
	t.Parallel()
	for _, pause := range []time.Duration{100 * time.Millisecond, 300 * time.Millisecond} {
		for key, shows := range map[string]string{"t": "Timeline", "\x1b[B": "▸○ 1.2"} {
			t.Run(pause.String()+" "+strings.TrimPrefix(key, "\x1b"), func(t *testing.T) {
				t.Parallel()
				s := newStage(t)
				p := s.sitInTmux(newTmux(t), nil, "resume", s.open)
				p.resumes()
				p.Press("n")
				p.dialog("Note on 1.1")
				p.Type("seven of nine revoked")
				p.reads("nine revoked")
				p.looks()
				p.Send("\x1b")
				p.Pause(pause)
				p.Send(key)
				p.WaitGone("Note on 1.1", patience)
				p.reads(shows)
				s.keeps("seven of nine revoked")
			})
		}
	}
}

// TestTerminalCopyInTmux copies in a tmux with default settings, and with those of
// somebody who wants no clipboard. What the footer says is so: the text is in the
// buffer of tmux, and it reached the terminal outside, or it did not.
func TestTerminalCopyInTmux(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		set   []string
		says  string
		outer bool
	}{
		{"default", nil, "send it on", true},
		{"set-clipboard on", []string{"set", "-s", "set-clipboard", "on", ";"}, "send it on", true},
		{"set-clipboard off", []string{"set", "-s", "set-clipboard", "off", ";"}, "set-clipboard is off", false},
		{"a terminal without a clipboard", []string{"set", "-s", "terminal-overrides", "*:Ms@", ";", "set", "-s", "terminal-features", "", ";"}, "knows no clipboard", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			s, m := newStage(t), newTmux(t)
			p := s.sitInTmux(m, test.set, "resume", s.open)
			p.resumes()
			p.Press("Y")
			p.dialog("Plain text")
			p.Press("y")
			p.reads("is in tmux's buffer: C-b ] pastes it.")
			p.reads(test.says)
			held := m.asks("show-buffer")
			if !strings.Contains(held, s.load(s.open).Current().Title) {
				t.Errorf("tmux holds %q, which is not the step", held)
			}
			p.WaitIdle(splitSecond)
			sent := strings.Contains(string(p.Raw()), base64.StdEncoding.EncodeToString([]byte(held)))
			if sent != test.outer {
				t.Errorf("it reached the terminal outside: %v, want %v", sent, test.outer)
			}
		})
	}
}

// splitSecond is how long tmux may take to write what it was given.
const splitSecond = 300 * time.Millisecond
