package main

import (
	"cordon/tui"
	"cordon/tui/terminal"
)

// checkLocale says which letters are shown, and by which locale.
func checkLocale(e env, _ terminal.Answers) []tui.Check {
	const name = "locale"
	locale := e.locale()
	look, _ := e.lookHere()
	switch utf8 := e.speaksUTF8(look.border.value); {
	case e.flags.ascii:
		return one(name, tui.CheckOK, "ASCII only: --ascii.", "")
	case e.getenv("TERM") == "linux" && !utf8:
		return one(name, tui.CheckOK, "The console of Linux has few letters, so the screens are ASCII.", "For its lines: borders: line in the config.")
	case locale == "" && !utf8:
		return one(name, tui.CheckLook, "No locale is set, so the screens are ASCII.", "For all letters: export LANG=C.UTF-8. Over SSH it may have got lost on the way.")
	case !utf8:
		return one(name, tui.CheckLook, locale+" is not UTF-8, so the screens are ASCII.", "For all letters: export LANG=C.UTF-8.")
	case locale == "":
		return one(name, tui.CheckOK, "All letters.", "")
	case e.asciiMarks(look.border.value):
		return one(name, tui.CheckOK, locale+": all letters; marks and lines are ASCII, since some terminals take two cells for them here.", "")
	}
	return one(name, tui.CheckOK, locale+": all letters.", "")
}
