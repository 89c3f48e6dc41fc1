package drill_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"cordon/playbook"
	"cordon/playbook/drill"
)

var update = flag.Bool("update", false, "rewrite the problems in testdata")

func small(t testing.TB) *playbook.Playbook {
	t.Helper()
	source, err := os.ReadFile("testdata/book.yaml")
	if err != nil {
		t.Fatal(err)
	}
	book, err := playbook.Parse("book.yaml", source)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func shelf(t testing.TB) func(string) (*playbook.Playbook, error) {
	return func(id string) (*playbook.Playbook, error) {
		if id != "small" {
			return nil, fmt.Errorf("no such playbook %q", id)
		}
		return small(t), nil
	}
}

func folder() fs.FS {
	return fstest.MapFS{
		"post.txt":    {Data: []byte("a post")},
		"large.bin":   {Data: make([]byte, drill.MaxFile+1)},
		"folder/file": {Data: []byte("x")},
	}
}

// TestProblems: testdata/problems.txtar has drills, each followed by all that is
// wrong with it.
func TestProblems(t *testing.T) {
	const name = "testdata/problems.txtar"
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	now := &txtar.Archive{Comment: archive.Comment}
	for _, f := range archive.Files {
		if !strings.HasSuffix(f.Name, ".yaml") {
			continue
		}
		said := drill.Lint(f.Name, f.Data, shelf(t), folder()).Error()
		if said != "" {
			said += "\n"
		}
		now.Files = append(now.Files, f, txtar.File{Name: strings.TrimSuffix(f.Name, ".yaml") + ".problems", Data: []byte(said)})
	}
	got := txtar.Format(now)
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want := txtar.Format(archive); !bytes.Equal(got, want) {
		t.Errorf("the problems are\n%s", got)
	}
}

// TestSchema: it accepts what the decoder accepts, and refuses what is wrong with
// the shape of a drill.
func TestSchema(t *testing.T) {
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(drill.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("drill.schema.json", document); err != nil {
		t.Fatal(err)
	}
	schema := c.MustCompile("drill.schema.json")
	archive, err := txtar.ParseFile("testdata/problems.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := append(archive.Files, txtar.File{Name: "template.yaml", Data: drill.Template("my-own")})
	accepts := map[string]bool{"fine.yaml": true, "names.yaml": true, "circle.yaml": true, "files.yaml": true, "version.yaml": true, "chain.yaml": true, "thrice.yaml": true, "template.yaml": true}
	for _, f := range files {
		if !strings.HasSuffix(f.Name, ".yaml") {
			continue
		}
		var into any
		if err := yaml.Load(f.Data, &into); err != nil {
			t.Fatal(f.Name, err)
		}
		if err := schema.Validate(into); (err == nil) != accepts[f.Name] {
			t.Errorf("%s: the schema says %v", f.Name, err)
		}
	}
}

// TestBegins: a drill begins at its time of day, and so far back that no jump in
// it leads past now.
func TestBegins(t *testing.T) {
	zone := time.FixedZone("", 3600)
	for _, tt := range []struct{ start, jump, now, want string }{
		{"start: 03:14\n", "", "2026-11-26T14:00:05+01:00", "2026-11-26T03:14:00+01:00"},
		{"start: 03:14\n", "", "2026-11-26T02:00:00+01:00", "2026-11-25T03:14:00+01:00"},
		{"start: 03:14\n", ", jump: 5h", "2026-11-26T08:13:59+01:00", "2026-11-25T03:14:00+01:00"},
		{"start: 03:14\n", ", jump: 5h", "2026-11-26T08:14:00+01:00", "2026-11-26T03:14:00+01:00"},
		{"start: 03:14\n", ", jump: 72h", "2026-11-26T14:00:00+01:00", "2026-11-23T03:14:00+01:00"},
		{"", "", "2026-11-26T14:00:05+01:00", "2026-11-26T14:00:05+01:00"},
		{"", ", jump: 5h", "2026-11-26T14:00:05+01:00", "2026-11-26T09:00:05+01:00"},
	} {
		now, err := time.ParseInLocation(time.RFC3339, tt.now, zone)
		if err != nil {
			t.Fatal(err)
		}
		d, err := drill.Parse("d.yaml", fmt.Appendf(nil, "format: cordon-drill/1\nid: d\nplaybook: small\ntitle: D\nlength: 45m\n%sinjects:\n  - {id: a, at: 1m, says: A%s}\n", tt.start, tt.jump))
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Begins(now.In(zone)).Format(time.RFC3339); got != tt.want {
			t.Errorf("a drill with %q%q started at %s begins at %s, want %s", tt.start, tt.jump, tt.now, got, tt.want)
		}
	}
}

// FuzzParse: whatever a file holds, it is read or said to be wrong, and what is
// read fits or does not.
func FuzzParse(f *testing.F) {
	archive, err := txtar.ParseFile("testdata/problems.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range archive.Files {
		f.Add(file.Data)
	}
	book := small(f)
	f.Fuzz(func(t *testing.T, source []byte) {
		d, err := drill.Parse("d.yaml", source)
		if err != nil {
			return
		}
		fitted, err := d.Fit(book)
		if err == nil && (len(fitted.Injects) != len(d.Injects) || fitted.Points() != d.Points()) {
			t.Errorf("fitted to its playbook it has other parts")
		}
		again, err := drill.Parse("d.yaml", d.Source)
		if err != nil || again.Digest != d.Digest {
			t.Errorf("read again it is another one: %v", err)
		}
	})
}
