//go:build unix && !linux

package tui

// parentOf returns the parent of a process, or 0 as that is not known here.
func parentOf(int) int { return 0 }
