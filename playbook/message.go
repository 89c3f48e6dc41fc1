package playbook

import (
	"slices"
	"strconv"
	"strings"
	"text/template/parse"
	"unicode/utf8"

	"cordon/playbook/reader"
)

// checkTemplate checks the text of a message. It is a text/template that can
// show a fact and ask whether it was recorded, and nothing else: nothing that
// loops, calls or defines.
func (d *decoder) checkTemplate(v value, facts []Fact) {
	if !strings.Contains(v.Value, "{{") || d.Full() {
		return
	}
	trees := map[string]*parse.Tree{}
	tree := parse.New("")
	tree.Mode = parse.SkipFuncCheck // the checker below says where they are
	_, err := tree.Parse(v.Value, "", "", trees)
	if err != nil {
		text, line := templateError(err)
		hint := "a fact is written {{ .aware_at }}"
		switch text {
		case "unexpected EOF":
			text, hint, line = "an {{ if }} has no {{ end }}", "", 1
		case "unclosed action":
			text, hint = "a {{ has no }}", ""
		}
		d.FailAt(v.Node, startOfLine(v.Value, line), "this text cannot be filled in: "+text, hint)
		return
	}
	c := templateChecker{decoder: d, text: v, names: idsOf(facts)}
	for name, tree := range trees {
		if name != "" {
			d.Fail(v.Node, "a message cannot define templates", templateHint)
			continue
		}
		c.list(tree.Root)
	}
}

const templateHint = "a message knows {{ .fact }} and {{ if .fact }} … {{ else }} … {{ end }}"

// templateError takes "template: :3: message" apart. What is never closed is
// found where it starts, not at the end of the text.
func templateError(err error) (text string, line int) {
	text = strings.TrimPrefix(err.Error(), "template: :")
	number, text, _ := strings.Cut(text, ": ")
	if what, start, ok := strings.Cut(text, " started at :"); ok {
		text, number = what, start
	}
	if line, err = strconv.Atoi(number); err != nil {
		line = 1
	}
	return reader.Visible(text), line
}

// startOfLine returns where line n of a text has its first {{, in characters.
func startOfLine(s string, n int) int {
	at := 0
	for ; n > 1; n-- {
		next := strings.IndexByte(s[at:], '\n')
		if next < 0 {
			break
		}
		at += next + 1
	}
	line, _, _ := strings.Cut(s[at:], "\n")
	if open := strings.Index(line, "{{"); open >= 0 {
		at += open
	}
	return utf8.RuneCountInString(s[:at])
}

type templateChecker struct {
	*decoder
	text  value
	names []string
}

func (c *templateChecker) refuse(n parse.Node, text, hint string) {
	at := min(int(n.Position()), len(c.text.Value))
	c.FailAt(c.text.Node, utf8.RuneCountInString(c.text.Value[:at]), text, hint)
}

func (c *templateChecker) list(list *parse.ListNode) {
	if list == nil {
		return
	}
	for _, n := range list.Nodes {
		if c.Full() {
			return
		}
		switch n := n.(type) {
		case *parse.TextNode, *parse.CommentNode:
		case *parse.ActionNode:
			c.pipe(n.Pipe)
		case *parse.IfNode:
			c.pipe(n.Pipe)
			c.list(n.List)
			c.list(n.ElseList)
		default:
			c.refuse(n, "a message cannot say "+reader.Quote(firstLine(n.String())), templateHint)
		}
	}
}

// pipe accepts one fact and nothing else.
func (c *templateChecker) pipe(p *parse.PipeNode) {
	if len(p.Decl) == 0 && len(p.Cmds) == 1 && len(p.Cmds[0].Args) == 1 {
		if field, ok := p.Cmds[0].Args[0].(*parse.FieldNode); ok && len(field.Ident) == 1 {
			c.fact(field)
			return
		}
	}
	c.refuse(p, "a message cannot say "+reader.Quote("{{ "+firstLine(p.String())+" }}"), templateHint)
}

func (c *templateChecker) fact(field *parse.FieldNode) {
	name := field.Ident[0]
	if slices.Contains(c.names, name) {
		return
	}
	hint := ""
	if near, ok := reader.Nearest(name, c.names); ok {
		hint = reader.DidYouMean(near)
	}
	c.refuse(field, "there is no fact "+reader.Quote(name), hint)
}

func firstLine(s string) string {
	first, _, _ := strings.Cut(s, "\n")
	return first
}
