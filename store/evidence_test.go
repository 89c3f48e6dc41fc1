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

func TestAttachKeepsAPrivateCopy(t *testing.T) {
	s := open(t)
	path := filepath.Join(folder(t), "auth.log")
	const content = "root logged in\n"
	write(t, path, content)
	sum := sha256.Sum256([]byte(content))
	dir := s.EvidenceDir()
	kept := filepath.Join(dir, hex.EncodeToString(sum[:]))

	for _, limit := range []int64{int64(len(content)) - 1, int64(len(content)), DefaultKeep, -1, 0} {
		ev, err := s.Attach(path, limit)
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(kept)
		if ev.Kept && (err != nil || string(got) != content) || !ev.Kept && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("with limit %d the copy is %q, %v", limit, got, err)
		}
		if info, err := os.Stat(kept); ev.Kept && (err != nil || info.Mode() != 0o600) {
			t.Errorf("the copy has mode %v, %v, want 0600", info.Mode(), err)
		}
		_ = os.Remove(kept)
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder of evidence has mode %v, %v, want 0700", info.Mode(), err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("the folder of evidence holds %v, want no leftovers", left)
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
	kept := filepath.Join(s.EvidenceDir(), ev.SHA256)
	write(t, kept, "wrong")
	if _, err := s.Attach(path, -1); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(kept); string(got) != "right" {
		t.Errorf("after attaching again the copy holds %q, want %q", got, "right")
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

// A copy may be altered or lost, too.
func TestVerifyEvidenceLooksAtTheCopy(t *testing.T) {
	s := open(t)
	r := begin(t, s)
	path := filepath.Join(folder(t), "a.log")
	write(t, path, "right")
	ev, err := s.Attach(path, -1)
	if err != nil {
		t.Fatal(err)
	}
	ev.Step = "preserve"
	record(t, s, r, run.AddEvidence(ev))
	kept := filepath.Join(s.EvidenceDir(), ev.SHA256)
	for _, tt := range []struct {
		spoil func()
		want  run.FileState
	}{
		{func() {}, run.Intact},
		{func() { write(t, kept, "wrong") }, run.Altered},
		{func() { _ = os.Remove(kept) }, run.Missing},
		{func() { _ = os.Mkdir(kept, 0o700) }, run.Unread},
	} {
		tt.spoil()
		states, err := s.VerifyEvidence(r.ID())
		if err != nil || len(states) != 1 || states[0].State != tt.want || states[0].File != kept {
			t.Errorf("VerifyEvidence = %+v, %v, want the copy %s", states, err, tt.want)
		}
	}
}

// A file without a copy may be very large: who looks at the copies leaves it alone.
func TestVerifyCopies(t *testing.T) {
	s := open(t)
	r := begin(t, s)
	path := filepath.Join(folder(t), "a.log")
	write(t, path, "right")
	for _, limit := range []int64{-1, 0} {
		ev, err := s.Attach(path, limit)
		if err != nil {
			t.Fatal(err)
		}
		ev.Step, ev.Desc = "preserve", "a log"
		if !ev.Kept {
			ev.Name = "elsewhere.log"
		}
		r = record(t, s, r, run.AddEvidence(ev))
	}
	all, err := s.VerifyEvidence(r.ID())
	copies, failed := s.VerifyCopies(r.ID())
	if err != nil || failed != nil || len(all) != 2 || len(copies) != 1 || copies[0].Seq != 2 {
		t.Errorf("VerifyEvidence = %+v, %v; VerifyCopies = %+v, %v", all, err, copies, failed)
	}
}

// A journal may come from anywhere: its digests become names of files.
func TestVerifyEvidenceTrustsNoDigest(t *testing.T) {
	s := open(t)
	for _, digest := range []string{"", "../cordon.db", strings.Repeat("A", 64), strings.Repeat("0", 63), "/etc/passwd"} {
		st := s.look(1, run.EvidenceAdded{SHA256: digest, Kept: true}, nil)
		if st.State != run.Unread || st.Err == nil {
			t.Errorf("evidence with digest %q is %s, want %s", digest, st.State, run.Unread)
		}
	}
}
