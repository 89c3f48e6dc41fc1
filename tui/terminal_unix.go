//go:build unix

package tui

import (
	"os"
	"os/signal"
	"syscall"
)

// sequences has a terminal understand escape sequences, which all do here.
func sequences(_, _ *os.File) error { return nil }

// notifyResized has a channel told when the size of the window changes.
func notifyResized(c chan<- os.Signal) { signal.Notify(c, syscall.SIGWINCH) }
