package playbooks

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const aDrill = `format: cordon-drill/1
id: ours
playbook: leaked-credentials
title: Ours
length: 15m
injects:
  - {id: post, at: 0m, says: A post.}
score:
  - {id: phone, ask: By phone?, points: 1}
`

// drillsIn is a library with drills of a person's own, by file name.
func drillsIn(t *testing.T, files map[string]string) Library {
	t.Helper()
	lib := Library{Exercises: t.TempDir()}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(lib.Exercises, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return lib
}

// TestTwoDrillsOfOneID: the first is played, and the list says of the other that it
// is not.
func TestTwoDrillsOfOneID(t *testing.T) {
	lib := drillsIn(t, map[string]string{"a.yaml": aDrill, "b.yaml": strings.Replace(aDrill, "title: Ours", "title: Theirs", 1)})
	all, err := lib.Drills()
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, d := range all {
		if d.ID == "ours" {
			said = append(said, filepath.Base(d.Source)+": "+strings.ReplaceAll(d.Problems.Error(), lib.Exercises+string(filepath.Separator), ""))
		}
	}
	want := "a.yaml: |b.yaml: b.yaml:1:1: the id ours is taken: a.yaml has it too\n  give one of them another id; this file is not used"
	if got := strings.Join(said, "|"); got != want {
		t.Errorf("the list says\n%s\nwant\n%s", got, want)
	}
	if d, err := lib.OpenDrill("ours"); err != nil || d.Title != "Ours" {
		t.Errorf("the id opens %q, %v", d.Title, err)
	}
}

// TestLintDrillByID: a drill that cannot be used is checked by the name of its file,
// however that ends.
func TestLintDrillByID(t *testing.T) {
	lib := drillsIn(t, map[string]string{"bad.yml": "format: cordon-drill/1\nid: other\n", "worse.YAML": "format: cordon-drill/1\nid: third\n"})
	for _, id := range []string{"bad", "worse"} {
		if problems, err := lib.LintDrill(id); err != nil || len(problems) < 4 {
			t.Errorf("%s has %d problems, %v", id, len(problems), err)
		}
	}
}
