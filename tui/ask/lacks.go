package ask

import (
	"errors"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// A lackRows is a field that lists what a step still asks for. Enter opens
// what is under the cursor. It keeps no copy: what was done is gone from it.
type lackRows struct {
	screen.List
	step string
}

// Value implements [form.Widget].
func (l lackRows) Value() string { return "" }

// With implements [form.Widget].
func (l lackRows) With(string) form.Widget { return l }

// Edit implements [form.Widget].
func (l lackRows) Edit(tea.Msg, int) form.Widget { return l }

// Typing implements [form.Widget].
func (l lackRows) Typing() bool { return false }

// lacks are the rows: what the step still asks for.
func (l lackRows) lacks(w *screen.World) []run.Lack { return w.Run.Lacks(w.Run.Step(l.step)) }

// Commands implements [form.Widget].
func (l lackRows) Commands(w *screen.World, put func(form.Widget) screen.Screen) []screen.Command {
	lacks := l.lacks(w)
	if len(lacks) == 0 {
		return nil
	}
	open := func(i int) func() (screen.Screen, screen.Reply) {
		return func() (screen.Screen, screen.Reply) { return put(l), l.open(w, lacks[i]) }
	}
	// Not space, which opened the question: somebody in a hurry presses it twice.
	commands := []screen.Command{{ID: "lack.open", Group: screen.GroupDo, Title: "Do what is missing", Binding: screen.Bind("enter", "do it", "enter"),
		Do: open(l.In(len(lacks)).At)}}
	for _, short := range []struct {
		key, word string
		kind      run.LackKind
	}{{"d", "decide", run.LackFact}, {"e", "evidence", run.LackEvidence}} {
		for i, lack := range lacks {
			if lack.Kind == short.kind {
				commands = append(commands, screen.Command{ID: "lack." + short.word, Group: screen.GroupDo, Title: "Do the first of these: " + short.word,
					Binding: screen.Bind(short.key, short.word, short.key), Do: open(i)})
				break
			}
		}
	}
	return append(commands, l.List.Commands(len(lacks), len(lacks), false, func(next screen.List) screen.Screen {
		l.List = next
		return put(l)
	})...)
}

// open does what a lack asks for, or leads to where it is done.
func (l lackRows) open(w *screen.World, lack run.Lack) screen.Reply {
	switch lack.Kind {
	case run.LackFact:
		return screen.Reply{Open: Fact(w, lack.Name, l.step)}
	case run.LackEvidence:
		return screen.Reply{Open: Evidence(w, l.step)}
	case run.LackCheck:
		n, _ := strconv.Atoi(lack.Name)
		return screen.Reply{Change: &screen.Change{Decide: run.TickCheck(l.step, n), Doing: "save the check",
			Said: func(run.Run) string { return "Ticked: " + lack.Text + "." + w.UndoHint() }}}
	case run.LackClock:
		return screen.Reply{Open: newLackOfClock(w, lack.Name)}
	case run.LackNeed:
		return screen.Reply{Leave: true, Cmd: func() tea.Msg { return screen.JumpMsg{Step: lack.Name} }}
	}
	if facts := w.Run.Step(l.step).WaitsFor; len(facts) > 0 {
		return screen.Reply{Open: Fact(w, facts[0], l.step)}
	}
	return screen.Reply{Say: "By the facts recorded this step does not apply. " + w.Key("facts") + " shows the facts."}
}

// View implements [form.Widget].
func (l lackRows) View(w *screen.World, width, _ int, focused bool) ([]string, tea.Position) {
	rows := draw.Sheet{Theme: w.Theme, Width: width}
	var at tea.Position
	for i, lack := range l.lacks(w) {
		mark, style := " ", w.Theme.Text
		if focused && i == l.In(len(l.lacks(w))).At {
			mark, style, at = w.Theme.Glyphs.Cursor, w.Theme.Focus, tea.Position{X: 0, Y: len(rows.Lines)}
		}
		rows.Hang(style, mark+" "+lackWord(lack.Kind)+" ", inert.Line(lack.Text))
	}
	return rows.Lines, at
}

// lackWord says what a lack asks for, all in one width.
func lackWord(kind run.LackKind) string {
	word := map[run.LackKind]string{
		run.LackCondition: "applies?", run.LackNeed: "first", run.LackFact: "record", run.LackEvidence: "evidence", run.LackCheck: "check", run.LackClock: "clock",
	}[kind]
	return inert.Pad(word, len("applies?"))
}

// Prompt implements [form.Widget].
func (l lackRows) Prompt(w *screen.World) (says, rows []string) {
	for _, lack := range l.lacks(w) {
		rows = append(rows, strings.TrimSpace(lackWord(lack.Kind))+": "+inert.Line(lack.Text))
	}
	if len(rows) == 0 {
		return []string{"Nothing is missing. Enter goes on."}, nil
	}
	return []string{"A number does what is missing. Enter goes on: say why it is done without."}, rows
}

// Take implements [form.Widget].
func (l lackRows) Take(line string) (form.Widget, bool, error) {
	if strings.TrimSpace(line) != "" {
		return l, false, errors.New("type a number, or Enter alone to say why it is done without, or < to leave it open")
	}
	return l, false, nil
}

// Lead implements [form.Leading].
func (l lackRows) Lead(w *screen.World, row int) screen.Reply { return l.open(w, l.lacks(w)[row]) }
