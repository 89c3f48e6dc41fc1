package screen

import (
	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
)

// An Importer makes playbooks of files that were written for something else.
type Importer interface {
	// Import makes one of a file, and writes nothing.
	Import(path string) (Imported, error)
	// Keep writes one among the person's own playbooks, never over another, and
	// returns the file.
	Keep(Imported) (path string, err error)
}

// An Imported is a playbook that was made of a file, and what is to be said of that:
// what the file was, and what is not in the playbook as it was there.
type Imported struct {
	Book *playbook.Playbook
	Said []string
}

type (
	// ImportedMsg follows the reading of a file that is to become a playbook.
	ImportedMsg struct {
		Form     int // the form that asked for it
		Imported Imported
		Err      error
	}
	// KeptMsg follows the writing of a playbook that was imported.
	KeptMsg struct {
		Book Listed
		Err  error
	}
)

// NoImporter says why no file can become a playbook, if so.
func (c Config) NoImporter() string {
	if c.Importer == nil {
		return "There is no place for playbooks of your own here."
	}
	return ""
}

// ImportFile makes a playbook of the file that find names.
func ImportFile(cfg *Config, form int, find func() (path string, err error)) tea.Cmd {
	importer := cfg.Importer
	return func() tea.Msg {
		path, err := find()
		if err != nil {
			return ImportedMsg{Form: form, Err: err}
		}
		imported, err := importer.Import(path)
		return ImportedMsg{Form: form, Imported: imported, Err: err}
	}
}

// KeepBook writes a playbook that was imported.
func KeepBook(cfg *Config, imported Imported) tea.Cmd {
	importer := cfg.Importer
	return func() tea.Msg {
		path, err := importer.Keep(imported)
		b := imported.Book
		return KeptMsg{Err: err, Book: Listed{ID: b.ID, Title: b.Title, Version: b.Version, Phases: len(b.Phases), Steps: len(b.Steps()), Source: path, About: b.About}}
	}
}
