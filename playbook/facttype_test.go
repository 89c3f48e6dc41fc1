package playbook

import (
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/expr-lang/expr/types"
)

// typed is an answer to a fact of each type, as a person types it.
func typed(t FactType) string {
	return map[FactType]string{
		Text: "Acme", Number: "3", YesNo: "yes", Choice: "unlikely", Choices: "eu",
		Time: "2026-11-21T03:11:40+01:00", Date: "2026-11-21",
	}[t]
}

// sample is a value of a fact.
func sample(f Fact) Value {
	v, _ := f.Parse(typed(f.Type), time.Time{})
	return v
}

// TestFactTypesAreWhole: a type can do all that the others can, and the tests
// of conditions and of values have a fact of it.
func TestFactTypesAreWhole(t *testing.T) {
	for _, row := range factRows {
		for i, v := 0, reflect.ValueOf(row); i < v.NumField(); i++ {
			name := v.Type().Field(i).Name
			if v.Field(i).IsZero() && !slices.Contains([]string{"many", "asks", "options", "word", "show"}, name) {
				t.Errorf("%s: its row has no %s", row.name, name)
			}
		}
		i := slices.IndexFunc(facts(), func(f Fact) bool { return f.Type == row.name })
		if i < 0 || typed(row.name) == "" {
			t.Errorf("%s: facts() of the tests has none, or typed() has no answer to it", row.name)
			continue
		}
		f := facts()[i]
		v := sample(f)
		if err := f.Check(v); err != nil || f.Show(v) == "" {
			t.Errorf("%s: %q becomes %v, shown as %q: %v", row.name, typed(row.name), v, f.Show(v), err)
		}
		seen, ok := row.sees(v)
		if !ok || !row.env.Equal(types.TypeOf(seen)) {
			t.Errorf("%s: conditions see a %T, and its row says %v", row.name, seen, row.env)
		}
		var again Value
		if b, err := json.Marshal(v); err != nil || json.Unmarshal(b, &again) != nil || !again.Equal(v) {
			t.Errorf("%s: %v is %v when read again from JSON, %v", row.name, v, again, err)
		}
	}
}

// TestManual: the manual of the format names every type and every key.
func TestManual(t *testing.T) {
	b, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	manual, _, _ := strings.Cut(string(b), "# Rules of the law")
	for _, typ := range FactTypes() {
		if !strings.Contains(manual, "\n\t"+string(typ)+" ") {
			t.Errorf("doc.go does not say what a fact of type %s is", typ)
		}
	}
	for _, key := range missingKeys(manual) {
		t.Errorf("doc.go does not show the key %s", key)
	}
}

// missingKeys returns the keys that a text does not show as often as there are
// objects that have them.
func missingKeys(text string) []string {
	text = strings.ReplaceAll(text, "\n", " ")
	wanted := map[string]int{}
	for _, shape := range Shapes() {
		for _, key := range shape.Keys {
			wanted[key]++
		}
	}
	var missing []string
	for key, times := range wanted {
		if len(regexp.MustCompile(`\b`+key+`: `).FindAllString(text, times)) < times {
			missing = append(missing, key)
		}
	}
	return missing
}

// TestEverythingHasEveryKey: testdata/everything.yaml is what the tests of
// parsing and of the schema rest on.
func TestEverythingHasEveryKey(t *testing.T) {
	text := string(readFile(t, "everything.yaml"))
	for _, key := range missingKeys(text) {
		t.Errorf("testdata/everything.yaml does not have the key %s wherever it can stand", key)
	}
	for _, typ := range FactTypes() {
		if !strings.Contains(text, "type: "+string(typ)) {
			t.Errorf("testdata/everything.yaml has no fact of type %s", typ)
		}
	}
}
