//go:build !(linux || darwin || freebsd)

package store

// Space does not know how much may still be written on this system.
func Space(string) (free uint64, ok bool) { return 0, false }
