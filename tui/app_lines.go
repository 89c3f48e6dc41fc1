package tui

import (
	tea "charm.land/bubbletea/v2"

	"cordon/tui/screen"
)

// What package lines needs of the App. A conversation in lines is a second face
// of the same App: it sends it messages, runs its commands one after the other,
// and asks what lies on top.

// lineWidth is the width of what is said in lines: no line is broken.
const lineWidth = 4000

// Top returns the screen that has the keys.
func (a App) Top() screen.Screen { return a.top() }

// TopWorld returns what that screen may know.
func (a App) TopWorld() *screen.World { return a.worldOf(len(a.stack) - 1) }

// Offered returns the commands of the screen on top and those that are the same
// everywhere, with the keys that reach them.
func (a App) Offered() []screen.Command { return a.offered() }

// Level returns how many screens lie on another.
func (a App) Level() int { return len(a.stack) }

// Back is one level back, as esc is.
func (a App) Back() screen.Reply { return a.back() }

// Look reads what others wrote, if anybody did. It waits for nobody.
func (a App) Look() tea.Cmd {
	reader, mark, opened, load, read := a.Cfg.Reader, a.mark, a.Opened, a.loadHome(), a.readOthers()
	return func() tea.Msg {
		current, err := reader.Mark()
		switch {
		case err != nil || current == mark:
			return nil
		case !opened:
			return load()
		}
		return read(current)
	}
}

// act does what a line asks of the screen on top.
func (a App) act(msg screen.ActMsg) (App, tea.Cmd) {
	a.pressed = a.Now
	if a.busy() {
		return a, nil
	}
	i := len(a.stack) - 1
	next, r := msg.Do(a.worldOf(i), a.stack[i])
	return a.replace(i, next).answer(r)
}

// goTo leaves what lies over the run and goes to a step.
func (a App) goTo(msg screen.GoMsg) (App, tea.Cmd) {
	if !a.Opened {
		return a, nil
	}
	a.stack = a.stack[:2:2]
	return a.broadcast(screen.JumpMsg(msg))
}
