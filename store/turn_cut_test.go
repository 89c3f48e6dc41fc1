package store_test

import (
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
