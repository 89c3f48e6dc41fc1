package playbook

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// problems returns what is wrong with a playbook, warnings included.
func problems(t testing.TB, name string, b []byte) Problems {
	t.Helper()
	p, err := Parse(name, b)
	if err == nil {
		return Lint(name, p)
	}
	var all Problems
	if !errors.As(err, &all) || len(all) == 0 {
		t.Fatalf("Parse(%s) = %v, want Problems", name, err)
	}
	return all
}

func TestTwelveMistakesGiveTwelveProblems(t *testing.T) {
	all := problems(t, "twelve.yaml", readFile(t, "twelve.yaml"))
	if len(all) != 12 {
		t.Errorf("Parse(twelve.yaml) gives %d problems, want 12", len(all))
	}
	golden(t, "twelve.golden", all.Error()+"\n")
}

// TestProblems takes playbooks and what is wrong with them from
// testdata/problems.txtar: each NAME.yaml is followed by its NAME.problems.
func TestProblems(t *testing.T) {
	goldenProblems(t, filepath.Join("testdata", "problems.txtar"), problems)
}

// goldenProblems compares what find says of each NAME.yaml in an archive with
// the NAME.problems behind it.
func goldenProblems(t *testing.T, file string, find func(t testing.TB, name string, b []byte) Problems) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got txtar.Archive
	got.Comment = archive.Comment
	want := map[string]string{}
	for _, f := range archive.Files {
		name, isCase := strings.CutSuffix(f.Name, ".yaml")
		if !isCase {
			want[f.Name] = string(f.Data)
			continue
		}
		text := find(t, f.Name, f.Data).Error() + "\n"
		got.Files = append(got.Files, f, txtar.File{Name: name + ".problems", Data: []byte(text)})
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(&got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, f := range got.Files {
		if strings.HasSuffix(f.Name, ".yaml") {
			continue
		}
		if text := string(f.Data); text != want[f.Name] {
			t.Errorf("%s (-want +got):\n%s", f.Name, cmp.Diff(want[f.Name], text))
		}
	}
}

func TestParseKeepsEverything(t *testing.T) {
	source := readFile(t, "everything.yaml")
	p, err := Parse("everything.yaml", source)
	if err != nil {
		t.Fatal(err)
	}
	if string(p.Source) != string(source) {
		t.Error("Source differs from what was parsed")
	}
	golden(t, "everything.golden", asJSON(t, withoutSource(p))+"\n")
	if s, _ := p.Step("what-data"); s.Expects != 20*time.Minute || s.Number != "1.2" || s.Phase != 0 {
		t.Errorf("Step(what-data) = %+v", s)
	}
	if got := p.Clocks[0].When.Facts(); !slices.Equal(got, []string{"regions", "risk"}) {
		t.Errorf("Facts() = %v, want [regions risk]", got)
	}
}

func withoutSource(p *Playbook) *Playbook {
	shown := *p
	shown.Source = nil
	return &shown
}

func TestParseTakesAByteOrderMarkAndCRLF(t *testing.T) {
	plain := readFile(t, "everything.yaml")
	windows := "\ufeff" + strings.ReplaceAll(string(plain), "\n", "\r\n")
	p, err := Parse("plain.yaml", plain)
	if err != nil {
		t.Fatal(err)
	}
	q, err := Parse("windows.yaml", []byte(windows))
	if err != nil {
		t.Fatal(err)
	}
	if string(q.Source) != windows || q.Digest == p.Digest {
		t.Error("Source and Digest are not those of the exact bytes")
	}
	q.Digest = p.Digest
	if diff := cmp.Diff(asJSON(t, withoutSource(p)), asJSON(t, withoutSource(q))); diff != "" {
		t.Error(diff)
	}
}

// asJSON writes all that a playbook holds, whatever its own JSON leaves out.
func asJSON(t testing.TB, p *Playbook) string {
	t.Helper()
	b, err := json.MarshalIndent(fields(reflect.ValueOf(*p)), "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// fields returns a value as lists and as groups by the names of Go.
func fields(v reflect.Value) any {
	switch {
	case v.Kind() == reflect.Slice && !v.IsNil():
		list := []any{}
		for i := range v.Len() {
			list = append(list, fields(v.Index(i)))
		}
		return list
	case v.Kind() == reflect.Struct:
		group := map[string]any{}
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				group[f.Name] = fields(v.Field(i))
			}
		}
		return group
	}
	return v.Interface()
}

func TestParseDoesNotKeepTheCallersBytes(t *testing.T) {
	b := slices.Clone(readFile(t, "everything.yaml"))
	p, err := Parse("x.yaml", b)
	if err != nil {
		t.Fatal(err)
	}
	clear(b)
	if p.Title != "Everything" || p.Source[0] != 'f' {
		t.Error("the playbook changed with the bytes it was parsed from")
	}
}
