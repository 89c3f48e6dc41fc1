package drill

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// messages lists all that came so far in a drill, the last first.
type messages struct{ list screen.List }

// Messages lists all messages of the drill so far.
func Messages() screen.Screen { return messages{} }

// Typing implements [screen.Screen].
func (s messages) Typing() bool { return false }

// Update implements [screen.Screen].
func (s messages) Update(*screen.World, tea.Msg) (screen.Screen, screen.Reply) {
	return s, screen.Reply{}
}

// Header implements [screen.Screen].
func (s messages) Header(w *screen.World) []string {
	count := words.Plural(len(w.Run.Injects()), "message", "messages")
	return []string{w.NameLine("Messages of the drill"), w.Theme.Muted.Render(draw.Between(w.Width, " newest first", count))}
}

// at returns the entry of a row.
func (s messages) at(w *screen.World, i int) *run.Entry {
	all := w.Run.Injects()
	return all[len(all)-1-i]
}

// Commands implements [screen.Screen].
func (s messages) Commands(w *screen.World) []screen.Command {
	n := len(w.Run.Injects())
	open := screen.Command{ID: "drill.open", Group: screen.GroupSee, Title: "Read the message", Binding: screen.Bind("enter", "read", "enter"),
		Do: func() (screen.Screen, screen.Reply) { return s.open(w, s.list.In(n).At) }}
	if n == 0 {
		open.Why = "No message has come yet."
	}
	return append([]screen.Command{open}, s.list.Commands(n, w.Height, false, func(l screen.List) screen.Screen {
		s.list = l
		return s
	})...)
}

func (s messages) open(w *screen.World, i int) (screen.Screen, screen.Reply) {
	s.list.At = i
	return s, screen.Reply{Open: NewMessage(s.at(w, i).Seq)}
}

// View implements [screen.Screen].
func (s messages) View(w *screen.World) ([]string, *tea.Cursor) {
	n := len(w.Run.Injects())
	if n == 0 {
		return []string{"", w.Theme.Muted.Render(inert.Pad("  No message has come yet.", w.Width))}, nil
	}
	lines, at, _ := s.list.Rows(n, w.Height, func(i int, here bool) screen.Row {
		mark, style := w.Theme.Row(here, w.Theme.Text)
		text := draw.Sheet{Theme: w.Theme, Width: w.Width}
		text.Hang(style, mark, s.row(w, i))
		return screen.Row{Lines: text.Lines}
	})
	return lines, tea.NewCursor(0, at)
}

// row says a message in one line.
func (s messages) row(w *screen.World, i int) string {
	e := s.at(w, i)
	in, _ := w.Run.Inject(e)
	text := fmt.Sprintf("%s  %s: %s", w.Day(e.At), words.InjectFrom(in), in.Says)
	if in.File != "" {
		text += " (" + in.File + ")"
	}
	return inert.Line(text)
}

// Speak implements [screen.Speaker].
func (s messages) Speak(w *screen.World) screen.Speech {
	n := len(w.Run.Injects())
	return screen.Speech{
		Key: fmt.Sprintf("messages of the drill %d", n), Prompt: "messages",
		Says: []string{words.Plural(n, "message", "messages") + " so far, newest first. Type a number to read one."},
		Rows: n, Row: func(i int) string { return s.row(w, i) },
		Pick: func(i int) (screen.Screen, screen.Reply) { return s.open(w, i) },
	}
}
