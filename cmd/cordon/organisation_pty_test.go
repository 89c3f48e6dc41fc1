//go:build unix

package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"cordon/playbook/run"
)

// TestTerminalOrganisation: on a calm day the ten questions make a profile, at
// night a start shows it, enter records it, and few deadlines count from the
// first second. One answer changes, and the report shows all of it.
func TestTerminalOrganisation(t *testing.T) {
	takesLong(t)
	t.Parallel()
	o := newOffice(t)
	p := o.sit(window{80, 24})
	p.reads("Write a profile")
	p.Press("o")
	for i, answer := range []string{"Acme GmbH", "Europe/Berlin", "#13", "#2", "#1", "#8", "48", "Maria Lopez, +49301, Tom Ode +49302", "", "24, +49 800 1"} {
		p.dialog(fmt.Sprintf("%d of 10", i+1))
		p.fills(answer)
		p.acts("enter")
	}
	p.reads("Wrote ")
	profile := filepath.Join(o.home, ".config", "cordon", "organisation.yaml")
	for path, want := range map[string]os.FileMode{profile: 0o600, filepath.Dir(profile): 0o700 | os.ModeDir} {
		if info, err := os.Stat(path); err != nil || info.Mode() != want {
			t.Errorf("%s: %v, %v, want the mode %v", path, info.Mode(), err, want)
		}
	}
	o.must("organisation", "lint")

	p.Press("n")
	p.dialog("1 of 2")
	p.Type("customer")
	p.reads("> customer")
	p.acts("enter")
	p.dialog("2 of 2")
	p.acts("enter")
	p.dialog("From your profile: Acme GmbH")
	p.reads("EU or EEA, United States")
	p.acts("enter")
	p.dialog("About")
	p.acts("enter")
	p.reads("you are here")
	p.quits()

	runs, err := o.store().Runs()
	if err != nil || len(runs) != 1 {
		t.Fatalf("%d runs, %v", len(runs), err)
	}
	id := runs[0].ID
	o.must("record", id, "suspected_at=-9h", "discovered_at=-8h", "aware_at=-1h")
	if ids := counting(t, o, id); len(ids) > 8 {
		t.Errorf("%d clocks count, want at most 8: %v", len(ids), ids)
	}
	o.must("record", id, "regions=eu")
	report := o.must("report", id)
	for _, want := range []string{
		`(?m)^- Profile of the organisation, used: .* entry 2$`, `(?m)^- Profile of the organisation, profile: Acme GmbH$`,
		`(?m)^- Profile of the organisation, answered, changed later: Where do the affected people live`,
		`(?m)^- Profile of the organisation, answered: .*NIS2`,
		`(?m)^- Profile of the organisation, to call, Incident lead: Maria Lopez, \+49301; stands in: Tom Ode \+49302$`,
	} {
		if !regexp.MustCompile(want).MatchString(report) {
			t.Errorf("the report does not show %s", want)
		}
	}
	used, ok := o.load(id).Profile()
	if source, err := os.ReadFile(profile); err != nil || !ok || string(used.Source) != string(source) {
		t.Errorf("the run does not keep the profile as it was: %v, %v", ok, err)
	}
}

// fills gives an answer: options behind # by their numbers, else text.
func (p *person) fills(answer string) {
	p.t.Helper()
	options, ok := strings.CutPrefix(answer, "#")
	if !ok {
		p.Type(answer)
		return
	}
	for _, option := range strings.Split(options, "") {
		p.Press(option)
	}
}

// counting returns the ids of the clocks that count.
func counting(t *testing.T, o office, id string) []string {
	t.Helper()
	var clocks []struct {
		ID    string
		State run.ClockStatus
	}
	if err := json.Unmarshal([]byte(o.must("clock", "ls", id, "--json")), &clocks); err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, c := range clocks {
		switch c.State {
		case run.ClockRunning, run.ClockDueSoon, run.ClockOverdue:
			ids = append(ids, c.ID)
		}
	}
	return ids
}
