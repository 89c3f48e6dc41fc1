//go:build unix

package main

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// A weather watches how long the machine itself holds things up, for tests
// that look at the clock: other programs may have the processor and the disk.
// It does again and again the least that it takes to have something on disk,
// and notes when that took long. What is promised holds on a machine that is
// idle, so tests allow for the weather and for nothing else.
type weather struct {
	mu    sync.Mutex
	gusts []gust
}

// A gust is a time at which the machine held things up.
type gust struct {
	from time.Time
	took time.Duration
}

// weatherEvery is how often the weather is looked at.
const weatherEvery = 25 * time.Millisecond

// watchWeather watches the weather until the test ends.
func watchWeather(t *testing.T) *weather {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "weather"))
	if err != nil {
		t.Fatal(err)
	}
	var w weather
	over, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		defer f.Close()
		for w.look(f) {
			select {
			case <-over:
				return
			case <-time.After(weatherEvery):
			}
		}
	}()
	t.Cleanup(func() {
		close(over)
		<-ended
	})
	return &w
}

// look writes a byte to disk and notes how long that took, with the pause
// before it.
func (w *weather) look(f *os.File) bool {
	w.mu.Lock()
	began := time.Now()
	if n := len(w.gusts); n > 0 {
		last := w.gusts[n-1]
		began = last.from.Add(last.took + weatherEvery)
	}
	w.mu.Unlock()
	if _, err := f.WriteAt([]byte{'x'}, 0); err != nil || f.Sync() != nil {
		return false
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.gusts = append(w.gusts, gust{began, max(0, time.Since(began))})
	return true
}

// calm is how long a look takes at the most on a machine that holds nothing
// up.
const calm = 10 * time.Millisecond

// heldInAll returns for how long the machine held things up in all between two
// times, beyond what is calm. Something with several waits, for its turn and
// for the disk, may have met every one of these gusts. On a machine at rest it
// is nothing.
func (w *weather) heldInAll(from, to time.Time) time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all time.Duration
	for _, g := range w.gusts {
		if g.from.Before(to) && g.from.Add(g.took).After(from) {
			all += max(0, g.took-calm)
		}
	}
	return all
}

// held returns for how long the machine held things up at the most, in what
// was under way between two times.
func (w *weather) held(from, to time.Time) time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	var worst time.Duration
	for _, g := range w.gusts {
		if g.from.Before(to) && g.from.Add(g.took).After(from) {
			worst = max(worst, g.took)
		}
	}
	return worst
}
