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

// findScreen finds a step by its number, its title, its id or its text, and
// goes to it. Every step can be found, also one that waits or does not apply.
type findScreen struct {
	form.Picker
	hits []stepHit
}

// A stepHit is a step that was found.
type stepHit struct {
	step  string // id
	score int
	// where is the text in which it was found, if its title does not show it.
	where string
}

// Steps lists all steps, the cursor on the one that the person works on.
func Steps(w *screen.World) screen.Screen {
	s := findScreen{hits: findSteps(w.Run.Book(), "")}
	current := w.Current().ID
	s.List.At = slices.IndexFunc(s.hits, func(h stepHit) bool { return h.step == current })
	return s
}

// Title implements [screen.Dialog].
func (s findScreen) Title(*screen.World) string { return "Find a step" }

// Header implements [screen.Screen].
func (s findScreen) Header(*screen.World) []string { return nil }

// Typing implements [screen.Screen].
func (s findScreen) Typing() bool { return true }

// Update implements [screen.Screen].
func (s findScreen) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	var changed bool
	if s.Picker, changed = s.Edit(w, msg); changed {
		s.hits = findSteps(w.Run.Book(), s.Query.Text())
	}
	return s, screen.Reply{}
}

// Commands implements [screen.Screen].
func (s findScreen) Commands(w *screen.World) []screen.Command {
	commands := []screen.Command{
		{ID: "find.go", Group: screen.GroupMove, Title: "Go to the step", Binding: screen.Bind("enter", "go there", "enter"),
			Do: func() (screen.Screen, screen.Reply) { return s.jump(w) }},
		{ID: "find.close", Group: screen.GroupMove, Title: "Close", Binding: screen.Bind("esc", "close", "esc"),
			Do: func() (screen.Screen, screen.Reply) { return s, screen.Reply{Leave: true} }},
	}
	return append(commands, s.Picker.Commands(w, len(s.hits), func(p form.Picker) screen.Screen {
		s.Picker = p
		return s
	})...)
}

// jump goes to the step under the cursor.
func (s findScreen) jump(w *screen.World) (screen.Screen, screen.Reply) {
	held := false
	if s.Picker, held = s.Held(w); held {
		return s, screen.Reply{}
	}
	if len(s.hits) == 0 {
		return s, screen.Reply{Say: "No step holds all of these words. Remove some."}
	}
	h := s.hits[s.List.In(len(s.hits)).At]
	return s, screen.Reply{Leave: true, Tell: screen.JumpMsg{Step: h.step}}
}

// View implements [screen.Screen].
func (s findScreen) View(w *screen.World) ([]string, *tea.Cursor) {
	return s.Picker.View(w, len(s.hits), "No step holds all of these words.", func(i int, here bool) screen.Row {
		return s.row(w, s.hits[i], here)
	})
}

// row draws a step that was found, and under it the words that were found.
func (s findScreen) row(w *screen.World, h stepHit, here bool) screen.Row {
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
func findSteps(book *playbook.Playbook, query string) []stepHit {
	words := strings.Fields(strings.ToLower(query))
	var hits []stepHit
	for _, st := range book.Steps() {
		if h, ok := findIn(book, st, words); ok {
			hits = append(hits, h)
		}
	}
	slices.SortStableFunc(hits, func(a, b stepHit) int { return cmp.Compare(b.score, a.score) })
	return hits
}

// findIn looks for all words in a step.
func findIn(book *playbook.Playbook, st playbook.Step, words []string) (stepHit, bool) {
	h := stepHit{step: st.ID}
	for _, word := range words {
		title := strings.ToLower(st.Title)
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
			if i := strings.Index(strings.ToLower(line), word); i >= 0 {
				return aroundWord(strings.TrimSpace(line), word), true
			}
		}
	}
	return "", false
}

// aroundWord returns a line from not long before a word on.
func aroundWord(line, word string) string {
	const lead = 20
	i := strings.Index(strings.ToLower(line), word)
	if i <= lead || len(strings.ToLower(line)) != len(line) {
		return line
	}
	if space := strings.IndexByte(line[i-lead:i], ' '); space >= 0 {
		return inert.Clipped + " " + line[i-lead+space+1:]
	}
	return line
}
