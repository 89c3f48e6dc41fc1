package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cordon/store"
)

// TestLockInterrupted cuts a change of locks short at every moment at which
// something is on the disk, and looks at what the next start makes of it.
func TestLockInterrupted(t *testing.T) {
	for _, what := range []string{"lock", "unlock", "lock again"} {
		t.Run(what, func(t *testing.T) {
			moments := 0
			for interrupted(t, what, moments+1) {
				moments++
			}
			if moments < 8 {
				t.Errorf("only %d moments were tried", moments)
			}
		})
	}
}

// interrupted does something and ends at the nth moment. It reports whether there
// was one.
func interrupted(t *testing.T, what string, n int) (cut bool) {
	v := newVault(t)
	r := v.fill(v.store())
	before := v.journal(v.store(), r.ID())
	turn := func(s *store.Store) error { _, err := s.Lock(v.person.recipient); return err }
	if what != "lock" {
		v.must(turn(v.store()))
	}
	if what == "unlock" {
		turn = func(s *store.Store) error { _, err := s.Unlock(); return err }
	}
	cut = v.endsAt(n, turn)
	s := v.store()
	v.must(s.Settle())
	v.tidy(s, n)
	v.whole(s, r)
	if got := strings.Join(v.journal(s, r.ID()), "\n"); got != strings.Join(before, "\n") {
		t.Errorf("cut short at moment %d the journal is another", n)
	}
	v.must(turn(s))
	v.tidy(s, n)
	v.whole(s, r)
	return cut
}

// endsAt runs fn in a process that ends at the nth moment, as far as anybody can
// tell. It reports whether there was one.
func (v vault) endsAt(n int, fn func(*store.Store) error) (ended bool) {
	v.Helper()
	type end struct{}
	defer func() {
		switch p := recover(); p {
		case nil:
		case end{}:
			ended = true
		default:
			panic(p)
		}
	}()
	s := v.store()
	s.CutShort(func() {
		if n--; n == 0 {
			panic(end{})
		}
	})
	v.must(fn(s))
	return false
}

// tidy wants a store without leftovers, and one that is locked without secrets.
func (v vault) tidy(s *store.Store, n int) {
	v.Helper()
	if copies := v.copies(); len(copies) != 1 {
		v.Errorf("after moment %d the copies are %v, want one", n, copies)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(v.path), ".*")); len(left) > 0 {
		v.Errorf("after moment %d there is still %v", n, left)
	}
	locked, err := s.Locked()
	v.must(err)
	if raw := v.raw(); locked && strings.Contains(raw, secretWord) {
		v.Errorf("after moment %d a secret word is in the files: %q", n, around(raw, secretWord))
	}
	if info, err := os.Stat(v.path); err != nil || info.Mode().Perm() != 0o600 {
		v.Errorf("after moment %d the file is %v, %v", n, info, err)
	}
}

// TestLockLeaves puts something in the way of what is removed after the new file took
// the place of the old. The store is locked, and it is said that this is not all.
func TestLockLeaves(t *testing.T) {
	v := newVault(t)
	r := v.fill(v.store())
	before, err := os.Stat(v.path)
	v.must(err)
	way := filepath.Join(filepath.Dir(v.path), ".cordon-turn-"+filepath.Base(v.path))
	s := v.store()
	s.CutShort(func() {
		if now, err := os.Stat(v.path); err == nil && !os.SameFile(before, now) {
			v.must(os.MkdirAll(filepath.Join(way, "in"), 0o700))
		}
	})
	done, err := s.Lock(v.person.recipient)
	left, is := errors.AsType[*store.LeftError](err)
	if !is || !left.Locked || done.Runs != 1 {
		t.Errorf("Lock returned %+v and %v, want a LeftError of a locked store", done, err)
	}
	s = v.store()
	if left, err := s.Left(); err != nil || !left {
		t.Errorf("Left: %v, %v, want true", left, err)
	}
	if err := s.Settle(); err == nil {
		t.Error("Settle says nothing while something is in the way")
	}
	v.must(os.RemoveAll(way))
	v.must(s.Settle())
	v.tidy(s, 0)
	v.whole(s, r)
}
