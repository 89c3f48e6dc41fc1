package store_test

import (
	"fmt"
	"testing"

	"go.etcd.io/bbolt"

	"cordon/store/sealed"
)

// checkValues wants every value in a locked file to be sealed for the place where it
// stands, but for the headers and what stands in meta. Whatever writes a value in
// another way is found here, whatever the value is. It returns how many are sealed.
func checkValues(t testing.TB, path string) (count int) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	err = db.View(func(tx *bbolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
			if string(name) == "meta" {
				return nil
			}
			return checkBucket(t, b, string(name)+"/", &count)
		})
	})
	if err != nil {
		t.Error(err)
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
	return count
}

func checkBucket(t testing.TB, b *bbolt.Bucket, at string, count *int) error {
	t.Helper()
	return b.ForEach(func(key, value []byte) error {
		if value == nil {
			if string(key) == "headers" {
				return nil
			}
			return checkBucket(t, b.Bucket(key), at+string(key)+"/", count)
		}
		whole, hint, ok := sealed.Prefix(value)
		if !ok || len(whole) != len(value) || hint != sealed.Hint([]byte(at+string(key))) {
			return fmt.Errorf("%s%q is not sealed for its place: %.60q", at, key, value)
		}
		*count++
		return nil
	})
}

// TestFormat1Locked: a file of the first version is locked with the drafts in it that
// name nobody, and what is done with them stays sealed.
func TestFormat1Locked(t *testing.T) {
	s := format1(t)
	person := newKeyPair(t)
	if _, err := s.Lock(person.recipient); err != nil {
		t.Fatal(err)
	}
	const field, text = "note/assess-check", "Half a sentence about the gate"
	if got, err := s.TakeDraft(openID, "maria", field); got != text || err != nil {
		t.Errorf("TakeDraft = %q, %v, want %q", got, err, text)
	}
	if got, err := s.Draft(openID, "maria", field); got != text || err != nil {
		t.Errorf("Draft = %q, %v, want %q", got, err, text)
	}
	if err := s.SaveDraft(openID, "ben", field, text+", and more"); err != nil {
		t.Fatal(err)
	}
	if drafts, err := s.Drafts(openID, "ben"); err != nil || drafts.Own[field] != text+", and more" || len(drafts.Others[field]) != 1 {
		t.Errorf("Drafts = %v, %v", drafts, err)
	}
	if _, err := s.Verify(openID); err != nil {
		t.Error(err)
	}
	if count := checkValues(t, s.Path()); count < 50 {
		t.Errorf("%d values are sealed, want those of two runs", count)
	}
}
