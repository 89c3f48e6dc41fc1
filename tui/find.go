package tui

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// findScreen finds a step by its number, its title, its id or its text, and
// goes to it. Every step can be found, also one that waits or does not apply.
type findScreen struct {
	picker
	hits []stepHit
}

// A stepHit is a step that was found.
type stepHit struct {
	step  string // id
	score int
	// where is the text in which it was found, if its title does not show it.
	where string
}

func newFind(w *world) screen {
	s := findScreen{hits: findSteps(w.run.Book(), "")}
	current := w.current().ID
	s.list.at = slices.IndexFunc(s.hits, func(h stepHit) bool { return h.step == current })
	return s
}

func (s findScreen) title(*world) string { return "FIND A STEP" }

func (s findScreen) header(*world) []string { return nil }

func (s findScreen) typing() bool { return true }

func (s findScreen) update(w *world, msg tea.Msg) (screen, reply) {
	var changed bool
	if s.picker, changed = s.edit(w, msg); changed {
		s.hits = findSteps(w.run.Book(), s.query.text())
	}
	return s, reply{}
}

func (s findScreen) commands(w *world) []command {
	commands := []command{
		{id: "find.go", group: groupMove, title: "Go to the step", binding: bind("enter", "go there", "enter"), do: func() (screen, reply) { return s.jump(w) }},
		{id: "find.close", group: groupMove, title: "Close", binding: bind("esc", "close", "esc"), do: func() (screen, reply) { return s, reply{leave: true} }},
	}
	return append(commands, s.picker.commands(w, len(s.hits), func(p picker) screen {
		s.picker = p
		return s
	})...)
}

// jump goes to the step under the cursor.
func (s findScreen) jump(w *world) (screen, reply) {
	held := false
	if s.picker, held = s.held(w); held {
		return s, reply{}
	}
	if len(s.hits) == 0 {
		return s, reply{say: "No step holds all of these words. Remove some."}
	}
	h := s.hits[s.list.in(len(s.hits)).at]
	return s, reply{leave: true, tell: jumpMsg{step: h.step}}
}

func (s findScreen) view(w *world) ([]string, *tea.Cursor) {
	return s.picker.view(w, len(s.hits), "No step holds all of these words.", func(i int, here bool) row {
		return s.row(w, s.hits[i], here)
	})
}

// row draws a step that was found, and under it the words that were found.
func (s findScreen) row(w *world, h stepHit, here bool) row {
	st := w.run.Step(h.step)
	mark, style := w.theme.row(here, w.stepStyle(st))
	state := words.StepState(st).Word
	if w.window == compact && st.State == run.Todo && st.Applies == playbook.Yes {
		state = ""
	}
	left := mark + w.stepGlyph(st) + " " + st.Number + " " + inert.Line(st.Title)
	lines := []string{style.Render(between(w.width, left, state))}
	if h.where != "" {
		lines = append(lines, w.theme.Muted.Render(inert.Cut("        "+inert.Line(h.where), w.width)))
	}
	return row{lines: lines}
}

// findSteps returns the steps that hold every word of a query, the best first;
// without a query all of them.
func findSteps(book *playbook.Playbook, query string) []stepHit {
	words := strings.Fields(strings.ToLower(query))
	var hits []stepHit
	for _, st := range book.Steps() {
		if h, ok := findIn(st, words); ok {
			hits = append(hits, h)
		}
	}
	slices.SortStableFunc(hits, func(a, b stepHit) int { return cmp.Compare(b.score, a.score) })
	return hits
}

// findIn looks for all words in a step.
func findIn(st playbook.Step, words []string) (stepHit, bool) {
	h := stepHit{step: st.ID}
	for _, word := range words {
		title := strings.ToLower(st.Title)
		score := max(matchWords(title, word), matchWords(st.ID, word)-matchTitleFirst, matchNumber(st.Number, word))
		if score <= 0 {
			if where, ok := findText(st, word); ok {
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

// findText looks for a word in the texts of a step, and returns the line that
// holds it.
func findText(st playbook.Step, word string) (line string, ok bool) {
	texts := append([]string{st.Do, st.Verify, st.Caution, st.Command, st.Evidence}, st.Checks...)
	for _, text := range append(texts, st.Record...) {
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
		return "... " + line[i-lead+space+1:]
	}
	return line
}
