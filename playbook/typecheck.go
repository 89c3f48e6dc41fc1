package playbook

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cordon/playbook/reader"

	"github.com/expr-lang/expr/ast"
)

// A sort is what an expression inside a condition is.
type sort struct {
	kind  FactType // Choices stands for every list
	of    FactType // what a list holds
	fact  *Fact    // the choice or choices whose options it takes
	named string   // the fact it is, to speak of it
}

// wrong is the sort of an expression that has been reported already.
func wrong() sort { return sort{} }

func (s sort) ok() bool { return s.kind != "" }

func (s sort) String() string {
	what := s.kind.row().words
	if s.kind == Choices && s.fact == nil {
		what = "a list"
	}
	if s.named != "" {
		return s.named + " is " + what
	}
	return "this is " + what
}

// A typeChecker finds everything wrong with a condition that parses.
type typeChecker struct {
	*language
	faults   []fault
	elements []sort // what # is, innermost last
}

func (c *typeChecker) fail(n ast.Node, hint, format string, args ...any) sort {
	c.faults = append(c.faults, fault{n.Location().From, fmt.Sprintf(format, args...), hint})
	return wrong()
}

func (c *typeChecker) wantYesNo(n ast.Node) {
	s := c.sort(n)
	if !s.ok() || s.kind == YesNo {
		return
	}
	hint := "compare it with something"
	if asks := s.kind.row().asks; s.named != "" && asks != "" {
		hint += ", like " + fmt.Sprintf(asks, s.named)
	}
	c.fail(n, hint, "%v, and a condition is a yes or no", s)
}

func (c *typeChecker) sort(n ast.Node) sort {
	switch n := n.(type) {
	case *ast.BoolNode:
		return sort{kind: YesNo}
	case *ast.IntegerNode, *ast.FloatNode:
		return sort{kind: Number}
	case *ast.StringNode:
		return sort{kind: Text}
	case *ast.IdentifierNode:
		return c.identifier(n)
	case *ast.PointerNode:
		return c.element(n)
	case *ast.ArrayNode:
		return c.array(n)
	case *ast.UnaryNode:
		return c.unary(n)
	case *ast.BinaryNode:
		return c.binary(n)
	case *ast.BuiltinNode:
		return c.builtin(n)
	case *ast.CallNode:
		return c.unknownFunction(n, n.Callee.String())
	}
	return c.fail(n, "conditions know facts, numbers, text in quotes, &&, ||, !, comparisons, in and "+strings.Join(functions(), ", "),
		"conditions cannot say %s", reader.Quote(n.String()))
}

func (c *typeChecker) identifier(n *ast.IdentifierNode) sort {
	if f, ok := c.fact(n.Value); ok {
		s := sort{kind: f.Type, named: f.ID}
		if f.Type.row().options {
			s.fact = &f
		}
		if f.Type == Choices {
			s.of = Choice
		}
		return s
	}
	hint := ""
	for _, f := range c.facts {
		if _, ok := withID(f.Options, n.Value); ok {
			hint = fmt.Sprintf("an option goes in quotes: %q", n.Value)
		}
	}
	if near, ok := reader.Nearest(n.Value, idsOf(c.facts)); ok {
		hint = reader.DidYouMean(near)
	}
	return c.fail(n, hint, "there is no fact %s", reader.Quote(n.Value))
}

func (c *typeChecker) element(n *ast.PointerNode) sort {
	if len(c.elements) == 0 || n.Name != "" {
		return c.fail(n, "", "# stands for an element inside any and all")
	}
	return c.elements[len(c.elements)-1]
}

func (c *typeChecker) array(n *ast.ArrayNode) sort {
	list := sort{kind: Choices}
	for _, item := range n.Nodes {
		s := c.sort(item)
		switch {
		case !s.ok():
			return wrong()
		case s.kind != Text && s.kind != Number || s.named != "":
			return c.fail(item, "", "a list holds numbers or text in quotes")
		case list.of != "" && list.of != s.kind:
			return c.fail(item, "", "a list holds numbers or text, not both")
		}
		list.of = s.kind
	}
	return list
}

func (c *typeChecker) unary(n *ast.UnaryNode) sort {
	switch n.Operator {
	case "!", "not":
		c.wantYesNo(n.Node)
		return sort{kind: YesNo}
	}
	if s := c.sort(n.Node); s.ok() && s.kind != Number {
		return c.fail(n, "", "%s is for numbers, and %v", n.Operator, s)
	}
	return sort{kind: Number}
}

func (c *typeChecker) binary(n *ast.BinaryNode) sort {
	switch n.Operator {
	case "&&", "and", "||", "or":
		c.wantYesNo(n.Left)
		c.wantYesNo(n.Right)
		return sort{kind: YesNo}
	}
	left, right := c.sort(n.Left), c.sort(n.Right)
	if !left.ok() || !right.ok() {
		return sort{kind: YesNo} // reported already; say nothing more of it
	}
	switch n.Operator {
	case "==", "!=":
		c.equal(n, left, right)
	case "<", "<=", ">", ">=":
		c.ordered(n, left, right)
	case "in":
		c.in(n, left, right)
	case "contains", "startsWith", "endsWith", "matches":
		c.text(n, left, right)
	case "+", "-", "*", "/":
		if left.kind != Number || right.kind != Number {
			return c.fail(n, "", "%s is for numbers, and %v", n.Operator, firstThatIsNot(Number, left, right))
		}
		return sort{kind: Number}
	default:
		return c.fail(n, "conditions know &&, ||, !, ==, !=, <, <=, >, >=, in", "conditions do not know %s", reader.Quote(n.Operator))
	}
	return sort{kind: YesNo}
}

func firstThatIsNot(t FactType, left, right sort) sort {
	if left.kind != t {
		return left
	}
	return right
}

func (c *typeChecker) equal(n *ast.BinaryNode, left, right sort) {
	switch {
	case left.kind == Choices || right.kind == Choices:
		c.fail(n, `ask for one option: "…" in the list`, "a list cannot be compared with %s", n.Operator)
	case isWord(left) && isWord(right):
		c.option(n.Right, left)
		c.option(n.Left, right)
	case left.kind != right.kind:
		c.fail(n, hintForMismatch(left, right), "%v and cannot be compared with %s", namedFirst(left, right), unnamed(left, right).kind.row().words)
	}
}

// hintForMismatch helps those who write yes-no facts as words.
func hintForMismatch(left, right sort) string {
	s := namedFirst(left, right)
	if s.kind == YesNo && s.named != "" {
		return fmt.Sprintf("write %s or !%s", s.named, s.named)
	}
	return ""
}

func namedFirst(left, right sort) sort {
	if left.named == "" && right.named != "" {
		return right
	}
	return left
}

func unnamed(left, right sort) sort {
	if left.named == "" && right.named != "" {
		return left
	}
	return right
}

func isWord(s sort) bool { return s.ok() && s.kind.row().word }

// option checks a word against the options of the choice it is compared with.
func (c *typeChecker) option(n ast.Node, with sort) {
	word, ok := n.(*ast.StringNode)
	if !ok || with.fact == nil {
		return
	}
	ids := idsOf(with.fact.Options)
	if slices.Contains(ids, word.Value) {
		return
	}
	hint := "its options are " + strings.Join(ids, ", ")
	if near, ok := reader.Nearest(word.Value, ids); ok {
		hint = reader.DidYouMean(near)
	}
	c.fail(n, hint, "%s is not an option of %s", reader.Quote(word.Value), with.fact.ID)
}

func (c *typeChecker) ordered(n *ast.BinaryNode, left, right sort) {
	switch {
	case left.kind.row().many == "":
		c.fail(n, "", "%s is for %s, and %v", n.Operator, ordered(), left)
	case left.kind != right.kind:
		c.fail(n, "", "%v and cannot be compared with %s", namedFirst(left, right), unnamed(left, right).kind.row().words)
	}
}

func (c *typeChecker) in(n *ast.BinaryNode, left, right sort) {
	switch {
	case right.kind != Choices:
		c.fail(n, "", "in looks into a list, and %v", right)
	case isWord(left) && right.of != Number:
		c.option(n.Left, right)
		if list, ok := n.Right.(*ast.ArrayNode); ok {
			for _, item := range list.Nodes {
				c.option(item, left)
			}
		}
	case left.kind != right.of && right.of != "":
		c.fail(n, "", "%v and cannot be in a list of other things", left)
	}
}

func (c *typeChecker) text(n *ast.BinaryNode, left, right sort) {
	if !isWord(left) || !isWord(right) {
		s := left
		if isWord(left) {
			s = right
		}
		c.fail(n, `to look into a list, write "…" in it`, "%s is for text, and %v", n.Operator, s)
		return
	}
	if n.Operator != "matches" {
		return
	}
	pattern, ok := n.Right.(*ast.StringNode)
	if !ok {
		c.fail(n.Right, "", "matches needs its pattern in quotes")
	} else if _, err := regexp.Compile(pattern.Value); err != nil {
		c.fail(n.Right, "", "the pattern %s cannot be used: %v", reader.Quote(pattern.Value), err)
	}
}

func (c *typeChecker) unknownFunction(n ast.Node, name string) sort {
	return c.fail(n, "conditions know the functions "+strings.Join(functions(), ", "), "conditions do not know the function %s", reader.Quote(name))
}

func (c *typeChecker) builtin(n *ast.BuiltinNode) sort {
	if !slices.Contains(functions(), n.Name) {
		return c.unknownFunction(n, n.Name) // some come from the parser although they are off
	}
	if len(n.Arguments) == 0 {
		return c.fail(n, "", "%s needs something in its brackets", n.Name)
	}
	s := c.sort(n.Arguments[0])
	if !s.ok() {
		return wrong()
	}
	switch n.Name {
	case "len":
		if s.kind != Choices && !isWord(s) || len(n.Arguments) != 1 {
			return c.fail(n, "", "len counts one list or text, and %v", s)
		}
		return sort{kind: Number}
	case "lower":
		if !isWord(s) || len(n.Arguments) != 1 {
			return c.fail(n, "", "lower is for one text, and %v", s)
		}
		return sort{kind: Text}
	}
	return c.quantifier(n, s)
}

// quantifier checks any and all.
func (c *typeChecker) quantifier(n *ast.BuiltinNode, list sort) sort {
	predicate, ok := n.Arguments[len(n.Arguments)-1].(*ast.PredicateNode)
	if !ok || len(n.Arguments) != 2 {
		return c.fail(n, fmt.Sprintf(`write it like %s(regions, # == "eu")`, n.Name), "%s needs a list and what to look for", n.Name)
	}
	if list.kind != Choices {
		return c.fail(n, "", "%s looks through a list, and %v", n.Name, list)
	}
	element := sort{kind: list.of, fact: list.fact}
	if list.of == "" {
		element.kind = Text // an empty list
	}
	c.elements = append(c.elements, element)
	c.wantYesNo(predicate.Node)
	c.elements = c.elements[:len(c.elements)-1]
	return sort{kind: YesNo}
}
