package main

import (
	"time"

	"golang.org/x/sys/unix"
)

// synchronised asks the system whether something keeps its clock right. The time
// is only there so that a test can choose another clock than that of the system.
func synchronised(now time.Time) clockState {
	if d := time.Since(now); d > time.Minute || d < -time.Minute {
		return clockUnknown
	}
	state, err := unix.Adjtimex(&unix.Timex{})
	switch {
	case err != nil:
		return clockUnknown
	case state == unix.TIME_ERROR:
		return unsynchronised
	}
	return clockSynchronised
}
