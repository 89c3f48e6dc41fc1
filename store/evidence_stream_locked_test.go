package store_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"cordon/playbook/run"
	"cordon/store"
)

// TestStreamLocked: what comes as a stream is sealed in a locked store, also if the
// store is locked or unlocked before the stream ends.
func TestStreamLocked(t *testing.T) {
	for name, steps := range map[string][2]string{
		"locked": {"lock", ""}, "locked meanwhile": {"", "lock"}, "locked anew meanwhile": {"lock", "lock"}, "unlocked meanwhile": {"lock", "unlock"},
		"locked in a long pause": {"", "pause"},
	} {
		t.Run(name, func(t *testing.T) {
			v := newVault(t)
			s := v.store()
			v.fill(s)
			turn := func(what string) {
				var err error
				switch what {
				case "pause":
					v.ages(".copy-*")
					fallthrough
				case "lock":
					_, err = v.store().Lock(v.person.recipient)
				case "unlock":
					_, err = v.store().Unlock()
				}
				v.must(err)
			}
			turn(steps[0])
			ev, err := s.AttachStream("stream", io.MultiReader(strings.NewReader("Quokka-"), &meanwhile{do: func() { turn(steps[1]) }}, strings.NewReader("stream")), -1, time.Now())
			v.must(err)
			f, _, err := v.store().OpenEvidence(ev.SHA256)
			v.must(err)
			defer f.Close()
			if text, err := io.ReadAll(f); string(text) != "Quokka-stream" || err != nil {
				t.Errorf("the copy is %q, %v", text, err)
			}
			if copies := len(v.copies()); copies != 2 {
				t.Errorf("%d copies of evidence, want 2", copies)
			}
			locked, err := v.store().Locked()
			v.must(err)
			if plain := strings.Contains(v.raw(), "Quokka-stream"); plain == locked {
				t.Errorf("locked is %v, and the copy is open: %v", locked, plain)
			}
		})
	}
}

// ages makes files of evidence look as if nobody had written to them for long.
func (v vault) ages(pattern string) {
	v.Helper()
	names, err := filepath.Glob(filepath.Join(filepath.Dir(v.path), "evidence", pattern))
	v.must(err)
	if len(names) == 0 {
		v.Errorf("there is no %s", pattern)
	}
	for _, name := range names {
		v.must(os.Chtimes(name, time.Time{}, time.Now().Add(-time.Hour)))
	}
}

// TestKeepLocked: who has no key to a store that is locked while a file is read
// leaves no open copy of it beside that.
func TestKeepLocked(t *testing.T) {
	v := newVault(t)
	v.fill(v.store())
	const text = "Quokka-file"
	err := v.stranger().Keep(func(to io.Writer) (string, error) {
		_, err := v.store().Lock(v.person.recipient)
		v.must(err)
		_, err = io.WriteString(to, text)
		return fmt.Sprintf("%x", sha256.Sum256([]byte(text))), err
	})
	if !errors.Is(err, store.ErrLocked) {
		t.Errorf("Keep = %v, want ErrLocked", err)
	}
	if strings.Contains(v.raw(), text) || len(v.copies()) != 1 {
		t.Errorf("an open copy is left: %v", v.copies())
	}
}

// TestStreamBusy: a copy that an earlier entry needs stays, if it cannot be known
// whether the store was locked meanwhile.
func TestStreamBusy(t *testing.T) {
	v := newVault(t)
	r := v.fill(v.store())
	s := store.New(v.path, store.Options{Wait: time.Millisecond})
	text := strings.Repeat("Quokka-evidence ", 10_000)
	var held *bbolt.DB
	hold := &meanwhile{do: func() {
		var err error
		held, err = bbolt.Open(v.path, 0o600, nil)
		v.must(err)
	}}
	if _, err := s.AttachStream("again", io.MultiReader(strings.NewReader(text), hold), -1, time.Now()); !errors.Is(err, store.ErrBusy) {
		t.Errorf("AttachStream while another holds the file = %v, want ErrBusy", err)
	}
	v.must(held.Close())
	v.whole(v.stranger(), r)
}

// TestCopyLeftOpen: a copy that was left open beside a locked store is found.
func TestCopyLeftOpen(t *testing.T) {
	v := newVault(t)
	v.fill(v.store())
	_, err := v.store().Lock(v.person.recipient)
	v.must(err)
	sealedCopy := filepath.Join(filepath.Dir(v.path), "evidence", v.copies()[0].Name())
	digest, _, _ := strings.Cut(v.copies()[0].Name(), ".")
	open := filepath.Join(filepath.Dir(v.path), "evidence", digest)
	v.must(os.Rename(sealedCopy, open))
	if path, there := v.store().CopyOf(run.EvidenceAdded{SHA256: digest, Kept: true}); path != open || !there {
		t.Errorf("CopyOf = %s, %v, want %s", path, there, open)
	}
}

// meanwhile does something when it is read, and is empty.
type meanwhile struct{ do func() }

func (m *meanwhile) Read([]byte) (int, error) {
	m.do()
	return 0, io.EOF
}
