package ptytest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"golang.org/x/sys/unix"
)

// Tells reports whether this system tells how long a program has waited for a
// core. One that does not keep count shows zeros.
func Tells() bool {
	_, slices, err := readSchedstat("/proc/thread-self/schedstat")
	return err == nil && slices > 0
}

// threadWaited returns how long the thread that runs this has waited for a core.
func threadWaited() time.Duration {
	waited, _, _ := readSchedstat("/proc/thread-self/schedstat")
	return waited
}

// readSchedstat reads how long a thread has waited for a core, and how often it
// has had one.
func readSchedstat(path string) (waited time.Duration, slices int64, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0, 0, err
	}
	var ran, waits int64
	_, err = fmt.Sscan(string(text), &ran, &waits, &slices)
	return time.Duration(waits), slices, err
}

// Pressed returns for how long so far some process of this machine, whichever, has
// waited for a core or for the disk. It is for long searches on a machine with
// more to do than it can: there [Waits] and [Disk] do not tell all that held a
// program up. It stands still on an idle machine, and where the system does not
// tell.
func Pressed() time.Duration { return pressed("/proc/pressure/cpu") + pressed("/proc/pressure/io") }

// pressed reads the first line of such a file:
//
//	some avg10=0.00 avg60=0.00 avg300=0.00 total=14144928448
func pressed(path string) time.Duration {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	line, _, _ := bytes.Cut(text, []byte("\n"))
	_, total, _ := bytes.Cut(line, []byte("total="))
	micros, err := strconv.ParseInt(string(total), 10, 64)
	if err != nil {
		return 0
	}
	return time.Duration(micros) * time.Microsecond
}

// look reads the counts of all threads of a process, and of the processes that
// it has started.
func (w *Waits) look(pid int) {
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/[0-9]*", pid))
	for _, thread := range threads {
		if waited, _, err := readSchedstat(filepath.Join(thread, "schedstat")); err == nil {
			w.threads[filepath.Base(thread)] = waited
		}
		children, _ := os.ReadFile(filepath.Join(thread, "children"))
		for _, child := range bytes.Fields(children) {
			if pid, err := strconv.Atoi(string(child)); err == nil {
				w.look(pid)
			}
		}
	}
}

// awaitStop waits until a process that was told to stop has stopped, or has
// ended.
func awaitStop(pid int) {
	for {
		err := unix.Waitid(unix.P_PID, pid, nil, unix.WSTOPPED|unix.WEXITED|unix.WNOWAIT, nil)
		if err != unix.EINTR {
			return
		}
	}
}
