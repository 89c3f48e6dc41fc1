//go:build unix && !solaris && !aix

package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

func inode(info fs.FileInfo) uint64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(st.Ino)
	}
	return 0
}

// links returns how many names a file has.
func links(info fs.FileInfo) uint64 {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(st.Nlink)
	}
	return 1
}

// replacesOpen says that a file can be put in the place of one that is open.
const replacesOpen = true

// touched returns when a file was last changed in any way, in nanoseconds.
// Unlike the time of its content nobody can put it back.
func touched(info fs.FileInfo) int64 { return changeTime(info.Sys()) }

// syncDir makes the names in a folder durable. Some file systems know no such thing
// and say so.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		err = nil
	}
	if cerr := d.Close(); err == nil {
		err = cerr
	}
	return err
}

// noWaiting is the flag that keeps opening a pipe from waiting for its other
// end.
const noWaiting = syscall.O_NONBLOCK

// lock takes the lock that bbolt asks for again, or returns the error that
// isLocked knows.
func lock(f *os.File, write bool) error {
	how := syscall.LOCK_SH
	if write {
		how = syscall.LOCK_EX
	}
	return syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
}

func isLocked(err error) bool { return errors.Is(err, syscall.EWOULDBLOCK) }

// exposed returns an error if everybody may change a file, or exchange it for
// another, or if it is another user's. What is root's is as safe as the machine.
func exposed(path string, info fs.FileInfo) error {
	const everybody = 0o002
	if info.Mode().Perm()&everybody != 0 {
		return fmt.Errorf("%s: %w: everybody on this machine may write to it (mode %04o). To make it yours alone: chmod 600 FILE", path, ErrExposed, info.Mode().Perm())
	}
	if st, ok := info.Sys().(*syscall.Stat_t); ok && st.Uid != 0 && int(st.Uid) != os.Geteuid() {
		return fmt.Errorf("%s: %w: it belongs to another user (number %d, you are %d). To look at it, copy it and name the copy: cp FILE MINE; cordon --store MINE. To work on it, be that user", path, ErrExposed, st.Uid, os.Geteuid())
	}
	dir, err := os.Stat(filepath.Dir(path))
	if err == nil && dir.Mode().Perm()&everybody != 0 && dir.Mode()&fs.ModeSticky == 0 {
		return fmt.Errorf("%s: %w: everybody on this machine may write to its folder (mode %04o). To make it yours alone: chmod 700 FOLDER", path, ErrExposed, dir.Mode().Perm())
	}
	return nil
}

// openPlain opens a file for reading. It does not follow a link, and does not
// wait for the other end of a FIFO.
func openPlain(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
}

// unlock gives up the lock that bbolt took on a file. Closing the file is not
// enough while it is mapped into memory.
func unlock(f *os.File) { _ = syscall.Flock(int(f.Fd()), syscall.LOCK_UN) }
