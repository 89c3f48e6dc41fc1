package convert

import (
	"strings"
	"testing"
	"testing/fstest"
)

// What ran by itself stands in the text, in the order of the source, and a loss
// says that nothing runs here. One command after all else is there to copy.
func TestCACAOScripts(t *testing.T) {
	const text = `{"type": "playbook", "spec_version": "cacao-1.1", "name": "Scripts", "workflow_start": "start--1", "workflow": {
 "start--1": {"type": "start", "on_completion": "single--2"},
 "single--2": {"type": "single", "name": "several", "on_completion": "single--3", "commands": [
   {"type": "bash", "description": "First look", "command": "ls -l\ndate"}, {"type": "manual", "command": "Read what it says."}, {"type": "http-api", "command": "GET /x HTTP/1.1", "headers": {"Accept": ["text/plain"]}, "content": "one\ntwo"}, {"type": "manual", "command": "Write it down."}]},
 "single--3": {"type": "single", "name": "before", "on_completion": "single--4", "commands": [{"type": "ssh", "command": "uptime"}, {"type": "manual", "command": "Then ask."}]},
 "single--4": {"type": "single", "name": "after", "on_completion": "single--5", "commands": [{"type": "manual", "command": "Ask first."}, {"type": "ssh", "command": "echo ` + "`id`" + `\nuptime\n"}]},
 "single--5": {"type": "single", "name": "empty", "on_completion": "single--6", "commands": [{"type": "openc2-http"}]},
 "single--6": {"type": "single", "name": "no shell", "commands": [{"type": "http-api", "command": "GET /y HTTP/1.1"}]}}}`
	r, p := imported(t, "scripts.json", []byte(text), Options{Lenient: true})
	step := func(id string) (do, command string) {
		s, _ := p.Step(id)
		return s.Do, s.Command
	}
	do, command := step("several")
	wants(t, do, "First look", "bash:\n\n```\nls -l\ndate\n```", "Read what it says.", "http-api:\n\n```\nGET /x HTTP/1.1\n```", "Header Accept: text/plain", "Content:\n\n```\none\ntwo\n```", "Write it down.")
	if command != "" {
		t.Errorf("command %q", command)
	}
	do, command = step("before")
	wants(t, do, "ssh:\n\n```\nuptime\n```", "Then ask.")
	if command != "" {
		t.Errorf("command %q", command)
	}
	do, command = step("after")
	wants(t, do, "Ask first.", "Type: ssh.")
	if command != "echo `id`\nuptime\n" {
		t.Errorf("command %q", command)
	}
	do, _ = step("empty")
	wants(t, do, "Type: openc2-http.")
	_, command = step("no-shell")
	if command != "GET /y HTTP/1.1" {
		t.Errorf("command %q", command)
	}
	tells(t, r, `a command of the type "bash", which the source runs: said in words; nothing runs here`, `a command of the type "ssh", which`,
		`a command of the type "openc2-http", which`, `a command of the type "http-api", which`)
}

func TestAutomationsInWords(t *testing.T) {
	const xsoar = `
name: Scripts
starttaskid: "1"
tasks:
  "1": {type: condition, task: {name: "Is it open?", scriptName: IsOpen}, scriptarguments: {host: {simple: "${host}"}, query: {simple: "select  1\nfrom x"}}, nexttasks: {"yes": ["2"]}}
  "2": {type: regular, task: {name: Close it, script: "Builtin|||closeInvestigation", iscommand: true}, scriptarguments: {note: {simple: "a ` + "`b`" + `"}}, nexttasks: {"#none#": ["3"]}}
  "3": {type: regular, task: {name: Only arguments, description: Only arguments}, scriptarguments: {first: {simple: one}}}
`
	r, p := imported(t, "scripts.yml", []byte(xsoar), Options{})
	wants(t, p.Steps()[0].Do, "ran the automation `IsOpen`", "- host: `${host}`", "- query:\n\n  ```\n  select  1\n  from x\n  ```")
	wants(t, p.Steps()[1].Do, "ran the command `closeInvestigation`", "- note: `` a `b` ``")
	wants(t, p.Steps()[2].Do, "- first: `one`")
	if strings.Contains(p.Steps()[2].Do, "Only") {
		t.Errorf("said twice: %s", p.Steps()[2].Do)
	}
	tells(t, r, `the automation "IsOpen", which the source ran: said in words; nothing runs here`, `the command "closeInvestigation", which`)

	const catalyst = `
name: Scripts
tasks:
  hash: {type: automation, name: Hash it, automation: hash.sha1, payload: {default: "one\ntwo"}}
`
	r, p = imported(t, "scripts.yml", []byte(catalyst), Options{})
	wants(t, p.Steps()[0].Do, "ran the automation `hash.sha1`", "- default:\n\n  ```\n  one\n  two\n  ```")
	tells(t, r, "4:55: the automation", `the automation "hash.sha1", which the source ran: said in words; nothing runs here`)
}

// A step shows its command before its checks. Where the source has them the other
// way around, a loss says so.
func TestChecksBeforeACommand(t *testing.T) {
	r, p := imported(t, "order.md", []byte("# Order\n\n## One\n\n- Look first\n  - one\n  - two\n\n  ```\n  after\n  ```\n- Run first\n\n  ```\n  before\n  ```\n\n  - three\n  - four\n- Lettered\n  a. five\n  b. six\n\n  ```\n  then\n  ```\n- Lettered alone\n  a. seven\n  b. eight\n- Lettered and more\n  a. nine\n  b. ten\n\n  More of it.\n"), Options{})
	s := p.Steps()
	if len(s) != 5 {
		t.Fatalf("%d steps", len(s))
	}
	for i, want := range []struct {
		do, command string
		checks      int
	}{{"", "after", 2}, {"", "before", 2}, {"", "then", 2}, {"", "", 2}, {"- nine\n- ten\n\nMore of it.", "", 0}} {
		if got := s[i]; strings.TrimSpace(got.Do) != want.do || got.Command != want.command || len(got.Checks) != want.checks {
			t.Errorf("%s: do %q, command %q, checks %v", got.Title, got.Do, got.Command, got.Checks)
		}
	}
	if len(r.Losses) != 2 {
		t.Errorf("losses %v", r.Losses)
	}
	tells(t, r, `10:3: a list before a command, of "Look first": its checks are shown after the command`, `a list before a command, of "Lettered"`)
}

// The two texts of an action of RE&CT stay in their order.
func TestReactTextsInOrder(t *testing.T) {
	library := fstest.MapFS{"RA_1_look.yml": {Data: []byte("title: RA_1_look\nextended_description: |\n  First:\n\n  - one\n  - two\nworkflow: |\n  Second.\n\n  - three\n")}}
	_, p := imported(t, "RP_1.yml", []byte("id: RP_1\ntitle: RP_1_x\npreparation: [RA_1_look]\nidentification: []\n"), Options{Library: library})
	wants(t, p.Steps()[0].Do, "First:", "- one\n- two", "Second.")
	if c := p.Steps()[0].Checks; len(c) != 1 || c[0] != "three" {
		t.Errorf("checks %v", c)
	}
}
