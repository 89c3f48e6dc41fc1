package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cordon/playbook/run"
)

func write(t testing.TB, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// folder returns a folder whose name holds no links.
func folder(t testing.TB) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestAttach(t *testing.T) {
	s := open(t)
	path := filepath.Join(folder(t), "auth\x1b[2J.log")
	const content = "root logged in\n"
	write(t, path, content)
	modified := time.Date(2026, 11, 21, 2, 0, 0, 5, time.UTC)
	if err := os.Chtimes(path, modified, modified); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(content))
	digest := hex.EncodeToString(sum[:])
	kept := filepath.Join(filepath.Dir(s.Path()), "evidence", digest)

	for _, limit := range []int64{int64(len(content)) - 1, int64(len(content)), DefaultKeep, -1, 0} {
		ev, err := s.Attach(path, limit)
		keep := limit < 0 || limit >= int64(len(content))
		want := run.EvidenceAdded{Name: filepath.Base(path), Path: path, Size: int64(len(content)), Modified: ev.Modified, SHA256: digest, Kept: keep}
		if err != nil || ev != want || !ev.Modified.Equal(modified) {
			t.Errorf("Attach with limit %d = %+v, %v, want %+v", limit, ev, err, want)
		}
		got, err := os.ReadFile(kept)
		if keep && (err != nil || string(got) != content) || !keep && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("with limit %d the copy is %q, %v", limit, got, err)
		}
		if info, err := os.Stat(kept); keep && (err != nil || info.Mode() != 0o600) {
			t.Errorf("the copy has mode %v, %v, want 0600", info.Mode(), err)
		}
		_ = os.Remove(kept)
	}
	dir := filepath.Dir(kept)
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder of evidence has mode %v, %v, want 0700", info.Mode(), err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("the folder of evidence holds %v, want no leftovers", left)
	}
}

func TestAttachEmptyFile(t *testing.T) {
	s := open(t)
	path := filepath.Join(folder(t), "empty")
	write(t, path, "")
	if ev, err := s.Attach(path, DefaultKeep); err != nil || ev.Size != 0 || !ev.Kept {
		t.Errorf("Attach of an empty file = %+v, %v", ev, err)
	}
}

func TestAttachHealsADamagedCopy(t *testing.T) {
	s := open(t)
	path := filepath.Join(folder(t), "a.log")
	write(t, path, "right")
	ev, err := s.Attach(path, -1)
	if err != nil {
		t.Fatal(err)
	}
	kept := filepath.Join(s.evidenceDir(), ev.SHA256)
	write(t, kept, "wrong")
	if _, err := s.Attach(path, -1); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(kept); string(got) != "right" {
		t.Errorf("after attaching again the copy holds %q, want %q", got, "right")
	}
}

func TestAttachFollowsLinksAndSaysSo(t *testing.T) {
	s := open(t)
	dir := folder(t)
	write(t, filepath.Join(dir, "real.log"), "x")
	link := filepath.Join(dir, "latest")
	if err := os.Symlink("real.log", link); err != nil {
		t.Fatal(err)
	}
	ev, err := s.Attach(link, -1)
	if want := filepath.Join(dir, "real.log"); err != nil || ev.Path != want || ev.Name != "real.log" {
		t.Errorf("Attach of a link = %q, %q, %v, want the file it leads to, %s", ev.Path, ev.Name, err, want)
	}
}

func TestAttachMakesPathsAbsolute(t *testing.T) {
	s := open(t)
	dir := folder(t)
	t.Chdir(dir)
	write(t, "a.log", "x")
	ev, err := s.Attach("./a.log", -1)
	if want := filepath.Join(dir, "a.log"); err != nil || ev.Path != want {
		t.Errorf("Attach(./a.log) = %q, %v, want %q", ev.Path, err, want)
	}
}

func TestAttachNoticesAChangeWhileReading(t *testing.T) {
	path := filepath.Join(folder(t), "live.log")
	tests := map[string]func(f *os.File){
		"grew":      func(f *os.File) { _, _ = f.WriteString("more") },
		"shrank":    func(f *os.File) { _ = f.Truncate(3) },
		"rewritten": func(f *os.File) { _, _ = f.WriteAt([]byte("X"), 0); later(f) },
	}
	for name, change := range tests {
		write(t, path, strings.Repeat("line\n", 100))
		f, info, err := openRegular(path)
		if err != nil {
			t.Fatal(err)
		}
		w, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
		if name == "rewritten" {
			w, err = os.OpenFile(path, os.O_WRONLY, 0)
		}
		if err != nil {
			t.Fatal(err)
		}
		change(w)
		if _, err := digestOf(f, info); !errors.Is(err, ErrChanged) {
			t.Errorf("%s while it was read: %v, want ErrChanged", name, err)
		}
		_, _ = f.Close(), w.Close()
	}
}

// later sets a time of modification that differs on any clock.
func later(f *os.File) {
	then := time.Now().Add(time.Hour)
	_ = os.Chtimes(f.Name(), then, then)
}

func TestVerifyEvidence(t *testing.T) {
	s := open(t)
	r := begin(t, s)
	dir := folder(t)
	attach := func(name string, limit int64) run.EvidenceAdded {
		t.Helper()
		path := filepath.Join(dir, name)
		write(t, path, "content of "+name)
		ev, err := s.Attach(path, limit)
		if err != nil {
			t.Fatal(err)
		}
		ev.Step = "preserve"
		r = record(t, s, r, run.AddEvidence(ev))
		return ev
	}
	attach("kept", -1)
	keptAltered := attach("kept-altered", -1)
	keptMissing := attach("kept-missing", -1)
	attach("left", 0)
	attach("left-altered", 0)
	attach("left-missing", 0)
	attach("left-folder", 0)

	write(t, filepath.Join(s.evidenceDir(), keptAltered.SHA256), "other")
	_ = os.Remove(filepath.Join(s.evidenceDir(), keptMissing.SHA256))
	_ = os.Remove(filepath.Join(dir, "kept")) // the copy is what counts
	write(t, filepath.Join(dir, "left-altered"), "other")
	_ = os.Remove(filepath.Join(dir, "left-missing"))
	_ = os.Remove(filepath.Join(dir, "left-folder"))
	_ = os.Mkdir(filepath.Join(dir, "left-folder"), 0o700)

	want := []FileState{Intact, Altered, Missing, Intact, Altered, Missing, Unread}
	states, err := s.VerifyEvidence(r.ID())
	if err != nil || len(states) != len(want) {
		t.Fatalf("VerifyEvidence = %v, %v, want %d states", states, err, len(want))
	}
	for i, st := range states {
		if st.State != want[i] || st.Seq != uint64(i)+2 || (st.Err != nil) != (st.State == Unread) {
			t.Errorf("%s of entry %d is %s (%v), want %s", st.Evidence.Name, st.Seq, st.State, st.Err, want[i])
		}
	}
}

// A journal may come from anywhere: its digests become names of files.
func TestVerifyEvidenceTrustsNoDigest(t *testing.T) {
	s := open(t)
	for _, digest := range []string{"", "../cordon.db", strings.Repeat("A", 64), strings.Repeat("0", 63), "/etc/passwd"} {
		st := s.look(1, run.EvidenceAdded{SHA256: digest, Kept: true})
		if st.State != Unread || st.Err == nil {
			t.Errorf("evidence with digest %q is %s, want %s", digest, st.State, Unread)
		}
	}
}

func TestAttachReadOnly(t *testing.T) {
	s := open(t)
	path := filepath.Join(folder(t), "a.log")
	write(t, path, "x")
	ro := New(s.Path(), Options{ReadOnly: true})
	if _, err := ro.Attach(path, -1); !errors.Is(err, ErrReadOnly) {
		t.Errorf("Attach to a read-only store = %v, want ErrReadOnly", err)
	}
}
