package playbook

import (
	"encoding/json"
	"errors"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"cordon/playbook/clock"

	"github.com/google/go-cmp/cmp"
)

// sameZone compares zones by name: the rules behind two lookups of one zone
// are the same, but not the same value.
func sameZone() cmp.Option {
	return cmp.Comparer(func(a, b clock.Zone) bool { return a.String() == b.String() })
}

// lawProblems returns what is wrong with a list of rules.
func lawProblems(t testing.TB, name string, b []byte) Problems {
	t.Helper()
	rules, err := ParseLaw(name, b)
	if err == nil {
		return nil
	}
	var all Problems
	if !errors.As(err, &all) || len(all) == 0 || rules != nil {
		t.Fatalf("ParseLaw(%s) = %v, %v, want no rules and Problems", name, rules, err)
	}
	return all
}

// TestLawProblems takes lists of rules and what is wrong with them from
// testdata/law-problems.txtar.
func TestLawProblems(t *testing.T) {
	goldenProblems(t, filepath.Join("testdata", "law-problems.txtar"), lawProblems)
}

// everyKey returns the rule of testdata/law.yaml that has every key.
func everyKey(t *testing.T) Rule {
	t.Helper()
	rules, err := ParseLaw("law.yaml", readFile(t, "law.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	r := rules[0]
	r.Counting.Target = clock.Limit{N: 30, Unit: clock.Minute} // no file has it beside a limit
	return r
}

func TestParseLawKeepsEverything(t *testing.T) {
	r := everyKey(t)
	got, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "law.golden", string(got)+"\n")
	r.OwnFile = "own.yaml" // no list says so itself
	for _, empty := range zeros(reflect.ValueOf(r), "Rule") {
		t.Errorf("%s is not set by any key", empty)
	}
}

// zeros returns the names of fields that are zero, down to those of the
// counting.
func zeros(v reflect.Value, name string) []string {
	if v.Kind() != reflect.Struct || v.Type() == reflect.TypeFor[clock.Limit]() || v.Type() == reflect.TypeFor[clock.Zone]() {
		if v.IsZero() {
			return []string{name}
		}
		return nil
	}
	var all []string
	for i := range v.NumField() {
		all = append(all, zeros(v.Field(i), name+"."+v.Type().Field(i).Name)...)
	}
	return all
}

// TestRuleJSON: a run keeps its rules as JSON, so nothing may be lost in it,
// and its names are those of YAML.
func TestRuleJSON(t *testing.T) {
	r := everyKey(t)
	for name, r := range map[string]Rule{"every key": r, "no key": {}} {
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var back Rule
		if err := json.Unmarshal(b, &back); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(r, back, sameZone()); diff != "" {
			t.Errorf("%s: JSON changed the rule (-want +got):\n%s", name, diff)
		}
		if again, err := json.Marshal(back); err != nil || string(again) != string(b) {
			t.Errorf("%s: JSON of the rule that came back = %s, %v, want %s", name, again, err, b)
		}
	}
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var keys map[string]any
	if err := json.Unmarshal(b, &keys); err != nil {
		t.Fatal(err)
	}
	want := append(shape(ruleFields).Keys, "id", "jurisdiction", "place")
	if diff := cmp.Diff(slices.Sorted(slices.Values(want)), slices.Sorted(maps.Keys(keys))); diff != "" {
		t.Errorf("keys of a rule (-YAML +JSON):\n%s", diff)
	}
}

func TestRuleJSONFromLater(t *testing.T) {
	var r Rule
	err := json.Unmarshal([]byte(`{"id":"x","within":"72 hours","some_day":{"new":true}}`), &r)
	if err != nil || r.ID != "x" || r.Counting.Within.String() != "72 hours" {
		t.Errorf("a rule with a key from later = %+v, %v, want the rest of it", r, err)
	}
	if err := json.Unmarshal([]byte(`{"id":"x","within":"soon"}`), &r); err == nil {
		t.Error("a limit that cannot be read was read")
	}
}

func TestRuleStanding(t *testing.T) {
	for _, row := range []struct {
		rule     Rule
		runnable bool
		want     string
	}{
		{Rule{Status: InForce, Confidence: High}, true, "in force"},
		{Rule{Status: InForce, Confidence: Medium, Since: "2026-01-01"}, true, "in force"},
		{Rule{Status: InForce, Confidence: Low}, false, "in force, but not certain: only by hand into a run"},
		{Rule{Status: Fallback, Confidence: Medium}, true, "no law: it stands in for one that is not in the library"},
		{Rule{Status: Voluntary, Confidence: Medium}, false, "voluntary, never run"},
		{Rule{Status: Superseded, Confidence: Medium}, false, "superseded, never run"},
		{Rule{Status: Proposed, Confidence: High}, false, "proposed, never run"},
		{Rule{Status: Uncertain, Confidence: Low}, false, "uncertain, never run"},
		{Rule{Status: NotYetApplicable, Confidence: High}, false, "not yet applicable, never run"},
		{Rule{Status: NotYetApplicable, Confidence: High, Since: "2027-05-13"}, false, "not yet applicable, never run before 2027-05-13"},
	} {
		if got := row.rule.Runnable(); got != row.runnable {
			t.Errorf("Runnable of %s with %s confidence = %v, want %v", row.rule.Status, row.rule.Confidence, got, row.runnable)
		}
		if got, want := row.rule.Joins(), row.rule.Status == InForce || row.rule.Status == Fallback; got != want {
			t.Errorf("Joins of %s with %s confidence = %v, want %v", row.rule.Status, row.rule.Confidence, got, want)
		}
		if got := row.rule.Standing(); got != row.want {
			t.Errorf("Standing of %s with %s confidence = %q, want %q", row.rule.Status, row.rule.Confidence, got, row.want)
		}
	}
}

func TestRuleChecked(t *testing.T) {
	for _, row := range []struct {
		rule Rule
		want string
	}{
		{Rule{ReadOn: "2026-11-23"}, "official text read 2026-11-23"},
		{Rule{SeenOn: "2026-11-22"}, "seen 2026-11-22"},
		{Rule{SeenOn: "2026-11-22", Source: "firm"}, "seen 2026-11-22 in a law firm's summary"},
		{Rule{SeenOn: "2026-11-22", SeenIn: "a survey of 2025-09-01", Source: "survey"}, "seen 2026-11-22 in a survey of 2025-09-01"},
		{Rule{ReadOn: "2026-11-23", SeenOn: "2026-11-22", Source: "note"},
			"official text read 2026-11-23; seen 2026-11-22 in a public note that quotes or dates the official text"},
		{Rule{Source: "memory"}, "from memory, not checked"},
		{Rule{CheckedOn: "2026-11-20", Source: "official"}, "checked 2026-11-20, against an excerpt of the official page"}, // by an older release
		{Rule{CheckedOn: "2026-11-20"}, "checked 2026-11-20"},
		{Rule{}, ""},
	} {
		if got := row.rule.Checked(); got != row.want {
			t.Errorf("Checked() of %+v = %q, want %q", row.rule, got, row.want)
		}
		if got, want := row.rule.FromMemory(), row.rule.Source == "memory"; got != want {
			t.Errorf("FromMemory() of %+v = %v, want %v", row.rule, got, want)
		}
	}
}

func TestRuleFiling(t *testing.T) {
	for _, row := range []struct {
		at, source string
		ways       []string
		certainty  string
	}{
		{"", "", nil, ""},
		{"", "memory", nil, ""},
		{"The portal", "", []string{"The portal"}, ""},
		{"The portal", "survey", []string{"The portal"}, "from a survey of the laws"},
		{"The portal; 112", "memory", []string{"The portal", "112"}, "from memory, not checked"},
	} {
		ways, certainty := (Rule{FileAt: row.at, FileAtSource: row.source}).Filing()
		if !slices.Equal(ways, row.ways) || certainty != row.certainty {
			t.Errorf("Filing() at %q from %q = %q, %q, want %q, %q", row.at, row.source, ways, certainty, row.ways, row.certainty)
		}
	}
}

// TestCheckRules checks the clocks of testdata/law-clocks.yaml.
func TestCheckRules(t *testing.T) {
	rules := map[string]Rule{
		"plain":    {ID: "plain", Status: InForce, Confidence: High, Counting: clock.Rule{Within: clock.Limit{N: 72, Unit: clock.Hour}}},
		"capped":   {ID: "capped", Status: InForce, Confidence: High, Counting: clock.Rule{Cap: clock.Limit{N: 24, Unit: clock.Hour}}},
		"agreed":   {ID: "agreed", Status: InForce, Confidence: High},
		"proposed": {ID: "proposed", Status: Proposed, Confidence: High},
	}
	known := func(id string) (Rule, bool) { r, ok := rules[id]; return r, ok }
	ids := func() []string { return slices.Sorted(maps.Keys(rules)) }
	source := readFile(t, "law-clocks.yaml")
	p, err := Parse("law-clocks.yaml", source)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "law-clocks.golden", CheckRules("law-clocks.yaml", p, known, ids).Error()+"\n")
	for _, problem := range CheckRules("law-clocks.yaml", p, known, nil) {
		if strings.HasPrefix(problem.Hint, "did you mean") {
			t.Errorf("without ids there is nothing to suggest: %v", problem)
		}
	}
	everything, err := Parse("everything.yaml", readFile(t, "everything.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	all := func(id string) (Rule, bool) {
		if id == "eu-dora-initial" {
			return known("capped")
		}
		return known("agreed")
	}
	if problems := CheckRules("everything.yaml", everything, all, nil); problems != nil {
		t.Errorf("CheckRules(everything.yaml) = %v, want none", problems)
	}
}

// FuzzParseLaw: whatever the bytes, ParseLaw returns; problems are in the
// file and safe to print; a rule can be counted by, and survives JSON.
func FuzzParseLaw(f *testing.F) {
	f.Add(readFile(f, "law.yaml"))
	for _, file := range archived(f, filepath.Join("testdata", "law-problems.txtar")) {
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, p := range lawProblems(t, "fuzz.yaml", b) {
			if p.Line < 1 || p.Column < 1 || p.Text == "" || unsafe(p.String()) {
				t.Errorf("%q: %#v", b, p)
			}
		}
		rules, _ := ParseLaw("fuzz.yaml", b)
		for _, r := range rules {
			if err := r.Counting.Check(); err != nil || r.Limit == "" || r.ID == "" {
				t.Errorf("%q: %+v: %v", b, r, err)
			}
			written, err := json.Marshal(r)
			var back Rule
			if err == nil {
				err = json.Unmarshal(written, &back)
			}
			if diff := cmp.Diff(r, back, sameZone()); err != nil || diff != "" {
				t.Errorf("%q: %v, JSON changed the rule (-want +got):\n%s", b, err, diff)
			}
		}
	})
}
