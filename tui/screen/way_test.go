package screen_test

import (
	"testing"

	"cordon/tui/clipboard"
	"cordon/tui/screen"
)

// TestWay asks no tmux that is somebody else's, and takes nobody for a guest whose
// name is theirs to choose.
func TestWay(t *testing.T) {
	for fixed, want := range map[string]clipboard.Way{"": clipboard.Tmux, "0": clipboard.Tmux, "1": clipboard.Beyond} {
		cfg := screen.Config{Environ: []string{"TERM=xterm-256color", "TMUX=/tmp/tmux-0/default,1,0", "CORDON_AS_FIXED=" + fixed}}
		if got := cfg.Way(); got != want {
			t.Errorf("CORDON_AS_FIXED=%q: %v, want %v", fixed, got, want)
		}
	}
}
