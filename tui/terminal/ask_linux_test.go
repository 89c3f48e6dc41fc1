package terminal

import (
	"os"
	"runtime"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// TestListenInterrupted listens to a terminal that says nothing while signals
// come, as they do when a window changes: the wait ends when it should.
func TestListenInterrupted(t *testing.T) {
	silent, closing, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	thread, heard := make(chan int), make(chan Answers, 1)
	go func() {
		runtime.LockOSThread()
		thread <- unix.Gettid()
		heard <- listen(int(silent.Fd()), time.Now().Add(300*time.Millisecond))
	}()
	tid, late := <-thread, time.After(10*time.Second)
	for {
		select {
		case got := <-heard:
			if (got != Answers{Asked: true}) {
				t.Errorf("heard %+v of a terminal that says nothing", got)
			}
			closing.Close()
			return
		case <-late:
			closing.Close() // which ends it
			t.Fatal("still listening long after it was too late")
		case <-time.After(20 * time.Millisecond):
			if err := unix.Tgkill(os.Getpid(), tid, unix.SIGWINCH); err != nil {
				t.Fatal(err)
			}
		}
	}
}
