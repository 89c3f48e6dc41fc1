package convert

import (
	"slices"
	"strings"

	"cordon/playbook"
	"cordon/playbook/reader"
)

// A graph makes the steps of a source that says what follows what. Its reader
// gives it the nodes and the edges of the flow.
type graph struct {
	*file
	*document
	flow  flow
	nodes []graphNode
	// describe says in a step what the source says of a node.
	describe func(node int, s *step)
	before   [][]int // see leading
}

// A graphNode is a step of the source, or something else on the way.
type graphNode struct {
	at      place
	title   string  // of a step; a node without is none
	heading string  // of a phase that begins here
	goal    string  // of that phase
	decides []*fact // what its successors depend on
	step    *step   // once it was written
}

func (f *file) newGraph(d *document) graph {
	return graph{file: f, document: d, flow: flow{diagram: newDiagram()}}
}

// add adds a node.
func (g *graph) add(n graphNode) (number int) {
	g.nodes = append(g.nodes, n)
	g.flow.nodes = append(g.flow.nodes, flowNode{})
	return len(g.nodes) - 1
}

// decision is the one question that a node asks, or nil.
func (n graphNode) decision() *fact {
	if len(n.decides) == 0 {
		return nil
	}
	return n.decides[0]
}

// connect notes that one node follows another, for some answers to the question
// that this one asks, or always.
func (g *graph) connect(from, to int, options ...string) {
	if len(options) == 0 {
		g.flow.nodes[from].next = append(g.flow.nodes[from].next, flowEdge{to: to})
		return
	}
	g.connectOn(from, to, g.nodes[from].decision(), options...)
}

// connectOn notes that one node follows another for some answers to a question.
func (g *graph) connectOn(from, to int, f *fact, options ...string) {
	g.flow.nodes[from].next = append(g.flow.nodes[from].next, flowEdge{to, f.id, options})
}

// declare makes what a node decides known to the conditions.
func (g *graph) declare(node int) {
	for _, f := range g.nodes[node].decides {
		ids := make([]string, len(f.options))
		for i, o := range f.options {
			ids[i] = o.id
		}
		g.flow.declare(f.id, ids)
	}
}

// newChoice adds a question with answers, given as pairs of id and label.
func (g *graph) newChoice(ask string, idsAndLabels ...string) *fact {
	f := g.document.fact(ask, playbook.Choice)
	for pair := range slices.Chunk(idsAndLabels, 2) {
		f.optionAs(pair[0], pair[1])
	}
	return f
}

// newOutcome adds the question whether a step worked.
func (g *graph) newOutcome(title string) *fact {
	f := g.newChoice("Did it work: "+title+"?", worked, "It worked", failed, "It failed")
	f.outcome = true
	return f
}

// The answers to whether a step worked.
const (
	worked = "worked"
	failed = "failed"
)

// write makes the steps in the order in which they are met from the start, then
// those of apart, then what nothing leads to.
func (g *graph) write(start int, apart ...apartFrom) {
	done := map[int]bool{}
	main := g.walkTo(done, start)
	g.openOn(main, start, apart)
	g.fill("Steps", main)
	for _, a := range apart {
		if g.nodes[a.start].title == "" {
			continue
		}
		if done[a.start] {
			g.lose(a.at, a.what, "its steps stand among the others")
			continue
		}
		g.lose(a.at, a.what, "kept as a phase of its own")
		g.fill(a.title, g.walkTo(done, a.start))
	}
	g.fill("Not reachable in the source", g.walkTo(done, g.loose(done)...))
	g.orderFacts()
}

// openOn opens the steps on the way from the start which a way apart leads to as
// well: on that way nobody is asked what the condition of the first depends on.
func (g *graph) openOn(main walk, start int, apart []apartFrom) {
	if len(apart) == 0 {
		return
	}
	starts := []int{start}
	for _, a := range apart {
		starts = append(starts, a.start)
	}
	all := g.flow.walk(g.declare, starts...)
	for _, i := range main.order {
		if all.guards[i] == main.guards[i] {
			continue
		}
		main.guards[i] = all.guards[i]
		if n := g.nodes[i]; n.title != "" {
			g.lose(n.at, "when "+reader.Quote(n.title)+" is reached by "+apart[0].what, "it is open on both ways")
		}
	}
}

// loose returns the nodes to begin with so that all are met which are not done
// yet, and tells which steps those are. What leads in a circle has no first; there
// it is the first of the file.
func (g *graph) loose(done map[int]bool) []int {
	led := make([]bool, len(g.nodes))
	for i := range g.nodes {
		for _, e := range g.flow.nodes[i].next {
			led[e.to] = led[e.to] || !done[i]
		}
	}
	var starts []int
	for i, n := range g.nodes {
		switch {
		case done[i]:
			continue
		case n.title != "" && led[i]:
			g.lose(n.at, "a step that the start does not lead to, "+reader.Quote(n.title), "kept in a last phase")
		case n.title != "":
			g.lose(n.at, "a step that nothing leads to, "+reader.Quote(n.title), "kept in a last phase")
		case n.heading != "":
			g.lose(n.at, "a heading that nothing leads to, "+n.headingSaid(), leftOut)
		}
		g.nodes[i].heading = ""
		if !led[i] {
			starts = append(starts, i)
		}
	}
	return append(starts, g.circles(done, starts)...)
}

// circles returns nodes to begin with so that all are met which are not done and
// which the starts do not lead to.
func (g *graph) circles(done map[int]bool, starts []int) []int {
	met := make([]bool, len(g.nodes))
	meet := func(todo ...int) {
		for len(todo) > 0 {
			i := todo[len(todo)-1]
			if todo = todo[:len(todo)-1]; met[i] {
				continue
			}
			met[i] = true
			for _, e := range g.flow.nodes[i].next {
				todo = append(todo, e.to)
			}
		}
	}
	meet(slices.Clone(starts)...)
	var more []int
	for i := range g.nodes {
		if !met[i] && !done[i] {
			more = append(more, i)
			meet(i)
		}
	}
	return more
}

// headingSaid is a heading and what stands under it, for a loss.
func (n graphNode) headingSaid() string {
	if n.goal == "" {
		return reader.Quote(n.heading)
	}
	return reader.Quote(n.heading) + " with the text " + reader.Quote(oneLine(n.goal))
}

// An apartFrom is a way that does not begin at the start.
type apartFrom struct {
	start int
	at    place
	what  string
	title string // of its phase
}

// walkTo follows the flow to the nodes that are not done yet, and notes them.
func (g *graph) walkTo(done map[int]bool, starts ...int) walk {
	w := g.flow.walk(g.declare, starts...)
	w.order = slices.DeleteFunc(w.order, func(i int) bool { return done[i] })
	for _, i := range w.order {
		done[i] = true
	}
	return w
}

// fill writes the steps of a walk into a phase, and into those that begin on the
// way. A step stands in the last phase of those that lead to it, so that it comes
// after them and not under the heading of a branch beside it.
func (g *graph) fill(title string, w walk) {
	phases := []*phase{g.document.phase(place{}, title)}
	in := map[int]int{} // the phase of each node
	for _, i := range w.order {
		n := &g.nodes[i]
		if n.heading != "" {
			in[i] = len(phases)
			p := g.document.phase(n.at, n.heading)
			p.goal = strings.TrimSpace(p.goal + "\n\n" + n.goal)
			phases = append(phases, p)
		}
		for _, e := range g.flow.nodes[i].next {
			in[e.to] = max(in[e.to], in[i])
		}
		if n.title != "" {
			g.writeStep(i, phases[in[i]], w.guards[i])
		}
	}
	for _, b := range w.back {
		g.back(b)
	}
	for _, i := range w.order {
		if n := g.nodes[i]; n.heading != "" && len(phases[in[i]].steps) == 0 {
			g.lose(n.at, "a heading with nothing under it, "+n.headingSaid(), leftOut)
		}
	}
}

func (g *graph) writeStep(node int, p *phase, when *guard) {
	n := &g.nodes[node]
	n.step = p.step(n.at, n.title)
	g.describe(node, n.step)
	for _, f := range n.decides {
		n.step.record = appendOnce(n.step.record, f.id)
	}
	g.guard(node, when)
}

// guard says when a step applies, as a condition or, where it can be none, in
// words.
func (g *graph) guard(node int, when *guard) {
	n := g.nodes[node]
	condition, ok := g.flow.when(when)
	if n.step.when = condition; ok {
		return
	}
	what := "a condition too long for a playbook"
	if when == g.flow.never {
		what = "a step that only answers lead to which exclude each other, " + reader.Quote(n.title)
	}
	words := "It depends on more than a condition can say."
	if ways := g.waysTo(node); len(ways) > 0 {
		words += " In the source it follows " + strings.Join(ways, ", or ") + "."
	}
	n.step.say(words)
	g.lose(n.at, what, "said in words")
}

// waysTo says what leads to a node, and on which answers.
func (g *graph) waysTo(node int) []string {
	var ways []string
	before := slices.Clone(g.leading()[node])
	slices.Sort(before)
	for _, i := range slices.Compact(before) {
		for _, e := range g.flow.nodes[i].next {
			if e.to != node {
				continue
			}
			for _, from := range g.stepsBefore(i) {
				way := "“" + from.title + "”"
				if answers := g.answers(e); answers != "" {
					way += " with the answer " + answers
				}
				ways = append(ways, way)
			}
		}
	}
	return ways
}

// answers are those on which an edge is taken, as a person reads them.
func (g *graph) answers(e flowEdge) string {
	var all []string
	for _, f := range g.facts {
		for _, id := range e.options {
			if f.id == e.fact {
				all = append(all, f.labelOf(id))
			}
		}
	}
	return strings.Join(all, " or ")
}

// back says that a step leads back to one before it, and on which answers.
func (g *graph) back(b backEdge) {
	from, to := g.stepsBefore(b.from), g.firstStep(b.to)
	if to == nil || to.step == nil {
		return // to what is no step
	}
	this := "this"
	for _, e := range g.flow.nodes[b.from].next {
		if e.to == b.to && e.fact != "" {
			this = "the answer “" + g.answers(e) + "”"
		}
	}
	kept := leftOut
	for _, n := range from {
		words := "In the source " + this + " leads back to “" + to.step.title + "”: reopen it, and what follows."
		if n.step == nil {
			continue
		}
		if kept = "said in words"; !strings.Contains(n.step.do, words) {
			n.step.say(words)
		}
	}
	g.lose(g.nodes[b.from].at, "a way back to "+reader.Quote(to.step.title), kept)
}

// maxBetween is how many nodes that are no steps may stand between two steps, for
// what is said of their ways. There are one or two of them.
const maxBetween = 200

// stepsBefore is a node, or the last before it that are steps.
func (g *graph) stepsBefore(node int) []*graphNode {
	var all []*graphNode
	seen := map[int]bool{}
	todo := []int{node}
	for ; len(todo) > 0 && len(seen) < maxBetween; todo = todo[1:] {
		i := todo[0]
		if seen[i] {
			continue
		}
		if seen[i] = true; g.nodes[i].title != "" {
			all = append(all, &g.nodes[i])
			continue
		}
		todo = append(todo, g.leading()[i]...)
	}
	return all
}

// leading lists for each node those that lead to it.
func (g *graph) leading() [][]int {
	if g.before == nil {
		g.before = make([][]int, len(g.nodes))
		for i := range g.nodes {
			for _, e := range g.flow.nodes[i].next {
				g.before[e.to] = append(g.before[e.to], i)
			}
		}
	}
	return g.before
}

// firstStep is a node, or the first after it that is a step.
func (g *graph) firstStep(node int) *graphNode {
	for range g.nodes {
		if g.nodes[node].title != "" {
			return &g.nodes[node]
		}
		if len(g.flow.nodes[node].next) == 0 {
			return nil
		}
		node = g.flow.nodes[node].next[0].to
	}
	return nil
}
