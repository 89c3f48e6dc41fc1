package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/store"
	"cordon/store/sealed"
)

// secretBook is a playbook with words that nobody else should read.
const secretBook = `format: cordon/1
id: small
title: Quokka-title
phases:
  - id: p
    title: Quokka-phase
    steps:
      - {id: s, title: Quokka-step, checks: [Quokka-check]}
facts:
  where: {ask: Quokka-fact, type: text}
`

// secretWord stands in all that is secret in these tests.
const secretWord = "uokka"

// vault is a place for a store, and who can open it.
type vault struct {
	*testing.T
	path   string
	person keyPair
}

func newVault(t *testing.T) vault {
	return vault{t, filepath.Join(t.TempDir(), "data", "cordon.db"), newKeyPair(t)}
}

func (v vault) must(err error) {
	v.Helper()
	if err != nil {
		v.Fatal(err)
	}
}

// store opens the place anew, as another process would.
func (v vault) store() *store.Store {
	return store.New(v.path, store.Options{Build: "test", Ring: v.person.ring()})
}

// stranger opens it without a key.
func (v vault) stranger() *store.Store { return store.New(v.path, store.Options{}) }

func (v vault) book() *playbook.Playbook {
	v.Helper()
	book, err := playbook.Parse("small.yaml", []byte(secretBook))
	v.must(err)
	return book
}

func stampAt(minute int) run.Stamp {
	return run.Stamp{By: "maria", Now: time.Date(2026, 11, 21, 3, minute, 0, 0, time.UTC)}
}

// fill puts something of every kind into a store, each with a secret word.
func (v vault) fill(s *store.Store) run.Run {
	v.Helper()
	r, err := s.Start(v.book(), "Quokka-run", false, stampAt(0))
	v.must(err)
	file := filepath.Join(v.TempDir(), "quokka.log")
	v.must(os.WriteFile(file, bytes.Repeat([]byte("Quokka-evidence "), 10_000), 0o600))
	ev, err := s.Attach(file, -1)
	v.must(err)
	ev.Step = "s"
	for i, decide := range []run.Intention{
		run.AddNote("", "Quokka-note"), run.AddNote("s", "Quokka-erased"), run.AddEvidence(ev),
		run.RecordFact("where", playbook.TextValue("Quokka-value"), "Quokka-reason", ""), run.Withhold(3, "Quokka-why"),
	} {
		r, err = s.Record(r, stampAt(i+1), decide)
		v.must(err)
	}
	v.must(s.SaveDraft(r.ID(), "maria", "note", "Quokka-draft"))
	v.must(s.SaveDraft(r.ID(), "ben", "note", "Quokka-bens"))
	return r
}

// journal returns all lines of a run.
func (v vault) journal(s *store.Store, id string) (lines []string) {
	v.Helper()
	v.must(s.Journal(id, func(l run.Lines) error {
		lines = append(lines, string(l.Header), string(l.Body))
		return nil
	}))
	return lines
}

// raw returns the names and the bytes of all files.
func (v vault) raw() string {
	v.Helper()
	var all strings.Builder
	v.must(filepath.WalkDir(filepath.Dir(v.path), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		fmt.Fprintf(&all, "%s\n%s\n", path, text)
		return err
	}))
	return all.String()
}

// TestLock: after locking, no word of what the store holds is in any of its files,
// and all of it is there for who has a key. After unlocking, all is as before.
func TestLock(t *testing.T) {
	v := newVault(t)
	s := v.store()
	r := v.fill(s)
	before, report := v.journal(s, r.ID()), v.whole(s, r)
	if !strings.Contains(v.raw(), secretWord) {
		t.Fatal("the words are not in the files of an open store: this test tests nothing")
	}
	done, err := s.Lock(v.person.recipient)
	v.must(err)
	if want := (store.Turned{Runs: 1, Entries: 6, Copies: 1}); !cmp.Equal(done, want) {
		t.Errorf("Lock = %+v, want %+v", done, want)
	}
	if raw := v.raw(); strings.Contains(raw, secretWord) {
		t.Errorf("a secret word is in the files of a locked store: %q", around(raw, secretWord))
	}
	if count := checkValues(t, v.path); count < 10 {
		t.Errorf("%d values are sealed, want at least one of each kind", count)
	}
	for name, s := range map[string]*store.Store{"who locked it": s, "who has the key": v.store()} {
		if diff := cmp.Diff(before, v.journal(s, r.ID())); diff != "" {
			t.Errorf("%s reads another journal: %s", name, diff)
		}
		if got := v.whole(s, r); got != report {
			t.Errorf("%s finds %v, want %v", name, got, report)
		}
	}
	if raw := v.raw(); strings.Contains(raw, secretWord) {
		t.Errorf("a secret word is in the files of a locked store after work: %q", around(raw, secretWord))
	}
	_, err = v.store().Unlock()
	v.must(err)
	if diff := cmp.Diff(before, v.journal(v.stranger(), r.ID())); diff != "" {
		t.Errorf("unlocked, the journal is another: %s", diff)
	}
	if got := v.whole(v.stranger(), r); got != report {
		t.Errorf("unlocked, it is %v, want %v", got, report)
	}
}

func around(text, word string) string {
	at := strings.Index(text, word)
	return text[max(0, at-40):min(len(text), at+40)]
}

// whole checks a run, its drafts and its evidence.
func (v vault) whole(s *store.Store, r run.Run) store.Report {
	v.Helper()
	report, err := s.Verify(r.ID())
	v.must(err)
	states, err := s.VerifyEvidence(r.ID())
	v.must(err)
	if len(states) != 1 || states[0].State != run.Intact {
		v.Errorf("evidence is %+v", states)
	}
	drafts, err := s.Drafts(r.ID(), "maria")
	v.must(err)
	if drafts.Own["note"] != "Quokka-draft" || !slices.Equal(drafts.Others["note"], []string{"ben"}) {
		v.Errorf("drafts are %v", drafts)
	}
	return report
}

// TestLockedWithoutKey: who has no key is told so, reads nothing and writes nothing.
func TestLockedWithoutKey(t *testing.T) {
	v := newVault(t)
	r := v.fill(v.store())
	_, err := v.store().Lock(v.person.recipient)
	v.must(err)
	before := v.raw()
	s := v.stranger()
	if _, err := s.Record(r, stampAt(30), run.AddNote("", "x")); !errors.Is(err, store.ErrLocked) {
		t.Errorf("Record without a key = %v, want ErrLocked", err)
	}
	errs := map[string]error{"SaveDraft": s.SaveDraft(r.ID(), "maria", "note", "x")}
	_, errs["Load"] = s.Load(r.ID())
	_, errs["Runs"] = s.Runs()
	_, errs["Verify"] = s.Verify(r.ID())
	_, errs["Copy"] = s.Copy(r.ID())
	_, errs["Start"] = s.Start(v.book(), "", false, stampAt(30))
	_, errs["Unlock"] = s.Unlock()
	_, errs["Lock"] = s.Lock(v.person.recipient)
	_, errs["VerifyEvidence"] = s.VerifyEvidence(r.ID())
	for what, err := range errs {
		if !errors.Is(err, store.ErrLocked) || !strings.Contains(err.Error(), "no key or passphrase here opens it") {
			t.Errorf("%s without a key = %v, want ErrLocked", what, err)
		}
	}
	if v.raw() != before {
		t.Error("somebody without a key changed the files")
	}
	chains, err := s.Chains()
	v.must(err)
	if len(chains) != 1 || chains[0].Err != nil || chains[0].Head != r.Head() || chains[0].Entries != 6 {
		t.Errorf("Chains = %+v, want that of %v", chains, r.Head())
	}
}

// TestLockAgain: a store that is locked once more has another key, and who had the
// old one alone is out.
func TestLockAgain(t *testing.T) {
	v, other := newVault(t), newKeyPair(t)
	r := v.fill(v.store())
	_, err := v.store().Lock(v.person.recipient)
	v.must(err)
	_, err = v.store().Lock(other.recipient)
	v.must(err)
	if _, err := v.store().Load(r.ID()); !errors.Is(err, store.ErrLocked) {
		t.Errorf("who had the old key: %v, want ErrLocked", err)
	}
	v.person = other
	v.whole(v.store(), r)
	if copies := len(v.copies()); copies != 1 {
		t.Errorf("%d copies of evidence are left, want 1", copies)
	}
}

func (v vault) copies() []os.DirEntry {
	v.Helper()
	all, err := os.ReadDir(filepath.Join(filepath.Dir(v.path), "evidence"))
	v.must(err)
	return all
}

// TestLockedMeanwhile: who has a run on the screen while another locks the store is
// told that nothing is saved any more, and goes on once it is unlocked.
func TestLockedMeanwhile(t *testing.T) {
	v := newVault(t)
	screen := v.stranger()
	r := v.fill(screen)
	_, err := v.store().Lock(v.person.recipient)
	v.must(err)
	for what, fn := range map[string]func() error{
		"Refresh": func() error { _, err := screen.Refresh(r); return err },
		"Record":  func() error { _, err := screen.Record(r, stampAt(30), run.AddNote("", "x")); return err },
	} {
		gone, ok := errors.AsType[*store.GoneError](fn())
		if !ok || !strings.Contains(gone.Error(), "was locked") || !strings.Contains(gone.Advice(), "open it again") {
			t.Errorf("%s in a store that was locked meanwhile = %v", what, gone)
		}
	}
	_, err = v.store().Unlock()
	v.must(err)
	if _, err := screen.Record(r, stampAt(30), run.AddNote("", "x")); err != nil {
		t.Errorf("Record after unlocking = %v", err)
	}
}

// TestLockedWhileWaiting: who waits for the file while it is exchanged writes into
// the new one, and not into the one that has no name any more.
func TestLockedWhileWaiting(t *testing.T) {
	v := newVault(t)
	ring := v.person.ring()
	s := store.New(v.path, store.Options{Ring: ring, Wait: time.Minute})
	r := v.fill(s)
	const writers, each = 3, 15
	done := make(chan error, writers)
	for w := range writers {
		go func() {
			own := store.New(v.path, store.Options{Ring: ring, Wait: time.Minute})
			var err error
			for i := range each {
				if _, e := own.Record(r, stampAt(10), run.AddNote("", fmt.Sprint(w, i))); e != nil {
					err = e
				}
			}
			done <- err
		}()
	}
	for range 4 {
		_, err := s.Lock(v.person.recipient)
		v.must(err)
		_, err = s.Unlock()
		v.must(err)
	}
	for range writers {
		v.must(<-done)
	}
	now, err := s.Load(r.ID())
	v.must(err)
	if got, want := now.Head().Seq, r.Head().Seq+writers*each; got != want {
		t.Errorf("%d entries are left of %d that were acknowledged", got, want)
	}
}

// TestSealedDamage: a byte that flips in what is sealed is named, and nothing of it
// is shown or built upon.
func TestSealedDamage(t *testing.T) {
	v := newVault(t)
	r := v.fill(v.store())
	_, err := v.store().Lock(v.person.recipient)
	v.must(err)
	good, err := os.ReadFile(v.path)
	v.must(err)
	rnd := rand.New(rand.NewPCG(1, 10))
	told := 0
	for at := sealed.Next(good); at >= 0 && at < len(good); {
		value, _, ok := sealed.Prefix(good[at:])
		if !ok {
			t.Fatalf("no sealed value at %d", at)
		}
		bad := bytes.Clone(good)
		bad[at+rnd.IntN(len(value))] ^= 1 << rnd.IntN(8)
		v.must(os.WriteFile(v.path, bad, 0o600))
		if v.damageIsTold(r) {
			told++
		}
		next := sealed.Next(good[at+len(value):])
		if next < 0 {
			break
		}
		at += len(value) + next
	}
	if told < 9 {
		t.Errorf("%d flips were told, want at least one for each value", told)
	}
}

// damageIsTold reports whether Verify or reading the drafts finds something, and
// checks that whatever is found speaks of it in words.
func (v vault) damageIsTold(r run.Run) bool {
	v.Helper()
	s := v.store()
	_, err := s.Verify(r.ID())
	_, draftErr := s.Drafts(r.ID(), "maria")
	_, listErr := s.Runs()
	found := errors.Join(err, draftErr, listErr)
	if found == nil {
		return false
	}
	for _, word := range []string{"chacha", "cipher", "invalid character", "json", "panic", "nil", "\xc5"} {
		if strings.Contains(found.Error(), word) {
			v.Errorf("damage is told as %q", found)
		}
	}
	if shown, err := s.Load(r.ID()); err == nil && shown.Head() != r.Head() {
		v.Errorf("a shorter run is shown as whole: %v", shown.Head())
	}
	return true
}

// TestSwappedBodies: a sealed body in the place of another does not open.
func TestSwappedBodies(t *testing.T) {
	v := newVault(t)
	r := v.fill(v.store())
	key, err := sealed.NewKey()
	v.must(err)
	one := key.Seal([]byte("text"), []byte("runs/"+r.ID()+"/bodies/1"))
	if _, err := key.Open(one, []byte("runs/"+r.ID()+"/bodies/2")); !errors.Is(err, sealed.ErrAltered) {
		t.Errorf("a value opens in the place of another: %v", err)
	}
}

// TestLockShared: copies of evidence that another store needs are left alone.
func TestLockShared(t *testing.T) {
	v := newVault(t)
	r := v.fill(v.store())
	_, err := v.store().Backup(filepath.Join(filepath.Dir(v.path), "copy.db"))
	v.must(err)
	if _, err := v.store().Lock(v.person.recipient); !errors.Is(err, store.ErrShared) {
		t.Errorf("Lock beside another store = %v, want ErrShared", err)
	}
	v.whole(v.stranger(), r)
}

// TestRandomLocks: the same random work in a store that is locked and unlocked all
// the time, and in one that never is, leaves the same journals.
func TestRandomLocks(t *testing.T) {
	for seed := range uint64(6) {
		v, open := newVault(t), newVault(t)
		rnd := rand.New(rand.NewPCG(seed, 3))
		a := store.New(v.path, store.Options{Ring: v.person.ring(), Rand: rand.NewChaCha8([32]byte{byte(seed)})})
		b := store.New(open.path, store.Options{Rand: rand.NewChaCha8([32]byte{byte(seed)})})
		var runs []string
		for i := range 60 {
			both(v, rnd, a, b, i, &runs)
		}
		for _, id := range runs {
			if diff := cmp.Diff(open.journal(b, id), v.journal(a, id)); diff != "" {
				t.Errorf("seed %d: the journals differ: %s", seed, diff)
			}
			one, err := a.Drafts(id, "maria")
			v.must(err)
			two, err := b.Drafts(id, "maria")
			v.must(err)
			if !cmp.Equal(one, two) {
				t.Errorf("seed %d: the drafts differ: %v, %v", seed, one, two)
			}
			_, err = a.Verify(id)
			v.must(err)
		}
		if locked, err := a.Locked(); err != nil || locked {
			checkValues(t, v.path)
		}
	}
}

// both does the same in two stores, but for locking.
func both(v vault, rnd *rand.Rand, a, b *store.Store, i int, runs *[]string) {
	v.Helper()
	what, text := rnd.IntN(10), fmt.Sprint("Quokka ", rnd.IntN(1000))
	switch {
	case len(*runs) == 0 || what == 0:
		for _, s := range []*store.Store{a, b} {
			r, err := s.Start(v.book(), text, false, stampAt(i))
			v.must(err)
			if !slices.Contains(*runs, r.ID()) {
				*runs = append(*runs, r.ID())
			}
		}
		return
	case what == 1:
		_, err := a.Lock(v.person.recipient)
		v.must(err)
		return
	case what == 2:
		_, err := a.Unlock()
		v.must(err)
		return
	}
	id := (*runs)[rnd.IntN(len(*runs))]
	decide := run.AddNote("", text)
	if what == 3 {
		decide = run.Withhold(uint64(2+rnd.IntN(6)), text)
	}
	var refused [2]bool
	for n, s := range []*store.Store{a, b} {
		if what == 4 {
			v.must(s.SaveDraft(id, "maria", "note", text))
			continue
		}
		r, err := s.Load(id)
		v.must(err)
		_, err = s.Record(r, stampAt(i), decide)
		refused[n] = err != nil
	}
	if refused[0] != refused[1] {
		v.Errorf("one store refuses what the other does not: %v", refused)
	}
}
