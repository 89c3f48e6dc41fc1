package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"cordon/playbook/inert"
)

// Code returns the code blocks of a text, each as it is to be copied. A text that
// would keep a parser busy has none.
func Code(source string) []string {
	source = inert.Text(source)
	if laborious(source) {
		return nil
	}
	var blocks []string
	_ = ast.Walk(newParser().Parse(text.NewReader([]byte(source))), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if kind := n.Kind(); !entering || kind != ast.KindCodeBlock && kind != ast.KindFencedCodeBlock {
			return ast.WalkContinue, nil
		}
		if code := strings.TrimRight(string(n.Lines().Value([]byte(source))), "\n"); strings.TrimSpace(code) != "" {
			blocks = append(blocks, code)
		}
		return ast.WalkSkipChildren, nil
	})
	return blocks
}
