//go:build unix && !solaris && !aix

package store

import (
	"errors"
	"strings"
	"syscall"
	"testing"
)

// A file system without locks, or that maps no files, damages nothing.
func TestAFileSystemThatIsNotFit(t *testing.T) {
	s := New("cordon.db", Options{})
	for _, errno := range []syscall.Errno{syscall.ENOLCK, syscall.ENOSYS, syscall.EOPNOTSUPP} {
		says(t, s.openError(s.lockError(errno), true), "files cannot be locked there")
	}
	for _, errno := range []syscall.Errno{syscall.ENODEV, syscall.EINVAL, syscall.EPERM} {
		says(t, s.openError(errno, true), "files cannot be mapped into memory there")
	}
}

func says(t *testing.T, err error, what string) {
	t.Helper()
	if !errors.Is(err, ErrUnfit) || errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), what) || !strings.Contains(err.Error(), "The runs are intact") {
		t.Errorf("%v, want ErrUnfit that says %q and that the runs are intact", err, what)
	}
}
