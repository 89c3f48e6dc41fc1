//go:build unix

package store

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"cordon/playbook/run"
)

// None of these may be read, and none may make Attach wait.
func TestAttachTakesOnlyRegularFiles(t *testing.T) {
	s := open(t)
	dir := folder(t)
	fifo := filepath.Join(dir, "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir) // the path of a socket must be short
	l, err := net.Listen("unix", "socket")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	link := filepath.Join(dir, "to-fifo")
	if err := os.Symlink(fifo, link); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{dir, fifo, link, "socket", os.DevNull, "/dev/zero"} {
		if _, err := s.Attach(path, -1); !errors.Is(err, ErrNotRegular) {
			t.Errorf("Attach(%s) = %v, want ErrNotRegular", path, err)
		}
	}
	if _, err := s.Attach(filepath.Join(dir, "none"), -1); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Attach of no file = %v, want ErrNotExist", err)
	}
	if _, err := os.Stat(s.EvidenceDir()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder of evidence was made for nothing: %v", err)
	}
}

// A file that is exchanged for a link or a FIFO between the look and the
// opening must not be followed or waited for.
func TestOpenPlain(t *testing.T) {
	dir := folder(t)
	fifo, link := filepath.Join(dir, "fifo"), filepath.Join(dir, "link")
	if err := errors.Join(syscall.Mkfifo(fifo, 0o600), os.Symlink(fifo, link)); err != nil {
		t.Fatal(err)
	}
	f, err := openPlain(fifo)
	if err != nil {
		t.Fatalf("openPlain of a FIFO = %v, want it open without a wait", err)
	}
	_ = f.Close()
	if f, err := openPlain(link); err == nil {
		_ = f.Close()
		t.Error("openPlain followed a link")
	}
}

// What is changed in place shows although its time is put back, also right after it
// was written.
func TestAttachNoticesAChangeWhoseTimeIsPutBack(t *testing.T) {
	path := filepath.Join(folder(t), "log")
	for range 20 {
		write(t, path, "before")
		f, info, err := openRegular(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if info, err = settled(f, info); err != nil {
			t.Fatal(err)
		}
		write(t, path, "after!")
		if err := os.Chtimes(path, info.ModTime(), info.ModTime()); err != nil {
			t.Fatal(err)
		}
		if _, err := digestOf(f, info); !errors.Is(err, ErrChanged) {
			t.Fatalf("changed with its time put back: %v, want ErrChanged", err)
		}
	}
}

// A file that was put in the place of the one that was looked at is not read.
func TestAttachNoticesAnExchangedFile(t *testing.T) {
	dir := folder(t)
	path, other := filepath.Join(dir, "log"), filepath.Join(dir, "other")
	write(t, path, "theirs")
	write(t, other, "ours")
	looked := mustStat(t, path)
	f, _, err := openSame(path, looked)
	if err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	if err := os.Rename(other, path); err != nil {
		t.Fatal(err)
	}
	if f, _, err := openSame(path, looked); !errors.Is(err, ErrChanged) {
		t.Errorf("openSame = %v, %v, want ErrChanged", f, err)
	}
}

func mustStat(t testing.TB, path string) os.FileInfo {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

// A folder that is exchanged for a link puts other content under the path that
// is recorded.
func TestAttachNoticesAnExchangedFolder(t *testing.T) {
	dir := folder(t)
	real, other := filepath.Join(dir, "real"), filepath.Join(dir, "other")
	if err := errors.Join(os.Mkdir(real, 0o700), os.Mkdir(other, 0o700)); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(real, "log"), "theirs")
	write(t, filepath.Join(other, "log"), "ours")
	path := filepath.Join(real, "log")
	info := mustStat(t, path)
	if !leadsTo(path, info) {
		t.Error("a path that is as it was leads elsewhere")
	}
	if err := errors.Join(os.Rename(real, real+"-away"), os.Symlink(other, real)); err != nil {
		t.Fatal(err)
	}
	if leadsTo(path, info) || leadsTo(path, mustStat(t, path)) {
		t.Error("a link in the place of a folder is not noticed")
	}
}

// A link to a store leads to the same copies of evidence.
func TestEvidenceHasOneHome(t *testing.T) {
	s := open(t)
	begin(t, s)
	link := filepath.Join(folder(t), "link.db")
	if err := os.Symlink(s.Path(), link); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(folder(t), "log")
	write(t, path, "x")
	ev, err := New(link, Options{}).Attach(path, -1)
	if err != nil {
		t.Fatal(err)
	}
	if st := s.look(1, ev, nil); st.State != run.Intact {
		t.Errorf("the copy is %s at %s", st.State, st.File)
	}
}

// A store is a file, of which nobody else may write.
func TestWhatIsNoStore(t *testing.T) {
	dir := folder(t)
	fifo, exposed := filepath.Join(dir, "fifo"), filepath.Join(dir, "exposed")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	s := New(exposed, Options{})
	begin(t, s)
	if err := os.Chmod(exposed, 0o666); err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(dir, "empty")
	write(t, empty, "")
	for path, want := range map[string]string{
		empty: "the file is empty. Somebody emptied it",
		fifo:  "this is no file but a pipe", os.DevNull: "this is no file but a device", dir: "this is no file but a folder",
		exposed: "chmod 600",
	} {
		if _, err := New(path, Options{}).Runs(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Runs of %s = %v, want %q", path, err, want)
		}
		if _, err := New(path, Options{}).Start(parse(t, testBook), "", false, at(0)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Start in %s = %v, want %q", path, err, want)
		}
	}
	for _, path := range []string{fifo, os.DevNull, dir} {
		if _, err := New(path, Options{}).SalvageRuns(); err == nil || !strings.Contains(err.Error(), "this is no file but") {
			t.Errorf("SalvageRuns of %s = %v", path, err)
		}
	}
	if err := errors.Join(os.Chmod(exposed, 0o600), os.Chmod(dir, 0o777)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Runs(); !errors.Is(err, ErrExposed) || !strings.Contains(err.Error(), "chmod 700") {
		t.Errorf("Runs in a folder of everybody = %v, want ErrExposed", err)
	}
}

// A store that another user owns is one that the other can read and change.
func TestAnotherUsersStore(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can give a file away: run this as root")
	}
	s := open(t)
	r := begin(t, s)
	if err := os.Chown(s.Path(), 4711, -1); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Load(r.ID()); !errors.Is(err, ErrExposed) || !strings.Contains(err.Error(), "belongs to another user (number 4711, you are 0)") {
		t.Errorf("Load = %v, want ErrExposed that names the owner", err)
	}
	if err := os.Chown(s.Path(), 0, -1); err != nil { // what is checked after each test
		t.Fatal(err)
	}
}

// What was left of files whose making was cut short is removed where the next is
// made, unless somebody may still be at work on it.
func TestLeftoversAreSwept(t *testing.T) {
	s := open(t)
	r := begin(t, s)
	if err := os.MkdirAll(s.EvidenceDir(), 0o700); err != nil {
		t.Fatal(err)
	}
	data, copies := filepath.Dir(s.Path()), s.EvidenceDir()
	old := []string{filepath.Join(data, ".cordon-new-1"), filepath.Join(copies, ".copy-1")}
	young := []string{filepath.Join(data, ".cordon-new-2"), filepath.Join(copies, ".copy-2")}
	for _, name := range append(young, old...) {
		write(t, name, "half")
	}
	for _, name := range old {
		then := time.Now().Add(-48 * time.Hour)
		if err := os.Chtimes(name, then, then); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(folder(t), "log")
	write(t, path, "x")
	if _, err := s.Attach(path, -1); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Start(r.Book(), "", false, at(1)); err != nil {
		t.Fatal(err)
	}
	for _, name := range old {
		if _, err := os.Lstat(name); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s is left: %v", name, err)
		}
	}
	for _, name := range young {
		_ = mustStat(t, name)
	}
}
