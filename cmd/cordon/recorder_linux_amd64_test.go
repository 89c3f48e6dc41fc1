package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"unsafe"
)

// A recorder runs the program under the eyes of ptrace and writes down everything
// it does to the files below a folder, in order: what it writes, where it makes it
// durable, which names come and go. Nothing is put into the program for that.
type recorder struct {
	t    *testing.T
	root string // the folder, without links in its path
	env  []string
	disk *recorded

	pid     int
	memory  *os.File
	threads map[int]*syscallEntry // by thread; nil outside of a system call
	said    string                // the file that takes what the program prints
	nodes   map[uint64]int        // by inode number
}

// recorded is what happened to a folder.
type recorded struct {
	nodes  int // how many files and folders there ever were; 0 is the folder itself
	folder map[int]bool
	events []event
}

// An event is one thing that happened.
type event struct {
	what  happening
	node  int    // the file or folder it is about
	in    int    // the folder in which a name changes
	name  string // that comes, or goes
	old   string // that goes where another comes
	at    int64  // where bytes are written, or the new size
	bytes []byte
	since int // of a sync: it is about what happened before this event
}

type happening int

const (
	wrote happening = iota
	resized
	synced
	named   // a name comes
	unnamed // a name goes
	renamed // a name goes and another comes in its place, in one
	spoke   // the program printed something
)

// newRecorder records what happens below a folder from now on. What is there
// already is durable.
func newRecorder(t *testing.T, root string, env []string) *recorder {
	t.Helper()
	real, err := filepath.EvalSymlinks(root)
	if err != nil {
		t.Fatal(err)
	}
	r := &recorder{
		t: t, root: real, env: env, nodes: map[uint64]int{}, said: filepath.Join(t.TempDir(), "said"),
		disk: &recorded{folder: map[int]bool{}},
	}
	r.found(real)
	return r
}

// found notes a folder that is there, with all that is in it.
func (r *recorder) found(path string) int {
	info, err := os.Lstat(path)
	if err != nil {
		r.t.Fatal(err)
	}
	node := r.newNode(info)
	if !info.IsDir() {
		text := mustRead(r.t, path)
		r.disk.events = append(r.disk.events, event{what: wrote, node: node, bytes: text}, event{what: synced, node: node, since: len(r.disk.events) + 1})
		return node
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, e := range entries {
		child := r.found(filepath.Join(path, e.Name()))
		r.add(event{what: named, in: node, name: e.Name(), node: child})
	}
	r.add(event{what: synced, node: node, since: len(r.disk.events)})
	return node
}

func (r *recorder) newNode(info fs.FileInfo) int {
	node := r.disk.nodes
	r.disk.nodes++
	r.disk.folder[node] = info.IsDir()
	r.nodes[numberOf(info)] = node
	return node
}

func (r *recorder) add(e event) { r.disk.events = append(r.disk.events, e) }

func numberOf(info fs.FileInfo) uint64 { return info.Sys().(*syscall.Stat_t).Ino }

// A syscallEntry is a system call under way.
type syscallEntry struct {
	number uint64
	arg    [6]uint64
	done   func(result int64) // what it means when it has succeeded
}

// System calls that package syscall does not name.
const (
	renameat2     = 316
	copyFileRange = 326
)

// errNoTrace means that this machine lets nobody trace a program.
var errNoTrace = errors.New("programs cannot be traced here")

// run runs the program to its end, records it, and returns what it printed.
func (r *recorder) run(program string, args ...string) (printed string, code int, err error) {
	// All of ptrace has to come from the thread that started the program.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	out, err := os.Create(r.said)
	if err != nil {
		return "", 0, err
	}
	defer out.Close()
	p, err := os.StartProcess(program, append([]string{program}, args...), &os.ProcAttr{
		Dir: r.root, Env: r.env, Files: []*os.File{nil, out, out},
		Sys: &syscall.SysProcAttr{Ptrace: true, Setpgid: true},
	})
	if err != nil {
		return "", 0, errors.Join(errNoTrace, err)
	}
	r.pid, r.threads = p.Pid, map[int]*syscallEntry{}
	defer p.Release()
	if r.memory, err = os.Open(fmt.Sprintf("/proc/%d/mem", r.pid)); err != nil {
		return "", 0, errors.Join(errNoTrace, err, p.Kill())
	}
	defer r.memory.Close()
	code, err = r.follow()
	text, _ := os.ReadFile(r.said)
	return string(text), code, err
}

const (
	traceThreads = syscall.PTRACE_O_TRACESYSGOOD | syscall.PTRACE_O_TRACECLONE | 1<<20 // which ends the program with us
	syscallStop  = syscall.SIGTRAP | 0x80
)

// follow goes with the program from system call to system call.
func (r *recorder) follow() (code int, err error) {
	var ws syscall.WaitStatus
	if _, err := syscall.Wait4(r.pid, &ws, 0, nil); err != nil {
		return 0, errors.Join(errNoTrace, err)
	}
	if err := syscall.PtraceSetOptions(r.pid, traceThreads); err != nil {
		return 0, errors.Join(errNoTrace, err)
	}
	if err := syscall.PtraceSyscall(r.pid, 0); err != nil {
		return 0, errors.Join(errNoTrace, err)
	}
	for {
		// Only of its group: other tests wait for their own programs.
		thread, err := syscall.Wait4(-r.pid, &ws, syscall.WALL, nil)
		switch {
		case errors.Is(err, syscall.EINTR):
			continue
		case err != nil:
			return 0, err
		case ws.Exited() && thread == r.pid:
			return ws.ExitStatus(), nil
		case ws.Signaled() && thread == r.pid:
			return 0, fmt.Errorf("it was ended by %v", ws.Signal())
		case ws.Stopped():
			signal := r.stopped(thread, ws)
			// The thread may be gone: others end all of them.
			if err := syscall.PtraceSyscall(thread, int(signal)); err != nil && !errors.Is(err, syscall.ESRCH) {
				return 0, err
			}
		}
	}
}

// stopped looks at why a thread stands still, and returns the signal to go on with.
func (r *recorder) stopped(thread int, ws syscall.WaitStatus) syscall.Signal {
	_, known := r.threads[thread]
	if !known {
		r.threads[thread] = nil
	}
	switch signal := ws.StopSignal(); {
	case signal == syscallStop:
		r.atSyscall(thread)
		return 0
	case signal == syscall.SIGTRAP, signal == syscall.SIGSTOP && !known:
		return 0
	default:
		return signal
	}
}

// callInfo is what PTRACE_GET_SYSCALL_INFO tells, on every kind of processor.
type callInfo struct {
	op   uint8
	_    [3]uint8
	arch uint32
	_    [2]uint64
	word [8]uint64 // at the entry: the number and the arguments; at the exit: the result, and whether it is an error
}

func (r *recorder) atSyscall(thread int) {
	const getInfo, atEntry, atExit = 0x420e, 1, 2
	var info callInfo
	if _, _, errno := syscall.RawSyscall6(syscall.SYS_PTRACE, getInfo, uintptr(thread), unsafe.Sizeof(info), uintptr(unsafe.Pointer(&info)), 0, 0); errno != 0 {
		if errno != syscall.ESRCH {
			r.t.Fatalf("what a thread does cannot be asked: %v", errno)
		}
		return
	}
	switch info.op {
	case atEntry:
		c := &syscallEntry{number: info.word[0], arg: [6]uint64(info.word[1:7])}
		c.done = r.meaning(c)
		r.threads[thread] = c
	case atExit:
		c := r.threads[thread]
		r.threads[thread] = nil
		if failed := info.word[1]&0xff != 0; c != nil && c.done != nil && !failed {
			c.done(int64(info.word[0]))
		}
	}
}

// meaning returns what a system call will mean if it succeeds, nil for nothing.
func (r *recorder) meaning(c *syscallEntry) func(int64) {
	a := c.arg
	switch c.number {
	case syscall.SYS_WRITE:
		return r.writing(a[0], a[1], a[2], -1)
	case syscall.SYS_PWRITE64:
		return r.writing(a[0], a[1], a[2], int64(a[3]))
	case syscall.SYS_FTRUNCATE:
		return r.about(a[0], func(node int, _ int64) { r.add(event{what: resized, node: node, at: int64(a[1])}) })
	case syscall.SYS_FSYNC, syscall.SYS_FDATASYNC:
		since := len(r.disk.events)
		return r.about(a[0], func(node int, _ int64) { r.add(event{what: synced, node: node, since: since}) })
	case syscall.SYS_OPENAT:
		return r.opening(a[0], a[1], a[2])
	case syscall.SYS_MKDIRAT:
		path, ok := r.path(a[0], a[1])
		return r.ifBelow(ok, func(int64) { r.appeared(path) })
	case syscall.SYS_UNLINKAT:
		path, ok := r.path(a[0], a[1])
		return r.ifBelow(ok, r.vanishing(path))
	case syscall.SYS_LINKAT:
		old, okOld := r.path(a[0], a[1])
		path, ok := r.path(a[2], a[3])
		node, _ := r.nodeAt(old)
		return r.ifBelow(ok && okOld, func(int64) {
			r.add(event{what: named, in: r.folderOf(path), name: filepath.Base(path), node: node})
		})
	case syscall.SYS_RENAMEAT, renameat2:
		old, okOld := r.path(a[0], a[1])
		path, ok := r.path(a[2], a[3])
		return r.ifBelow(ok || okOld, r.renaming(old, path))
	case syscall.SYS_WRITEV, syscall.SYS_PWRITEV, syscall.SYS_FALLOCATE, syscall.SYS_SENDFILE, syscall.SYS_SPLICE, copyFileRange, syscall.SYS_TRUNCATE, syscall.SYS_SYMLINKAT:
		return r.unknown(c)
	}
	return nil
}

func (r *recorder) ifBelow(below bool, done func(int64)) func(int64) {
	if !below {
		return nil
	}
	return done
}

// unknown fails the test if a system call that is not recorded is about a file of
// ours.
func (r *recorder) unknown(c *syscallEntry) func(int64) {
	for _, word := range c.arg {
		if _, ours := r.nodeOf(word); ours && word < 1<<16 {
			r.t.Errorf("system call %d is about a file, and is not recorded", c.number)
		}
	}
	return nil
}

// about calls back when a call about an open file of ours has succeeded.
func (r *recorder) about(fd uint64, done func(node int, result int64)) func(int64) {
	node, ours := r.nodeOf(fd)
	if !ours {
		return nil
	}
	return func(result int64) { done(node, result) }
}

// writing takes the bytes as they are before they are written. at is below zero
// where the open file knows the place.
func (r *recorder) writing(fd, from, n uint64, at int64) func(int64) {
	if target, _ := os.Readlink(r.fd(fd)); target == r.said {
		return func(int64) { r.add(event{what: spoke}) }
	}
	return r.about(fd, r.written(fd, from, n, at))
}

func (r *recorder) written(fd, from, n uint64, at int64) func(int, int64) {
	if _, ours := r.nodeOf(fd); !ours {
		return nil
	}
	text := make([]byte, n)
	if _, err := r.memory.ReadAt(text, int64(from)); err != nil {
		r.t.Errorf("what is written cannot be read: %v", err)
	}
	if at < 0 {
		at = r.position(fd)
	}
	return func(node int, result int64) {
		r.add(event{what: wrote, node: node, at: at, bytes: text[:result]})
	}
}

// position returns where an open file stands.
func (r *recorder) position(fd uint64) (at int64) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/fdinfo/%d", r.pid, fd))
	if err == nil {
		_, err = fmt.Sscanf(string(text), "pos: %d", &at)
	}
	if err != nil {
		r.t.Errorf("where file %d stands is not known: %v", fd, err)
	}
	return at
}

func (r *recorder) opening(dir, name, flags uint64) func(int64) {
	if flags&(syscall.O_CREAT|syscall.O_TRUNC) == 0 {
		return nil
	}
	path, ok := r.path(dir, name)
	if !ok {
		return nil
	}
	if node, there := r.nodeAt(path); there {
		if flags&syscall.O_TRUNC == 0 {
			return nil
		}
		return func(int64) { r.add(event{what: resized, node: node}) }
	}
	return func(int64) { r.appeared(path) }
}

// appeared notes a new file or folder.
func (r *recorder) appeared(path string) {
	info, err := os.Lstat(path)
	if err != nil {
		r.t.Errorf("what was just made is not there: %v", err)
		return
	}
	r.add(event{what: named, in: r.folderOf(path), name: filepath.Base(path), node: r.newNode(info)})
}

// vanishing notes that a name goes. The number of a file without a name may be
// given to another.
func (r *recorder) vanishing(path string) func(int64) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil
	}
	return func(int64) {
		r.add(event{what: unnamed, in: r.folderOf(path), name: filepath.Base(path)})
		if info.IsDir() || info.Sys().(*syscall.Stat_t).Nlink == 1 {
			delete(r.nodes, numberOf(info))
		}
	}
}

func (r *recorder) renaming(old, path string) func(int64) {
	node, ours := r.nodeAt(old)
	before, err := os.Lstat(path)
	return func(int64) {
		if !ours || filepath.Dir(old) != filepath.Dir(path) {
			r.t.Errorf("renaming %s to %s is not recorded", old, path)
			return
		}
		r.add(event{what: renamed, in: r.folderOf(path), old: filepath.Base(old), name: filepath.Base(path), node: node})
		if err == nil && before.Sys().(*syscall.Stat_t).Nlink == 1 {
			delete(r.nodes, numberOf(before))
		}
	}
}

func (r *recorder) folderOf(path string) int {
	node, ours := r.nodeAt(filepath.Dir(path))
	if !ours {
		r.t.Errorf("the folder of %s is not known", path)
	}
	return node
}

func (r *recorder) nodeAt(path string) (int, bool) {
	info, err := os.Lstat(path)
	if err != nil {
		return 0, false
	}
	node, ours := r.nodes[numberOf(info)]
	return node, ours
}

func (r *recorder) fd(fd uint64) string { return fmt.Sprintf("/proc/%d/fd/%d", r.pid, int32(fd)) }

// nodeOf returns which file of ours is open.
func (r *recorder) nodeOf(fd uint64) (int, bool) {
	target, err := os.Readlink(r.fd(fd))
	if err != nil || !r.below(target) {
		return 0, false
	}
	info, err := os.Stat(r.fd(fd))
	if err != nil {
		return 0, false
	}
	node, ours := r.nodes[numberOf(info)]
	return node, ours
}

// path reads the path that a system call is given, and reports whether it leads to
// a file of ours.
func (r *recorder) path(dir, name uint64) (string, bool) {
	path := r.text(name)
	if !filepath.IsAbs(path) {
		above := r.root
		if int32(dir) != -100 { // which is the working folder
			above, _ = os.Readlink(r.fd(dir))
		}
		path = filepath.Join(above, path)
	}
	if above, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		path = filepath.Join(above, filepath.Base(path))
	}
	return path, r.below(path)
}

func (r *recorder) below(path string) bool {
	return path == r.root || strings.HasPrefix(path, r.root+"/")
}

// text reads a text that ends with a zero out of the memory of the program.
func (r *recorder) text(at uint64) string {
	var all []byte
	piece := make([]byte, 64)
	for len(all) < 4096 {
		n, err := r.memory.ReadAt(piece, int64(at)+int64(len(all)))
		if end := bytes.IndexByte(piece[:n], 0); end >= 0 {
			return string(append(all, piece[:end]...))
		}
		if err != nil {
			break
		}
		all = append(all, piece[:n]...)
	}
	r.t.Error("a path cannot be read")
	return ""
}

// matches fails the test if the folder is not what was recorded: then something
// was missed.
func (r *recorder) matches() {
	r.t.Helper()
	d := newDisk(r.disk)
	for i := range r.disk.events {
		d.happen(i)
	}
	want, have := r.files(), map[string][]byte{}
	d.files(func(event) bool { return true }, func(name string, text []byte) { have[name] = text })
	for name, text := range want {
		if !bytes.Equal(have[name], text) {
			r.t.Errorf("%s is not as it was recorded: %d bytes, recorded %d", name, len(text), len(have[name]))
		}
	}
	if len(have) != len(want) {
		r.t.Errorf("%d files were recorded and %d are there", len(have), len(want))
	}
}

// files returns the files that are there.
func (r *recorder) files() map[string][]byte {
	r.t.Helper()
	all := map[string][]byte{}
	err := filepath.WalkDir(r.root, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() {
			name, _ := filepath.Rel(r.root, path)
			all[name] = mustRead(r.t, path)
		}
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return all
}
