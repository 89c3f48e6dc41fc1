package playbook

import (
	"slices"

	"github.com/expr-lang/expr/vm"
)

// An Answer is what a condition says. There are three, because a fact that
// nobody has recorded is not a no.
type Answer int

// The answers of a condition.
const (
	NotKnown Answer = iota
	No
	Yes
)

func (a Answer) String() string { return [...]string{"unknown", "no", "yes"}[a] }

// A Condition is an expression over facts. The zero Condition is always yes.
// It comes from [Parse], which has type-checked it, and is safe for use by
// several goroutines at once. One that did not come from Parse is never known.
type Condition struct {
	Source string
	root   *term
}

// IsZero reports whether there is no condition, which is always a yes.
func (c Condition) IsZero() bool { return c.Source == "" && c.root == nil }

// MarshalText implements [encoding.TextMarshaler]: what the author wrote.
func (c Condition) MarshalText() ([]byte, error) { return []byte(c.Source), nil }

// Facts returns the facts that the condition mentions, in order.
func (c Condition) Facts() []string {
	if c.root == nil {
		return nil
	}
	return c.root.mentions(nil)
}

// Eval answers the condition over the facts recorded so far. With the answer
// [NotKnown] it names the facts whose recording could decide it, in the order
// in which the condition mentions them.
func (c Condition) Eval(recorded map[string]Value) (Answer, []string) {
	if c.IsZero() {
		return Yes, nil
	}
	if c.root == nil {
		return NotKnown, nil
	}
	var waits []string
	answer := c.root.eval(recorded, &waits)
	return answer, waits
}

// A term is a node of a condition: and, or and not have three answers and are
// evaluated here; everything else is a leaf that needs all of its facts.
type term struct {
	op          operator
	left, right *term // of and, or; not has only left

	facts   []operand   // of a leaf, in the order of mention
	program *vm.Program // of a leaf, unless it is compiled late
	late    *lateCondition
	nth     int // which leaf of the condition it is
}

type operator int

const (
	leaf operator = iota
	and
	or
	not
)

// An operand is a fact that a leaf needs, with the type it was checked for. A
// value that does not fit the type counts as not recorded.
type operand struct {
	fact string
	row  *factRow
}

// eval appends to waits only what keeps its own answer open.
func (t *term) eval(recorded map[string]Value, waits *[]string) Answer {
	switch t.op {
	case and:
		return t.join(recorded, waits, No, Yes)
	case or:
		return t.join(recorded, waits, Yes, No)
	case not:
		return [...]Answer{NotKnown: NotKnown, No: Yes, Yes: No}[t.left.eval(recorded, waits)]
	}
	return t.run(recorded, waits)
}

// join answers and, or: one decisive side decides alone, else both sides have
// to be known.
func (t *term) join(recorded map[string]Value, waits *[]string, decisive, other Answer) Answer {
	mark := len(*waits)
	left := t.left.eval(recorded, waits)
	if left == decisive {
		return decisive
	}
	right := t.right.eval(recorded, waits)
	switch {
	case right == decisive:
		*waits = (*waits)[:mark]
		return decisive
	case left == NotKnown || right == NotKnown:
		return NotKnown
	}
	return other
}

func (t *term) run(recorded map[string]Value, waits *[]string) Answer {
	env := make(map[string]any, len(t.facts))
	for _, f := range t.facts {
		v, ok := f.row.sees(recorded[f.fact])
		if !ok {
			*waits = appendNew(*waits, f.fact)
			continue
		}
		env[f.fact] = v
	}
	if len(env) < len(t.facts) {
		return NotKnown
	}
	yes, ok := t.decide(env)
	switch {
	case !ok:
		// A checked leaf does not fail. If one does all the same, the
		// answer must not be a no.
		for _, f := range t.facts {
			*waits = appendNew(*waits, f.fact)
		}
		return NotKnown
	case yes:
		return Yes
	}
	return No
}

// decide runs the program of a leaf.
func (t *term) decide(env map[string]any) (yes, ok bool) {
	program := t.program
	if t.late != nil {
		program = t.late.program(t.nth)
	}
	if program == nil {
		return false, false
	}
	result, err := vm.Run(program, env)
	yes, ok = result.(bool)
	return yes, ok && err == nil
}

func (t *term) mentions(all []string) []string {
	for _, f := range t.facts {
		all = appendNew(all, f.fact)
	}
	for _, side := range []*term{t.left, t.right} {
		if side != nil {
			all = side.mentions(all)
		}
	}
	return all
}

// appendNew appends s unless list has it. The lists are a few facts long.
func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
