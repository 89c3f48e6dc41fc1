package playbook

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"cordon/playbook/reader"
)

// check finds what is wrong between the parts of a playbook.
func (d *decoder) check(p *Playbook) {
	for _, r := range d.references {
		d.checkReference(r, p)
	}
	d.checkCycles()
	d.checkChains(p)
	d.checkEach(p)
	l := newLanguage(p.Facts)
	for _, c := range d.conditions {
		d.checkCondition(c, l)
	}
	for _, t := range d.templates {
		d.checkTemplate(t, p.Facts)
	}
}

func (d *decoder) checkReference(r reference, p *Playbook) {
	if d.Full() {
		return
	}
	if d.ids[r.to][r.Value] == nil {
		hint := fmt.Sprintf("the playbook has no %ss", r.to)
		if known := slices.Sorted(maps.Keys(d.ids[r.to])); len(known) > 0 {
			hint = fmt.Sprintf("its %ss are %s", r.to, few(known))
			if near, ok := reader.Nearest(r.Value, known); ok {
				hint = reader.DidYouMean(near)
			}
		}
		d.Fail(r.Node, fmt.Sprintf("there is no %s %s", r.to, reader.Quote(r.Value)), hint)
		return
	}
	if r.Object == string(aClock) {
		d.checkClockFact(r, p)
	}
}

// checkClockFact checks the type of a fact that a clock counts with.
func (d *decoder) checkClockFact(r reference, p *Playbook) {
	f, _ := p.Fact(r.Value)
	switch {
	case r.to != aFact || f.Type == "":
	case r.Key == "hours" && f.Type != Number:
		d.Fail(r.Node, fmt.Sprintf("a limit in hours is a number, and %s is %s", r.Value, f.Type.row().words), "")
	case r.Key != "hours" && f.Type != Time:
		d.Fail(r.Node, fmt.Sprintf("a clock starts from a time, and %s is %s", r.Value, f.Type.row().words), "")
	}
}

// checkChains finds clocks that start from each other's filing.
func (d *decoder) checkChains(p *Playbook) {
	after := map[string]string{}
	for _, c := range p.Clocks {
		after[c.ID] = c.After
	}
	for _, r := range d.references {
		if r.to != aClock || r.Object != string(aClock) {
			continue
		}
		at, steps := r.Value, 0
		for ; after[at] != "" && steps <= len(after); steps++ {
			at = after[at]
		}
		if steps > len(after) {
			d.Fail(r.Node, "the clocks wait for each other: "+reader.Quote(r.Value)+" starts in a circle", "one of them has to start from a fact")
			return
		}
	}
}

// few lists the first of many names.
func few(names []string) string {
	const most = 8
	if len(names) > most {
		return strings.Join(names[:most], ", ") + ", …"
	}
	return strings.Join(names, ", ")
}

// checkCycles finds steps that wait for each other.
func (d *decoder) checkCycles() {
	needs := map[string][]reference{}
	for _, r := range d.references {
		if r.to == aStep && r.by != nil && d.ids[aStep][r.Value] != nil {
			needs[r.by.ID] = append(needs[r.by.ID], r)
		}
	}
	w := walk{decoder: d, needs: needs, state: map[string]visit{}}
	for _, r := range d.references {
		if r.to == aStep && r.by != nil && w.state[r.by.ID] == unseen {
			w.from(r.by.ID)
		}
	}
}

type visit int

const (
	unseen visit = iota
	onPath
	finished
)

// A walk goes through the needs of steps, depth first.
type walk struct {
	*decoder
	needs map[string][]reference
	state map[string]visit
	path  []string
}

// from uses a stack of its own: a hostile file may have a chain of thousands.
func (w *walk) from(start string) {
	type frame struct {
		id   string
		next int
	}
	stack := []frame{{id: start}}
	w.state[start], w.path = onPath, append(w.path[:0], start)
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		if top.next == len(w.needs[top.id]) {
			w.state[top.id] = finished
			stack, w.path = stack[:len(stack)-1], w.path[:len(w.path)-1]
			continue
		}
		r := w.needs[top.id][top.next]
		top.next++
		switch w.state[r.Value] {
		case onPath:
			w.cycle(r)
		case unseen:
			w.state[r.Value] = onPath
			w.path = append(w.path, r.Value)
			stack = append(stack, frame{id: r.Value})
		}
	}
}

// cycle reports the way back to a step that is on the path already.
func (w *walk) cycle(back reference) {
	ids := w.path[slices.Index(w.path, back.Value):]
	text := fmt.Sprintf("step %s needs itself", reader.Quote(back.Value))
	if len(ids) > 1 {
		text = "these steps wait for each other: " + few(append(slices.Clone(ids), back.Value))
		text = strings.ReplaceAll(text, ", ", " needs ")
	}
	w.Fail(back.Node, text, "take one of the needs out")
}

func (d *decoder) checkCondition(c condition, l *language) {
	compiled, faults := l.compile(c.Value)
	for _, f := range faults {
		d.FailAt(c.Node, f.at, f.text, f.hint)
	}
	*c.into = compiled
}
