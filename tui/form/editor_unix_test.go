//go:build unix

package form

import (
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// An editor may leave a pipe where its file was. Nobody waits for what may
// come out of it.
func TestEditorLeavesAPipe(t *testing.T) {
	name := filepath.Join(t.TempDir(), "edit-1.md")
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Fatal(err)
	}
	done := make(chan string, 1)
	go func() {
		text, kept := readEdited(name, "", false)
		done <- text + kept
	}()
	select {
	case got := <-done:
		if got != "" {
			t.Errorf("a pipe gives %q", got)
		}
	case <-time.After(5 * time.Second):
		t.Error("the form waits for a pipe")
	}
}
