package store

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"filippo.io/age"

	"cordon/playbook/run"
	"cordon/store/sealed"
)

// BenchmarkLocked is what a locked store costs. Floor: the same in a store that is
// not locked, in the same run and in turn.
//
//	Record  a key that records something: one entry, durable
//	Draft   a key in a text field, 250 ms later: a draft of 2,000 bytes, durable
//	Open    a run of the largest playbook that ships, with its drafts
//	Load    a run of 10,000 entries
//	Runs    the list of 1,000 runs
func BenchmarkLocked(b *testing.B) {
	b.Run("Record", func(b *testing.B) {
		plain, locked := beside(b, 100)
		versus(b, plain.record(b), locked.record(b))
	})
	b.Run("Draft", func(b *testing.B) {
		plain, locked := beside(b, 100)
		versus(b, plain.draft(b), locked.draft(b))
	})
	b.Run("Open", func(b *testing.B) {
		plain, locked := beside(b, 50)
		versus(b, plain.open(b), locked.open(b))
	})
	b.Run("Load", func(b *testing.B) {
		plain, locked := beside(b, 10_000)
		versus(b, plain.open(b), locked.open(b))
	})
	b.Run("Runs", func(b *testing.B) {
		plain, locked := beside(b, 0)
		book := plain.run.Book()
		need(b, plain.update(func(t *txn) error { return manyRuns(plain.Store, t, 999, book) }))
		need(b, locked.update(func(t *txn) error { return manyRuns(locked.Store, t, 999, book) }))
		versus(b, plain.list(b), locked.list(b))
	})
}

// atWork is a store with a run that somebody works on.
type atWork struct {
	*Store
	run   run.Run
	typed int
}

// beside returns a store that is open and one that is locked, with runs of so many
// notes of 80 letters.
func beside(b *testing.B, notes int) (plain, locked *atWork) {
	source, err := os.ReadFile("../playbooks/customer-data-breach.yaml")
	need(b, err)
	key, err := age.GenerateX25519Identity()
	need(b, err)
	var person sealed.Recipients
	need(b, person.Add(key.Recipient().String()))
	both := [2]*atWork{}
	for i := range both {
		s := New(filepath.Join(b.TempDir(), "cordon.db"), Options{Build: "bench"})
		if i == 1 {
			_, err := s.Lock(person)
			need(b, err)
		}
		r, err := s.Start(parse(b, string(source)), "", false, at(0))
		need(b, err)
		if notes > 1000 {
			r = fill(b, s, notes)
		} else {
			r = note(b, s, r, notes)
		}
		both[i] = &atWork{Store: s, run: r}
	}
	return both[0], both[1]
}

func (w *atWork) record(b *testing.B) func() {
	return func() {
		r, err := w.Record(w.run, at(int(w.run.Head().Seq)), run.AddNote("", "the log server shows twelve exports, the first at 02:10"))
		need(b, err)
		w.run = r
	}
}

func (w *atWork) draft(b *testing.B) func() {
	return func() {
		w.typed++
		need(b, w.SaveDraft(w.run.ID(), "eva", "note", fmt.Sprintf("%02000d", w.typed)))
	}
}

func (w *atWork) open(b *testing.B) func() {
	return func() {
		_, err := New(w.path, w.opts).Open(w.run.ID(), "eva")
		need(b, err)
	}
}

func (w *atWork) list(b *testing.B) func() {
	return func() {
		_, err := w.Runs()
		need(b, err)
	}
}
