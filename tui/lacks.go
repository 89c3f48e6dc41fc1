package tui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/run"
)

// A lackRows is a field that lists what a step still asks for. Enter opens
// what is under the cursor. It keeps no copy: what was done is gone from it.
type lackRows struct {
	list
	step string
}

func (l lackRows) value() string             { return "" }
func (l lackRows) with(string) widget        { return l }
func (l lackRows) edit(tea.Msg, int) widget  { return l }
func (l lackRows) typing() bool              { return false }
func (l lackRows) lacks(w *world) []run.Lack { return w.run.Lacks(w.run.Step(l.step)) }

func (l lackRows) commands(w *world, put func(widget) screen) []command {
	lacks := l.lacks(w)
	if len(lacks) == 0 {
		return nil
	}
	open := func(i int) func() (screen, reply) {
		return func() (screen, reply) { return put(l), l.open(w, lacks[i]) }
	}
	commands := []command{{id: "lack.open", group: groupDo, title: "Do what is missing", binding: bind("enter", "do it", "enter", "space"), do: open(l.in(len(lacks)).at)}}
	for _, short := range []struct {
		key, word string
		kind      run.LackKind
	}{{"d", "decide", run.LackFact}, {"e", "evidence", run.LackEvidence}} {
		for i, lack := range lacks {
			if lack.Kind == short.kind {
				commands = append(commands, command{id: "lack." + short.word, group: groupDo, title: "Do the first of these: " + short.word, binding: bind(short.key, short.word, short.key), do: open(i)})
				break
			}
		}
	}
	return append(commands, l.list.commands(len(lacks), len(lacks), false, func(next list) screen {
		l.list = next
		return put(l)
	})...)
}

// open does what a lack asks for, or leads to where it is done.
func (l lackRows) open(w *world, lack run.Lack) reply {
	switch lack.Kind {
	case run.LackFact:
		return reply{open: newFactForm(w, lack.Name, l.step)}
	case run.LackEvidence:
		return reply{open: newEvidenceForm(w, l.step)}
	case run.LackCheck:
		n, _ := strconv.Atoi(lack.Name)
		return reply{change: &change{decide: run.TickCheck(l.step, n), doing: "save the check",
			said: func(run.Run) string { return "Ticked: " + lack.Text + "." + w.undoHint() }}}
	case run.LackClock:
		return reply{open: newLackOfClock(w, lack.Name)}
	case run.LackNeed:
		return reply{leave: true, cmd: func() tea.Msg { return jumpMsg{step: lack.Name} }}
	}
	if facts := w.run.Step(l.step).WaitsFor; len(facts) > 0 {
		return reply{open: newFactForm(w, facts[0], l.step)}
	}
	return reply{say: "By the facts recorded this step does not apply. " + w.key("facts") + " shows the facts."}
}

func (l lackRows) view(w *world, width, _ int, focused bool) ([]string, tea.Position) {
	rows := sheet{theme: w.theme, width: width}
	var at tea.Position
	for i, lack := range l.lacks(w) {
		mark, style := " ", w.theme.Text
		if focused && i == l.in(len(l.lacks(w))).at {
			mark, style, at = w.theme.Glyphs.Cursor, w.theme.Focus, tea.Position{X: 0, Y: len(rows.lines)}
		}
		rows.hang(style, mark+" "+lackWord(lack.Kind)+" ", inert.Line(lack.Text))
	}
	return rows.lines, at
}

// lackWord says what a lack asks for, all in one width.
func lackWord(kind run.LackKind) string {
	word := map[run.LackKind]string{
		run.LackCondition: "applies?", run.LackNeed: "first", run.LackFact: "record", run.LackEvidence: "evidence", run.LackCheck: "check", run.LackClock: "clock",
	}[kind]
	return inert.Pad(word, len("applies?"))
}
