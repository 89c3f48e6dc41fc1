package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cordon/playbook/run"
)

// copyOf returns all that a store has of a run.
func copyOf(t testing.TB, s *Store, r run.Run) Copy {
	t.Helper()
	c, err := s.Copy(r.ID())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func take(t testing.TB, s *Store, c Copy) Taken {
	t.Helper()
	taken, err := s.Take(c)
	if err != nil {
		t.Fatal(err)
	}
	return taken
}

func equalLines(a, b []run.Lines) bool {
	return slices.EqualFunc(a, b, func(a, b run.Lines) bool { return bytes.Equal(a.Header, b.Header) && bytes.Equal(a.Body, b.Body) })
}

// TestTake carries a run to another store, on there, and home again: byte for
// byte the same.
func TestTake(t *testing.T) {
	home, away := open(t), open(t)
	r := note(t, home, begin(t, home), 5)
	there := take(t, away, copyOf(t, home, r))
	if !there.New || there.Added != 6 || timeline(there.Run) != timeline(r) {
		t.Errorf("away it is %+v", there)
	}
	if again := take(t, away, copyOf(t, home, r)); again.New || again.Added != 0 || again.Before != 6 {
		t.Errorf("the second time it is %+v", again)
	}
	r2 := note(t, away, there.Run, 2)
	if behind := take(t, away, copyOf(t, home, r)); behind.Added != 0 || behind.Before != 8 || behind.Run.Head() != r2.Head() {
		t.Errorf("what is behind gives %+v", behind)
	}
	back := take(t, home, copyOf(t, away, r2))
	if back.Added != 2 || back.New || timeline(back.Run) != timeline(r2) {
		t.Errorf("home again it is %+v", back)
	}
	if !equalLines(copyOf(t, home, r2).Lines, copyOf(t, away, r2).Lines) {
		t.Error("the lines are not the same")
	}
}

// TestTakeDiverged refuses a run that went on in both places.
func TestTakeDiverged(t *testing.T) {
	home, away := open(t), open(t)
	r := begin(t, home)
	there := take(t, away, copyOf(t, home, r)).Run
	r, there = note(t, home, r, 1), note(t, away, there, 2)
	_, err := home.Take(copyOf(t, away, there))
	var other *DivergedError
	if !errors.As(err, &other) || other.Seq != 2 || other.Ours != r.Head() || other.Theirs != there.Head() {
		t.Errorf("Take = %v", err)
	}
	if again, err := home.Load(r.ID()); err != nil || timeline(again) != timeline(r) {
		t.Errorf("it changed the run: %v", err)
	}
}

// TestErase: the body of an entry is gone from the file, to the last byte, and
// everything else is there.
func TestErase(t *testing.T) {
	s := open(t)
	r := begin(t, s)
	const secret = "Maria Berg, Hafenstr. 7"
	for range 30 {
		r = record(t, s, r, run.AddNote("isolate", strings.Repeat("some other text ", 40)))
	}
	r = record(t, s, r, run.AddNote("isolate", secret))
	seq := r.Head().Seq
	r = note(t, s, r, 40)
	if err := s.SaveDraft(r.ID(), "maria", "note", "draft of "+secret); err != nil {
		t.Fatal(err)
	}
	r, err := s.Record(r, at(100), run.Withhold(seq, "by right of the person"), "note")
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(s.Path())
	if err != nil || bytes.Contains(file, []byte("Hafenstr")) {
		t.Errorf("the text is still in the file, %v", err)
	}
	again, err := s.Load(r.ID())
	if err != nil || timeline(again) != timeline(r) || len(again.Step("isolate").Notes) != 30 {
		t.Errorf("read anew it is another run: %v", err)
	}
	c := copyOf(t, s, r)
	if len(c.Lines[seq-1].Body) != 0 || c.Withheld[seq] != "by right of the person" {
		t.Errorf("the copy has %q, %v", c.Lines[seq-1].Body, c.Withheld)
	}
	if _, err := s.Record(r, at(101), run.Withhold(seq, "again")); err == nil {
		t.Error("it is erased twice")
	}
}

// inside changes the journal of a run behind the back of the store.
func inside(t testing.TB, s *Store, id string, change func(journal) error) {
	t.Helper()
	if err := s.update(func(tx *txn) error {
		j, err := tx.journal(id)
		if err != nil {
			return err
		}
		return change(j)
	}); err != nil {
		t.Fatal(err)
	}
}

// TestBlanked: a body that is gone without a word is damage. It is named, nothing
// is written on top of it, and it is shown only by [Store.LoadAnyway].
func TestBlanked(t *testing.T) {
	s := New(filepath.Join(t.TempDir(), "cordon.db"), Options{})
	r := note(t, s, begin(t, s), 3)
	inside(t, New(s.Path(), Options{}), r.ID(), func(j journal) error { return j.bodies.Delete(keyOf(3)) })
	const want = "entry 3 has no body, and nothing says that it was withheld"
	load := func(s *Store) error {
		again, err := s.Load(r.ID())
		if again.Head().Seq != 2 {
			t.Errorf("Load returns the run up to %d, want 2", again.Head().Seq)
		}
		return err
	}
	for name, err := range map[string]error{
		"Verify":                  err2(s.Verify(r.ID())),
		"Load":                    load(s),
		"Refresh":                 err2(s.Refresh(run.New(r.ID(), r.Book()))),
		"Copy":                    err2(s.Copy(r.ID())),
		"Record":                  err2(s.Record(r, at(9), run.AddNote("", "on top"))),
		"Record of somebody else": err2(New(s.Path(), Options{}).Record(r, at(9), run.AddNote("", "on top"))),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s = %v, want %s", name, err, want)
		}
	}
	if again, err := s.LoadAnyway(r.ID()); err != nil || len(again.Bodiless()) != 1 || again.Head() != r.Head() {
		t.Errorf("LoadAnyway returns %v, %v", again.Head(), err)
	}
	inside(t, New(s.Path(), Options{}), r.ID(), func(j journal) error { return errors.Join(j.missing(3, "x"), j.missing(2, "y")) })
	if _, err := s.Verify(r.ID()); err == nil || !strings.HasSuffix(err.Error(), "entry 2 is said to be withheld, and its body is there") {
		t.Errorf("Verify = %v", err)
	}
}

// TestStrayBody: a body under a number that is not its own is neither lost to
// salvage nor taken for one that was withheld.
func TestStrayBody(t *testing.T) {
	s := New(filepath.Join(t.TempDir(), "cordon.db"), Options{})
	r := note(t, s, begin(t, s), 3)
	inside(t, New(s.Path(), Options{}), r.ID(), func(j journal) error {
		return errors.Join(j.bodies.Put(keyOf(3+64), bytes.Clone(j.bodies.Get(keyOf(3)))), j.bodies.Delete(keyOf(3)))
	})
	if _, err := s.Load(r.ID()); err == nil || !strings.Contains(err.Error(), "entry 3 has no body") {
		t.Errorf("Load = %v", err)
	}
	to := open(t)
	all, err := s.SalvageInto(to)
	if err != nil || len(all) != 1 || !all[0].Whole {
		t.Fatalf("SalvageInto = %+v, %v", all, err)
	}
	if saved, err := to.Load(r.ID()); err != nil || timeline(saved) != timeline(r) {
		t.Errorf("what was salvaged is another run: %v", err)
	}
}

// TestErasedByEntry: the entry that erased a body is word enough.
func TestErasedByEntry(t *testing.T) {
	s := open(t)
	r := record(t, s, note(t, s, begin(t, s), 3), run.Withhold(3, "by right"))
	inside(t, New(s.Path(), Options{}), r.ID(), func(j journal) error { return j.bucket.DeleteBucket([]byte(bucketWithheld)) })
	if again, err := s.Load(r.ID()); err != nil || again.Head() != r.Head() {
		t.Errorf("Load = %v", err)
	}
	if _, err := New(s.Path(), Options{}).Record(r, at(9), run.AddNote("", "and on")); err != nil {
		t.Errorf("Record = %v", err)
	}
}

// TestTakeBodies: a body that one side has and the other has not is kept, but for
// one that was erased here.
func TestTakeBodies(t *testing.T) {
	home, away, third := open(t), open(t), open(t)
	r := note(t, home, begin(t, home), 4)
	whole, part := copyOf(t, home, r), copyOf(t, home, r)
	part.Lines[2].Body, part.Lines[3].Body = nil, nil
	part.Withheld = map[uint64]string{3: "withheld", 4: "withheld"}
	if got := take(t, home, part); got.Added+got.Bodies != 0 || len(got.Run.Bodiless()) != 0 {
		t.Errorf("at home it is %+v", got)
	}
	there := take(t, away, part)
	if len(there.Run.Bodiless()) != 2 {
		t.Errorf("%d bodies are missing, want 2", len(there.Run.Bodiless()))
	}
	if again, err := away.Load(r.ID()); err != nil || timeline(again) != timeline(there.Run) {
		t.Errorf("read anew it is another run: %v", err)
	}
	// A copy that lacks a body and does not say so is not taken in.
	untold := part
	untold.Withheld = map[uint64]string{3: "withheld"}
	if _, err := open(t).Take(untold); err == nil || !strings.Contains(err.Error(), "entry 4 has no body") {
		t.Errorf("Take of a copy that lost a body = %v", err)
	}
	// The whole of it comes later, with something new.
	if got := take(t, away, whole); got.Bodies != 2 || timeline(got.Run) != timeline(r) {
		t.Errorf("the bodies come as %+v", got)
	}
	// What was erased stays so.
	erased := record(t, home, r, run.Withhold(3, "by right"))
	if got := take(t, home, whole); got.Bodies != 0 || len(got.Run.Bodiless()) != 1 {
		t.Errorf("an erased body comes back: %+v", got)
	}
	// And it is missing where the run comes new.
	if got := take(t, third, copyOf(t, home, erased)); len(got.Run.Bodiless()) != 1 {
		t.Errorf("elsewhere it is %+v", got)
	}
}

// TestRecordWith: what is done with a run is recorded if it was done, with the
// run as it was then.
func TestRecordWith(t *testing.T) {
	s := open(t)
	r := note(t, s, begin(t, s), 2)
	failed := errors.New("no room")
	if _, err := s.RecordWith(r, at(9), run.SealRun("eva", "SHA256:x"), func(Copy) ([]Seal, error) { return nil, failed }); !errors.Is(err, failed) {
		t.Errorf("RecordWith = %v, want what act says", err)
	}
	if now, err := s.Refresh(r); err != nil || now.Head() != r.Head() {
		t.Errorf("something was recorded: %v", err)
	}
	seal := Seal{Key: sha256.Sum256([]byte("key")), Text: []byte("cordon seal 1\n"),
		Signature: []byte(beginOfSignature + "\nAAAA\n" + endOfSignature + "\n"), Stamp: []byte("\nstamp")}
	times := 0
	next, err := s.RecordWith(r, at(9), run.SealRun("eva", "SHA256:x"), func(c Copy) ([]Seal, error) {
		if times++; times == 1 { // somebody else is quicker
			r = note(t, s, r, 1)
		}
		seal.Entries = c.Head().Seq
		return []Seal{seal}, nil
	})
	if err != nil || times != 2 || next.Head().Seq != r.Head().Seq+1 {
		t.Errorf("RecordWith = %v after %d times", err, times)
	}
	c := copyOf(t, s, next)
	if len(c.Seals) != 1 || c.Head() != next.Head() {
		t.Fatalf("it has %d seals and the head %v", len(c.Seals), c.Head())
	}
	got := c.Seals[0]
	if got.Entries != 5 || string(got.Text) != string(seal.Text) || string(got.Signature) != string(seal.Signature) || string(got.Stamp) != "\nstamp" {
		t.Errorf("the seal is %+v", got)
	}
	if got := take(t, open(t), c); got.Seals != 1 {
		t.Errorf("%d seals went along", got.Seals)
	}
}

// TestTakeEvidence keeps missing copies, and no others.
func TestTakeEvidence(t *testing.T) {
	s := New(filepath.Join(folder(t), "data", "cordon.db"), Options{})
	sum := sha256.Sum256([]byte("log"))
	digest := hex.EncodeToString(sum[:])
	if err := s.TakeEvidence(digest, strings.NewReader("another log")); err == nil {
		t.Error("bytes of another digest are kept")
	}
	if _, _, err := s.OpenEvidence(digest); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("OpenEvidence = %v, want that there is none", err)
	}
	for range 2 {
		if err := s.TakeEvidence(digest, strings.NewReader("log")); err != nil {
			t.Fatal(err)
		}
	}
	f, size, err := s.OpenEvidence(digest)
	if err != nil || size != 3 {
		t.Fatalf("OpenEvidence = %d, %v", size, err)
	}
	_ = f.Close()
	if left, _ := os.ReadDir(s.EvidenceDir()); len(left) != 1 {
		t.Errorf("%d files lie there, want 1", len(left))
	}
	outside := filepath.Join(folder(t), "secret")
	write(t, outside, "log")
	path := filepath.Join(s.EvidenceDir(), digest)
	if err := errors.Join(os.Remove(path), os.Symlink(outside, path)); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.OpenEvidence(digest); err == nil {
		t.Error("a link leads out of the folder")
	}
	for _, bad := range []string{"", "../cordon.db", digest + "/x"} {
		if _, _, err := s.OpenEvidence(bad); err == nil || s.TakeEvidence(bad, strings.NewReader("log")) == nil {
			t.Errorf("%q names a copy", bad)
		}
	}
}
