//go:build unix

package main

import (
	"os/signal"
	"syscall"
)

// heedLimits makes a write beyond the limit on the size of files (ulimit -f)
// fail like one on a full disk. Otherwise the system would end the program
// there, with the terminal as the screens left it.
func heedLimits() { signal.Ignore(syscall.SIGXFSZ) }
