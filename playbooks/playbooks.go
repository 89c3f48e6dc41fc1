package playbooks

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed *.yaml
var files embed.FS

const extension = ".yaml"

// A File is a playbook as it ships: not parsed, byte for byte.
type File struct {
	ID     string // the id of the playbook, "customer-data-breach"
	Name   string // for messages about its lines, "customer-data-breach.yaml"
	Source []byte // a copy, the caller's to keep
}

// Embedded returns the playbooks that ship in the program, sorted by id.
func Embedded() []File {
	names, err := fs.Glob(files, "*"+extension)
	if err != nil {
		return nil // only for a malformed pattern, and this one is not
	}
	all := make([]File, 0, len(names))
	for _, name := range names {
		if f, ok := Open(strings.TrimSuffix(name, extension)); ok {
			all = append(all, f)
		}
	}
	return all
}

// Open returns the embedded playbook with the given id. The id may come from
// anywhere: what is not the id of an embedded playbook is not found.
func Open(id string) (File, bool) {
	name := id + extension
	source, err := files.ReadFile(name)
	if err != nil {
		return File{}, false
	}
	return File{ID: id, Name: name, Source: source}, true
}
