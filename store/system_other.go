//go:build !unix || solaris || aix

package store

import (
	"io/fs"
	"os"
)

// inode knows no number of the file on this system.
func inode(fs.FileInfo) uint64 { return 0 }

// links knows nothing of names: a file may always have another.
func links(fs.FileInfo) uint64 { return 1 }

// replacesOpen says that a file cannot be put in the place of one that is open.
const replacesOpen = false

// touched knows no other time of a file than that of its content.
func touched(fs.FileInfo) int64 { return 0 }

// syncDir does nothing: this system has no way to flush a folder.
func syncDir(string) error { return nil }

// noWaiting is no flag here.
const noWaiting = 0

// lock leaves locking to bbolt: here a file cannot be locked twice.
func lock(*os.File, bool) error { return nil }

func isLocked(error) bool { return false }

// exposed does not look at permissions, which this system has none of.
func exposed(string, fs.FileInfo) error { return nil }

// openPlain opens a file for reading.
func openPlain(path string) (*os.File, error) { return os.Open(path) }

// unlock has nothing to do: closing the file gives up its lock.
func unlock(*os.File) {}
