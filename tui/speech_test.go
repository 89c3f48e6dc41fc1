package tui

import (
	"slices"
	"strings"
	"testing"

	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// TestEveryScreenSpeaks checks in all places that each screen has a second face,
// and that each command can be done in lines or is one of those that say why not.
func TestEveryScreenSpeaks(t *testing.T) {
	const without = 59 // how many entries the list has: whoever adds one gives its reason
	used := map[string]bool{}
	for _, p := range places {
		p.at(t, func(d *tuitest.Driver, _ *fake.Memory) {
			a := app(d)
			for i, s := range a.stack {
				speaker, ok := s.(screen.Speaker)
				if !ok {
					d.T.Errorf("%T says nothing in lines", s)
					continue
				}
				holdsSpeech(d, speaker.Speak(a.worldOf(i)))
			}
			for _, c := range a.offered() {
				if id, why, none := screen.NoLines(c.ID); none {
					used[id] = true
					if !strings.HasSuffix(why, ".") {
						d.T.Errorf("%s has no face in lines, for no reason", c.ID)
					}
				}
			}
			typed := map[string]string{}
			for _, l := range screen.Letters(a.offered()) {
				if before, twice := typed[l.Typed]; twice && l.Typed != "" {
					d.T.Errorf("%s is %s and %s", l.Typed, before, l.Command.ID)
				}
				typed[l.Typed] = l.Command.ID
			}
		})
	}
	// The App answers some itself; others are of cards that places close, or of
	// more phases than the playbooks of the tests have.
	elsewhere := []string{"quit", "suspend", "redraw", "resume.", "lack.", "phase.4", "phase.5", "phase.6", "phase.7", "phase.8", "phase.9"}
	all := screen.WithoutLines()
	if len(all) != without {
		t.Errorf("%d commands have no face in lines, want %d", len(all), without)
	}
	for _, n := range all {
		if !used[n.ID] && !slices.Contains(elsewhere, n.ID) {
			t.Errorf("%s has no face in lines, and is no command anywhere", n.ID)
		}
	}
}

// holdsSpeech holds what a screen says against what holds for all.
func holdsSpeech(d *tuitest.Driver, s screen.Speech) {
	d.T.Helper()
	if s.Key == "" || s.Prompt == "" || len(s.Prompt) > 12 {
		d.T.Errorf("key %q, prompt %q: want both, and a short prompt", s.Key, s.Prompt)
	}
	if len(s.Says)+s.Rows == 0 {
		d.T.Error("it says nothing")
	}
	if s.Rows > 0 && s.Pick == nil && s.Take == nil {
		d.T.Error("rows that cannot be chosen")
	}
	for i := range s.Rows {
		if strings.TrimSpace(s.Row(i)) == "" {
			d.T.Errorf("row %d says nothing", i)
		}
	}
}
