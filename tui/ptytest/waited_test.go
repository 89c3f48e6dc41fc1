//go:build unix

package ptytest

import (
	"testing"
	"time"
)

// TestSpan gives a program a second, of which it waits for a core for some.
func TestSpan(t *testing.T) {
	w := WaitsOf(-1) // no process: only what the test says counts
	w.threads["1"] = time.Minute
	s := w.give(time.Second)
	s.began = s.began.Add(-1500 * time.Millisecond)
	if left := w.left(s); left > -500*time.Millisecond {
		t.Errorf("after 1.5 s without a wait, %v of a second is left", left)
	}
	w.threads["1"] += 300 * time.Millisecond
	w.threads["2"] += 30 * time.Second // it has come meanwhile
	if left := w.left(s); left < 20*time.Second || left > 30*time.Second-200*time.Millisecond {
		t.Errorf("after 1.5 s and waits of 30.3 s, %v of a second is left", left)
	}
	w.threads["2"] += time.Hour
	if left := w.left(s); left > mostWaited-500*time.Millisecond {
		t.Errorf("after 1.5 s and waits of an hour, %v of a second is left", left)
	}
	if left := w.left(span{}); left > 0 {
		t.Errorf("%v of no time is left", left)
	}
}

// TestHeld asks for how long the disk held up what was done at some time.
func TestHeld(t *testing.T) {
	at := func(ms int) time.Time { return time.Unix(0, 0).Add(time.Duration(ms) * time.Millisecond) }
	var d Disk
	d.stalled(stall{at(100), at(140)})
	d.stalled(stall{at(300), at(370)})
	for _, tt := range []struct{ from, to, want int }{
		{0, 100, 0}, {0, 101, 40}, {139, 300, 40}, {140, 300, 0}, {120, 310, 110}, {370, 999, 0},
	} {
		if got := d.Held(at(tt.from), at(tt.to)); got != time.Duration(tt.want)*time.Millisecond {
			t.Errorf("Held from %d to %d ms = %v, want %d ms", tt.from, tt.to, got, tt.want)
		}
	}
}
