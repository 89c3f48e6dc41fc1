package store

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"go.etcd.io/bbolt"

	"cordon/playbook/run"
)

const addedBook = `format: cordon/1
id: laptop
title: A laptop
facts:
  affected: {ask: How many?, type: number}
  wiped: {ask: Is it wiped?, type: yes-no}
phases:
  - {id: act, title: Act, steps: [{id: wipe, title: Wipe it, record: [wiped]}]}
`

// TestAddedPlaybook: a run that took in a playbook is the same run wherever it
// is read: opened anew, caught up on, and refreshed by somebody else.
func TestAddedPlaybook(t *testing.T) {
	s := open(t)
	r, added := begin(t, s), parse(t, addedBook)
	other := r // somebody else's, who knows only the start
	r = sure(s.Record(r, at(1), run.AddPlaybook(added)))
	r = sure(s.Record(r, at(2), run.CompleteStep("laptop/wipe", "no time")))
	joined := func(what string, r run.Run) {
		t.Helper()
		if st := r.Step("laptop/wipe"); !r.Has("laptop/wipe") || st.Number != "b1.1" || st.State != run.Done {
			t.Errorf("%s: the step is %+v", what, st)
		}
	}
	joined("recorded", r)
	joined("loaded", sure(s.Load(r.ID())))
	joined("refreshed", sure(s.Refresh(other)))
	joined("caught up", sure(s.Record(other, at(3), run.AddNote("laptop/wipe", "x"))))
	opened, err := New(s.Path(), Options{Build: "b"}).Open(r.ID(), "maria")
	if err != nil {
		t.Fatal(err)
	}
	joined("opened", opened.Run)
	built := New(s.Path(), Options{Build: "b"})
	sure(built.Record(opened.Run, at(4), run.AddNote("", "y"))) // keeps the forms
	joined("from its forms", sure(New(s.Path(), Options{Build: "b"}).Load(r.ID())))
	if sum, err := s.Summary(r.ID()); err != nil || !sum.Extended {
		t.Errorf("Summary = %+v, %v", sum, err)
	}
}

// TestTwoAddOne: of two who add the same playbook at once, one is told that it
// is there.
func TestTwoAddOne(t *testing.T) {
	s := open(t)
	r := begin(t, s)
	var wg sync.WaitGroup
	errs := make([]error, 2)
	for i := range errs {
		wg.Go(func() { _, errs[i] = s.Record(r, at(1), run.AddPlaybook(parse(t, addedBook))) })
	}
	wg.Wait()
	refused := 0
	for _, err := range errs {
		if _, ok := errors.AsType[*run.Refusal](err); ok && strings.Contains(err.Error(), "is part of this run already") {
			refused++
		} else if err != nil {
			t.Error(err)
		}
	}
	if refused != 1 {
		t.Errorf("%d were refused, want 1: %v", refused, errs)
	}
}

// TestVerifyLooksAtAddedPlaybooks finds one whose bytes were changed, and one
// that is gone.
func TestVerifyLooksAtAddedPlaybooks(t *testing.T) {
	s := tampered(t)
	added := parse(t, addedBook)
	r := sure(s.Record(begin(t, s), at(1), run.AddPlaybook(added)))
	change := func(change func(*bbolt.Bucket) error) {
		t.Helper()
		poke(t, s, func(tx *bbolt.Tx) error { return change(tx.Bucket([]byte(bucketPlaybooks))) })
	}
	change(func(b *bbolt.Bucket) error {
		return b.Put([]byte(added.Digest), []byte(strings.Replace(addedBook, "Wipe it", "Sell it", 1)))
	})
	if _, err := s.Verify(r.ID()); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "laptop") {
		t.Errorf("Verify of other bytes = %v", err)
	}
	if again, err := s.Load(r.ID()); !errors.Is(err, ErrDamaged) || again.Has("laptop/wipe") {
		t.Errorf("Load of other bytes = %v, %v", again.Has("laptop/wipe"), err)
	}
	change(func(b *bbolt.Bucket) error { return b.Delete([]byte(added.Digest)) })
	if _, err := s.Verify(r.ID()); !errors.Is(err, ErrDamaged) {
		t.Errorf("Verify without it = %v", err)
	}
}

// TestAddOnlyWhatWasParsed: a playbook whose source is not the one of its digest
// is not kept.
func TestAddOnlyWhatWasParsed(t *testing.T) {
	s := open(t)
	r, other := begin(t, s), *parse(t, addedBook)
	other.Source = []byte("format: cordon/1\n")
	var saved *NotSavedError
	if _, err := s.Record(r, at(1), run.AddPlaybook(&other)); !errors.As(err, &saved) {
		t.Errorf("Record = %v, want a NotSavedError", err)
	}
}

// sure returns a run that was to be had.
func sure(r run.Run, err error) run.Run {
	if err != nil {
		panic(err)
	}
	return r
}
