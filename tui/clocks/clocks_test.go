package clocks

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"cordon/tui/draw"
	"cordon/tui/fake"
	"cordon/tui/screen"
)

// TestClockBar draws how far a clock has come, at every moment of it.
func TestClockBar(t *testing.T) {
	m := fake.Lawful(t)
	id := fake.EuRun(t, m)
	c := fake.MustClock(t, m.Kept[id], "authority")
	for _, tt := range []struct {
		after time.Duration
		want  string
	}{
		{36 * time.Hour, "" +
			"  +----------------------------------+-----------------------------------+\n" +
			"  Fri 14:30                      now ^                           Mon 15:30"},
		{0, "" +
			"  ++---------------------------------------------------------------------+\n" +
			"  Fri 14:30                                                      Mon 15:30"},
		{96 * time.Hour, "" +
			"  +----------------------------------------------------+-----------------+\n" +
			"  Fri 14:30                                        due ^               now"},
	} {
		w := &screen.World{Theme: draw.PlainTheme(true), Width: 80, Window: draw.Normal, Now: fake.Friday(t).Add(tt.after), Run: m.Kept[id], Opened: true}
		if got := ansi.Strip(strings.Join(clockBar(w, c), "\n")); got != tt.want {
			t.Errorf("after %s:\n%s\nwant\n%s", tt.after, got, tt.want)
		}
	}
	for after := time.Duration(0); after < 100*time.Hour; after += 17 * time.Minute {
		for _, width := range []int{76, 80, 120} {
			w := &screen.World{Theme: draw.PlainTheme(true), Width: width, Window: draw.Normal, Now: fake.Friday(t).Add(after), Run: m.Kept[id], Opened: true}
			for _, line := range clockBar(w, c) {
				if ansi.StringWidth(line) > width {
					t.Fatalf("after %s in %d cells: %q", after, width, line)
				}
			}
		}
	}
}
