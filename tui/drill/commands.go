package drill

import (
	"cordon/playbook/run"
	"cordon/tui/screen"
)

// Commands are what the screens of a run that plays a drill can do with it, and
// none where it plays none. back is the screen that stays.
func Commands(w *screen.World, back screen.Screen) []screen.Command {
	if _, plays := w.Run.Exercise(); !plays {
		return nil
	}
	if w.Closed() {
		return []screen.Command{{ID: "drill.sheet", Group: screen.GroupSee, Title: "Sheet of the drill: what was met", Why: NoSheet(w), Binding: screen.Bind("i", "sheet", "i"),
			Do: func() (screen.Screen, screen.Reply) { return back, screen.Reply{Open: Sheet()} }}}
	}
	commands := []screen.Command{{ID: "drill.messages", Group: screen.GroupSee, Title: "Messages of the drill so far", Binding: screen.Bind("i", "drill", "i"),
		Do: func() (screen.Screen, screen.Reply) { return back, screen.Reply{Open: Messages()} }}}
	pause := screen.Command{ID: "drill.pause", Group: screen.GroupDo, Title: "Pause the drill: its time stands", Why: w.ReadOnly(), Hidden: true,
		Do: func() (screen.Screen, screen.Reply) { return back, paused(true, "The drill is paused.") }}
	if w.Run.Paused() {
		pause.Title = "Go on with the drill: its time goes on"
		pause.Do = func() (screen.Screen, screen.Reply) { return back, paused(false, "The drill goes on.") }
	}
	return append(commands, pause)
}

func paused(on bool, said string) screen.Reply {
	return screen.Reply{Change: &screen.Change{Decide: run.PauseDrill(on), Doing: "pause the drill", Said: func(run.Run) string { return said }}}
}
