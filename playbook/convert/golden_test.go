package convert

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cordon/playbook"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what the tests got into the golden files")

// golden compares got with a file in testdata/out.
func golden(t *testing.T, name, got string) {
	t.Helper()
	name = filepath.Join("testdata", "out", name)
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s (-want +got):\n%s", name, cmp.Diff(string(want), got))
	}
}

// TestImport imports each file of testdata/in, beside the others of its folder, and
// compares with testdata/out: the playbook, or why there is none.
func TestImport(t *testing.T) {
	err := filepath.WalkDir(filepath.Join("testdata", "in"), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		t.Run(e.Name(), func(t *testing.T) { importGolden(t, path) })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func importGolden(t *testing.T, path string) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Library: os.DirFS(filepath.Dir(path))}
	r, err := Import(filepath.Base(path), data, o)
	if err != nil {
		golden(t, filepath.Base(path)+".txt", err.Error()+"\n")
		return
	}
	golden(t, filepath.Base(path)+".yaml", string(r.YAML))
	holds(t, path, data, o, r)
}

// holds checks what is promised of every import.
func holds(t *testing.T, path string, data []byte, o Options, r Result) {
	t.Helper()
	again, err := Import(filepath.Base(path), data, o)
	if err != nil || !bytes.Equal(r.YAML, again.YAML) {
		t.Errorf("%s: a second import differs (%v)", path, err)
	}
	book, err := playbook.Parse(path, r.YAML)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	for _, p := range playbook.Lint(path, book) {
		if !p.Warning {
			t.Errorf("%s: %v", path, p)
		}
	}
	if r.Phases != len(book.Phases) || r.Steps != len(book.Steps()) {
		t.Errorf("%s: %d phases and %d steps were told, %d and %d are there", path, r.Phases, r.Steps, len(book.Phases), len(book.Steps()))
	}
	for _, s := range book.Steps() {
		if n := len([]rune(s.Title)); n == 0 || n > maxTitle || strings.Contains(s.Title, "\n") {
			t.Errorf("%s: step %s has the title %q", path, s.ID, s.Title)
		}
	}
	o.Strict = true
	if _, err := Import(filepath.Base(path), data, o); (err != nil) != (len(r.Losses) > 0) {
		t.Errorf("%s: strict says %v, and %d things were lost", path, err, len(r.Losses))
	}
}
