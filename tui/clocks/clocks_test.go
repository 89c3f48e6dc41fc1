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

// TestPicture draws how far a clock has come, at every moment of it.
func TestPicture(t *testing.T) {
	m := fake.Lawful(t)
	id := fake.EuRun(t, m)
	c := fake.MustClock(t, m.Run[id], "authority")
	world := func(after time.Duration, ascii bool) *screen.World {
		return &screen.World{Theme: draw.PlainTheme(ascii), Window: draw.Wide, Now: fake.Friday(t).Add(after), Run: m.Run[id], Opened: true}
	}
	for _, tt := range []struct {
		after time.Duration
		ascii bool
		want  string
	}{
		{36 * time.Hour, true, "" +
			"Fri 14:30                      Mon 15:30\n" +
			"+==================^-------------------+\n" +
			"               now 03:30"},
		{0, false, "" +
			"Fri 14:30                      Mon 15:30\n" +
			"├●─────────────────────────────────────┤\n" +
			"now 14:30"},
		{96 * time.Hour, true, "" +
			"Fri 14:30                            now\n" +
			"+============================+=========^\n" +
			"                       due Mon 15:30"},
	} {
		if got := ansi.Strip(strings.Join(picture(world(tt.after, tt.ascii), c, 40), "\n")); got != tt.want {
			t.Errorf("after %s:\n%s\nwant\n%s", tt.after, got, tt.want)
		}
	}
	for after := time.Duration(0); after < 100*time.Hour; after += 17 * time.Minute {
		for _, width := range []int{20, 46, 72, 120} {
			for _, line := range picture(world(after, false), c, width) {
				if ansi.StringWidth(line) > width {
					t.Fatalf("after %s in %d cells: %q", after, width, line)
				}
			}
		}
	}
}
