package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"cordon/tui/draw"
	"cordon/tui/screen"
)

// The App keeps the screens in a stack and hands messages to them.

// top returns the screen that has the keys.
func (a App) top() screen.Screen { return a.stack[len(a.stack)-1] }

// toTop hands a key or a paste to the screen on top. A key that means nothing
// is for the text field, if there is one.
func (a App) toTop(msg tea.Msg) (App, tea.Cmd) {
	i := len(a.stack) - 1
	top := a.stack[i]
	if press, ok := msg.(tea.KeyPressMsg); ok {
		c, ok := a.means(screen.Latin(press, top.Typing()))
		var again bool
		if a, again = a.togglesAgain(c, press.IsRepeat); again {
			return a, nil
		}
		switch {
		case ok:
			return a.does(i, c)
		case !top.Typing():
			return a.noAction(press), nil
		case press.String() == screen.PasteBack:
			return a.pasteBack()
		}
	}
	next, r := top.Update(a.worldOf(i), msg)
	if c, ok := next.(screen.Cutter); ok && c.Cut() != "" {
		a.cut = c.Cut()
	}
	return a.replace(i, next).answer(r)
}

// pasteBack gives a text field what was last cut from one.
func (a App) pasteBack() (App, tea.Cmd) {
	if a.cut == "" {
		return a.saying("Nothing was cut yet that could be brought back."), nil
	}
	return a.toTop(tea.PasteMsg{Content: a.cut})
}

// does does a command of the screen at place i.
func (a App) does(i int, c screen.Command) (App, tea.Cmd) {
	next, r := screen.Perform(a.stack[i], c)
	return a.replace(i, next).answer(r)
}

// means returns the command that a key stands for now: one of the screen on top
// or, while no text is being typed, one of those that are the same everywhere.
func (a App) means(msg tea.KeyPressMsg) (screen.Command, bool) {
	if c, ok := screen.Find(a.commands(len(a.stack)-1), msg); ok || a.top().Typing() {
		return c, ok
	}
	return screen.Find(a.globals(), msg)
}

// offered returns the commands that the screen on top can do, by key or name,
// with the keys that reach them.
func (a App) offered() []screen.Command {
	return screen.Unshadowed(slices.Concat(a.commands(len(a.stack)-1), a.globals()))
}

// commands returns the commands of the screen at place i. In a tiny window
// those that change something say why they do not.
func (a App) commands(i int) []screen.Command {
	commands := a.Cfg.Keymap.Apply(a.stack[i].Commands(a.worldOf(i)), a.stack[i].Typing())
	if a.Window != draw.Tiny {
		return commands
	}
	commands = slices.Clone(commands)
	for j := range commands {
		if commands[j].Group == screen.GroupDo {
			commands[j].Why = "The window is too small. Make it at least 40x10."
		}
	}
	return commands
}

// noAction says that a key means nothing here, but not all the time.
func (a App) noAction(msg tea.KeyPressMsg) App {
	if !a.puzzled.IsZero() && a.Now.Sub(a.puzzled) < puzzledEvery {
		return a
	}
	a.puzzled = a.Now
	return a.saying("No action on " + msg.String() + " here. " + a.Key("help") + " shows the keys.")
}

// answer does what a screen asks.
func (a App) answer(r screen.Reply) (App, tea.Cmd) {
	cmds := []tea.Cmd{r.Cmd}
	if r.Leave && len(a.stack) > 1 {
		a.stack = a.stack[: len(a.stack)-1 : len(a.stack)-1]
	}
	if r.Home {
		a.going = max(a.going, homeward)
	}
	if r.Open != nil {
		a.Serial++
		a.stack = append(a.stack[:len(a.stack):len(a.stack)], r.Open)
		next, more := a.top().Update(a.worldOf(len(a.stack)-1), screen.ShownMsg{})
		var cmd tea.Cmd
		a, cmd = a.replace(len(a.stack)-1, next).answer(more)
		cmds = append(cmds, cmd)
	}
	if r.Say != "" {
		a = a.say(r.Say, false)
	}
	if r.Problem != "" {
		a = a.say(r.Problem, true)
	}
	if r.Copy != nil {
		var cmd tea.Cmd
		a, cmd = a.copies(*r.Copy)
		cmds = append(cmds, cmd)
	}
	if r.Change != nil {
		var cmd tea.Cmd
		a, cmd = a.enqueue(*r.Change)
		cmds = append(cmds, cmd)
	}
	for _, c := range r.Then {
		var cmd tea.Cmd
		a, cmd = a.enqueue(c)
		cmds = append(cmds, cmd)
	}
	if r.Invoke != "" {
		var cmd tea.Cmd
		a, cmd = a.invoke(r.Invoke)
		cmds = append(cmds, cmd)
	}
	if r.Tell != nil {
		var cmd tea.Cmd
		a, cmd = a.broadcast(r.Tell)
		cmds = append(cmds, cmd)
	}
	return a, tea.Batch(cmds...)
}

// invoke does a command of the screen on top by its id, or of the next one
// below that has it; those above leave.
func (a App) invoke(id string) (App, tea.Cmd) {
	if c, ok := screen.ByID(a.offered(), id); ok {
		return a.does(len(a.stack)-1, c)
	}
	for i := len(a.stack) - 2; i >= 0; i-- {
		if c, ok := screen.ByID(a.commands(i), id); ok {
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
		next, r := a.stack[i].Update(a.worldOf(i), msg)
		var cmd tea.Cmd
		a, cmd = a.replace(i, next).answerFrom(i, r)
		cmds = append(cmds, cmd)
	}
	return a, tea.Batch(cmds...)
}

// answerFrom does what a screen that may lie below others asks. One that
// stays opens nothing over them: what it waited for came too late, or a held key asked for it twice.
func (a App) answerFrom(i int, r screen.Reply) (App, tea.Cmd) {
	if i < len(a.stack)-1 && !r.Leave {
		r.Open = nil
	}
	if r.Leave && i < len(a.stack)-1 {
		a.stack = append(a.stack[:i:i], a.stack[i+1:]...)
		r.Leave = false
	}
	return a.answer(r)
}

func (a App) replace(i int, s screen.Screen) App {
	a.stack = append(append(a.stack[:i:i], s), a.stack[i+1:]...)
	return a
}
