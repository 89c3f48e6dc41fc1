package main

import (
	"fmt"
	"os"
	"path/filepath"

	"cordon/playbook"
	"cordon/playbooks"
	"cordon/tui"
)

// An importer makes playbooks of files for the screens.
type importer struct{ library playbooks.Library }

// Import implements [tui.Importer].
func (i importer) Import(path string) (tui.Imported, error) {
	result, err := convertFile(path, playbookImportOptions{})
	if err != nil {
		return tui.Imported{}, err
	}
	book, err := playbook.Parse(path, result.YAML)
	return tui.Imported{Book: book, Said: result.Lines()}, err
}

// Keep implements [tui.Importer]. It takes no id that a playbook has: the person's
// own would stand before the one that ships.
func (i importer) Keep(imported tui.Imported) (string, error) {
	b := imported.Book
	if other, err := i.library.Open(b.ID); err == nil {
		return "", fmt.Errorf("there is a playbook %s already, %q. cordon playbook import FILE -o OTHER.yaml writes this one elsewhere: give it another id there", b.ID, other.Title)
	}
	if err := os.MkdirAll(i.library.Dir, 0o700); err != nil {
		return "", err
	}
	path := filepath.Join(i.library.Dir, b.ID+".yaml")
	return path, createFile(path, b.Source)
}
