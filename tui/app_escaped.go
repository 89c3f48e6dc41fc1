package tui

import (
	tea "charm.land/bubbletea/v2"

	"cordon/tui/clipboard"
	"cordon/tui/form"
	"cordon/tui/input"
	"cordon/tui/screen"
)

// Keys that come right behind an escape byte, and those that wait for what esc
// leads to.

// An editor is a screen whose text field is more than one line to type.
type editor interface {
	// Edits reports whether the field means something by a key with alt.
	Edits(key string) bool
}

// escaped answers a key that came right behind an escape byte. If nothing here
// means anything by the key with alt, esc was pressed and then the key, which is
// for what shows when esc is done: a form closes once its text is on disk.
func (a App) escaped(msg input.Escaped) (App, tea.Cmd) {
	if alt := tea.KeyPressMsg(msg.Alt); a.uses(alt) {
		return a.press(alt)
	}
	return a.escThen(tea.KeyPressMsg(msg.Key))
}

// escThen presses esc, and has the key wait for what that leads to. Where no keys
// are taken it is none of both.
func (a App) escThen(key tea.KeyPressMsg) (App, tea.Cmd) {
	if a.busy() {
		return a, nil
	}
	a, cmd := a.press(tea.KeyPressMsg{Code: tea.KeyEscape})
	return a.wait(key), cmd
}

// uses reports whether a key with alt means something where the keys go.
func (a App) uses(alt tea.KeyPressMsg) bool {
	top := a.top()
	if _, ok := a.means(screen.Latin(alt, top.Typing())); ok {
		return true
	}
	if e, ok := top.(editor); ok {
		return top.Typing() && e.Edits(alt.String())
	}
	return top.Typing() && form.Edits(alt.String())
}

// escapedLate reports whether a key with alt that says so in its sequence may be
// esc and then the key: tmux writes an arrow that follows esc like that.
func (a App) escapedLate(msg tea.KeyPressMsg) bool {
	return msg.Mod == tea.ModAlt && msg.Code >= tea.KeyExtended && a.Cfg.Way() != clipboard.Direct && !a.uses(msg)
}

// wait puts a key or a paste behind those that wait for what esc leads to.
func (a App) wait(msg tea.Msg) App {
	a.behind = append(a.behind[:len(a.behind):len(a.behind)], msg)
	return a
}

// waited answers what waits, as soon as all before it is done.
func (a App) waited() (App, tea.Cmd) {
	var cmds []tea.Cmd
	for len(a.behind) > 0 && len(a.queue) == 0 && !a.Sending() && !a.busy() {
		msg := a.behind[0]
		a.behind = a.behind[1:]
		var cmd tea.Cmd
		a, cmd = a.hand(msg)
		cmds = append(cmds, cmd)
	}
	return a, tea.Batch(cmds...)
}
