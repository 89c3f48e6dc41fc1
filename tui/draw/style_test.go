package draw

import (
	"testing"

	"charm.land/lipgloss/v2"
)

// TestStyleRendersLikeLipgloss checks that a style that was worked out once says
// what one does that is worked out for each text.
func TestStyleRendersLikeLipgloss(t *testing.T) {
	plain := lipgloss.NewStyle()
	for name, of := range map[string]lipgloss.Style{
		"nothing": plain, "bold": plain.Bold(true), "reverse": plain.Reverse(true),
		"a colour": plain.Foreground(lipgloss.Color("#F2C94C")), "on a background": plain.Bold(true).Foreground(lipgloss.Red).Background(lipgloss.Color("#30364A")),
	} {
		for _, text := range []string{"", "x", "two words  ", "größe 客户 ○", "क्षमा", "[m"} {
			want := of.Render(text)
			if text == "" {
				want = "" // it needs no colour
			}
			if got := NewStyle(of).Render(text); got != want {
				t.Errorf("%s: %q is rendered as %q, want %q", name, text, got, want)
			}
		}
	}
	if got := (Style{}).Render("x"); got != "x" {
		t.Errorf("no style renders %q", got)
	}
}
