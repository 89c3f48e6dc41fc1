package store

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// holder says which other process has the lock of a file, and how to make it go on
// if it is stopped. It returns nothing if the system does not tell.
func holder(path string) string {
	pid := lockedBy(path)
	if pid <= 0 || pid == os.Getpid() {
		return ""
	}
	if stopped(pid) {
		return fmt.Sprintf("It is held by process %d, which is stopped. To let that go on: fg in its terminal, or kill -CONT %d", pid, pid)
	}
	return fmt.Sprintf("It is held by process %d", pid)
}

// lockedBy looks for a file in the list of all locks, and returns 0 if it is not
// there or is held by somebody who cannot be seen from here.
func lockedBy(path string) (pid int) {
	var st syscall.Stat_t
	if syscall.Stat(path, &st) != nil {
		return 0
	}
	f, err := os.Open("/proc/locks")
	if err != nil {
		return 0
	}
	defer f.Close()
	want := fmt.Sprintf("%02x:%02x:%d", unix.Major(uint64(st.Dev)), unix.Minor(uint64(st.Dev)), st.Ino)
	for lines := bufio.NewScanner(f); lines.Scan(); {
		// 1: FLOCK  ADVISORY  WRITE 14381 fe:00:10961505 0 EOF
		fields := strings.Fields(lines.Text())
		if len(fields) < 6 || fields[1] != "FLOCK" || fields[5] != want {
			continue
		}
		if _, err := fmt.Sscan(fields[4], &pid); err == nil {
			return pid
		}
	}
	return 0
}

// stopped reports whether a process is stopped, by ctrl+z or a signal.
func stopped(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return false
	}
	// The name stands in parentheses, and may hold anything.
	_, state, ok := bytes.Cut(stat[max(0, bytes.LastIndexByte(stat, ')')):], []byte(" "))
	return ok && bytes.HasPrefix(state, []byte("T"))
}
