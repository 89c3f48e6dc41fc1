//go:build unix

package main

import (
	"strings"
	"testing"
)

// TestTerminalLeaving leaves the screens by q. One line is left in the
// terminal; after a review there is none.
func TestTerminalLeaving(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(o.file("forty.yaml", string(fortySteps())))
	p := o.sit(window{120, 36}, "resume", id)
	p.resumes()
	p.quits()
	p.reads("is open, saved up to entry 1. To come back: cordon resume " + id)
	if lines := strings.Fields(strings.ReplaceAll(p.Screen(), " ", "")); len(lines) != 1 {
		t.Errorf("left in the terminal:\n%s\nwant one line", p.Screen())
	}
}
