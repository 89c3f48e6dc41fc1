package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// factsScreen lists the facts and decisions of the playbook with what is
// recorded for them, and where those that are not will be. The one under the
// cursor shows in full, with the values it had before.
type factsScreen struct{ list list }

// newFacts begins at the first fact that is not recorded.
func newFacts(w *world) screen {
	at := slices.IndexFunc(w.run.Book().Facts, func(f playbook.Fact) bool {
		_, ok := w.run.Fact(f.ID)
		return !ok
	})
	return factsScreen{list{max(0, at)}}
}

func (s factsScreen) typing() bool { return false }

func (s factsScreen) update(*world, tea.Msg) (screen, reply) { return s, reply{} }

// under returns the fact under the cursor, if there is one.
func (s factsScreen) under(w *world) (playbook.Fact, bool) {
	facts := w.run.Book().Facts
	if len(facts) == 0 {
		return playbook.Fact{}, false
	}
	return facts[s.list.in(len(facts)).at], true
}

func (s factsScreen) commands(w *world) []command {
	f, ok := s.under(w)
	none := ""
	if !ok {
		none = "This playbook has no facts."
	}
	commands := []command{
		s.recording(w, f, none),
		s.going(w, f, none),
		{id: "facts.copy", group: groupSee, title: "Copy the fact and its value", why: none, binding: bind("y", "copy", "y"), do: func() (screen, reply) {
			return s, reply{cmd: tea.SetClipboard(w.factLine(f)), say: "The fact was sent to the terminal's clipboard."}
		}},
	}
	return append(commands, s.list.commands(len(w.run.Book().Facts), w.height, false, func(l list) screen {
		s.list = l
		return s
	})...)
}

// recording is the command that records the fact under the cursor.
func (s factsScreen) recording(w *world, f playbook.Fact, none string) command {
	c := command{id: "facts.record", group: groupDo, title: "Record the fact, or a new value for it", why: cmp.Or(none, w.readOnly()), binding: bind("enter", "record", "enter", "d")}
	if f.Because {
		c.title = "Decide, or decide anew"
		c.binding = bind("enter", "decide", "enter", "d")
	}
	if w.review {
		c.binding = bind("d", "decide", "d")
	}
	c.do = func() (screen, reply) {
		step, _ := words.RecordingStep(w.run, f.ID)
		return s, reply{open: newFactForm(w, f.ID, step.ID)}
	}
	return c
}

// going is the command that goes to the step of the fact under the cursor. In
// review, where there is nothing to record, it is on the enter key.
func (s factsScreen) going(w *world, f playbook.Fact, none string) command {
	step, ok := words.RecordingStep(w.run, f.ID)
	why := none
	if !ok {
		why = cmp.Or(none, "No step records this.")
	}
	c := command{id: "facts.step", group: groupMove, title: "Go to the step that records it", why: why, hidden: true}
	if w.review {
		c.binding, c.hidden = bind("enter", "to the step", "enter"), false
	}
	c.do = func() (screen, reply) { return s, reply{leave: true, tell: jumpMsg{step: step.ID}} }
	return c
}

// factLine is a fact in one line, to be pasted elsewhere.
func (w *world) factLine(f playbook.Fact) string {
	rec, ok := w.run.Fact(f.ID)
	if !ok {
		return inert.Line(words.Asked(w.run, f) + " Not recorded.")
	}
	return inert.Line(words.Asked(w.run, f) + "  (" + w.exactly().Signed(w.entry(rec.Seq)) + ")")
}

// entry returns an entry of the run, which must be there.
func (w *world) entry(seq uint64) *run.Entry {
	e, _ := w.run.Entry(seq)
	return e
}

func (s factsScreen) header(w *world) []string {
	var facts, decisions, open int
	for _, f := range w.run.Book().Facts {
		if f.Because {
			decisions++
		} else {
			facts++
		}
		if _, ok := w.run.Fact(f.ID); !ok {
			open++
		}
	}
	left := fmt.Sprintf(" %s, %s", words.Plural(facts, "fact", "facts"), words.Plural(decisions, "decision", "decisions"))
	right := "all recorded"
	if open > 0 {
		right = fmt.Sprintf("%d not recorded", open)
	}
	return []string{w.nameLine("FACTS"), w.theme.Muted.Render(between(w.width, left, right))}
}

func (s factsScreen) hint(*world) string {
	return "A new value never erases the old one: it stays here and in the timeline."
}

func (s factsScreen) view(w *world) ([]string, *tea.Cursor) {
	facts := w.run.Book().Facts
	if len(facts) == 0 {
		return []string{"", w.theme.Muted.Render(inert.Cut("  This playbook has no facts.", w.width))}, nil
	}
	lines, at, _ := s.list.rows(len(facts), w.height, func(i int, here bool) row { return w.factRow(facts[i], here) })
	return lines, tea.NewCursor(0, at)
}

// factRow draws a fact: what is asked, the answer, and under the cursor all
// about it.
func (w *world) factRow(f playbook.Fact, here bool) row {
	glyph, style := w.factGlyph(f)
	mark := "  "
	if here {
		mark, style = w.theme.Glyphs.Cursor+" ", w.theme.Focus
	}
	lines := []string{style.Render(inert.Pad(mark+glyph+" "+inert.Line(f.Ask), w.width))}
	add := func(style lipgloss.Style, text string) {
		shown := []string{inert.Cut(inert.Line(text), max(1, w.width-6))}
		if here {
			shown = inert.Wrap(inert.Line(text), max(1, w.width-6))
		}
		for _, line := range shown {
			lines = append(lines, style.Render("      "+line))
		}
	}
	rec, ok := w.run.Fact(f.ID)
	if !ok {
		add(w.theme.Muted, words.Missing(w.run, f))
	} else {
		add(w.theme.Text, w.valueText(f, rec.Value, rec.Because, here))
		if here {
			add(w.theme.Muted, w.at().Signed(w.entry(rec.Seq)))
			w.earlier(f, rec, add)
		}
	}
	return row{lines: append(lines, "")}
}

func (w *world) factGlyph(f playbook.Fact) (string, lipgloss.Style) {
	_, ok := w.run.Fact(f.ID)
	switch {
	case ok:
		return w.theme.Glyphs.Done, w.theme.Done
	case f.Because:
		return w.theme.Glyphs.Decision, w.theme.Warn
	}
	return w.theme.Glyphs.Todo, w.theme.Text
}

func (w *world) valueText(f playbook.Fact, v playbook.Value, because string, full bool) string {
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
func (w *world) earlier(f playbook.Fact, rec run.Record, add func(lipgloss.Style, string)) {
	for _, e := range slices.Backward(rec.Earlier) {
		ev, ok := e.Event.(run.FactRecorded)
		if !ok {
			continue
		}
		add(w.theme.Muted, "before: "+strings.TrimSpace(w.valueText(f, ev.Value, ev.Because, false)+"  ("+w.at().Signed(e)+")"))
	}
}
