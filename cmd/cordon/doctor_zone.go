package main

import (
	"fmt"

	"cordon/tui"
	"cordon/tui/terminal"
)

// checkZone says in which zone times are read and shown, and where it is from.
func checkZone(e env, _ terminal.Answers) []tui.Check {
	const name = "zone"
	local := e.now().In(e.zone())
	from := "that of the system"
	switch {
	case e.flags.tz != "":
		from = "of --tz"
	case e.getenv("TZ") != "":
		from = "of TZ"
	}
	text := fmt.Sprintf("Times are read and shown in %s, %s.", local.Format("MST -07:00"), from)
	if _, offset := local.Zone(); offset == 0 && from == "that of the system" {
		return one(name, tui.CheckOK, text, "If you live elsewhere: TZ=Europe/Berlin, or --tz.")
	}
	return one(name, tui.CheckOK, text, "")
}
