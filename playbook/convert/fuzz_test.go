package convert

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cordon/playbook"
)

// fuzzKind imports anything as one kind, from the files of testdata/in that have
// the ending of the name.
func fuzzKind(f *testing.F, kind, name string) {
	for _, pattern := range []string{"*", "*/*"} {
		files, _ := filepath.Glob(filepath.Join("testdata", "in", pattern+filepath.Ext(name)))
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data, false)
		}
	}
	library := os.DirFS(filepath.Join("testdata", "in", "react"))
	f.Fuzz(func(t *testing.T, data []byte, notes bool) {
		tryAny(t, name, data, Options{Kind: kind, Library: library, Notes: notes})
	})
}

func FuzzMarkdown(f *testing.F) { fuzzKind(f, "markdown", "a.md") }
func FuzzTheHive(f *testing.F)  { fuzzKind(f, "thehive", "a.json") }
func FuzzIRIS(f *testing.F)     { fuzzKind(f, "iris", "a.json") }
func FuzzReact(f *testing.F)    { fuzzKind(f, "react", "a.yml") }

// FuzzWriter writes any text into every place of a playbook: it comes back as it
// was.
func FuzzWriter(f *testing.F) {
	for _, text := range append(append([]string{}, nastyTexts...), nastyBlocks...) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text, _ = spelledOut(strings.ToValidUTF8(text, "?"), func(int, string) {})
		line := oneLine(text)
		if line == "" || len(line) > 1000 {
			return
		}
		d := newDocument("Test")
		d.title = line
		s := d.phase(place{}, line).step(place{}, line)
		s.do, s.command, s.checks = text, text, []string{line}
		book, err := playbook.Parse("test.yaml", d.write(nil))
		if err != nil {
			t.Fatalf("%q: %v\n%s", text, err, d.write(nil))
		}
		got := book.Steps()[0]
		title, _ := cutTitle(line)
		if got.Title != title || got.Checks[0] != line || got.Command != text {
			t.Errorf("%q came back as %q, %q and %q", text, got.Title, got.Checks[0], got.Command)
		}
	})
}
