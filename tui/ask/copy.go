package ask

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// A copyScreen asks which of several texts to copy.
type copyScreen struct {
	form.Picker
	texts []screen.Copy
}

// Copy copies a text, and asks which if there are several.
func Copy(texts []screen.Copy) screen.Reply {
	if len(texts) == 1 {
		return screen.Reply{Copy: &texts[0]}
	}
	return screen.Reply{Open: copyScreen{texts: texts}}
}

// Title implements [screen.Dialog].
func (s copyScreen) Title(*screen.World) string { return "Copy which?" }

// Header implements [screen.Screen].
func (s copyScreen) Header(*screen.World) []string { return nil }

// Typing implements [screen.Screen].
func (s copyScreen) Typing() bool { return true }

// Update implements [screen.Screen].
func (s copyScreen) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	s.Picker, _ = s.Edit(w, msg)
	return s, screen.Reply{}
}

// found lists the texts that hold all words of the query.
func (s copyScreen) found() []screen.Copy {
	asked := screen.Words(s.Query.Text())
	var found []screen.Copy
	for _, c := range s.texts {
		if screen.HoldsAll(screen.Folded(c.What+" "+c.Text), asked) {
			found = append(found, c)
		}
	}
	return found
}

// Commands implements [screen.Screen].
func (s copyScreen) Commands(w *screen.World) []screen.Command {
	return append([]screen.Command{
		{ID: "copy.take", Group: screen.GroupSee, Title: "Copy this one", Binding: screen.Bind("enter", "copy", "enter"),
			Do: func() (screen.Screen, screen.Reply) { return s.take(w) }},
		{ID: "copy.close", Group: screen.GroupMove, Title: "Close", Binding: screen.Bind("esc", "close", "esc"),
			Do: func() (screen.Screen, screen.Reply) { return s, screen.Reply{Leave: true} }},
	}, s.Picker.Commands(w, len(s.found()), func(p form.Picker) screen.Screen {
		s.Picker = p
		return s
	})...)
}

// take copies the text under the cursor.
func (s copyScreen) take(w *screen.World) (screen.Screen, screen.Reply) {
	held := false
	if s.Picker, held = s.Held(w); held {
		return s, screen.Reply{}
	}
	found := s.found()
	if len(found) == 0 {
		return s, screen.Reply{Say: "Nothing here holds all of these words. Remove some."}
	}
	return s, screen.Reply{Leave: true, Copy: &found[s.List.In(len(found)).At]}
}

// View implements [screen.Screen].
func (s copyScreen) View(w *screen.World) ([]string, *tea.Cursor) {
	found := s.found()
	return s.Picker.View(w, len(found), "Nothing here holds all of these words.", func(i int, here bool) screen.Row {
		mark, style := w.Theme.Row(here, w.Theme.Text)
		right := draw.Strip{{Style: w.Theme.Muted, Text: copyNote(found[i]) + " "}}
		return screen.OneLine(draw.Strip{{Style: style, Text: mark + copyLine(found[i])}}.Fill(w.Width, right))
	})
}

// copyLine is the first line of a text, by which one knows it.
func copyLine(c screen.Copy) string {
	first, _, _ := strings.Cut(strings.TrimSpace(c.Text), "\n")
	return inert.Line(first)
}

// copyNote says what a text is, and how long.
func copyNote(c screen.Copy) string {
	kind := strings.ToLower(strings.TrimPrefix(c.What, "The "))
	if n := strings.Count(strings.TrimSpace(c.Text), "\n") + 1; n > 1 {
		kind += ", " + words.Plural(n, "line", "lines")
	}
	return kind
}
