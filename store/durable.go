package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// What a power cut leaves is what was synced: the bytes of a file by syncing the
// file, and its name by syncing the folder it is in. So a file is made under
// another name, filled, synced, given its name, and then the folder is synced.

// makeDirs makes a folder and those above it, for their owner alone, and makes
// their names durable: a power cut would lose all that lies in a folder whose
// name was never written.
func makeDirs(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	above := filepath.Dir(dir)
	if above == dir {
		return nil
	}
	if err := makeDirs(above); err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncDir(above)
}

// NewFile makes a file in a folder under a name that nobody uses, for its owner
// alone, to be given its own name when it is whole. What was left there of others
// that never came so far is removed.
func NewFile(dir string) (*os.File, error) {
	sweep(dir, newPattern, longAgo)
	return os.CreateTemp(dir, newPattern) // mode 0600
}

// SyncFolder makes the names in a folder durable, where the system can.
func SyncFolder(dir string) error { return syncDir(dir) }

// The names of files that are being made.
const (
	newPattern  = ".cordon-new-*"
	copyPrefix  = ".copy-"
	copyPattern = copyPrefix + "*"
)

// longAgo is when nobody is at work any more on a file that is being made.
const longAgo = 24 * time.Hour

// sweep removes what was left of files whose making was cut short: those that have
// not changed for some time, and that nobody has locked. A stream may pause.
func sweep(dir, pattern string, since time.Duration) {
	left, _ := filepath.Glob(filepath.Join(dir, pattern))
	for _, name := range left {
		info, err := os.Lstat(name)
		if err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) > since && !inWork(name) {
			_ = os.Remove(name)
		}
	}
}

// inWork reports whether somebody has the lock of a file.
func inWork(name string) bool {
	f, err := os.OpenFile(name, os.O_RDWR|noWaiting, 0)
	if err != nil {
		return false
	}
	defer f.Close()
	return isLocked(lock(f, true))
}
