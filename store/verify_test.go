package store

import (
	"bytes"
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"go.etcd.io/bbolt"

	"cordon/playbook/run"
)

// tampered is a store whose chains are not expected to verify.
func tampered(t testing.TB) *Store {
	t.Helper()
	return New(filepath.Join(t.TempDir(), "cordon.db"), Options{})
}

func TestVerifyFindsAnotherPlaybook(t *testing.T) {
	s := tampered(t)
	r := note(t, s, begin(t, s), 3)
	poke(t, s, func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte(bucketPlaybooks)).Put([]byte(r.Book().Digest), []byte(testBook+"# changed\n"))
	})
	if _, err := s.Verify(r.ID()); !errors.Is(err, ErrDamaged) {
		t.Errorf("Verify with a changed playbook = %v, want ErrDamaged", err)
	}
}

// An entry whose lines are in order and say nothing this program can read was
// not written by it.
func TestVerifyReadsEveryEntry(t *testing.T) {
	s := tampered(t)
	r := note(t, s, begin(t, s), 1)
	body := []byte(`{"salt":"00","text":5}`)
	l, err := run.Seal(r.ID(), r.Head(), nil, at(9), run.NoteAdded{}, [16]byte{})
	if err != nil {
		t.Fatal(err)
	}
	l.Header = bytes.Replace(l.Header, []byte(digestHex(l.Body)), []byte(digestHex(body)), 1)
	poke(t, s, func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte(bucketRuns)).Bucket([]byte(r.ID()))
		sum := r.Summary()
		sum.Head = r.Head().Next(l.Header)
		return errors.Join(
			b.Bucket([]byte(bucketHeaders)).Put(keyOf(3), l.Header),
			b.Bucket([]byte(bucketBodies)).Put(keyOf(3), body),
			b.Put([]byte(keySummary), summaryText(t, sum)))
	})
	_, err = s.Verify(r.ID())
	if chain, ok := errors.AsType[*run.ChainError](err); !ok || chain.Seq != 3 {
		t.Errorf("Verify = %v, want a ChainError at 3", err)
	}
	got, err := s.Load(r.ID())
	if !errors.Is(err, ErrDamaged) || got.Head() != r.Head() {
		t.Errorf("Load = %v, %v, want the run up to entry 2 and ErrDamaged", got.Head(), err)
	}
	if _, err := s.Record(r, at(9), run.AddNote("", "x")); !errors.Is(err, ErrDamaged) {
		t.Errorf("Record after an entry that cannot be read = %v, want ErrDamaged", err)
	}
}

func TestVerifyLongJournal(t *testing.T) {
	s := tampered(t)
	r := fill(t, s, 2*chunk+10)
	if report, err := s.Verify(r.ID()); err != nil || report.Head != r.Head() {
		t.Fatalf("Verify = %v, %v, want %v", report, err, r.Head())
	}
	for _, seq := range []uint64{chunk - 1, chunk, chunk + 1, 2 * chunk, 2*chunk + 9} {
		var line []byte
		alter := func(to func([]byte) []byte) {
			poke(t, s, func(tx *bbolt.Tx) error {
				headers := tx.Bucket([]byte(bucketRuns)).Bucket([]byte(r.ID())).Bucket([]byte(bucketHeaders))
				line = slices.Clone(headers.Get(keyOf(seq)))
				return headers.Put(keyOf(seq), to(line))
			})
		}
		alter(func(l []byte) []byte { return bytes.Replace(l, []byte("maria"), []byte("marie"), 1) })
		_, err := s.Verify(r.ID())
		if chain, ok := errors.AsType[*run.ChainError](err); !ok || chain.Seq != seq {
			t.Errorf("Verify = %v, want a ChainError at %d", err, seq)
		}
		alter(func(l []byte) []byte { return bytes.Replace(l, []byte("marie"), []byte("maria"), 1) })
	}
}

func summaryText(t testing.TB, sum run.Summary) []byte {
	t.Helper()
	text, err := sum.Text()
	if err != nil {
		t.Fatal(err)
	}
	return text
}
