package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// The App keeps the screens in a stack and hands messages to them.

// top returns the screen that has the keys.
func (a App) top() screen { return a.stack[len(a.stack)-1] }

// toTop hands a key or a paste to the screen on top. A key that means nothing
// is for the text field, if there is one.
func (a App) toTop(msg tea.Msg) (App, tea.Cmd) {
	i := len(a.stack) - 1
	top := a.stack[i]
	if press, ok := msg.(tea.KeyPressMsg); ok {
		if c, ok := a.means(latin(press, top.typing())); ok {
			return a.does(i, c)
		}
		if !top.typing() {
			return a.noAction(press), nil
		}
	}
	next, r := top.update(a.worldOf(i), msg)
	return a.replace(i, next).answer(r)
}

// does does a command of the screen at place i.
func (a App) does(i int, c command) (App, tea.Cmd) {
	next, r := perform(a.stack[i], c)
	return a.replace(i, next).answer(r)
}

// means returns the command that a key stands for now: one of the screen on top
// or, while no text is being typed, one of those that are the same everywhere.
func (a App) means(msg tea.KeyPressMsg) (command, bool) {
	if c, ok := find(a.commands(len(a.stack)-1), msg); ok || a.top().typing() {
		return c, ok
	}
	return find(a.globals(), msg)
}

// offered returns the commands that the screen on top can do, by key or name.
func (a App) offered() []command {
	commands := a.commands(len(a.stack) - 1)
	return append(commands[:len(commands):len(commands)], a.globals()...)
}

// commands returns the commands of the screen at place i. In a tiny window
// those that change something say why they do not.
func (a App) commands(i int) []command {
	commands := a.stack[i].commands(a.worldOf(i))
	if a.window != tiny {
		return commands
	}
	commands = slices.Clone(commands)
	for j := range commands {
		if commands[j].group == groupDo {
			commands[j].why = "The window is too small. Make it at least 40x10."
		}
	}
	return commands
}

// noAction says that a key means nothing here, but not all the time.
func (a App) noAction(msg tea.KeyPressMsg) App {
	if !a.puzzled.IsZero() && a.now.Sub(a.puzzled) < puzzledEvery {
		return a
	}
	a.puzzled = a.now
	return a.saying("No action on " + msg.String() + " here. " + a.key("help") + " shows the keys.")
}

// answer does what a screen asks.
func (a App) answer(r reply) (App, tea.Cmd) {
	cmds := []tea.Cmd{r.cmd}
	if r.leave && len(a.stack) > 1 {
		a.stack = a.stack[: len(a.stack)-1 : len(a.stack)-1]
	}
	if r.home {
		a.going = max(a.going, homeward)
	}
	if r.open != nil {
		a.serial++
		a.stack = append(a.stack[:len(a.stack):len(a.stack)], r.open)
		next, more := a.top().update(a.worldOf(len(a.stack)-1), shownMsg{})
		var cmd tea.Cmd
		a, cmd = a.replace(len(a.stack)-1, next).answer(more)
		cmds = append(cmds, cmd)
	}
	if r.say != "" {
		a = a.say(r.say, false)
	}
	if r.problem != "" {
		a = a.say(r.problem, true)
	}
	if r.change != nil {
		var cmd tea.Cmd
		a, cmd = a.enqueue(*r.change)
		cmds = append(cmds, cmd)
	}
	if r.invoke != "" {
		var cmd tea.Cmd
		a, cmd = a.invoke(r.invoke)
		cmds = append(cmds, cmd)
	}
	if r.tell != nil {
		var cmd tea.Cmd
		a, cmd = a.broadcast(r.tell)
		cmds = append(cmds, cmd)
	}
	return a, tea.Batch(cmds...)
}

// invoke does a command of the screen on top by its id, or of the next one
// below that has it; those above leave.
func (a App) invoke(id string) (App, tea.Cmd) {
	if c, ok := byID(a.offered(), id); ok {
		return a.does(len(a.stack)-1, c)
	}
	for i := len(a.stack) - 2; i >= 0; i-- {
		if c, ok := byID(a.commands(i), id); ok {
			a.stack = a.stack[: i+1 : i+1]
			return a.does(i, c)
		}
	}
	return a, nil
}

// broadcast hands a message to every screen that is there, from the highest
// down. In answer to it a screen may leave, and others open above all.
func (a App) broadcast(msg tea.Msg) (App, tea.Cmd) { return a.broadcastAnd(msg, nil) }

func (a App) broadcastAnd(msg tea.Msg, also tea.Cmd) (App, tea.Cmd) {
	cmds := []tea.Cmd{also}
	for i := len(a.stack) - 1; i >= 0; i-- {
		if i >= len(a.stack) {
			continue // more than one has left
		}
		next, r := a.stack[i].update(a.worldOf(i), msg)
		var cmd tea.Cmd
		a, cmd = a.replace(i, next).answerFrom(i, r)
		cmds = append(cmds, cmd)
	}
	return a, tea.Batch(cmds...)
}

// answerFrom does what a screen that may lie below others asks.
func (a App) answerFrom(i int, r reply) (App, tea.Cmd) {
	if r.leave && i < len(a.stack)-1 {
		a.stack = append(a.stack[:i:i], a.stack[i+1:]...)
		r.leave = false
	}
	return a.answer(r)
}

func (a App) replace(i int, s screen) App {
	a.stack = append(append(a.stack[:i:i], s), a.stack[i+1:]...)
	return a
}
