package storetest

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"time"

	"cordon/playbook/run"
	"cordon/store"
)

func attachReadsAFile(n night) {
	for what, content := range map[string]string{"a log": "root logged in\n", "an empty file": ""} {
		path := n.file("auth\x1b[2J.log", content)
		modified := time.Date(2026, 11, 21, 2, 0, 0, 5, time.UTC)
		n.must(os.Chtimes(path, modified, modified))
		sum, size := sha256.Sum256([]byte(content)), int64(len(content))
		for _, limit := range []int64{size - 1, size, store.DefaultKeep, -1} {
			ev, err := n.Attach(path, limit)
			want := run.EvidenceAdded{
				Name: filepath.Base(path), Path: path, Size: size, Modified: ev.Modified,
				SHA256: hex.EncodeToString(sum[:]), Kept: limit < 0 || limit >= size,
			}
			if err != nil || ev != want || !ev.Modified.Equal(modified) {
				n.Errorf("Attach of %s with limit %d = %+v, %v, want %+v", what, limit, ev, err, want)
			}
		}
	}
}

// A link is followed, and the record names what was read.
func attachNamesWhatWasRead(n night) {
	path := n.file("real.log", "x")
	n.Chdir(filepath.Dir(path))
	n.must(os.Symlink("real.log", "latest"))
	for _, name := range []string{"./real.log", "latest", filepath.Join(filepath.Dir(path), "latest")} {
		if ev, err := n.Attach(name, -1); err != nil || ev.Path != path || ev.Name != "real.log" {
			n.Errorf("Attach(%s) = %q, %q, %v, want %s", name, ev.Path, ev.Name, err, path)
		}
	}
}

func attachTakesOnlyFiles(n night) {
	dir := filepath.Dir(n.file("a.log", "x"))
	for path, want := range map[string]error{dir: store.ErrNotRegular, os.DevNull: store.ErrNotRegular, filepath.Join(dir, "none"): os.ErrNotExist} {
		if ev, err := n.Attach(path, -1); !errors.Is(err, want) || ev != (run.EvidenceAdded{}) {
			n.Errorf("Attach(%s) = %+v, %v, want %v", path, ev, err, want)
		}
	}
}

func evidenceIsComparedWithTheRecord(n night) {
	r := n.begin()
	attach := func(name string, limit int64) (path string) {
		n.Helper()
		path = n.file(name, "content of "+name)
		ev, err := n.Attach(path, limit)
		n.must(err)
		ev.Step = "preserve"
		r = n.record(r, run.AddEvidence(ev))
		return path
	}
	n.must(os.Remove(attach("kept", -1))) // the copy is what counts
	attach("left", 0)
	n.must(os.WriteFile(attach("left-altered", 0), []byte("other"), 0o600))
	n.must(os.Remove(attach("left-missing", 0)))
	folder := attach("left-folder", 0)
	n.must(errors.Join(os.Remove(folder), os.Mkdir(folder, 0o700)))
	r = n.record(r, run.Undo("maria", 0)) // and what was taken back is still looked at

	want := []run.FileState{run.Intact, run.Intact, run.Altered, run.Missing, run.Unread}
	states, err := n.VerifyEvidence(r.ID())
	if err != nil || len(states) != len(want) {
		n.Fatalf("VerifyEvidence = %v, %v, want %d states", states, err, len(want))
	}
	for i, st := range states {
		if st.State != want[i] || st.Seq != uint64(i)+2 || (st.Err != nil) != (st.State == run.Unread) {
			n.Errorf("%s of entry %d is %s (%v), want %s", st.Evidence.Name, st.Seq, st.State, st.Err, want[i])
		}
	}
}
