package messages

import (
	"strings"
	"testing"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// TestGapOverTwoLines marks a gap also where it is broken.
func TestGapOverTwoLines(t *testing.T) {
	w := &screen.World{Theme: draw.NewTheme(true, true)}
	draft := run.Message{Gaps: []run.Gap{{Fact: playbook.Fact{ID: "affected", Ask: "How many?"}}}}
	for width := 12; width < 60; width++ {
		p := screen.NewPage(w, width+1)
		gapped(p, draft, "About [not recorded: How many?] people are [sic] affected.")
		styled := strings.Join(p.Lines, " ")
		marked, gap := 0, strings.Fields("[not recorded: How many?]")
		for from := range gap {
			for to := from; to < len(gap); to++ { // as much of it as stands on a line
				if strings.Contains(styled, w.Theme.Warn.Render(strings.Join(gap[from:to+1], " "))) {
					marked += to + 1 - from
				}
			}
		}
		if marked != len(gap) || strings.Contains(styled, w.Theme.Warn.Render("[sic]")) {
			t.Errorf("at width %d the gap is not marked: %q", width, p.Lines)
		}
	}
}
