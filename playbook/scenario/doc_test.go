package scenario_test

import (
	"os"
	"strings"
	"testing"

	"cordon/playbook/scenario"
)

// The scenario in the manual is one.
func TestManual(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for line := range strings.Lines(string(doc)) {
		if example, ok := strings.CutPrefix(line, "\t"); ok || line == "\n" {
			text.WriteString(example)
		}
	}
	s, err := scenario.Parse("doc.go", []byte(text.String()))
	if err != nil || !s.Complete() || s.Playbook != "customer-data-breach" {
		t.Errorf("Parse(the example of the manual) = %+v, %v", s, err)
	}
}
