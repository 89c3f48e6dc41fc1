package convert

import (
	"bytes"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"cordon/playbook"
)

// public names a folder with playbooks of other people, to try all of them.
var public = flag.String("public", "", "a folder with playbooks of other people to import")

// Each file comes out as a playbook without a mistake, the same twice, or is
// turned away with problems that have a place; lenient or not, and soon.
func TestPublicFiles(t *testing.T) {
	if *public == "" {
		t.Skip("-public names no folder")
	}
	err := filepath.WalkDir(*public, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(*public, path)
		for _, lenient := range []bool{false, true} {
			t.Run(name, func(t *testing.T) { tryPublic(t, path, lenient) })
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func tryPublic(t *testing.T, path string, lenient bool) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Lenient: lenient, Library: os.DirFS(filepath.Dir(path))}
	began := time.Now()
	r, err := Import(filepath.Base(path), data, o)
	if took := time.Since(began); took > time.Second {
		t.Errorf("took %v", took)
	}
	var problems playbook.Problems
	if errors.As(err, &problems) {
		t.Logf("turned away, lenient %v:\n%v", lenient, problems)
		return
	}
	again, _ := Import(filepath.Base(path), data, o)
	if !bytes.Equal(again.YAML, r.YAML) {
		t.Error("the same file gives other bytes")
	}
	imported(t, filepath.Base(path), data, o)
	for _, l := range r.Lines() {
		t.Log(l)
	}
}
