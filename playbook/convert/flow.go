package convert

import "slices"

// A flow is the graph of steps of a source. Node 0 is where it starts.
type flow struct {
	nodes []flowNode
	*diagram
}

// A flowNode is a step of the source, with the steps that follow it in the
// order in which they shall stand.
type flowNode struct{ next []flowEdge }

// A flowEdge leads to a step. With a fact, it is taken for these answers only;
// the fact has to be declared by the flow's node before the edge is walked.
type flowEdge struct {
	to      int
	fact    string
	options []string
}

// A walk is what there is to know of a flow once it was followed.
type walk struct {
	order  []int          // the nodes that can be reached, each after all that lead to it
	guards map[int]*guard // of those
	back   []backEdge     // what leads back, and does not count for the rest
}

// A backEdge leads from a step to one that comes before it.
type backEdge struct{ from, to int }

// backEdges finds what leads back: followed from the start in the order of the
// source, an edge to a step that one is still on the way from.
func (f flow) backEdges(starts []int) []backEdge {
	const onTheWay, leftBehind = 1, 2
	state := make([]byte, len(f.nodes))
	known := map[backEdge]bool{}
	var back []backEdge
	var visit func(i int)
	visit = func(i int) {
		state[i] = onTheWay
		for _, e := range f.nodes[i].next {
			switch b := (backEdge{i, e.to}); {
			case state[e.to] == 0:
				visit(e.to)
			case state[e.to] == onTheWay && !known[b]:
				known[b] = true
				back = append(back, b)
			}
		}
		state[i] = leftBehind
	}
	for _, s := range starts {
		if state[s] == 0 {
			visit(s)
		}
	}
	return back
}

// order lists the nodes that can be reached, each after all that lead to it. A
// branch stands together, and the first before the second.
func (f flow) order(starts []int, isBack map[backEdge]bool) []int {
	seen := make([]bool, len(f.nodes))
	var left []int // in the order in which they were left
	var visit func(i int)
	visit = func(i int) {
		seen[i] = true
		for _, e := range slices.Backward(f.nodes[i].next) { // all is turned around in the end
			if !seen[e.to] && !isBack[backEdge{i, e.to}] {
				visit(e.to)
			}
		}
		left = append(left, i)
	}
	for _, s := range slices.Backward(starts) {
		if !seen[s] {
			visit(s)
		}
	}
	slices.Reverse(left)
	return left
}

// walk follows a flow from some nodes, and finds the guard of each step: it
// applies where one that leads to it does and the answer was the one that leads
// there. declare is called for each node in order, before its edges are looked
// at, and declares what it decides.
func (f flow) walk(declare func(node int), starts ...int) walk {
	w := walk{guards: map[int]*guard{}, back: f.backEdges(starts)}
	isBack := map[backEdge]bool{}
	for _, b := range w.back {
		isBack[b] = true
	}
	w.order = f.order(starts, isBack)
	for _, s := range starts {
		w.guards[s] = f.always
	}
	for _, i := range w.order {
		if declare(i); w.guards[i] == nil {
			w.guards[i] = f.never
		}
		for _, e := range f.nodes[i].next {
			if isBack[backEdge{i, e.to}] {
				continue
			}
			g := w.guards[i]
			if e.fact != "" {
				g = f.and(g, f.answer(e.fact, e.options...))
			}
			if before := w.guards[e.to]; before != nil {
				g = f.or(before, g)
			}
			w.guards[e.to] = g
		}
	}
	return w
}
