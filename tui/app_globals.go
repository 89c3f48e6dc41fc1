package tui

import (
	tea "charm.land/bubbletea/v2"
)

// globals are the keys that mean the same on every screen while no text is
// being typed.
func (a App) globals() []command {
	top := a.top()
	stay := func(answer func() reply) func() (screen, reply) {
		return func() (screen, reply) { return top, answer() }
	}
	return []command{
		{id: "find.command", group: groupAlways, title: "Command palette: find any command by name", binding: bind(":", "commands", ":"),
			do: stay(func() reply { return reply{open: newPalette(a.offered())} })},
		{id: "help", group: groupAlways, title: "Keys of this screen", binding: bind("?", "keys", "?", "f1"),
			do: stay(func() reply { return reply{open: newHelp(a.offered())} })},
		{id: "log", group: groupAlways, title: "Log: all that Cordon said", binding: bind("M", "log", "M"),
			do: stay(a.messages)},
		{id: "back", group: groupAlways, title: "One level back", binding: bind("esc", "back", "esc"), do: stay(a.back)},
		{id: "leave", group: groupAlways, title: "Leave this screen", binding: bind("q", "leave", "q"), do: stay(a.leave)},
	}
}

// reserved are the keys that work on every screen, also while text is being
// typed. The App answers them itself.
func reserved() []command {
	return []command{
		{id: "quit", group: groupAlways, title: "Quit, when pressed twice; all is saved", binding: bind("ctrl+c", "quit", "ctrl+c")},
		{id: "suspend", group: groupAlways, title: "To the shell; fg comes back", binding: bind("ctrl+z", "suspend", "ctrl+z")},
		{id: "redraw", group: groupAlways, title: "Draw the screen again", binding: bind("ctrl+l", "redraw", "ctrl+l")},
	}
}

// messages opens the list of messages, and not one more on top of it.
func (a App) messages() reply {
	if _, up := a.top().(logScreen); up {
		return reply{say: "This is the log. " + a.key("back") + " goes back."}
	}
	return reply{open: newLog()}
}

// back goes one level back and never quits.
func (a App) back() reply {
	if len(a.stack) > 2 || len(a.stack) == 2 && !a.opened {
		return reply{leave: true}
	}
	return reply{say: "Press " + a.key("leave") + " to leave."}
}

// leave leaves the screen: a run for the list of runs, and that for the shell.
// Who came to review one run came for nothing else.
func (a App) leave() reply {
	switch {
	case len(a.stack) > 2 || len(a.stack) == 2 && !a.opened:
		return reply{leave: true}
	case a.opened && !a.cfg.Review:
		return reply{home: true}
	}
	return reply{cmd: func() tea.Msg { return leaveMsg{code: 0} }}
}

// A lister is a screen that lists the commands of the screen below it.
type lister interface {
	screen
	// listing returns the screen with other commands.
	listing(commands []command) screen
}

// relisted has the commands listed that there are in the window as it is now.
func (a App) relisted() App {
	top, ok := a.top().(lister)
	if !ok {
		return a
	}
	at := len(a.stack) - 1
	below := a
	below.stack = a.stack[:at:at]
	return a.replace(at, top.listing(below.offered()))
}
