package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"cordon/store"
)

// TestTry wants a folder that is fit to be left as it was, and one that is not to
// be named.
func TestTry(t *testing.T) {
	dir := t.TempDir()
	if err := store.Try(dir); err != nil {
		t.Errorf("Try: %v", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("it left %v, %v", left, err)
	}
	if err := store.Try(filepath.Join(dir, "absent")); err == nil {
		t.Error("a folder that is not there is fit")
	}
}

func TestSpace(t *testing.T) {
	if free, ok := store.Space(t.TempDir()); ok && free == 0 {
		t.Skip("the disk of the tests is full")
	}
	if free, ok := store.Space(filepath.Join(t.TempDir(), "absent")); ok {
		t.Errorf("a folder that is not there has %d bytes", free)
	}
}
