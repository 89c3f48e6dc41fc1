package tui

import (
	"testing"
	"time"

	"cordon/tui/tuitest"
)

// driveRun is like drive, for somebody who is back at an open run and has
// closed the card that said so.
func driveRun(t *testing.T, m *memory, cfg Config, width, height int, script func(*tuitest.Driver)) {
	t.Helper()
	drive(t, m, cfg, width, height, func(d *tuitest.Driver) {
		d.Wait(time.Second)
		if _, up := d.Model().(App).top().(resumeCard); up {
			d.Press("esc")
		}
		d.Wait(time.Second)
		script(d)
	})
}
