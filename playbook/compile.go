package playbook

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/checker"
	"github.com/expr-lang/expr/compiler"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/types"
)

// Limits of one condition. The source is limited because nested brackets cost
// time without being nodes.
const (
	maxCondition = 1 << 10
	maxTerms     = 200
)

// A language reads conditions over a given set of facts.
//
// The parser and the machine are those of expr; what a condition may say is
// decided here, because the language is smaller (no members, no let, no
// ternary, four functions) and its errors are for people.
type language struct {
	facts  []Fact
	config *conf.Config
}

func newLanguage(facts []Fact) *language {
	env := types.Map{}
	for _, f := range facts {
		env[f.ID] = f.Type.row().env
	}
	c := conf.CreateNew()
	c.Optimize = false
	c.MaxNodes = maxTerms
	for name := range c.Builtins {
		if !slices.Contains(functions(), name) {
			c.Disabled[name] = true
			delete(c.Builtins, name)
		}
	}
	c.WithEnv(env)
	return &language{facts: facts, config: c}
}

// functions returns what a condition may call.
func functions() []string { return []string{"len", "any", "all", "lower"} }

// A fault is something wrong with a condition.
type fault struct {
	at   int // in runes from the start of the condition
	text string
	hint string
}

// A Fault is something wrong with a condition that does not stand in a playbook.
type Fault struct {
	At   int // in characters from the start of the condition
	Text string
	Hint string
}

// Condition reads a condition over the facts of the playbook, or says all that is
// wrong with it.
func (p *Playbook) Condition(source string) (Condition, []Fault) {
	c, faults := newLanguage(p.Facts).compile(source)
	said := make([]Fault, len(faults))
	for i, f := range faults {
		said[i] = Fault{f.at, f.text, f.hint}
	}
	return c, said
}

// compile reads a condition, or says all that is wrong with it.
func (l *language) compile(source string) (Condition, []fault) {
	if len(source) > maxCondition {
		return Condition{}, []fault{{text: fmt.Sprintf("a condition has at most %d bytes, this one has %d", maxCondition, len(source))}}
	}
	tree, err := parser.ParseWithConfig(source, l.config)
	if err != nil {
		return Condition{}, []fault{syntaxFault(source, err)}
	}
	c := typeChecker{language: l}
	c.wantYesNo(tree.Node)
	if len(c.faults) > 0 {
		slices.SortStableFunc(c.faults, func(a, b fault) int { return cmp.Compare(a.at, b.at) })
		return Condition{}, c.faults
	}
	root, err := l.split(tree.Node, tree.Source)
	if err != nil {
		text, _, _ := strings.Cut(err.Error(), "\n")
		return Condition{}, []fault{{text: "this condition cannot be used: " + text}}
	}
	return Condition{Source: strings.TrimSpace(source), root: root}, nil
}

// split takes and, or, not out of a checked expression and compiles the rest.
func (l *language) split(n ast.Node, source file.Source) (*term, error) {
	var err error
	switch n := n.(type) {
	case *ast.BinaryNode:
		t := &term{op: and}
		switch n.Operator {
		case "||", "or":
			t.op = or
			fallthrough
		case "&&", "and":
			if t.left, err = l.split(n.Left, source); err == nil {
				t.right, err = l.split(n.Right, source)
			}
			return t, err
		}
	case *ast.UnaryNode:
		if n.Operator == "!" || n.Operator == "not" {
			t := &term{op: not}
			t.left, err = l.split(n.Node, source)
			return t, err
		}
	}
	return l.leaf(n, source)
}

func (l *language) leaf(n ast.Node, source file.Source) (*term, error) {
	t := &term{op: leaf, facts: l.operands(n)}
	tree := &parser.Tree{Node: n, Source: source}
	_, err := checker.Check(tree, l.config)
	if err == nil {
		t.program, err = compiler.Compile(tree, l.config)
	}
	return t, err
}

// operands returns the facts of an expression in the order of mention.
func (l *language) operands(n ast.Node) []operand {
	var names mentioned
	ast.Walk(&n, &names)
	slices.SortStableFunc(names, func(a, b *ast.IdentifierNode) int {
		return cmp.Compare(a.Location().From, b.Location().From)
	})
	var all []operand
	for _, id := range names {
		f, _ := l.fact(id.Value)
		if !slices.ContainsFunc(all, func(o operand) bool { return o.fact == id.Value }) {
			all = append(all, operand{f.ID, f.Type.row()})
		}
	}
	return all
}

func (l *language) fact(id string) (Fact, bool) { return withID(l.facts, id) }

// mentioned collects identifiers.
type mentioned []*ast.IdentifierNode

func (m *mentioned) Visit(n *ast.Node) {
	if id, ok := (*n).(*ast.IdentifierNode); ok {
		*m = append(*m, id)
	}
}

// syntaxFault says in plain words what the parser did not like.
func syntaxFault(source string, err error) fault {
	var at *file.Error
	if !errors.As(err, &at) {
		return fault{text: "this condition cannot be read: " + err.Error()}
	}
	f := fault{at: at.From, text: "this condition cannot be read: " + at.Message}
	token, isToken := strings.CutPrefix(at.Message, "unexpected token ")
	switch {
	case strings.TrimSpace(source) == "":
		f.text = "the condition is empty"
	case isToken && strings.HasPrefix(token, "EOF"):
		f.text = "the condition ends too early"
	case isToken:
		if _, quoted, ok := strings.Cut(token, "("); ok {
			token = strings.TrimSuffix(quoted, ")")
		}
		f.text = token + " does not belong here"
		f.hint = map[string]string{
			`"="`:   `to compare, write "=="`,
			`"&"`:   `for both, write "&&"`,
			`"xor"`: `conditions know &&, || and !`,
		}[token]
	case strings.Contains(at.Message, "literal not terminated"):
		f.text = "a quote in this condition is never closed"
	case strings.Contains(at.Message, "coalesce"):
		f.text = `conditions do not know "??"`
	case strings.Contains(at.Message, "maximum allowed nodes"):
		f.text = "this condition is too long: split it over facts"
	}
	return f
}
