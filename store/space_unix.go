//go:build linux || darwin || freebsd

package store

import "golang.org/x/sys/unix"

// Space returns how many bytes may still be written below a folder; ok is false
// where the system does not say.
func Space(dir string) (free uint64, ok bool) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, false
	}
	return uint64(max(0, s.Bavail)) * uint64(s.Bsize), true
}
