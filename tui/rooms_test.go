package tui

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"strings"
	"testing"

	"cordon/tui/fake"
	"cordon/tui/form"
	"cordon/tui/tuitest"
)

// TestEveryScreenHasAPlace looks for the types of screens and questions in the
// sources. Each must be up in one of the places, so that the tests over all
// places know it.
func TestEveryScreenHasAPlace(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range places {
		p.at(t, func(d *tuitest.Driver, _ *fake.Memory) {
			for _, s := range app(d).stack {
				seen[fmt.Sprintf("%T", s)] = true
				if f, ok := s.(form.Form); ok {
					seen[reflect.ValueOf(f).FieldByName("asks").Elem().Type().String()] = true
				}
			}
		})
	}
	seen["work.ResumeCard"] = true // it comes up by itself: see TestResumeKeys
	for _, name := range screenTypes(t) {
		if !seen[name] {
			t.Errorf("no place shows %s: add one to the list in keys_test.go", name)
		}
	}
}

// screenTypes returns the types that have a View like a screen, or an Answer
// like a question.
func screenTypes(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, name := range sources(t) {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv == nil || fn.Type.Params.NumFields() == 0 {
				continue
			}
			_, world := fn.Type.Params.List[0].Type.(*ast.StarExpr)
			screen := fn.Name.Name == "View" && fn.Type.Params.NumFields() == 1 && world
			if id, ok := fn.Recv.List[0].Type.(*ast.Ident); ok && (screen || fn.Name.Name == "Answer") {
				all = append(all, file.Name.Name+"."+id.Name)
			}
		}
	}
	if len(all) < 25 || strings.Join(all, "") == "" {
		t.Fatalf("found %d screens and questions", len(all))
	}
	return all
}
