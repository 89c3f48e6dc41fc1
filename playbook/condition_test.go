package playbook

import (
	"slices"
	"sync"
	"testing"

	"github.com/expr-lang/expr/builtin"
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

// TestConditionsSayWhatTheyMean evaluates the language over recorded values.
func TestConditionsSayWhatTheyMean(t *testing.T) {
	recorded := map[string]Value{
		"a":        YesNoValue(true),
		"b":        YesNoValue(false),
		"affected": NumberValue(500),
		"vendor":   TextValue("Acme Ltd"),
		"risk":     TextValue("high"),
		"regions":  ChoicesValue("eu", "uk"),
		"aware_at": TextValue("2026-11-21T03:11:40+01:00"),
		"found_at": TextValue("2026-11-21T02:11:40Z"),
		"since":    TextValue("2026-11-01"),
	}
	for source, want := range map[string]bool{
		"true":                                true,
		"a":                                   true,
		"a == true":                           true,
		"a != b":                              true,
		"a == b":                              false,
		"affected > 500":                      false,
		"affected >= 500":                     true,
		"500.0 == affected":                   true,
		"affected in [1, 500]":                true,
		"1 < affected < 501":                  true,
		"affected / 2 + 1 > 250":              true,
		"-affected < -499.5":                  true,
		`risk == "high"`:                      true,
		`risk != "high"`:                      false,
		`risk in ["unlikely", "high"]`:        true,
		`risk not in ["unlikely", "high"]`:    false,
		`"eu" in regions`:                     true,
		`not ("eu" in regions)`:               false,
		`any(regions, # == "uk")`:             true,
		`all(regions, # == "uk")`:             false,
		`any(regions, {# == "uk"})`:           true,
		`any(["eu", "x"], # in regions)`:      true,
		`len(regions) == 2`:                   true,
		`regions | len() > 2`:                 false,
		`vendor == "Acme Ltd"`:                true,
		`lower(vendor) startsWith "acme"`:     true,
		`vendor endsWith "GmbH"`:              false,
		`vendor contains "me"`:                true,
		`vendor matches "^A.*d$"`:             true,
		"aware_at == found_at":                true, // one instant, written in two zones
		"aware_at > found_at":                 false,
		"since < since":                       false,
		`vendor == risk`:                      false,
		`a && (b || affected > 1) && !(b)`:    true,
		"a and not b":                         true,
		"a /* why */ && true // and more":     true,
		`vendor == 'Acme Ltd'`:                true,
		"vendor == `Acme Ltd`":                true,
		"affected > 1e2 and affected < 1_000": true,
	} {
		got, waits := compiled(t, source).Eval(recorded)
		if (got == Yes) != want || got == NotKnown {
			t.Errorf("Eval(%s) = %v %v, want %v", source, got, waits, want)
		}
	}
}

// A value that does not fit its fact, from a journal that says so, must not
// make a condition a no.
func TestAValueThatDoesNotFitIsNotKnown(t *testing.T) {
	for source, recorded := range map[string]map[string]Value{
		`risk != "high"`:      {"risk": NumberValue(3)},
		"affected > 500":      {"affected": TextValue("501")},
		`"eu" in regions`:     {"regions": TextValue("eu")},
		"aware_at > found_at": {"aware_at": TextValue("yesterday"), "found_at": TextValue("")},
		"!a":                  {"a": Value{}},
		"since == since":      {"since": TextValue("2026-02-30")},
	} {
		if got, waits := compiled(t, source).Eval(recorded); got != NotKnown || len(waits) == 0 {
			t.Errorf("Eval(%s) over %v = %v %v, want unknown", source, recorded, got, waits)
		}
	}
}

func TestConditionsThatNobodyChecked(t *testing.T) {
	if got, _ := (Condition{Source: "a"}).Eval(map[string]Value{"a": YesNoValue(true)}); got != NotKnown {
		t.Errorf("Eval of a condition without Parse = %v, want unknown", got)
	}
	if got, waits := (Condition{}).Eval(nil); got != Yes || waits != nil {
		t.Errorf("Eval of no condition = %v %v, want yes", got, waits)
	}
	if !(Condition{}).IsZero() || (Condition{Source: "a"}).IsZero() {
		t.Error("IsZero is wrong")
	}
}

func TestFactsInOrderOfMention(t *testing.T) {
	for source, want := range map[string][]string{
		"b || a && b":                              {"b", "a"},
		`risk not in ["high"] && affected > 1`:     {"risk", "affected"},
		`any(regions, # == risk) && "x" == vendor`: {"regions", "risk", "vendor"},
		"true": nil,
	} {
		if got := compiled(t, source).Facts(); !slices.Equal(got, want) {
			t.Errorf("Facts(%s) = %v, want %v", source, got, want)
		}
	}
}

// TestFactNamesDoNotCollide: every name that is allowed for a fact works in a
// condition, also the names of functions that are off.
func TestFactNamesDoNotCollide(t *testing.T) {
	names := []string{"now", "date", "count", "filter", "type", "int", "none", "one", "map", "sum", "env", "get", "startswith", "xor", "null", "fact", "func"}
	for _, f := range builtin.Builtins {
		if isFactID(f.Name) {
			names = append(names, f.Name)
		}
	}
	for _, name := range names {
		c, faults := newLanguage([]Fact{{ID: name, Type: Number}}).compile(name + " > 3 && 2 < " + name)
		if len(faults) > 0 {
			t.Errorf("compile with a fact called %s: %+v", name, faults)
			continue
		}
		if got, _ := c.Eval(map[string]Value{name: NumberValue(4)}); got != Yes {
			t.Errorf("Eval with a fact called %s = %v, want yes", name, got)
		}
	}
	for _, word := range []string{"and", "or", "not", "in", "let", "if", "else", "nil", "true", "false", "any", "all", "len", "lower", "matches", "contains"} {
		if isFactID(word) {
			t.Errorf("isFactID(%s) = true, want false", word)
		}
	}
}

func TestConditionsAreSafeForSeveralGoroutines(t *testing.T) {
	c := compiled(t, `any(regions, # == "uk") && affected > 3 || lower(vendor) == "x"`)
	recorded := map[string]Value{"affected": NumberValue(500), "vendor": TextValue("Acme"), "regions": ChoicesValue("uk")}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 100 {
				if got, _ := c.Eval(recorded); got != Yes {
					t.Errorf("Eval = %v, want yes", got)
				}
			}
		})
	}
	all.Wait()
}
