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
	named, err := e.chosenEditor()
	if err != nil {
		return one(name, tui.CheckOK, "None: the name is fixed here, and CORDON_EDITOR names none. You write on the screen.", "")
	}
	command, from, todo := named.value, "of "+named.from, "Set VISUAL or EDITOR."+without
	switch named.from {
	case fromDefault:
		command, from = "vi", "since neither VISUAL nor EDITOR is set"
	case "CORDON_EDITOR":
		todo = "Set CORDON_EDITOR." + without
	case fromFile:
		todo = "Change editor: in the config." + without
	}
	program := strings.Trim(strings.Fields(command)[0], `"'`)
	if _, err := exec.LookPath(program); err != nil {
		return one(name, tui.CheckLook, command+", "+from+", is not to be found.", todo)
	}
	return one(name, tui.CheckOK, command+", "+from+".", "")
}
