package tui

import (
	tea "charm.land/bubbletea/v2"

	"cordon/tui/ask"
	"cordon/tui/screen"
	"cordon/tui/search"
)

// globals are the keys that mean the same on every screen while no text is
// being typed.
func (a App) globals() []screen.Command {
	top := a.top()
	stay := func(answer func() screen.Reply) func() (screen.Screen, screen.Reply) {
		return func() (screen.Screen, screen.Reply) { return top, answer() }
	}
	return a.Cfg.Keymap.Apply([]screen.Command{
		{ID: "find.command", Group: screen.GroupAlways, Title: "Command palette: find any command by name", Binding: screen.Bind(":", "commands", ":"),
			Do: stay(func() screen.Reply { return screen.Reply{Open: search.Palette(a.offered())} })},
		{ID: "help", Group: screen.GroupAlways, Title: "Keys of this screen", Binding: screen.Bind("?", "keys", "?", "f1"),
			Do: stay(func() screen.Reply { return screen.Reply{Open: search.Help(a.offered())} })},
		{ID: "log", Group: screen.GroupAlways, Title: "Log: all that Cordon said", Binding: screen.Bind("M", "log", "M"),
			Do: stay(a.log)},
		{ID: "back", Group: screen.GroupAlways, Title: "One level back", Binding: screen.Bind("esc", "back", "esc"), Do: stay(a.back)},
		{ID: "leave", Group: screen.GroupAlways, Title: "Leave this screen", Binding: screen.Bind("q", "leave", "q"), Do: stay(a.leave)},
		{ID: "me", Group: screen.GroupAlways, Title: "Me: change the name that your entries carry", Why: a.noRename(), Hidden: true,
			Do: stay(func() screen.Reply { return screen.Reply{Open: ask.Me(&a.World)} })},
	}, false)
}

// noRename says why the name cannot be changed, if so.
func (a App) noRename() string {
	switch {
	case a.Cfg.ReadOnly():
		return "Nothing is recorded here: what is open can only be read."
	case a.Cfg.Rename == nil:
		return "Your name here is " + a.Cfg.By + ", and whoever set Cordon up has fixed that."
	}
	return ""
}

// renamed gives the person another name. What others typed is theirs then, and
// what was typed under the name before is no longer the person's own.
func (a App) renamed(msg screen.RenamedMsg) (App, tea.Cmd) {
	cfg := *a.Cfg // commands under way go on with the one before
	cfg.By = msg.By
	a.Cfg, a.Drafts, a.Others, a.KeptAt = &cfg, msg.Drafts.Own, msg.Drafts.Others, nil
	a = a.say("Entries are recorded under "+msg.By+" from here on.", false)
	if msg.Err != nil {
		a = a.say("You are "+msg.By+". Not kept for the next time: "+msg.Err.Error(), true)
	}
	a = a.rewatch()
	if !a.Opened {
		return a.broadcastAnd(msg, a.watchHome())
	}
	return a.broadcastAnd(msg, a.watchOthers())
}

// log opens the log, and not one more on top of it.
func (a App) log() screen.Reply {
	if _, up := a.top().(search.Log); up {
		return screen.Reply{Say: "This is the log. " + a.Key("back") + " goes back."}
	}
	return screen.Reply{Open: search.Log{}}
}

// back goes one level back and never quits.
func (a App) back() screen.Reply {
	if len(a.stack) > 2 || len(a.stack) == 2 && !a.Opened {
		return screen.Reply{Leave: true}
	}
	return screen.Reply{Say: "Press " + a.Key("leave") + " to leave."}
}

// leave leaves the screen: a run for the list of runs, and that for the shell.
// Who came to review one run came for nothing else.
func (a App) leave() screen.Reply {
	switch {
	case len(a.stack) > 2 || len(a.stack) == 2 && !a.Opened:
		return screen.Reply{Leave: true}
	case a.Opened && !a.Cfg.Review:
		return screen.Reply{Home: true}
	}
	return screen.Reply{Cmd: func() tea.Msg { return screen.LeaveMsg{Code: 0} }}
}

// relisted has the commands listed that there are in the window as it is now.
func (a App) relisted() App {
	top, ok := a.top().(screen.Lister)
	if !ok {
		return a
	}
	at := len(a.stack) - 1
	below := a
	below.stack = a.stack[:at:at]
	return a.replace(at, top.Listing(below.offered()))
}
