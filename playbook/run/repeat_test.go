package run_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cordon/playbook"
	"cordon/playbook/run"
)

const repeatedSource = `format: cordon/1
id: hosts
title: Hosts
facts:
  hosts: {ask: Which hosts?, type: choices, options: {db-1: Database, web: Web server, vpn: VPN}}
  again: {ask: Are they back?, type: yes-no}
phases:
  - id: contain
    title: Contain
    steps:
      - {id: which, title: Find the hosts, record: [hosts, again]}
      - {id: isolate, title: Isolate the host, each: hosts, checks: [The port is shut], command: "fence {{ .hosts }} --port {{ .again }}"}
      - {id: wipe, title: Wipe the disk, each: hosts, needs: [isolate], when: again}
  - id: after
    title: After
    steps:
      - {id: report, title: Report, needs: [isolate]}
`

func beginRepeated(t testing.TB) *journal {
	t.Helper()
	book, err := playbook.Parse("hosts.yaml", []byte(repeatedSource))
	if err != nil {
		t.Fatal(err)
	}
	j := &journal{t: t, run: run.New("k7m2x9qd", book), now: time.Date(2026, 12, 4, 3, 0, 0, 0, time.FixedZone("", 3600))}
	return j.do("maria", run.Start(book, "", false))
}

func hosts(named ...string) run.Intention {
	return run.RecordFact("hosts", playbook.ChoicesValue(named...), "", "")
}

// rows writes the steps that there are, each with how it stands.
func rows(r run.Run) string {
	var all []string
	for _, s := range r.Steps() {
		all = append(all, fmt.Sprintf("%s %s %s", s.Number, s.State, s.Applies))
	}
	return strings.Join(all, ", ")
}

func TestRepeatedSteps(t *testing.T) {
	j := beginRepeated(t)
	want := func(rowsWant string) {
		t.Helper()
		if got := rows(j.run); got != rowsWant {
			t.Errorf("the steps are %s\nwant          %s", got, rowsWant)
		}
	}
	want("1.1 todo yes, 1.2 todo unknown, 1.3 todo unknown, 2.1 todo yes")
	if s := j.run.Step("isolate"); !slices.Equal(s.WaitsFor, []string{"hosts"}) {
		t.Errorf("1.2 waits for %q", s.WaitsFor)
	}
	j.do("maria", hosts("db-1", "vpn"), run.RecordFact("again", playbook.YesNoValue(true), "", ""))
	want("1.1 todo yes, 1.2.1 todo yes, 1.2.3 todo yes, 1.3.1 todo yes, 1.3.3 todo yes, 2.1 todo yes")
	if s, err := j.run.Find("1.2.3"); err != nil || s.ID != "isolate.vpn" || s.Title != "Isolate the host: VPN" {
		t.Errorf("1.2.3 is %q %q, %v", s.ID, s.Title, err)
	}
	if got := j.why(run.CompleteStep("isolate", "")); !strings.Contains(got, `it is done once for each answer to "Which hosts?": 1.2.1, 1.2.3`) {
		t.Errorf("the step that gave way: %s", got)
	}
	if got := j.why(run.CompleteStep("isolate.web", "")); !strings.Contains(got, `"Web server" is not among the answers to "Which hosts?"`) {
		t.Errorf("a value that nobody named: %s", got)
	}
	if got := j.why(run.CompleteStep("report", "")); !strings.Contains(got, "1.2.1 Isolate the host: Database") || !strings.Contains(got, "1.2.3 ") {
		t.Errorf("what needs it waits for all: %s", got)
	}
	if lacks := j.run.Lacks(j.run.Step("wipe.vpn")); len(lacks) != 1 || lacks[0].Name != "isolate.vpn" {
		t.Errorf("1.3.3 lacks %v", lacks)
	}
	if got := j.run.Command(j.run.Step("contain/isolate.vpn")).Text; got != "" {
		t.Errorf("a step has no name like that: %s", got)
	}
	if got := j.run.Command(j.run.Step("isolate.vpn")).Text; got != "fence vpn --port yes" {
		t.Errorf("the command is %s", got)
	}
	j.do("maria", run.TickCheck("isolate.db-1", 1), run.CompleteStep("isolate.db-1", ""), run.AddNote("wipe.vpn", "no key"))
	j.do("maria", hosts("web"))
	want("1.1 todo yes, 1.2.1 done no, 1.2.2 todo yes, 1.3.2 todo yes, 1.3.3 todo no, 2.1 todo yes")
	if got, want := j.run.Progress(), (run.Progress{Settled: 1, Total: 5}); got != want {
		t.Errorf("progress %v, want %v", got, want)
	}
	if f := found(j.run, run.Beside{}); !slices.Contains(f, `note value-gone isolate.db-1 [5 7]: 1.2.1 "Isolate the host: Database" done, and "Database" is not among the answers to "Which hosts?"`) {
		t.Errorf("found %q", f)
	}
	j.do("maria", run.Undo("maria", 7), run.Undo("maria", 2))
	want("1.1 todo yes, 1.2 todo unknown, 1.2.1 done no, 1.3 todo unknown, 1.3.3 todo no, 2.1 todo yes")
}

// TestRepeatedAddStep: what is added behind a repeated step stands behind all that
// it comes to, or behind one of them.
func TestRepeatedAddStep(t *testing.T) {
	j := beginRepeated(t).do("maria", hosts("db-1", "web"), run.AddStep("contain", "Ask the hoster", "isolate.db-1"), run.AddStep("contain", "Look at the switch", "isolate"), run.AddStep("contain", "Call", ""))
	if got, want := rows(j.run), "1.1 todo yes, 1.2.1 todo yes, 1.2.1a todo yes, 1.2.2 todo yes, 1.2a todo yes, 1.3.1 todo unknown, 1.3.2 todo unknown, 1.3a todo yes, 2.1 todo yes"; got != want {
		t.Errorf("the steps are %s\nwant          %s", got, want)
	}
}

// TestRepeatedJoin: a playbook that joins brings further values, and steps of its
// own that are repeated.
func TestRepeatedJoin(t *testing.T) {
	other, err := playbook.Parse("other.yaml", []byte(`format: cordon/1
id: other
title: Other
facts:
  hosts: {ask: Which hosts?, type: choices, options: {mail: Mail, web: Web}}
phases:
  - {id: p, title: P, steps: [{id: tell, title: Tell its owner, each: hosts}]}
`))
	if err != nil {
		t.Fatal(err)
	}
	j := beginRepeated(t).do("maria", hosts("db-1"))
	ev, err := run.AddPlaybook(other)(j.run)
	if err != nil {
		t.Fatal(err)
	}
	r, err := j.run.Apply(j.run.Head(), &run.Entry{Seq: j.run.Head().Seq + 1, By: "maria", Event: ev})
	if err != nil {
		t.Fatal(err)
	}
	r, err = r.Apply(r.Head(), &run.Entry{Seq: r.Last().Seq + 1, By: "maria", Event: run.FactRecorded{Fact: "hosts", Value: playbook.ChoicesValue("web", "mail")}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := rows(r), "1.1 todo yes, 1.2.2 todo yes, 1.2.4 todo yes, 1.3.2 todo unknown, 1.3.4 todo unknown, 2.1 todo yes, b1.1.2 todo yes, b1.1.4 todo yes"; got != want {
		t.Errorf("the steps are %s\nwant          %s", got, want)
	}
	if s, err := r.Find("other/tell.mail"); err != nil || s.Title != "Tell its owner: Mail" {
		t.Errorf("other/tell.mail is %q, %v", s.Title, err)
	}
}

// A repeatedModel is what the steps of a run with repeated ones should be, worked
// out from the entries alone.
type repeatedModel struct{ model }

func (m repeatedModel) String() string {
	var named []string
	e := m.lastly(func(ev run.Event) bool { f, ok := ev.(run.FactRecorded); return ok && f.Fact == "hosts" })
	if e != nil {
		named = e.Event.(run.FactRecorded).Value.List()
	}
	values := []string{"db-1", "web", "vpn"}
	var b strings.Builder
	row := func(id string, named bool) {
		worked := m.lastly(func(ev run.Event) bool { return run.StepOf(ev) == id && ev.Kind() != "fact-recorded" }) != nil
		if state, _ := m.step(id); named || worked {
			fmt.Fprintf(&b, "%s %s\n", id, state)
		}
	}
	row("which", true)
	for _, id := range []string{"isolate", "wipe"} {
		row(id, e == nil)
		for _, v := range values {
			row(id+"."+v, slices.Contains(named, v))
		}
	}
	row("report", true)
	return b.String()
}

// TestRepeatedAgainstModel does anything to the steps of a run and its values, in
// any order, and compares which steps there are with the model; so do the phases,
// and the run when it is replayed.
func TestRepeatedAgainstModel(t *testing.T) {
	ids := []string{"which", "isolate", "isolate.db-1", "isolate.web", "isolate.vpn", "wipe", "wipe.db-1", "wipe.web", "wipe.vpn", "report"}
	rapid.Check(t, func(rt *rapid.T) {
		rnd := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 5))
		j := beginRepeated(t)
		for range rapid.IntRange(1, 40).Draw(rt, "actions") {
			id := ids[rnd.IntN(len(ids))]
			named := slices.DeleteFunc([]string{"db-1", "web", "vpn"}, func(string) bool { return rnd.IntN(2) == 0 })
			for _, intend := range []run.Intention{[]run.Intention{
				hosts(named...), hosts(named...), run.RecordFact("again", playbook.YesNoValue(rnd.IntN(2) == 0), "", id),
				run.CompleteStep(id, "because"), run.SkipStep(id, "no"), run.BlockStep(id, "no"), run.ReopenStep(id, "again"), run.AddNote(id, "x"),
				run.TickCheck(id, 1), run.Undo("maria", 0), run.Redo("maria"), run.Undo("maria", rnd.Uint64N(j.run.Head().Seq)+1),
			}[rnd.IntN(12)]} {
				if j.tries(intend) {
					j.do("maria", intend)
				}
			}
		}
		var got strings.Builder
		var phases []run.Step
		for _, s := range j.run.Steps() {
			fmt.Fprintf(&got, "%s %s\n", s.ID, s.State)
		}
		for i := range j.run.Book().Phases {
			phases = append(phases, j.run.Phase(i)...)
		}
		if want := (repeatedModel{model{j.run.Book(), j.run.Entries()}}).String(); got.String() != want {
			rt.Errorf("the steps are\n%swant\n%s", got.String(), want)
		}
		if len(phases) != len(j.run.Steps()) || !j.run.Shows(j.run.Current().ID) {
			rt.Errorf("%d steps in phases of %d, at %s", len(phases), len(j.run.Steps()), j.run.Current().ID)
		}
		replayed, err := run.Replay(j.run.ID(), j.run.Began(), j.run.Head(), j.run.Entries())
		if err != nil || rows(replayed) != rows(j.run) {
			rt.Errorf("replayed, the steps are %s, %v", rows(replayed), err)
		}
	})
}

// TestRepeatedTooOften: what would make a list that nobody reads is refused.
func TestRepeatedTooOften(t *testing.T) {
	var options, steps strings.Builder
	for i := range 251 {
		fmt.Fprintf(&options, "      o%d: O\n", i)
	}
	for i := range 2 {
		fmt.Fprintf(&steps, "      - {id: s%d, title: S, each: hosts}\n", i)
	}
	_, err := playbook.Parse("x.yaml", []byte("format: cordon/1\nid: x\ntitle: X\nfacts:\n  hosts:\n    ask: H?\n    type: choices\n    options:\n"+options.String()+"phases:\n  - id: p\n    title: P\n    steps:\n"+steps.String()))
	if problems, ok := errors.AsType[playbook.Problems](err); !ok || !strings.Contains(problems.Error(), "come to 502: a run takes 500") {
		t.Errorf("got %v", err)
	}
}
