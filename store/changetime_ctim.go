//go:build linux || dragonfly || openbsd

package store

import "syscall"

func changeTime(sys any) int64 {
	if st, ok := sys.(*syscall.Stat_t); ok {
		return st.Ctim.Nano()
	}
	return 0
}
