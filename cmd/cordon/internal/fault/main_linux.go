// Command fault runs a program on a machine on which something fails: calls of
// the system that return an error, or files that may not grow.
//
//	fault flock=ENOLCK -- cordon ls
//	fault pwrite64=ENOSPC fdatasync=EIO -- cordon note k7m2 -m x
//	fault mmap=ENODEV -- cordon ls    # only of files: others live of it
//	fault size=65536 -- cordon note k7m2 -m x
//
// It is for the tests. It needs no rights: the program gives up the call for
// itself, with a filter of Linux.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "fault:", err)
		os.Exit(99)
	}
}

// run makes things fail and becomes the program. A filter is for the thread that
// sets it, and the program goes on in that one.
func run(args []string) error {
	runtime.LockOSThread()
	var filters []filter
	for ; len(args) > 0 && args[0] != "--"; args = args[1:] {
		name, value, _ := strings.Cut(args[0], "=")
		if name == "size" {
			if err := limitSize(value); err != nil {
				return err
			}
			continue
		}
		f, err := newFilter(name, value)
		if err != nil {
			return err
		}
		filters = append(filters, f)
	}
	if len(args) < 2 {
		return fmt.Errorf("no program")
	}
	path, err := exec.LookPath(args[1])
	if err != nil {
		return err
	}
	if err := set(filters); err != nil {
		return err
	}
	return syscall.Exec(path, args[1:], os.Environ())
}

// limitSize lets no file grow beyond so many bytes.
func limitSize(text string) error {
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return err
	}
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n})
}

// A filter makes a call fail.
type filter struct {
	call  uint32
	errno syscall.Errno
	files bool // only if it maps a file that others see too
}

func newFilter(call, errno string) (filter, error) {
	calls := map[string]uint32{
		"flock": unix.SYS_FLOCK, "mmap": unix.SYS_MMAP, "pwrite64": unix.SYS_PWRITE64,
		"fdatasync": unix.SYS_FDATASYNC, "fsync": unix.SYS_FSYNC, "ftruncate": unix.SYS_FTRUNCATE,
	}
	errnos := map[string]syscall.Errno{
		"ENOLCK": unix.ENOLCK, "ENOSYS": unix.ENOSYS, "EOPNOTSUPP": unix.EOPNOTSUPP, "ENODEV": unix.ENODEV,
		"EINVAL": unix.EINVAL, "EPERM": unix.EPERM, "ENOSPC": unix.ENOSPC, "EDQUOT": unix.EDQUOT, "EIO": unix.EIO, "EROFS": unix.EROFS,
	}
	f := filter{call: calls[call], errno: errnos[errno], files: call == "mmap"}
	if f.errno == 0 || f.call == 0 {
		return f, fmt.Errorf("%s=%s: not known", call, errno)
	}
	return f, nil
}

// set sets the filters, each of which lets pass what it is not about.
func set(filters []filter) error {
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	for _, f := range filters {
		code := f.code()
		prog := unix.SockFprog{Len: uint16(len(code)), Filter: &code[0]}
		if err := unix.Prctl(unix.PR_SET_SECCOMP, unix.SECCOMP_MODE_FILTER, uintptr(unsafe.Pointer(&prog)), 0, 0); err != nil {
			return err
		}
		runtime.KeepAlive(code)
	}
	return nil
}

// Where a filter finds the number of a call and the low half of its fourth
// argument, on a machine whose low bytes come first.
const (
	offsetCall  = 0
	offsetFlags = 16 + 3*8
)

func (f filter) code() []unix.SockFilter {
	const (
		load  = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS
		equal = unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K
		bits  = unix.BPF_JMP | unix.BPF_JSET | unix.BPF_K
		ret   = unix.BPF_RET | unix.BPF_K
	)
	fails := unix.SockFilter{Code: ret, K: unix.SECCOMP_RET_ERRNO | uint32(f.errno)}
	passes := unix.SockFilter{Code: ret, K: unix.SECCOMP_RET_ALLOW}
	if f.files {
		return []unix.SockFilter{
			{Code: load, K: offsetCall}, {Code: equal, K: f.call, Jf: 3},
			{Code: load, K: offsetFlags}, {Code: bits, K: unix.MAP_SHARED, Jf: 1},
			fails, passes,
		}
	}
	return []unix.SockFilter{{Code: load, K: offsetCall}, {Code: equal, K: f.call, Jf: 1}, fails, passes}
}
