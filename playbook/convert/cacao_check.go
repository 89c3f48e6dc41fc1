package convert

import (
	"encoding/base64"
	"fmt"
	"maps"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/reader"
)

// What becomes of a broken rule where one is lenient.
const (
	keptAsItIs = "taken as it is"
	leftOut    = "left out"
)

// A cacaoChecker holds a file to the rules of CACAO 2.0 and reports all that it
// breaks.
type cacaoChecker struct {
	*file
	root     *jsonNode
	stepVars *jsonNode            // the variables of the step that is looked at
	handedOn map[string]*jsonNode // the variables of all steps
	what     string               // the object that is looked at, as in "this step"
	property string               // and its property
	uuids    map[string]string    // the ids that have them
}

// checkCACAO reports every rule of CACAO 2.0 that the file breaks.
func checkCACAO(f *file, root *jsonNode) {
	c := &cacaoChecker{file: f, root: root, uuids: map[string]string{}}
	c.object(root, "this playbook", cacaoPlaybook())
	c.order(root, "created", "modified", false)
	c.validity(root)
	c.activities(root)
	c.defined()
	c.needsSteps()
	c.branchEnds()
}

// rule reports a broken rule that the playbook made of the file does not depend on.
func (c *cacaoChecker) rule(at place, text, hint string) { c.broken(at, text, hint, keptAsItIs) }

// object holds a group to the properties that it may have.
func (c *cacaoChecker) object(n *jsonNode, what string, properties []cacaoProperty) bool {
	if !n.is(jsonObject) {
		c.kind(n, "a group")
		return false
	}
	before, property := c.what, c.property
	defer func() { c.what, c.property = before, property }()
	c.what = what
	names := make([]string, len(properties))
	for i, p := range properties {
		names[i] = p.name
	}
	for _, m := range n.members {
		i := slices.Index(names, m.key)
		if i < 0 {
			c.unknown(m, names)
			continue
		}
		c.property = m.key
		properties[i].check(c, m.value)
	}
	for _, p := range properties {
		if p.needed && n.member(p.name) == nil {
			c.rule(n.place, what+" has no "+p.name, "CACAO 2.0 asks for it")
		}
	}
	return true
}

func (c *cacaoChecker) unknown(m jsonMember, known []string) {
	hint := "what CACAO 2.0 does not know stands in an extension"
	if near, ok := playbook.Nearest(m.key, known); ok {
		hint = reader.DidYouMean(near)
	}
	c.broken(m.place, c.what+" has the property "+reader.Quote(m.key)+", which CACAO 2.0 does not know", hint, leftOut)
}

// kind reports that a value is of the wrong kind.
func (c *cacaoChecker) kind(n *jsonNode, want string) {
	c.rule(n.place, fmt.Sprintf("%s is %v; CACAO 2.0 has %s here", c.property, n.kind, want), "")
}

// open holds an object whose type may be none that the text names.
func (c *cacaoChecker) open(n *jsonNode, what string, common []cacaoProperty, types map[string][]cacaoProperty) {
	own, known := types[n.string("type")]
	if !known && n.is(jsonObject) {
		for _, m := range n.members {
			if !slices.ContainsFunc(common, func(p cacaoProperty) bool { return p.name == m.key }) {
				common = append(common, may(m.key, anything))
			}
		}
	}
	c.object(n, what, append(slices.Clone(common), own...))
}

// closed holds an object whose type has to be one that the text names.
func (c *cacaoChecker) closed(n *jsonNode, what string, common []cacaoProperty, types map[string][]cacaoProperty) {
	if t := n.member("type"); t.is(jsonText) && types[t.text] == nil {
		c.broken(t.place, reader.Quote(t.text)+" is no type of "+what, "the types are "+strings.Join(slices.Sorted(maps.Keys(types)), ", "), "taken as what it says")
	}
	c.open(n, "this "+what, common, types)
}

func (c *cacaoChecker) step(n *jsonNode) {
	c.stepVars = n.member("step_variables")
	defer func() { c.stepVars = nil }()
	kind := n.string("type")
	c.closed(n, "step", cacaoStepCommon(), cacaoSteps())
	if m := n.member("on_completion"); m != nil && (n.member("on_success") != nil || n.member("on_failure") != nil) {
		c.rule(m.place, "this step has on_completion and on_success or on_failure", "keep on_completion, or the other two")
	}
	for _, name := range []string{"on_completion", "on_success", "on_failure"} {
		if m := n.member(name); m != nil && (kind == "end" || kind == "start" && name != "on_completion") {
			c.broken(m.place, "a step of type "+kind+" has no "+name, "take it out", leftOut)
		}
	}
	for _, name := range n.strings("out_args") {
		if v := c.variable(name.text); v.member("constant").is(jsonBool) && v.member("constant").text == "true" {
			c.rule(name.place, "the variable "+reader.Quote(name.text)+" is constant, and a constant is not changed", "")
		}
	}
	if slices.Contains([]string{"start", "action", "playbook-action"}, kind) && n.member("on_completion") == nil && n.member("on_success") == nil {
		c.broken(n.place, "no step follows this step of type "+kind, "what is over calls a step of type end", "taken as the last")
	}
}

func (c *cacaoChecker) command(n *jsonNode) {
	c.open(n, "this command", cacaoCommand(), cacaoCommands())
	own := cacaoCommands()[n.string("type")]
	either := slices.ContainsFunc(own, func(p cacaoProperty) bool { return p.name == "command" && !p.needed })
	if either && n.member("command") == nil && n.member("command_b64") == nil {
		c.rule(n.place, "this command has neither command nor command_b64", "")
	}
}

func (c *cacaoChecker) agentOrTarget(n *jsonNode) {
	c.open(n, "this agent or target", cacaoAgent(), cacaoAgents())
}

func (c *cacaoChecker) sector(n *jsonNode) {
	if text(c, n); !n.is(jsonText) || c.has("industry_sectors", n.text) {
		return
	}
	c.rule(n.place, "the sector "+reader.Quote(n.text)+" is not among industry_sectors of the playbook", "")
}

// has reports whether a list of the playbook has a text.
func (c *cacaoChecker) has(list, word string) bool {
	return slices.ContainsFunc(c.root.strings(list), func(n *jsonNode) bool { return n.text == word })
}

func (c *cacaoChecker) authentication(n *jsonNode) {
	c.open(n, "this authentication info", []cacaoProperty{need("type", text)}, cacaoAuthentications())
	kms, key := n.member("kms"), n.member("kms_key_identifier")
	switch {
	case kms.is(jsonBool) && kms.text == "true" && key == nil:
		c.rule(kms.place, "kms is true and there is no kms_key_identifier", "")
	case key != nil && !(kms.is(jsonBool) && kms.text == "true"):
		c.rule(key.place, "there is a kms_key_identifier and kms is not true", "")
	case key == nil && n.string("type") == "oauth2" && n.member("token") == nil:
		c.rule(n.place, "this authentication info has no token", "CACAO 2.0 asks for it")
	}
	for _, m := range n.object() {
		if secret := m.key == "password" || m.key == "username" || m.key == "user_id" || m.key == "token"; secret && key != nil {
			c.rule(m.place, "there is "+m.key+" beside kms_key_identifier", "the key stands for it: take it out")
		}
	}
}

func (c *cacaoChecker) marking(n *jsonNode) {
	c.closed(n, "data marking", cacaoMarking(), cacaoMarkings())
	c.validity(n)
}

func (c *cacaoChecker) location(n *jsonNode) {
	if !c.object(n, "this location", cacaoLocation()) {
		return
	}
	lat, long := n.member("latitude"), n.member("longitude")
	if (lat == nil) != (long == nil) {
		c.rule(n.place, "latitude and longitude come together", "")
	}
	if p := n.member("precision"); p != nil && lat == nil && long == nil {
		c.rule(p.place, "precision needs latitude and longitude", "")
	}
}

func (c *cacaoChecker) signature(n *jsonNode) {
	if !c.object(n, "this signature", cacaoSignature()) {
		return
	}
	keys := 0
	for _, name := range []string{"public_key", "public_cert_chain", "cert_url", "thumbprint"} {
		if n.member(name) != nil {
			keys++
		}
	}
	if keys != 1 {
		c.rule(n.place, fmt.Sprintf("this signature has %d keys; it has one of public_key, public_cert_chain, cert_url and thumbprint", keys), "")
	}
	c.order(n, "created", "modified", false)
	c.validity(n)
}

// order reports that one moment is before another that it comes after.
func (c *cacaoChecker) order(n *jsonNode, first, second string, apart bool) {
	a, errA := time.Parse(time.RFC3339, n.string(first))
	b, errB := time.Parse(time.RFC3339, n.string(second))
	if errA != nil || errB != nil || b.After(a) || !apart && b.Equal(a) {
		return
	}
	how := " is before "
	if b.Equal(a) {
		how = " is no later than "
	}
	c.rule(n.member(second).place, second+how+first, "")
}

// validity holds the end of validity to its beginning, which no longer counts
// once an object is revoked.
func (c *cacaoChecker) validity(n *jsonNode) {
	if revoked := n.member("revoked"); revoked.is(jsonBool) && revoked.text == "true" {
		return
	}
	c.order(n, "valid_from", "valid_until", true)
}

func (c *cacaoChecker) activities(n *jsonNode) {
	known := []string{"attack", "detection", "engagement", "investigation", "mitigation", "notification", "prevention", "remediation"}
	for _, t := range n.strings("playbook_types") {
		if slices.Contains(known, t.text) && n.member("playbook_activities") == nil {
			c.rule(t.place, "this playbook has playbook_types and no playbook_activities", "CACAO 2.0 asks for one at least")
			return
		}
	}
}

// defined holds the keys of all dictionaries of objects to what they name: the
// type, and a UUID that nothing else has.
func (c *cacaoChecker) defined() {
	if n := c.root.member("id"); n.is(jsonText) {
		c.unique(n.text, n.place)
	}
	for _, name := range []string{"workflow", "agent_definitions", "target_definitions", "authentication_info_definitions",
		"extension_definitions", "data_marking_definitions"} {
		for _, m := range c.root.member(name).object() {
			kind, _, ok := strings.Cut(m.key, "--")
			if t := m.value.member("type"); ok && t.is(jsonText) && t.text != kind {
				c.rule(m.place, fmt.Sprintf("the id %s begins with %s, and its type is %s", reader.Quote(m.key), kind, reader.Quote(t.text)), "")
			}
			c.unique(m.key, m.place)
			if id := m.value.member("id"); name == "data_marking_definitions" && id.is(jsonText) && id.text != m.key {
				c.rule(id.place, "this data marking has another id than its key", "")
			}
		}
	}
}

// unique reports the UUID of an id that is there already.
func (c *cacaoChecker) unique(id string, at place) {
	_, uuid, ok := strings.Cut(id, "--")
	if !ok {
		return
	}
	if other := c.uuids[uuid]; other != "" {
		c.rule(at, fmt.Sprintf("the UUID of %s is that of %s", reader.Quote(id), reader.Quote(other)), "each object has one of its own")
		return
	}
	c.uuids[uuid] = id
}

// needsSteps: a start, something to do, and an end.
func (c *cacaoChecker) needsSteps() {
	workflow := c.root.member("workflow")
	if !workflow.is(jsonObject) {
		return
	}
	has := map[string]bool{}
	for _, m := range workflow.members {
		has[m.value.string("type")] = true
	}
	for _, kind := range []string{"start", "end"} {
		if !has[kind] {
			c.rule(workflow.place, "there is no step of type "+kind, "")
		}
	}
	if !has["action"] && !has["playbook-action"] {
		c.rule(workflow.place, "there is no step of type action or playbook-action", "")
	}
}

// The checks of single values.

func anything(*cacaoChecker, *jsonNode) {}

func text(c *cacaoChecker, n *jsonNode) {
	if !n.is(jsonText) {
		c.kind(n, "text")
	}
}

func yesNo(c *cacaoChecker, n *jsonNode) {
	if !n.is(jsonBool) {
		c.kind(n, "true or false")
	}
}

func notExternal(c *cacaoChecker, n *jsonNode) {
	if yesNo(c, n); n.is(jsonBool) && n.text == "true" {
		c.rule(n.place, "only a variable of the playbook is external, not one of a step", "")
	}
}

// whole takes a whole number from low to high; -1 is no bound.
func whole(low, high int) cacaoCheck {
	return func(c *cacaoChecker, n *jsonNode) {
		i, err := strconv.Atoi(n.text)
		switch {
		case !n.is(jsonNumber):
			c.kind(n, "a number")
		case err != nil || i < low || high >= 0 && i > high:
			bounds := fmt.Sprintf("from %d to %d", low, high)
			if high < 0 {
				bounds = fmt.Sprintf("of %d or more", low)
			}
			c.rule(n.place, fmt.Sprintf("%s is %s; it is a whole number %s", c.property, n.text, bounds), "")
		}
	}
}

// word takes one of some words.
func word(words ...string) cacaoCheck {
	return func(c *cacaoChecker, n *jsonNode) {
		if text(c, n); n.is(jsonText) && !slices.Contains(words, n.text) {
			c.rule(n.place, c.property+" is "+reader.Quote(n.text)+"; it is "+orList(words), "")
		}
	}
}

func orList(words []string) string {
	if len(words) == 1 {
		return reader.Quote(words[0])
	}
	return "one of " + strings.Join(words, ", ")
}

var (
	cacaoID       = regexp.MustCompile(`^[a-z][a-z0-9-]*[a-z0-9]--[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$`)
	cacaoInstant  = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$`)
	cacaoMilli    = regexp.MustCompile(`\.\d{3}Z$`)
	cacaoVarName  = regexp.MustCompile(`^__[a-zA-Z][a-zA-Z0-9_-]*__$`)
	cacaoVarUse   = regexp.MustCompile(`__[a-zA-Z][a-zA-Z0-9_-]*__(:value)?`)
	cacaoKey      = regexp.MustCompile(`^[a-zA-Z0-9_-]{1,250}$`)
	cacaoExtName  = regexp.MustCompile(`^[a-z0-9_]{3,250}$`)
	cacaoPostLine = regexp.MustCompile(`^POST \S+ \S+$`)
	cacaoMAC      = regexp.MustCompile(`^[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}$`)
)

// identifier takes an id of an object of one of some types, or of any.
func identifier(types ...string) cacaoCheck {
	return func(c *cacaoChecker, n *jsonNode) {
		if text(c, n); !n.is(jsonText) {
			return
		}
		kind, _, _ := strings.Cut(n.text, "--")
		switch {
		case !cacaoID.MatchString(n.text):
			c.rule(n.place, c.property+" is "+reader.Quote(n.text)+", which is no id", "an id is a type, two hyphens and a UUID")
		case len(types) > 0 && !slices.Contains(types, kind):
			c.rule(n.place, c.property+" names an object of type "+kind+"; it is one of type "+types[0], "")
		}
	}
}

func instant(c *cacaoChecker, n *jsonNode) {
	if text(c, n); !n.is(jsonText) {
		return
	}
	if _, err := time.Parse(time.RFC3339, n.text); err != nil || !cacaoInstant.MatchString(n.text) {
		c.rule(n.place, c.property+" is "+reader.Quote(n.text)+", which is no moment", "write it in UTC, like 2026-11-27T09:00:00.000Z")
	}
}

func instantToTheMilli(c *cacaoChecker, n *jsonNode) {
	instant(c, n)
	if n.is(jsonText) && cacaoInstant.MatchString(n.text) && !cacaoMilli.MatchString(n.text) {
		c.rule(n.place, c.property+" is not given to the millisecond: "+reader.Quote(n.text), "write three digits after the seconds, like 2026-11-27T09:00:00.000Z")
	}
}

func orNull(check cacaoCheck) cacaoCheck {
	return func(c *cacaoChecker, n *jsonNode) {
		if !n.is(jsonNull) {
			check(c, n)
		}
	}
}

func base64Text(c *cacaoChecker, n *jsonNode) {
	if text(c, n); !n.is(jsonText) {
		return
	}
	if _, err := base64.StdEncoding.DecodeString(n.text); err != nil {
		c.rule(n.place, c.property+" is no base64", "")
	}
}

func postLine(c *cacaoChecker, n *jsonNode) {
	if text(c, n); n.is(jsonText) && !cacaoPostLine.MatchString(n.text) {
		c.rule(n.place, c.property+" of openc2-http is no start line of a POST", "as in POST /path HTTP/1.1")
	}
}

func country(c *cacaoChecker, n *jsonNode) {
	if text(c, n); n.is(jsonText) && (len(n.text) != 2 || strings.Trim(n.text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "") && !cacaoVarUse.MatchString(n.text) {
		c.rule(n.place, c.property+" is "+reader.Quote(n.text)+"; it is a code of two capital letters", "")
	}
}

// portNumber takes a port, as text.
func portNumber(c *cacaoChecker, n *jsonNode) {
	if text(c, n); !n.is(jsonText) || cacaoVarUse.MatchString(n.text) {
		return
	}
	if port, err := strconv.Atoi(n.text); err != nil || port < 0 || port > 65535 {
		c.rule(n.place, c.property+" is "+reader.Quote(n.text)+"; it is a number of a port", "")
	}
}

// degrees takes a number written as text, more than minus the limit and up to it.
func degrees(limit float64) cacaoCheck {
	return func(c *cacaoChecker, n *jsonNode) {
		if text(c, n); !n.is(jsonText) || cacaoVarUse.MatchString(n.text) {
			return
		}
		if v, err := strconv.ParseFloat(n.text, 64); err != nil || !(v > -limit && v <= limit) {
			c.rule(n.place, fmt.Sprintf("%s is %s; it is a number up to %v", c.property, reader.Quote(n.text), limit), "")
		}
	}
}

// pattern looks at a condition or what is switched on: variables have to be used
// as such and to be there, and quotes and brackets closed.
func pattern(c *cacaoChecker, n *jsonNode) {
	if text(c, n); !n.is(jsonText) {
		return
	}
	if strings.TrimSpace(n.text) == "" {
		c.rule(n.place, c.property+" is empty", "")
		return
	}
	for _, use := range cacaoVarUse.FindAllString(n.text, -1) {
		name, isUse := strings.CutSuffix(use, ":value")
		switch {
		case !isUse:
			c.rule(n.place, c.property+" uses "+name+" without :value", "write "+name+":value")
		case c.variable(name) == nil:
			c.rule(n.place, c.property+" uses the variable "+name+", which is not declared", "")
		}
	}
	if c.property == "condition" && !balanced(n.text) {
		c.rule(n.place, "a quote or a bracket of this condition is not closed", "")
	}
}

// balanced reports whether quotes and brackets of a STIX pattern close.
func balanced(pattern string) bool {
	var open []rune
	quoted, escaped := false, false
	for _, r := range pattern {
		switch {
		case escaped:
			escaped = false
		case quoted && r == '\\':
			escaped = true
		case r == '\'':
			quoted = !quoted
		case quoted:
		case r == '(' || r == '[':
			open = append(open, r)
		case r == ')' || r == ']':
			if len(open) == 0 || (open[len(open)-1] == '(') != (r == ')') {
				return false
			}
			open = open[:len(open)-1]
		}
	}
	return !quoted && len(open) == 0
}

// listOf takes a list that is not empty.
func listOf(check cacaoCheck) cacaoCheck {
	return func(c *cacaoChecker, n *jsonNode) {
		if !n.is(jsonList) {
			c.kind(n, "a list")
			return
		}
		if len(n.items) == 0 {
			c.rule(n.place, c.property+" is an empty list", "leave the property out")
		}
		for _, item := range n.items {
			check(c, item)
		}
	}
}

// group takes an object of its own table.
func group(properties []cacaoProperty) cacaoCheck {
	return func(c *cacaoChecker, n *jsonNode) {
		name := strings.TrimSuffix(c.property, "s")
		if c.object(n, "this "+strings.ReplaceAll(name, "_", " "), properties) && slices.ContainsFunc(properties, func(p cacaoProperty) bool { return p.name == "reference_id" }) {
			c.says(n)
		}
	}
}

// says holds an external reference to what it needs beside its name.
func (c *cacaoChecker) says(n *jsonNode) {
	for _, name := range []string{"description", "source", "url", "external_id", "reference_id"} {
		if n.member(name) != nil {
			return
		}
	}
	c.rule(n.place, "this external reference has only a name", "it needs one of description, source, url, external_id and reference_id")
}

// knownReference takes an external reference that the playbook lists as well.
func knownReference(c *cacaoChecker, n *jsonNode) {
	c.property = "external_references"
	group(cacaoReference())(c, n)
	name := n.string("name")
	for _, r := range c.root.member("external_references").list() {
		if r.string("name") == name {
			return
		}
	}
	c.rule(n.at(), "the external reference "+reader.Quote(name)+" is not among those of the playbook", "list it there as well")
}

// dictionary takes a group whose keys the author chose.
func dictionary(key func(c *cacaoChecker, m jsonMember), value cacaoCheck) cacaoCheck {
	return func(c *cacaoChecker, n *jsonNode) {
		if !n.is(jsonObject) {
			c.kind(n, "a group")
			return
		}
		property := c.property
		if len(n.members) == 0 {
			c.rule(n.place, property+" is an empty group", "leave the property out")
		}
		for _, m := range n.members {
			key(c, m)
			c.property = property
			value(c, m.value)
		}
	}
}

func anyKey(c *cacaoChecker, m jsonMember) {
	if !cacaoKey.MatchString(m.key) {
		c.rule(m.place, "the key "+reader.Quote(m.key)+" has more than letters, digits, - and _, or more than 250 of them", "")
	}
}

// objectID takes the key of an object that is defined.
func objectID(c *cacaoChecker, m jsonMember) {
	if !cacaoID.MatchString(m.key) {
		c.rule(m.place, reader.Quote(m.key)+" is no id", "an id is a type, two hyphens and a UUID")
	}
}

// stepID takes the key of a step, whose UUID is a random one.
func stepID(c *cacaoChecker, m jsonMember) {
	objectID(c, m)
	_, uuid, _ := strings.Cut(m.key, "--")
	if cacaoID.MatchString(m.key) && uuid[14] != '4' {
		c.rule(m.place, "the UUID of the step "+reader.Quote(m.key)+" is not of version 4", "")
	}
}

func variableName(c *cacaoChecker, m jsonMember) {
	if anyKey(c, m); !cacaoVarName.MatchString(m.key) {
		c.rule(m.place, reader.Quote(m.key)+" is no name of a variable", "a name begins and ends with __, with a letter after the first")
	}
}

// variableValue takes what the text lists, all as text.
func variableValue(c *cacaoChecker, n *jsonNode) {
	if !n.is(jsonText) && !n.is(jsonNull) && !n.is(jsonObject) {
		c.rule(n.place, fmt.Sprintf("the value of this variable is %v; it is text, null or a group", n.kind), "put it in quotes")
	}
}

// variable returns what a name stands for in the step that is looked at. One that
// another step declares counts: steps hand on what they find out.
func (c *cacaoChecker) variable(name string) *jsonNode {
	if v := c.stepVars.member(name); v != nil {
		return v
	}
	if v := c.root.member("playbook_variables").member(name); v != nil {
		return v
	}
	if c.handedOn == nil {
		c.handedOn = map[string]*jsonNode{}
		for _, m := range c.root.member("workflow").object() {
			for _, v := range m.value.member("step_variables").object() {
				c.handedOn[v.key] = v.value
			}
		}
	}
	return c.handedOn[name]
}

func argument(c *cacaoChecker, n *jsonNode) {
	if text(c, n); n.is(jsonText) && c.variable(strings.TrimSuffix(n.text, ":value")) == nil {
		c.rule(n.place, c.property+" names the variable "+reader.Quote(n.text)+", which is not declared", "")
	}
}

// extensions takes properties of extensions that are defined.
func extensions(c *cacaoChecker, n *jsonNode) {
	dictionary(objectID, func(c *cacaoChecker, e *jsonNode) {
		if !e.is(jsonObject) {
			c.kind(e, "a group")
		}
		for _, m := range e.object() {
			if !cacaoExtName.MatchString(m.key) {
				c.rule(m.place, "the property "+reader.Quote(m.key)+" of an extension has more than a-z, 0-9 and _, or fewer than three of them", "")
			}
		}
	})(c, n)
	for _, m := range n.object() {
		if c.root.member("extension_definitions").member(m.key) == nil {
			c.rule(m.place, "the extension "+reader.Quote(m.key)+" is not among extension_definitions", "")
		}
	}
}

// address takes the addresses of an agent or target by their kind.
func address(c *cacaoChecker, n *jsonNode) {
	dictionary(func(c *cacaoChecker, m jsonMember) {
		if kinds := []string{"dname", "ipv4", "ipv6", "l2mac", "vlan", "url"}; !slices.Contains(kinds, m.key) {
			c.rule(m.place, reader.Quote(m.key)+" is no kind of address", "the kinds are "+strings.Join(kinds, ", "))
		}
	}, listOf(anything))(c, n)
	for _, m := range n.object() {
		c.property = m.key
		for _, one := range m.value.list() {
			if isNumber := m.key == "vlan" && one.is(jsonNumber); !isNumber { // the schema has numbers there
				text(c, one)
			}
			if !isNetAddress(m.key, one.text) && !cacaoVarUse.MatchString(one.text) {
				c.rule(one.place, reader.Quote(one.text)+" is no address of the kind "+m.key, "")
			}
		}
	}
}

func isNetAddress(kind, s string) bool {
	ip, err := netip.ParseAddr(s)
	switch kind {
	case "ipv4":
		return err == nil && ip.Is4()
	case "ipv6":
		return err == nil && ip.Is6()
	case "l2mac":
		return cacaoMAC.MatchString(s)
	case "vlan":
		id, err := strconv.Atoi(s)
		return err == nil && id >= 0 && id <= 4095
	}
	return true
}

// reference takes the id of something that the playbook defines.
func reference(where, what string) cacaoCheck {
	return func(c *cacaoChecker, n *jsonNode) {
		identifier()(c, n)
		if n.is(jsonText) && c.root.member(where).member(n.text) == nil {
			c.broken(n.place, "the "+what+" "+reader.Quote(n.text)+" is not among "+where, "", leftOut)
		}
	}
}

// successor takes the id of a step of the workflow.
func (c *cacaoChecker) successor(n *jsonNode) {
	if text(c, n); n.is(jsonText) && c.root.member("workflow").member(n.text) == nil {
		c.broken(n.place, c.property+" names the step "+reader.Quote(n.text)+", which is not there", "", leftOut)
	}
}

func (c *cacaoChecker) startStep(n *jsonNode) {
	c.successor(n)
	if s := c.root.member("workflow").member(n.text); s != nil && s.string("type") != "start" {
		c.rule(n.place, "workflow_start names a step of type "+reader.Quote(s.string("type"))+"; it is one of type start", "")
	}
}

func (c *cacaoChecker) branches(n *jsonNode) {
	listOf((*cacaoChecker).successor)(c, n)
	if n.is(jsonList) && len(n.items) == 1 {
		c.broken(n.place, "this parallel step has one branch; it has two or more", "leave the step out", "its branch was taken")
	}
}
