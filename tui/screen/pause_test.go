package screen

import (
	"testing"
	"time"
)

// TestPause holds a key down and taps it: held it does nothing for as long as it is
// held, and who taps is let through once the screen has stood for a moment.
func TestPause(t *testing.T) {
	came := time.Date(2026, 11, 21, 3, 14, 0, 0, time.UTC)
	for _, tt := range []struct {
		name  string
		every time.Duration // between two keys
		from  time.Duration // the first one
		taken int           // which of the keys is the first that acts, 0 for none of twenty
	}{
		{"held", 33 * time.Millisecond, 250 * time.Millisecond, 0},
		{"held, slow repeat", 100 * time.Millisecond, 290 * time.Millisecond, 0},
		{"tapped", 200 * time.Millisecond, 200 * time.Millisecond, 2},
		{"tapped late", 400 * time.Millisecond, 400 * time.Millisecond, 1},
		{"pressed at once, then read", 2 * time.Second, 10 * time.Millisecond, 2},
	} {
		p, first := PauseAt(came), 0
		for n := range 20 {
			var ignored bool
			if p, ignored = p.Ignores(came.Add(tt.from + time.Duration(n)*tt.every)); !ignored {
				first = n + 1
				break
			}
		}
		if first != tt.taken {
			t.Errorf("%s: key %d acts, want %d", tt.name, first, tt.taken)
		}
	}
	if _, ignored := PauseAt(came).Ignores(came.Add(-time.Hour)); ignored {
		t.Error("a clock that was set back keeps the screen from taking keys")
	}
}
