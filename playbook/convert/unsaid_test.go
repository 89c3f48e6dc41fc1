package convert

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"cordon/playbook"
)

// markedWords puts a word of its own in the place of each MARK of a file, and of
// each MARQ: one that may be said again where something names it.
func markedWords(text string) (string, []string) {
	var words []string
	return regexp.MustCompile(`MAR[KQ]`).ReplaceAllStringFunc(text, func(found string) string {
		words = append(words, fmt.Sprintf("%s%03d", strings.ToLower(found), len(words)))
		return words[len(words)-1]
	}), words
}

// saidBy lists what a playbook says to people, and the ids of its source.
func saidBy(p *playbook.Playbook) (texts, source []string) {
	texts = append(texts, p.Title, p.About)
	source = append(source, p.See...)
	source = append(source, p.Origin.Title, p.Origin.ID, p.Origin.Author, p.Origin.Version, p.Origin.Licence, p.Origin.URL)
	for _, r := range p.Roles {
		texts = append(texts, r.Title, r.Duty)
	}
	for _, f := range p.Facts {
		source = append(source, f.Ask)
		for _, o := range f.Options {
			texts = append(texts, o.Label, o.After)
		}
	}
	for _, ph := range p.Phases {
		texts = append(texts, ph.Title, ph.Goal)
		for _, s := range ph.Steps {
			texts = append(texts, s.Title, s.Do, s.Command, s.Caution, s.Verify, s.Evidence)
			texts = append(texts, s.Checks...)
			source = append(source, s.SourceID, s.Group)
			for _, r := range s.Refs {
				source = append(source, r.Title, r.URL)
			}
		}
	}
	return texts, source
}

// Every text of a file is in the playbook, and there once, or a loss names it.
func TestNothingIsUnsaid(t *testing.T) {
	for _, file := range markedFiles() {
		t.Run(file.name, func(t *testing.T) {
			text, words := markedWords(file.text)
			library := fstest.MapFS{}
			for name, data := range file.library {
				marked, more := markedWords(strings.ReplaceAll(data, "MARK", "theMARK"))
				library[name] = &fstest.MapFile{Data: []byte(marked)}
				for _, w := range more {
					words = append(words, "the"+w)
				}
			}
			r, p := imported(t, file.name, []byte(text), Options{Library: library, Lenient: true})
			texts, source := saidBy(p)
			all, ids := strings.Join(texts, "\n"), strings.Join(source, "\n")
			var losses []string
			for _, l := range r.Losses {
				losses = append(losses, l.String())
			}
			lost := strings.Join(losses, "\n")
			for _, w := range words {
				at := text[:max(0, strings.Index(text, w))]
				where := at[strings.LastIndexByte(at, '\n')+1:]
				times := len(regexp.MustCompile(`(?:^|[^a-z])`+w).FindAllString(all, -1))
				if times == 0 && !strings.Contains(ids, w) && !strings.Contains(lost, w) {
					t.Errorf("%s is gone unsaid: …%s", w, where)
				}
				if times > 1 && !strings.HasPrefix(w, "marq") {
					t.Errorf("%s is there %d times: …%s", w, times, where)
				}
			}
			if t.Failed() {
				t.Logf("%s\n%s", lost, r.YAML)
			}
		})
	}
}

type markedFile struct {
	name, text string
	library    map[string]string
}

func markedFiles() []markedFile {
	return []markedFile{
		{"page.md", markedPage, nil}, {"toml.md", markedTOML, nil}, {"hive.json", markedHive, nil}, {"hive-default.json", markedHiveDefault, nil},
		{"iris.json", markedIRIS, nil}, {"RP_0001_x.yml", markedReact, map[string]string{"RA_1_look.yml": markedAction}},
		{"cacao.json", markedCACAO, nil}, {"cacao1.json", markedOldCACAO, nil}, {"xsoar.yml", markedXSOAR, nil}, {"catalyst.yml", markedCatalyst, nil},
	}
}

const markedTOML = `+++
# MARK comment
title = "MARK title"
author = 'MARK author'
tags = ["MARK tag", "other"]
weight = 3
[extra]
owner = "MARK owner"
+++
- MARK step
`

const markedPage = `---
# MARK front comment
title: MARK title
description: MARK description
author: MARK author
licence: MARK licence
owner: {name: MARK owner, mail: MARK mail}
tags: [MARK tag, MARK other]
---
# MARK heading

MARK words first, with a [MARK link](https://example.org/MARK "MARK title of it").

[unused]: https://example.org/MARK "MARK unused title"
[used]: https://example.org/MARK "MARK used title"

<!-- MARK comment -->

## MARK phase

MARK goal.

MARK group:

- MARK step, with an ![MARK image](chart-MARK.png "MARK image title") and a [MARK relative](../notes/MARK.md)
- [x] MARK ticked <b title="MARK attribute">MARK bold</b> <!-- MARK inside -->
  - MARK check [MARK words][used]
  - MARK other check
- MARK question?
  - Yes: MARK after
  - No: MARK not
    - MARK deeper
- MARK step with code

  ` + "```sh MARK=info" + `
  echo MARK
  ` + "```" + `

  MARK after the code
- MARK footnoted[^1]
- MARK data ![MARK pixel](data:image/png;base64,AAAA)

[^1]: MARK footnote
[^two]: https://example.org/MARK

| Step | Who | Note |
|---|---|---|
| MARK row | MARK role | MARK ` + "`a \\| MARK`" + ` |
|  | MARK loose role | MARK loose note |

| MARK column | Other |
|---|---|
| MARK cell | MARK cell |

<details><summary>MARK summary</summary>

- MARK hidden

</details>

<p align="MARK align">MARK paragraph <a href="https://example.org/MARK">MARK anchor</a><img src="MARK.png" alt="MARK alt"></p>

<script>MARK()</script>

## MARK empty heading

## Overview

MARK overview
- MARK overview item

## MARK last

MARK prose alone.

***

1. MARK one
1. MARK two

   > MARK quote
7) MARK seven
`

const markedHive = `{"name": "MARK name", "displayName": "MARK display", "titlePrefix": "MARK prefix", "description": "MARK description", "summary": "MARK summary",
 "severity": 2, "tlp": "MARK tlp", "pap": "MARK pap", "tags": ["MARK tag"], "id": "MARK id", "_id": "1", "author": "MARK author", "flag": true, "unknown": {"MARK key": ["MARK value", 17]},
 "customFields": {"MARK field": {"string": "MARK default", "order": 1}}, "metrics": {"MARK metric": null},
 "tasks": [
  {"title": "MARK task", "group": "MARK group", "description": "MARK words\n\n- MARK check", "assignee": "MARK who", "owner": "MARK owner", "order": 1, "dueDate": "MARK due", "status": "MARK status", "logs": [{"message": "MARK log"}]},
  {"title": "MARK second", "group": "MARK other group", "description": ["MARK list"], "order": 0, "mandatory": true, "id": "MARK task id"}],
 "observables": [{"data": "MARK observable", "tags": ["MARK observable tag"]}], "pages": ["MARK page"]}`

const markedHiveDefault = `{"name": "MARK name", "severity": 1, "tasks": [
  {"title": "MARK task", "group": "default", "description": "MARK intro:\n- MARK line\n- MARK other", "assignee": "MARK who", "extra": "MARK extra"},
  {"title": "MARQ prose task", "group": "default", "description": "MARK prose"}]}`

const markedIRIS = `{"name": "MARK name", "display_name": "MARK display", "author": "MARK author", "description": "MARK description", "title_prefix": "MARK prefix", "summary": "MARK summary",
 "classification": "MARK class", "tags": ["MARK tag"], "extra": "MARK extra",
 "tasks": [{"title": "MARK task", "description": "MARK words", "tags": ["MARK task tag"], "assignee": "MARK who", "custom": {"a": "MARK custom"}}, {"title": "MARK second", "assignees": ["MARK one", "MARK two"], "actions": [{"MARK webhook": "MARK url"}]}],
 "note_groups": [{"title": "MARK notes", "notes": [{"title": "MARK note", "content": "MARK content", "extra": "MARK note extra"}]}],
 "note_directories": [{"title": "MARK directory", "notes": [{"title": "MARK note", "content": "MARK content"}], "subdirectories": [{"title": "MARK sub", "notes": [{"title": "MARK deep", "content": "MARK deep content"}]}]}]}`

const markedReact = `# MARK head of all

# MARK head
title: RP_0001_MARK_title
id: RP_MARK
author: [MARK author, MARK other]
creation_date: MARK created
modification_date: MARK modified
description: MARK description
extended_description: MARK extended
severity: MARK severity
tlp: MARK tlp
pap: MARK pap
tags: [MARK tag]
linked_rp: [MARK linked]
linked_rc: [MARK category]
linked_artifacts: [MARK artifact]
references: [MARK reference]
workflow: MARK workflow
MARK own key: MARK own
preparation: [RA_1_look, RA_2_MARK_nowhere, RP_3_MARK_book, MARK free, {MARK group: MARK item}]
identification: # MARK line
  # MARK inside
  - MARK second # MARK behind
  # - MARK taken out
# MARK foot

# MARK foot of all
`

const markedAction = `# MARK licence
title: RA_1_MARK_title
id: RA_MARK
description: MARK description
author: MARK author
creation_date: 2020
stage: preparation
category: MARK category
automation: [MARK automation]
requirements: [MARK requirement]
references: [MARK reference, "https://example.org/MARK"]
extended_description: MARK extended
workflow: |
  MARK workflow

  - MARK check
data_needed: [MARK data]
`

const markedCACAO = `{"type": "playbook", "spec_version": "cacao-2.0", "id": "playbook--MARK", "name": "MARK name", "description": "MARK description", "playbook_types": ["MARK type"], "playbook_activities": ["MARK activity"],
 "playbook_processing_summary": {"manual_playbook": true}, "created_by": "MARK author", "created": "MARK created", "modified": "MARK modified", "revoked": true, "valid_from": "MARK from", "valid_until": "MARK until",
 "derived_from": ["MARK derived"], "related_to": ["MARK related"], "priority": 11, "severity": 12, "impact": 13, "industry_sectors": ["MARK sector"], "labels": ["MARK label"],
 "external_references": [{"name": "MARK reference", "description": "MARK reference description", "source": "MARK source", "url": "https://example.org/MARK", "external_id": "MARK external", "reference_id": "MARK reference id", "related_concept": ["MARK concept"]}],
 "markings": ["marking-statement--1"], "x_own": {"MARK own key": "MARK own"},
 "playbook_variables": {"__MARK__": {"type": "string", "description": "MARK variable", "value": "MARK value", "constant": true}, "__map__": {"type": "dictionary", "value": {"MARK a": "MARK b"}}},
 "workflow_start": "start--1", "workflow_exception": "action--9",
 "workflow": {
  "start--1": {"type": "start", "name": "MARK start", "description": "MARK before", "owner": "MARK start owner", "on_completion": "action--2"},
  "action--2": {"type": "action", "name": "MARK action", "description": "MARK doing", "owner": "MARK owner", "delay": 3000, "timeout": 60000, "step_variables": {"__MARK__": {"type": "string", "description": "MARK local", "value": "MARK local value"}},
   "external_references": [{"name": "MARK step reference", "url": "https://example.org/MARK"}, {"name": "MARK second", "description": "MARK second description"}], "in_args": ["__MARK__"], "out_args": ["__MARK__"],
   "commands": [{"type": "manual", "description": "MARK by hand", "command": "MARK manual", "playbook_activity": "MARK command activity", "version": "MARK version"},
    {"type": "http-api", "command": "GET /MARK", "headers": {"MARK-header": ["MARK header value"]}, "content": "MARK content", "external_references": [{"name": "MARK command reference"}]},
    {"type": "bash", "command_b64": "MARK***", "x": "MARK x"}],
   "agent": "group--1", "targets": ["ssh--1"], "step_extensions": {"extension-definition--1": {"MARK e": "what the extension says"}, "other--1": {"a": "MARK other extended"}}, "on_success": "if-condition--3", "on_failure": "end--1"},
  "if-condition--3": {"type": "if-condition", "name": "MARK if", "description": "MARK deciding", "condition": "MARK condition", "on_true": "playbook-action--4", "on_false": "switch-condition--5", "on_completion": "parallel--6"},
  "playbook-action--4": {"type": "playbook-action", "name": "MARK book", "playbook_id": "playbook--MARK", "playbook_version": "MARK", "in_args": ["MARK in"], "out_args": ["__MARK__"], "on_completion": "end--1"},
  "switch-condition--5": {"type": "switch-condition", "name": "MARK switch", "switch": "__MARK__:value", "cases": {"MARK case": "end--1", "default": "while-condition--7"}},
  "parallel--6": {"type": "parallel", "name": "MARK parallel", "description": "MARK at once", "next_steps": ["end--1"], "on_completion": "end--1"},
  "while-condition--7": {"type": "while-condition", "name": "MARK while", "condition": "MARK as long", "on_true": "end--1", "on_completion": "end--1"},
  "action--9": {"type": "action", "name": "MARK failing", "commands": [{"type": "manual", "command": "MARK fail"}], "agent": "group--1", "on_completion": "end--1"},
  "end--1": {"type": "end", "name": "MARK end", "description": "MARK after", "external_references": [{"name": "MARK end reference"}]}},
 "agent_definitions": {"group--1": {"type": "group", "name": "MARQ agent", "description": "MARK agents", "contact": {"phone": {"MARK desk": "MARK phone"}}, "agent_target_extensions": {"x": {"y": "MARK agent extension"}}}},
 "target_definitions": {"ssh--1": {"type": "ssh", "name": "MARQ target", "address": {"ipv4": ["MARK address"]}, "port": "MARK port"}},
 "data_marking_definitions": {"marking-statement--1": {"type": "marking-statement", "statement": "MARK statement", "name": "MARK marking", "description": "MARK marked", "created_by": "identity--1"}, "marking-iep--1": {"type": "marking-iep", "name": "MARK iep", "tlp_level": "MARK level", "encrypt_in_transit": "MARK must"}},
 "extension_definitions": {"extension-definition--1": {"type": "extension-definition", "name": "MARK extension"}}}`

const markedOldCACAO = `{"type": "playbook", "spec_version": "cacao-1.0", "id": "playbook--1", "name": "MARK name", "description": "MARK description", "features": {"MARK feature": true, "words": "MARK feature words"}, "organization_type": "MARK organisation",
 "workflow_start": "single--1", "workflow": {
  "single--1": {"type": "single", "name": "MARK single", "description": "MARK doing", "commands": [{"type": "manual", "command": "MARK manual"}, {"type": "ssh", "command": "MARK shell"}], "target": {"type": "individual", "name": "MARK one target", "location": "MARK place"}, "target_ids": ["individual--1"], "on_completion": "playbook--2"},
  "playbook--2": {"type": "playbook", "name": "MARK book", "playbook_id": "playbook--MARK", "on_success": "while-condition--3", "on_failure": "while-condition--3"},
  "while-condition--3": {"type": "while-condition", "name": "MARK while", "condition": "MARK as long", "on_true": ["single--4"], "on_false": ["single--5"]},
  "single--4": {"type": "single", "name": "MARK again", "commands": [{"type": "manual", "command": "MARK again and again"}]},
  "single--5": {"type": "single", "name": "MARK done"}},
 "targets": {"individual--1": {"type": "individual", "name": "MARQ person", "contact": {"email": {"MARK work": "MARK mail"}}}},
 "data_marking_definitions": {"marking-tlp--1": {"type": "marking-tlp", "definition": {"tlp": "MARK tlp"}}}}`

const markedXSOAR = `
id: MARK id
version: -1
name: MARK name
description: MARK description
starttaskid: "0"
fromversion: 6.0.0
inputs: [{key: MARK one, value: {simple: MARK first}, required: true, description: MARK comes in, playbookInputQuery: {query: MARK query}}, {value: {complex: {root: MARK root, accessor: MARK accessor, filters: [[{operator: MARK operator, left: {value: {simple: MARK left}}}]], transformers: [{operator: MARK transformer}]}}, key: MARK two}, {key: "", description: MARK nameless}]
outputs: [{contextPath: MARK out, description: MARK goes out, type: MARK kind}]
tags: [MARK tag]
deprecated: true
hidden: MARK hidden
MARK own: MARK value
tasks:
  "0": {type: start, task: {name: MARK start, description: MARK before}, nexttasks: {"#none#": ["1"]}}
  "1":
    id: "1"
    type: collection
    task: {name: MARK ask, description: MARK ask them, tags: [MARK task tag]}
    message: {to: {simple: MARK them}, cc: MARK copy, subject: {simple: MARK subject}, body: {simple: MARK body}, replyOptions: [MARK reply], timings: {retriescount: 2}}
    form: {title: MARK form, description: MARK of questions, sender: MARK sender, questions: [{labelarg: {simple: MARK which}, tooltip: MARK tip, placeholder: MARK like, type: singleSelect, options: [MARK left, MARK right], defaultrows: [{a: MARK row}]}, {labelarg: {simple: MARK send}, type: attachments}, {label: MARK label, type: shortText, options: [MARK no choice], fieldassociated: MARK field}]}
    defaultassigneecomplex: {simple: MARK analyst}
    defaultassignee: MARK other analyst
    nexttasks: {"#none#": ["2"], "#error#": ["MARK nowhere"]}
  "2":
    type: condition
    task: {name: MARK decide, scriptName: MARK decider, description: MARK by itself}
    conditions: [{label: MARQ yes, condition: [[{operator: MARK isTrue, left: {value: {simple: MARK side}, iscontext: true}, right: {value: {simple: MARK other side}}, ignorecase: true}]]}]
    nexttasks: {"MARQ yes": ["3"], "#default#": ["4"]}
  "3":
    type: regular
    task: {name: MARK run, description: MARK run it, script: "MARK|||command", iscommand: true}
    scriptarguments: {MARK first: {simple: MARK value}, second: [MARK listed], third: {complex: {root: MARK from, accessor: MARK field}}, fourth: "MARK plain\nMARK lines"}
    results: [MARK result]
    evidencedata: {description: MARK output, customfields: {a: MARK custom}, tags: [MARK evidence tag]}
    fieldMapping: [{incidentfield: MARK incident, output: {simple: MARK mapped}}]
    timertriggers: [{fieldname: MARK timer, action: start}]
    loop: {exitCondition: MARK until, max: 3, wait: 1, iscommand: false, scriptArguments: {a: {simple: MARK loop argument}}}
    sla: {hours: 1}
    slareminder: {minutes: 5, note: MARK remind}
    restrictedCompletion: true
    nexttasks: {"#none#": ["5"]}
  "4": {type: playbook, task: {name: MARK book, playbookName: MARK other book, description: MARK beside}, scriptarguments: {a: {simple: MARK book argument}}, nexttasks: {"#none#": ["5"]}}
  "5": {type: title, task: {name: MARK later, description: MARK after that}, nexttasks: {"#none#": ["6"]}}
  "6": {type: regular, task: {name: MARK stop}, nexttasks: {"#none#": ["7"]}}
  "7": {type: title, task: {name: MARK done, description: MARK all}}
  "8": {type: regular, task: {name: MARK loose}}
`

const markedCatalyst = `
id: MARK id
name: MARK name
description: MARK description
author: MARK author
MARK own: {a: MARK value}
tasks:
  ask:
    name: MARK ask
    type: input
    description: MARK asking
    owner: MARK who
    join: true
    schema: {title: MARK schema, description: MARK form, type: object, required: [MARK required], properties: {kind: {type: string, title: MARK kind, description: MARK help, default: MARK default, enum: [MARK one, MARK two]}, size: {type: number, title: MARK size, examples: [MARK example]}}}
    next: {run: "MARK > 3", tell: "MARK > 4", nowhere: "MARK lost"}
  run: {name: MARQ run, type: automation, automation: MARK automation, payload: {MARK first: MARK value, nested: {a: MARK nested}, list: [MARK listed]}, next: {tell: MARK holds}}
  tell: {name: MARQ tell, type: task, extra: MARK extra}
`
