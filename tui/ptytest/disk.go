//go:build unix

package ptytest

import (
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"
)

// A Disk watches how long the disk holds up whoever writes to it. A program
// that puts something on disk waits for what others are writing, and no system
// tells how much of a wait was theirs. So a Disk puts a byte on disk again and
// again, which takes next to nothing if nobody else writes, and notes when it
// took long. That the test itself had no core meanwhile is not the disk's, and
// does not count where the system tells, see [Tells].
type Disk struct {
	mu     sync.Mutex
	stalls []stall
}

// A stall is a time in which the disk may have held up others.
type stall struct{ from, to time.Time }

const (
	// diskEvery is the pause between two looks at the disk.
	diskEvery = 25 * time.Millisecond
	// calm is how long a look takes at the most when nobody else writes: many
	// times what it usually takes.
	calm = 5 * time.Millisecond
)

// WatchDisk watches the disk with the temporary files until the test ends.
func WatchDisk(t testing.TB) *Disk {
	t.Helper()
	f, err := os.Create(filepath.Join(t.TempDir(), "disk"))
	if err != nil {
		t.Fatal(err)
	}
	var d Disk
	over, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		defer f.Close()
		d.watch(f, over)
	}()
	t.Cleanup(func() {
		close(over)
		<-ended
	})
	return &d
}

// watch looks at the disk until it is over. The thread is its own, so that what
// the thread waits for a core is what the look waits.
func (d *Disk) watch(f *os.File, over <-chan struct{}) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for last := time.Now(); ; last = time.Now() {
		began, waited := time.Now(), threadWaited()
		if _, err := f.WriteAt([]byte{'x'}, 0); err != nil || f.Sync() != nil {
			return
		}
		if took := time.Since(began) - (threadWaited() - waited); took > calm {
			d.stalled(stall{last, time.Now()})
		}
		select {
		case <-over:
			return
		case <-time.After(diskEvery):
		}
	}
}

// stalled notes a stall. It may have begun at any time since the look before.
func (d *Disk) stalled(s stall) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.stalls = append(d.stalls, s)
}

// Held returns for how long the disk may have held up what somebody did between
// two times. Something that goes to the disk several times may have met every
// stall. If nobody else writes, it is nothing.
func (d *Disk) Held(from, to time.Time) time.Duration {
	d.mu.Lock()
	defer d.mu.Unlock()
	var all time.Duration
	for _, s := range d.stalls {
		if s.from.Before(to) && s.to.After(from) {
			all += s.to.Sub(s.from)
		}
	}
	return all
}
