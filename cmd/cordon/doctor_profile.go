package main

import (
	"errors"
	"io/fs"
	"slices"

	"cordon/playbook"
	"cordon/tui"
	"cordon/tui/terminal"
)

// checkProfile says whether there is a profile of the organisation, and whether it
// holds.
func checkProfile(e env, _ terminal.Answers) []tui.Check {
	const name = "profile"
	path := e.orgPath()
	found, err := e.library().LintOrganisation(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return one(name, tui.CheckLook, "There is no profile of your organisation: at night many deadlines count that are not yours.", "On a calm day: cordon organisation new, ten questions.")
	case err != nil:
		return one(name, tui.CheckBad, err.Error(), "A start goes on without it.")
	case slices.ContainsFunc(found, func(p playbook.Problem) bool { return !p.Warning }):
		return one(name, tui.CheckBad, inALine(found), "All of it: cordon organisation lint.")
	case len(found) > 0:
		return one(name, tui.CheckLook, path+" holds, with "+plural(len(found), "warning", "warnings")+".", "To see them: cordon organisation lint.")
	}
	return one(name, tui.CheckOK, path+" holds.", "")
}
