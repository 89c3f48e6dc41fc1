package main

import (
	"time"

	"cordon/tui"
	"cordon/tui/terminal"
)

// checkClock says what the system clock shows. It is wrong for certain if an
// entry was recorded later than now.
func checkClock(e env, _ terminal.Answers) []tui.Check {
	const name, todo = "clock", "Put the clock right, and have it kept right: timedatectl set-ntp true."
	now := e.now()
	text := "It is " + e.moment(now) + "."
	switch last := e.lastRecorded(); {
	case last.After(now.Add(time.Minute)):
		return one(name, tui.CheckBad, text+" An entry was recorded later than that, at "+e.moment(last)+": the clock is slow, or was fast.", todo)
	case synchronised(now) == unsynchronised:
		return one(name, tui.CheckLook, text+" The system says that nothing keeps its clock right.", todo)
	}
	return one(name, tui.CheckOK, text, "")
}

// lastRecorded returns when the last entry of any run was recorded, as far as the
// runs can be read.
func (e env) lastRecorded() time.Time {
	var last time.Time
	runs, _ := e.look().Runs()
	for _, r := range runs {
		for _, at := range []time.Time{r.Opened, r.Closed, r.Last} {
			if at.After(last) {
				last = at
			}
		}
	}
	return last
}

// A clockState is what the system says of its clock.
type clockState int

const (
	clockUnknown clockState = iota
	clockSynchronised
	unsynchronised
)
