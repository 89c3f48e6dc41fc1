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
}

// A graphNode is a step of the source, or something else on the way.
type graphNode struct {
	at      place
	title   string // of a step; a node without is none
	heading string // of a phase that begins here
	goal    string // of that phase
	decides *fact  // what its successors depend on, or nil
	step    *step  // once it was written
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

// connect notes that one node follows another, for some answers to what that one
// decides or always.
func (g *graph) connect(from, to int, options ...string) {
	e := flowEdge{to: to}
	if len(options) > 0 {
		e.fact, e.options = g.nodes[from].decides.id, options
	}
	g.flow.nodes[from].next = append(g.flow.nodes[from].next, e)
}

// declare makes what a node decides known to the conditions.
func (g *graph) declare(node int) {
	f := g.nodes[node].decides
	if f == nil {
		return
	}
	ids := make([]string, len(f.options))
	for i, o := range f.options {
		ids[i] = o.id
	}
	g.flow.declare(f.id, ids)
}

// newChoice adds a question with answers, given as pairs of id and label.
func (g *graph) newChoice(ask string, idsAndLabels ...string) *fact {
	f := g.document.fact(ask, playbook.Choice)
	for pair := range slices.Chunk(idsAndLabels, 2) {
		f.optionAs(pair[0], pair[1])
	}
	return f
}

// write makes the steps in the order in which they are met from the start, then
// those of apart, then what nothing leads to.
func (g *graph) write(start int, apart ...apartFrom) {
	done := map[int]bool{}
	main := g.walkTo(done, start)
	g.fill("Steps", main)
	for _, a := range apart {
		if done[a.start] || g.nodes[a.start].title == "" {
			continue
		}
		g.lose(a.at, a.what, "kept as a phase of its own")
		g.fill(a.title, g.walkTo(done, a.start))
	}
	var loose []int
	for i, n := range g.nodes {
		if !done[i] && n.title != "" {
			loose = append(loose, i)
			g.lose(n.at, "a step that nothing leads to, "+reader.Quote(n.title), "kept in a last phase")
		}
	}
	rest := g.walkTo(done, loose...)
	for i := range g.nodes {
		g.nodes[i].heading = ""
	}
	g.fill("Not reachable in the source", rest)
	g.orderFacts()
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
}

func (g *graph) writeStep(node int, p *phase, when *guard) {
	n := &g.nodes[node]
	n.step = p.step(n.at, n.title)
	g.describe(node, n.step)
	if n.decides != nil {
		n.step.record = appendOnce(n.step.record, n.decides.id)
	}
	g.guard(node, when)
}

// guard says when a step applies, as a condition or, where it is too long for
// one, in words.
func (g *graph) guard(node int, when *guard) {
	n := g.nodes[node]
	condition, ok := g.flow.when(when)
	if n.step.when = condition; ok {
		return
	}
	var ways []string
	for i, from := range g.nodes {
		for _, e := range g.flow.nodes[i].next {
			if e.to == node && from.title != "" {
				way := "“" + from.title + "”"
				if e.fact != "" {
					way += " with the answer " + strings.Join(e.options, " or ")
				}
				ways = append(ways, way)
			}
		}
	}
	n.step.say("It depends on more than a condition can say. In the source it follows " + strings.Join(ways, ", or ") + ".")
	g.lose(n.at, "a condition too long for a playbook", "said in words")
}

// back says that a step leads back to one before it.
func (g *graph) back(b backEdge) {
	from, to := &g.nodes[b.from], g.firstStep(b.to)
	if from.step == nil || to == nil || to.step == nil {
		return
	}
	from.step.say("In the source this leads back to “" + to.step.title + "”: reopen it, and what follows.")
	g.lose(from.at, "a way back to "+reader.Quote(to.step.title), "said in words")
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
