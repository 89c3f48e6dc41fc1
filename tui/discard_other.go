//go:build !linux && !darwin && !dragonfly && !freebsd && !netbsd && !openbsd

package tui

import "os"

// discardOutput throws away what a terminal was sent and has not taken, where
// the system has a way to do that.
func discardOutput(*os.File) {}
