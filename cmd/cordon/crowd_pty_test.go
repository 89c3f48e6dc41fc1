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
	counts  []moment // of all members together
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
	var waited time.Duration
	for _, m := range c.members {
		waited += m.Total()
	}
	c.counts = append(c.counts, moment{time.Now(), waited})
}

// waited returns how long the crowd has waited between two times, as far as
// the counts around them tell.
func (c *crowd) waited(from, to time.Time) time.Duration {
	c.count()
	c.mu.Lock()
	defer c.mu.Unlock()
	first, last := c.counts[0], c.counts[len(c.counts)-1]
	for _, m := range c.counts {
		if !m.at.After(from) {
			first = m
		}
		if !m.at.Before(to) {
			last = m
			break
		}
	}
	return last.waited - first.waited
}
