package tui

import (
	"os"

	"golang.org/x/sys/unix"
)

// discardOutput throws away what a terminal was sent and has not taken.
func discardOutput(terminal *os.File) {
	fd := int(terminal.Fd())
	_ = unix.IoctlSetInt(fd, unix.TCFLSH, unix.TCOFLUSH)
	// A write that waits for room does not notice that there is some now until
	// the terminal is stopped and started.
	_ = unix.IoctlSetInt(fd, unix.TCXONC, unix.TCOOFF)
	_ = unix.IoctlSetInt(fd, unix.TCXONC, unix.TCOON)
}
