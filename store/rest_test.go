package store

import (
	"testing"
	"time"

	"cordon/playbook/run"
)

// Who rests waits for what is under way, and keeps what comes from beginning until
// it wakes.
func TestRest(t *testing.T) {
	s := New(open(t).Path(), Options{Build: "test"})
	r := begin(t, s)
	inside, goOn := make(chan struct{}), make(chan struct{})
	under := make(chan error)
	go func() {
		under <- s.view(func(*txn) error {
			close(inside)
			<-goOn
			return nil
		})
	}()
	<-inside
	woken := make(chan func())
	go func() { woken <- s.Rest() }()
	select {
	case <-woken:
		t.Fatal("it rests in the middle of a transaction")
	case <-time.After(20 * time.Millisecond):
	}
	close(goOn)
	if err := <-under; err != nil {
		t.Fatal(err)
	}
	wake := <-woken
	recorded := make(chan error)
	go func() {
		_, err := s.Record(r, run.Stamp{By: "maria", Now: time.Now()}, run.AddNote("", "after the rest"))
		recorded <- err
	}()
	kept := make(chan bool)
	go func() {
		_, ok := s.Kept([]byte(testBook))
		kept <- ok
	}()
	select {
	case <-kept:
		t.Fatal("a kept form was read during the rest")
	case err := <-recorded:
		t.Fatalf("something was recorded during the rest, %v", err)
	case <-time.After(20 * time.Millisecond):
	}
	// It waits for the rest, not in the file: that is there for others.
	if _, err := New(s.Path(), Options{}).Load(r.ID()); err != nil {
		t.Error(err)
	}
	wake()
	wake() // once more does nothing
	if err := <-recorded; err != nil {
		t.Error(err)
	}
	<-kept
}
