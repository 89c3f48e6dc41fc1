//go:build unix

package main

import (
	"sync"
	"testing"
	"time"

	"cordon/tui/ptytest"
)

// A crowd is all programs that work on one store. It notes how long they have
// waited for a core: whoever has the store and no core holds up the others.
type crowd struct {
	mu      sync.Mutex
	members []*ptytest.Waits
	tallies []tally
}

// A tally is how long all members together had waited at some time between two
// others.
type tally struct {
	began, ended time.Time
	waited       time.Duration
}

// crowdEvery is how often the waits of a crowd are counted. What a program
// waits after the last count before it ends is not known.
const crowdEvery = 10 * time.Millisecond

// watchCrowd counts the waits of a crowd until the test ends.
func watchCrowd(t *testing.T) *crowd {
	t.Helper()
	var c crowd
	over, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			c.count()
			select {
			case <-over:
				return
			case <-time.After(crowdEvery):
			}
		}
	}()
	t.Cleanup(func() {
		close(over)
		<-ended
	})
	return &c
}

// joins adds a program.
func (c *crowd) joins(pid int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.members = append(c.members, ptytest.WaitsOf(pid))
}

func (c *crowd) count() {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := tally{began: time.Now()}
	for _, m := range c.members {
		n.waited += m.Total()
	}
	n.ended = time.Now()
	c.tallies = append(c.tallies, n)
}

// waited returns how long the crowd has waited between two times, as far as
// the tallies around them tell.
func (c *crowd) waited(from, to time.Time) time.Duration {
	c.count()
	c.mu.Lock()
	defer c.mu.Unlock()
	first, last := c.tallies[0], c.tallies[len(c.tallies)-1]
	for _, n := range c.tallies {
		if !n.ended.After(from) {
			first = n
		}
		if !n.began.Before(to) {
			last = n
			break
		}
	}
	return last.waited - first.waited
}

// TestCrowdWaited wants no wait to be left out because it was counted a little
// before or after.
func TestCrowdWaited(t *testing.T) {
	at := func(ms int) time.Time { return time.Unix(0, 0).Add(time.Duration(ms) * time.Millisecond) }
	c := crowd{tallies: []tally{{at(0), at(2), 1}, {at(10), at(12), 10}, {at(20), at(22), 100}, {at(30), at(32), 1000}}}
	for _, tt := range []struct {
		from, to int
		want     time.Duration
	}{{2, 10, 9}, {2, 11, 99}, {11, 20, 99}, {12, 20, 90}, {12, 21, 990}} {
		if got := c.waited(at(tt.from), at(tt.to)); got != tt.want {
			t.Errorf("waited from %d to %d ms = %d, want %d", tt.from, tt.to, got, tt.want)
		}
	}
}
