package playbooks

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cordon/playbook"
)

// folder makes a folder of playbooks: a name and its text, in turns.
func folder(t *testing.T, files ...string) Library {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(files); i += 2 {
		if err := os.WriteFile(filepath.Join(dir, files[i]), []byte(files[i+1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return Library{Dir: dir}
}

func template(id string) string { return string(playbook.Template(id, "A playbook of our own")) }

func TestLibraryList(t *testing.T) {
	lib := folder(t,
		"ours.yaml", template("ours"),
		"again.yml", template("ours"),
		"broken.yaml", "format: cordon/1\n",
		"shadow.yaml", template("customer-data-breach"),
		"notes.txt", "not a playbook",
		".hidden.yaml", "neither",
	)
	got, err := lib.List()
	if err != nil {
		t.Fatal(err)
	}
	got = slices.DeleteFunc(got, func(g Listed) bool {
		return g.Source == IsEmbedded && g.ID != "confidentiality-breach" // one of them will do
	})
	want := []struct {
		id, source string
		broken     bool
	}{
		{"broken", "broken.yaml", true},
		{"confidentiality-breach", IsEmbedded, false},
		{"customer-data-breach", "shadow.yaml", false},
		{"ours", "again.yml", false},
		{"ours", "ours.yaml", true}, // the other one has the id
	}
	if len(got) != len(want) {
		t.Fatalf("List() has %d playbooks, want %d: %+v", len(got), len(want), got)
	}
	for i, w := range want {
		g := got[i]
		if g.ID != w.id || filepath.Base(g.Source) != w.source || len(g.Problems) > 0 != w.broken {
			t.Errorf("List()[%d] = %s from %s with %d problems, want %+v", i, g.ID, g.Source, len(g.Problems), w)
		}
		if !w.broken && (g.Title == "" || g.Phases == 0 || g.Steps == 0) {
			t.Errorf("List()[%d] says too little: %+v", i, g)
		}
	}
}

// TestLibraryThatCannotBeRead: what ships works beside a folder of one's own that
// cannot be read, and the folder is said to be so where it could have had what
// is asked for.
func TestLibraryThatCannotBeRead(t *testing.T) {
	file := filepath.Join(t.TempDir(), "playbooks") // no folder, so nobody can list it, root included
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	lib := Library{Dir: file}
	if err := lib.Unread(); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("Unread = %v, want an error with the path", err)
	}
	if p, err := lib.Open("lost-device"); err != nil || p.ID != "lost-device" {
		t.Errorf("Open of what ships = %v, %v", p, err)
	}
	if _, err := lib.Open("our-own"); err == nil || errors.Is(err, ErrNoPlaybook) || !strings.Contains(err.Error(), file) {
		t.Errorf("Open of what may be there = %v, want why it cannot be looked for", err)
	}
	if all, err := lib.List(); err == nil || len(all) != len(Embedded()) {
		t.Errorf("List = %d playbooks, %v, want the embedded ones and an error", len(all), err)
	}
	if _, ok := lib.Shelved("lost-device"); ok {
		t.Error("Shelved says what the library holds, and cannot know")
	}
}

func TestLibraryWithoutFolder(t *testing.T) {
	for _, lib := range []Library{{}, {Dir: filepath.Join(t.TempDir(), "none")}} {
		if got, err := lib.List(); err != nil || len(got) != len(Embedded()) {
			t.Errorf("%+v.List() = %d playbooks, %v, want the embedded ones", lib, len(got), err)
		}
	}
}

func TestLibraryOpen(t *testing.T) {
	lib := folder(t,
		"other-name.yaml", template("ours"),
		"customer-data-breach.yaml", template("customer-data-breach"),
		"confidentiality-breach.yaml", "format: cordon/1\nid: confidentiality-breach\n",
	)
	path := filepath.Join(lib.Dir, "other-name.yaml")
	for _, ref := range []string{"ours", path} {
		if p, err := lib.Open(ref); err != nil || p.ID != "ours" {
			t.Errorf("Open(%q) = %v, %v, want ours", ref, p, err)
		}
	}
	if p, err := lib.Open("customer-data-breach"); err != nil || p.Title != "A playbook of our own" {
		t.Errorf("Open(customer-data-breach) = %v, %v, want the own one", p, err)
	}
	var problems playbook.Problems
	if _, err := lib.Open("confidentiality-breach"); !errors.As(err, &problems) {
		t.Errorf("Open(confidentiality-breach) = %v, want the problems of the own one", err)
	}
	if _, err := lib.Open("missing.yaml"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Open(missing.yaml) = %v, want a missing file", err)
	}
	_, err := lib.Open("our")
	if !errors.Is(err, ErrNoPlaybook) || !strings.Contains(err.Error(), `did you mean "ours"?`) {
		t.Errorf("Open(our) = %v, want a suggestion", err)
	}
}

func TestReadFile(t *testing.T) {
	lib := folder(t, "huge.yaml", strings.Repeat("# ", playbook.MaxSize))
	if b, err := ReadFile(filepath.Join(lib.Dir, "huge.yaml")); err != nil || len(b) != playbook.MaxSize+1 {
		t.Errorf("ReadFile of a huge file = %d bytes, %v, want %d", len(b), err, playbook.MaxSize+1)
	}
	if _, err := ReadFile(lib.Dir); err == nil {
		t.Error("ReadFile of a folder has no error")
	}
}

func TestLibraryShelved(t *testing.T) {
	lib := folder(t, "customer-data-breach.yaml", template("customer-data-breach"), "confidentiality-breach.yaml", "broken")
	own, err := lib.Open("customer-data-breach")
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := lib.Shelved("customer-data-breach"); !ok || got != (playbook.Shelved{Version: own.Version, Digest: own.Digest, Own: true}) {
		t.Errorf("Shelved(own) = %+v, %v, want the digest %q", got, ok, own.Digest)
	}
	if got, ok := lib.Shelved("confidentiality-breach"); ok {
		t.Errorf("Shelved(broken) = %+v, want none", got)
	}
	embedded, err := Library{}.Open("confidentiality-breach")
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := (Library{}).Shelved("confidentiality-breach"); !ok || got != (playbook.Shelved{Version: embedded.Version, Digest: embedded.Digest}) {
		t.Errorf("Shelved(embedded) = %+v, %v, want the digest %q", got, ok, embedded.Digest)
	}
	if _, ok := (Library{}).Shelved("none"); ok {
		t.Error("Shelved(none) found one")
	}
}

// TestLibraryKept asks for what was made of a playbook before, by its bytes, and
// parses it where there is nothing. A clock's rules are those of today.
func TestLibraryKept(t *testing.T) {
	lib := folder(t, "ours.yaml", template("ours"))
	var asked []string
	parsed, err := playbook.Parse("ours.yaml", []byte(template("ours")))
	if err != nil {
		t.Fatal(err)
	}
	lib.Kept = func(source []byte) (*playbook.Playbook, bool) {
		asked = append(asked, string(source[:20]))
		return parsed, string(source) == string(parsed.Source)
	}
	for ref, same := range map[string]bool{"ours": true, filepath.Join(lib.Dir, "ours.yaml"): true, "customer-data-breach": false} {
		asked = nil
		got, err := lib.Open(ref)
		if err != nil || sameBook(got, parsed) != same || len(asked) == 0 {
			t.Errorf("Open(%q) = %p, %v, asked %q; kept is %p", ref, got, err, asked, parsed)
		}
		if ref == "customer-data-breach" && len(got.Rules) == 0 {
			t.Error("a playbook has no rules")
		}
	}
}

// sameBook reports whether a playbook is the other, but for where it was found.
func sameBook(p, other *playbook.Playbook) bool {
	return p != nil && &p.Phases[0] == &other.Phases[0]
}
