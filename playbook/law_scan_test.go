package playbook_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"cordon/playbook"
	"cordon/playbook/clock"
)

// everyRule returns rules that leave out and fill in each key.
func everyRule(t testing.TB, text string) []playbook.Rule {
	t.Helper()
	zone, err := clock.ParseZone("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	full := playbook.Rule{
		ID: "a", Title: text, Jurisdiction: "eu", Place: text, Family: text, AppliesTo: text, To: text, Trigger: text,
		Limit: text, Threshold: text, Content: []string{text, "b"}, Exceptions: []string{text}, Note: text, Cite: text,
		URL: text, FileAt: text, FileAtSource: text, ReadOn: "2026-11-22", SeenOn: "2026-11-21", SeenIn: text,
		CheckedOn: "2026-11-20", Source: text, Confidence: playbook.High, Status: playbook.InForce, Since: text,
		ChainedTo: text, OwnFile: text,
		Counting: clock.Rule{
			Within: clock.Limit{N: 4, Unit: clock.BusinessDay}, Count: clock.FirstDay, Calendar: "eu", CutOff: 1050,
			Cap: clock.Limit{N: 1, Unit: clock.Month}, CapLapses: true, NotBefore: clock.Limit{N: 2, Unit: clock.Day},
			Target: clock.Limit{N: 3, Unit: clock.Hour}, Zone: zone,
			Arguable: clock.Arguable{Reading: clock.NextBusinessDay, Calendar: "eu", Until: 1020, Cite: text},
		},
	}
	all := []playbook.Rule{{}, full}
	for i := range reflect.TypeFor[playbook.Rule]().NumField() { // each key left out
		less := full
		reflect.ValueOf(&less).Elem().Field(i).SetZero()
		all = append(all, less)
	}
	for i := range reflect.TypeFor[clock.Rule]().NumField() {
		less := full
		reflect.ValueOf(&less.Counting).Elem().Field(i).SetZero()
		all = append(all, less)
	}
	for i := range reflect.TypeFor[clock.Arguable]().NumField() {
		less := full
		reflect.ValueOf(&less.Counting.Arguable).Elem().Field(i).SetZero()
		all = append(all, less)
	}
	return all
}

// What is written is read in place: a rule with a new key that the scanner
// does not know would be read slowly, by every run, for ever.
func TestScanRulesReadsWhatIsWritten(t *testing.T) {
	for i, r := range everyRule(t, `a "b" \ <c> & ö `+"\u2028") {
		text, err := json.Marshal([]playbook.Rule{r})
		if err != nil {
			t.Fatal(err)
		}
		readAlike(t, text)
		if _, _, ok := playbook.ScanRules(text); !ok && r.Counting.Arguable.Reading != "" {
			t.Errorf("rule %d is not read in place:\n%s", i, text)
		}
	}
}

// readAlike checks that a list that was scanned is the one that encoding/json
// reads.
func readAlike(t *testing.T, text []byte) {
	t.Helper()
	scanned, rest, ok := playbook.ScanRules(text)
	if !ok || len(rest) > 0 {
		return
	}
	var want []playbook.Rule
	if err := json.Unmarshal(text, &want); err != nil {
		t.Errorf("scanned what cannot be read, %v:\n%s", err, text)
	}
	if !reflect.DeepEqual(withoutZones(scanned), withoutZones(want)) {
		t.Errorf("scanned %+v, want %+v of\n%s", scanned, want, text)
	}
}

// withoutZones moves the names of zones out, whose insides may differ.
func withoutZones(rules []playbook.Rule) []playbook.Rule {
	for i := range rules {
		r := &rules[i]
		r.ID += " " + r.Counting.Zone.String()
		r.Counting.Zone = clock.Zone{}
	}
	return rules
}

func FuzzScanRules(f *testing.F) {
	for _, r := range everyRule(f, "text") {
		text, err := json.Marshal([]playbook.Rule{r, r})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
		f.Add([]byte(strings.Replace(string(text), `"text"`, `"\u00e4\ud800 \/"`, 3)))
		f.Add([]byte(strings.Replace(string(text), `"text"`, "\"\xff\"", 3)))
	}
	f.Fuzz(readAlike)
}
