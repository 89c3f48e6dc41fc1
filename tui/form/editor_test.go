package form

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEditorsRun runs real commands as people write them in $EDITOR.
func TestEditorsRun(t *testing.T) {
	for _, editor := range []string{
		`sh -c 'printf x >> "$1"' --`,
		`sh -c "printf x >> \"$1\"" --`,
		`tee -a`, // with an argument
	} {
		file := filepath.Join(t.TempDir(), "a note.md")
		if err := os.WriteFile(file, []byte("a"), 0o600); err != nil {
			t.Fatal(err)
		}
		cmd, err := editorCommand([]string{"EDITOR=vi", "VISUAL=" + editor}, file)
		if err != nil {
			t.Fatal(err)
		}
		cmd.Stdin = strings.NewReader("x")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v: %s", editor, err, out)
		}
		if b, _ := os.ReadFile(file); string(b) != "ax" {
			t.Errorf("%s left %q, want %q", editor, b, "ax")
		}
	}
}
