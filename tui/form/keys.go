package form

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"cordon/tui/screen"
)

// Acting keeps a key that acts from acting while the form is quiet.
func (f Form) Acting(w *screen.World, c screen.Command) screen.Command {
	quiet, ignored := f.quiet.Ignores(w.Now)
	if ignored {
		c.Do = func() (screen.Screen, screen.Reply) {
			f.quiet = quiet
			return f, screen.Reply{}
		}
	}
	return c
}

// Commands is the key table: those of the field, those of the question, those
// of the form.
func (f Form) Commands(w *screen.World) []screen.Command {
	var commands []screen.Command
	if f.Focus < len(f.Fields) {
		commands = f.widgetCommands(w)
	}
	if c, ok := f.enter(w); ok {
		commands = append(commands, f.Acting(w, c))
	}
	if q, ok := f.asks.(Keyed); ok {
		commands = append(commands, q.Keys(w, f)...)
	}
	if f.Focus < len(f.Fields) {
		if _, ok := f.Fields[f.Focus].Widget.(Area); ok {
			commands = append(commands, f.editorKey(w))
		}
	}
	return append(commands, f.formCommands(w)...)
}

// widgetCommands are the keys of the field that has the focus.
func (f Form) widgetCommands(w *screen.World) []screen.Command {
	put := func(wd Widget) screen.Screen {
		if f.Busy != Idle || f.wish != wishNothing {
			return f
		}
		f.scroll = 0
		return f.put(f.Focus, wd)
	}
	commands := f.Fields[f.Focus].Widget.Commands(w, put)
	before := f.Fields[f.Focus].Widget.Value()
	for i, c := range commands {
		commands[i].Do = func() (screen.Screen, screen.Reply) {
			next, r := c.Do()
			if r.Leave {
				return f.closeAnd(w, r.Cmd)
			}
			if g, ok := next.(Form); ok && g.Fields[g.Focus].Widget.Value() != before {
				g, due := g.changed(w)
				r.Cmd = tea.Batch(r.Cmd, due.Cmd)
				return g, r
			}
			return next, r
		}
		if c.Group == screen.GroupDo {
			commands[i] = f.Acting(w, commands[i])
		}
	}
	return commands
}

// enter returns what the enter key does here, if the field has no use for it.
func (f Form) enter(w *screen.World) (screen.Command, bool) {
	c := screen.Command{ID: "form.answer", Group: screen.GroupDo, Title: "Record what is filled in", Binding: screen.Bind("enter", "record", "enter"),
		Do: func() (screen.Screen, screen.Reply) { return f.Ask(w) }}
	if l, ok := f.asks.(Looking); ok {
		word, title := l.Looks()
		c.Binding, c.Title = screen.Bind("enter", word, "enter"), title
	}
	switch yes, button := f.onButton(); {
	case button && yes:
		c.Binding = screen.Bind("enter", "record", "enter", "space")
	case button:
		c = screen.Command{ID: "form.keep", Group: screen.GroupDo, Title: "Close without recording; what you typed is kept",
			Binding: screen.Bind("enter", "close", "enter", "space"),
			Do:      func() (screen.Screen, screen.Reply) { return f.close(w) }}
	case f.breaks():
		return screen.Command{}, false
	case f.isGuarded() || f.Fields[f.Focus].Onward:
		c = f.moving("form.onward", "On to the next field", screen.Bind("enter", "next", "enter"), f.ahead())
		c.Hidden = true // tab does the same
	}
	return c, true
}

// ahead is how many fields enter goes on: it passes over those that are aside,
// but for the one that has the focus.
func (f Form) ahead() int {
	by := 1
	for f.Focus+by < len(f.Fields) && f.Fields[f.Focus+by].Aside {
		by++
	}
	return by
}

// breaks reports whether enter begins a new line in the field.
func (f Form) breaks() bool {
	if f.Focus >= len(f.Fields) {
		return false
	}
	a, ok := f.Fields[f.Focus].Widget.(Area)
	return ok && a.Breaks
}

// formCommands are the keys that every form has.
func (f Form) formCommands(w *screen.World) []screen.Command {
	var commands []screen.Command
	if f.stops() > 1 {
		back := f.moving("form.before", "Field before", screen.Bind("shift+tab", "back", "shift+tab"), -1)
		back.Hidden = true
		commands = append(commands, f.moving("form.next", "Next field, or the buttons", screen.Bind("tab", "next", "tab"), 1), back)
	}
	if f.isGuarded() {
		commands = append(commands, screen.Command{ID: "form.button", Group: screen.GroupMove, Title: "To the button that records", Hidden: true,
			Binding: screen.Bind("ctrl+s", "to the button", "ctrl+s"),
			Do:      func() (screen.Screen, screen.Reply) { return f.To(len(f.Fields) + 1), screen.Reply{} }})
		if _, ok := f.onButton(); ok {
			left := f.moving("form.left", "The other button", screen.Bind("left", "other button", "left", "right"), 1)
			left.Hidden, left.Do = true, func() (screen.Screen, screen.Reply) { return f.To(len(f.Fields)*2 + 1 - f.Focus), screen.Reply{} }
			commands = append(commands, left)
		}
	} else {
		commands = append(commands, f.Acting(w, screen.Command{ID: "form.save", Group: screen.GroupDo, Title: "Record what is filled in", Hidden: true,
			Binding: screen.Bind("ctrl+s", "record", "ctrl+s"),
			Do:      func() (screen.Screen, screen.Reply) { return f.Ask(w) }}))
	}
	commands = append(commands, f.scrolling(w)...)
	return append(commands, f.closing(w)...)
}

// closing are the keys that close the form.
func (f Form) closing(w *screen.World) []screen.Command {
	esc := screen.Command{ID: "form.close", Group: screen.GroupMove, Title: "Close; what you typed is kept as a draft",
		Binding: screen.Bind("esc", "close, keep draft", "esc"),
		Do:      func() (screen.Screen, screen.Reply) { return f.close(w) }}
	if !slices.ContainsFunc(f.Fields, func(fd Field) bool { return fd.Draft != "" }) {
		esc.Title, esc.Binding = "Close", screen.Bind("esc", "close", "esc")
	}
	if f.unsafe != "" { // it does not close and lose the text
		esc.Title, esc.Binding = "Try to keep the draft once more, and close", screen.Bind("esc", "keep once more", "esc")
	}
	if f.Typing() {
		return []screen.Command{esc}
	}
	q := esc
	q.ID, q.Hidden, q.Binding = "form.leave", true, screen.Bind("q", "close", "q")
	return []screen.Command{esc, q}
}

func (f Form) moving(id, title string, b key.Binding, by int) screen.Command {
	n := f.stops()
	return screen.Command{ID: id, Group: screen.GroupMove, Title: title, Binding: b,
		Do: func() (screen.Screen, screen.Reply) { return f.To((f.Focus + by + n) % n), screen.Reply{} }}
}
