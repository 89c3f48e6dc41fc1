package main

import (
	"fmt"

	"cordon/tui"
	"cordon/tui/terminal"
)

// checkColors says which colours the screens take, and why.
func checkColors(e env, seen terminal.Answers) []tui.Check {
	if !e.drawsScreens() {
		return one("terminal", tui.CheckLook, "No screens here: "+e.noScreens(), "Run cordon doctor in the terminal that you work in.")
	}
	look, err := e.lookHere()
	if err != nil {
		return one("colors", tui.CheckBad, err.Error(), "Choose one of those.")
	}
	cfg := tui.Config{Color: e.color(), Theme: tui.Theme(look.theme.value), Environ: e.environ}
	colors, theme, why := tui.LookOf(cfg, seen.Background)
	if colors == "" {
		return one("colors", tui.CheckOK, fmt.Sprintf("None, since %s. Every mark is a sign too.", why), "")
	}
	return one("colors", tui.CheckOK, fmt.Sprintf("%s colors, theme %s: %s.", colors, theme, why), "")
}

// drawsScreens reports whether the person has a terminal that shows the screens.
func (e env) drawsScreens() bool { return e.canShow() && e.inTTY && e.outTTY && !e.inLines() }

// noScreens says why the screens cannot be shown.
func (e env) noScreens() string {
	switch {
	case e.flags.noInput:
		return "--no-input says that nobody is there."
	case !e.inTTY:
		return "standard input is no terminal."
	case !e.outTTY:
		return "standard output is no terminal."
	}
	return "you talk with it in lines, as you said or as TERM says."
}
