package main

import (
	"cordon/playbooks"
	"cordon/tui"
	"cordon/tui/terminal"
)

// checkLaw says whether the person's own rules of the law can be used.
func checkLaw(e env, _ terminal.Answers) []tui.Check {
	const name = "law"
	law, err := playbooks.Law(e.lawDir())
	if err != nil {
		return one(name, tui.CheckBad, inALine(err), "Until it is right its rules count for nothing: cordon law ls says what is there.")
	}
	return one(name, tui.CheckOK, plural(len(law.All()), "rule", "rules")+", which can be used.", "")
}
