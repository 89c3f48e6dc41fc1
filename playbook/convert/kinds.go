package convert

import (
	"fmt"
	"path"
	"strings"

	"cordon/playbook"
)

// A kind is a format of somebody else.
type kind struct {
	name  string // as --kind takes it
	title string // as people call it; a reader may say more, like its version
	// guess reports whether the file looks like one. The first that does is taken.
	guess func(f *file) bool
	// read fills the document, and notes what gets lost or is wrong.
	read func(f *file, d *document)
}

// kinds returns all formats, those that are surest to know first.
func kinds() []kind {
	return []kind{
		{"cacao", "CACAO 2.0", guessCACAO, readCACAO},
		{"xsoar", "Cortex XSOAR", guessXSOAR, readXSOAR},
		{"catalyst", "Catalyst", guessCatalyst, readCatalyst},
		{"iris", "IRIS", guessIRIS, readIRIS},
		{"thehive", "TheHive", guessTheHive, readTheHive},
		{"react", "RE&CT", guessReact, readReact},
		{"markdown", "Markdown", looksLikeMarkdown, readMarkdown},
	}
}

// Kinds returns the names of all formats that can be imported.
func Kinds() []string {
	all := kinds()
	names := make([]string, len(all))
	for i, k := range all {
		names[i] = k.name
	}
	return names
}

// kind returns what the file is: what was asked for, or else what it looks like.
func (f *file) kind() (kind, error) {
	for _, k := range kinds() {
		if f.opts.Kind == k.name || f.opts.Kind == "" && k.guess(f) {
			return k, nil
		}
	}
	if f.opts.Kind != "" {
		f.fail(place{}, fmt.Sprintf("there is no kind %q of file to import", f.opts.Kind), "the kinds are "+strings.Join(Kinds(), ", "))
		return kind{}, f.refusal()
	}
	switch {
	case f.ends(".yml", ".yaml") && f.isOurs():
		f.fail(place{}, "this is a playbook of Cordon already", "cordon playbook lint checks it, and cordon start runs it")
	case f.ends(".json") && f.json() == nil:
		f.needJSON()
	case f.ends(".yml", ".yaml") && f.yaml() == nil:
		f.needYAML()
	}
	if err := f.refusal(); err != nil {
		return kind{}, err
	}
	f.fail(place{}, "this file is no playbook of a kind that is known", "--kind says what it is: one of "+strings.Join(Kinds(), ", "))
	return kind{}, f.refusal()
}

// ends reports whether the name of the file has one of the endings.
func (f *file) ends(endings ...string) bool {
	ext := strings.ToLower(path.Ext(f.name))
	for _, e := range endings {
		if ext == e {
			return true
		}
	}
	return false
}

// isOurs reports whether the file is a playbook of this program.
func (f *file) isOurs() bool {
	format := value(f.yaml(), "format")
	return format != nil && format.Value == playbook.Format
}
