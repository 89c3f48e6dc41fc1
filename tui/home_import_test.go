package tui

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"

	"github.com/charmbracelet/x/exp/golden"
)

// A shelfOfOne makes the same playbook of every file that has something in it.
type shelfOfOne struct {
	saved []string
	full  bool
}

func (s *shelfOfOne) Import(path string) (screen.Imported, error) {
	info, err := os.Stat(path)
	if err != nil {
		return screen.Imported{}, err
	}
	if info.Size() == 0 {
		return screen.Imported{}, playbook.Problems{{File: path, Line: 1, Column: 1, Text: "no steps found", Hint: "--notes makes one step of all that it says"}}
	}
	book, err := playbook.Parse("made.yaml", []byte(strings.Replace(fake.Phishing, "id: phishing", "id: made", 1)))
	return screen.Imported{Book: book, Said: []string{"Markdown, 2 phases, 6 steps. Not carried over as it was: 1 thing", "3:7: a link to \x1b[31mlog.md: kept as text"}}, err
}

func (s *shelfOfOne) Keep(imported screen.Imported) (string, error) {
	if s.full {
		return "", errors.New("there is a playbook made already")
	}
	s.saved = append(s.saved, imported.Book.ID)
	return "/home/maria/.config/cordon/playbooks/made.yaml", nil
}

// TestHomeImport makes a playbook of a file: nothing is saved before it was seen.
func TestHomeImport(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"leak.md": "# Leak\n", "empty.md": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, size := range sizes[:3] {
		t.Run(size.name, func(t *testing.T) {
			shelf := &shelfOfOne{}
			m := fake.NewMemory(t)
			drive(t, m, screen.Config{Importer: shelf, ASCII: true}, size.width, size.height, func(d *tuitest.Driver) {
				d.Wait(time.Second)
				d.Press("I")
				d.Wait(time.Second)
				d.Type(filepath.Join(dir, "none.md"))
				d.Press("enter")
				d.Wait(time.Second)
				shows(d, "here is no file")
				d.Press("ctrl+u")
				d.Type(filepath.Join(dir, "empty.md"))
				d.Press("enter")
				d.Wait(time.Second)
				shows(d, "steps found")
				d.Press("ctrl+u")
				d.Type(filepath.Join(dir, "leak.md"))
				d.Press("enter")
				d.Wait(time.Second)
				golden.RequireEqual(d.T, d.Frame())
				if len(shelf.saved) > 0 {
					d.T.Error("it was saved before anybody asked for it")
				}
				shelf.full = true
				d.Press("s")
				d.Wait(time.Second)
				shows(d, "not saved")
				shelf.full = false
				d.Press("s")
				d.Wait(time.Second)
				shows(d, "Saved as")
				d.Press("esc")
				d.Wait(time.Second)
				if len(shelf.saved) != 1 || shelf.saved[0] != "made" {
					d.T.Errorf("saved %q", shelf.saved)
				}
			})
		})
	}
}
