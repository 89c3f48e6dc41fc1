//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package tui

import (
	"os"

	"golang.org/x/sys/unix"
)

// discardOutput throws away what a terminal was sent and has not taken.
func discardOutput(terminal *os.File) {
	const fwrite = 2
	_ = unix.IoctlSetPointerInt(int(terminal.Fd()), unix.TIOCFLUSH, fwrite)
}
