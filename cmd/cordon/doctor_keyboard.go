package main

import (
	"cordon/tui"
	"cordon/tui/terminal"
)

// checkKeyboard says whether the terminal tells Esc and a key from alt and that
// key. Without that everything works, a little more slowly.
func checkKeyboard(e env, seen terminal.Answers) []tui.Check {
	const name = "keyboard"
	switch {
	case !e.drawsScreens():
		return nil
	case !seen.Asked:
		return one(name, tui.CheckOK, "Not asked: the terminal is busy with the screens.", "To ask it: cordon doctor, from the shell.")
	case !seen.Answered:
		return one(name, tui.CheckLook, "The terminal answered nothing in 300 ms.",
			"Cordon works on it. If it is slow rather than silent, wait for a moment before you leave, so that no answer ends up in the shell.")
	case seen.Keyboard:
		return one(name, tui.CheckOK, "The terminal has the keyboard protocol that tells Esc from alt.", "")
	case e.getenv("TMUX") != "":
		return one(name, tui.CheckOK, "The usual keys. tmux waits after Esc whether a key follows, as long as its escape-time says.",
			"So that Esc is quick: set -s escape-time 10 in ~/.tmux.conf.")
	}
	return one(name, tui.CheckOK, "The usual keys.", "")
}
