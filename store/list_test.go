package store

import (
	"cmp"
	"slices"
	"testing"

	"cordon/playbook/run"
)

// A list is read from the pages and not through bbolt. Both must say the same,
// with as many runs as take several levels of pages.
func TestRunsAreThoseInTheFile(t *testing.T) {
	s := open(t)
	book := parse(t, testBook)
	for _, n := range []int{0, 1, 60, 400} {
		if err := s.create(); err != nil {
			t.Fatal(err)
		}
		if err := s.update(func(tx *txn) error { return manyRuns(s, tx, n, book) }); err != nil {
			t.Fatal(err)
		}
		sameRuns(t, s)
	}
}

// sameRuns compares what Runs, Summary and Resolve say with what bbolt does.
func sameRuns(t *testing.T, s *Store) {
	t.Helper()
	var want []run.Summary
	err := s.view(func(tx *txn) error {
		return tx.Bucket([]byte(bucketRuns)).ForEachBucket(func(id []byte) error {
			j, err := tx.journal(string(id))
			if err != nil {
				return err
			}
			sum, err := j.summary()
			want = append(want, sum)
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Runs()
	if err != nil || len(got) != len(want) || !slices.IsSortedFunc(got, byActivity) {
		t.Fatalf("Runs = %d runs, %v, want %d in order", len(got), err, len(want))
	}
	slices.SortFunc(got, func(a, b run.Summary) int { return cmp.Compare(a.ID, b.ID) })
	for i, sum := range want {
		if got[i].ID != sum.ID || got[i].Head != sum.Head {
			t.Errorf("Runs has %s at %v, want %s at %v", got[i].ID, got[i].Head, sum.ID, sum.Head)
		}
		if one, err := s.Summary(sum.ID); err != nil || one.Head != sum.Head {
			t.Errorf("Summary(%s) = %v, %v, want %v", sum.ID, one.Head, err, sum.Head)
		}
		if id, err := s.Resolve(sum.ID); err != nil || id != sum.ID {
			t.Errorf("Resolve(%s) = %s, %v", sum.ID, id, err)
		}
	}
}
