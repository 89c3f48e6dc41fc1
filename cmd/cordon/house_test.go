package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// house is the picture in the README: each package, what its manual says it
// is, and what of ours it imports. It is made anew with -update.
const (
	houseBegins = "<!-- the house, kept by TestHouse -->\n"
	houseEnds   = "<!-- end -->\n"
)

func TestHouse(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(readme), houseBegins)
	_, after, closed := strings.Cut(rest, houseEnds)
	if !ok || !closed {
		t.Fatalf("README.md has no %q and %q", houseBegins, houseEnds)
	}
	want := before + houseBegins + picture(t) + houseEnds + after
	switch {
	case want == string(readme):
	case flag.Lookup("update").Value.String() == "true":
		if err := os.WriteFile("../../README.md", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("the picture of the house in README.md is not as the packages are. -update renews it:\n%s", picture(t))
	}
}

// picture lists the packages, those that import most first. What only tests
// use stands last.
func picture(t *testing.T) string {
	t.Helper()
	floors := heights(t)
	all := slices.DeleteFunc(manuals(t), func(p manual) bool { return strings.Contains(p.ImportPath, "/internal/") })
	slices.SortStableFunc(all, func(a, b manual) int { return floors[b.ImportPath] - floors[a.ImportPath] })
	var b strings.Builder
	b.WriteString("\n")
	for _, p := range all {
		line := fmt.Sprintf("    %-17s %s", short(p.ImportPath), p.what())
		if ours := p.ours(); len(ours) > 0 {
			sep := "  → "
			if len(line)+len(strings.Join(ours, " ")) > 120 {
				sep = "\n" + strings.Repeat(" ", 24) + "→ "
			}
			line += sep + strings.Join(ours, " ")
		}
		b.WriteString(line + "\n")
	}
	b.WriteString("\n")
	return b.String()
}

// A manual is a package with the first sentence of its comment.
type manual struct {
	ImportPath, Doc string
	Imports         []string
}

// what is what the package says it is, as far as the first colon or semicolon.
func (p manual) what() string {
	words := strings.SplitN(p.Doc, " ", 3) // Package, its name, what it is or does
	if len(words) < 3 {
		return ""
	}
	text := strings.TrimPrefix(words[2], "is ")
	if end := strings.IndexAny(text, ":;"); end > 0 {
		text = text[:end]
	}
	return strings.TrimSuffix(text, ".")
}

// ours lists what it imports of the program, by the last part of the name.
func (p manual) ours() []string {
	var ours []string
	for _, path := range p.Imports {
		if strings.HasPrefix(path, "cordon/") && !strings.Contains(path, "/internal/") {
			ours = append(ours, path[strings.LastIndexByte(path, '/')+1:])
		}
	}
	slices.Sort(ours)
	return ours
}

func short(path string) string { return strings.TrimPrefix(path, "cordon/") }

// heights returns how many floors lie below each package.
func heights(t *testing.T) map[string]int {
	t.Helper()
	imports := map[string][]string{}
	for _, p := range packages(t) {
		imports[p.ImportPath] = p.Imports
	}
	heights := map[string]int{}
	var height func(path string) int
	height = func(path string) int {
		if h, known := heights[path]; known {
			return h
		}
		most := 0
		for _, below := range imports[path] {
			if strings.HasPrefix(below, "cordon/") {
				most = max(most, 1+height(below))
			}
		}
		heights[path] = most
		return most
	}
	for path := range imports {
		height(path)
	}
	return heights
}

// manuals returns the packages with the first sentence of their comments.
func manuals(t *testing.T) []manual {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,Doc", "cordon/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []manual
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p manual
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}
