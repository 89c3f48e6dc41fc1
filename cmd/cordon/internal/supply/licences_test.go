package supply

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write licences.txt anew from the module cache")

// systems are those that the program is built for.
var systems = []string{"linux", "darwin", "windows"}

const preface = `Cordon is made of what is named here. Each part is given under the text below its name.
`

// TestLicences makes the text anew from the modules that the program is made
// of, on any system.
func TestLicences(t *testing.T) {
	root, parts := goRoot(t), map[string]*part{}
	for _, system := range systems {
		for _, p := range packages(t, system) {
			p.into(t, root, parts)
		}
	}
	want := written(t, parts)
	if *update {
		if err := os.WriteFile("licences.txt", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if Licences != want {
		t.Errorf("licences.txt is not what the modules say. -update writes it anew:\n%s", firstDifference(Licences, want))
	}
}

// A part is a module, or the standard library, with the files that say how it
// is given.
type part struct {
	name  string
	seen  map[string]bool   // the folders that were looked into
	files map[string]string // by path
}

// A listed package is one that the program is built of.
type listed struct {
	Dir      string
	Standard bool
	Module   *struct {
		Path, Version, Dir string
		Main               bool
	}
}

// packages lists what the program is built of on a system. Without a network a
// module that only another system needs may not be at hand.
func packages(t *testing.T, system string) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", "-json=Dir,Standard,Module", "cordon/cmd/cordon")
	cmd.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
	cmd.Stderr = &bytes.Buffer{}
	out, err := cmd.Output()
	if err != nil {
		t.Skipf("the modules for %s cannot be listed, `go mod download` fetches them: %v: %s", system, err, cmd.Stderr)
	}
	var all []listed
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// into adds the files that hold for a package: those of its folder, and of the
// folders above it as far as the module goes.
func (p listed) into(t *testing.T, goRoot string, parts map[string]*part) {
	t.Helper()
	name, root := "", ""
	switch {
	case p.Standard:
		name, root, p.Dir = "std", goRoot, goRoot
	case p.Module.Main:
		name, root = p.Module.Path, p.Module.Dir
	default:
		name, root = p.Module.Path+" "+p.Module.Version, p.Module.Dir
	}
	if root == "" {
		t.Skipf("%s is not in the module cache, `go mod download` fetches it", name)
	}
	if parts[name] == nil {
		parts[name] = &part{name, map[string]bool{}, map[string]string{}}
	}
	for dir := p.Dir; ; dir = filepath.Dir(dir) {
		parts[name].take(t, dir)
		if dir == root {
			return
		}
	}
}

func goRoot(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

func (p *part) take(t *testing.T, dir string) {
	t.Helper()
	if p.seen[dir] {
		return
	}
	p.seen[dir] = true
	for _, begin := range []string{"LICEN[CS]E*", "COPYING*", "NOTICE*", "PATENTS*"} {
		found, err := filepath.Glob(filepath.Join(dir, begin))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range found {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p.files[file] = strings.Trim(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n") + "\n"
		}
	}
}

// expression names the licences in SPDX. What is none of those that are known
// here wants to be read by a person first.
func (p *part) expression(t *testing.T) string {
	t.Helper()
	names := map[string]bool{}
	for file, text := range p.files {
		for _, name := range licencesIn(text) {
			names[name] = true
		}
		if !strings.HasPrefix(filepath.Base(file), "PATENTS") && len(licencesIn(text)) == 0 {
			t.Errorf("nobody knows yet which licence this is: %s", file)
		}
	}
	if len(names) == 0 {
		t.Errorf("%s says nowhere how it is given", p.name)
	}
	return strings.Join(slices.Sorted(maps.Keys(names)), " AND ")
}

func licencesIn(text string) []string {
	text = strings.Join(strings.Fields(text), " ")
	var names []string
	for _, sign := range []struct{ words, name string }{
		{"Apache License Version 2.0, January 2004", "Apache-2.0"},
		{"https://opensource.org/license/mit", "MIT"},
		{"Permission is hereby granted, free of charge, to any person obtaining a copy", "MIT"},
	} {
		if strings.Contains(text, sign.words) {
			names = append(names, sign.name)
		}
	}
	switch redistributed := strings.Contains(text, "Redistribution and use in source and binary forms"); {
	case redistributed && strings.Contains(text, "Neither the name"):
		names = append(names, "BSD-3-Clause")
	case redistributed:
		names = append(names, "BSD-2-Clause")
	}
	return names
}

// text is that of all files, those of the module itself first.
func (p *part) text() string {
	files := slices.SortedFunc(maps.Keys(p.files), func(a, b string) int {
		return 2*(len(filepath.Dir(a))-len(filepath.Dir(b))) + strings.Compare(a, b)
	})
	var texts []string
	for _, file := range files {
		texts = append(texts, p.files[file])
	}
	return strings.Join(texts, "\n")
}

// written puts those that are given under one text above it.
func written(t *testing.T, parts map[string]*part) string {
	t.Helper()
	above := map[string][]string{}
	var texts []string
	order := func(a, b string) int { return strings.Compare(rank(a), rank(b)) }
	for _, name := range slices.SortedFunc(maps.Keys(parts), order) {
		text := parts[name].text()
		if strings.Contains("\n"+text, "\n"+Given) {
			t.Errorf("the text of %s has a line that begins with %q", name, Given)
		}
		if above[text] == nil {
			texts = append(texts, text)
		}
		above[text] = append(above[text], fmt.Sprintf("%s%s, %s", Given, name, parts[name].expression(t)))
	}
	var b strings.Builder
	b.WriteString(preface)
	for _, text := range texts {
		fmt.Fprintf(&b, "\n%s\n\n%s", strings.Join(above[text], "\n"), text)
	}
	return b.String()
}

// rank puts the program first and the standard library next.
func rank(name string) string {
	switch name {
	case "cordon":
		return " "
	case "std":
		return "!"
	}
	return name
}

func firstDifference(got, want string) string {
	gots, wants := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range wants {
		if i >= len(gots) || gots[i] != wants[i] {
			return fmt.Sprintf("line %d is %q, want %q", i+1, slices.Concat(gots, make([]string, len(wants)))[i], wants[i])
		}
	}
	return fmt.Sprintf("it has %d lines, want %d", len(gots), len(wants))
}
