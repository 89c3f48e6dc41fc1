package convert

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// whole is a playbook that keeps every rule and has one of almost everything.
// Each test breaks it in one place.
const whole20 = `{
 "type": "playbook",
 "spec_version": "cacao-2.0",
 "id": "playbook--10000000-0000-4000-8000-000000000001",
 "name": "Lost phone",
 "description": "A phone with mail on it is lost.",
 "playbook_types": ["mitigation"],
 "playbook_activities": ["restrict-access"],
 "playbook_processing_summary": {"if_logic": true},
 "created_by": "identity--10000000-0000-4000-8000-000000000002",
 "created": "2026-11-01T09:00:00.000Z",
 "modified": "2026-11-02T09:00:00.000Z",
 "valid_from": "2026-11-02T09:00:00Z",
 "valid_until": "2027-11-02T09:00:00.5Z",
 "derived_from": ["playbook--10000000-0000-4000-8000-000000000003"],
 "priority": 3,
 "industry_sectors": ["education"],
 "labels": ["phones"],
 "external_references": [{"name": "The handbook", "url": "https://example.org/phones"}],
 "markings": ["marking-tlp--10000000-0000-4000-8000-000000000004"],
 "playbook_variables": {"__locked__": {"type": "bool", "value": "false"}, "__where__": {"type": "string", "value": null, "external": true}, "__host__": {"type": "string", "value": "mail", "constant": true}},
 "workflow_start": "start--10000000-0000-4000-8000-000000000005",
 "workflow": {
  "start--10000000-0000-4000-8000-000000000005": {"type": "start", "on_completion": "action--10000000-0000-4000-8000-000000000006"},
  "action--10000000-0000-4000-8000-000000000006": {
   "type": "action", "name": "Lock the phone", "delay": 0, "timeout": 600000,
   "commands": [{"type": "manual", "command": "Lock it.", "playbook_activity": "restrict-access"}, {"type": "ssh", "command_b64": "bG9jaw=="}, {"type": "http-api", "command": "GET / HTTP/1.1", "headers": {"Accept": ["text/plain"]}}],
   "agent": "group--10000000-0000-4000-8000-000000000010", "targets": ["http-api--10000000-0000-4000-8000-000000000011"],
   "in_args": ["__host__"], "out_args": ["__locked__"],
   "external_references": [{"name": "The handbook", "url": "https://example.org/phones"}],
   "step_variables": {"__note__": {"type": "string"}},
   "on_success": "if-condition--10000000-0000-4000-8000-000000000007", "on_failure": "end--10000000-0000-4000-8000-00000000000a"},
  "if-condition--10000000-0000-4000-8000-000000000007": {
   "type": "if-condition", "name": "Is it locked?", "condition": "__locked__:value = 'true'",
   "on_true": "end--10000000-0000-4000-8000-000000000008", "on_false": "end--10000000-0000-4000-8000-000000000009",
   "on_completion": "parallel--10000000-0000-4000-8000-00000000000c"},
  "end--10000000-0000-4000-8000-000000000008": {"type": "end"},
  "end--10000000-0000-4000-8000-000000000009": {"type": "end"},
  "end--10000000-0000-4000-8000-00000000000a": {"type": "end"},
  "parallel--10000000-0000-4000-8000-00000000000c": {"type": "parallel", "name": "Tell",
   "next_steps": ["end--10000000-0000-4000-8000-00000000000d", "end--10000000-0000-4000-8000-00000000000e"],
   "on_completion": "switch-condition--10000000-0000-4000-8000-00000000000f"},
  "end--10000000-0000-4000-8000-00000000000d": {"type": "end"},
  "end--10000000-0000-4000-8000-00000000000e": {"type": "end"},
  "switch-condition--10000000-0000-4000-8000-00000000000f": {"type": "switch-condition", "name": "Where was it?", "switch": "__where__:value",
   "cases": {"train": "end--10000000-0000-4000-8000-00000000001a", "default": "end--10000000-0000-4000-8000-00000000001b"},
   "on_completion": "end--10000000-0000-4000-8000-00000000001c"},
  "end--10000000-0000-4000-8000-00000000001a": {"type": "end"},
  "end--10000000-0000-4000-8000-00000000001b": {"type": "end"},
  "end--10000000-0000-4000-8000-00000000001c": {"type": "end", "step_extensions": {"extension-definition--10000000-0000-4000-8000-000000000012": {"shade": "dark"}}}
 },
 "authentication_info_definitions": {"user-auth--10000000-0000-4000-8000-000000000013": {"type": "user-auth", "kms": true, "kms_key_identifier": "k"}},
 "agent_definitions": {
  "group--10000000-0000-4000-8000-000000000010": {"type": "group", "name": "On call", "contact": {"phone": {"work": "1"}}},
  "sector--10000000-0000-4000-8000-000000000014": {"type": "sector", "name": "Schools", "sector": "education"},
  "location--10000000-0000-4000-8000-000000000015": {"type": "location", "name": "Desk", "location": {"country": "DE", "latitude": "52.5", "longitude": "13.4", "precision": "10"}}},
 "target_definitions": {"http-api--10000000-0000-4000-8000-000000000011": {"type": "http-api", "name": "mail server", "address": {"dname": ["mail.example.org"], "ipv4": ["192.0.2.1", "__host__:value"], "vlan": ["7"]}, "port": "443", "authentication_info": "user-auth--10000000-0000-4000-8000-000000000013"}},
 "extension_definitions": {"extension-definition--10000000-0000-4000-8000-000000000012": {"type": "extension-definition", "name": "Shades", "created_by": "identity--10000000-0000-4000-8000-000000000002", "schema": "https://example.org/shades", "version": "1.0.0"}},
 "data_marking_definitions": {"marking-tlp--10000000-0000-4000-8000-000000000004": {"type": "marking-tlp", "id": "marking-tlp--10000000-0000-4000-8000-000000000004", "created_by": "identity--10000000-0000-4000-8000-000000000002", "created": "2026-11-01T09:00:00.000Z", "tlpv2_level": "TLP:GREEN"}},
 "signatures": [{"type": "jss", "id": "jss--10000000-0000-4000-8000-000000000016", "created": "2026-11-02T09:00:00.000Z", "modified": "2026-11-02T09:00:00.000Z", "signee": "Ops", "related_to": "playbook--10000000-0000-4000-8000-000000000001", "related_version": "2026-11-02T09:00:00.000Z", "hash_algorithm": "sha-256", "algorithm": "Ed25519", "public_key": "AAAA", "value": "BBBB"}]
}
`

func TestAWholeFileBreaksNoRule(t *testing.T) {
	if !json.Valid([]byte(whole20)) {
		t.Fatal("this is no JSON")
	}
	if _, err := Import("whole.json", []byte(whole20), Options{}); err != nil {
		t.Error(err)
	}
}

// Each row breaks one rule; what is reported stands where the rule is broken.
// The place is that of «» in the new text.
var brokenRules = []struct{ from, to, says string }{
	{`"type": "playbook",`, `"type": «"playbook-template",`, `type is "playbook-template"; it is "playbook"`},
	{`"cacao-2.0"`, `«"cacao-3.0"`, `spec_version is "cacao-3.0"; it is "cacao-2.0"`},
	{`"id": "playbook--10000000-0000-4000-8000-000000000001"`, `"id": «"playbook--1"`, `id is "playbook--1", which is no id`},
	{` "name": "Lost phone",`, ``, `this playbook has no name`},
	{`"name": "Lost phone"`, `"name": «7`, `name is a number; CACAO 2.0 has text here`},
	{`"playbook_types": ["mitigation"],` + "\n" + ` "playbook_activities": ["restrict-access"],`, `"playbook_types": [«"mitigation"],`, `this playbook has playbook_types and no playbook_activities`},
	{`"if_logic": true`, `"if_logic": «"yes"`, `if_logic is text; CACAO 2.0 has true or false here`},
	{`"created_by": "identity--10000000-0000-4000-8000-000000000002",` + "\n" + ` "created"`, `"created_by": «"user--10000000-0000-4000-8000-000000000002",` + "\n" + ` "created"`, `created_by names an object of type user; it is one of type identity`},
	{`"created": "2026-11-01T09:00:00.000Z",` + "\n" + ` "modified"`, `"created": «"2026-11-01T09:00:00Z",` + "\n" + ` "modified"`, `created is not given to the millisecond`},
	{`"modified": "2026-11-02T09:00:00.000Z",` + "\n" + ` "valid`, `"modified": «"2026-10-31T09:00:00.000Z",` + "\n" + ` "valid`, `modified is before created`},
	{`"2026-11-02T09:00:00Z"`, `«"2026-11-31T09:00:00Z"`, `valid_from is "2026-11-31T09:00:00Z", which is no moment`},
	{`"2026-11-02T09:00:00Z"`, `«"2026-11-02T09:00:00+01:00"`, `which is no moment`},
	{`"2027-11-02T09:00:00.5Z"`, `«"2026-11-02T09:00:00Z"`, `valid_until is no later than valid_from`},
	{`"playbook--10000000-0000-4000-8000-000000000003"`, `«"indicator--10000000-0000-4000-8000-000000000003"`, `derived_from names an object of type indicator; it is one of type playbook`},
	{`"priority": 3`, `"priority": «101`, `priority is 101; it is a whole number from 0 to 100`},
	{`"priority": 3`, `"priority": «3.5`, `priority is 3.5; it is a whole number from 0 to 100`},
	{`"labels": ["phones"]`, `"labels": «[]`, `labels is an empty list`},
	{`"labels": ["phones"]`, `"labels": «"phones"`, `labels is text; CACAO 2.0 has a list here`},
	{`[{"name": "The handbook", "url": "https://example.org/phones"}],` + "\n" + ` "markings"`, `[«{"name": "The handbook"}],` + "\n" + ` "markings"`, `this external reference has only a name`},
	{`"markings": ["marking-tlp--10000000-0000-4000-8000-000000000004"]`, `"markings": [«"marking-tlp--10000000-0000-4000-8000-00000000ffff"]`, `is not among data_marking_definitions`},
	{`"__locked__": {"type": "bool", "value": "false"}`, `"__locked__": {"type": "bool", "value": «false}`, `the value of this variable is true or false; it is text, null or a group`},
	{`"__host__": {`, `«"host": {"type": "string"}, "__host__": {`, `"host" is no name of a variable`},
	{`{"type": "string", "value": "mail", "constant": true}`, `«{"value": "mail", "constant": true}`, `this playbook variable has no type`},
	{`"workflow_start": "start--10000000-0000-4000-8000-000000000005"`, `"workflow_start": «"action--10000000-0000-4000-8000-000000000006"`, `workflow_start names a step of type "action"; it is one of type start`},
	{`"workflow_start": "start--10000000-0000-4000-8000-000000000005"`, `"workflow_exception": «"end--10000000-0000-4000-8000-00000000ffff", "workflow_start": "start--10000000-0000-4000-8000-000000000005"`, `workflow_exception names the step "end--10000000-0000-4000-8000-00000000ffff", which is not there`},
	{`"type": "start", "on_completion": "action--10000000-0000-4000-8000-000000000006"`, `"type": "start", "on_completion": "action--10000000-0000-4000-8000-000000000006", "on_failure": «"end--10000000-0000-4000-8000-00000000000a"`, `a step of type start has no on_failure`},
	{`{"type": "start", "on_completion": "action--10000000-0000-4000-8000-000000000006"}`, `«{"type": "start"}`, `no step follows this step of type start`},
	{`"end--10000000-0000-4000-8000-00000000001b": {"type": "end"}`, `"end--10000000-0000-4000-8000-00000000001b": {"type": "end", "on_completion": «"end--10000000-0000-4000-8000-00000000001c"}`, `a step of type end has no on_completion`},
	{`"type": "action", "name"`, `"type": «"single", "name"`, `"single" is no type of step`},
	{`"delay": 0`, `"delay": «-1`, `delay is -1; it is a whole number of 0 or more`},
	{`"timeout": 600000`, `"timeout": «"10m"`, `timeout is text; CACAO 2.0 has a number here`},
	{`"agent": "group--10000000-0000-4000-8000-000000000010", `, ``, `this step has no agent`},
	{`"agent": "group--10000000-0000-4000-8000-000000000010"`, `"agent": «"group--10000000-0000-4000-8000-00000000ffff"`, `is not among agent_definitions`},
	{`"targets": ["http-api--10000000-0000-4000-8000-000000000011"]`, `"targets": [«"group--10000000-0000-4000-8000-000000000010"]`, `is not among target_definitions`},
	{`{"type": "manual", "command": "Lock it.", "playbook_activity": "restrict-access"}`, `«{"type": "manual"}`, `this command has neither command nor command_b64`},
	{`"bG9jaw=="`, `«"lock it"`, `command_b64 is no base64`},
	{`{"type": "http-api", "command": "GET / HTTP/1.1", "headers"`, `«{"type": "http-api", "headers"`, `this command has no command`},
	{`{"type": "http-api", "command": "GET / HTTP/1.1", "headers": {"Accept": ["text/plain"]}}`, `{"type": "openc2-http", "command": «"GET / HTTP/1.1", "content_b64": "bG9jaw=="}`, `command of openc2-http is no start line of a POST`},
	{`"headers": {"Accept": ["text/plain"]}`, `"headers": {"Accept": «"text/plain"}`, `headers is text; CACAO 2.0 has a list here`},
	{`"in_args": ["__host__"]`, `"in_args": [«"__port__"]`, `in_args names the variable "__port__", which is not declared`},
	{`"out_args": ["__locked__"]`, `"out_args": [«"__host__"]`, `the variable "__host__" is constant`},
	{`"external_references": [{"name": "The handbook", "url": "https://example.org/phones"}],` + "\n" + `   "step`, `"external_references": [«{"name": "Another", "url": "https://example.org/phones"}],` + "\n" + `   "step`, `the external reference "Another" is not among those of the playbook`},
	{`"step_variables": {"__note__": {"type": "string"}}`, `"step_variables": {"__note__": {"type": "string", "external": «true}}`, `only a variable of the playbook is external`},
	{`"on_failure": "end--10000000-0000-4000-8000-00000000000a"}`, `"on_failure": "end--10000000-0000-4000-8000-00000000000a", "on_completion": «"end--10000000-0000-4000-8000-00000000000a"}`, `this step has on_completion and on_success or on_failure`},
	{`"condition": "__locked__:value = 'true'",`, ``, `this step has no condition`},
	{`"__locked__:value = 'true'"`, `«"__locked__ = 'true'"`, `condition uses __locked__ without :value`},
	{`"__locked__:value = 'true'"`, `«"__open__:value = 'true'"`, `condition uses the variable __open__, which is not declared`},
	{`"__locked__:value = 'true'"`, `«"(__locked__:value = 'true'"`, `a quote or a bracket of this condition is not closed`},
	{`"on_false": "end--10000000-0000-4000-8000-000000000009"`, `"on_false": «"end--10000000-0000-4000-8000-000000000008"`, `ends in "end--10000000-0000-4000-8000-000000000008", as another does`},
	{`"on_true": "end--10000000-0000-4000-8000-000000000008"`, `"on_true": «"end--10000000-0000-4000-8000-00000000ffff"`, `on_true names the step "end--10000000-0000-4000-8000-00000000ffff", which is not there`},
	{`["end--10000000-0000-4000-8000-00000000000d", "end--10000000-0000-4000-8000-00000000000e"]`, `«["end--10000000-0000-4000-8000-00000000000d"]`, `this parallel step has one branch`},
	{`"train": "end--10000000-0000-4000-8000-00000000001a", `, `«"on a train": "end--10000000-0000-4000-8000-00000000001a", `, `the key "on a train" has more than letters, digits, - and _`},
	{`"switch": "__where__:value"`, `"switch": «"__which__:value"`, `switch uses the variable __which__, which is not declared`},
	{`  "end--10000000-0000-4000-8000-00000000000e"`, `  «"action--10000000-0000-4000-8000-00000000000f": {"type": "end"}, "end--10000000-0000-4000-8000-00000000000e"`, `begins with action, and its type is "end"`},
	{`  "end--10000000-0000-4000-8000-00000000000e": `, `  «"end--10000000-0000-1000-8000-00000000ffff": {"type": "end"}, "end--10000000-0000-4000-8000-00000000000e": `, `is not of version 4`},
	{`"group--10000000-0000-4000-8000-000000000010": {"type": "group"`, `«"group--10000000-0000-4000-8000-00000000000e": {"type": "group"`, `the UUID of "group--10000000-0000-4000-8000-00000000000e" is that of "end--10000000-0000-4000-8000-00000000000e"`},
	{`{"shade": "dark"}`, `{«"Shade": "dark"}`, `the property "Shade" of an extension`},
	{`"step_extensions": {"extension-definition--10000000-0000-4000-8000-000000000012"`, `"step_extensions": {«"extension-definition--10000000-0000-4000-8000-00000000ffff"`, `is not among extension_definitions`},
	{`"kms": true, `, `"kms": false, `, `there is a kms_key_identifier and kms is not true`},
	{`"kms": true, `, `"kms": true, «"password": "x", `, `there is password beside kms_key_identifier`},
	{`"192.0.2.1"`, `«"192.0.2.300"`, `"192.0.2.300" is no address of the kind ipv4`},
	{`"vlan": ["7"]`, `"vlan": [«"5000"]`, `"5000" is no address of the kind vlan`},
	{`"port": "443"`, `"port": «"https"`, `port is "https"; it is a number of a port`},
	{`, "kms_key_identifier": "k"`, ``, `kms is true and there is no kms_key_identifier`},
	{`{"type": "group", "name": "On call", `, `«{"type": "group", `, `this agent or target has no name`},
	{`"type": "group", "name": "On call", `, `"type": "group", "name": "On call", «"mail": "x", `, `this agent or target has the property "mail", which CACAO 2.0 does not know`},
	{`"sector": "education"}`, `"sector": «"energy"}`, `the sector "energy" is not among industry_sectors`},
	{`"country": "DE"`, `"country": «"Germany"`, `country is "Germany"; it is a code of two capital letters`},
	{`"latitude": "52.5"`, `"latitude": «"152.5"`, `latitude is "152.5"; it is a number up to 90`},
	{`{"country": "DE", "latitude": "52.5", `, `«{"country": "DE", `, `latitude and longitude come together`},
	{`"address": {"dname": ["mail.example.org"], "ipv4": ["192.0.2.1", "__host__:value"], "vlan": ["7"]}, "port"`, `"port"`, `this agent or target has no address`},
	{`{"dname": [`, `{«"host": [`, `"host" is no kind of address`},
	{`"authentication_info": "user-auth--10000000-0000-4000-8000-000000000013"`, `"authentication_info": «"user-auth--10000000-0000-4000-8000-00000000ffff"`, `is not among authentication_info_definitions`},
	{`, "schema": "https://example.org/shades"`, ``, `this extension definition has no schema`},
	{`"TLP:GREEN"`, `«"TLP:WHITE"`, `tlpv2_level is "TLP:WHITE"; it is one of TLP:RED`},
	{`, "public_key": "AAAA"`, ``, `this signature has 0 keys`},
	{` "name": "Lost phone",`, ` "name": "Lost phone", «"name": "Found",`, `the key "name" is there twice, first in line 5`},
	{` "name": "Lost phone",`, ` "name": "Lost phone", «"titel": "Found",`, `this playbook has the property "titel", which CACAO 2.0 does not know`},
}

func TestBrokenRulesAreLocated(t *testing.T) {
	if len(brokenRules) < 20 {
		t.Errorf("only %d kinds of broken file", len(brokenRules))
	}
	for _, c := range brokenRules {
		t.Run(c.says, func(t *testing.T) {
			if strings.Count(whole20, c.from) != 1 {
				t.Fatalf("%d times in the file: %s", strings.Count(whole20, c.from), c.from)
			}
			text := strings.Replace(whole20, c.from, c.to, 1)
			var at string
			if before, after, ok := strings.Cut(text, "«"); ok {
				text = before + after
				line := before[strings.LastIndex(before, "\n")+1:]
				at = fmtPlace(strings.Count(before, "\n")+1, len(line)+1)
			}
			_, err := Import("broken.json", []byte(text), Options{Kind: "cacao"})
			all := problemsOf(t, err)
			if !slices.ContainsFunc(all, func(p string) bool { return strings.HasPrefix(p, at) && strings.Contains(p, c.says) }) {
				t.Errorf("want %s%s, got\n%s", at, c.says, strings.Join(all, "\n"))
			}
		})
	}
}

func fmtPlace(line, column int) string { return fmt.Sprintf("%d:%d: ", line, column) }

// All that is wrong with a file comes at once.
func TestBrokenRulesComeTogether(t *testing.T) {
	text := whole20
	for _, c := range brokenRules[8:30] {
		text = strings.Replace(text, c.from, strings.Replace(c.to, "«", "", 1), 1)
	}
	_, err := Import("broken.json", []byte(text), Options{})
	if all := problemsOf(t, err); len(all) < 12 {
		t.Errorf("got only\n%s", strings.Join(all, "\n"))
	}
}
