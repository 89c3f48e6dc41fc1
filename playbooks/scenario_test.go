package playbooks

import (
	"os"
	"path/filepath"
	"testing"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbook/scenario"
)

// Each scenario comes out as it says, and leaves nothing out: steps, clocks and
// drafts are all given. Each has at least one message that could be sent, and
// each playbook has at least one scenario.
func TestScenarios(t *testing.T) {
	tried := map[string]bool{}
	for _, path := range scenarios(t) {
		s, report := play(t, path)
		tried[s.Playbook] = true
		for _, d := range report.Deviations {
			t.Error(d)
		}
		if !s.Complete() || s.About == "" {
			t.Errorf("%s does not say what it shows, or which steps, clocks and drafts it expects", path)
		}
		if !hasWhole(report.Run) {
			t.Errorf("%s has no draft without a gap", path)
		}
	}
	for _, f := range Embedded() {
		if !tried[f.ID] {
			t.Errorf("%s has no scenario", f.ID)
		}
	}
}

func scenarios(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/scenarios/*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("there are no scenarios: %v", err)
	}
	return paths
}

func play(t *testing.T, path string) (*scenario.Scenario, scenario.Report) {
	t.Helper()
	source, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := scenario.Parse(path, source)
	if err != nil {
		t.Fatal(err)
	}
	book, err := Library{}.Open(s.Playbook)
	if err != nil {
		t.Fatal(err)
	}
	report, err := scenario.Run(s, book)
	if err != nil {
		t.Fatal(err)
	}
	return s, report
}

// hasWhole reports whether a step that applies writes a message without a gap
// in it, with all that it must contain.
func hasWhole(r run.Run) bool {
	for _, s := range r.Steps() {
		if s.Message == "" || s.Applies != playbook.Yes {
			continue
		}
		d, err := r.Message(s.Message)
		whole := err == nil && len(d.Gaps) == 0
		for _, must := range d.Required {
			whole = whole && must.There != playbook.No
		}
		if whole {
			return true
		}
	}
	return false
}

// A scenario fits its own playbook and no other.
func TestScenariosFitNoOther(t *testing.T) {
	var all []*scenario.Scenario
	for _, path := range scenarios(t) {
		s, _ := play(t, path)
		all = append(all, s)
	}
	for _, f := range Embedded() {
		book, err := Library{}.Open(f.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range all {
			report, err := scenario.Run(s, book)
			if s.Playbook != f.ID && err == nil && len(report.Deviations) == 0 {
				t.Errorf("the scenario %q passes with %s", s.About, f.ID)
			}
		}
	}
}
