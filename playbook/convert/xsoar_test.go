package convert

import (
	"fmt"
	"strings"
	"testing"
)

// wants holds the shape of a playbook to lines that have to be in it, in order.
func wants(t *testing.T, got string, lines ...string) {
	t.Helper()
	rest := got
	for _, line := range lines {
		_, after, ok := strings.Cut(rest, line)
		if !ok {
			t.Errorf("there is no %q at its place in\n%s", line, got)
			return
		}
		rest = after
	}
}

func TestXSOAR(t *testing.T) {
	r, p := imported(t, "xsoar.yml", fixture(t, "xsoar.yml"), Options{})
	if r.Phases != 1 || r.Steps != 5 {
		t.Errorf("%d phases, %d steps", r.Phases, r.Steps)
	}
	wants(t, shape(p),
		`leaked-key "Leaked key" see [customer-notice]`,
		`fact does_the_key_still_work choice "Does the key still work?" yes="yes" default="otherwise"`,
		`fact what_does_it_open choice "What does it open?" database="database" storage="storage"`,
		`fact since_when_is_it_public text "Since when is it public?"`,
		`phase contain "Contain"`,
		`"Does the key still work?" role  record [does_the_key_still_work] when  command`,
		`"Revoke the key" role  record [] when does_the_key_still_work == "yes" command`,
		`"Write down who revoked it" role  record [] when does_the_key_still_work == "default" command`,
		`"Ask the owner" role  record [what_does_it_open since_when_is_it_public] when does_the_key_still_work == "default" command`,
		`"Customer notice" role  record [] when  command`)
	s, _ := p.Step("revoke-the-key")
	wants(t, s.Do, "ran the automation `KeyRevoke`", "- id: `${key.id}`")
	s, _ = p.Step("does-the-key-still-work")
	wants(t, s.Do, "Try it against the test host.")
}

// What a task may have beside its name.
func TestXSOARWords(t *testing.T) {
	const text = `
name: Words
starttaskid: "0"
tasks:
  "0": {type: start, nexttasks: {"#none#": ["1"]}}
  "1": {type: regular, task: {name: Count, scriptName: Counter}, nexttasks: {"#none#": ["2"], "#error#": ["3"]}, loop: {exitCondition: all counted, max: 3},
    timertriggers: [{fieldname: containmentsla, action: start}], sla: {hours: 1, minutes: 30}, defaultassigneecomplex: {simple: analyst}}
  "2": {type: condition, task: {name: Enough?}, conditions: [{label: "yes", condition: [[{operator: isNotEmpty, left: {value: {simple: File.Size}}}]]}],
    nexttasks: {"yes": ["4"], "#default#": ["1"]}}
  "3": {type: regular, task: {name: Count by hand}, nexttasks: {"#none#": ["4", "99"]}}
  "4": {type: title, task: {name: Report}, nexttasks: {"#none#": ["5"]}}
  "5": {type: regular, task: {name: Write it down}}
  "6": {type: regular, task: {name: Nobody comes here}}
`
	r, p := imported(t, "words.yml", []byte(text), Options{})
	wants(t, shape(p),
		`"Count" role analyst record [did_it_work_count] when  command "" expects 1h30m`,
		`"Enough?" role  record [enough] when did_it_work_count == "worked"`,
		`"Count by hand" role  record [] when did_it_work_count == "failed"`,
		`phase report`,
		`"Write it down" role  record [] when did_it_work_count == "failed" || enough == "yes"`,
		`phase not-reachable-in-the-source`, `"Nobody comes here"`)
	first := p.Steps()[0]
	wants(t, first.Do, "ran the automation `Counter`", "repeats this step until “all counted”, at most 3 times", "Timer in the source: start containmentsla")
	wants(t, p.Steps()[1].Do, "Condition in the source for “yes”: `File.Size isNotEmpty`", "leads back to “Count”")
	wants(t, strings.Join(r.Lines(), "\n"), "a loop", "a timer", "a way back", `the task "99"`, "nothing leads to")
}

// A condition that a playbook cannot hold is said in words.
func TestXSOARConditionTooLong(t *testing.T) {
	var b strings.Builder
	b.WriteString("name: Long\nstarttaskid: \"0\"\ntasks:\n")
	const n = 40
	var all []string
	for i := range n {
		id := 1 + i
		all = append(all, fmt.Sprintf("%q", fmt.Sprint(id)))
		fmt.Fprintf(&b, "  \"%d\": {type: condition, task: {name: \"Is the account number %d of this department still open?\"}, nexttasks: {\"yes\": [\"%d\"]}}\n", id, id, n+1)
	}
	fmt.Fprintf(&b, "  \"0\": {type: start, nexttasks: {\"#none#\": [%s]}}\n", strings.Join(all, ", "))
	fmt.Fprintf(&b, "  \"%d\": {type: regular, task: {name: Close what is open}}\n", n+1)
	r, p := imported(t, "long.yml", []byte(b.String()), Options{})
	s, _ := p.Step("close-what-is-open")
	if !s.When.IsZero() {
		t.Errorf("when %s", s.When.Source)
	}
	wants(t, s.Do, "In the source it follows “Is the account number 1 of this department still open?” with the answer yes, or “Is")
	wants(t, strings.Join(r.Lines(), "\n"), "a condition too long for a playbook: said in words")
}

func FuzzXSOAR(f *testing.F) {
	f.Add(fixture(f, "xsoar.yml"))
	f.Fuzz(func(t *testing.T, data []byte) { tryAny(t, "x.yml", data, Options{Kind: "xsoar"}) })
}
