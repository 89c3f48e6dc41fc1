package convert

import (
	"strings"
	"testing"

	"cordon/playbook"
)

// opensOn holds the condition of each step, by its title, to what the source says.
func opensOn(t *testing.T, p *playbook.Playbook, want map[string]string) {
	t.Helper()
	got := map[string]string{}
	for _, s := range p.Steps() {
		got[s.Title] = s.When.Source
	}
	for title, when := range want {
		if g, ok := got[title]; !ok || g != when {
			t.Errorf("%q is there: %v; when %s, want %s", title, ok, g, when)
		}
	}
}

// tells holds the losses to lines that are among them.
func tells(t *testing.T, r Result, lines ...string) {
	t.Helper()
	all := strings.Join(r.Lines(), "\n")
	for _, line := range lines {
		if !strings.Contains(all, line) {
			t.Errorf("there is no loss %q in\n%s", line, all)
		}
	}
}

// A label is whatever people type: a word that the reader has a meaning for,
// nothing, a number, quotes; the same one twice is one answer.
func TestXSOAROddAnswers(t *testing.T) {
	const text = `
name: Odd
starttaskid: "0"
tasks:
  "0": {type: start, nexttasks: {"#none#": ["1"]}}
  "1": {type: condition, task: {name: "Which?"}, nexttasks: {"default": ["2"], "#default#": ["3"], "": ["4"], "Yes": ["5"], "yes ": ["6"], "it's \"odd\"": ["7"], 1: ["8"], true: ["9"], " yes": ["10"], otherwise: ["11"]}}
  "2": {type: regular, task: {name: two}, nexttasks: {"#none#": ["12"]}}
  "3": {type: regular, task: {name: three}, nexttasks: {"#none#": ["12"]}}
  "4": {type: regular, task: {name: four}, nexttasks: {"#none#": ["12"]}}
  "5": {type: regular, task: {name: five}, nexttasks: {"#none#": ["12"]}}
  "6": {type: regular, task: {name: six}, nexttasks: {"#none#": ["12"]}}
  "7": {type: regular, task: {name: seven}, nexttasks: {"#none#": ["12"]}}
  "8": {type: regular, task: {name: eight}, nexttasks: {"#none#": ["12"]}}
  "9": {type: regular, task: {name: nine}, nexttasks: {"#none#": ["12"]}}
  "10": {type: regular, task: {name: ten}, nexttasks: {"#none#": ["12"]}}
  "11": {type: regular, task: {name: eleven}, nexttasks: {"#none#": ["12"]}}
  "12": {type: regular, task: {name: all}}
`
	_, p := imported(t, "odd.yml", []byte(text), Options{})
	wants(t, shape(p), `default="default" option="-" yes="Yes" yes-2="yes" its-odd="it's \"odd\"" 1="1" true="true" otherwise="otherwise" default-2="none of the others"`)
	opensOn(t, p, map[string]string{
		"two": `which == "default"`, "three": `which == "default-2"`, "four": `which == "option"`, "five": `which == "yes"`,
		"six": `which == "yes-2"`, "seven": `which == "its-odd"`, "eight": `which == "1"`, "nine": `which == "true"`, "ten": `which == "yes-2"`,
		"eleven": `which == "otherwise"`, "all": "",
	})
}

// Answers that are called worked and failed are no outcome of the task.
func TestXSOARAnswersCalledAsOutcomes(t *testing.T) {
	const text = `
name: Outcomes
starttaskid: "1"
tasks:
  "1": {type: condition, task: {name: "Did the block work?"}, nexttasks: {"worked": ["2"], "failed": ["3"], "#none#": ["4"], "#error#": ["5"]}}
  "2": {type: regular, task: {name: two}}
  "3": {type: regular, task: {name: three}}
  "4": {type: regular, task: {name: four}, nexttasks: {"#none#": ["6"], "#error#": "7"}}
  "5": {type: regular, task: {name: five}}
  "6": {type: regular, task: {name: six}}
  "7": {type: regular, task: {name: seven}}
`
	r, p := imported(t, "outcomes.yml", []byte(text), Options{})
	opensOn(t, p, map[string]string{
		"two": `did_the_block_work == "worked"`, "three": `did_the_block_work == "failed"`, "four": "", "five": "",
		"six": `did_it_work_four == "worked"`, "seven": `did_it_work_four == "failed"`,
	})
	tells(t, r, "what follows when a decision fails: taken as one that always follows")
}

// What follows on the answers that nobody follows is closed on the others.
func TestXSOARAnswersThatLeadNowhere(t *testing.T) {
	const text = `
name: Nowhere
starttaskid: "1"
tasks:
  "1": {type: condition, task: {name: "Is it ours?"}, conditions: [{label: "yes", condition: [[{operator: isTrue, left: {value: {simple: a}}}]]}], nexttasks: {"#default#": ["2"]}}
  "2": {type: condition, task: {name: "Is it known?"}, message: {replyOptions: ["Yes", "No"]}, nexttasks: {"yes": ["3"]}}
  "3": {type: condition, task: {name: "Nobody says"}, nexttasks: {"#default#": ["4"]}}
  "4": {type: regular, task: {name: four}, nexttasks: ["5"]}
  "5": {type: regular, task: {name: five}}
`
	r, p := imported(t, "nowhere.yml", []byte(text), Options{})
	opensOn(t, p, map[string]string{
		"Is it known?": `is_it_ours == "default"`, "Nobody says": `is_it_ours == "default" && is_it_known == "yes"`, "four": `is_it_ours == "default" && is_it_known == "yes"`, "five": "",
	})
	tells(t, r, `a decision whose answers are not told, "Nobody says"`, "what follows a task, which is a list", `a step that nothing leads to, "five"`)
}

// What is not reached keeps its own conditions; a heading there is told, and so is
// a way back from a heading, with the answer it is on.
func TestLooseBranches(t *testing.T) {
	const text = `
name: Loose
starttaskid: "1"
tasks:
  "1": {type: condition, task: {name: "Enough?"}, nexttasks: {"yes": ["3"], "no": ["2"]}}
  "2": {type: title, task: {name: Again}, nexttasks: {"#none#": ["1"]}}
  "3": {type: condition, task: {name: "More?"}, nexttasks: {"yes": ["1"], "no": ["4"]}}
  "4": {type: regular, task: {name: Close}}
  "20": {type: title, task: {name: Lonely title, description: lonely goal}, nexttasks: {"#none#": ["21"]}}
  "21": {type: condition, task: {name: "Lonely?"}, nexttasks: {"yes": ["22"], "no": ["23"]}}
  "22": {type: regular, task: {name: twentytwo}}
  "23": {type: regular, task: {name: twentythree}, nexttasks: {"#none#": ["4"]}}
  "30": {type: regular, task: {name: thirty}, nexttasks: {"#none#": ["31"]}}
  "31": {type: condition, task: {name: "Round?"}, nexttasks: {"yes": ["30"], "no": ["32"]}}
  "32": {type: regular, task: {name: thirtytwo}}
`
	r, p := imported(t, "loose.yml", []byte(text), Options{})
	opensOn(t, p, map[string]string{
		"More?": `enough == "yes"`, "Close": `enough == "yes" && more == "no"`, "Lonely?": "", "twentytwo": `lonely == "yes"`, "twentythree": `lonely == "no"`,
		"thirty": "", "Round?": "", "thirtytwo": `round == "no"`,
	})
	wants(t, p.Steps()[0].Do, "In the source this leads back to “Enough?”")
	wants(t, p.Steps()[1].Do, "In the source the answer “yes” leads back to “Enough?”")
	tells(t, r, `a heading that nothing leads to, "Lonely title" with the text "lonely goal"`, `a way back to "Enough?"`, `a heading with nothing under it, "Again"`)
}

// The way for when something fails opens what it leads to, also in the middle of
// the others.
func TestCACAOExceptionLeadsInside(t *testing.T) {
	const text = `{"type": "playbook", "spec_version": "cacao-2.0", "name": "Inside", "workflow_start": "start--1", "workflow_exception": "action--9", "workflow": {
 "start--1": {"type": "start", "on_completion": "if-condition--2"},
 "if-condition--2": {"type": "if-condition", "name": "Is it ours?", "condition": "x", "on_true": "action--3", "on_false": "action--4", "on_completion": "action--5"},
 "action--3": {"type": "action", "name": "three", "commands": [{"type": "manual", "command": "3"}], "on_completion": "end--6"},
 "action--4": {"type": "action", "name": "four", "commands": [{"type": "manual", "command": "4"}], "on_completion": "end--6"},
 "action--5": {"type": "action", "name": "five", "commands": [{"type": "manual", "command": "5"}], "on_completion": "end--6"},
 "action--9": {"type": "action", "name": "nine", "commands": [{"type": "manual", "command": "9"}], "on_completion": "action--3"},
 "end--6": {"type": "end"}}}`
	r, p := imported(t, "inside.json", []byte(text), Options{Lenient: true})
	opensOn(t, p, map[string]string{"three": "", "four": `is_it_ours == "no"`, "five": "", "nine": ""})
	tells(t, r, `when "three" is reached by the way for when something fails: it is open on both ways`)

	r, p = imported(t, "inside.json", []byte(strings.Replace(text, `"workflow_exception": "action--9"`, `"workflow_exception": "action--4"`, 1)), Options{Lenient: true})
	opensOn(t, p, map[string]string{"three": `is_it_ours == "yes"`, "four": "", "five": ""})
	tells(t, r, "the way for when something fails: its steps stand among the others", `a step that nothing leads to, "nine"`)
}

// Cases that are called as the reader calls its own answers, and a while of
// version 1 with both of its ways.
func TestCACAOOddAnswers(t *testing.T) {
	const text = `{"type": "playbook", "spec_version": "cacao-1.1", "name": "Odd", "workflow_start": "start--1", "workflow": {
 "start--1": {"type": "start", "on_completion": "switch-condition--2"},
 "switch-condition--2": {"type": "switch-condition", "name": "Which?", "switch": "__kind__:value",
   "cases": {"Default": "single--3", "default": "single--4", "": "single--5", "worked": "single--6", "failed": "single--7"}, "on_success": "while-condition--8", "on_failure": "single--11"},
 "single--3": {"type": "single", "name": "three"}, "single--4": {"type": "single", "name": "four"}, "single--5": {"type": "single", "name": "five"},
 "single--6": {"type": "single", "name": "six"}, "single--7": {"type": "single", "name": "seven"},
 "while-condition--8": {"type": "while-condition", "name": "Still?", "condition": "x", "on_true": ["single--9"], "on_false": "single--10"},
 "single--9": {"type": "single", "name": "nine"}, "single--10": {"type": "single", "name": "ten"}, "single--11": {"type": "single", "name": "eleven"}}}`
	r, p := imported(t, "odd.json", []byte(text), Options{Lenient: true})
	opensOn(t, p, map[string]string{
		"three": `kind == "default"`, "four": `kind == "default-2"`, "five": `kind == "option"`, "six": `kind == "worked"`, "seven": `kind == "failed"`,
		"Still?": "", "eleven": "", "nine": `still == "repeat"`, "ten": `still == "done"`,
	})
	tells(t, r, "what follows when a decision fails")
}

// Each condition of Catalyst is looked at for itself: several may hold, or none.
func TestCatalystConditions(t *testing.T) {
	const text = `
name: Conditions
tasks:
  ask:
    type: input
    name: Ask
    schema: {properties: {kind: {type: string, title: Kind, enum: [a, b, a]}, size: {type: number, title: Size}, none: {type: string, title: None, enum: [""]}}}
    next: {one: "kind == 'a'", two: "kind == 'B'", three: "size > 3", four: "size > 9", five: "size > 3", six: "kind != 'a'", seven: {if: no}}
  one: {type: task, name: one, next: [two]}
  two: {type: task, name: two, next: {eight: "size > 100"}}
  three: {type: task, name: three}
  four: {type: task, name: four}
  five: {type: task, name: five}
  six: {type: task, name: six}
  seven: {type: task, name: seven}
  eight: {type: task, name: eight}
`
	r, p := imported(t, "conditions.yml", []byte(text), Options{})
	const three, four = "after_ask_does_this_hold_size_3", "after_ask_does_this_hold_size_9"
	opensOn(t, p, map[string]string{
		"one": `kind == "a"`, "two": "", "three": three + ` == "yes"`, "four": four + ` == "yes"`, "five": three + ` == "yes"`, "six": `kind == "b"`, "seven": "", "eight": "",
	})
	tells(t, r, `the condition "kind == 'B'", which no answer meets: what follows is always open`, "a condition, which is a group", "what follows a task, which is a list", `the condition "size > 100": said in words`)
}

// An answer that a page of Markdown gives twice is one.
func TestMarkdownAnswersTwice(t *testing.T) {
	_, p := imported(t, "twice.md", []byte("- Was it opened?\n  - Yes: ask them\n  - no - rest\n  - YES: ask again\n  - Unknown, wait\n- Was it \"sent\"?\n  - Yes\n  - Perhaps\n"), Options{})
	if len(p.Facts) != 1 || len(p.Facts[0].Options) != 3 {
		t.Fatalf("facts %+v", p.Facts)
	}
	if _, p := imported(t, "arrows.md", []byte("- Ours?\n  - **Yes** → go on\n  - **No** -> stop\n  - Maybe => ask\n"), Options{}); p.Facts[0].Options[1].After != "stop" || p.Facts[0].Options[2].After != "ask" {
		t.Errorf("options %+v", p.Facts[0].Options)
	}
	yes := p.Facts[0].Options[0]
	wants(t, yes.After, "ask them", "ask again")
}
