package convert

import (
	"strings"

	"cordon/playbook"
	"cordon/playbook/reader"
)

// readSteps makes the steps of the workflow, in the order in which they are met. It
// returns the extension of Cordon if they were made of that.
func (r *cacaoReader) readSteps() (extension *jsonNode) {
	r.collect()
	if len(r.nodes) == 0 {
		return nil
	}
	if x := r.ours(); x != nil {
		r.readOurs(x)
		return x
	}
	r.graph.describe = r.describe
	for i := range r.nodes {
		r.decide(i)
	}
	for i := range r.nodes {
		r.edges(i)
	}
	start := r.number[r.root.string("workflow_start")] // or the first
	var apart []apartFrom
	if i, ok := r.number[r.root.string("workflow_exception")]; ok {
		apart = append(apart, apartFrom{i, r.root.member("workflow_exception").place, "the way for when something fails", "When something fails"})
	}
	r.write(start, apart...)
	return nil
}

// collect numbers the steps in the order of the file.
func (r *cacaoReader) collect() {
	r.number = map[string]int{}
	for _, m := range r.root.member("workflow").object() {
		if !m.value.is(jsonObject) {
			r.broken(m.place, "the step "+reader.Quote(m.key)+" is "+m.value.kind.String()+"; CACAO 2.0 has a group here", "", leftOut)
			continue
		}
		s := cacaoStep{id: m.key, at: m.place, json: m.value, kind: stepKind(m.value)}
		r.steps = append(r.steps, s)
		r.number[m.key] = r.add(graphNode{at: m.place, title: r.titleOf(s)})
		r.edge(s)
	}
}

// edge keeps what the file says at a start or an end, which are no steps.
func (r *cacaoReader) edge(s cacaoStep) {
	if s.kind != "start" && s.kind != "end" {
		return
	}
	var all []string
	for _, key := range []string{"name", "description"} {
		if text := oneLine(s.json.textAt(r.file, key)); text != "" {
			all = append(all, text)
		}
	}
	if len(all) > 0 {
		r.tell("At " + map[string]string{"start": "the start", "end": "an end"}[s.kind] + " the source says: " + strings.Join(all, ". "))
	}
}

// stepKind is the type of a step in the words of 2.0.
func stepKind(n *jsonNode) string {
	switch t := n.string("type"); t {
	case "single":
		return "action"
	case "playbook":
		return "playbook-action"
	default:
		return t
	}
}

// decide finds the question that the successors of a step depend on.
func (r *cacaoReader) decide(i int) {
	n, s := &r.nodes[i], r.steps[i]
	switch s.kind {
	case "if-condition":
		n.decides = []*fact{r.newChoice(n.title, "yes", "Yes", "no", "No")}
	case "while-condition":
		n.decides = []*fact{r.newChoice(n.title, "repeat", "Yes", "done", "No")}
	case "switch-condition":
		n.decides = []*fact{r.switchOn(n.title, s.json)}
	default:
		good, bad := s.json.string("on_success"), s.json.string("on_failure")
		if bad != "" && bad != good && (r.isStep(good) || r.isStep(bad)) {
			n.decides = []*fact{r.newOutcome(n.title)}
		}
		return
	}
	if bad := s.json.member("on_failure"); r.isStep(bad.said()) {
		r.lose(bad.place, "what follows when a decision fails", "taken as one that always follows")
	}
}

// isStep reports whether an id is that of a step to do.
func (r *cacaoReader) isStep(id string) bool {
	i, ok := r.number[id]
	return ok && r.nodes[i].title != ""
}

// otherwise is the answer where no case of a switch fits.
const otherwise = "default"

// switchOn asks for the variable that is switched on. All switches on one
// variable ask one question.
func (r *cacaoReader) switchOn(ask string, n *jsonNode) *fact {
	name := variableIn(n.string("switch"))
	f := r.asked[name]
	switch {
	case name == "":
		f = r.document.fact(ask, playbook.Choice)
	case f == nil:
		f = r.document.factAs(name, ask, playbook.Choice)
		r.asked[name] = f
	}
	for _, m := range n.member("cases").object() {
		if key := oneLine(r.plain(m.key, m.place)); key != otherwise {
			f.optionFor(key)
		}
	}
	return f
}

// variableIn is the name of the variable that a text uses, without what is
// around it, or nothing unless it is all there is.
func variableIn(s string) string {
	s = strings.TrimSpace(s)
	s = strings.TrimSuffix(strings.TrimSuffix(s, ":value"), ".value")
	name := strings.Trim(s, "_$")
	if len(s)-len(name) < 4 || strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") != "" {
		return ""
	}
	return name
}

// edges connects a step with what follows it, in the order in which it shall
// stand.
func (r *cacaoReader) edges(i int) {
	n := r.steps[i].json
	switch r.steps[i].kind {
	case "end":
		return
	case "if-condition":
		r.lead(i, n.member("on_true"), "yes")
		r.lead(i, n.member("on_false"), "no")
	case "while-condition":
		r.lead(i, n.member("on_true"), "repeat")
		r.lead(i, n.member("on_false"), "done") // of version 1
	case "switch-condition":
		r.cases(i, n.member("cases"))
	case "parallel":
		r.lead(i, n.member("next_steps"))
	}
	var good, bad []string
	if f := r.nodes[i].decision(); f != nil && f.outcome {
		good, bad = []string{worked}, []string{failed}
	}
	r.lead(i, n.member("on_completion"))
	r.lead(i, n.member("on_success"), good...)
	r.lead(i, n.member("on_failure"), bad...)
}

// lead connects a step with those that a value names: one, or a list of them.
func (r *cacaoReader) lead(from int, to *jsonNode, options ...string) {
	for _, id := range append(to.list(), to) {
		if number, ok := r.number[id.said()]; ok {
			if r.nodes[from].decision() == nil {
				options = nil // in a playbook of ours, which says when by itself
			}
			r.connect(from, number, options...)
		}
	}
}

// said is the text of a node, and nothing unless it is text.
func (n *jsonNode) said() string {
	if n.is(jsonText) {
		return n.take().text
	}
	return ""
}

// cases connects the branches of a switch. What has no case of its own here is
// otherwise, also where another switch on the same variable has one.
func (r *cacaoReader) cases(i int, cases *jsonNode) {
	f := r.nodes[i].decision()
	if f == nil {
		return
	}
	f.otherwise()
	own := map[string]bool{}
	var rest []*jsonNode
	for _, m := range cases.object() {
		key := oneLine(r.shown(m.key))
		if key == otherwise {
			rest = append(rest, m.value)
			continue
		}
		id := f.optionFor(key)
		own[id] = true
		r.lead(i, m.value, id)
	}
	var others []string
	for _, o := range f.options {
		if !own[o.id] {
			others = append(others, o.id)
		}
	}
	for _, n := range rest {
		r.lead(i, n, others...)
	}
}

func texts(nodes []*jsonNode) []string {
	all := make([]string, len(nodes))
	for i, n := range nodes {
		all[i] = n.text
	}
	return all
}
