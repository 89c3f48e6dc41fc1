package tui

import (
	"os"

	"golang.org/x/sys/unix"
)

// discardOutput throws away what a terminal was sent and has not taken.
func discardOutput(terminal *os.File) {
	_ = unix.IoctlSetInt(int(terminal.Fd()), unix.TCFLSH, unix.TCOFLUSH)
}
