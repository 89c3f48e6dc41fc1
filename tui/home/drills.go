package home

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// drillsDialog asks which drill is played. Its first row leads to a practice run of
// a playbook, without messages.
type drillsDialog struct {
	form.Picker
	all   []screen.Exercise
	err   error
	books []screen.Listed
	busy  bool // the run is being started
}

// drillsMsg follows the reading of the drills.
type drillsMsg struct {
	all []screen.Exercise
	err error
}

// newDrill asks what is practised: a drill, where there are some, or a playbook.
func newDrill(w *screen.World, books []screen.Listed) screen.Screen {
	if w.Cfg.Exercises == nil {
		return newStart(w, screen.ForDrill, books)
	}
	return drillsDialog{books: books}
}

// Typing implements [screen.Screen].
func (s drillsDialog) Typing() bool { return true }

// Header implements [screen.Screen].
func (s drillsDialog) Header(*screen.World) []string { return nil }

// Title implements [screen.Dialog].
func (s drillsDialog) Title(*screen.World) string { return "Practise   which drill?" }

// Update implements [screen.Screen].
func (s drillsDialog) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	switch msg := msg.(type) {
	case screen.ShownMsg:
		s.Shown = w.Pause()
		exercises := w.Cfg.Exercises
		return s, screen.Reply{Cmd: func() tea.Msg {
			all, err := exercises.Drills()
			return drillsMsg{all, err}
		}}
	case drillsMsg:
		s.all, s.err = msg.all, msg.err
	case screen.NotOpenedMsg:
		s.busy = false
	case tea.KeyPressMsg, tea.PasteMsg:
		s.Picker, _ = s.Edit(w, msg)
	}
	return s, screen.Reply{}
}

// found are the drills that match what was typed.
func (s drillsDialog) found() []screen.Exercise {
	query := screen.Words(s.Query.Text())
	return slices.DeleteFunc(slices.Clone(s.all), func(d screen.Exercise) bool {
		return !screen.HoldsAll(screen.Folded(d.ID+" "+d.Title+" "+d.Playbook), query)
	})
}

// Commands implements [screen.Screen].
func (s drillsDialog) Commands(w *screen.World) []screen.Command {
	return append([]screen.Command{
		{ID: "drills.choose", Group: screen.GroupDo, Title: "Start the drill", Binding: screen.Bind("enter", "start", "enter"),
			Do: func() (screen.Screen, screen.Reply) { return s.choose(w) }},
		{ID: "drills.back", Group: screen.GroupMove, Title: "One level back", Binding: screen.Bind("esc", "back", "esc"),
			Do: func() (screen.Screen, screen.Reply) { return s, screen.Reply{Leave: true} }},
	}, s.Picker.Commands(w, len(s.found())+1, func(p form.Picker) screen.Screen {
		s.Picker = p
		return s
	})...)
}

// choose starts what is under the cursor.
func (s drillsDialog) choose(w *screen.World) (screen.Screen, screen.Reply) {
	held := false
	if s.Picker, held = s.Held(w); held || s.busy {
		return s, screen.Reply{}
	}
	return s.pick(w, s.List.In(len(s.found())+1).At)
}

func (s drillsDialog) pick(w *screen.World, i int) (screen.Screen, screen.Reply) {
	found := s.found()
	if i >= len(found) {
		return s, screen.Reply{Leave: true, Open: newStart(w, screen.ForDrill, s.books)}
	}
	d := found[i]
	if d.Problem != "" {
		return s, screen.Reply{Problem: "This drill cannot be used: " + inert.Line(d.Problem)}
	}
	s.busy = true
	cfg := w.Cfg
	return s, screen.Reply{Cmd: func() tea.Msg {
		r, err := cfg.Exercises.Start(d.ID, run.Stamp{By: cfg.By, Now: cfg.Now()})
		if err != nil {
			return screen.NotOpenedMsg{Err: err}
		}
		mark, err := cfg.Reader.Mark()
		if err != nil {
			return screen.NotOpenedMsg{Err: err}
		}
		return screen.Fresh(cfg, screen.OpenedMsg{Run: r, Mark: mark})
	}}
}

// View implements [screen.Screen].
func (s drillsDialog) View(w *screen.World) ([]string, *tea.Cursor) {
	found := s.found()
	return s.Picker.View(w, len(found)+1, "", func(i int, here bool) screen.Row {
		mark, style := w.Theme.Row(here, w.Theme.Text)
		if i < len(found) {
			return s.row(w, found[i], mark, style)
		}
		return s.last(w, mark, style)
	})
}

// row draws a drill, and under it why it cannot be started, or what to know before.
func (s drillsDialog) row(w *screen.World, d screen.Exercise, mark string, style draw.Style) screen.Row {
	length := ""
	if d.Length > 0 {
		length = words.Span(d.Length)
	}
	left := draw.Strip{{Style: style, Text: mark + inert.Pad(length, lengthColumn) + inert.Line(d.Title)}}
	right := draw.Strip{{Style: w.Theme.Muted, Text: inert.Line(d.Playbook) + " "}}
	if room := w.Width - inert.Width(left.Plain()) - inert.Width(right.Plain()); room < 2 {
		right = nil
	}
	out := draw.Sheet{Theme: w.Theme, Width: w.Width, Lines: []string{left.Fill(w.Width, right)}}
	if odd := oddOf(d); odd != "" {
		out.Add(w.Theme.Warn, inert.Width(mark)+lengthColumn, inert.Line(odd))
	}
	return screen.Row{Lines: out.Lines}
}

// last draws the row of a practice run without messages, and under it that there may
// be more drills than are shown.
func (s drillsDialog) last(w *screen.World, mark string, style draw.Style) screen.Row {
	out := draw.Sheet{Theme: w.Theme, Width: w.Width, Lines: []string{draw.Strip{{Style: style, Text: mark + alone}}.Cut(w.Width).Render()}}
	if s.err != nil {
		out.Add(w.Theme.Warn, inert.Width(mark), s.unread())
	}
	return screen.Row{Lines: out.Lines}
}

// unread says that there may be more drills than are listed.
func (s drillsDialog) unread() string {
	return "Not all drills can be read: " + inert.Line(s.err.Error())
}

// oddOf says what is odd about a drill, or is empty.
func oddOf(d screen.Exercise) string {
	if d.Problem != "" {
		return "! cannot be used: " + d.Problem
	}
	return draw.IfAny("! ", d.Note)
}

// lengthColumn is the width of how long a drill takes.
const lengthColumn = 9

// alone is the row of a practice run without messages.
const alone = "A playbook alone, with nobody who calls"

// Speak implements [screen.Speaker].
func (s drillsDialog) Speak(w *screen.World) screen.Speech {
	found := s.found()
	sp := screen.Speech{
		Key: "drills " + s.Query.Text() + time.Duration(len(s.all)).String(), Prompt: "drill",
		Says: []string{"Practise. Type a number to start a drill, or words to find one."},
		Rows: len(found) + 1, Row: func(i int) string {
			if i == len(found) {
				return alone + "."
			}
			return spoken(found[i])
		},
		Pick: func(i int) (screen.Screen, screen.Reply) { return s.pick(w, i) },
		Take: func(line string) (screen.Screen, screen.Reply) {
			s.Picker = s.Asked(line)
			return s, screen.Reply{}
		},
	}
	if s.err != nil {
		sp.Says = append(sp.Says, s.unread())
	}
	return sp
}

// spoken says a drill in one line.
func spoken(d screen.Exercise) string {
	text := d.Title
	if d.Length > 0 {
		text += ", " + words.Span(d.Length) + ", for " + d.Playbook
	}
	switch {
	case d.Problem != "":
		text += ". Cannot be used: " + d.Problem
	case d.Note != "":
		text += ". Note: " + d.Note
	}
	return inert.Line(text + ".")
}
