package convert

import (
	"slices"
	"strings"

	"cordon/playbook"
	"cordon/playbook/reader"
)

// readSteps makes the steps of the workflow, in the order in which they are met.
func (r *cacaoReader) readSteps() {
	r.collect()
	for i := range r.nodes {
		r.decide(&r.nodes[i])
	}
	for i := range r.nodes {
		r.flow.nodes[i].next = r.edges(&r.nodes[i])
	}
	var starts []int
	if i, ok := r.number[r.root.string("workflow_start")]; ok {
		starts = []int{i}
	} else if len(r.nodes) > 0 {
		starts = []int{0}
	}
	main := r.flow.walk(r.declare, starts...)
	r.fill(r.document.phase(place{}, "Steps"), main)
	r.rest(main)
	r.orderFacts()
}

// collect numbers the steps in the order of the file.
func (r *cacaoReader) collect() {
	r.number = map[string]int{}
	r.flow.diagram = newDiagram()
	for _, m := range r.root.member("workflow").object() {
		if !m.value.is(jsonObject) {
			r.broken(m.place, "the step "+reader.Quote(m.key)+" is "+m.value.kind.String()+"; CACAO 2.0 has a group here", "", leftOut)
			continue
		}
		r.number[m.key] = len(r.nodes)
		r.nodes = append(r.nodes, cacaoNode{id: m.key, at: m.place, json: m.value, kind: stepKind(m.value)})
	}
	r.flow.nodes = make([]flowNode, len(r.nodes))
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

// rest makes steps of what the way from the start does not reach: what is there
// for when something fails, and what nothing leads to.
func (r *cacaoReader) rest(main walk) {
	reached := map[int]bool{}
	for _, i := range main.order {
		reached[i] = true
	}
	if i, ok := r.number[r.root.string("workflow_exception")]; ok && !reached[i] && r.nodes[i].isStep() {
		at := r.root.member("workflow_exception").place
		r.lose(at, "the way for when something fails", "kept as a phase of its own")
		w := r.flow.walk(r.declare, i)
		w.order = slices.DeleteFunc(w.order, func(i int) bool { return reached[i] })
		r.fill(r.document.phase(at, "When something fails"), w)
		for _, i := range w.order {
			reached[i] = true
		}
	}
	var loose []int
	for i := range r.nodes {
		if !reached[i] && r.nodes[i].isStep() {
			loose = append(loose, i)
			r.lose(r.nodes[i].at, "a step that nothing leads to, "+reader.Quote(r.nodes[i].title()), "kept in a last phase")
		}
	}
	w := r.flow.walk(r.declare, loose...)
	w.order = slices.DeleteFunc(w.order, func(i int) bool { return reached[i] })
	r.fill(r.document.phase(place{}, "Not reachable in the source"), w)
}

func (n *cacaoNode) isStep() bool { return n.kind != "start" && n.kind != "end" }

// fill writes the steps of a walk into a phase.
func (r *cacaoReader) fill(p *phase, w walk) {
	for _, i := range w.order {
		if n := &r.nodes[i]; n.isStep() {
			n.step = p.step(n.at, r.titleOf(n))
			r.describe(n)
			r.guard(n, i, w)
		}
	}
	for _, b := range w.back {
		from, to := &r.nodes[b.from], &r.nodes[b.to]
		if from.step != nil && to.step != nil {
			from.step.say("In the source this leads back to “" + to.step.title + "”: reopen it, and what follows.")
			r.lose(from.at, "a way back to "+reader.Quote(to.step.title), "said in words")
		}
	}
}

// guard says when a step applies, as a condition or, where it is too long for
// one, in words.
func (r *cacaoReader) guard(n *cacaoNode, i int, w walk) {
	condition, ok := r.flow.when(w.guards[i])
	if n.step.when = condition; ok {
		return
	}
	var ways []string
	for j, from := range r.nodes {
		for _, e := range r.flow.nodes[j].next {
			if e.to == i && from.isStep() {
				ways = append(ways, "“"+r.titleOf(&r.nodes[j])+"”"+r.answerWords(e))
			}
		}
	}
	n.step.say("It depends on more than a condition can say. In the source it follows " + strings.Join(ways, ", or ") + ".")
	r.lose(n.at, "a condition too long for a playbook", "said in words")
}

func (r *cacaoReader) answerWords(e flowEdge) string {
	if e.fact == "" {
		return ""
	}
	return " with the answer " + strings.Join(e.options, " or ")
}

// decide finds the question that the successors of a step depend on.
func (r *cacaoReader) decide(n *cacaoNode) {
	switch n.kind {
	case "if-condition":
		n.decides = r.newChoice(r.question(n), "yes", "Yes", "no", "No")
	case "while-condition":
		n.decides = r.newChoice(r.question(n), "repeat", "Yes", "done", "No")
	case "switch-condition":
		r.decideSwitch(n)
	default:
		if next := n.json.string("on_success"); r.isStepID(next) || r.isStepID(n.json.string("on_failure")) {
			if fails := n.json.string("on_failure"); fails != "" && fails != next {
				n.decides = r.newChoice("Did it work: "+r.titleOf(n)+"?", "worked", "It worked", "failed", "It failed")
			}
		}
	}
}

// isStepID reports whether an id is that of a step to do.
func (r *cacaoReader) isStepID(id string) bool {
	i, ok := r.number[id]
	return ok && r.nodes[i].isStep()
}

func (r *cacaoReader) newChoice(ask string, idsAndLabels ...string) *fact {
	f := r.document.fact(ask, playbook.Choice)
	for pair := range slices.Chunk(idsAndLabels, 2) {
		f.optionAs(pair[0], pair[1])
	}
	return f
}

// otherwise is the answer where no case of a switch fits.
const otherwise = "default"

// decideSwitch asks for the variable that is switched on. All switches on one
// variable ask one question.
func (r *cacaoReader) decideSwitch(n *cacaoNode) {
	name := variableIn(n.json.string("switch"))
	f := r.asked[name]
	if f == nil || name == "" {
		ask := r.question(n)
		if name == "" {
			f = r.document.fact(ask, playbook.Choice)
		} else {
			f = r.document.factAs(name, ask, playbook.Choice)
			r.asked[name] = f
		}
	}
	for _, m := range n.json.member("cases").object() {
		if key := oneLine(r.plain(m.key, m.place)); key != otherwise {
			f.optionFor(key)
		}
	}
	n.decides = f
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

// declare makes the question of a step known to the conditions.
func (r *cacaoReader) declare(i int) {
	f := r.nodes[i].decides
	if f == nil {
		return
	}
	if r.nodes[i].kind == "switch-condition" {
		f.otherwise()
	}
	ids := make([]string, len(f.options))
	for j, o := range f.options {
		ids[j] = o.id
	}
	r.flow.declare(f.id, ids)
}

// edges lists what follows a step, in the order in which it shall stand.
func (r *cacaoReader) edges(n *cacaoNode) []flowEdge {
	var all []flowEdge
	add := func(fact *fact, ids []string, options ...string) {
		for _, id := range ids {
			to, ok := r.number[id]
			if !ok {
				continue
			}
			e := flowEdge{to: to}
			if fact != nil {
				e.fact, e.options = fact.id, options
			}
			all = append(all, e)
		}
	}
	switch n.kind {
	case "end":
		return nil
	case "if-condition":
		add(n.decides, texts(n.json.strings("on_true")), "yes")
		add(n.decides, texts(n.json.strings("on_false")), "no")
	case "while-condition":
		add(n.decides, texts(n.json.strings("on_true")), "repeat")
	case "switch-condition":
		r.cases(n, add)
	case "parallel":
		add(nil, texts(n.json.strings("next_steps")))
	}
	var worked, failed []string
	var result *fact
	if n.decides != nil && n.decides.has("worked") {
		result, worked, failed = n.decides, []string{"worked"}, []string{"failed"}
	}
	add(nil, texts(n.json.strings("on_completion")))
	add(result, texts(n.json.strings("on_success")), worked...)
	add(result, texts(n.json.strings("on_failure")), failed...)
	return all
}

// cases adds the branches of a switch. What has no case of its own here is
// otherwise, also where another switch on the same variable has one.
func (r *cacaoReader) cases(n *cacaoNode, add func(f *fact, ids []string, options ...string)) {
	f := n.decides
	f.otherwise()
	own := map[string]bool{}
	for _, m := range n.json.member("cases").object() {
		if key := oneLine(r.plain(m.key, place{})); key != otherwise {
			id := f.optionFor(key)
			own[id] = true
			add(f, listed(m.value), id)
		}
	}
	var others []string
	for _, o := range f.options {
		if !own[o.id] {
			others = append(others, o.id)
		}
	}
	add(f, listed(n.json.member("cases").member(otherwise)), others...)
}

// listed returns the ids of a case: version 1 has a list.
func listed(n *jsonNode) []string {
	if n.is(jsonText) {
		return []string{n.text}
	}
	var all []string
	for _, item := range n.list() {
		all = append(all, item.text)
	}
	return all
}

func texts(nodes []*jsonNode) []string {
	all := make([]string, len(nodes))
	for i, n := range nodes {
		all[i] = n.text
	}
	return all
}
