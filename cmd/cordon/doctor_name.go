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
	by, err := e.by()
	if err != nil {
		return one(name, tui.CheckBad, err.Error(), todo)
	}
	from := "the name of your login"
	switch {
	case e.flags.as != "":
		from = "of --as"
	case e.getenv("CORDON_AS") != "":
		from = "of CORDON_AS"
	case by != e.login():
		from = "as you wrote it down"
	}
	text := fmt.Sprintf("Entries are recorded under %q, %s.", by, from)
	if by == e.login() && shared(by) {
		return one(name, tui.CheckLook, text+" Everybody who uses this login has that name.", todo)
	}
	return one(name, tui.CheckOK, text, "")
}
