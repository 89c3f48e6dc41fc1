package work

import (
	"slices"
	"testing"

	"cordon/playbook/run"
)

// TestFindingTexts checks that the steps left open are one row, and that the
// cursor stands on it while it goes through them.
func TestFindingTexts(t *testing.T) {
	open := func(text string) run.Finding { return run.Finding{Kind: run.FindOpen, Text: text} }
	late := run.Finding{Kind: run.FindLate, Text: "late"}
	for _, tt := range []struct {
		findings []run.Finding
		texts    []string
		here     []int // for each finding
	}{
		{nil, nil, nil},
		{[]run.Finding{open("1.1 left open"), late}, []string{"1.1 left open", "late"}, []int{0, 1}},
		{[]run.Finding{late, open("1.1 left open"), late, open("1.3 left open")}, []string{"late", "2 steps left open", "late"}, []int{0, 1, 2, 1}},
	} {
		for at := -1; at < len(tt.findings); at++ {
			want := -1
			if at >= 0 {
				want = tt.here[at]
			}
			if texts, here := findingTexts(tt.findings, at); !slices.Equal(texts, tt.texts) || here != want {
				t.Errorf("findingTexts(%v, %d) = %q, %d, want %q, %d", tt.findings, at, texts, here, tt.texts, want)
			}
		}
	}
}
