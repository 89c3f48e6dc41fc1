package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"cordon/playbook/run"
	"cordon/store"
	"cordon/tui/ptytest"
)

var (
	diskTries = flag.Int("disk.tries", 60, "how often files may grow no larger, at random")
	diskSeed  = flag.Uint64("disk.seed", 1, "how large")
)

// diskKeeps is what is promised where the disk fails.
const diskKeeps = "what was saved stays, what was not is said and is not there, nothing healthy is called damaged"

// stillHere is at the end of what a form says that could not be saved, wherever
// its line ends.
const stillHere = `still here|typed is still +│`

func wasRefused(screen string) bool { return regexp.MustCompile(stillHere).MatchString(screen) }

// A badDisk is an office where the disk fails, and what its run has.
type badDisk struct {
	office
	fault  string // the program that makes the system fail
	place  string // of the store
	id     string
	notes  []string // which are saved
	tried  int
	losses int
}

func newBadDisk(t *testing.T) *badDisk {
	t.Helper()
	b := &badDisk{office: newOffice(t), fault: ptytest.Build(t, "cordon/cmd/cordon/internal/fault")}
	b.place = b.storePath()
	b.id = b.begin(b.file("forty.yaml", string(fortySteps())))
	for i := range 5 {
		b.notes = append(b.notes, fmt.Sprintf("before anything failed, %d", i))
		b.must("note", b.id, "-m", b.notes[i])
	}
	return b
}

func (b *badDisk) loses(format string, args ...any) {
	b.t.Helper()
	b.losses++
	b.t.Errorf(format, args...)
}

// failing is the line that runs a command where things fail.
func (b *badDisk) failing(faults []string, args ...string) []string {
	return slices.Concat([]string{b.fault}, faults, []string{"--", programPath(b.t)}, args)
}

// runs runs a command where things fail, and looks at what it says.
func (b *badDisk) runs(faults []string, args ...string) (out string, code int) {
	b.t.Helper()
	return b.asks(b.failing(faults, args...), nil)
}

// asks runs a command and looks at what it says: words for people, and nothing of
// damage.
func (b *badDisk) asks(line []string, as *syscall.SysProcAttr) (out string, code int) {
	b.t.Helper()
	b.tried++
	cmd := exec.Command(line[0], line[1:]...)
	cmd.Dir, cmd.Env, cmd.SysProcAttr = b.home, append([]string{"PATH=" + os.Getenv("PATH")}, b.environ()...), as
	said, err := cmd.CombinedOutput()
	if code = cmd.ProcessState.ExitCode(); code < 0 || code == 99 {
		b.t.Fatalf("%q: %v, %s", line, err, said)
	}
	if found := ofTheRuntime.Find(said); found != nil {
		b.loses("%q shows %q", line, found)
	}
	if bytes.Contains(said, []byte("damaged")) {
		b.loses("%q says that something is damaged: %s", line, said)
	}
	return string(said), code
}

// writes tries to save a note. If the command says that it has, it has.
func (b *badDisk) writes(text string, run func(args ...string) (string, int)) (saved bool) {
	b.t.Helper()
	out, code := run("note", b.id, "-m", text)
	if code == exitOK {
		b.notes = append(b.notes, text)
		return true
	}
	if !strings.HasPrefix(out, "cordon: ") || !strings.HasSuffix(out, "\n") {
		b.loses("a note that was not saved says %q", out)
	}
	return false
}

// holds wants all that was saved to be there, and nothing else, now that nothing
// fails.
func (b *badDisk) holds(what string) {
	b.t.Helper()
	if _, err := b.kept().VerifyAll(); err != nil {
		b.loses("%s: the store does not verify: %v", what, err)
		return
	}
	var have []string
	for _, e := range b.entries() {
		if note, ok := e.Event.(run.NoteAdded); ok {
			have = append(have, note.Text)
		}
	}
	if !slices.Equal(have, b.notes) {
		b.loses("%s: %d notes are there, and %d were saved; the first that differs is number %d", what, len(have), len(b.notes), firstDifference(have, b.notes)+1)
	}
	states, err := b.kept().VerifyEvidence(b.id)
	if err != nil {
		b.loses("%s: evidence: %v", what, err)
	}
	for _, s := range states {
		if s.State != run.Intact {
			b.loses("%s: the evidence of entry %d is %s", what, s.Seq, s.State)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(b.place), "evidence", ".*")); len(left) > 0 {
		b.loses("%s: %q is left behind", what, left)
	}
}

func (b *badDisk) kept() *store.Store { return store.New(b.place, store.Options{}) }

func (b *badDisk) entries() []*run.Entry {
	b.t.Helper()
	r, err := b.kept().Load(b.id)
	if err != nil {
		b.loses("%v", err)
	}
	return r.Entries()
}

func (b *badDisk) proves(name string) {
	b.t.Helper()
	b.t.Logf("proof: %s: tried %d commands and screens, promised %s, lost %d, seed %d", name, b.tried, diskKeeps, b.losses, *diskSeed)
}

// A callFault is a call of the system that fails.
type callFault struct {
	fault string
	says  string // to who writes
	reads bool   // one can still read
}

func callFaults() (all []callFault) {
	for _, e := range []string{"ENOLCK", "ENOSYS", "EOPNOTSUPP"} {
		all = append(all, callFault{fault: "flock=" + e, says: "files cannot be locked there"})
	}
	for _, e := range []string{"ENODEV", "EINVAL", "EPERM"} {
		all = append(all, callFault{fault: "mmap=" + e, says: "files cannot be mapped into memory there"})
	}
	for e, says := range map[string]string{"ENOSPC": "Free some space", "EDQUOT": "ask for more room", "EIO": "The disk may be failing"} {
		all = append(all, callFault{fault: "pwrite64=" + e, says: says, reads: true}, callFault{fault: "fdatasync=" + e, says: says, reads: true})
	}
	return all
}

// TestDiskCalls lets calls of the system fail under commands: no locks, no
// memory maps, a full disk, a quota, a broken disk.
func TestDiskCalls(t *testing.T) {
	takesLong(t)
	t.Parallel()
	b := newBadDisk(t)
	for _, f := range callFaults() {
		failing := func(args ...string) (string, int) { return b.runs([]string{f.fault}, args...) }
		before, err := os.ReadFile(b.place)
		if err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{
			{"note", b.id, "-m", "not to be saved"}, {"step", "done", b.id, "s1"}, {"evidence", "add", b.id, "s1", "forty.yaml"},
			{"start", "forty.yaml", "--no-tui"}, {"undo", b.id},
		} {
			if out, code := failing(args...); code == exitOK || !strings.Contains(out, f.says) {
				b.loses("%s: cordon %q ends with %d and says %q, want %q", f.fault, args, code, out, f.says)
			}
		}
		for _, args := range [][]string{{"verify", b.id}, {"timeline", b.id}, {"report", b.id, "-f", "md"}, {"ls"}} {
			out, code := failing(args...)
			if f.reads != (code == exitOK) || !f.reads && !strings.Contains(out, "The runs are intact") {
				b.loses("%s: cordon %q ends with %d and says %q", f.fault, args, code, out)
			}
		}
		if after, err := os.ReadFile(b.place); err != nil || f.says != "" && !f.reads && !bytes.Equal(before, after) {
			b.loses("%s: the file was changed, %v", f.fault, err)
		}
		b.holds(f.fault)
		if !b.writes("after "+f.fault, func(args ...string) (string, int) { return b.runs(nil, args...) }) {
			b.loses("after %s nothing can be saved", f.fault)
		}
	}
	b.proves("no locks, no memory maps, full disk, quota, broken disk")
}

// TestDiskQuota lets no file grow beyond some size, at random, under commands.
func TestDiskQuota(t *testing.T) {
	takesLong(t)
	t.Parallel()
	b := newBadDisk(t)
	rnd := rand.New(rand.NewPCG(*diskSeed, 11))
	refused := 0
	evidence := b.file("large.log", strings.Repeat("12 exports\n", 30_000))
	for i := range *diskTries {
		info, err := os.Stat(b.place)
		if err != nil {
			t.Fatal(err)
		}
		limit := fmt.Sprintf("size=%d", rnd.Int64N(info.Size()+400_000))
		limited := func(args ...string) (string, int) { return b.runs([]string{limit}, args...) }
		if !b.writes(fmt.Sprintf("%d %s", i, strings.Repeat("x", rnd.IntN(60_000))), limited) {
			refused++
		}
		if i%4 == 0 {
			limited("evidence", "add", b.id, "s1", evidence)
		}
		if i%10 == 0 {
			b.holds(limit)
		}
	}
	b.holds("after all")
	t.Logf("%d of %d notes were refused", refused, *diskTries)
	b.proves("files that may grow no larger (RLIMIT_FSIZE)")
}

// TestDiskForbidden takes the permission to write, or to read, from the file and
// from its folder.
func TestDiskForbidden(t *testing.T) {
	takesLong(t)
	t.Parallel()
	b := newBadDisk(t)
	program := b.ordinary()
	dir := filepath.Dir(b.place)
	for _, tt := range []struct {
		name  string
		mode  fs.FileMode // of the file
		dir   fs.FileMode // of its folder
		reads bool
	}{
		{"read-only file", 0o400, 0o700, true},
		{"read-only file and folder", 0o400, 0o500, true},
		{"unreadable file", 0, 0o700, false},
		{"unreadable folder", 0o600, 0, false},
	} {
		if err := errors.Join(os.Chmod(b.place, tt.mode), os.Chmod(dir, tt.dir)); err != nil {
			t.Fatal(err)
		}
		as := b.belongs(somebody)
		forbidden := func(args ...string) (string, int) {
			return b.asks(append([]string{program}, args...), as)
		}
		if b.writes("not to be saved", forbidden) {
			b.loses("%s: a note was saved", tt.name)
		}
		for _, args := range [][]string{{"verify", b.id}, {"timeline", b.id}, {"report", b.id, "-f", "md"}} {
			if out, code := forbidden(args...); tt.reads != (code == exitOK) {
				b.loses("%s: cordon %q ends with %d and says %q", tt.name, args, code, out)
			}
		}
		if err := errors.Join(os.Chmod(dir, 0o700), os.Chmod(b.place, 0o600)); err != nil {
			t.Fatal(err)
		}
		b.belongs(os.Getuid())
		b.holds(tt.name)
	}
	b.proves("read-only, permission lost")
}

// somebody is a user of whom the system knows nothing.
const somebody = 65534

// belongs gives the office to a user, and returns how to run a program as that
// one: the system forbids root nothing. Anybody else keeps it and is forbidden
// things themselves.
func (b *badDisk) belongs(uid int) *syscall.SysProcAttr {
	b.t.Helper()
	if os.Geteuid() != 0 {
		return nil
	}
	err := filepath.WalkDir(b.home, func(path string, _ fs.DirEntry, err error) error {
		return errors.Join(err, os.Lchown(path, uid, uid))
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(uid)}}
}

// ordinary lets other users reach the office, and returns a program that they may
// run.
func (b *badDisk) ordinary() (program string) {
	b.t.Helper()
	text, err := os.ReadFile(programPath(b.t))
	if err != nil {
		b.t.Fatal(err)
	}
	program = filepath.Join(b.home, "cordon-of-all")
	// Whatever another test starts meanwhile would hold the file open for writing,
	// and a program that somebody writes to does not start (ETXTBSY).
	syscall.ForkLock.RLock()
	err = os.WriteFile(program, text, 0o755)
	syscall.ForkLock.RUnlock()
	for dir := b.home; err == nil && dir != filepath.Clean(os.TempDir()) && dir != "/"; dir = filepath.Dir(dir) {
		err = os.Chmod(dir, 0o711)
	}
	if err != nil {
		b.t.Fatal(err)
	}
	return program
}

// TestTerminalDisk lets the disk fail under somebody's hands. The screen says
// that nothing is saved, keeps what was typed, and ends.
func TestTerminalDisk(t *testing.T) {
	takesLong(t)
	t.Parallel()
	b := newBadDisk(t)
	for _, f := range callFaults() {
		if !f.reads {
			continue // there is no screen, but words
		}
		b.tried++
		p := b.sitIn(window{120, 36}, []string{b.fault, f.fault, "--"}, nil, "resume", b.id)
		p.resumes()
		saved := savedOn(p.Screen())
		p.Press("space")
		p.reads("NOT SAVED")
		p.Press("n")
		p.dialog("Note on")
		p.Type("typed while the disk fails")
		p.reads("NOT SAVED")
		p.acts("ctrl+s")
		p.finds(stillHere)
		if now := savedOn(p.Screen()); now > saved {
			b.loses("%s: entry %d shows as saved", f.fault, now)
		}
		p.Press("ctrl+c")
		p.reads("again quits all the same.")
		p.Press("ctrl+c")
		p.Wait(patience)
		if left := p.LeftBehind(); len(left) > 0 {
			b.loses("%s: left behind in the terminal: %q", f.fault, left)
		}
		if found := ofTheRuntime.Find(p.Raw()); found != nil {
			b.loses("%s: the screen shows %q", f.fault, found)
		}
		b.holds(f.fault)
	}
	b.proves("full disk, quota, broken disk under a screen")
}

// TestTerminalDiskFull fills a real file system under a screen, and frees it
// again: what was typed meanwhile is saved then.
func TestTerminalDiskFull(t *testing.T) {
	takesLong(t)
	t.Parallel()
	b := newBadDisk(t)
	small := filepath.Join(b.home, "small")
	if err := os.Mkdir(small, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("none", small, "tmpfs", 0, "size=3m,mode=0700"); err != nil {
		t.Skipf("a file system of one's own takes root: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(small, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	b.env = append(b.env, "XDG_DATA_HOME="+small)
	b.place = filepath.Join(small, "cordon", "cordon.db")
	b.id, b.notes = b.begin("forty.yaml"), nil
	p := b.sit(window{120, 36}, "resume", b.id)
	p.resumes()
	full := 0
	for i := range 5 {
		text := fmt.Sprintf("on the full disk, %d ", i) + strings.Repeat("x", 3000)
		b.tried++
		fill := b.fills(small)
		p.Press("n")
		p.dialog("Note on")
		p.Paste(text)
		p.reads("xxx")
		p.acts("esc")
		p.WaitUntil("note that is saved, or not", patience, func(screen string) bool {
			return wasRefused(screen) || !strings.Contains(screen, "Note on")
		})
		refused := wasRefused(p.Screen())
		if err := os.Remove(fill); err != nil {
			t.Fatal(err)
		}
		if refused { // and not only because the file had room in itself
			full++
			p.acts("ctrl+s")
			p.WaitGone("Note on", patience)
		}
		b.notes = append(b.notes, text)
		p.WaitGone("NOT SAVED", patience)
		b.holds("after it was full")
	}
	if full == 0 {
		t.Error("the disk was never full")
	}
	p.quits()
	b.proves("a file system that is full, and then is not")
}

// fills fills a file system to the last byte.
func (b *badDisk) fills(dir string) string {
	b.t.Helper()
	f, err := os.Create(filepath.Join(dir, "fill"))
	if err != nil {
		b.t.Fatal(err)
	}
	defer f.Close()
	for _, size := range []int{1 << 16, 1 << 12, 1} {
		for err = nil; err == nil; {
			_, err = f.Write(make([]byte, size))
		}
	}
	if !errors.Is(err, syscall.ENOSPC) {
		b.t.Fatal(err)
	}
	return f.Name()
}
