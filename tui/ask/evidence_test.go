package ask

import (
	"os"
	"path/filepath"
	"testing"

	"cordon/tui/fake"
)

// TestFilesAreFound takes paths as terminals paste them, and the text as it is
// first.
func TestFilesAreFound(t *testing.T) {
	dir := fake.TempFiles(t, "a b", "'quoted'", "quoted")
	for text, want := range map[string]string{
		dir + "/a b":                   "a b",
		"'" + dir + "/a b' ":           "a b",
		dir + `/a\ b`:                  "a b",
		"file://" + dir + "/a%20b":     "a b",
		dir + "/'quoted'":              "'quoted'",
		"~/a b":                        "a b",
		filepath.Join(dir, ".", "a b"): "a b",
	} {
		got, _, err := findFile(text, dir)
		if err != nil || filepath.Base(got) != want {
			t.Errorf("findFile(%q) = %q, %v, want %s", text, got, err, want)
		}
	}
	if _, err := os.Stat(dir); err != nil {
		t.Fatal(err)
	}
}
