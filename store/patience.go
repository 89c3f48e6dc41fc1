package store

import (
	"math/rand/v2"
	"time"
)

// patience paces attempts at a lock: soon at first, because most transactions
// are over in less than a millisecond, then less often, and never in step with
// others who wait.
type patience struct {
	until time.Time
	pause time.Duration
}

const (
	firstPause   = 200 * time.Microsecond
	longestPause = 5 * time.Millisecond
)

// more waits for the next attempt. It reports false when time is up.
func (p *patience) more() bool {
	left := time.Until(p.until)
	if left <= 0 {
		return false
	}
	p.pause = min(max(firstPause, p.pause*3/2), longestPause)
	time.Sleep(min(left, p.pause/2+rand.N(p.pause)))
	return true
}
