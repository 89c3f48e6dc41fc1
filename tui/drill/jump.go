package drill

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/screen"
)

// A Jump says on the whole screen that time of the story goes by, and waits for a
// key: nobody is to work on at a time that is over.
type Jump struct{ shown screen.Pause }

// Typing implements [screen.Screen].
func (j Jump) Typing() bool { return false }

// Header implements [screen.Screen].
func (j Jump) Header(w *screen.World) []string {
	return []string{w.NameLine("Time goes by"), ""}
}

// Update implements [screen.Screen]. Where somebody else has gone on, so does this.
func (j Jump) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	switch msg.(type) {
	case screen.ShownMsg:
		j.shown = w.Pause()
	case screen.RecordedMsg, screen.OthersMsg, screen.RefusedMsg:
		if w.Run.Jump(w.Now) == 0 {
			return j, screen.Reply{Leave: true}
		}
	}
	return j, screen.Reply{}
}

// Commands implements [screen.Screen].
func (j Jump) Commands(w *screen.World) []screen.Command {
	now := w.Now
	return []screen.Command{{ID: "drill.move", Group: screen.GroupDo, Title: "Go on at the later time", Binding: screen.Bind("enter", "go on", "enter", "space"),
		Do: func() (screen.Screen, screen.Reply) {
			var held bool
			if j.shown, held = j.shown.Ignores(w.Now); held {
				return j, screen.Reply{}
			}
			return j, screen.Reply{Change: &screen.Change{Decide: run.MoveDrill(now, false), Doing: "move the time of the drill", Quiet: true}}
		}}}
}

// text says how much time goes by, and what time it is then.
func (j Jump) text(w *screen.World) string {
	by := w.Run.Jump(w.Now)
	return inert.Line(words.TimePassed(by, w.AsOf().Add(by).In(location(w))))
}

func location(w *screen.World) *time.Location { return w.Now.Location() }

// View implements [screen.Screen].
func (j Jump) View(w *screen.World) ([]string, *tea.Cursor) {
	p := screen.NewPage(w, w.Width)
	for range max(0, w.Height/3-1) {
		p.Blank()
	}
	p.Add(w.Theme.Strong, 2, j.text(w))
	p.Blank()
	p.Add(w.Theme.Text, 2, "Nobody did anything in between: this is a drill. All that was recorded stands, and the deadlines are nearer.")
	p.Blank()
	p.Add(w.Theme.Accent, 2, w.Key("drill.move")+" goes on.")
	return p.Lines[:min(len(p.Lines), w.Height)], tea.NewCursor(0, 0)
}

// Speak implements [screen.Speaker].
func (j Jump) Speak(w *screen.World) screen.Speech {
	return screen.Speech{Key: "time goes by", Prompt: "drill",
		Says: []string{j.text(w), "Nobody did anything in between. Press Enter to go on."},
		Take: func(string) (screen.Screen, screen.Reply) {
			return j, screen.Reply{Change: &screen.Change{Decide: run.MoveDrill(w.Now, false), Doing: "move the time of the drill", Quiet: true}}
		}}
}
