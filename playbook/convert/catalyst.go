package convert

import (
	"regexp"
	"slices"
	"strings"

	"cordon/playbook"
	"cordon/playbook/reader"

	"go.yaml.in/yaml/v4"
)

// guessCatalyst knows a playbook of Catalyst by tasks of its types.
func guessCatalyst(f *file) bool {
	tasks := value(f.yaml(), "tasks")
	if tasks == nil || tasks.Kind != yaml.MappingNode || len(tasks.Content) == 0 {
		return false
	}
	for i := 1; i < len(tasks.Content); i += 2 {
		switch scalarOf(tasks.Content[i], "type") {
		case "input", "automation", "task":
		default:
			return false
		}
	}
	return true
}

// readCatalyst reads a playbook of Catalyst.
func readCatalyst(f *file, d *document) {
	root, tasks := f.tasksOf(d)
	if tasks == nil {
		return
	}
	r := catalystReader{graph: f.newGraph(d), number: map[string]int{}, asked: map[string][]*fact{}}
	r.graph.describe = r.describe
	r.collect(tasks)
	for i := range r.tasks {
		r.ask(i)
	}
	for i := range r.tasks {
		r.follow(i)
	}
	if len(r.tasks) > 0 {
		r.write(r.start())
	}
	r.comments(root)
	r.unsaid(r.yamlEntry("", root).without("type"))
}

// A catalystReader makes a document of the tasks of a playbook.
type catalystReader struct {
	graph
	tasks  []catalystTask // by the numbers of their nodes
	number map[string]int
	asked  map[string][]*fact // by the id of the task
	names  map[*fact]string   // of the property that a question stands for
}

type catalystTask struct {
	id   string
	node *yaml.Node
}

// collect numbers the tasks in the order of the file.
func (r *catalystReader) collect(tasks *yaml.Node) {
	r.names = map[*fact]string{}
	for i := 0; i+1 < len(tasks.Content); i += 2 {
		key, n := tasks.Content[i], tasks.Content[i+1]
		if n.Kind != yaml.MappingNode {
			r.lose(placeOf(key), "the task "+reader.Quote(key.Value)+", which is "+reader.Describe(n), leftOut)
			continue
		}
		title := oneLine(r.textAt(n, "name"))
		if title == "" {
			title = oneLine(r.plain(key.Value, placeOf(key)))
		}
		if title == "" {
			title = "Do what the source says here"
		}
		r.tasks = append(r.tasks, catalystTask{key.Value, n})
		r.number[key.Value] = r.add(graphNode{at: placeOf(key), title: title})
	}
}

// start adds a node before all tasks that nothing leads to.
func (r *catalystReader) start() int {
	led := map[int]bool{}
	for _, n := range r.flow.nodes {
		for _, e := range n.next {
			led[e.to] = true
		}
	}
	start := r.add(graphNode{})
	for i := range r.tasks {
		if !led[i] {
			r.connect(start, i)
		}
	}
	return start
}

// ask makes questions of the schema of an input.
func (r *catalystReader) ask(i int) {
	t := r.tasks[i]
	properties := value(value(t.node, "schema"), "properties")
	for j := 0; properties != nil && properties.Kind == yaml.MappingNode && j+1 < len(properties.Content); j += 2 {
		key, p := properties.Content[j], properties.Content[j+1]
		name := oneLine(r.plain(key.Value, placeOf(key)))
		ask := oneLine(r.textAt(p, "title"))
		if ask == "" {
			ask = name
		}
		if len(properties.Content) == 2 && strings.HasSuffix(r.nodes[i].title, "?") {
			ask = r.nodes[i].title // the task is the question
		}
		options := r.texts(value(p, "enum"))
		f := r.document.factAs(name, ask, schemaType(p, len(options) > 0))
		for _, o := range options {
			f.optionFor(o)
		}
		r.names[f] = key.Value
		r.asked[t.id] = append(r.asked[t.id], f)
	}
}

// schemaType is the type of a question for a property of a JSON schema.
func schemaType(p *yaml.Node, options bool) playbook.FactType {
	switch t := scalarOf(p, "type"); {
	case options:
		return playbook.Choice
	case t == "boolean":
		return playbook.YesNo
	case t == "number" || t == "integer":
		return playbook.Number
	}
	return playbook.Text
}

// A comparison of a property with a word is what a condition can say.
var catalystComparison = regexp.MustCompile(`^\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(==|!=)\s*['"]([^'"]*)['"]\s*$`)

// follow connects a task with those that come after it. What leads there is a
// comparison with a choice that the task asks for, or a question of its own.
func (r *catalystReader) follow(i int) {
	next := value(r.tasks[i].node, "next")
	switch {
	case next == nil || next.Tag == "!!null":
		return
	case next.Kind != yaml.MappingNode:
		r.lose(placeOf(next), "what follows a task, which is "+reader.Describe(next), leftOut)
		return
	}
	var free []int // of next, what a person has to answer
	for j := 0; j+1 < len(next.Content); j += 2 {
		key, condition := next.Content[j], next.Content[j+1]
		to, ok := r.number[key.Value]
		if !ok {
			r.lose(placeOf(key), "the task "+reader.Quote(key.Value)+", which is not there", leftOut)
			continue
		}
		f, options := r.compared(i, condition.Value)
		switch {
		case condition.Kind != yaml.ScalarNode:
			r.lose(placeOf(condition), "a condition, which is "+reader.Describe(condition), "what follows is always open")
			r.connect(i, to)
		case strings.TrimSpace(condition.Value) == "" || condition.Tag == "!!null":
			r.connect(i, to)
		case f != nil && len(options) == 0:
			r.lose(placeOf(condition), "the condition "+reader.Quote(condition.Value)+", which no answer meets", "what follows is always open")
			r.connect(i, to)
		case f != nil:
			r.nodes[i].decides = appendFact(r.nodes[i].decides, f)
			r.connectOn(i, to, f, options...)
		default:
			free = append(free, j)
		}
	}
	r.answerFreely(i, next, free)
}

func appendFact(all []*fact, f *fact) []*fact {
	if slices.Contains(all, f) {
		return all
	}
	return append(all, f)
}

// compared returns the choice that a condition compares, and the answers for
// which it holds.
func (r *catalystReader) compared(i int, condition string) (*fact, []string) {
	m := catalystComparison.FindStringSubmatch(condition)
	if m == nil {
		return nil, nil
	}
	for _, f := range r.asked[r.tasks[i].id] {
		if r.names[f] != m[1] || f.typ != playbook.Choice {
			continue
		}
		var holds []string
		for _, o := range f.options {
			if (o.label == oneLine(m[3])) == (m[2] == "==") {
				holds = append(holds, o.id)
			}
		}
		return f, holds
	}
	return nil, nil
}

// answerFreely asks about each of the conditions that only a person can answer:
// the source looks at each for itself, so that several may hold, or none. Where
// one task follows on one such condition it is the way of the playbook, which
// only says it.
func (r *catalystReader) answerFreely(i int, next *yaml.Node, free []int) {
	if len(free) == 1 {
		condition := next.Content[free[0]+1]
		r.connect(i, r.number[next.Content[free[0]].Value])
		r.lose(placeOf(condition), "the condition "+reader.Quote(condition.Value), "said in words")
		return
	}
	asked := map[string]*fact{}
	for _, j := range free {
		condition := oneLine(r.scalar(next.Content[j+1]))
		f := asked[condition]
		if f == nil {
			f = r.newChoice("After “"+r.nodes[i].title+"”, does this hold: "+condition+"?", "yes", "Yes", "no", "No")
			asked[condition] = f
			r.nodes[i].decides = append(r.nodes[i].decides, f)
		}
		r.connectOn(i, r.number[next.Content[j].Value], f, "yes")
	}
}

// describe says in a step what the source says of a task.
func (r *catalystReader) describe(i int, s *step) {
	t := r.tasks[i]
	s.sourceID = r.plain(t.id, r.nodes[i].at)
	s.describe(r.textAt(t.node, "description"))
	for _, key := range []string{"title", "description"} {
		if text := oneLine(r.textAt(value(t.node, "schema"), key)); text != "" && text != s.title {
			s.say(text)
		}
	}
	if owner := r.textAt(t.node, "owner"); owner != "" {
		s.role = r.role(owner)
	}
	for _, f := range r.asked[t.id] {
		s.record = appendOnce(s.record, f.id)
	}
	if name := r.textAt(t.node, "automation"); name != "" {
		s.say("The source ran the automation " + inCode(name) + ".")
		r.lose(placeOf(value(t.node, "automation")), "the automation "+reader.Quote(name)+", which the source ran", nothingRuns)
	}
	r.payload(t, s)
	r.ways(t, s)
}

// payload says what an automation was given.
func (r *catalystReader) payload(t catalystTask, s *step) {
	p := value(t.node, "payload")
	var all []string
	for j := 0; p != nil && p.Kind == yaml.MappingNode && j+1 < len(p.Content); j += 2 {
		if text := r.scalar(p.Content[j+1]); strings.TrimSpace(text) != "" {
			all = append(all, given(r.plain(p.Content[j].Value, placeOf(p.Content[j])), text))
		}
	}
	if len(all) > 0 {
		s.say("With:\n\n" + strings.Join(all, "\n"))
	}
}

// ways says on what conditions the source goes on.
func (r *catalystReader) ways(t catalystTask, s *step) {
	next := value(t.node, "next")
	var all []string
	for j := 0; next != nil && next.Kind == yaml.MappingNode && j+1 < len(next.Content); j += 2 {
		to, ok := r.number[next.Content[j].Value]
		if condition := oneLine(r.shown(next.Content[j+1].Value)); ok && condition != "" && next.Content[j+1].Tag != "!!null" {
			r.take(next.Content[j+1])
			all = append(all, "- “"+r.nodes[to].title+"” if "+inCode(condition))
		}
	}
	if len(all) > 0 {
		s.say("In the source this leads to:\n\n" + strings.Join(all, "\n"))
	}
}
