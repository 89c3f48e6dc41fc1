//go:build unix

package main

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"
)

// TestTerminalGone takes the file away under a screen, in every way. The screen
// says so, also on the home screen and beside the question of ctrl+c, as long as
// it is so; and nothing is written into what is left.
func TestTerminalGone(t *testing.T) {
	takesLong(t)
	t.Parallel()
	var tried, lost int
	for _, tt := range []struct {
		name  string
		takes func(path string, before []byte) error
		says  string
	}{
		{"deleted", func(path string, _ []byte) error { return os.Remove(path) }, "is gone"},
		{"emptied", func(path string, _ []byte) error { return os.Truncate(path, 0) }, "was emptied"},
		{"cut", func(path string, _ []byte) error { return os.Truncate(path, 20_000) }, "was damaged or cut short"},
		{"set back", func(path string, before []byte) error { return os.WriteFile(path, before, 0o600) }, "was replaced or set back"},
		{"replaced by another store", func(path string, _ []byte) error { return os.Rename(path+"-other", path) }, "was replaced"},
		{"replaced by a folder", func(path string, _ []byte) error {
			return errors.Join(os.Remove(path), os.Mkdir(path, 0o700))
		}, "was replaced by something"},
	} {
		o := newOffice(t)
		id := o.begin(o.file("forty.yaml", string(fortySteps())))
		before, err := os.ReadFile(o.storePath())
		if err != nil {
			t.Fatal(err)
		}
		o.begin("forty.yaml", "--store", o.storePath()+"-other")
		o.must("note", id, "-m", "saved")
		p := o.sit(window{120, 36}, "resume", id)
		p.resumes()
		if err := tt.takes(o.storePath(), before); err != nil {
			t.Fatal(err)
		}
		left, _ := os.ReadFile(o.storePath())
		tried++
		if !p.within(shownWithin, func(screen string) bool {
			return strings.Contains(screen, "NOT SAVED") && strings.Contains(screen, tt.says)
		}) {
			lost++
			t.Errorf("%s: after %v the screen shows:\n%s", tt.name, shownWithin, p.Screen())
		}
		p.Press("q")
		p.reads("cordon  runs")
		p.reads("NOT SAVED")
		p.Press("ctrl+c")
		p.reads("ctrl+c again")
		p.reads("NOT SAVED")
		p.Press("ctrl+c")
		p.ends(130)
		if now, _ := os.ReadFile(o.storePath()); string(now) != string(left) {
			lost++
			t.Errorf("%s: something was written into what is left", tt.name)
		}
	}
	t.Logf("proof: the file deleted, emptied, cut, set back or replaced under a screen: tried %d, promised it says so within a second, everywhere, and writes nothing into what is left, lost %d, seed none", tried, lost)
}

// within waits until the screen is as wanted, for as long as the program is given
// a core.
func (p *person) within(d time.Duration, ok func(screen string) bool) bool {
	waited := p.Waited()
	for began := time.Now(); ; <-time.After(2 * time.Millisecond) {
		late := time.Since(began) > d+p.Waited()-waited
		p.CatchUp()
		if ok(p.Screen()) {
			return true
		}
		if late {
			return false
		}
	}
}
