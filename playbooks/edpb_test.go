package playbooks

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"

	"cordon/playbook/run"
)

// An edpbCase is a worked case of EDPB Guidelines 01/2021 as facts.
type edpbCase struct {
	Case  int
	Risk  string // unlikely: nobody told; likely: the authority; high: people too
	Facts map[string]string
}

func edpbCases(t *testing.T) []edpbCase {
	t.Helper()
	source, err := os.ReadFile("testdata/edpb-2021-01.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Cases []edpbCase }
	if err := yaml.Load(source, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Cases) != 18 {
		t.Fatalf("the file has %d cases, want 18", len(file.Cases))
	}
	return file.Cases
}

// The hints never contradict what the guidelines say of a case, and most of the
// time they say something.
func TestHintsAgainstTheWorkedCases(t *testing.T) {
	least := map[string]int{"confidentiality-breach": 12, "customer-data-breach": 9}
	for id, p := range parse(t) {
		spoke := 0
		for _, c := range edpbCases(t) {
			r := begin(t, p)
			for fact, text := range c.Facts {
				f, ok := p.Fact(fact)
				if !ok {
					continue // the playbook does not ask it
				}
				v, err := f.Parse(text, time.Date(2026, 11, 21, 3, 14, 0, 0, time.UTC))
				if err != nil {
					t.Fatalf("case %d, %s: %v", c.Case, fact, err)
				}
				r = do(t, r, run.RecordFact(fact, v, "so the case says", ""))
			}
			hints := r.Hints("risk")
			if len(hints) > 0 {
				spoke++
			}
			for _, h := range hints {
				if h.Suggests != c.Risk {
					t.Errorf("%s, case %d: %q suggests %s, the guidelines come to %s", id, c.Case, h.Say, h.Suggests, c.Risk)
				}
			}
		}
		if spoke < least[id] {
			t.Errorf("%s: the hints speak in %d of 18 cases, want %d", id, spoke, least[id])
		}
	}
}

// A hint weighs several facts: one kind of data alone says nothing.
func TestHintsWeighSeveralFacts(t *testing.T) {
	for id, p := range parse(t) {
		for _, f := range p.Facts {
			for _, h := range f.Hints {
				if len(h.When.Facts()) < 2 {
					t.Errorf("%s: the hint %q of %s looks at %q alone", id, h.Say, f.ID, h.When.Facts())
				}
			}
		}
	}
}

var edpbLine = regexp.MustCompile(`(?m)^- (\d+)\. .* \*\*Authority (yes|no), people (yes|no)\.\*\*$`)

// The step that assesses the risk carries all worked cases, with the answer that
// the file of the tests has.
func TestTheStepCarriesTheWorkedCases(t *testing.T) {
	for id, p := range parse(t) {
		s, ok := p.Step("risk")
		if !ok {
			continue // it leaves the question to a main one
		}
		lines := edpbLine.FindAllStringSubmatch(s.Compare, -1)
		if len(lines) != 18 || !strings.Contains(s.Compare, "from memory") {
			t.Fatalf("%s: the step has %d cases, or does not say where they are from:\n%s", id, len(lines), s.Compare)
		}
		for i, c := range edpbCases(t) {
			want := map[string][2]string{"unlikely": {"no", "no"}, "likely": {"yes", "no"}, "high": {"yes", "yes"}}[c.Risk]
			if got := lines[i]; got[1] != fmt.Sprint(c.Case) || [2]string{got[2], got[3]} != want {
				t.Errorf("%s: %q, want case %d with %v", id, got[0], c.Case, want)
			}
		}
	}
}
