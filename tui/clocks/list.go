package clocks

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// wideLeft is the width of the list beside the clock.
const wideLeft = 70

// The columns at the right end of a row: the day, at least this wide, and the
// state in a word.
const (
	leastDay    = len("Mon 15:04")
	stateColumn = len("due soon")
)

// viewList draws the list in a pane.
func (s clocksScreen) viewList(w *screen.World, rows []row, width, height int) ([]string, int) {
	l := lister{screen: s, w: w, rows: rows, width: width, days: leastDay}
	for _, r := range rows {
		if r.part <= ended && r.folds == nil {
			l.days = max(l.days, len(l.day(r.clock)))
		}
	}
	lines, at, _ := screen.List{At: find(rows, s.id)}.Rows(len(rows), height, l.row)
	return lines, at
}

// viewBeside draws the list, and beside it the clock under the cursor.
func (s clocksScreen) viewBeside(w *screen.World, rows []row) ([]string, *tea.Cursor) {
	const head = 2
	name := draw.Strip{{Style: w.Theme.Muted, Text: " Clocks"}}
	left := []string{name.Fill(wideLeft, draw.Strip{{Style: w.Theme.Muted, Text: tallies(w, wideLeft-len(" Clocks  ")) + " "}}), ""}
	list, at := s.viewList(w, rows, wideLeft, max(1, w.Height-head))
	lines := w.Theme.Columns(w.Height, draw.Column{Width: wideLeft, Lines: append(left, list...)},
		draw.Column{Width: s.aboutWidth(w), Lines: s.viewAbout(w, w.Height)})
	return lines, tea.NewCursor(0, head+at)
}

// tallies counts the clocks by where they stand, in at most width cells.
func tallies(w *screen.World, width int) string {
	all := words.ClockTallies(w.Run.Clocks(), w.AsOf())
	for _, space := range []string{"   ", "  "} {
		if text := strings.Join(all, space); inert.Width(text) < width {
			return text
		}
	}
	return strings.Join(all[:len(all)-1], "  ") // the list says how many wait
}

// A lister draws the rows of the list.
type lister struct {
	screen clocksScreen
	w      *screen.World
	rows   []row
	width  int
	days   int // the width of the column of the day
}

// row draws a row, under the name of its part if it is the first of one.
func (l lister) row(i int, here bool) screen.Row {
	r := l.rows[i]
	var out screen.Row
	if r.part != counting && (r.part != may || l.key(may) != "") && (i == 0 || l.rows[i-1].part != r.part) {
		if l.w.Window == draw.Wide && i > 0 {
			out.Lines = append(out.Lines, "")
		}
		if name := l.name(r.part); name != "" {
			out.Lines = append(out.Lines, l.w.Section(l.width, name, l.key(r.part)))
		}
	}
	out.Mark = len(out.Lines)
	switch {
	case r.folds != nil && r.part == notDue:
		text := words.Plural(len(r.folds), "clock does not apply", "clocks do not apply") + " by the facts recorded"
		key := draw.Strip{{Style: l.w.Theme.Accent, Text: l.w.Key("clocks.open") + " "}}
		out.Lines = append(out.Lines, l.strip(here, l.indented(l.w.Theme.Muted, text), key))
	case r.folds != nil:
		out.Lines = append(out.Lines, l.wait(r, here)...)
	default:
		out.Lines = append(out.Lines, l.clock(r, here)...)
	}
	return out
}

// key is the command of a part of the list, if clocks are folded away in it.
func (l lister) key(p part) string {
	if slices.ContainsFunc(l.rows, func(r row) bool { return r.part == p && r.folds != nil }) {
		return "clocks.open"
	}
	return ""
}

// name is what a part of the list is called.
func (l lister) name(p part) string {
	switch p {
	case ended:
		for _, c := range l.w.Run.Clocks() {
			if s := c.Status(l.w.AsOf()); s == run.ClockFiledLate || s == run.ClockNotNotified {
				return "Ended"
			}
		}
		return "Met"
	case may:
		if l.key(p) != "" {
			return "May apply: one answer settles a line"
		}
	case waiting:
		return "Wait for facts"
	}
	return ""
}

// wait draws the line of clocks that wait for the same answer.
func (l lister) wait(r row, here bool) []string {
	count := inert.Pad(words.Plural(len(r.folds), "clock", "clocks"), len("12 clocks")+2)
	room := l.width - l.w.Theme.Glyphs.Width() - 3
	if r.part == may {
		room -= inert.Width(l.next(r).Plain()) + 1
	}
	text := draw.Sheet{Theme: l.w.Theme, Width: max(1, room)}
	text.Hang(l.w.Theme.Plain, count, words.ClockWaitsFor(l.w.Run, r.wait))
	if !here && l.w.Window < draw.Wide && len(text.Lines) > 1 {
		text.Lines = []string{count + inert.Line(words.ClockWaitsFor(l.w.Run, r.wait))}
	}
	first, right := l.indented(l.w.Theme.Muted, text.Lines[0]), draw.Strip(nil)
	if r.part == may {
		right = l.next(r)
		mark, style := l.mark(r.folds[0])
		first = draw.Strip{{Style: style, Text: inert.Pad(mark, l.w.Theme.Glyphs.Width()) + " "}, {Style: l.w.Theme.Text, Text: text.Lines[0]}}
	}
	return l.block(here, first, right, l.w.Theme.Muted, text.Lines[1:])
}

// next is the most pressing of the clocks that a line folds away.
func (l lister) next(r row) draw.Strip {
	t, c := l.w.Theme, r.folds[0]
	style := t.Text
	if state := words.ClockState(c, l.w.AsOf()); state.Sign != words.NoSign {
		style = calm(t, state.Tone)
	}
	return draw.Strip{{Style: style, Text: words.ClockLeft(c, l.w.AsOf()) + " "}}
}

// clock draws a clock in a line, in two where the window is small or its name is
// long.
func (l lister) clock(r row, here bool) []string {
	t := l.w.Theme
	mark, style := l.mark(r.clock)
	lead := ""
	if r.deep && l.w.Window > draw.Compact {
		lead = "  "
	}
	first := draw.Strip{{Style: style, Text: lead + inert.Pad(mark, t.Glyphs.Width()) + " "}, {Style: l.nameStyle(r)}}
	name, right := inert.Line(r.clock.Title), l.right(r)
	if l.w.Window < draw.Normal {
		first[1].Text = name
		return l.block(here, first, draw.Strip{{Style: style, Text: words.ClockSpan(r.clock, l.w.AsOf()) + " "}}, t.Muted, []string{l.second(r.clock)})
	}
	room := l.width - 3 - inert.Width(first.Plain())
	var more []string
	if wide := room - inert.Width(right.Plain()); r.part == waiting && inert.Width(name) > wide {
		more, right = []string{lead + strings.TrimSpace(right.Plain())}, nil
	} else if room = wide; l.w.Window < draw.Wide {
		room = inert.Width(name) // it is cut
	}
	names := inert.Wrap(name, max(1, room))
	first[1].Text = names[0]
	for i := range names[1:] {
		names[i+1] = lead + names[i+1]
	}
	return l.block(here, first, right, l.nameStyle(r), append(names[1:], more...))
}

// second is the line under a clock where there is little room: the state, and
// when it is due.
func (l lister) second(c run.Clock) string {
	due := words.ClockDue(l.w.Run, c, l.w.AsOf(), func(at time.Time) string { return l.screen.moment(l.w, at) })
	return inert.Line(words.ClockWord(c, l.w.AsOf()) + "  " + due)
}

// nameStyle is the style of the name of a clock: that of text while it needs
// somebody.
func (l lister) nameStyle(r row) draw.Style {
	if r.part == counting || r.part == may {
		return l.w.Theme.Text
	}
	return l.w.Theme.Muted
}

// mark is the mark before a clock, and its style.
func (l lister) mark(c run.Clock) (string, draw.Style) {
	t, state := l.w.Theme, words.ClockState(c, l.w.AsOf())
	style := screen.MarkTone(t, state.Tone)
	switch {
	case state.Sign == words.Overdue && t.Glyphs.Width() < inert.Width(t.Glyphs.Overdue):
		return t.Glyphs.DueSoon, style // the word beside it says which
	case state.Sign != words.NoSign:
		return screen.Sign(t, state.Sign), style
	case c.Candidate():
		return t.Glyphs.Decision, style
	}
	return t.Glyphs.Todo, t.Marks.Quiet
}

// right is what stands at the right end of a clock: what is left, the day, the
// state; of a clock that has not started, what starts it.
func (l lister) right(r row) draw.Strip {
	t, asOf := l.w.Theme, l.w.AsOf()
	state := words.ClockState(r.clock, asOf)
	word := draw.Styled{Style: calm(t, state.Tone), Text: words.ClockWord(r.clock, asOf)}
	day := draw.Styled{Style: t.Muted, Text: "  " + inert.Pad(l.day(r.clock), l.days) + "  "}
	switch r.part {
	case waiting:
		return draw.Strip{{Style: t.Muted, Text: inert.Line(words.ClockBegins(l.w.Run, r.clock)) + " "}}
	case notDue:
		return draw.Strip{{Style: t.Muted, Text: words.ClockWord(r.clock, asOf) + " "}}
	case ended:
		return draw.Strip{word, day, {Style: t.Text, Text: strings.Repeat(" ", stateColumn+1)}}
	}
	left := draw.Styled{Style: t.Text, Text: words.ClockSpan(r.clock, asOf)}
	if state.Sign != words.NoSign {
		left.Style = word.Style
	}
	word.Text = inert.Pad(word.Text, stateColumn) + " "
	return draw.Strip{left, day, word}
}

// calm is the style of a tone in a list, where a row must not outshout the row
// under the cursor.
func calm(t *draw.Theme, tone words.Tone) draw.Style {
	if tone == words.Alarm {
		return t.Danger.Bold(true)
	}
	return screen.Tone(t, tone)
}

// day is when a clock is due, or when it ended.
func (l lister) day(c run.Clock) string {
	at := c.Deadline.Due
	switch {
	case c.Filed != nil:
		at = c.Filed.At
	case c.Waived != nil:
		at = c.Waived.At
	case c.Problem != "":
		return "not known"
	case at.IsZero():
		return "no number"
	case words.AtEarliest(c) != "" && words.ClockWord(c, l.w.AsOf()) != words.Earliest:
		return words.Earliest // the word beside it says how late it is then
	}
	if l.screen.utc {
		return words.Date(at.UTC(), l.w.AsOf()) + "Z"
	}
	return words.Date(l.w.Local(at), l.w.AsOf())
}

// indented is text that begins under the names, where a row has no mark.
func (l lister) indented(style draw.Style, text string) draw.Strip {
	return draw.Strip{{Style: style, Text: strings.Repeat(" ", l.w.Theme.Glyphs.Width()+1) + text}}
}

// block draws the lines of a row: the first, and those under it.
func (l lister) block(here bool, first, right draw.Strip, style draw.Style, more []string) []string {
	lines := []string{l.strip(here, first, right)}
	for _, text := range more {
		line := append(draw.Strip{{Style: l.w.Theme.Text, Text: " "}}, l.indented(style, text)...)
		if here {
			line = draw.Strip{{Style: l.w.Theme.Focus, Text: inert.Pad(line.Plain(), l.width)}}
		}
		lines = append(lines, line.Fill(l.width, nil))
	}
	return lines
}

// strip draws a line behind the place of the cursor.
func (l lister) strip(here bool, left, right draw.Strip) string {
	t := l.w.Theme
	if !here {
		return append(draw.Strip{{Style: t.Text, Text: " "}}, left...).Fill(l.width, right)
	}
	text := draw.Strip{{Style: t.Plain, Text: t.Glyphs.Cursor + left.Plain()}}.Fill(l.width, draw.Strip{{Style: t.Plain, Text: right.Plain()}})
	return t.Focus.Render(text)
}
