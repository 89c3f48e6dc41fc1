package supply

import (
	_ "embed"
	"strings"
)

// Licences is the text of the licences of all that the program is made of, its
// own first. Above each text stand those that are given under it, each in a
// line that begins with [Given].
//
//go:embed licences.txt
var Licences string

// Given begins a line of [Licences] that names a module, its version and, after
// a comma, its licences as an SPDX expression.
const Given = "== "

// expression returns the licences of a module, and nothing where the text does
// not name it. The version is left out for what carries none in the text.
func expression(module, version string) string {
	head := "\n" + strings.TrimSpace(Given+module+" "+version) + ", "
	_, after, _ := strings.Cut("\n"+Licences, head)
	line, _, _ := strings.Cut(after, "\n")
	return line
}
