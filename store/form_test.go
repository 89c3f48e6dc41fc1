package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"cordon/playbook"
	"cordon/playbook/run"
)

// built opens the store at a path as one build of the program does.
func built(path, build string) *Store { return New(path, Options{Build: build}) }

// formIn returns the form in a file, or nil.
func formIn(t *testing.T, path, digest string) (form []byte) {
	t.Helper()
	err := New(path, Options{}).view(func(tx *txn) error {
		form = tx.form([]byte(digest))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return form
}

func setForm(t *testing.T, path, digest string, form []byte) {
	t.Helper()
	err := New(path, Options{}).update(func(tx *txn) error {
		return tx.Bucket([]byte(bucketForms)).Put([]byte(digest), form)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// renamed returns the form of a playbook that is called otherwise.
func renamed(book *playbook.Playbook, build string) []byte {
	other := *book
	other.Title = "Forged"
	return playbook.Pack(&other, build)
}

func TestFormIsKeptOnceForABuild(t *testing.T) {
	s := built(filepath.Join(t.TempDir(), "cordon.db"), "one")
	r := begin(t, s)
	digest := r.Book().Digest
	form := formIn(t, s.Path(), digest)
	if !bytes.Equal(form, playbook.Pack(r.Book(), "one")) {
		t.Fatal("a run was started, and the form of its playbook was not kept")
	}
	before, _ := s.Mark()
	if _, err := built(s.Path(), "two").Load(r.ID()); err != nil {
		t.Fatal(err)
	}
	if after, _ := s.Mark(); after.modified != before.modified {
		t.Error("another build read a run and wrote")
	}
	two := built(s.Path(), "two")
	known, err := two.Load(r.ID())
	if err != nil {
		t.Fatal(err)
	}
	note(t, two, known, 1)
	if form := formIn(t, s.Path(), digest); !bytes.Equal(form, playbook.Pack(r.Book(), "two")) {
		t.Error("another build wrote, and did not keep its own form")
	}
}

// What a form says is believed, so that it is known below when one is used.
func TestFormIsUsed(t *testing.T) {
	s := built(filepath.Join(t.TempDir(), "cordon.db"), "one")
	r := begin(t, s)
	setForm(t, s.Path(), r.Book().Digest, renamed(r.Book(), "one"))
	if got, err := s.Load(r.ID()); err != nil || got.Book().Title != "Forged" {
		t.Errorf("Load = a run of %q, %v, want the form", got.Book().Title, err)
	}
	if got, err := s.Book(r.ID()); err != nil || got.Title != "Forged" {
		t.Errorf("Book = %q, %v, want the form", got.Title, err)
	}
	if _, err := s.Verify(r.ID()); !errors.Is(err, ErrDamaged) {
		t.Errorf("Verify = %v of a form that is not what the playbook says", err)
	}
}

func TestFormIsNotBelieved(t *testing.T) {
	s := built(filepath.Join(t.TempDir(), "cordon.db"), "one")
	r := begin(t, s)
	digest := r.Book().Digest
	damaged := renamed(r.Book(), "one")
	damaged[len(damaged)/2] ^= 1
	for what, form := range map[string][]byte{
		"a damaged form": damaged, "no form": {}, "a form of another build": renamed(r.Book(), "two"), "a text": []byte("form"),
	} {
		setForm(t, s.Path(), digest, form)
		if got, err := s.Load(r.ID()); err != nil || got.Book().Title != r.Book().Title {
			t.Errorf("with %s Load = a run of %q, %v", what, got.Book().Title, err)
		}
		if _, err := s.Verify(r.ID()); err != nil {
			t.Errorf("with %s Verify = %v", what, err)
		}
		another := built(s.Path(), "one")
		r = note(t, another, r, 1)
		if !bytes.Equal(formIn(t, s.Path(), digest), playbook.Pack(r.Book(), "one")) {
			t.Errorf("%s was not made anew with an entry", what)
		}
	}
}

// Damage to the pages of forms is no damage to the store.
func TestFormPagesMayBeDamaged(t *testing.T) {
	s := built(filepath.Join(t.TempDir(), "cordon.db"), "one")
	source, err := os.ReadFile("../playbooks/customer-data-breach.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Start(parse(t, string(source)), "", false, at(0))
	if err != nil {
		t.Fatal(err)
	}
	var root uint64
	err = s.view(func(tx *txn) error {
		root = uint64(tx.Bucket([]byte(bucketForms)).Root())
		return nil
	})
	file, readErr := os.ReadFile(s.Path())
	if err != nil || readErr != nil || root == 0 {
		t.Fatalf("forms have no page of their own: %v, %v, %d", err, readErr, root)
	}
	clear(file[int(root)*os.Getpagesize():][:64])
	if err := os.WriteFile(s.Path(), file, 0o600); err != nil {
		t.Fatal(err)
	}
	r = note(t, built(s.Path(), "one"), r, 1)
	if got, err := s.Load(r.ID()); err != nil || got.Head() != r.Head() {
		t.Errorf("Load = %v, %v, want %v", got.Head(), err, r.Head())
	}
	if _, err := s.Verify(r.ID()); err != nil {
		t.Errorf("Verify = %v", err)
	}
}

// A file that is only read gets no form, and one without room is as it was.
func TestFormIsNeverInTheWay(t *testing.T) {
	s := New(filepath.Join(t.TempDir(), "cordon.db"), Options{})
	r := begin(t, s)
	held, err := bbolt.Open(s.Path(), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	built(s.Path(), "one").keepForm(r.Book()) // gives up
	if err := held.Close(); err != nil {
		t.Fatal(err)
	}
	if form := formIn(t, s.Path(), r.Book().Digest); form != nil {
		t.Error("a form was kept while another process held the file")
	}
	readOnly := New(s.Path(), Options{Build: "one", ReadOnly: true})
	if _, err := readOnly.Load(r.ID()); err != nil {
		t.Error(err)
	}
	if _, err := readOnly.Record(r, at(3), run.AddNote("", "note")); err == nil {
		t.Error("a read-only store records")
	}
	if form := formIn(t, s.Path(), r.Book().Digest); form != nil {
		t.Error("a read-only store keeps a form")
	}
}

// What was parsed once is not parsed again to start another run.
func TestKept(t *testing.T) {
	s := built(filepath.Join(t.TempDir(), "cordon.db"), "one")
	source := []byte(testBook)
	if _, ok := s.Kept(source); ok {
		t.Error("there is something in a store that does not exist")
	}
	r := begin(t, s)
	source = r.Book().Source
	book, ok := built(s.Path(), "one").Kept(source)
	if !ok || book.Digest != r.Book().Digest || !bytes.Equal(book.Source, source) || len(book.Steps()) != len(r.Book().Steps()) {
		t.Fatalf("Kept = %v, %t after a run was started", book, ok)
	}
	if source[0] ^= 1; book.Source[0] == source[0] {
		t.Error("the playbook lives on bytes of the caller")
	}
	source[0] ^= 1
	for what, s := range map[string]*Store{
		"another build": built(s.Path(), "two"), "a build without a name": New(s.Path(), Options{}), "another file": built(t.TempDir(), "one"),
	} {
		if _, ok := s.Kept(source); ok {
			t.Errorf("%s has it", what)
		}
	}
	if _, ok := s.Kept(append(source[:len(source):len(source)], '\n')); ok {
		t.Error("other bytes are taken for these")
	}
	setForm(t, s.Path(), r.Book().Digest, []byte("damaged"))
	if _, ok := s.Kept(source); ok {
		t.Error("a damaged form is believed")
	}
	again, err := s.Start(r.Book(), "", false, at(1))
	if err != nil || again.Book().Title != r.Book().Title {
		t.Errorf("Start = %v", err)
	}
}
