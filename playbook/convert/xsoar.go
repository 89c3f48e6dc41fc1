package convert

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/reader"

	"go.yaml.in/yaml/v4"
)

// guessXSOAR knows a playbook of Cortex XSOAR by its tasks and the first of them.
func guessXSOAR(f *file) bool {
	root := f.yaml()
	return value(root, "starttaskid") != nil && value(root, "tasks") != nil
}

// readXSOAR reads a playbook of Cortex XSOAR, once Demisto.
func readXSOAR(f *file, d *document) {
	root, tasks := f.tasksOf(d)
	if tasks == nil {
		return
	}
	d.origin.Version = f.textAt(root, "version")
	r := xsoarReader{graph: f.newGraph(d), number: map[string]int{}, told: map[*yaml.Node]bool{}}
	r.graph.describe = r.describe
	r.inputs(root, "inputs", "Inputs", "key", "value")
	r.inputs(root, "outputs", "Outputs", "contextPath", "type")
	r.collect(tasks)
	for i := range r.tasks {
		r.decide(i)
		r.follow(i)
	}
	if len(r.tasks) > 0 {
		r.write(r.start(root))
	}
	r.comments(root)
	r.unsaid(r.yamlEntry("", root).without("type"), xsoarOwn()...)
}

// xsoarOwn are keys that say how the source draws, numbers and runs a playbook.
func xsoarOwn() []string {
	return []string{
		"id", "taskid", "version", "view", "fromversion", "toversion", "fromServerVersion", "toServerVersion", "tests", "marketplaces", "contentitemexportablefields",
		"separatecontext", "continueonerror", "continueonerrortype", "skipunavailable", "ignoreworker", "quietmode", "quiet", "isoversize", "isautoswitchedtoquietmode", "reputationcalc",
		"iscommand", "brand", "scriptName", "dirtyInputs", "sourceplaybookid", "adopted", "vcShouldKeepItemLegacyProdMachine",
		"iscontext", "system", "methods", "format", "timings", "playbooksettings", "inputSections", "outputSections",
	}
}

// An xsoarReader makes a document of the tasks of a playbook.
type xsoarReader struct {
	graph
	tasks  []xsoarTask // by the numbers of their nodes
	number map[string]int
	told   map[*yaml.Node]bool // filters and transformers that are in the losses
}

// A xsoarTask is a task: what it is, and how it is used here.
type xsoarTask struct {
	id   string
	kind string
	node *yaml.Node
	task *yaml.Node
}

// inputs lists what a playbook takes or gives, in a table.
func (r *xsoarReader) inputs(root *yaml.Node, key, label, name, second string) {
	var rows []string
	for _, n := range items(value(root, key)) {
		what := r.textAt(n, name)
		if what == "" {
			continue
		}
		more := r.textAt(n, second)
		if v := value(n, second); v != nil && v.Kind == yaml.MappingNode {
			more = r.said(v)
		}
		rows = append(rows, "| "+codeCell(what)+" | "+codeCell(more)+" | "+inCell(r.textAt(n, "description"))+" |")
	}
	if len(rows) > 0 {
		r.tell(label + " of the source:\n\n| name | " + second + " | meaning |\n|---|---|---|\n" + strings.Join(rows, "\n"))
	}
}

// collect numbers the tasks in the order of the file.
func (r *xsoarReader) collect(tasks *yaml.Node) {
	for i := 0; i+1 < len(tasks.Content); i += 2 {
		key, n := tasks.Content[i], tasks.Content[i+1]
		if n.Kind != yaml.MappingNode {
			r.lose(placeOf(key), "the task "+reader.Quote(key.Value)+", which is "+reader.Describe(n), leftOut)
			continue
		}
		t := xsoarTask{id: key.Value, kind: scalarOf(n, "type"), node: n, task: value(n, "task")}
		g := graphNode{at: placeOf(key)}
		name := oneLine(r.textAt(t.task, "name"))
		switch t.kind {
		case "start":
			if isStartName(name) {
				name = ""
			}
			r.begins(name, r.textAt(t.task, "description"))
		case "title", "section":
			g.heading, g.goal = name, r.textAt(t.task, "description")
		default:
			if g.title = name; name == "" {
				g.title = "Do what the source says here"
			}
		}
		r.tasks = append(r.tasks, t)
		r.number[t.id] = r.add(g)
	}
}

// isStartName knows the names that a start has by itself.
func isStartName(name string) bool {
	switch strings.ToLower(name) {
	case "start", "start_task", "start task", "playbook start":
		return true
	}
	return false
}

// begins keeps what the source says at the start, which is no step.
func (r *xsoarReader) begins(said ...string) {
	said = slices.DeleteFunc(said, func(text string) bool { return strings.TrimSpace(text) == "" })
	if len(said) > 0 {
		r.tell("At the start the source says: " + strings.Join(said, ". "))
	}
}

// scalarOf is a word of the format itself, which nobody reads.
func scalarOf(n *yaml.Node, key string) string {
	if v := value(n, key); v != nil && v.Kind == yaml.ScalarNode {
		return v.Value
	}
	return ""
}

// start is the task that the playbook begins with, or the first.
func (r *xsoarReader) start(root *yaml.Node) int {
	r.take(value(root, "starttaskid"))
	id := scalarOf(root, "starttaskid")
	if i, ok := r.number[id]; ok {
		return i
	}
	at := placeOf(root)
	if n := value(root, "starttaskid"); n != nil {
		at = placeOf(n)
	}
	r.lose(at, "the start, "+reader.Quote(id)+", which is not there", "the first task was taken")
	return 0
}

// The labels of what follows a task that are no answers.
const (
	xsoarAlways    = "#none#"
	xsoarOtherwise = "#default#"
	xsoarFailed    = "#error#"
)

// decide finds the question that the successors of a task depend on.
func (r *xsoarReader) decide(i int) {
	next := r.nextOf(i)
	if next == nil {
		return
	}
	n := &r.nodes[i]
	fails, other := value(next, xsoarFailed), value(next, xsoarOtherwise)
	labels := r.labels(i, next)
	switch {
	case n.title == "" && len(labels) > 0:
		r.lose(placeOf(next), "the answers of what is no decision", "what follows is always open")
	case n.title == "":
	case len(labels) > 0:
		f := r.document.fact(n.title, playbook.Choice)
		for _, label := range labels {
			f.optionFor(label)
		}
		if other != nil || len(f.options) < 2 {
			f.otherwise() // else the source knows all answers
		}
		n.decides = []*fact{f}
	case len(items(fails)) > 0:
		n.decides = []*fact{r.newOutcome(n.title)}
	case other != nil:
		r.lose(placeOf(next), "a decision whose answers are not told, "+reader.Quote(n.title), "what follows is always open")
	}
}

// nextOf is the group that says what follows a task, or nil.
func (r *xsoarReader) nextOf(i int) *yaml.Node {
	if next := value(r.tasks[i].node, "nexttasks"); next != nil && next.Kind == yaml.MappingNode {
		return next
	}
	return nil
}

// labels are the answers of a decision: those that something follows on, and
// those on which its conditions end.
func (r *xsoarReader) labels(i int, next *yaml.Node) []string {
	var all []string
	for j := 0; j+1 < len(next.Content); j += 2 {
		switch label := next.Content[j]; label.Value {
		case xsoarAlways, xsoarFailed, xsoarOtherwise:
		default:
			all = append(all, oneLine(r.plain(label.Value, placeOf(label))))
		}
	}
	if r.tasks[i].kind != "condition" {
		return all
	}
	known := items(value(value(r.tasks[i].node, "message"), "replyOptions"))
	for _, c := range items(value(r.tasks[i].node, "conditions")) {
		known = append(known, value(c, "label"))
	}
	for _, n := range known {
		label := oneLine(r.scalar(n))
		if label != "" && !slices.ContainsFunc(all, func(s string) bool { return strings.EqualFold(s, label) }) {
			all = append(all, label)
		}
	}
	return all
}

// follow connects a task with those that come after it.
func (r *xsoarReader) follow(i int) {
	next := r.nextOf(i)
	if n := value(r.tasks[i].node, "nexttasks"); next == nil && n != nil && n.Tag != "!!null" {
		r.lose(placeOf(n), "what follows a task, which is "+reader.Describe(n), leftOut)
	}
	if next == nil {
		return
	}
	f := r.nodes[i].decision()
	for j := 0; j+1 < len(next.Content); j += 2 {
		var answer []string
		switch label := next.Content[j].Value; {
		case f == nil:
		case f.outcome && label == xsoarFailed:
			answer = []string{failed}
		case f.outcome:
			answer = []string{worked}
		case label == xsoarOtherwise:
			answer = []string{f.other}
		case label == xsoarFailed && len(items(next.Content[j+1])) > 0:
			r.lose(placeOf(next.Content[j]), "what follows when a decision fails", "taken as one that always follows")
		case label != xsoarAlways && label != xsoarFailed:
			answer = []string{f.optionFor(r.shown(label))}
		}
		for _, id := range items(next.Content[j+1]) {
			r.take(id)
			to, ok := r.number[id.Value]
			if !ok {
				r.lose(placeOf(id), "the task "+reader.Quote(id.Value)+", which is not there", leftOut)
				continue
			}
			r.connect(i, to, answer...)
		}
	}
}

// describe says in a step what the source says of a task.
func (r *xsoarReader) describe(i int, s *step) {
	t := r.tasks[i]
	s.sourceID = r.plain(t.id, r.nodes[i].at)
	s.describe(r.textAt(t.task, "description"))
	if who := r.textAt(value(t.node, "defaultassigneecomplex"), "simple"); who != "" && !strings.Contains(who, "${") {
		s.role = r.role(who)
	}
	r.message(t, s)
	r.form(t, s)
	switch t.kind {
	case "condition":
		r.condition(t, s)
	case "playbook":
		r.subPlaybook(t, s)
	}
	r.automation(t, s)
	r.loop(t, s)
	r.timers(t, s)
	s.evidence = r.textAt(value(t.node, "evidencedata"), "description")
	if r.textAt(t.node, "note") == "true" {
		s.say("Its result is a note in the source.")
	}
}

// message is what a task asks somebody by mail or in a channel.
func (r *xsoarReader) message(t xsoarTask, s *step) {
	m := value(t.node, "message")
	for _, part := range []struct{ key, label string }{{"to", "Ask: "}, {"subject", "Subject: "}, {"body", ""}} {
		if text := strings.TrimSpace(r.said(value(m, part.key))); text != "" {
			s.say(part.label + text)
		}
	}
	if value(t.node, "form") != nil {
		return // it asks for the answers
	}
	if replies := r.texts(value(m, "replyOptions")); len(replies) > 0 {
		s.say("Answers: " + strings.Join(replies, ", ") + ".")
	}
}

// condition says what a decision looks at, if it is not a person who decides.
func (r *xsoarReader) condition(t xsoarTask, s *step) {
	for _, c := range items(value(t.node, "conditions")) {
		var either []string
		for _, all := range items(value(c, "condition")) {
			var both []string
			for _, one := range items(all) {
				text := strings.TrimSpace(r.operand(value(one, "left")) + " " + r.textAt(one, "operator") + " " + r.operand(value(one, "right")))
				if r.textAt(one, "ignorecase") == "true" && value(one, "right") != nil {
					text += " (upper or lower case)"
				}
				both = append(both, text)
			}
			either = append(either, strings.Join(both, " or "))
		}
		if len(either) > 0 {
			s.say("Condition in the source for “" + oneLine(r.textAt(c, "label")) + "”: " + inCode(strings.Join(either, " and ")))
		}
	}
}

func (r *xsoarReader) operand(n *yaml.Node) string {
	if v := value(n, "value"); v != nil {
		return r.said(v)
	}
	return r.said(n)
}

// said is the text of a value: as it is, or the path of what it takes, with the
// filters and transformers that it goes through.
func (r *xsoarReader) said(n *yaml.Node) string {
	if n == nil {
		return ""
	}
	if n.Kind == yaml.ScalarNode {
		return r.scalar(n)
	}
	if simple := r.textAt(n, "simple"); simple != "" {
		return simple
	}
	c := value(n, "complex")
	if c == nil {
		return ""
	}
	text := r.textAt(c, "root")
	if accessor := r.textAt(c, "accessor"); accessor != "" {
		text += "." + accessor
	}
	for _, how := range []struct{ key, word string }{{"filters", " (filtered)"}, {"transformers", " (transformed)"}} {
		if n := value(c, how.key); len(items(n)) > 0 {
			text += how.word
			if !r.told[n] {
				r.told[n] = true
				left, _ := r.yamlEntry("", n).texts()
				r.lose(placeOf(n), "the "+how.key+" of “"+r.textAt(c, "root")+"”, "+r.quoted(left), "named, not written out")
				r.takeAll(n)
			}
		}
	}
	return text
}

// automation says what the source ran, and with which arguments.
func (r *xsoarReader) automation(t xsoarTask, s *step) {
	name := cmp.Or(r.textAt(t.task, "scriptName"), r.textAt(t.task, "scriptId"))
	if name == "" {
		name = strings.TrimLeft(strings.TrimPrefix(r.textAt(t.task, "script"), "Builtin"), "|")
	}
	if name != "" {
		what := "automation"
		if r.textAt(t.task, "iscommand") == "true" {
			what = "command"
		}
		s.say("The source ran the " + what + " " + inCode(name) + ".")
		r.lose(placeOf(t.task), "the "+what+" "+reader.Quote(name)+", which the source ran", nothingRuns)
	}
	arguments := value(t.node, "scriptarguments")
	var all []string
	for i := 0; arguments != nil && i+1 < len(arguments.Content); i += 2 {
		if text := r.said(arguments.Content[i+1]); strings.TrimSpace(text) != "" {
			key := r.plain(arguments.Content[i].Value, placeOf(arguments.Content[i]))
			all = append(all, given(key, text))
		}
	}
	if len(all) > 0 {
		s.say("With:\n\n" + strings.Join(all, "\n"))
	}
}

func (r *xsoarReader) subPlaybook(t xsoarTask, s *step) {
	name := r.textAt(t.task, "playbookName")
	if name == "" {
		name = r.textAt(t.task, "playbookId")
	}
	if name == "" {
		name = s.title
	}
	r.lose(placeOf(t.node), "the playbook "+reader.Quote(name)+", which is not here", "a step that opens it, and its name under see")
	r.see = appendOnce(r.see, slugOr(name, ""))
	s.say("Open the playbook “" + oneLine(name) + "” beside this one.")
}

// loop says that a task is done again and again. A loop without an end, a number
// and items is how the format writes that there is none.
func (r *xsoarReader) loop(t xsoarTask, s *step) {
	l := value(t.node, "loop")
	var how []string
	if until := oneLine(r.textAt(l, "exitCondition")); until != "" {
		how = append(how, "until “"+until+"”")
	}
	if n := r.textAt(l, "max"); n != "" && n != "0" {
		how = append(how, "at most "+n+" times")
	}
	if r.textAt(l, "forEach") == "true" {
		how = append(how, "for each item")
	}
	wait := r.textAt(l, "wait")
	if len(how) == 0 {
		return
	}
	if n := wait; n != "" && n != "0" {
		how = append(how, "waiting "+n+" between")
	}
	s.say("The source repeats this step " + strings.Join(how, ", ") + ".")
	r.lose(placeOf(l), "a loop, "+reader.Quote(s.title), "said in words: reopen the step")
}

// timers says what the source counts.
func (r *xsoarReader) timers(t xsoarTask, s *step) {
	for _, n := range items(value(t.node, "timertriggers")) {
		action, field := r.textAt(n, "action"), r.textAt(n, "fieldname")
		s.say("Timer in the source: " + action + " " + field + ".")
		r.lose(placeOf(n), "a timer, "+reader.Quote(field), "said in words; a clock of a playbook starts from a recorded time")
	}
	if limit := r.span(value(t.node, "sla")); limit > 0 {
		s.expects = limit
		s.say("Time limit in the source: " + inWords(limit) + ".")
	}
}

// span is a length of time given in weeks, days, hours and minutes.
func (r *xsoarReader) span(n *yaml.Node) time.Duration {
	var all time.Duration
	for key, unit := range map[string]time.Duration{"weeks": 7 * 24 * time.Hour, "days": 24 * time.Hour, "hours": time.Hour, "minutes": time.Minute} {
		if i, err := strconv.Atoi(scalarOf(n, key)); err == nil && i > 0 && i < 10_000 {
			r.take(value(n, key))
			all += time.Duration(i) * unit
		}
	}
	return all
}

// form asks in the step what the source asks in a form.
func (r *xsoarReader) form(t xsoarTask, s *step) {
	form := value(t.node, "form")
	for _, key := range []string{"title", "description"} {
		if text := strings.TrimSpace(r.textAt(form, key)); text != s.title && !strings.Contains(s.do, text) {
			s.say(text)
		}
	}
	for i, q := range items(value(form, "questions")) {
		ask := oneLine(r.said(value(q, "labelarg")))
		if ask == "" {
			ask = oneLine(r.textAt(q, "label"))
		}
		if ask == "" {
			ask = fmt.Sprintf("Question %d of %s", i+1, s.title)
		}
		help := oneLine(r.textAt(q, "tooltip") + " " + r.textAt(q, "placeholder"))
		if help != "" {
			s.say(ask + " " + help)
		}
		if r.textAt(q, "type") == "attachments" {
			s.say("Keep as evidence: " + ask)
			continue
		}
		s.record = appendOnce(s.record, r.asks(s, q, ask).id)
	}
}

// asks makes a question of one of a form.
func (r *xsoarReader) asks(s *step, q *yaml.Node, ask string) *fact {
	var options []string
	for _, o := range append(items(value(q, "optionsarg")), items(value(q, "options"))...) {
		text := oneLine(r.scalar(o))
		if text == "" {
			text = oneLine(r.textAt(o, "simple"))
		}
		switch {
		case text != "" && !strings.Contains(text, "${"):
			options = append(options, text)
		case r.said(o) != "":
			s.say("The source takes the answers to “" + ask + "” from " + inCode(r.said(o)) + ".")
		}
	}
	typ := playbook.Text
	switch kind := r.textAt(q, "type"); {
	case kind == "singleSelect" && len(options) > 0:
		typ = playbook.Choice
	case kind == "multiSelect" && len(options) > 0:
		typ = playbook.Choices
	case kind == "number":
		typ = playbook.Number
	case kind == "date":
		typ = playbook.Time
	case kind == "boolean":
		typ = playbook.YesNo
	}
	f := r.document.fact(ask, typ)
	if typ == playbook.Choice || typ == playbook.Choices {
		for _, o := range options {
			f.optionFor(o)
		}
	} else if len(options) > 0 {
		r.lose(placeOf(q), "the answers to "+reader.Quote(ask)+", "+r.quoted(options), leftOut)
	}
	return f
}
