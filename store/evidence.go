package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"cordon/playbook/run"
	"cordon/store/sealed"
)

// DefaultKeep is the size in bytes up to which evidence is usually copied.
const DefaultKeep = 16 << 20

// ErrChanged means a file was written while it was read, so that a digest
// would describe a state that never was.
var ErrChanged = errors.New("the file changed while it was read. Copy it first, or stop what writes it")

// ErrNotRegular means that something is no regular file: a folder, a device, a
// pipe.
var ErrNotRegular = errors.New("only regular files can be evidence")

// ErrUnsized means that a file says it is empty and has content: the system makes
// it up while it is read, as what lies in /proc and /sys.
var ErrUnsized = errors.New("it has no size and yet content, as files of /proc have: pipe it in, with cat and -")

// Attach reads a file and returns the event that attaches it; the caller fills
// in step and description. A file of at most limit bytes is copied beside the
// store; a limit below zero means any size.
//
// A symbolic link is followed, and the path recorded is where it leads: the
// record names what was read.
func (s *Store) Attach(path string, limit int64) (run.EvidenceAdded, error) {
	ev, err := s.attach(path, limit)
	if err != nil {
		return run.EvidenceAdded{}, fmt.Errorf("evidence %s: %w. Nothing was recorded", path, err)
	}
	return ev, nil
}

func (s *Store) attach(path string, limit int64) (run.EvidenceAdded, error) {
	real, err := realPath(path)
	if err != nil {
		return run.EvidenceAdded{}, err
	}
	f, info, err := openRegular(real)
	if err != nil {
		return run.EvidenceAdded{}, err
	}
	defer f.Close()
	if info, err = settled(f, info); err != nil {
		return run.EvidenceAdded{}, err
	}
	ev, err := s.attachOpen(f, info, real, limit)
	if err == nil && !leadsTo(real, info) {
		err = ErrChanged
	}
	return ev, err
}

// leadsTo reports whether a path without links still is one, and leads to a
// file. If a folder on the way was exchanged before the file was opened, what
// was read is not what the path names.
func leadsTo(real string, file fs.FileInfo) bool {
	again, err := filepath.EvalSymlinks(real)
	if err != nil || again != real {
		return false
	}
	info, err := os.Lstat(real)
	return err == nil && os.SameFile(info, file)
}

// attachOpen reads an open file, and copies it if it is not too large.
func (s *Store) attachOpen(f *os.File, info fs.FileInfo, real string, limit int64) (run.EvidenceAdded, error) {
	var err error
	ev := run.EvidenceAdded{
		Name: filepath.Base(real), Path: real,
		Size: info.Size(), Modified: info.ModTime(),
		Kept: limit < 0 || info.Size() <= limit,
	}
	if !ev.Kept {
		ev.SHA256, err = digestOf(f, info)
		return ev, err
	}
	key, err := s.keyToKeep()
	if err != nil {
		return ev, err
	}
	ev.SHA256, err = s.keep(key, func(temp io.Writer) (string, error) { return copyTo(temp, f, info) })
	return ev, err
}

func realPath(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}

// openRegular opens a regular file. It looks before it opens, because opening
// a device can have effects, and again after, because the file may have been
// replaced in between.
func openRegular(path string) (*os.File, fs.FileInfo, error) {
	looked, err := os.Lstat(path)
	if err != nil {
		return nil, nil, err
	}
	if !looked.Mode().IsRegular() {
		return nil, nil, ErrNotRegular
	}
	return openSame(path, looked)
}

// openSame opens the file that was looked at, and no other.
func openSame(path string, looked fs.FileInfo) (*os.File, fs.FileInfo, error) {
	f, err := openPlain(path)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	switch {
	case err == nil && !info.Mode().IsRegular():
		err = ErrNotRegular
	case err == nil && !os.SameFile(looked, info):
		err = ErrChanged
	}
	if err != nil {
		_ = f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

// tick is longer than the clock of a file system takes from one time to the next.
const tick = 20 * time.Millisecond

// settled returns what is known of an open file, once it is so old that whoever
// changes it from now on leaves another time. A file that somebody keeps writing to
// never is: then its digest will not be taken.
func settled(f *os.File, info fs.FileInfo) (fs.FileInfo, error) {
	age := time.Since(time.Unix(0, touched(info)))
	if age < 0 || age >= tick {
		return info, nil
	}
	time.Sleep(tick - age)
	return f.Stat()
}

// digestOf reads a file to its end and returns its SHA-256.
func digestOf(f *os.File, before fs.FileInfo) (string, error) {
	return copyTo(io.Discard, f, before)
}

// copyTo copies a file and returns its SHA-256. It reads no further than one
// byte beyond the size the file had, so a file that grows without end ends
// here.
func copyTo(w io.Writer, f *os.File, before fs.FileInfo) (string, error) {
	digest, n, err := copyAll(w, io.LimitReader(f, before.Size()+1))
	if err != nil {
		return "", err
	}
	after, err := f.Stat()
	if err != nil {
		return "", err
	}
	if n > 0 && before.Size() == 0 && after.Size() == 0 {
		return "", ErrUnsized
	}
	if n != before.Size() || after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()) || touched(before) != touched(after) {
		return "", ErrChanged
	}
	return digest, nil
}

// copyAll copies what comes to its end, and returns its SHA-256 and how much it
// was.
func copyAll(w io.Writer, from io.Reader) (digest string, size int64, err error) {
	sum := sha256.New()
	size, err = io.CopyBuffer(io.MultiWriter(sum, w), from, make([]byte, 1<<17))
	return hex.EncodeToString(sum.Sum(nil)), size, err
}

// EvidenceDir is the folder of the copies of evidence. It lies beside the file itself, not
// beside a link to it, so that all ways to a store find the same copies.
func (s *Store) EvidenceDir() string {
	return filepath.Join(filepath.Dir(s.realPath()), evidenceFolder)
}

const evidenceFolder = "evidence"

// keptAt returns where a copy lies, and the key that it is sealed with. Earlier
// versions put it beside the link that led to the store.
func (s *Store) keptAt(digest string, key *sealed.Key) (string, *sealed.Key) {
	if at := filepath.Join(s.EvidenceDir(), copyName(digest, key)); key != nil {
		if _, err := os.Lstat(at); !errors.Is(err, fs.ErrNotExist) {
			return at, key
		}
	}
	return s.openCopyAt(digest), nil
}

// openCopyAt is where a copy lies that is not sealed.
func (s *Store) openCopyAt(digest string) string {
	at := filepath.Join(s.EvidenceDir(), digest)
	beside := filepath.Join(filepath.Dir(s.path), evidenceFolder, digest)
	if _, err := os.Lstat(at); errors.Is(err, fs.ErrNotExist) && beside != at {
		if _, err := os.Lstat(beside); err == nil {
			return beside
		}
	}
	return at
}

// An EvidenceState says how a file of evidence is today.
type EvidenceState struct {
	Seq      uint64 // the entry that attached it
	Evidence run.EvidenceAdded
	// File is what was looked at: the copy beside the store, or, if none was
	// kept, the file at its own path.
	File  string
	State run.FileState
	// Err says why the file could not be read, if that is the state.
	Err error
}

// VerifyEvidence reads every file of evidence of a run and compares it with
// the journal, in the order of the entries.
// Files that were never here, since whoever gave the run away left them out, are
// not looked at.
func (s *Store) VerifyEvidence(id string) ([]EvidenceState, error) { return s.evidence(id, false) }

// VerifyCopies is VerifyEvidence for the copies alone, which lie beside the store:
// a file without one may be very large, or far away.
func (s *Store) VerifyCopies(id string) ([]EvidenceState, error) { return s.evidence(id, true) }

func (s *Store) evidence(id string, copies bool) ([]EvidenceState, error) {
	var states []EvidenceState
	key, err := s.key()
	if err != nil {
		return nil, err
	}
	absent, err := s.absent(id)
	if err != nil {
		return nil, err
	}
	err = s.Journal(id, func(l run.Lines) error {
		e, err := l.Read()
		if err != nil {
			return nil // Verify is about entries; this is about files
		}
		ev, ok := e.Event.(run.EvidenceAdded)
		if !ok || copies && !ev.Kept {
			return nil
		}
		st := s.look(e.Seq, ev, key)
		if _, never := absent[ev.SHA256]; !never || st.State != run.Missing {
			states = append(states, st)
		}
		return nil
	})
	return states, err
}

func (s *Store) look(seq uint64, ev run.EvidenceAdded, key *sealed.Key) EvidenceState {
	st := EvidenceState{Seq: seq, Evidence: ev, File: ev.Path, State: run.Intact}
	if !isDigest(ev.SHA256) { // it becomes the name of a file below
		st.State, st.Err = run.Unread, errors.New("what the journal gives as its digest is none")
		return st
	}
	if ev.Kept {
		st.File, key = s.keptAt(ev.SHA256, key)
	} else {
		key = nil
	}
	digest, err := digestFile(st.File, key)
	switch {
	case errors.Is(err, sealed.ErrAltered):
		st.State = run.Altered
	case errors.Is(err, fs.ErrNotExist):
		st.State = run.Missing
	case err != nil:
		st.State, st.Err = run.Unread, err
	case digest != ev.SHA256:
		st.State = run.Altered
	}
	return st
}

// digestFile returns the SHA-256 of a file, or of what is sealed in it.
func digestFile(path string, key *sealed.Key) (string, error) {
	f, info, err := openRegular(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	if key == nil {
		return digestOf(f, info)
	}
	plain, err := key.Decrypt(f, info.Size())
	if err != nil {
		return "", err
	}
	digest, _, err := copyAll(io.Discard, plain)
	return digest, err
}

func isDigest(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == sha256.Size && hex.EncodeToString(b) == s
}
