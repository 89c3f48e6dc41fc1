package main

import (
	"fmt"

	"cordon/tui"
	"cordon/tui/terminal"
)

// checkName says under which name entries are recorded, and where it is from.
func checkName(e env, _ terminal.Answers) []tui.Check {
	const name, todo = "name", "Say who you are: :me on a screen, CORDON_AS, or --as."
	e.inTTY = false // whoever asks how things are is asked nothing
	who, err := e.person()
	if err != nil {
		return one(name, tui.CheckBad, err.Error(), todo)
	}
	text := fmt.Sprintf("Entries are recorded under %q, %s.", who.name, who.from)
	if who.name == e.login() && shared(who.name) {
		return one(name, tui.CheckLook, text+" Everybody who uses this login has that name.", todo)
	}
	return one(name, tui.CheckOK, text, "")
}
