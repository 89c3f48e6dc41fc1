package search

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// findScreen finds a step by its number, its title, its id or its text, and what
// is recorded by its text, and goes there. Every step can be found, also one that
// waits or does not apply.
type findScreen struct {
	form.Picker
	all  []recorded
	hits []hit
}

// A hit is a step that was found, or what is recorded.
type hit struct {
	step     string    // id; empty for what is on none
	recorded *recorded // nil for a step
	score    int
	// where is the text in which it was found, if its title does not show it.
	where string
}

// Find lists all steps, the cursor on the one that the person works on. What is
// recorded comes behind them once something is typed.
func Find(w *screen.World, to Places) screen.Screen {
	s := findScreen{hits: findSteps(w.Run, ""), all: everything(w, to)}
	current := w.Current().ID
	s.List.At = slices.IndexFunc(s.hits, func(h hit) bool { return h.step == current })
	return s
}

// Title implements [screen.Dialog].
func (s findScreen) Title(*screen.World) string {
	return "Find steps, notes, facts, evidence, messages"
}

// Header implements [screen.Screen].
func (s findScreen) Header(*screen.World) []string { return nil }

// Typing implements [screen.Screen].
func (s findScreen) Typing() bool { return true }

// Update implements [screen.Screen].
func (s findScreen) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	var changed bool
	if s.Picker, changed = s.Edit(w, msg); changed {
		s.hits = s.found(w)
	}
	return s, screen.Reply{}
}

// found is what holds the words that are typed: steps, and then what is recorded.
func (s findScreen) found(w *screen.World) []hit {
	query := s.Query.Text()
	return append(findSteps(w.Run, query), findRecorded(s.all, screen.Words(query))...)
}

// Commands implements [screen.Screen].
func (s findScreen) Commands(w *screen.World) []screen.Command {
	commands := []screen.Command{
		{ID: "find.go", Group: screen.GroupMove, Title: "Go to what was found", Binding: screen.Bind("enter", "go there", "enter"),
			Do: func() (screen.Screen, screen.Reply) { return s.jump(w) }},
		{ID: "find.close", Group: screen.GroupMove, Title: "Close", Binding: screen.Bind("esc", "close", "esc"),
			Do: func() (screen.Screen, screen.Reply) { return s, screen.Reply{Leave: true} }},
	}
	return append(commands, s.Picker.Commands(w, len(s.hits), func(p form.Picker) screen.Screen {
		s.Picker = p
		return s
	})...)
}

// nothingHolds is said where nothing was found.
const nothingHolds = "Nothing holds all of these words."

// jump goes to what is under the cursor: to the step it is on, or else to where it
// is looked at.
func (s findScreen) jump(w *screen.World) (screen.Screen, screen.Reply) {
	held := false
	if s.Picker, held = s.Held(w); held {
		return s, screen.Reply{}
	}
	if len(s.hits) == 0 {
		return s, screen.Reply{Say: nothingHolds + " Remove some."}
	}
	h := s.hits[s.List.In(len(s.hits)).At]
	if h.recorded != nil && !w.Run.Shows(h.step) {
		return s, screen.Reply{Leave: true, Open: h.recorded.open(w)}
	}
	return s, screen.Reply{Leave: true, Tell: screen.JumpMsg{Step: h.step}}
}

// View implements [screen.Screen].
func (s findScreen) View(w *screen.World) ([]string, *tea.Cursor) {
	return s.Picker.View(w, len(s.hits), nothingHolds, func(i int, here bool) screen.Row {
		if s.hits[i].recorded != nil {
			return s.recordedRow(w, s.hits[i], here)
		}
		return s.row(w, s.hits[i], here)
	})
}

// recordedRow draws what is recorded: what it is, on which step, and the line that
// holds what was typed.
func (s findScreen) recordedRow(w *screen.World, h hit, here bool) screen.Row {
	t, kind := w.Theme, h.recorded.kind
	if w.Run.Has(h.step) {
		kind += " " + w.Run.Step(h.step).Number
	}
	where, more := strings.CutPrefix(h.where, inert.Clipped)
	if where = inert.Line(where); more {
		where = t.Glyphs.More + where
	}
	aside := inert.Roomy(inert.Clip(inert.Line(h.recorded.aside), max(0, w.Width/3)))
	mark, _ := t.Row(here, t.Text)
	left := draw.Strip{{Style: t.Text, Text: mark}, {Style: t.Muted, Text: inert.Pad(kind, len("evidence 10.10")) + " "}, {Style: t.Text, Text: where}}
	right := draw.Strip{{Style: t.Muted, Text: aside + " "}}
	room := max(0, w.Width-inert.Width(aside)-2)
	if !here {
		return screen.OneLine(left.Cut(room).Fill(w.Width, right))
	}
	plain := draw.Strip{{Style: t.Plain, Text: left.Cut(room).Plain()}}
	return screen.OneLine(t.Focus.Render(plain.Fill(w.Width, draw.Strip{{Style: t.Plain, Text: right.Plain()}})))
}

// row draws a step that was found, and under it the words that were found.
func (s findScreen) row(w *screen.World, h hit, here bool) screen.Row {
	st := w.Run.Step(h.step)
	t, at := w.Theme, words.StepState(st)
	state := strings.ToLower(at.Word)
	if w.Window == draw.Compact && st.State == run.Todo && st.Applies == playbook.Yes {
		state = ""
	}
	title := t.Text
	if st.State.Settled() || st.Applies != playbook.Yes {
		title = t.Muted
	}
	left := draw.Strip{{Style: screen.MarkTone(t, at.Tone), Text: " " + inert.Pad(w.StepGlyph(st), t.Glyphs.Width()) + " "},
		{Style: t.Muted, Text: st.Number + " "}, {Style: title, Text: inert.Line(st.Title)}}
	right := draw.Strip{{Style: screen.Tone(t, at.Tone), Text: state + " "}}
	lines := []string{left.Fill(w.Width, right)}
	if here {
		text := t.Glyphs.Cursor + strings.TrimPrefix(left.Plain(), " ")
		lines[0] = t.Focus.Render(draw.Strip{{Style: t.Plain, Text: text}}.Fill(w.Width, draw.Strip{{Style: t.Plain, Text: right.Plain()}}))
	}
	if h.where != "" {
		where, more := strings.CutPrefix(h.where, inert.Clipped)
		if where = inert.Line(where); more {
			where = t.Glyphs.More + where
		}
		lines = append(lines, t.Muted.Render(inert.Clip("        "+where, w.Width)))
	}
	return screen.Row{Lines: lines}
}

// findSteps returns the steps that hold every word of a query, the best first;
// without a query all of them.
func findSteps(r run.Run, query string) []hit {
	words := screen.Words(query)
	var hits []hit
	for _, st := range r.Steps() {
		if h, ok := findIn(r.Book(), st.Step, words); ok {
			hits = append(hits, h)
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.score, a.score) })
	return hits
}

// findIn looks for all words in a step.
func findIn(book *playbook.Playbook, st playbook.Step, words []string) (hit, bool) {
	h := hit{step: st.ID}
	for _, word := range words {
		title := screen.Folded(st.Title)
		score := max(matchWords(title, word), matchWords(st.ID, word)-matchTitleFirst, matchNumber(st.Number, word))
		if score <= 0 {
			if where, ok := findText(book, st, word); ok {
				score, h.where = matchPart, where
			} else if score = matchLoose(title, word) / 2; score == 0 {
				return h, false
			}
		}
		h.score += score
	}
	return h, true
}

// matchNumber says how well a step's number answers to a word.
func matchNumber(number, word string) int {
	switch {
	case number == word:
		return 2 * matchAll
	case strings.HasPrefix(number, word):
		return matchStart
	}
	return 0
}

// findText looks for a word in the texts of a step and in what it asks, and
// returns the line that holds it. Whoever types the id of a fact finds what it
// asks.
func findText(book *playbook.Playbook, st playbook.Step, word string) (line string, ok bool) {
	texts := append([]string{st.Do, st.Verify, st.Caution, st.Command, st.Evidence}, st.Checks...)
	for _, id := range st.Record {
		fact, _ := book.Fact(id)
		if strings.Contains(id, word) {
			return fact.Ask, true
		}
		texts = append(texts, fact.Ask)
	}
	for _, text := range texts {
		for line := range strings.Lines(text) {
			if i := strings.Index(screen.Folded(line), word); i >= 0 {
				return aroundWord(strings.TrimSpace(line), word), true
			}
		}
	}
	return "", false
}

// aroundWord returns a line from not long before a word on.
func aroundWord(line, word string) string {
	const lead = 20
	folded := screen.Folded(line)
	i := strings.Index(folded, word)
	if i <= lead || len(folded) != len(line) {
		return line
	}
	if space := strings.IndexByte(line[i-lead:i], ' '); space >= 0 {
		return inert.Clipped + " " + line[i-lead+space+1:]
	}
	return line
}
