package main

import (
	"os/exec"
	"strings"

	"cordon/tui"
	"cordon/tui/terminal"
)

// checkEditor says which editor opens long texts, and whether it is there.
func checkEditor(e env, _ terminal.Answers) []tui.Check {
	const name, todo = "editor", "Set VISUAL or EDITOR. Without one you write on the screen."
	command, from := "vi", "since neither VISUAL nor EDITOR is set"
	for _, variable := range []string{"EDITOR", "VISUAL"} {
		if value := strings.TrimSpace(e.getenv(variable)); value != "" {
			command, from = value, "of "+variable
		}
	}
	program := strings.Trim(strings.Fields(command)[0], `"'`)
	if _, err := exec.LookPath(program); err != nil {
		return one(name, tui.CheckLook, command+", "+from+", is not to be found.", todo)
	}
	return one(name, tui.CheckOK, command+", "+from+".", "")
}
