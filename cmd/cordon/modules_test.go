package main

import (
	"os"
	"os/exec"
	"path"
	"regexp"
	"strings"
	"testing"
)

// Every module that we ask for stands in the README, with why.
func TestEveryModuleHasAReason(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(readme), "\n## What it is made of\n")
	table, _, found := strings.Cut(table, "\n## ")
	if !found {
		t.Fatal("README.md has no table of what it is made of")
	}
	out, err := exec.Command("go", "list", "-m", "-f", "{{if not (or .Main .Indirect)}}{{.Path}}{{end}}", "all").Output()
	if err != nil {
		t.Fatal(err)
	}
	major := regexp.MustCompile(`/v\d+$`)
	for _, module := range strings.Fields(string(out)) {
		name := path.Base(major.ReplaceAllString(module, ""))
		if !regexp.MustCompile(`(?m)^\|[^|]*\b` + regexp.QuoteMeta(name) + `\b`).MatchString(table) {
			t.Errorf("the table in README.md does not name %s", module)
		}
	}
}
