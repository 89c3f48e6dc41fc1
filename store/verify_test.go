package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
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

func TestVerify(t *testing.T) {
	s := open(t)
	r := note(t, s, begin(t, s), 9)
	var size int64
	if err := s.Journal(r.ID(), func(l run.Lines) error { size += int64(len(l.Header) + len(l.Body)); return nil }); err != nil {
		t.Fatal(err)
	}
	report, err := s.Verify(r.ID())
	if want := (Report{Entries: 10, Head: r.Head(), Bytes: size}); err != nil || report != want {
		t.Errorf("Verify = %v, %v, want %v", report, err, want)
	}
}

// TestVerifyFindsTampering changes a journal of ten entries in the file. What
// a verifier makes of every change of every line is tested with package run;
// here it is what can be done to the file.
func TestVerifyFindsTampering(t *testing.T) {
	replace := func(bucket []byte, seq uint64, old, new string) func(*bbolt.Bucket) error {
		return func(b *bbolt.Bucket) error {
			in := b.Bucket(bucket)
			line := in.Get(keyOf(seq))
			if !bytes.Contains(line, []byte(old)) {
				t.Fatalf("entry %d has no %q: %s", seq, old, line)
			}
			return in.Put(keyOf(seq), bytes.Replace(slices.Clone(line), []byte(old), []byte(new), 1))
		}
	}
	remove := func(bucket []byte, seq uint64) func(*bbolt.Bucket) error {
		return func(b *bbolt.Bucket) error { return b.Bucket(bucket).Delete(keyOf(seq)) }
	}
	all := func(changes ...func(*bbolt.Bucket) error) func(*bbolt.Bucket) error {
		return func(b *bbolt.Bucket) (err error) {
			for _, change := range changes {
				err = errors.Join(err, change(b))
			}
			return err
		}
	}
	move := func(from, to uint64) func(*bbolt.Bucket) error {
		return func(b *bbolt.Bucket) error {
			for _, name := range [][]byte{[]byte(bucketHeaders), []byte(bucketBodies)} {
				in := b.Bucket(name)
				line := slices.Clone(in.Get(keyOf(from)))
				if err := errors.Join(in.Delete(keyOf(from)), in.Put(keyOf(to), line)); err != nil {
					return err
				}
			}
			return nil
		}
	}
	tests := []struct {
		name   string
		change func(*bbolt.Bucket) error
		want   uint64
	}{
		{"a body altered", replace([]byte(bucketBodies), 4, "note", "nota"), 4},
		{"a header altered", replace([]byte(bucketHeaders), 4, "maria", "marie"), 4},
		{"the last header altered", replace([]byte(bucketHeaders), 10, "maria", "marie"), 10},
		{"re-dated", replace([]byte(bucketHeaders), 7, `"at":"2026-11-21`, `"at":"2026-11-20`), 7},
		{"a header removed", remove([]byte(bucketHeaders), 4), 4},
		{"a body removed", remove([]byte(bucketBodies), 4), 4},
		{"an entry removed", all(remove([]byte(bucketHeaders), 4), remove([]byte(bucketBodies), 4)), 4},
		{"the first entry removed", all(remove([]byte(bucketHeaders), 1), remove([]byte(bucketBodies), 1)), 1},
		{"cut short", all(remove([]byte(bucketHeaders), 10), remove([]byte(bucketBodies), 10)), 10},
		{"moved to another number", move(10, 12), 10},
		{"two exchanged", all(move(5, 99), move(6, 5), move(99, 6)), 5},
		{"header altered, and the entry after the next removed", all(replace([]byte(bucketHeaders), 4, "maria", "marie"), remove([]byte(bucketHeaders), 6)), 4},
		{"an entry added", func(b *bbolt.Bucket) error {
			var head run.Head
			for seq := uint64(1); seq <= 10; seq++ {
				head = head.Next(b.Bucket([]byte(bucketHeaders)).Get(keyOf(seq)))
			}
			l, err := run.Seal("", head, nil, at(20), run.NoteAdded{Text: "x"}, [16]byte{})
			if err != nil {
				return err
			}
			return errors.Join(b.Bucket([]byte(bucketHeaders)).Put(keyOf(11), l.Header), b.Bucket([]byte(bucketBodies)).Put(keyOf(11), l.Body))
		}, 11},
	}
	for _, tt := range tests {
		s := tampered(t)
		r := note(t, s, begin(t, s), 9)
		poke(t, s, func(tx *bbolt.Tx) error { return tt.change(tx.Bucket([]byte(bucketRuns)).Bucket([]byte(r.ID()))) })
		_, err := s.Verify(r.ID())
		if chain, ok := errors.AsType[*run.ChainError](err); !ok || chain.Seq != tt.want {
			t.Errorf("%s: Verify = %v, want a ChainError at %d", tt.name, err, tt.want)
		}
	}
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

func TestJournalCanBeCheckedWithPublicTools(t *testing.T) {
	s := open(t)
	r := note(t, s, begin(t, s), 3)
	prev := ""
	err := s.Journal(r.ID(), func(l run.Lines) error {
		if !bytes.Contains(l.Header, []byte(`"prev":"`+prev+`"`)) {
			t.Errorf("%s does not name %s", l.Header, prev)
		}
		if sum := sha256.Sum256(l.Body); !bytes.Contains(l.Header, []byte(`"body":"`+hex.EncodeToString(sum[:])+`"`)) {
			t.Errorf("%s does not name the digest of %s", l.Header, l.Body)
		}
		sum := sha256.Sum256(l.Header)
		prev = hex.EncodeToString(sum[:])
		return nil
	})
	if err != nil || prev != r.Head().Hash {
		t.Errorf("the head is %s, %v, want %s", prev, err, r.Head().Hash)
	}
}

func summaryText(t testing.TB, sum run.Summary) []byte {
	t.Helper()
	text, err := json.Marshal(sum)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
