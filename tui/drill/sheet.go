package drill

import (
	"cmp"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/ask"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// sheet is what came of a drill that is over: items, messages, lines to fill in.
type sheet struct{ list screen.List }

// Sheet shows what came of the drill of a run that is closed.
func Sheet() screen.Screen { return sheet{} }

// NoSheet says why there is no sheet to show, if so.
func NoSheet(w *screen.World) string {
	if _, err := w.Run.Sheet(); err != nil {
		return draw.Sentence(err)
	}
	return ""
}

// Typing implements [screen.Screen].
func (s sheet) Typing() bool { return false }

// Update implements [screen.Screen]. A run that is taken up again has no sheet.
func (s sheet) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	switch msg.(type) {
	case screen.RecordedMsg, screen.OthersMsg:
		if NoSheet(w) != "" {
			return s, screen.Reply{Leave: true}
		}
	}
	return s, screen.Reply{}
}

// Header implements [screen.Screen].
func (s sheet) Header(w *screen.World) []string {
	of, _ := w.Run.Sheet()
	total := ""
	if of.Drill != nil {
		total = words.SheetTotal(w.Run, of)
	}
	return []string{w.NameLine("Sheet"), w.Theme.Muted.Render(draw.Between(w.Width, " "+total, "from the record alone"))}
}

// A row of the sheet is an item, a message, or a line to fill in.
type row struct {
	item   *run.SheetItem
	inject *run.SheetInject
	line   *run.SheetLine
}

func rowsOf(w *screen.World) []row {
	of, err := w.Run.Sheet()
	if err != nil {
		return nil
	}
	var rows []row
	for i := range of.Items {
		rows = append(rows, row{item: &of.Items[i]})
	}
	for i := range of.Lines {
		rows = append(rows, row{line: &of.Lines[i]})
	}
	for i := range of.Injects {
		rows = append(rows, row{inject: &of.Injects[i]})
	}
	return rows
}

// Commands implements [screen.Screen].
func (s sheet) Commands(w *screen.World) []screen.Command {
	rows := rowsOf(w)
	var commands []screen.Command
	if len(rows) > 0 {
		commands = s.rowCommands(w, rows[s.list.In(len(rows)).At])
	}
	commands = append(commands, screen.Command{ID: "drill.copy", Group: screen.GroupSee, Title: "Copy the sheet", Binding: screen.Bind("Y", "copy", "Y"),
		Do: func() (screen.Screen, screen.Reply) {
			return s, screen.Reply{Copy: &screen.Copy{What: "The sheet", Text: strings.Join(s.texts(w), "\n") + "\n", Else: []string{"report"}}}
		}})
	return append(commands, s.list.Commands(len(rows), w.Height, false, func(l screen.List) screen.Screen {
		s.list = l
		return s
	})...)
}

// rowCommands are what can be done with the row under the cursor.
func (s sheet) rowCommands(w *screen.World, r row) []screen.Command {
	no := w.NoReviewing()
	noQuestion := ""
	if r.item == nil || r.item.Ask == "" {
		noQuestion = "This is no question: what came of it is in the record."
	}
	answer := func(id, key, word string, yes bool) screen.Command {
		return screen.Command{ID: id, Group: screen.GroupDo, Title: "Answer the question with " + word, Why: cmp.Or(no, noQuestion), Hidden: noQuestion != "", Binding: screen.Bind(key, word, key),
			Do: func() (screen.Screen, screen.Reply) { return s, answered(r.item.ID, word, yes) }}
	}
	fill := screen.Command{ID: "drill.fill", Group: screen.GroupDo, Title: "Fill in the line", Why: no, Binding: screen.Bind("enter", "fill in", "enter"),
		Do: func() (screen.Screen, screen.Reply) {
			return s, screen.Reply{Open: ask.SheetLine(r.line.Line, r.line.Text())}
		}}
	if r.line == nil {
		fill.Why, fill.Hidden = cmp.Or(no, "Only the three lines can be filled in."), true
	}
	return []screen.Command{fill, answer("drill.yes", "y", "yes", true), answer("drill.no", "n", "no", false)}
}

func answered(item, word string, yes bool) screen.Reply {
	return screen.Reply{Change: &screen.Change{Decide: run.AnswerDrill(item, yes), Doing: "save the answer", Reviews: true,
		Said: func(run.Run) string { return "Answered: " + word + "." }}}
}

// View implements [screen.Screen].
func (s sheet) View(w *screen.World) ([]string, *tea.Cursor) {
	rows := rowsOf(w)
	lines, at, _ := s.list.Rows(len(rows), w.Height, func(i int, here bool) screen.Row {
		tone, lead, text := s.say(w, rows[i])
		mark, style := w.Theme.Row(here, tone)
		out := draw.Sheet{Theme: w.Theme, Width: w.Width}
		out.Hang(style, mark+lead, text)
		if rows[i].item != nil && rows[i].item.Why != "" && (here || w.Window >= draw.Wide) {
			out.Add(w.Theme.Muted, inert.Width(mark+lead), inert.Line(rows[i].item.Why))
		}
		return screen.Row{Lines: out.Lines}
	})
	return lines, tea.NewCursor(0, at)
}

// say says a row, with what stands before it in a column, and in which style.
func (s sheet) say(w *screen.World, r row) (style draw.Style, lead, text string) {
	switch {
	case r.item != nil:
		state := words.Result(r.item.Result)
		text := words.Wanted(w.Run, r.item.Item)
		if when := words.SheetWhen(w.At(), *r.item); when != "" {
			text += "  (" + when + ")"
		}
		return screen.Tone(w.Theme, state.Tone), fmt.Sprintf("%-11s %2d/%-2d  ", state.Word, r.item.Points, r.item.Item.Points), inert.Line(text)
	case r.line != nil:
		return w.Theme.Strong, "", inert.Line(words.SheetLine(r.line.Line) + ": " + words.SheetFilled(*r.line))
	}
	end := words.InjectEnd(*r.inject)
	if r.inject.Entry != nil {
		end = fmt.Sprintf("came %s, entry %d", w.Day(r.inject.Entry.At), r.inject.Entry.Seq)
	}
	return w.Theme.Muted, "", inert.Line("message " + words.InjectName(r.inject.Inject) + ": " + end)
}

// texts are all rows as lines.
func (s sheet) texts(w *screen.World) []string {
	of, err := w.Run.Sheet()
	if err != nil {
		return nil
	}
	texts := []string{inert.Line("DRILL " + of.Drill.Title + ": " + words.SheetTotal(w.Run, of))}
	for _, r := range rowsOf(w) {
		_, lead, text := s.say(w, r)
		texts = append(texts, lead+text)
		if r.item != nil && r.item.Why != "" {
			texts = append(texts, "  "+inert.Line(r.item.Why))
		}
	}
	return texts
}

// Speak implements [screen.Speaker].
func (s sheet) Speak(w *screen.World) screen.Speech {
	rows := rowsOf(w)
	of, err := w.Run.Sheet()
	if err != nil {
		return screen.Speech{Key: "sheet", Prompt: "sheet", Says: []string{"Refused: " + draw.Sentence(err)}}
	}
	return screen.Speech{
		Key: "sheet", Prompt: "sheet",
		Says: []string{"The sheet of the drill: " + words.SheetTotal(w.Run, of) + ". Type the number of a line to fill it in; the number of a question, then y or n, answers it."},
		Rows: len(rows), Row: func(i int) string {
			_, lead, text := s.say(w, rows[i])
			return strings.Join(strings.Fields(lead+text), " ")
		},
		Pick: func(i int) (screen.Screen, screen.Reply) {
			s.list.At = i
			if rows[i].line != nil {
				return s, screen.Reply{Open: ask.SheetLine(rows[i].line.Line, rows[i].line.Text())}
			}
			return s, screen.Reply{}
		},
		Point: func(i int) screen.Screen {
			s.list.At = i
			return s
		},
	}
}
