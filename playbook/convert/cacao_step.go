package convert

import (
	"cmp"
	"encoding/base64"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"cordon/playbook"
	"cordon/playbook/reader"
)

// titleOf is what a step is called, or what it says where it has no name. A start
// and an end are no steps.
func (r *cacaoReader) titleOf(s cacaoStep) string {
	if s.kind == "start" || s.kind == "end" {
		return ""
	}
	if t := oneLine(r.plain(s.title(), s.at)); t != "" {
		return t
	}
	switch s.kind {
	case "parallel":
		return "Do the next steps in any order"
	case "playbook-action":
		return "Open another playbook"
	case "if-condition", "while-condition", "switch-condition":
		return "Decide"
	}
	return "Do what the source says here"
}

// title is what the file calls a step.
func (s cacaoStep) title() string {
	if name := oneLine(s.json.string("name")); name != "" {
		return name
	}
	if condition := oneLine(s.json.string("condition")); condition != "" {
		return "Does this hold: " + condition + "?"
	}
	if variable := oneLine(s.json.string("switch")); variable != "" {
		return "What is " + variable + "?"
	}
	if text := s.speaks(); text != nil {
		first, _ := firstLines(text.text)
		title, _ := cutTitle(oneLine(first))
		return title
	}
	return ""
}

// speaks is the text that a step without a name is called by, or nil: its
// description, or its first command for a person.
func (s cacaoStep) speaks() *jsonNode {
	for _, key := range []string{"name", "condition", "switch"} {
		if oneLine(s.json.string(key)) != "" {
			return nil
		}
	}
	all := []*jsonNode{s.json.member("description")}
	for _, c := range s.json.member("commands").list() {
		if c.string("type") == "manual" {
			all = append(all, c.member("command"))
		}
	}
	for _, n := range all {
		if n.is(jsonText) && strings.TrimSpace(n.text) != "" {
			return n
		}
	}
	return nil
}

var listLine = regexp.MustCompile(`\n\s*(?:[-*+•]|[0-9]+[.)])\s`)

// firstLines splits a text behind its first paragraph, or before a list in it.
func firstLines(text string) (first, rest string) {
	text = strings.TrimSpace(text)
	end := len(text)
	if i := strings.Index(text, "\n\n"); i >= 0 {
		end = i
	}
	if at := listLine.FindStringIndex(text[:end]); at != nil {
		end = at[0]
	}
	return text[:end], text[end:]
}

// told is a text without what the title of the step says already, as Markdown.
func (r *cacaoReader) told(n cacaoStep, s *step, text *jsonNode) string {
	if text == nil || !text.is(jsonText) {
		return ""
	}
	said := r.plain(text.take().text, text.place)
	if text == n.speaks() {
		first, more := firstLines(said)
		if rest, ok := strings.CutPrefix(oneLine(first), s.title); ok {
			said = strings.TrimSpace(rest) + more
		}
	}
	return r.prose(said)
}

// describe says in a step what the source says of it.
func (r *cacaoReader) describe(node int, s *step) {
	n := r.steps[node]
	var about []string // in short, after the text
	s.sourceID = r.plain(n.id, n.at)
	s.say(r.told(n, s, n.json.member("description")))
	switch n.kind {
	case "action":
		about = r.action(n, s)
	case "playbook-action":
		r.playbookAction(n, s)
	case "parallel":
		s.say("The next steps can be done in any order.")
	case "if-condition":
		s.say("Condition in the source: " + inCode(n.json.textAt(r.file, "condition")))
	case "while-condition":
		s.say("Condition in the source: " + inCode(n.json.textAt(r.file, "condition")))
		s.say("As long as it holds, do the steps that follow it again: reopen them.")
		r.lose(n.at, "a loop, "+reader.Quote(s.title), "a decision: as long as it holds, its steps are reopened")
	case "switch-condition":
		s.say("Switch in the source: " + inCode(n.json.textAt(r.file, "switch")))
	default:
		r.broken(n.at, "a step of the type "+reader.Quote(n.kind), "", "a step with its name")
	}
	s.say(strings.Join(append(about, r.timing(n, s)...), " "))
	r.outputs(n, s)
	if table := r.variableTable(n.json.member("step_variables")); table != "" {
		s.say("Variables of this step in the source:\n\n" + table)
	}
	for _, ref := range n.json.member("external_references").list() {
		r.reference(s, ref)
	}
	if owner := n.json.textAt(r.file, "owner"); owner != "" {
		s.say("Owner in the source: " + owner)
	}
}

// reference adds a source to read, or says it where it is no web address.
func (r *cacaoReader) reference(s *step, n *jsonNode) {
	u := n.textAt(r.file, "url")
	isRef := isAddress(u)
	named := oneLine(n.textAt(r.file, "name"))
	again := slices.ContainsFunc(s.refs, func(ref playbook.Ref) bool { return ref.URL == u && ref.Title != named })
	if isRef {
		s.refer(named, u)
	}
	if line := r.referenceLine(n); line != "" && (!isRef || again || len(n.object()) > 2) {
		s.say("Reference: " + line)
	}
}

// action says what is done, in the order of the source, and returns in short by
// whom, with what and on what. One command that no person gives, after all else,
// is there to copy.
func (r *cacaoReader) action(n cacaoStep, s *step) (about []string) {
	commands := n.json.member("commands").list()
	scripts := 0
	for _, c := range commands {
		if c.string("type") != "manual" {
			scripts++
		}
	}
	for i, c := range commands {
		s.say(r.prose(c.textAt(r.file, "description")))
		if activity := c.textAt(r.file, "playbook_activity"); activity != "" {
			s.say("Activity in the source: " + activity)
		}
		switch {
		case c.string("type") == "manual" && c.string("command") != "":
			s.say(r.told(n, s, c.member("command")))
		case c.string("type") == "manual":
			s.say(r.prose(r.commandText(c)))
		case scripts == 1 && i == len(commands)-1:
			about = append(about, "Type: "+oneLine(c.textAt(r.file, "type"))+".")
			s.command = r.commandText(c)
			r.script(s, c)
		default:
			s.say(cmp.Or(oneLine(c.textAt(r.file, "type")), "A command without a type") + ":")
			s.say(fencedText(r.commandText(c)))
			r.script(s, c)
		}
		for _, ref := range c.member("external_references").list() {
			r.reference(s, ref)
		}
	}
	return append(about, r.who(n, s)...)
}

// script says what a program gets beside its command, and that nothing runs here. A
// command that a person can give in a shell is as good as it was, as long as it
// is all there is.
func (r *cacaoReader) script(s *step, c *jsonNode) {
	for _, h := range c.member("headers").object() {
		s.say("Header " + r.plain(h.key, h.place) + ": " + strings.Join(r.flat(h.value), ", "))
	}
	content := c.textAt(r.file, "content")
	if encoded := c.member("content_b64"); encoded.is(jsonText) {
		content += r.decoded(encoded)
	}
	if content != "" {
		s.say("Content:")
		s.say(fencedText(content))
	}
	switch c.string("type") {
	case "bash", "powershell", "ssh":
		if s.command != "" && content == "" {
			return
		}
	}
	r.lose(c.place, "a command of the type "+reader.Quote(c.string("type"))+", which the source runs", nothingRuns)
}

// nothingRuns is what becomes of whatever a source does by itself.
const nothingRuns = "said in words; nothing runs here"

// fencedText is a text as a block of code, or nothing.
func fencedText(text string) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	return fenced(strings.TrimRight(text, "\n"), "")
}

// who finds the role of a step, and names the agents and targets that are none.
func (r *cacaoReader) who(n cacaoStep, s *step) (about []string) {
	for _, id := range append(n.json.strings("agent"), n.json.strings("agents")...) {
		name, people := r.agent(id.text, "agent_definitions")
		switch {
		case people && s.role == "":
			s.role = r.role(name)
		case name != "":
			about = append(about, "Agent: "+name+".")
		}
	}
	var targets []string
	for _, id := range r.targets(n.json) {
		name, people := r.agent(id, "target_definitions")
		switch {
		case people && s.role == "" && r.old(): // there a target does what is to be done by hand
			s.role = r.role(name)
		case name != "":
			targets = append(targets, name)
		}
	}
	if name := oneLine(n.json.member("target").textAt(r.file, "name")); name != "" {
		targets = append(targets, name)
	}
	if len(targets) > 0 {
		about = append(about, "Target: "+strings.Join(targets, ", ")+".")
	}
	return about
}

// commandText is what a command says, decoded where it is encoded.
func (r *cacaoReader) commandText(c *jsonNode) string {
	if text := c.textAt(r.file, "command"); strings.TrimSpace(text) != "" {
		return text
	}
	if encoded := c.member("command_b64"); encoded.is(jsonText) {
		return r.decoded(encoded)
	}
	return ""
}

// decoded is the text that was encoded, or the code where it is no text.
func (r *cacaoReader) decoded(n *jsonNode) string {
	b, err := base64.StdEncoding.DecodeString(n.take().text)
	if err != nil || !utf8.Valid(b) {
		r.lose(n.place, "what is encoded here is no text", "kept as base64")
		return r.plain(n.text, n.place)
	}
	return r.plain(string(b), n.place)
}

// prose is a text of the source as Markdown: the names of variables are code,
// because Markdown would take their underscores for emphasis.
func (r *cacaoReader) prose(text string) string {
	if strings.Contains(text, "`") {
		return text // it is Markdown already
	}
	return cacaoVarUse.ReplaceAllStringFunc(text, func(use string) string { return "`" + use + "`" })
}

// inCode is a text as code of Markdown, on one line.
func inCode(text string) string { return codeSpan(oneLine(text)) }

// codeSpan is a text of one line as code of Markdown.
func codeSpan(text string) string {
	if text == "" {
		return ""
	}
	fence := strings.Repeat("`", longestRun(text, '`')+1)
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		text = " " + text + " "
	}
	return fence + text + fence
}

// given is a line of a list that says what a program gets, byte for byte where
// it has several lines.
func given(name, text string) string {
	if text = strings.Trim(text, "\n"); !strings.Contains(text, "\n") {
		return "- " + name + ": " + codeSpan(strings.TrimSpace(text))
	}
	return prefixed(name+":\n\n"+fenced(text, ""), "- ", "  ")
}

// targets are the ids of what a step works on. Version 1 has them in target_ids.
func (r *cacaoReader) targets(n *jsonNode) []string {
	return append(texts(n.strings("targets")), texts(n.strings("target_ids"))...)
}

// agent returns what an agent or target is called, and whether it is people.
func (r *cacaoReader) agent(id, where string) (name string, people bool) {
	n := r.root.member(where).member(id)
	if n == nil {
		n = r.root.member("targets").member(id) // version 1
	}
	switch n.string("type") {
	case "individual", "group", "organization", "sector":
		people = true
	}
	name = oneLine(n.textAt(r.file, "name"))
	return name, people && name != ""
}

func (r *cacaoReader) playbookAction(n cacaoStep, s *step) {
	id := n.json.textAt(r.file, "playbook_id")
	if !slices.Contains(r.see, id) {
		r.lose(n.at, "the playbook "+reader.Quote(id)+", which is not here", "a step that opens it, and its id under see")
	}
	r.see = appendOnce(r.see, id)
	s.say("Open the playbook " + id + " beside this one.")
	if version := n.json.textAt(r.file, "playbook_version"); version != "" {
		s.say("Its version in the source: " + version)
	}
}

func appendOnce(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// timing says in short how long a step may take and how long it waits.
func (r *cacaoReader) timing(n cacaoStep, s *step) (about []string) {
	if limit, ok := milliseconds(n.json.member("timeout")); ok && limit > 0 {
		s.expects = limit
		about = append(about, "Time limit in the source: "+inWords(limit)+".")
	}
	if wait, ok := milliseconds(n.json.member("delay")); ok && wait > 0 {
		about = append(about, "Wait "+inWords(wait)+" before you begin, as the source does.")
	}
	return about
}

func milliseconds(n *jsonNode) (time.Duration, bool) {
	if !n.is(jsonNumber) {
		return 0, false
	}
	n.take()
	const most = 10 * 365 * 24 * time.Hour
	i, err := strconv.ParseInt(n.text, 10, 64)
	return time.Duration(i) * time.Millisecond, err == nil && i >= 0 && i < int64(most/time.Millisecond)
}

// inWords says a length of time in its largest whole unit.
func inWords(d time.Duration) string {
	for _, unit := range []struct {
		length time.Duration
		name   string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}, {time.Second, "second"}} {
		if d%unit.length == 0 {
			return counted(int(d/unit.length), unit.name)
		}
	}
	return counted(int(d.Milliseconds()), "millisecond")
}

// outputs asks for what a step finds out, and names what it uses.
func (r *cacaoReader) outputs(n cacaoStep, s *step) {
	for _, name := range n.json.strings("out_args") {
		s.record = appendOnce(s.record, r.variableFact(n, name))
	}
	if in := r.textsOf(n.json, "in_args"); len(in) > 0 {
		s.say("Uses: " + r.prose(strings.Join(in, ", ")) + ".")
	}
}

// variableFact returns the question for a variable, asked once for all steps that
// find it out.
func (r *cacaoReader) variableFact(n cacaoStep, name *jsonNode) string {
	base := variableIn(name.text)
	if base == "" {
		base = oneLine(r.plain(name.text, name.place))
	}
	key, local := base, n.json.member("step_variables").member(name.text)
	if local != nil {
		key = n.id + " " + base
	}
	if f := r.asked[key]; f != nil {
		return f.id
	}
	declared := local
	if declared == nil {
		declared = r.root.member("playbook_variables").member(name.text)
	}
	ask := oneLine(declared.textAt(r.file, "description"))
	if ask == "" {
		ask = "What is " + strings.ReplaceAll(base, "_", " ") + "?"
	}
	f := r.document.factAs(base, ask, variableType(declared.string("type")))
	r.asked[key] = f
	return f.id
}

func variableType(of string) playbook.FactType {
	switch of {
	case "bool", "boolean":
		return playbook.YesNo
	case "integer", "long", "float":
		return playbook.Number
	}
	return playbook.Text
}

// shown returns a text as plain does, without a loss: it is told where the text
// itself is read.
func (f *file) shown(s string) string {
	s, _ = spelledOut(s, func(int, string) {})
	return s
}
