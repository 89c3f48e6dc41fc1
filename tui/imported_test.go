package tui

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"cordon/playbook"
	"cordon/playbook/convert"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// public names a folder with playbooks of other people, to open all of them.
var public = flag.String("public", "", "a folder with playbooks of other people to import and open")

// TestImportedPlaybooksOpen opens what was imported in a window of 80x24: each of
// its steps can be walked to, and every frame fits.
func TestImportedPlaybooksOpen(t *testing.T) {
	folder := *public
	if folder == "" {
		folder = "../playbook/convert/testdata"
	}
	opened := 0
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".yaml") || strings.HasSuffix(path, ".txt") {
			return err
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			if b := importedBook(t, path); b != nil {
				opened++
				openImported(t, b)
			}
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if opened < 3 {
		t.Errorf("only %d were opened", opened)
	}
	t.Logf("opened %d", opened)
}

// importedBook is nil where the file is turned away.
func importedBook(t *testing.T, path string) *playbook.Playbook {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r, err := convert.Import(filepath.Base(path), data, convert.Options{Lenient: true, Library: os.DirFS(filepath.Dir(path))})
	if err != nil {
		t.Logf("turned away: %.200s", err)
		return nil
	}
	b, err := playbook.Parse(path, r.YAML)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func openImported(t *testing.T, b *playbook.Playbook) {
	const width, height = 80, 24
	m := fake.NewMemory(t)
	m.Book = b
	id := m.Begin(t, "maria")
	driveRun(t, m, screen.Config{Open: id, ASCII: true}, width, height, func(d *tuitest.Driver) {
		seen := d.Frame()
		for i := range b.Steps() {
			d.Press("j")
			frame := d.Frame()
			seen += frame
			lines := strings.Split(strings.TrimSuffix(frame, "\n"), "\n")
			if len(lines) > height {
				d.T.Errorf("after %d steps there are %d lines", i, len(lines))
			}
			for _, line := range lines {
				if w := ansi.StringWidth(line); w > width {
					d.T.Errorf("after %d steps a line has %d cells: %q", i, w, line)
				}
			}
		}
		d.Wait(time.Second)
		for _, s := range b.Steps()[:min(3, len(b.Steps()))] {
			if word, _, _ := strings.Cut(s.Title, " "); !strings.Contains(seen, word) {
				d.T.Errorf("%q was not seen", s.Title)
			}
		}
	})
}
