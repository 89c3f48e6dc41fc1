package main

import (
	"fmt"

	"cordon/tui"
	"cordon/tui/terminal"
)

// checkLineWidth says whether lines take one cell, as the screens count on.
func checkLineWidth(e env, seen terminal.Answers) []tui.Check {
	const name = "lines"
	look, _ := e.lookHere()
	switch {
	case !e.drawsScreens():
		return nil
	case e.onlyASCII(look.border.value) || e.asciiMarks(look.border.value):
		return one(name, tui.CheckOK, "Marks and lines are ASCII: nothing can be out of its place.", "")
	case !seen.Asked:
		return one(name, tui.CheckOK, "The width of a line was not asked: the terminal is busy with the screens.", "To ask it: cordon doctor, from the shell.")
	case seen.LineWidth == 0:
		return one(name, tui.CheckLook, "The terminal does not say how wide it draws a line.", "If the bars of the screens do not stand below each other: borders: ascii in the config.")
	case seen.LineWidth != 1:
		return one(name, tui.CheckBad, fmt.Sprintf("The terminal takes %d cells for a line, and the screens count on one.", seen.LineWidth),
			"Use --borders ascii, or borders: ascii in the config; or have the terminal draw ambiguous characters narrow.")
	}
	return one(name, tui.CheckOK, "A line takes one cell, as it should.", "")
}
