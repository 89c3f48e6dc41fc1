package tui

import (
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

const hostsSource = `format: cordon/1
id: hosts
title: Hosts
facts:
  hosts: {ask: Which hosts?, type: choices, options: {db-1: Database, web: Web server, vpn: VPN}}
phases:
  - id: contain
    title: Contain
    steps:
      - {id: which, title: Find the hosts, record: [hosts]}
      - {id: isolate, title: Isolate the host, each: hosts, checks: [The port is shut], verify: It answers nobody., command: "fence {{ .hosts }}"}
  - id: after
    title: After
    steps:
      - {id: report, title: Report, needs: [isolate]}
`

// TestRepeatedStep walks a step that is repeated: it waits for its fact, gives way
// to one for each value, and keeps what was done for a value that is taken away.
func TestRepeatedStep(t *testing.T) {
	book, err := playbook.Parse("hosts.yaml", []byte(hostsSource))
	if err != nil {
		t.Fatal(err)
	}
	m := fake.NewMemory(t)
	m.Book = book
	id := m.Begin(t, "maria")
	driveRun(t, m, screen.Config{Open: id, ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		wait := func() { d.Wait(time.Second) }
		shows(d, "1.1 Find the hosts", "... 1.2 Isolate the host")
		d.Press("j")
		shows(d, "repeated: once for each answer to", "It waits for: Which")
		d.Press("k", "d")
		wait()
		shows(d, "Which hosts?", "Web server")
		d.Press("space", "j", "j", "space", "tab", "tab", "enter")
		wait()
		shows(d, "1.2.1 Isola...: Database", "1.2.3 Isolate th...: VPN")
		showsNot(d, "1.2.2")
		d.Resize(50, 15)
		shows(d, "next 1.2.1 Iso", ": Dat")
		d.Resize(80, 24)
		d.Press("j")
		shows(d, "1.2.1  Isolate the host: Database", "$ fence db-1")
		d.Press("enter", "space")
		wait()
		d.Press("space")
		wait()
		d.Press(".")
		shows(d, "[x] 1.2.1", "1.2.3  Isolate the host: VPN", "$ fence vpn")
		if _, err := m.Record(m.Run[id], run.Stamp{By: "ben", Now: fake.Began.Add(time.Hour)}, run.RecordFact("hosts", playbook.ChoicesValue("web"), "", "which")); err != nil {
			t.Fatal(err)
		}
		wait()
		shows(d, "[x] 1.2.1", "1.2.2 Iso...: Web server")
		showsNot(d, "1.2.3")
		d.Press("K", "g")
		d.Press("/")
		d.Type("1.2.1")
		d.Press("enter")
		wait()
		if f := strings.Join(strings.Fields(d.Frame()), " "); !strings.Contains(f, `"Database" is not among`) {
			t.Errorf("the frame does not say that the value is gone:\n%s", d.Frame())
		}
	})
}
