package main

import (
	"context"
	"os/exec"
	"strings"
	"time"

	"cordon/tui"
	"cordon/tui/clipboard"
	"cordon/tui/terminal"
)

// checkClipboard says where what is copied arrives. A terminal does not answer
// that, so outside tmux it stays a guess that is said.
func checkClipboard(e env, _ terminal.Answers) []tui.Check {
	const name = "clipboard"
	const instead = "Where nothing is to be pasted: the file that the screens write, or the plain text to select."
	switch way := clipboard.WayOf(e.getenv, e.nameFixed()); {
	case !e.drawsScreens():
		return nil
	case way == clipboard.Tmux:
		return checkTmux(name, instead)
	case way == clipboard.Screen:
		return one(name, tui.CheckOK, "screen hands on what is copied, a piece at a time, to a terminal that takes it or drops it.", instead)
	case way == clipboard.Beyond:
		return one(name, tui.CheckLook, "There is a tmux or screen on the machine that you come from, which may drop what is copied here.",
			"In that tmux: set -s set-clipboard on. "+instead)
	}
	return one(name, tui.CheckOK, "What is copied goes through the terminal (OSC 52), which takes it or drops it and says neither.", instead)
}

// checkTmux says what becomes of a copy that tmux is given.
func checkTmux(name, instead string) []tui.Check {
	const buffer = "What is copied is in the buffer of tmux (prefix ] pastes it)"
	switch does := tmuxClipboard(); does {
	case "on", "external":
		return one(name, tui.CheckOK, buffer+", and tmux hands it on to the terminal around it.", "")
	case "off":
		return one(name, tui.CheckLook, buffer+", and goes no further: set-clipboard is off.", "To have it outside too: set -s set-clipboard external in ~/.tmux.conf.")
	}
	return one(name, tui.CheckLook, "In tmux, which does not answer what it does with what is copied.", "Try: tmux show -s set-clipboard. "+instead)
}

// tmuxClipboard asks tmux what it does with what is copied; "" is that it does not
// say.
func tmuxClipboard() string {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	said, err := exec.CommandContext(ctx, "tmux", "show-options", "-sv", "set-clipboard").Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(said))
}
