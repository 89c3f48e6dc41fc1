package convert_test

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/convert"
	"cordon/playbooks"
)

func shipped(t *testing.T) []*playbook.Playbook {
	t.Helper()
	l := playbooks.Library{}
	var all []*playbook.Playbook
	listed, err := l.List()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range listed {
		p, err := l.Open(e.ID)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

var noon = time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)

// What was exported keeps every rule, and comes back as the same steps in the
// same order, under the same conditions, with the same questions and clocks.
func TestExportComesBack(t *testing.T) {
	for _, p := range shipped(t) {
		t.Run(p.ID, func(t *testing.T) {
			data, _ := convert.Export(p, noon)
			if again, _ := convert.Export(p, noon); !bytes.Equal(again, data) {
				t.Error("the same playbook gives other bytes")
			}
			r, err := convert.Import(p.ID+".json", data, convert.Options{Strict: true})
			if err != nil {
				t.Fatal(err)
			}
			back, err := playbook.Parse("back", r.YAML)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := outline(back), outline(p); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// The same for a playbook that has every key of the format.
func TestExportOfEveryKey(t *testing.T) {
	source, err := os.ReadFile("../testdata/everything.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := playbook.Parse("everything", source)
	if err != nil {
		t.Fatal(err)
	}
	data, _ := convert.Export(p, noon)
	if got, want := outline(parsed(t, "everything.json", data)), outline(p); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// What a playbook was made from, and what its source calls its steps, comes back as
// well, also by a second way; without a source it is the file.
func TestExportKeepsTheSource(t *testing.T) {
	source, err := os.ReadFile("../testdata/everything.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := playbook.Parse("everything", source)
	if err != nil || p.Origin == (playbook.Origin{}) {
		t.Fatal(err, p.Origin)
	}
	data, left := convert.Export(p, noon)
	for _, part := range []string{`"licence": `, "This playbook was made from it"} {
		if !bytes.Contains(data, []byte(part)) {
			t.Errorf("there is no %s", part)
		}
	}
	back := parsed(t, "everything.json", data)
	again, _ := convert.Export(back, noon)
	for _, b := range []*playbook.Playbook{back, parsed(t, "again.json", again)} {
		if b.Origin != p.Origin {
			t.Errorf("source %+v, want %+v", b.Origin, p.Origin)
		}
		for i, s := range b.Steps() {
			if want := p.Steps()[i].SourceID; s.SourceID != want {
				t.Errorf("%s: source_id %q, want %q", s.ID, s.SourceID, want)
			}
		}
	}
	if slices.ContainsFunc(left, func(s string) bool { return strings.Contains(s, "source") }) {
		t.Errorf("left %v", left)
	}

	p.Origin = playbook.Origin{}
	data, _ = convert.Export(p, noon)
	if back = parsed(t, "everything.json", data); back.Origin.Kind != "CACAO 2.0" || back.Origin.SHA256 == "" {
		t.Errorf("source %+v", back.Origin)
	}
}

// outline is all of a playbook that an export keeps.
func outline(p *playbook.Playbook) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %q %s see %v\n%s\n%+v\n", p.ID, p.Title, p.Version, p.See, strings.TrimSpace(p.About), p.Roles)
	for _, f := range p.Facts {
		fmt.Fprintf(&b, "fact %s %q %s %+v %v %v\n", f.ID, f.Ask, f.Type, f.Options, f.Because, f.Ahead)
	}
	for _, c := range p.Clocks {
		c.When = playbook.Condition{Source: c.When.Source}
		fmt.Fprintf(&b, "clock %+v\n", c)
	}
	for _, phase := range p.Phases {
		fmt.Fprintf(&b, "phase %s %q %q %s\n", phase.ID, phase.Title, phase.Goal, phase.Use)
		for _, s := range phase.Steps {
			s.When, s.SourceID, s.Message = playbook.Condition{Source: s.When.Source}, "", ""
			s.Do, s.Caution, s.Verify, s.Compare, s.Evidence = trimmed(s.Do), trimmed(s.Caution), trimmed(s.Verify), trimmed(s.Compare), trimmed(s.Evidence)
			fmt.Fprintf(&b, "%+v\n", s)
		}
	}
	return b.String()
}

func trimmed(s string) string { return strings.TrimSpace(s) }

// The ids of a source of CACAO are kept, and a playbook that came from there
// comes back with them.
func TestExportKeepsIDs(t *testing.T) {
	const source = `{
 "type": "playbook", "spec_version": "cacao-2.0", "id": "playbook--8a2f7c5e-3f0e-4b7a-9a1c-5f0d2f9c1b11", "name": "Two", "created_by": "identity--2d0f6a0e-7d0b-4e43-8f2e-0a6f5d4c3b21",
 "created": "2026-11-27T09:00:00.000Z", "modified": "2026-11-27T09:00:00.000Z", "workflow_start": "start--5a0b8c1d-1111-4a11-8a11-000000000001",
 "workflow": {
  "start--5a0b8c1d-1111-4a11-8a11-000000000001": {"type": "start", "on_completion": "action--5a0b8c1d-1111-4a11-8a11-000000000002"},
  "action--5a0b8c1d-1111-4a11-8a11-000000000002": {"type": "action", "name": "Look", "commands": [{"type": "manual", "command": "Look."}], "agent": "group--5a0b8c1d-1111-4a11-8a11-00000000000a", "on_completion": "end--5a0b8c1d-1111-4a11-8a11-000000000003"},
  "end--5a0b8c1d-1111-4a11-8a11-000000000003": {"type": "end"}},
 "agent_definitions": {"group--5a0b8c1d-1111-4a11-8a11-00000000000a": {"type": "group", "name": "On call"}}
}`
	data, _ := convert.Export(parsed(t, "two.json", []byte(source)), noon)
	for _, id := range []string{`"id": "playbook--8a2f7c5e-3f0e-4b7a-9a1c-5f0d2f9c1b11"`, `"action--5a0b8c1d-1111-4a11-8a11-000000000002": {`, `"created_by": "identity--2d0f6a0e-7d0b-4e43-8f2e-0a6f5d4c3b21"`} {
		if !bytes.Contains(data, []byte(id)) {
			t.Errorf("there is no %s in\n%s", id, data)
		}
	}
}

// A playbook that came from CACAO with decisions and a loop comes back as it was.
func TestExportOfAnImport(t *testing.T) {
	for _, name := range []string{"testdata/loop.json", "testdata/xsoar.yml", "testdata/catalyst.yml"} {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		p := parsed(t, name, source)
		data, left := convert.Export(p, noon)
		if len(left) > 0 {
			t.Errorf("%s: left out %v", name, left)
		}
		if got, want := outline(parsed(t, name+".json", data)), outline(p); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
	}
}

func parsed(t *testing.T, name string, source []byte) *playbook.Playbook {
	t.Helper()
	r, err := convert.Import(name, source, convert.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := playbook.Parse(name, r.YAML)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// What somebody put between our steps is read, by the rules for playbooks of
// others.
func TestExportThatSomebodyChanged(t *testing.T) {
	p := shipped(t)[0]
	data, _ := convert.Export(p, noon)
	changed := bytes.Replace(data, []byte(`"guards": "`), []byte(`"tells": "`), 1)
	r, err := convert.Import("changed.json", changed, convert.Options{})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(r.Losses, func(l convert.Loss) bool { return l.What == "a step that Cordon did not write" })
	if i < 0 || r.Losses[i].Line < 2 {
		t.Errorf("losses: %v", r.Losses)
	}
}

// A condition that no pattern can say stands behind a variable of its own.
func TestExportOfAnyCondition(t *testing.T) {
	const source = `format: cordon/1
id: any
title: Any
facts:
  vendor: {ask: Which vendor?, type: text}
  a__b: {ask: An odd name, type: yes-no}
  seen: {ask: When was it seen?, type: time, ahead: true}
  applies_ask: {ask: A name that is taken, type: yes-no}
clocks:
  told: {title: Tell them, within: 24 hours, to: them, from: seen, when: len(vendor) > 0}
phases:
  - id: only
    title: Only
    use: read-do
    steps:
      - {id: first, title: First, group: Here, record: [vendor, seen, a__b], optional: true, pause: true, tonight: true, expects: 90s, checks: ["- one", "*two*"]}
      - {id: odd, title: Odd, when: a__b && !applies_ask}
      - {id: a--b, title: Odder, when: lower(vendor) == "x"}
      - {id: a-b, title: Oddest, when: lower(vendor) == "y"}
      - {id: ask, title: Ask, when: 'len(vendor) > 3', needs: [first], files: [told], command: "echo {{ .vendor }}", compare: "- A case", verify: It is so, evidence: A file, caution: Slowly}
`
	p, err := playbook.Parse("any", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	data, _ := convert.Export(p, noon)
	for _, part := range []string{`"condition": "__applies_ask_2__:value = 'true'"`, `"__applies_ask_2__": {`, `"Whether this holds: len(vendor) > 3"`} {
		if !bytes.Contains(data, []byte(part)) {
			t.Errorf("there is no %s in\n%s", part, data)
		}
	}
	if got, want := outline(parsed(t, "any.json", data)), outline(p); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A command that somebody changed in an exported file is not lost.
func TestExportWithAChangedCommand(t *testing.T) {
	p := shipped(t)[0]
	data, _ := convert.Export(p, noon)
	at := bytes.Index(data, []byte(`"command": "`)) + len(`"command": "`)
	changed := slices.Concat(data[:at], []byte("Call Ada first. "), data[at:])
	r, err := convert.Import("changed.json", changed, convert.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Losses) != 1 || !strings.Contains(r.Losses[0].What, "changed after the export") || !bytes.Contains(r.YAML, []byte("Call Ada first.")) {
		t.Errorf("losses %v", r.Losses)
	}
}
