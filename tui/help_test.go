package tui

import (
	"cmp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

func TestHelp(t *testing.T) {
	for _, size := range sizes[:3] {
		t.Run(size.name, func(t *testing.T) {
			m := fake.NewMemory(t)
			id := fake.BusyRun(t, m)
			driveRun(t, m, screen.Config{Open: id, ASCII: size.width != 80, DataDir: "/home/maria/.local/share/cordon"}, size.width, size.height, func(d *tuitest.Driver) {
				d.Press("?")
				golden.RequireEqual(d.T, d.Frame())
			})
		})
	}
}

// TestHelpSaysAll scrolls through the help and looks for every command.
func TestHelpSaysAll(t *testing.T) {
	for _, size := range sizes[:3] {
		m := fake.NewMemory(t)
		id := fake.BusyRun(t, m)
		commands := append(offeredOn(t, m, id), screen.Reserved()...)
		driveRun(t, m, screen.Config{Open: id, DataDir: "/data"}, size.width, size.height, func(d *tuitest.Driver) {
			d.Press("?")
			seen := d.Frame()
			for range 30 {
				d.Press("pgdown")
				seen += d.Frame()
			}
			for _, c := range commands {
				if c.ID >= "phase.1" && c.ID <= "phase.9" {
					continue // one row for all
				}
				name := ":" + c.ID[strings.LastIndexByte(c.ID, '.')+1:]
				if want := " " + cmp.Or(c.Binding.Help().Key, name) + " "; !strings.Contains(seen, want) {
					t.Errorf("%s: no row for %s, %q", size.name, c.ID, want)
				}
			}
			for _, want := range []string{"Do", "Move", "See", "Always", "Marks", "1..2", "Every change is saved the", "/data", "waits for a fact"} {
				if !strings.Contains(seen, want) {
					t.Errorf("%s: the help does not say %q", size.name, want)
				}
			}
		})
	}
}

func TestHelpFilters(t *testing.T) {
	m := fake.NewMemory(t)
	id := fake.BusyRun(t, m)
	driveRun(t, m, screen.Config{Open: id}, 80, 24, func(d *tuitest.Driver) {
		d.Press("?")
		d.Type("close")
		if f := d.Frame(); !strings.Contains(f, ":close") || !strings.Contains(f, "Close the run") || strings.Contains(f, "Marks") {
			t.Errorf("typing does not filter:\n%s", f)
		}
		d.Type(" qq?")
		if !strings.Contains(d.Frame(), "No key is called that.") {
			t.Errorf("no answer to what is not there:\n%s", d.Frame())
		}
		d.Press("ctrl+u", "down", "up", "pgdown", "pgup")
		if !strings.Contains(d.Frame(), "type to filter") {
			t.Errorf("the filter is not gone:\n%s", d.Frame())
		}
		d.Press("esc")
		if strings.Contains(d.Frame(), "Keys ─") {
			t.Errorf("esc does not close the help:\n%s", d.Frame())
		}
	})
}
