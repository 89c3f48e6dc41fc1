package main

import (
	"errors"
	"os"
	"strings"

	"cordon/playbook"
	"cordon/tui"
	"cordon/tui/terminal"
)

// checkConfig says whether the config holds.
func checkConfig(e env, _ terminal.Answers) []tui.Check {
	const name = "config"
	path := e.configPath()
	if _, err := os.Stat(path); err != nil {
		return one(name, tui.CheckOK, "None, which is fine. It would be "+path+".", "")
	}
	if _, err := e.config(); err != nil {
		return one(name, tui.CheckBad, inALine(err), "What does not hold counts as not said. All of it: cordon config lint.")
	}
	return one(name, tui.CheckOK, path+" holds.", "")
}

// inALine puts an error into a line: the first mistake of a file, and how many more
// there are.
func inALine(err error) string {
	problems, ok := errors.AsType[playbook.Problems](err)
	first, _, _ := strings.Cut(err.Error(), "\n")
	if ok && len(problems) > 1 {
		first += " And " + plural(len(problems)-1, "more mistake", "more mistakes") + "."
	}
	return first
}
