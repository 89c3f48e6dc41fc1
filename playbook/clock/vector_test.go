package clock_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"go.yaml.in/yaml/v4"

	"cordon/playbook/clock"
)

// A vector is a worked example: a clock, its start, and what is due.
type vector struct {
	ID             string
	Clock          string
	Start          string
	Zone           string
	Due            *string `json:"expected_due"`
	DueUTC         *string `json:"expected_due_utc"`
	LatestArguable *string `json:"latest_arguable"`
}

func vectors(t *testing.T) []vector {
	t.Helper()
	data, err := os.ReadFile("testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []vector
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func rules(t *testing.T) map[string]clock.Rule {
	t.Helper()
	data, err := os.ReadFile("testdata/rules.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]clock.Rule
	if err := yaml.Load(data, &all, yaml.WithKnownFields()); err != nil {
		t.Fatal(err)
	}
	return all
}

// starts reads the start of a vector: one instant, or two in the words of the
// vectors of the clock that has a cap.
func (v vector) starts(t *testing.T) []time.Time {
	t.Helper()
	if aware, classified, two := strings.Cut(v.Start, "; "); two {
		return []time.Time{
			at(t, strings.TrimPrefix(classified, "classified ")),
			at(t, strings.TrimPrefix(aware, "aware ")),
		}
	}
	return []time.Time{at(t, v.Start)}
}

func at(t *testing.T, s string) time.Time {
	t.Helper()
	parsed, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

func zone(t *testing.T, name string) clock.Zone {
	t.Helper()
	z, err := clock.ParseZone(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// onMachineIn runs a test as if the machine were set to a zone.
func onMachineIn(t *testing.T, name string) {
	t.Helper()
	before := time.Local
	t.Cleanup(func() { time.Local = before })
	time.Local = zone(t, name).Location()
}

func machines() []string {
	return []string{"UTC", "America/Los_Angeles", "Europe/Berlin", "Asia/Kolkata", "Pacific/Auckland"}
}

func TestVectors(t *testing.T) {
	for _, machine := range machines() {
		t.Run(strings.ReplaceAll(machine, "/", "-"), func(t *testing.T) {
			onMachineIn(t, machine)
			for _, v := range vectors(t) {
				t.Run(v.ID, func(t *testing.T) { v.check(t) })
			}
		})
	}
}

func (v vector) check(t *testing.T) {
	if v.Due == nil {
		v.checkRefused(t)
		return
	}
	name := v.Clock
	if v.ID == "11b" {
		// The vector has no later end, which is so for a bank. See
		// TestLateClassificationKeepsTheWeekend for the others.
		name = "eu-dora-initial-bank"
	}
	rule, ok := rules(t)[name]
	if !ok {
		t.Fatalf("there is no rule for %s", name)
	}
	rule.Zone = zone(t, v.Zone)
	got, err := clock.Due(rule, v.starts(t)...)
	if err != nil {
		t.Fatal(err)
	}
	if due := got.Due.Format(time.RFC3339); due != *v.Due {
		t.Errorf("due = %s, want %s\n%s", due, *v.Due, strings.Join(got.Basis, "\n"))
	}
	if due := got.Due.UTC().Format(time.RFC3339); due != *v.DueUTC {
		t.Errorf("due in UTC = %s, want %s", due, *v.DueUTC)
	}
	latest, want := "", ""
	if !got.LatestArguable.IsZero() {
		latest = got.LatestArguable.Format(time.RFC3339)
	}
	if v.LatestArguable != nil {
		want = *v.LatestArguable
	}
	if latest != want {
		t.Errorf("latest arguable = %q, want %q\n%s", latest, want, got.Source)
	}
	if (latest == "") != (got.Source == "") {
		t.Errorf("source = %q with latest arguable %q, want both or none", got.Source, latest)
	}
}

// checkRefused holds the vector whose start does not exist.
func (v vector) checkRefused(t *testing.T) {
	local, ok := strings.CutSuffix(v.Start, " (no offset)")
	wall, err := time.Parse("2006-01-02T15:04:05", local)
	if !ok || err != nil {
		t.Fatalf("start = %s, want a local time without an offset", v.Start)
	}
	if all, _ := clock.Instants(wall, zone(t, v.Zone).Location()); len(all) > 0 {
		t.Errorf("Instants(%s) = %v, want none", local, all)
	}
}

func TestSameDeadlineOnEveryMachine(t *testing.T) {
	for _, v := range vectors(t) {
		if v.Due == nil {
			continue
		}
		rule := rules(t)[v.Clock]
		rule.Zone = zone(t, v.Zone)
		want := ""
		for _, machine := range machines() {
			onMachineIn(t, machine)
			d, err := clock.Due(rule, v.starts(t)...)
			if err != nil {
				t.Fatal(err)
			}
			got := fmt.Sprintf("%+v", d)
			if want == "" {
				want = got
			}
			if got != want {
				t.Errorf("vector %s on a machine in %s:\n%s\nwant, as on the first\n%s", v.ID, machine, got, want)
			}
		}
	}
}
