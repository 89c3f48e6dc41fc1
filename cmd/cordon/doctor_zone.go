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
	from := "of " + e.zoneFrom()
	if e.zoneFrom() == fromSystem {
		from = "that of the system"
	}
	text := fmt.Sprintf("Times are read and shown in %s, %s.", local.Format("MST -07:00"), from)
	if _, offset := local.Zone(); offset == 0 && e.zoneFrom() == fromSystem {
		return one(name, tui.CheckOK, text, "If you live elsewhere: zone: Europe/Berlin in the config, TZ, or --tz.")
	}
	return one(name, tui.CheckOK, text, "")
}
