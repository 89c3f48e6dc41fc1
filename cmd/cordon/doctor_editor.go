package main

import (
	"os/exec"
	"strings"

	"cordon/tui"
	"cordon/tui/terminal"
)

// checkEditor says which editor opens long texts, and whether it is there.
func checkEditor(e env, _ terminal.Answers) []tui.Check {
	const name, without = "editor", " Without one you write on the screen."
	command, err := tui.Editor(e.editors())
	if err != nil {
		return one(name, tui.CheckOK, "None: the name is fixed here, and CORDON_EDITOR names none. You write on the screen.", "")
	}
	from, todo := "of "+e.namesEditor(command), "Set VISUAL or EDITOR."+without
	switch {
	case command == "":
		command, from = "vi", "since neither VISUAL nor EDITOR is set"
	case from == "of CORDON_EDITOR":
		todo = "Set CORDON_EDITOR." + without
	}
	program := strings.Trim(strings.Fields(command)[0], `"'`)
	if _, err := exec.LookPath(program); err != nil {
		return one(name, tui.CheckLook, command+", "+from+", is not to be found.", todo)
	}
	return one(name, tui.CheckOK, command+", "+from+".", "")
}

// namesEditor returns the variable that names an editor.
func (e env) namesEditor(command string) string {
	for _, variable := range []string{"CORDON_EDITOR", "VISUAL"} {
		if strings.TrimSpace(e.getenv(variable)) == command {
			return variable
		}
	}
	return "EDITOR"
}
