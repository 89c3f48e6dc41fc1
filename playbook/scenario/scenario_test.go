package scenario_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"cordon/playbook"
	"cordon/playbook/scenario"
)

const bookSource = `format: cordon/1
id: keys
title: Keys
facts:
  aware_at: {ask: When did we know?, type: time}
  decided_at: {ask: When did we decide?, type: time}
  affected: {ask: How many?, type: number}
  regions: {ask: Where?, type: choices, options: {eu: EU, us: US}}
  risk: {ask: How likely is harm?, type: choice, options: {low: Low, high: High}, because: required}
  hours: {ask: How many hours does the contract give?, type: number}
clocks:
  authority: {title: Tell the authority, within: 72 hours, from: aware_at, when: '"eu" in regions'}
  final: {title: Final report, within: 1 month, zone: America/New_York, after: authority}
  people: {title: Tell the people, from: decided_at}
  contract: {title: Tell the customer, hours: hours, from: decided_at}
messages:
  notice: {title: Notice, body: "{{ .affected }} people, since {{ .aware_at }}"}
  inside: {title: To staff, body: "{{ .affected }} people"}
  spare: {title: No step writes it, body: "Since {{ .aware_at }}"}
phases:
  - id: only
    title: Only
    steps:
      - {id: count, title: Count, record: [aware_at, decided_at, affected, regions, risk, hours], checks: [Twice], message: inside}
      - {id: tell, title: Tell, when: risk == "high", message: notice, files: [authority, final, people, contract]}
      - {id: us-only, title: Ask the office there, when: '"us" in regions'}
`

// play parses and runs a scenario of the playbook above.
func play(t *testing.T, text string) (scenario.Report, error) {
	t.Helper()
	book, err := playbook.Parse("keys.yaml", []byte(bookSource))
	if err != nil {
		t.Fatal(err)
	}
	s, err := scenario.Parse("s.yaml", []byte(text))
	if err != nil {
		return scenario.Report{}, err
	}
	return scenario.Run(s, book)
}

// head begins a scenario; facts and what follows come after it.
const head = `format: cordon-scenario/1
playbook: keys
zone: Europe/Berlin
now: 2027-03-28 09:00
`

// said writes down deviations without the lines of the file.
func said(r scenario.Report) string {
	var b strings.Builder
	for _, d := range r.Deviations {
		fmt.Fprintf(&b, "%d:%d %s\n", d.Line, d.Column, d.Text)
	}
	return b.String()
}

func TestScenarioPasses(t *testing.T) {
	r, err := play(t, head+`
facts:
  aware_at: 2027-03-26 14:30          # before the clocks go forward
  decided_at: {value: -15m, at: 2027-03-28 08:50}
  affected: 12,400
  regions: [EU]
  risk: {value: High, because: Passwords}
do:
  - {done: count, because: Nobody has the contract}
  - {file: authority, at: 2027-03-28 08:00, reference: 0815}
  - {waive: people, because: Nobody can be harmed}
  - {confirm: contract, because: The customer says so}
  - {skip: "us-only", because: Nobody lives there}
expect:
  steps: {apply: [tell, count], not: [us-only], wait: []}
  clocks:
    authority: {state: filed-in-time, due: 2027-03-29 15:30}
    final: {state: running, due: 2027-04-28 23:59:59 -04:00}
    people: {state: not-notified}
    contract: {state: running, uncounted: true}
  drafts: {notice: {}, inside: {gaps: []}, spare: {}}
`)
	if err != nil || len(r.Deviations) > 0 {
		t.Errorf("Run = %v, %v", said(r), err)
	}
}

// Everything that came out otherwise is said, once, where it stands.
func TestDeviations(t *testing.T) {
	const facts = "facts: {aware_at: 2027-03-26 14:30, affected: 3, regions: [us]}\n"
	tests := []struct{ name, facts, expect, want string }{
		{"nothing is looked at", facts, "expect: {}", ""},
		{"steps", facts, "expect: {steps: {apply: [tell], not: [], wait: [count]}}", "" +
			"6:25 step us-only applies, and apply does not list it\n" +
			"6:26 step tell waits for risk, expected under apply\n" +
			"6:49 step count applies, expected under wait\n"},
		{"a list that is not given", facts, "expect: {steps: {apply: [count, us-only]}}", ""},
		{"a clock that does not apply", facts, "expect: {clocks: {authority: {state: running}}}",
			"6:19 clock authority: state is does-not-apply, expected running\n"},
		{"a clock that nobody expects", "facts: {aware_at: 2027-03-26 14:30}\n", "expect: {clocks: {}}",
			"6:18 clock authority counts and is not listed: {state: running, due: 2027-03-29 15:30 +02:00, candidate: true}\n"},
		{"every key of a clock", "facts: {aware_at: 2027-03-26 14:30}\n",
			"expect: {clocks: {authority: {state: overdue, due: 2027-03-29 14:30, latest: 2027-03-30 14:30, candidate: false}}}", "" +
				"6:38 clock authority: state is running, expected overdue\n" +
				"6:52 clock authority: due is 2027-03-29 15:30 +02:00, expected 2027-03-29 14:30 +02:00\n" +
				"6:78 clock authority: latest is none, expected 2027-03-30 14:30 +02:00\n" +
				"6:107 clock authority: candidate is true, waiting for regions, expected false\n"},
		{"a key that is missing", "facts: {aware_at: 2027-03-26 14:30}\n", "expect: {clocks: {authority: {state: running}}}", "" +
			"6:19 clock authority: due is 2027-03-29 15:30 +02:00, expected none\n" +
			"6:19 clock authority: candidate is true, waiting for regions, expected false\n"},
		{"a limit that is missing", "facts: {decided_at: 2027-03-26 14:30}\n", "expect: {clocks: {people: {state: running}, contract: {state: running}}}",
			"6:45 clock contract: uncounted is the limit is not recorded yet: How many hours does the contract give?, expected false\n"},
		{"drafts", facts, "expect: {drafts: {inside: {gaps: [affected]}, notice: {}}}", "" +
			"6:18 draft spare is not listed, its gaps are []\n" +
			"6:34 draft inside: gaps are [], expected [affected]\n" +
			"6:47 draft notice: no step that applies writes it\n"},
	}
	for _, tt := range tests {
		r, err := play(t, head+tt.facts+tt.expect+"\n")
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		} else if got := said(r); got != tt.want {
			t.Errorf("%s: came out\n%swant\n%s", tt.name, got, tt.want)
		}
	}
}

// What Print writes is what makes the scenario pass.
func TestPrintedIsExpected(t *testing.T) {
	for _, facts := range []string{
		"facts: {}\n",
		"facts: {aware_at: 2027-03-26 14:30}\n",
		"facts: {aware_at: 2027-03-26 14:30, decided_at: 2027-03-27 10:00, affected: 3, regions: [eu], risk: {value: high, because: x}}\ndo:\n- {file: authority}\n",
	} {
		r, err := play(t, head+facts+"expect: {}\n")
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := scenario.Print(&b, r); err != nil {
			t.Fatal(err)
		}
		again, err := play(t, head+facts+b.String())
		if err != nil || len(again.Deviations) > 0 {
			t.Errorf("with %swhat is printed comes out as %s %v:\n%s", facts, said(again), err, b.String())
		}
	}
}

// What is wrong with a file comes all at once, each with its place.
func TestProblems(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"nothing", "", "1:1 there is no scenario in this file\n"},
		{"something else", "a: b\n", "1:1 this scenario has no format\n"},
		{"a newer format", "format: cordon-scenario/2\nx: y\n", "1:9 the format \"cordon-scenario/2\" is not known\n"},
		{"nothing expected", "format: cordon-scenario/1\n",
			"1:1 this scenario has no playbook\n1:1 this scenario has no now\n1:1 this scenario has no expect\n"},
		{"wrong all over", head + "facts: [a]\ndo: {done: count}\nexpect: {steps: x, clocks: {a: {}}, drafts: []}\n", "" +
			"5:8 facts must be facts by their ids, this is a list\n" +
			"6:5 scenario do must be a list, this is a group of keys\n" +
			"7:17 steps must be a group of keys, this is text\n" +
			"7:32 this clock has no state\n" +
			"7:45 drafts must be drafts by their ids, this is a list\n"},
		{"an alias", head + "facts: {a: &x 1, b: *x}\nexpect: {}\n", "5:21 anchors and aliases are not part of a scenario\n"},
		{"a merge", head + "facts: {<<: {a: 1}}\nexpect: {}\n", "5:9 merge keys are not part of the format\n"},
		{"two deeds in one", head + "do: [{done: a, skip: b}, {}, x]\nexpect: {}\n", "" +
			"5:6 a deed is one of done, skip, file, waive and confirm\n" +
			"5:26 a deed is one of done, skip, file, waive and confirm\n" +
			"5:30 a deed must be a group of keys, this is text\n"},
		{"twice", head + "facts: {a: 1, a: 2}\nexpect: {steps: {wait: [a, a]}}\n",
			"5:15 the key \"a\" is there twice, first in line 5\n6:28 steps wait names \"a\" twice\n"},
		{"a time that never was", "format: cordon-scenario/1\nplaybook: keys\nzone: Europe/Berlin\nnow: 2027-03-28 02:30\nexpect: {}\n",
			"4:6 scenario now: there was no 02:30 on 2027-03-28 here: the clocks were put forward over it. Write 2027-03-28 01:30 +01:00 or 2027-03-28 03:30 +02:00\n"},
		{"a zone that is none", "format: cordon-scenario/1\nplaybook: keys\nzone: CET or so\nnow: 2027-03-28 02:30\nexpect: {}\n",
			"3:7 scenario zone: "},
		{"what the playbook does not have", head + "facts: {afected: 3, affected: many}\nexpect: {steps: {apply: [coun, \"1.1\"]}, clocks: {final: {state: running}, x: {state: running}}, drafts: {notice: {gaps: [risks]}}}\n", "" +
			"5:9 no such fact \"afected\", did you mean \"affected\"?\n" +
			"5:31 How many? \"many\" is not a number: write it like 12400 or 12,400\n" +
			"6:26 no such step \"coun\", did you mean \"count\"?\n" +
			"6:32 write the id of the step, count, and not \"1.1\"\n" +
			"6:75 no such clock \"x\"\n" +
			"6:122 no such fact \"risks\", did you mean \"risk\"?\n"},
		{"what a run refuses", head + "facts: {aware_at: 2027-03-20 09:00, risk: high}\nexpect: {}\n",
			"5:37 \"How likely is harm?\" is a decision: say why\n"},
		{"what a run refuses to do", head + "facts: {aware_at: 2027-03-20 09:00}\ndo:\n- {file: authority}\n- {waive: people}\n- {done: tell}\nexpect: {}\n", "" +
			"7:10 \"Tell the authority\" was due at Tue 2027-03-23 09:00 +01:00: give the reasons for the delay\n" +
			"8:11 not to notify is a decision: say why \"Tell the people\" is not filed\n" +
			"9:10 step 1.2: not known yet whether this applies: How likely is harm? It still asks for clock: does it apply? Tell the authority. Do that first, or say why it is done without\n"},
		{"what has not come yet", head + "do:\n- {skip: tell, because: x, at: 2027-03-29 09:00}\nexpect: {}\n",
			"6:10 2027-03-29 09:00 +02:00 has not come yet: it is 2027-03-28 09:00 +02:00. Record what has happened\n"},
	}
	for _, tt := range tests {
		_, err := play(t, tt.text)
		problems, ok := errors.AsType[playbook.Problems](err)
		if !ok {
			t.Errorf("%s: %v, want problems", tt.name, err)
			continue
		}
		var got strings.Builder
		for _, p := range problems {
			fmt.Fprintf(&got, "%d:%d %s\n", p.Line, p.Column, p.Text)
		}
		if got.String() != tt.want && !(strings.HasSuffix(tt.want, " ") && strings.HasPrefix(got.String(), tt.want)) {
			t.Errorf("%s:\n%swant\n%s", tt.name, got.String(), tt.want)
		}
	}
}

// A large file of nonsense is refused in no time, and nobody has to read all
// that is wrong with it.
func TestHostile(t *testing.T) {
	many := func(what string) string { return strings.Repeat(what, playbook.MaxSize/2/len(what)) }
	numbered := func(what string, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, what, i)
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"unknown keys":  head + numbered("key%d: x\n", 20_000),
		"unknown facts": head + "expect: {}\nfacts:\n" + numbered("  fact%d: x\n", 20_000),
		"unknown steps": head + "expect: {steps: {apply: [" + numbered("s%d, ", 40_000) + "x]}}\n",
		"one step":      head + "expect: {steps: {apply: [" + many("s, ") + "s]}}\n",
		"deeds":         head + "expect: {}\ndo:\n" + many("- {done: count}\n"),
		"depth":         head + "expect: " + many("["),
		"too large":     head + many("# x\n") + many("# x\n"),
	} {
		_, err := play(t, text)
		problems, ok := errors.AsType[playbook.Problems](err)
		if !ok || len(problems) == 0 || len(problems) > 201 {
			t.Errorf("%s: %d problems, %v", name, len(problems), ok)
		}
	}
}

// No file makes the program fall over.
func FuzzScenario(f *testing.F) {
	f.Add(head + "facts: {aware_at: 2027-03-26 14:30, regions: [eu]}\ndo: [{file: authority}]\nexpect: {steps: {apply: [count]}, clocks: {authority: {state: filed-in-time}}, drafts: {notice: {gaps: [risk]}}}\n")
	f.Add("format: cordon-scenario/1\nplaybook: keys\nnow: now\nexpect: &x {steps: *x}\n")
	book, err := playbook.Parse("keys.yaml", []byte(bookSource))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := scenario.Parse("s.yaml", []byte(text))
		if err != nil {
			return
		}
		r, err := scenario.Run(s, book)
		if err != nil {
			return
		}
		if err := scenario.Print(&bytes.Buffer{}, r); err != nil {
			t.Error(err)
		}
	})
}
