package lines

import (
	"testing"

	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
)

func TestHear(t *testing.T) {
	m := fake.NewMemory(t)
	id := fake.BusyRun(t, m)
	out := talk(t, m, screen.Config{Open: id}, "", "?", "more", "more", "t", "more", "<", "v", "<", "m", "c", "<", "/logs", "1", ":close", "<", "zzz", "9.9", "q", "q")
	t.Log(out)
	said(t, out, "Bye.")
}

func TestReviewInLines(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria", run.Close("practice"))
	out := talk(t, m, screen.Config{Open: id, Review: true, By: "eve"}, "1", "1", "n", "2", "Why was it left open?", "", "<", "l", "Rehearse it", "ben", "2027-01-05", "s", "", "", "")
	t.Log(out)
	said(t, out, "Saved", "Bye.")
}
