package playbook

import (
	"slices"
	"testing"
)

// facts are the facts of the conditions in these tests.
func facts() []Fact {
	return []Fact{
		{ID: "a", Type: YesNo},
		{ID: "b", Type: YesNo},
		{ID: "c", Type: YesNo},
		{ID: "affected", Type: Number},
		{ID: "vendor", Type: Text},
		{ID: "risk", Type: Choice, Options: []Option{{ID: "unlikely", Label: "Unlikely"}, {ID: "likely", Label: "Likely"}, {ID: "high", Label: "High"}}},
		{ID: "regions", Type: Choices, Options: []Option{{ID: "eu", Label: "EU or EEA"}, {ID: "uk", Label: "United Kingdom"}}},
		{ID: "aware_at", Type: Time},
		{ID: "found_at", Type: Time},
		{ID: "since", Type: Date},
	}
}

func compiled(t testing.TB, source string) Condition {
	t.Helper()
	c, faults := newLanguage(facts()).compile(source)
	if len(faults) > 0 {
		t.Fatalf("compile(%s) = %+v", source, faults)
	}
	return c
}

// TestConditionsHaveThreeAnswers is the truth table.
func TestConditionsHaveThreeAnswers(t *testing.T) {
	for _, row := range []struct {
		a, b         Answer
		and, or, not Answer
	}{
		{Yes, Yes, Yes, Yes, No},
		{Yes, No, No, Yes, No},
		{Yes, NotKnown, NotKnown, Yes, No},
		{No, Yes, No, Yes, Yes},
		{No, No, No, No, Yes},
		{No, NotKnown, No, NotKnown, Yes},
		{NotKnown, Yes, NotKnown, Yes, NotKnown},
		{NotKnown, No, No, NotKnown, NotKnown},
		{NotKnown, NotKnown, NotKnown, NotKnown, NotKnown},
	} {
		recorded := map[string]Value{}
		for id, answer := range map[string]Answer{"a": row.a, "b": row.b} {
			if answer != NotKnown {
				recorded[id] = YesNoValue(answer == Yes)
			}
		}
		for source, want := range map[string]Answer{
			"a && b": row.and, "a and b": row.and, "b && a": row.and,
			"a || b": row.or, "a or b": row.or, "b || a": row.or,
			"!a": row.not, "not a": row.not, "!(!a)": row.a,
			"!(a && b)": negated(row.and), "!a || !b": negated(row.and),
			"!(a || b)": negated(row.or), "!a && !b": negated(row.or),
		} {
			if got, waits := compiled(t, source).Eval(recorded); got != want || (got == NotKnown) != (len(waits) > 0) {
				t.Errorf("a %v, b %v: Eval(%s) = %v %v, want %v", row.a, row.b, source, got, waits, want)
			}
		}
	}
}

func negated(a Answer) Answer { return map[Answer]Answer{Yes: No, No: Yes}[a] }

func TestEvalNamesWhatCouldDecide(t *testing.T) {
	for _, row := range []struct {
		source   string
		recorded map[string]Value
		want     Answer
		waits    []string
	}{
		{"a && b", nil, NotKnown, []string{"a", "b"}},
		{"a && b", map[string]Value{"a": YesNoValue(true)}, NotKnown, []string{"b"}},
		{"(a && b) || c", map[string]Value{"a": YesNoValue(false)}, NotKnown, []string{"c"}},
		{"(a || b) && c", map[string]Value{"b": YesNoValue(true)}, NotKnown, []string{"c"}},
		{"(a || b) && c", map[string]Value{"c": YesNoValue(false)}, No, nil},
		{"b && a && b", nil, NotKnown, []string{"b", "a"}},
		{`"eu" in regions && risk != "unlikely"`, nil, NotKnown, []string{"regions", "risk"}},
		{`"eu" in regions && risk != "unlikely"`, map[string]Value{"risk": TextValue("unlikely")}, No, nil},
		{`aware_at > found_at`, map[string]Value{"found_at": TextValue("2026-11-21T03:11:40+01:00")}, NotKnown, []string{"aware_at"}},
		{"", nil, Yes, nil},
	} {
		c := Condition{}
		if row.source != "" {
			c = compiled(t, row.source)
		}
		got, waits := c.Eval(row.recorded)
		if got != row.want || !slices.Equal(waits, row.waits) {
			t.Errorf("Eval(%s) = %v %v, want %v %v", row.source, got, waits, row.want, row.waits)
		}
	}
}
