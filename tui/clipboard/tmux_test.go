//go:build unix

package clipboard

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestLoad puts a text into the buffer of a real tmux that nobody looks at, with
// each setting of its clipboard.
func TestLoad(t *testing.T) {
	if _, err := exec.LookPath("tmux"); err != nil {
		t.Skip("tmux is not installed")
	}
	dir, err := os.MkdirTemp("", "tmux") // a socket wants a short path
	if err != nil {
		t.Fatal(err)
	}
	socket := filepath.Join(dir, "s")
	asks := func(args ...string) string {
		out, err := exec.Command("tmux", append([]string{"-S", socket, "-f", "/dev/null"}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("tmux %q: %v: %s", args, err, out)
		}
		return string(out)
	}
	t.Cleanup(func() {
		_ = exec.Command("tmux", "-S", socket, "kill-server").Run()
		_ = os.RemoveAll(dir)
	})
	asks("new-session", "-d", "sleep 60")
	environ := append(os.Environ(), "TMUX="+socket+",1,0")
	text := strings.Repeat("$(rm -rf /) `x` \x1b]52;c;aGk=\a – ü\n", 5000)
	for _, setting := range []string{"external", "on", "off"} {
		asks("set-option", "-s", "set-clipboard", setting)
		l, err := Load(t.Context(), environ, setting+text)
		if err != nil || l.Setting != setting || l.Outer || l.Prefix != "C-b ]" {
			t.Errorf("%s: %+v, %v; nobody looks, so no terminal has it", setting, l, err)
		}
		if got := asks("show-buffer"); got != setting+text {
			t.Errorf("%s: tmux holds %d bytes, want %d", setting, len(got), len(setting+text))
		}
	}
	asks("kill-server")
	if _, err := Load(t.Context(), environ, text); err == nil {
		t.Error("a tmux that is gone took a text")
	}
}
