//go:build unix

package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cordon/tui/ptytest"
)

// TestTerminalEditorLeftBehind kills the program while an editor is open that
// has saved its text. The next start says where the text is, and how to record
// it.
func TestTerminalEditorLeftBehind(t *testing.T) {
	t.Parallel()
	editor := `echo "from the editor" >> "$1"; kill -9 $PPID`
	term := open(t, "", "env", "EDITOR=exec sh -c '"+editor+"' sh")
	term.Press("n")
	term.WaitIdle(splitBy)
	term.Press("ctrl+x")
	term.Wait(5 * time.Second)
	path := term.store.Path()
	left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "edit-*"))
	if err != nil || len(left) != 1 {
		t.Fatalf("beside the store lie %q, want one file of the editor (%v)", left, err)
	}
	next := openStore(t, term.store, path, term.id, ptytest.Options{}, "")
	next.Press("M")
	next.WaitFor("Text from an editor", 5*time.Second)
	flat := strings.Join(strings.FieldsFunc(next.Screen(), func(r rune) bool { return r <= ' ' || r > 0x7f }), "")
	if want := "note" + term.id + "-F"; !strings.Contains(flat, want) {
		t.Errorf("no %q in\n%s", want, next.Screen())
	}
	if text, _ := os.ReadFile(left[0]); string(text) != "from the editor\n" {
		t.Errorf("the file has %q", text)
	}
}
