package tui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

func TestPlain(t *testing.T) {
	for _, size := range sizes[:3] {
		t.Run(size.name, func(t *testing.T) {
			m := fake.NewMemory(t)
			id := fake.BusyRun(t, m)
			driveRun(t, m, screen.Config{Open: id, ASCII: size.width != 80}, size.width, size.height, func(d *tuitest.Driver) {
				d.Press("g", "Y")
				golden.RequireEqual(d.T, d.Frame())
			})
		})
	}
}

func TestPlainKeys(t *testing.T) {
	m := fake.NewMemory(t)
	id := fake.BusyRun(t, m)
	driveRun(t, m, screen.Config{Open: id}, 50, 15, func(d *tuitest.Driver) {
		d.Press("g", "Y", "y")
		for _, want := range []string{
			"1.1 Preserve the message with full headers\nstate: done, 2026-11-21 03:14 CET by maria, entry 4\nbecause: the copy is on its way",
			"\n\nDo\n", "[x] Headers saved", "by maria, entry 3: Headers are from the gateway.\nThe sender is spoofed.",
		} {
			if !strings.Contains(d.Clipboard(), want) {
				d.T.Errorf("the text lacks %q:\n%s", want, d.Clipboard())
			}
		}
		d.Press("g")
		first := d.Frame()
		d.Press("j")
		if d.Frame() == first {
			d.T.Errorf("j does not scroll:\n%s", first)
		}
		d.Press("k", "G", "g", "enter")
		if d.Frame() != first {
			d.T.Errorf("after printing the window shows:\n%s", d.Frame())
		}
		d.Press("q")
		if strings.Contains(d.Frame(), "Plain text") {
			d.T.Errorf("q does not leave:\n%s", d.Frame())
		}
	})
}
