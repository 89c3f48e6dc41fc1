package playbooks

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"cordon/playbook"
)

var update = flag.Bool("update", false, "make the packed rules anew")

// The rules that ship are those of the files in law, to the last key, and are
// read in place.
func TestLawIsPacked(t *testing.T) {
	names, err := filepath.Glob("law/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no rules: %v", err)
	}
	var ids strings.Builder
	for _, name := range names {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		rules, err := playbook.ParseLaw(name, source)
		if err != nil {
			t.Fatal(err)
		}
		ids.WriteString(strings.TrimSuffix(filepath.Base(name), ".yaml"))
		for _, r := range rules {
			ids.WriteString(" " + r.ID)
		}
		ids.WriteString("\n")
		checkPacked(t, filepath.Join("law", "packed", strings.TrimSuffix(filepath.Base(name), ".yaml")+".json"), rules)
	}
	if packed, _ := filepath.Glob("law/packed/*.json"); len(packed) != len(names) {
		t.Errorf("%d files are packed, want %d", len(packed), len(names))
	}
	if *update {
		if err := os.WriteFile("law/packed/ids", []byte(ids.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile("law/packed/ids"); err != nil || string(got) != ids.String() {
		t.Errorf("law/packed/ids is not what the rules are, %v: go generate ./playbooks", err)
	}
}

func checkPacked(t *testing.T, name string, rules []playbook.Rule) {
	t.Helper()
	want, err := json.Marshal(rules)
	if err != nil {
		t.Fatal(err)
	}
	want = append(want, '\n')
	if *update {
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	packed, err := os.ReadFile(name)
	if err != nil || !bytes.Equal(packed, want) {
		t.Errorf("%s is not what the rules are, %v: go generate ./playbooks", name, err)
	}
	scanned, _, ok := playbook.ScanRules(packed)
	if !ok {
		t.Errorf("%s is not read in place", name)
	}
	for i := range min(len(scanned), len(rules)) {
		a, b := scanned[i], rules[i]
		if zone := b.Counting.Zone; a.Counting.Zone.String() == zone.String() {
			a.Counting.Zone = zone // whose insides may differ
		}
		if !reflect.DeepEqual(a, b) {
			t.Errorf("%s: rule %s comes back as %+v, want %+v", name, b.ID, a, b)
		}
	}
}
