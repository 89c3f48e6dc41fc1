package tui

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// acting keeps a key that acts from acting while the form is quiet.
func (f form) acting(w *world, c command) command {
	// Beyond quietFor the clock was set back.
	if left := f.quiet.Sub(w.now); left > 0 && left <= quietFor {
		c.do = func() (screen, reply) {
			f.quiet = w.now.Add(quietFor)
			return f, reply{}
		}
	}
	return c
}

// commands is the key table: those of the field, those of the question, those
// of the form.
func (f form) commands(w *world) []command {
	var commands []command
	if f.focus < len(f.fields) {
		commands = f.widgetCommands(w)
	}
	if c, ok := f.enter(w); ok {
		commands = append(commands, f.acting(w, c))
	}
	if q, ok := f.asks.(keyed); ok {
		commands = append(commands, q.keys(w, f)...)
	}
	if f.focus < len(f.fields) {
		if _, ok := f.fields[f.focus].widget.(area); ok {
			commands = append(commands, f.editorKey(w))
		}
	}
	return unshadowed(append(commands, f.formCommands(w)...))
}

// unshadowed leaves out the commands whose keys all mean an earlier one.
func unshadowed(commands []command) []command {
	taken := map[string]bool{}
	return slices.DeleteFunc(commands, func(c command) bool {
		free := false
		for _, k := range c.binding.Keys() {
			free = free || !taken[k]
			taken[k] = true
		}
		return !free
	})
}

// widgetCommands are the keys of the field that has the focus.
func (f form) widgetCommands(w *world) []command {
	put := func(wd widget) screen {
		if f.busy != idle || f.wish != wishNothing {
			return f
		}
		f.scroll = 0
		return f.put(f.focus, wd)
	}
	commands := f.fields[f.focus].widget.commands(w, put)
	before := f.fields[f.focus].widget.value()
	for i, c := range commands {
		commands[i].do = func() (screen, reply) {
			next, r := c.do()
			if r.leave {
				return f.closeAnd(w, r.cmd)
			}
			if g, ok := next.(form); ok && g.fields[g.focus].widget.value() != before {
				g, due := g.changed(w)
				r.cmd = tea.Batch(r.cmd, due.cmd)
				return g, r
			}
			return next, r
		}
		if c.group == groupDo {
			commands[i] = f.acting(w, commands[i])
		}
	}
	return commands
}

// enter returns what the enter key does here, if the field has no use for it.
func (f form) enter(w *world) (command, bool) {
	c := command{id: "form.answer", group: groupDo, title: "Record what is filled in", binding: bind("enter", "record", "enter"),
		do: func() (screen, reply) { return f.ask(w) }}
	switch yes, button := f.onButton(); {
	case button && yes:
		c.binding = bind("enter", "record", "enter", "space")
	case button:
		c = command{id: "form.keep", group: groupDo, title: "Close without recording; what you typed is kept", binding: bind("enter", "close", "enter", "space"),
			do: func() (screen, reply) { return f.close(w) }}
	case f.breaks():
		return command{}, false
	case f.isGuarded() || f.fields[f.focus].onward:
		c = f.moving("form.onward", "On to the next field", bind("enter", "next", "enter"), 1)
		c.hidden = true // tab does the same
	}
	return c, true
}

// breaks reports whether enter begins a new line in the field.
func (f form) breaks() bool {
	if f.focus >= len(f.fields) {
		return false
	}
	a, ok := f.fields[f.focus].widget.(area)
	return ok && a.breaks
}

// formCommands are the keys that every form has.
func (f form) formCommands(w *world) []command {
	var commands []command
	if f.stops() > 1 {
		back := f.moving("form.before", "Field before", bind("shift+tab", "back", "shift+tab"), -1)
		back.hidden = true
		commands = append(commands, f.moving("form.next", "Next field, or the buttons", bind("tab", "next", "tab"), 1), back)
	}
	if f.isGuarded() {
		commands = append(commands, command{id: "form.button", group: groupMove, title: "To the button that records", hidden: true, binding: bind("ctrl+s", "to the button", "ctrl+s"),
			do: func() (screen, reply) { return f.to(len(f.fields) + 1), reply{} }})
		if _, ok := f.onButton(); ok {
			left := f.moving("form.left", "The other button", bind("left", "other button", "left", "right"), 1)
			left.hidden, left.do = true, func() (screen, reply) { return f.to(len(f.fields)*2 + 1 - f.focus), reply{} }
			commands = append(commands, left)
		}
	} else {
		commands = append(commands, f.acting(w, command{id: "form.save", group: groupDo, title: "Record what is filled in", hidden: true, binding: bind("ctrl+s", "record", "ctrl+s"),
			do: func() (screen, reply) { return f.ask(w) }}))
	}
	commands = append(commands, f.scrolling(w)...)
	return append(commands, f.closing(w)...)
}

// closing are the keys that close the form.
func (f form) closing(w *world) []command {
	esc := command{id: "form.close", group: groupMove, title: "Close; what you typed is kept as a draft", binding: bind("esc", "close, keep draft", "esc"),
		do: func() (screen, reply) { return f.close(w) }}
	if f.typing() {
		return []command{esc}
	}
	q := esc
	q.id, q.hidden, q.binding = "form.leave", true, bind("q", "close", "q")
	return []command{esc, q}
}

func (f form) moving(id, title string, b key.Binding, by int) command {
	n := f.stops()
	return command{id: id, group: groupMove, title: title, binding: b,
		do: func() (screen, reply) { return f.to((f.focus + by + n) % n), reply{} }}
}
