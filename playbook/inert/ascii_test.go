package inert

import (
	"testing"

	"charm.land/lipgloss/v2"
)

func TestASCII(t *testing.T) {
	rows := []struct{ in, want string }{
		{"plain\ttext\n", "plain\ttext\n"},
		{"[✓] [✗] [⊘] ► ‼ ‹?› …", "[x] [X] [/] > !! <?> ..."},
		{"“quoted” – and — ‘so’ • on", `"quoted" - and - 'so' * on`},
		{"Müller Łódź Ærø ſ ÿ Ā Ž", "Muller Lodz Aro s y A Z"},
		{"cafe\u0301", "cafe"},
		{"10\u00a0km", "10 km"},
		{"┌──┐│x│└──┘", "+--+|x|+--+"},
		{"日本 ñandú ≥ 5", "???? nandu ? 5"},
		{"स्त्री", "?"},
		{"🇩🇪 👍", "?? ??"},
		{"\xff", "?"},
	}
	for _, tt := range rows {
		if got := ASCII(tt.in); got != tt.want {
			t.Errorf("ASCII(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestASCIIKeepsStyles(t *testing.T) {
	bold := lipgloss.NewStyle().Bold(true)
	if got, want := ASCII(bold.Render("✓ fertig für é")), bold.Render("x fertig fur e"); got != want {
		t.Errorf("ASCII(bold) = %q, want %q", got, want)
	}
}
