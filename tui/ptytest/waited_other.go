//go:build unix && !linux

package ptytest

// Tells reports whether this system tells how long a program has waited for a
// core.
func Tells() bool { return false }

func (w *Waits) look(int) {}

func awaitStop(int) {}
