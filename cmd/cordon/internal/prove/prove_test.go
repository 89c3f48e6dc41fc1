package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Each harness is a test or a script that is there.
func TestHarnessesExist(t *testing.T) {
	tests := map[string][]string{} // by package
	for _, h := range harnesses() {
		if h.script != "" {
			if _, err := os.Stat(filepath.Join("..", "..", "..", "..", h.script)); err != nil {
				t.Errorf("%s: %v", h.name, err)
			}
			continue
		}
		if tests[h.pkg] == nil {
			tests[h.pkg] = testsOf(t, h.pkg)
		}
		for name := range strings.SplitSeq(h.test, "|") {
			if !slices.Contains(tests[h.pkg], name) {
				t.Errorf("%s: %s has no %s", h.name, h.pkg, name)
			}
		}
	}
}

// Each row of the README can be tried again.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("../../../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(text), tableBegins)
	old, _, closed := strings.Cut(rest, tableEnds)
	if !ok || !closed {
		t.Fatal("the README has no place for the table")
	}
	rows := 0
	for l := range strings.Lines(old) {
		if !strings.HasPrefix(l, "| ") || strings.HasPrefix(head, l) {
			continue
		}
		rows++
		if place(l) < 0 {
			t.Errorf("no harness makes this row: %s", l)
		}
	}
	if rows == 0 {
		t.Error("the README says nothing of what was tried")
	}
}

// testsOf lists the tests of a package.
func testsOf(t *testing.T, pkg string) (tests []string) {
	t.Helper()
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", pkg).Output()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(dir)), "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for l := range strings.Lines(string(text)) {
			if rest, ok := strings.CutPrefix(l, "func Test"); ok {
				name, _, _ := strings.Cut(rest, "(")
				tests = append(tests, "Test"+name)
			}
		}
	}
	return tests
}

func TestRead(t *testing.T) {
	const output = `=== RUN   TestKill
    kill_test.go:12: proof: killed: tried 5,000 kills, promised all that was shown, and more, is there, lost 0, seed 7
    kill_test.go:13: proof: hung up: tried 20 ends, promised 20, lost 1 note, seed none
proof: killed: tried 30 kills, promised all that was shown, and more, is there, lost 2, seed 7
`
	want := []row{
		{"killed", 5030, "kills", "all that was shown, and more, is there", 2, "7", "-only kill"},
		{"hung up", 20, "ends", "what the list says", 1, "none", "-only kill"},
	}
	if got := (harness{promised: "what the list says"}).read(output, "-only kill"); !slices.Equal(got, want) {
		t.Errorf("read = %+v, want %+v", got, want)
	}
}

// A table in a file takes what is new and keeps the rest, in the order of the
// harnesses.
func TestPutInto(t *testing.T) {
	first, last := harnesses()[0].name, harnesses()[len(harnesses())-1].name
	path := filepath.Join(t.TempDir(), "README.md")
	text := "above\n" + tableBegins + "\n" + tableEnds + "below\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, rows := range [][]row{
		{{"a", 1000, "things", "x", 0, "3", "-only " + last + " -long"}},
		{{"z", 1, "thing", "y", 0, "none", "-only " + first}},
		{{"z", 2, "things", "y", 0, "none", "-only " + first}},
	} {
		if err := putInto(path, rows); err != nil {
			t.Fatal(err)
		}
	}
	want := "above\n" + tableBegins + "\n" + head +
		"| z | 2 things | y | 0 | `-only " + first + "` |\n" +
		"| a | 1,000 things | x | 0 | `-only " + last + " -long -seed 3` |\n" +
		"\n" + tableEnds + "below\n"
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("%v, the file is\n%s\nwant\n%s", err, got, want)
	}
	if err := os.WriteFile(path, []byte("no marks"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := putInto(path, nil); err == nil {
		t.Error("a file without marks is taken")
	}
}
