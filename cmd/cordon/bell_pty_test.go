//go:build unix

package main

import (
	"bytes"
	"testing"

	"cordon/tui/ptytest"
)

// TestTerminalBell has somebody else record an entry while a person looks elsewhere:
// the terminal is told once, without a word of the run; in tmux the bell reaches
// the terminal outside, and without the config nothing does.
func TestTerminalBell(t *testing.T) {
	t.Parallel()
	const message = "\x1b]9;Cordon: somebody else has recorded something\a"
	for _, tt := range []struct {
		name, config string
		tmux         []string // commands of tmux that come first; nil is no tmux
		message      int      // how often the terminal gets the message
		bell         bool
	}{
		{"nothing asked for", "", nil, 0, false},
		{"bell", "bell: bell\n", nil, 0, true},
		{"message", "bell: message\n", nil, 1, false},
		{"bell in tmux", "bell: bell\n", []string{}, 0, true},
		{"message in tmux as it comes", "bell: message\n", []string{}, 0, true},
		{"message in tmux that lets it through", "bell: message\n", []string{"set", "-g", "allow-passthrough", "on", ";"}, 1, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			if tt.config != "" {
				s.file(".config/cordon/config.yaml", tt.config)
			}
			var p *person
			if tt.tmux == nil {
				p = s.sitAt(ptytest.Options{Width: 100, Height: 30}, "resume", s.open)
			} else {
				p = s.sitInTmux(newTmux(t), tt.tmux, "resume", s.open)
			}
			p.resumes()
			p.WaitIdle(splitSecond)
			before := len(p.Raw())
			s.must("note", s.open, "-m", "the key of the vault", "--as", "ben")
			p.reads("the key of the vault")
			p.WaitIdle(splitSecond)
			told := p.Raw()[before:]
			if n := bytes.Count(told, []byte(message)); n != tt.message {
				t.Errorf("the message came %d times, want %d", n, tt.message)
			}
			rest := bytes.ReplaceAll(told, []byte(message), nil)
			if n := bytes.Count(rest, []byte("\a")); n > 1 || (n == 1) != tt.bell {
				t.Errorf("it rang %d times, want it: %v", n, tt.bell)
			}
		})
	}
}
