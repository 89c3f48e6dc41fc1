package convert

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"cordon/playbook"
)

func TestGuardsAsConditions(t *testing.T) {
	d := newDiagram()
	d.declare("kind", []string{"database", "storage", "mail", "default"})
	d.declare("works", []string{"yes", "no"})
	for want, g := range map[string]*guard{
		``:                                d.always,
		`works == "yes"`:                  d.answer("works", "yes"),
		`kind in ["database", "storage"]`: d.answer("kind", "storage", "database"),
		`kind != "mail"`:                  d.answer("kind", "database", "storage", "default"),
		`kind == "mail" && works == "no"`: d.and(d.answer("works", "no"), d.answer("kind", "mail")),
		`kind == "mail" || works == "no"`: d.or(d.answer("works", "no"), d.answer("kind", "mail")),
		`(kind == "database" && works == "yes") || (kind == "mail" && works == "no")`: d.or(
			d.and(d.answer("kind", "mail"), d.answer("works", "no")), d.and(d.answer("kind", "database"), d.answer("works", "yes"))),
	} {
		if got, ok := d.when(g); got != want || !ok {
			t.Errorf("got %s, %v; want %s", got, ok, want)
		}
	}
	if _, ok := d.when(d.answer("kind", "no such")); ok {
		t.Error("a guard that never holds was printed")
	}
}

// What both branches reach has no guard, also where the decision had one.
func TestGuardsComeTogether(t *testing.T) {
	f := flow{diagram: newDiagram(), nodes: []flowNode{
		0: {[]flowEdge{{1, "a", []string{"yes"}}, {4, "a", []string{"no"}}}},
		1: {[]flowEdge{{2, "b", []string{"x"}}, {3, "b", []string{"y"}}}},
		2: {[]flowEdge{{to: 3}}},
		3: {[]flowEdge{{to: 4}}},
		4: {[]flowEdge{{to: 1}}}, // goes back
		5: {},
	}}
	w := f.walk(func(i int) {
		switch i {
		case 0:
			f.declare("a", []string{"yes", "no"})
		case 1:
			f.declare("b", []string{"x", "y"})
		}
	}, 0)
	if want := []int{0, 1, 2, 3, 4}; !slices.Equal(w.order, want) {
		t.Errorf("order %v, want %v", w.order, want)
	}
	if want := []backEdge{{4, 1}}; !slices.Equal(w.back, want) {
		t.Errorf("back %v, want %v", w.back, want)
	}
	for i, want := range []string{"", `a == "yes"`, `a == "yes" && b == "x"`, `a == "yes"`, ""} {
		if got, ok := f.when(w.guards[i]); got != want || !ok {
			t.Errorf("%d: got %s, %v; want %s", i, got, ok, want)
		}
	}
}

func TestGuardTooLongForTheFormat(t *testing.T) {
	d := newDiagram()
	g := d.never
	for i := range 60 {
		name := fmt.Sprintf("a_rather_long_name_of_a_fact_%d", i)
		d.declare(name, []string{"yes", "no"})
		g = d.or(g, d.answer(name, "yes"))
	}
	if c, ok := d.when(g); ok {
		t.Errorf("printed %d bytes", len(c))
	}
}

// A graph made to blow guards up ends as unclear, and soon.
func TestGuardsAreBounded(t *testing.T) {
	d := newDiagram()
	const n = 40
	for i := range n {
		d.declare(fmt.Sprintf("f%d", i), []string{"yes", "no"})
	}
	g := d.never
	for i := range n / 2 { // half of the facts have to remember the other half
		g = d.or(g, d.and(d.answer(fmt.Sprintf("f%d", i), "yes"), d.answer(fmt.Sprintf("f%d", i+n/2), "yes")))
	}
	if g != d.unclear {
		t.Errorf("a diagram of %d nodes", len(d.unique))
	}
	if _, ok := d.when(g); ok {
		t.Error("an unclear guard was printed")
	}
}

// Any graph: what a guard says of a set of answers is what walking the graph
// with these answers reaches, and what is printed says the same to the format.
func TestGuardsSayWhatAWalkReaches(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 60 {
		f := randomFlow(r)
		w := f.walk(func(i int) { f.declare(factOf(i), []string{"x", "y", "z"}) }, 0)
		for range 20 {
			answers := map[string]string{}
			for i := range f.nodes {
				answers[factOf(i)] = []string{"x", "y", "z"}[r.IntN(3)]
			}
			reached := reach(f, answers)
			for _, i := range w.order {
				if got := f.holds(w.guards[i], answers); got != reached[i] {
					t.Fatalf("round %d, node %d, %v: guard says %v", round, i, answers, got)
				}
				if c, ok := f.when(w.guards[i]); ok && c != "" {
					if got := evaluate(t, f, c, answers); got != reached[i] {
						t.Fatalf("round %d, node %d, %v: %s says %v", round, i, answers, c, got)
					}
				}
			}
		}
	}
}

func factOf(i int) string { return fmt.Sprintf("f%d", i) }

// randomFlow makes a graph whose edges lead on, some for certain answers only.
func randomFlow(r *rand.Rand) flow {
	f := flow{diagram: newDiagram(), nodes: make([]flowNode, 8)}
	for i := range f.nodes {
		for range r.IntN(3) {
			if i+1 == len(f.nodes) {
				break
			}
			e := flowEdge{to: i + 1 + r.IntN(len(f.nodes)-i-1)}
			if r.IntN(3) > 0 {
				e.fact, e.options = factOf(i), []string{"x", "y", "z"}[r.IntN(2):1+r.IntN(2)+1]
			}
			f.nodes[i].next = append(f.nodes[i].next, e)
		}
	}
	return f
}

func reach(f flow, answers map[string]string) map[int]bool {
	reached := map[int]bool{0: true}
	for i := range f.nodes {
		for _, e := range f.nodes[i].next {
			if reached[i] && (e.fact == "" || slices.Contains(e.options, answers[e.fact])) {
				reached[e.to] = true
			}
		}
	}
	return reached
}

func (d *diagram) holds(g *guard, answers map[string]string) bool {
	for g.fact != terminal {
		g = g.next[slices.Index(d.facts[g.fact].options, answers[d.facts[g.fact].fact])]
	}
	return g == d.always
}

// evaluate asks the format itself.
func evaluate(t *testing.T, f flow, condition string, answers map[string]string) bool {
	t.Helper()
	var b strings.Builder
	b.WriteString("format: cordon/1\nid: x\ntitle: X\nfacts:\n")
	for _, d := range f.facts {
		fmt.Fprintf(&b, "  %s: {ask: A, type: choice, options: {x: X, \"y\": Y, z: Z}}\n", d.fact)
	}
	fmt.Fprintf(&b, "phases: [{id: p, title: P, steps: [{id: s, title: S, when: '%s'}]}]\n", condition)
	p, err := playbook.Parse("x", []byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	recorded := map[string]playbook.Value{}
	for fact, answer := range answers {
		recorded[fact] = playbook.TextValue(answer)
	}
	answer, _ := p.Steps()[0].When.Eval(recorded)
	return answer == playbook.Yes
}
