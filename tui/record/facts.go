package record

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/ask"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// factsScreen lists the facts and decisions of the playbook with what is
// recorded for them, and where those that are not will be. The one under the
// cursor shows in full, with the values it had before.
type factsScreen struct{ list screen.List }

// Facts begins at the first fact that is not recorded.
func Facts(w *screen.World) screen.Screen {
	at := slices.IndexFunc(w.Run.Book().Facts, func(f playbook.Fact) bool {
		_, ok := w.Run.Fact(f.ID)
		return !ok
	})
	return factsScreen{screen.List{At: max(0, at)}}
}

// FactsAt begins at a fact.
func FactsAt(w *screen.World, id string) screen.Screen {
	at := slices.IndexFunc(w.Run.Book().Facts, func(f playbook.Fact) bool { return f.ID == id })
	return factsScreen{screen.List{At: max(0, at)}}
}

// Typing implements [screen.Screen].
func (s factsScreen) Typing() bool { return false }

// Update implements [screen.Screen].
func (s factsScreen) Update(*screen.World, tea.Msg) (screen.Screen, screen.Reply) {
	return s, screen.Reply{}
}

// under returns the fact under the cursor, if there is one.
func (s factsScreen) under(w *screen.World) (playbook.Fact, bool) {
	facts := w.Run.Book().Facts
	if len(facts) == 0 {
		return playbook.Fact{}, false
	}
	return facts[s.list.In(len(facts)).At], true
}

// Commands implements [screen.Screen].
func (s factsScreen) Commands(w *screen.World) []screen.Command {
	f, ok := s.under(w)
	none := ""
	if !ok {
		none = "This playbook has no facts."
	}
	commands := []screen.Command{
		s.recording(w, f, none),
		s.going(w, f, none),
		{ID: "facts.copy", Group: screen.GroupSee, Title: "Copy the fact and its value", Why: none, Binding: screen.Bind("y", "copy", "y"),
			Do: func() (screen.Screen, screen.Reply) {
				return s, screen.Reply{Copy: &screen.Copy{What: "The fact", Text: factLine(w, f)}}
			}},
	}
	return append(commands, s.list.Commands(len(w.Run.Book().Facts), w.Height, false, func(l screen.List) screen.Screen {
		s.list = l
		return s
	})...)
}

// recording is the command that records the fact under the cursor.
func (s factsScreen) recording(w *screen.World, f playbook.Fact, none string) screen.Command {
	c := screen.Command{ID: "facts.record", Group: screen.GroupDo, Title: "Record the fact, or a new value for it", Why: cmp.Or(none, w.ReadOnly()),
		Binding: screen.Bind("enter", "record", "enter", "d")}
	if f.Because {
		c.Title = "Decide, or decide anew"
		c.Binding = screen.Bind("enter", "decide", "enter", "d")
	}
	if w.Review {
		c.Binding = screen.Bind("d", "decide", "d")
	}
	c.Do = func() (screen.Screen, screen.Reply) {
		step, _ := words.RecordingStep(w.Run, f.ID)
		return s, screen.Reply{Open: ask.Fact(w, f.ID, step.ID)}
	}
	return c
}

// going is the command that goes to the step of the fact under the cursor. In
// review, where there is nothing to record, it is on the enter key.
func (s factsScreen) going(w *screen.World, f playbook.Fact, none string) screen.Command {
	step, ok := words.RecordingStep(w.Run, f.ID)
	why := none
	if !ok {
		why = cmp.Or(none, "No step records this.")
	}
	c := screen.Command{ID: "facts.step", Group: screen.GroupMove, Title: "Go to the step that records it", Why: why, Hidden: true}
	if w.Review {
		c.Binding, c.Hidden = screen.Bind("enter", "to the step", "enter"), false
	}
	c.Do = func() (screen.Screen, screen.Reply) {
		return s, screen.Reply{Leave: true, Tell: screen.JumpMsg{Step: step.ID}}
	}
	return c
}

// factLine is a fact in one line, to be pasted elsewhere.
func factLine(w *screen.World, f playbook.Fact) string {
	rec, ok := w.Run.Fact(f.ID)
	if !ok {
		return inert.Line(words.Asked(w.Run, f) + " Not recorded.")
	}
	return inert.Line(words.Asked(w.Run, f) + "  (" + w.Exactly().Signed(entry(w, rec.Seq)) + ")")
}

// entry returns an entry of the run, which must be there.
func entry(w *screen.World, seq uint64) *run.Entry {
	e, _ := w.Run.Entry(seq)
	return e
}

// Header implements [screen.Screen].
func (s factsScreen) Header(w *screen.World) []string {
	var facts, decisions, open int
	for _, f := range w.Run.Book().Facts {
		if f.Because {
			decisions++
		} else {
			facts++
		}
		if _, ok := w.Run.Fact(f.ID); !ok {
			open++
		}
	}
	left := fmt.Sprintf(" %s, %s", words.Plural(facts, "fact", "facts"), words.Plural(decisions, "decision", "decisions"))
	right := "all recorded"
	if open > 0 {
		right = fmt.Sprintf("%d not recorded", open)
	}
	return []string{w.NameLine("Facts"), w.Theme.Muted.Render(draw.Between(w.Width, left, right))}
}

// Hint implements [screen.Hinter].
func (s factsScreen) Hint(*screen.World) string {
	return "A new value never erases the old one. It stays here and in the timeline."
}

// View implements [screen.Screen].
func (s factsScreen) View(w *screen.World) ([]string, *tea.Cursor) {
	facts := w.Run.Book().Facts
	if len(facts) == 0 {
		return []string{"", w.Theme.Muted.Render(inert.Clip("  This playbook has no facts.", w.Width))}, nil
	}
	lines, at, _ := s.list.Rows(len(facts), w.Height, func(i int, here bool) screen.Row { return factRow(w, facts[i], here) })
	return lines, tea.NewCursor(0, at)
}

// factRow draws a fact: what is asked, the answer, and under the cursor all
// about it.
func factRow(w *screen.World, f playbook.Fact, here bool) screen.Row {
	lines := factHead(w, f, here)
	indent := w.Theme.Glyphs.Width() + 4
	add := func(style draw.Style, text string) {
		room := max(1, w.Width-indent)
		shown := []string{inert.Clip(inert.Line(text), room)}
		if here {
			shown = inert.Wrap(inert.Line(text), room)
		}
		for _, line := range shown {
			lines = append(lines, style.Render(strings.Repeat(" ", indent)+line))
		}
	}
	rec, ok := w.Run.Fact(f.ID)
	if !ok {
		add(w.Theme.Muted, words.Missing(w.Run, f))
	} else {
		add(w.Theme.Text, valueText(w, f, rec.Value, rec.Because, here))
		if here {
			add(w.Theme.Muted, w.At().Signed(entry(w, rec.Seq))+words.Source(rec.FromProfile))
			earlier(w, f, rec, add)
		}
	}
	return screen.Row{Lines: append(lines, "")}
}

// factHead draws what is asked, in as many lines as it takes.
func factHead(w *screen.World, f playbook.Fact, here bool) []string {
	t := w.Theme
	glyph, style := factGlyph(w, f)
	text := t.Text
	if _, ok := w.Run.Fact(f.ID); ok {
		text = t.Muted
	}
	lead := inert.Pad(glyph, t.Glyphs.Width()) + " "
	var lines []string
	for i, line := range inert.Wrap(inert.Line(f.Ask), max(1, w.Width-inert.Width(lead)-2)) {
		cursor := " "
		if i > 0 {
			lead = strings.Repeat(" ", inert.Width(lead))
		} else if here {
			cursor = t.Glyphs.Cursor
		}
		row := draw.Strip{{Style: t.Strong, Text: cursor}, {Style: style, Text: lead}, {Style: text, Text: line}}
		if here {
			row = draw.Strip{{Style: t.Focus, Text: inert.Pad(row.Plain(), w.Width)}}
		}
		lines = append(lines, row.Render())
	}
	return lines
}

func factGlyph(w *screen.World, f playbook.Fact) (string, draw.Style) {
	_, ok := w.Run.Fact(f.ID)
	switch {
	case ok:
		return w.Theme.Glyphs.Done, w.Theme.Marks.Done
	case f.Because:
		return w.Theme.Glyphs.Decision, w.Theme.Marks.Warn
	}
	return w.Theme.Glyphs.Todo, w.Theme.Marks.Quiet
}

func valueText(w *screen.World, f playbook.Fact, v playbook.Value, because string, full bool) string {
	text := words.Value(f, v, because)
	if o, ok := chosenOption(f, v); ok && full && o.After != "" {
		text += "  -> " + o.After
	}
	return text
}

// chosenOption returns the option that a value of a choice names.
func chosenOption(f playbook.Fact, v playbook.Value) (playbook.Option, bool) {
	i := slices.IndexFunc(f.Options, func(o playbook.Option) bool { return f.Type == playbook.Choice && o.ID == v.Text() })
	if i < 0 {
		return playbook.Option{}, false
	}
	return f.Options[i], true
}

// earlier lists the values that a fact had before, the last one first.
func earlier(w *screen.World, f playbook.Fact, rec run.Record, add func(draw.Style, string)) {
	for _, e := range slices.Backward(rec.Earlier) {
		ev, ok := e.Event.(run.FactRecorded)
		if !ok {
			continue
		}
		add(w.Theme.Muted, "before: "+strings.TrimSpace(valueText(w, f, ev.Value, ev.Because, false)+"  ("+w.At().Signed(e)+")"+words.Source(ev.FromProfile)))
	}
}
