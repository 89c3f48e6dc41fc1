package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// realTerminal is how the name of a test begins that runs a program in a real
// terminal. Such a test takes its time and holds the program to the clock, so
// the run with the race detector leaves it out by its name.
const realTerminal = "TestTerminal"

// TestNamesOfTerminalTests wants the tests that start a real terminal, and no
// others, to say so in their names.
func TestNamesOfTerminalTests(t *testing.T) {
	fset, found := token.NewFileSet(), 0
	for name, files := range testPackages(t, fset, filepath.Join("..", "..")) {
		uses := usesIn(fset, files)
		starts := uses.reaching(startsTerminal)
		for f := range uses {
			if !strings.HasPrefix(f, "Test") || f == "TestMain" {
				continue
			}
			if starts[f] != strings.HasPrefix(f, realTerminal) {
				t.Errorf("%s: %s starts a real terminal: %v. The name of a test begins with %s if it does", name, f, starts[f], realTerminal)
			}
			if starts[f] {
				found++
			}
		}
	}
	if found < 30 {
		t.Errorf("only %d tests were seen to start a real terminal", found)
	}
}

// testPackages reads the test files below a folder, by package.
func testPackages(t *testing.T, fset *token.FileSet, root string) map[string][]*ast.File {
	t.Helper()
	all := map[string][]*ast.File{}
	err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		if err == nil {
			name := filepath.Join(filepath.Dir(path), file.Name.Name)
			all[name] = append(all[name], file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// startsTerminal stands for the function that starts a program in a terminal.
const startsTerminal = "cordon/tui/ptytest.Start"

// uses says for each function of a package which functions it calls, or hands
// to others, all by name.
type uses map[string]map[string]bool

// usesIn reads what the functions in some files use. What the files import is
// not looked at, so only what they declare themselves is known, and
// [startsTerminal].
func usesIn(fset *token.FileSet, files []*ast.File) uses {
	info := types.Info{Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}
	config := types.Config{Importer: nothing{}, Error: func(error) {}}
	_, _ = config.Check("tests", fset, files, &info) // names that are not known are no matter
	all := uses{}
	for _, file := range files {
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Body != nil && info.Defs[f.Name] != nil {
				all[nameOf(info.Defs[f.Name])] = usedIn(f.Body, info)
			}
		}
	}
	return all
}

// nothing imports packages as if they were empty.
type nothing struct{}

func (nothing) Import(importPath string) (*types.Package, error) {
	pkg := types.NewPackage(importPath, path.Base(importPath))
	pkg.MarkComplete()
	return pkg, nil
}

// nameOf returns the name of a function, or the full name of a method.
func nameOf(obj types.Object) string {
	if f, ok := obj.(*types.Func); ok && f.Signature().Recv() != nil {
		return f.FullName()
	}
	return obj.Name()
}

// usedIn lists what a function uses.
func usedIn(body ast.Node, info types.Info) map[string]bool {
	used := map[string]bool{}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if f, ok := info.Uses[n].(*types.Func); ok {
				used[nameOf(f)] = true
			}
		case *ast.SelectorExpr:
			x, _ := n.X.(*ast.Ident)
			if pkg, ok := info.Uses[x].(*types.PkgName); ok {
				used[pkg.Imported().Path()+"."+n.Sel.Name] = true
			}
		}
		return true
	})
	return used
}

// reaching lists the functions that use one, or use one that does, and so on.
func (u uses) reaching(what string) map[string]bool {
	reach := map[string]bool{what: true}
	for grown := true; grown; {
		grown = false
		for name, used := range u {
			for callee := range used {
				if reach[callee] && !reach[name] {
					reach[name], grown = true, true
				}
			}
		}
	}
	return reach
}
