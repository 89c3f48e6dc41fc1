//go:build unix

package sealed

import "syscall"

// noWaiting is the flag that keeps opening a pipe from waiting for its other
// end.
const noWaiting = syscall.O_NONBLOCK
