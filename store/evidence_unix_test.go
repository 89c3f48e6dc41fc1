//go:build unix

package store

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// None of these may be read, and none may make Attach wait.
func TestAttachTakesOnlyRegularFiles(t *testing.T) {
	s := open(t)
	dir := folder(t)
	fifo := filepath.Join(dir, "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir) // the path of a socket must be short
	l, err := net.Listen("unix", "socket")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	link := filepath.Join(dir, "to-fifo")
	if err := os.Symlink(fifo, link); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{dir, fifo, link, "socket", os.DevNull, "/dev/zero"} {
		if _, err := s.Attach(path, -1); !errors.Is(err, ErrNotRegular) {
			t.Errorf("Attach(%s) = %v, want ErrNotRegular", path, err)
		}
	}
	if _, err := s.Attach(filepath.Join(dir, "none"), -1); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Attach of no file = %v, want ErrNotExist", err)
	}
	if _, err := os.Stat(s.evidenceDir()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder of evidence was made for nothing: %v", err)
	}
}

// A file that is exchanged for a link or a FIFO between the look and the
// opening must not be followed or waited for.
func TestOpenPlain(t *testing.T) {
	dir := folder(t)
	fifo, link := filepath.Join(dir, "fifo"), filepath.Join(dir, "link")
	if err := errors.Join(syscall.Mkfifo(fifo, 0o600), os.Symlink(fifo, link)); err != nil {
		t.Fatal(err)
	}
	f, err := openPlain(fifo)
	if err != nil {
		t.Fatalf("openPlain of a FIFO = %v, want it open without a wait", err)
	}
	_ = f.Close()
	if f, err := openPlain(link); err == nil {
		_ = f.Close()
		t.Error("openPlain followed a link")
	}
}
