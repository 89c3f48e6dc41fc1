package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// The house, and which way imports point:
//
//	cmd/cordon ──▶ everything below
//	tui/lines  ──▶ tui
//	tui        ──▶ home, work ──▶ review ──▶ clocks, drill, messages, record, search ──▶ ask ──▶ form ──▶ screen ──▶ draw, clipboard
//	the rooms of tui ──▶ playbook, playbook/words, playbook/run, playbook/report, playbook/inert
//	store      ──▶ store/sealed, playbook, playbook/run
//	store/bundle ──▶ store/sealed, playbook, playbook/run
//	store/storetest ──▶ store, playbook, playbook/run
//	playbooks  ──▶ playbook, playbook/drill
//	playbook/report ──▶ playbook, playbook/words, playbook/run, playbook/inert
//	playbook/words  ──▶ playbook, playbook/run, playbook/drill, playbook/clock
//	playbook/convert  ──▶ playbook, playbook/reader, playbook/inert
//	playbook/scenario ──▶ playbook, playbook/reader, playbook/when, playbook/run, playbook/clock
//	playbook/run    ──▶ playbook, playbook/drill, playbook/plain, playbook/clock
//	playbook/drill  ──▶ playbook, playbook/reader
//	playbook        ──▶ playbook/clock, playbook/reader, playbook/when
//	playbook/when   ──▶ playbook/clock, playbook/reader
//	store/sealed, playbook/clock, playbook/reader, playbook/plain, playbook/inert ──▶ nothing of ours
//
// The screens know no disk, and only the store knows bbolt.
var mayImport = map[string][]string{
	"cordon/cmd/cordon": {"cordon/tui", "cordon/tui/lines", "cordon/tui/terminal", "cordon/tui/clipboard", "cordon/store", "cordon/store/bundle", "cordon/store/sealed", "cordon/playbooks", "cordon/playbook", "cordon/playbook/", "cordon/cmd/cordon/internal/alone", "cordon/cmd/cordon/internal/supply"},
	"cordon/tui":        {"cordon/playbook", "cordon/playbook/", "cordon/tui/"},
	"cordon/tui/lines":  {"cordon/playbook/words", "cordon/playbook/inert", "cordon/tui", "cordon/tui/screen"}, // a second face of all of it

	// The rooms of tui. Each may know those on the floors below it, and no
	// other; draw knows nothing of runs.
	"cordon/tui/home":     {"cordon/playbook", "cordon/playbook/", "cordon/tui/form", "cordon/tui/screen", "cordon/tui/draw"},
	"cordon/tui/work":     {"cordon/playbook", "cordon/playbook/", "cordon/tui/drill", "cordon/tui/review", "cordon/tui/clocks", "cordon/tui/messages", "cordon/tui/record", "cordon/tui/search", "cordon/tui/ask", "cordon/tui/screen", "cordon/tui/draw"},
	"cordon/tui/review":   {"cordon/playbook", "cordon/playbook/", "cordon/tui/drill", "cordon/tui/clocks", "cordon/tui/messages", "cordon/tui/record", "cordon/tui/ask", "cordon/tui/screen", "cordon/tui/draw"},
	"cordon/tui/messages": {"cordon/playbook", "cordon/playbook/", "cordon/tui/record", "cordon/tui/ask", "cordon/tui/form", "cordon/tui/screen", "cordon/tui/draw"},
	"cordon/tui/clocks":   {"cordon/playbook", "cordon/playbook/", "cordon/tui/ask", "cordon/tui/screen", "cordon/tui/draw"},
	"cordon/tui/record":   {"cordon/playbook", "cordon/playbook/", "cordon/tui/ask", "cordon/tui/form", "cordon/tui/screen", "cordon/tui/draw"},
	"cordon/tui/drill":    {"cordon/playbook", "cordon/playbook/", "cordon/tui/ask", "cordon/tui/screen", "cordon/tui/draw"},
	"cordon/tui/search":   {"cordon/playbook", "cordon/playbook/", "cordon/tui/form", "cordon/tui/screen", "cordon/tui/draw"},
	"cordon/tui/ask":      {"cordon/playbook", "cordon/playbook/", "cordon/tui/form", "cordon/tui/screen", "cordon/tui/draw"},
	"cordon/tui/form":     {"cordon/playbook", "cordon/playbook/", "cordon/tui/screen", "cordon/tui/draw"},
	"cordon/tui/screen":   {"cordon/playbook", "cordon/playbook/", "cordon/tui/draw", "cordon/tui/clipboard"},
	"cordon/tui/draw":     {"cordon/playbook/inert", "cordon/tui/markdown"},
	"cordon/tui/fake":     {"cordon/playbook", "cordon/playbook/run", "cordon/playbook/drill", "cordon/tui/screen", "cordon/tui/tuitest"},
	"cordon/tui/":         {"cordon/playbook/inert"}, // markdown, and the tools of the tests

	"cordon/cmd/cordon/internal/":  {}, // the floors that speed is measured from, what comes before main, and what the program is made of
	"cordon/tui/ptytest/internal/": {}, // programs to test the tests with
	"cordon/store":                 {"cordon/store/sealed", "cordon/playbook", "cordon/playbook/run"},
	"cordon/store/bundle":          {"cordon/store/sealed", "cordon/playbook", "cordon/playbook/run"},
	"cordon/store/sealed":          {},
	"cordon/store/storetest":       {"cordon/store", "cordon/playbook", "cordon/playbook/run"},
	"cordon/playbooks":             {"cordon/playbook", "cordon/playbook/drill"},
	"cordon/playbook/report":       {"cordon/playbook", "cordon/playbook/words", "cordon/playbook/run", "cordon/playbook/inert"},
	"cordon/playbook/words":        {"cordon/playbook", "cordon/playbook/run", "cordon/playbook/drill", "cordon/playbook/clock"},
	"cordon/playbook/scenario":     {"cordon/playbook", "cordon/playbook/reader", "cordon/playbook/when", "cordon/playbook/run", "cordon/playbook/clock"},
	"cordon/playbook/convert":      {"cordon/playbook", "cordon/playbook/reader", "cordon/playbook/inert"},
	"cordon/playbook/run":          {"cordon/playbook", "cordon/playbook/drill", "cordon/playbook/plain", "cordon/playbook/clock", "cordon/playbook/inert"},
	"cordon/playbook/drill":        {"cordon/playbook", "cordon/playbook/reader"},
	"cordon/playbook":              {"cordon/playbook/clock", "cordon/playbook/reader", "cordon/playbook/when"},
	"cordon/playbook/when":         {"cordon/playbook/clock", "cordon/playbook/reader"},
	"cordon/playbook/reader":       {},
	"cordon/playbook/clock":        {},
	"cordon/playbook/plain":        {},
	"cordon/playbook/inert":        {},
}

// only names who may import what is not ours.
var only = map[string][]string{
	"go.etcd.io/bbolt":                     {"cordon/store"},
	"github.com/spf13/cobra":               {"cordon/cmd/cordon"},
	"charm.land/bubbletea/v2":              {"cordon/tui", "cordon/tui/", "cordon/cmd/cordon/internal/"},
	"github.com/expr-lang/expr":            {"cordon/playbook"},
	"github.com/charmbracelet/ultraviolet": {"cordon/tui/paint", "cordon/tui/input", "cordon/cmd/cordon/internal/"},
	"net":                                  {"cordon/store/bundle"}, // the SSH agent, and no other
	"golang.org/x/crypto/ssh":              {"cordon/store/bundle", "cordon/store/sealed"},
	"golang.org/x/crypto/ssh/agent":        {"cordon/store/bundle"},
	"filippo.io/age":                       {"cordon/store/sealed"},
	"filippo.io/age/agessh":                {"cordon/store/sealed"},
	"net/http":                             {},
	"github.com/yuin/goldmark":             {"cordon/tui/", "cordon/playbook/report", "cordon/playbook/convert"},
	"go.yaml.in/yaml/v4":                   {"cordon/playbook", "cordon/playbook/reader", "cordon/playbook/drill", "cordon/playbook/scenario", "cordon/playbook/convert"},
	"charm.land/lipgloss/v2/compat":        {},
}

type goPackage struct {
	ImportPath string
	Imports    []string
}

func TestLayers(t *testing.T) {
	for _, p := range packages(t) {
		allowed, known := mayImport[p.ImportPath]
		if !known {
			allowed, known = mayImport[folder(p.ImportPath)]
		}
		if !known {
			t.Errorf("%s is in no layer: give it a place in mayImport", p.ImportPath)
		}
		for _, imported := range p.Imports {
			if strings.HasPrefix(imported, "cordon/") && !fits(imported, allowed) {
				t.Errorf("%s imports %s", p.ImportPath, imported)
			}
			if users, guarded := only[imported]; guarded && !fits(p.ImportPath, users) {
				t.Errorf("%s imports %s, which only %v may", p.ImportPath, imported, users)
			}
		}
	}
}

// packages returns what the packages of the program import, tests left out.
func packages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "cordon/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []goPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// fits reports whether a package is named by list. A name that ends in a slash
// stands for all packages below it.
func fits(path string, list []string) bool {
	return slices.ContainsFunc(list, func(name string) bool {
		return path == name || strings.HasSuffix(name, "/") && strings.HasPrefix(path, name)
	})
}

// folder returns the folder of a package, with its slash.
func folder(path string) string { return path[:strings.LastIndexByte(path, '/')+1] }
