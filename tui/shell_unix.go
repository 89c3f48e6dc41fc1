//go:build unix

package tui

import (
	"os"

	"golang.org/x/sys/unix"
)

// shellAbove reports whether somebody could wake the program after ctrl+z: a
// process above it that is of the same session and of another group, as a shell
// with job control is. Where there is none, as with ssh -t host cordon or a tmux
// window of the program alone, the system drops the stop, and the program would
// wait for ever to be woken.
func shellAbove() bool {
	session, err := unix.Getsid(0)
	if err != nil {
		return false
	}
	group := unix.Getpgrp()
	// What started the program may be of its group, as a script is: then the
	// stop reaches both, and it depends on who is above that.
	for pid := os.Getppid(); pid > 1; pid = parentOf(pid) {
		if its, err := unix.Getsid(pid); err != nil || its != session {
			return false
		}
		if its, err := unix.Getpgid(pid); err != nil || its != group {
			return err == nil
		}
	}
	return false
}
