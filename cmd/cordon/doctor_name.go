package main

import (
	"fmt"
	"slices"
	"strings"

	"cordon/tui"
	"cordon/tui/terminal"
)

// checkName says under which name entries are recorded, and where it is from.
func checkName(e env, _ terminal.Answers) []tui.Check {
	const name, todo = "name", "Say who you are: :me on a screen, CORDON_AS, or --as."
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
	if by == e.login() && isSharedLogin(by) {
		return one(name, tui.CheckLook, text+" Everybody who uses this login has that name.", todo)
	}
	return one(name, tui.CheckOK, text, "")
}

// isSharedLogin reports whether a login is one that several people use.
func isSharedLogin(login string) bool {
	shared := []string{"root", "admin", "administrator", "ubuntu", "debian", "centos", "ec2-user", "azureuser", "opc", "pi", "vagrant", "user"}
	return slices.Contains(shared, strings.ToLower(login))
}
