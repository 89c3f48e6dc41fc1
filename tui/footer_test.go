package tui

import (
	"strings"
	"testing"

	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// TestRefusalIsReadInFull checks that what there is to say, as why something was
// not done, stands in the footer in full where it takes a few lines, and that the frame stays as large
// as the window.
func TestRefusalIsReadInFull(t *testing.T) {
	const words = "This step waits for step 1.2, which waits for a fact that nobody has recorded yet, and it says so here."
	const long = words + " " + words + " " + words
	for _, tt := range []struct {
		text          string
		problem       bool
		width, height int
		rows          int
		cut           bool
	}{
		{"Step done.", false, 50, 15, 1, false},
		{words, false, 50, 15, 3, false},
		{words, true, 50, 15, 3, false},
		{words, true, 80, 24, 2, false},
		{long, true, 50, 15, 3, true},
		{words, true, 40, 10, 2, true},
	} {
		m := fake.NewMemory(t)
		id := undoing(t, m)
		driveRun(t, m, screen.Config{Open: id}, tt.width, tt.height, func(d *tuitest.Driver) {
			a := d.Model().(App).say(tt.text, tt.problem)
			lines, _ := a.frame()
			if len(lines) != tt.height {
				d.T.Errorf("%dx%d: the frame has %d lines", tt.width, tt.height, len(lines))
			}
			said := a.said(tt.width)
			shown := strings.Join(strings.Fields(strings.Join(said, " ")), " ")
			if len(said) != tt.rows || (shown == tt.text) == tt.cut || strings.HasSuffix(shown, "M shows all") != tt.cut {
				d.T.Errorf("%dx%d: %q is said in %d lines: %q", tt.width, tt.height, tt.text, len(said), said)
			}
		})
	}
}

func TestWholeSentences(t *testing.T) {
	for _, tt := range []struct {
		text  string
		width int
		want  string
	}{
		{"One. Two. Three.", 16, "One. Two. Three."},
		{"One. Two. Three.", 15, "One. Two."},
		{"One. Two. Three.", 5, "One."},
		{"One. Two. Three.", 3, "One. Two. Three."},
		{"no end here", 4, "no end here"},
	} {
		if got := whole(tt.text, tt.width); got != tt.want {
			t.Errorf("whole(%q, %d) = %q, want %q", tt.text, tt.width, got, tt.want)
		}
	}
}
