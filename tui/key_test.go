package tui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
	"cordon/tui/work"
)

// TestSentencesNameWorkingKeys checks that each key that a sentence may name is
// one that the command has, in some place at least.
func TestSentencesNameWorkingKeys(t *testing.T) {
	keys := map[string][]string{}
	add := func(commands []screen.Command) {
		for _, c := range commands {
			keys[c.ID] = append(append(keys[c.ID], c.Binding.Keys()...), c.Binding.Help().Key)
		}
	}
	for _, p := range places {
		p.at(t, func(d *tuitest.Driver, _ *fake.Memory) {
			a := app(d)
			add(a.offered())
			add(screen.Reserved())
			add(work.ResumeCard{}.Commands(&a.World))
		})
	}
	for id, key := range screen.SentenceKeys() {
		name, byName := strings.CutPrefix(key, ":")
		switch _, known := keys[id]; {
		case !known:
			t.Errorf("sentences name the key of %s, which no place has", id)
		case byName && name != "" && !strings.HasSuffix(id, "."+name):
			t.Errorf("sentences call %s by the name %q", id, name)
		case (!byName || name == "") && !slices.Contains(keys[id], key):
			t.Errorf("sentences name %q for %s, which has %q", key, id, keys[id])
		}
	}
}

// spoken finds a key that is written into a sentence.
var spoken = regexp.MustCompile(` \([a-zA-Z]\)$|  [a-zA-Z] [a-z]{3,}|\. [a-zA-Z?.] [a-z]{3,}|: [a-zA-Z]\.$|` +
	`(^|[ (])(pgdown|esc|ctrl\+[a-z]|:[a-z]{3,}) [a-z]|\((tab|enter|pgdown|:[a-z]+)\)`)

// TestNoSentenceWritesAKey looks for keys in the texts of the sources: a
// sentence asks for them by the id of the command.
func TestNoSentenceWritesAKey(t *testing.T) {
	for _, name := range sources(t) {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			if text, _ := strconv.Unquote(lit.Value); spoken.MatchString(text) {
				t.Errorf("%s: %q names a key", name, text)
			}
			return true
		})
	}
}

// sources lists the files of the screens, without tests and their tools.
func sources(t *testing.T) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains([]string{"testdata", "tuitest", "ptytest"}, d.Name()):
			return filepath.SkipDir
		case strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go"):
			names = append(names, path)
		}
		return nil
	})
	if err != nil || len(names) < 50 {
		t.Fatalf("%d sources, %v", len(names), err)
	}
	return names
}
