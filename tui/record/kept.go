package record

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/words"
	"cordon/tui/ask"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// keptScreen lists what the person typed and did not record, and opens it again.
// Others have lists of their own.
type keptScreen struct{ form.Picker }

// Kept lists what the person typed and did not record.
func Kept() screen.Screen { return keptScreen{} }

// NoneKept says that there is nothing to list.
func NoneKept(w *screen.World) string {
	if len(w.Drafts) == 0 {
		return none(w)
	}
	return ""
}

// none says why the list is empty.
func none(w *screen.World) string {
	if len(w.Drafts) == 0 {
		return "Nothing of yours is kept that is not recorded."
	}
	return "No text holds all of these words. Remove some."
}

// Title implements [screen.Dialog].
func (s keptScreen) Title(w *screen.World) string {
	return "Kept, not recorded: " + words.Plural(len(ask.KeptTexts(w)), "text", "texts")
}

// Header implements [screen.Screen].
func (s keptScreen) Header(*screen.World) []string { return nil }

// Typing implements [screen.Screen].
func (s keptScreen) Typing() bool { return true }

// Update implements [screen.Screen].
func (s keptScreen) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	s.Picker, _ = s.Edit(w, msg)
	return s, screen.Reply{}
}

// found are the texts that hold all words that are typed.
func (s keptScreen) found(w *screen.World) []ask.Kept {
	query := screen.Words(s.Query.Text())
	return slices.DeleteFunc(ask.KeptTexts(w), func(k ask.Kept) bool {
		text := screen.Folded(k.Where + " " + k.Text)
		return slices.ContainsFunc(query, func(word string) bool { return !strings.Contains(text, word) })
	})
}

// Commands implements [screen.Screen].
func (s keptScreen) Commands(w *screen.World) []screen.Command {
	commands := []screen.Command{
		{ID: "kept.open", Group: screen.GroupMove, Title: "Go on with what was typed", Binding: screen.Bind("enter", "go on with it", "enter"),
			Do: func() (screen.Screen, screen.Reply) { return s.open(w) }},
		{ID: "kept.close", Group: screen.GroupMove, Title: "Close", Binding: screen.Bind("esc", "close", "esc"),
			Do: func() (screen.Screen, screen.Reply) { return s, screen.Reply{Leave: true} }},
	}
	return append(commands, s.Picker.Commands(w, len(s.found(w)), func(p form.Picker) screen.Screen {
		s.Picker = p
		return s
	})...)
}

// open opens what is under the cursor with what was typed.
func (s keptScreen) open(w *screen.World) (screen.Screen, screen.Reply) {
	held := false
	if s.Picker, held = s.Held(w); held {
		return s, screen.Reply{}
	}
	found := s.found(w)
	if len(found) == 0 {
		return s, screen.Reply{Say: none(w)}
	}
	k := found[s.List.In(len(found)).At]
	next := k.Open(w)
	switch {
	case w.ReadOnly() != "":
		return s, screen.Reply{Say: w.ReadOnly()}
	case next == nil:
		return s, screen.Reply{Say: "This opens again where it was typed: " + inert.Line(k.Where) + "."}
	}
	return s, screen.Reply{Leave: true, Open: next}
}

// View implements [screen.Screen].
func (s keptScreen) View(w *screen.World) ([]string, *tea.Cursor) {
	found := s.found(w)
	column := 0
	for _, k := range found {
		column = min(max(column, inert.Width(inert.Line(k.Where))), max(12, w.Width/3))
	}
	return s.Picker.View(w, len(found), none(w), func(i int, here bool) screen.Row {
		t, k := w.Theme, found[i]
		mark, style := t.Row(here, t.Text)
		where := inert.Pad(inert.Clip(inert.Line(k.Where), column), column)
		left := draw.Strip{{Style: style, Text: mark}, {Style: t.Muted, Text: where + "  "}, {Style: style, Text: firstWords(k.Text)}}
		if here {
			left = draw.Strip{{Style: style, Text: left.Plain()}}
		}
		right := draw.Strip{{Style: t.Muted, Text: "  " + keptAt(w, k)}}
		return screen.Row{Lines: []string{left.Cut(w.Width-inert.Width(right.Plain())).Fill(w.Width, right)}}
	})
}

// keptAt says when a text was kept.
func keptAt(w *screen.World, k ask.Kept) string {
	if k.At.IsZero() {
		return "earlier"
	}
	return w.Local(k.At).Format("15:04")
}

// firstWords is how a text begins, in one line.
func firstWords(text string) string {
	const most = 120
	return inert.Line(inert.Cut(strings.Join(strings.Fields(text), " "), most))
}

// Speak implements [screen.Speaker].
func (s keptScreen) Speak(w *screen.World) screen.Speech {
	found := s.found(w)
	sp := screen.Speech{
		Key: fmt.Sprintf("kept %q", s.Query.Text()), Prompt: "kept",
		Says: []string{"Kept and not recorded: " + words.Plural(len(found), "text", "texts") + ". Type a number to go on with one, or words to find others."},
		Rows: len(found), Row: func(i int) string {
			return inert.Line(found[i].Where) + ": " + firstWords(found[i].Text) + ". Kept " + keptAt(w, found[i]) + "."
		},
		Pick: func(i int) (screen.Screen, screen.Reply) {
			s.List.At = i
			return s.open(w)
		},
		Take: func(line string) (screen.Screen, screen.Reply) {
			s.Picker = s.Asked(line)
			return s, screen.Reply{}
		},
	}
	if len(found) == 0 {
		sp.Says = []string{none(w)}
	}
	return sp
}
