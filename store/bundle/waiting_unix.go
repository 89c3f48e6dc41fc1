//go:build unix

package bundle

import "syscall"

// noWaiting is the flag that keeps opening a pipe from waiting for its other
// end.
const noWaiting = syscall.O_NONBLOCK
