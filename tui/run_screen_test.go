package tui

import (
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/exp/golden"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/tuitest"
)

// A size is a window.
type size struct {
	name          string
	width, height int
}

// sizes are the windows every screen is drawn in.
var sizes = []size{{"120x36", 120, 36}, {"80x24", 80, 24}, {"50x15", 50, 15}, {"34x6", 34, 6}}

// busyRun has a bit of everything.
func busyRun(t testing.TB, m *memory) string {
	return m.begin(t, "maria",
		run.TickCheck("preserve", 1),
		run.AddNote("preserve", "Headers are from the gateway.\nThe sender is spoofed."),
		run.CompleteStep("preserve", "the copy is on its way"),
		run.RecordFact("affected", playbook.NumberValue(12400), "", "count"),
		run.BlockStep("count", "the mail server is down"),
		run.CompleteStep("isolate", ""),
		run.Undo("maria", 0),
	)
}

func TestRunScreen(t *testing.T) {
	for _, size := range sizes {
		t.Run(size.name, func(t *testing.T) {
			m := newMemory(t)
			id := busyRun(t, m)
			drive(t, m, Config{Open: id, ASCII: true}, size.width, size.height, func(d *tuitest.Driver) {
				d.Press("enter")
				golden.RequireEqual(d.T, d.Frame())
			})
		})
	}
}

// TestFrameFits checks that no window, however small, is overdrawn.
func TestFrameFits(t *testing.T) {
	m := newMemory(t)
	id := busyRun(t, m)
	drive(t, m, Config{Open: id}, 80, 24, func(d *tuitest.Driver) {
		d.Press("enter")
		for width := 1; width < 130; width += 3 {
			for height := 1; height < 40; height += 2 {
				d.Resize(width, height)
				if w, h := lipgloss.Size(d.View().Content); w > width || h > height {
					t.Errorf("window %dx%d: frame %dx%d", width, height, w, h)
				}
			}
		}
	})
}
