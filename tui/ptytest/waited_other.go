//go:build unix && !linux

package ptytest

import "time"

// Tells reports whether this system tells how long a program has waited for a
// core.
func Tells() bool { return false }

func threadWaited() time.Duration { return 0 }

// Pressed stands still: this system does not tell.
func Pressed() time.Duration { return 0 }

func (w *Waits) look(int) {}

func awaitStop(int) {}
