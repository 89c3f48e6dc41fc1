package tui

import (
	"regexp"
	"strings"
	"testing"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// TestStatesDiffer checks that each state of a step has a mark and a word of
// its own, without any colour.
func TestStatesDiffer(t *testing.T) {
	states := map[string]run.Step{
		"todo":           {State: run.Todo, Applies: playbook.Yes},
		"done":           {State: run.Done, Applies: playbook.Yes},
		"skipped":        {State: run.Skipped, Applies: playbook.Yes},
		"blocked":        {State: run.Blocked, Applies: playbook.Yes},
		"failed":         {State: run.Failed, Applies: playbook.Yes},
		"does not apply": {State: run.Todo, Applies: playbook.No},
		"waiting":        {State: run.Todo, Applies: playbook.NotKnown},
	}
	for _, ascii := range []bool{true, false} {
		w := &screen.World{Theme: draw.PlainTheme(ascii)}
		glyphs, named := map[string]string{}, map[string]string{}
		for name, st := range states {
			glyph, word := w.StepGlyph(st), words.StepState(st).Word
			if other, taken := glyphs[glyph]; taken {
				t.Errorf("ascii %t: %s and %s both look like %q", ascii, name, other, glyph)
			}
			if other, taken := named[word]; taken {
				t.Errorf("%s and %s are both called %q", name, other, word)
			}
			glyphs[glyph], named[word] = name, name
		}
	}
}

// TestFramesWithoutColor looks at every screen as it is where the colours are
// not known: bold, italic, underline and reverse video are all it may use.
func TestFramesWithoutColor(t *testing.T) {
	allowed := map[string]bool{"": true, "0": true, "1": true, "3": true, "4": true, "7": true}
	sgr := regexp.MustCompile("\x1b\\[([0-9;:]*)m")
	for _, p := range places {
		p.at(t, func(d *tuitest.Driver, _ *fake.Memory) {
			for _, found := range sgr.FindAllStringSubmatch(d.Styled(), -1) {
				for param := range strings.SplitSeq(found[1], ";") {
					if !allowed[param] {
						d.T.Errorf("%q in the frame", found[0])
					}
				}
			}
		})
	}
}
