package review

import (
	"fmt"
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

// firstMost is how many findings the first page lists where the list itself is
// behind it.
const firstMost = 7

// Header implements [screen.Screen]: which run, whether its record is whole, and
// how it ended.
func (s Page) Header(w *screen.World) []string {
	left := strings.Join(outcome(w), "   ")
	right := ""
	if tally := words.ClockTally(w.Run, w.AsOf()); tally != "" && w.Window >= draw.Normal {
		right = "clocks: " + tally
	}
	if w.Window < draw.Wide && inert.Width(left)+inert.Width(right)+3 > w.Width {
		right = "" // the findings say it
	}
	return []string{w.NameLine("Review"), w.Theme.Muted.Render(draw.Between(w.Width, " "+inert.Line(left), right))}
}

// outcome says how the run ended, and what became of its steps.
func outcome(w *screen.World) []string {
	sum := w.Run.Summary()
	var parts []string
	if c, closed := w.Run.Closing(); closed {
		parts = append(parts, "closed "+w.Day(c.At)+" after "+words.Span(c.At.Sub(w.Run.Opened())))
	} else {
		parts = append(parts, "still open after "+words.Age(w.AsOf().Sub(w.Run.Opened())))
	}
	if without := words.Bodiless(w.Run); without != "" {
		parts = append(parts, without)
	}
	p := w.Run.Progress()
	count := func(n int, word string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, word))
		}
	}
	count(len(w.Run.LeftOpen()), "open")
	count(sum.Failed, "failed")
	count(sum.Skipped, "skipped")
	count(p.Settled-sum.Skipped-sum.Failed, "done")
	return parts
}

// first is the first page where the list of findings is behind it.
func (s Page) first(w *screen.World, width int) []string {
	p := screen.NewPage(w, width)
	told(p)
	section(p, "Look at this first", "finding.next")
	lookFirst(p)
	p.Gap()
	leftOpen(p, 2)
	headlines(p)
	reviewed(p, 1)
	p.Gap()
	pairs(p, words.Told(w.Run, w.At()))
	pairs(p, words.Decided(w.Run))
	return p.Lines
}

// section begins a part of the page, one column in like all of it.
func section(p *screen.Page, name, id string) {
	p.Gap()
	p.Lines = append(p.Lines, p.World.Section(p.Width, name, id))
}

// told says what happened, in the words of whoever recorded it, and how the run
// was closed.
func told(p *screen.Page) {
	w := p.World
	var notes []string
	if warning := words.UnderWarning(w.Checked); warning != "" {
		p.Add(w.Theme.Alarm, 1, inert.Line(warning))
	}
	if h := words.Happened(w.Run); h.Label != "" {
		section(p, h.Label, "")
		style := w.Theme.Text
		if h.Entry == nil {
			style = w.Theme.Muted
		} else {
			notes = append(notes, w.At().Signed(h.Entry)+ifNoted(h.Note))
		}
		p.Add(style, 1, inert.Cut(inert.Line(h.Text), max(1, 3*p.Width-12)))
	}
	if c, closed := w.Run.Closing(); closed {
		text := "Closed by " + c.By
		if c.Reason != "" {
			text += ": " + c.Reason
		}
		notes = append(notes, text)
	}
	if w.Window == draw.Wide {
		notes = []string{strings.Join(notes, ".  ")}
	}
	for _, note := range notes {
		p.Add(w.Theme.Muted, 1, inert.Cut(inert.Line(note), max(1, p.Width-1)))
	}
}

// leftOpen names the steps that were left open, in so many lines.
func leftOpen(p *screen.Page, lines int) {
	if left := words.LeftOpen(p.World.Run); left != "" {
		p.Add(p.World.Theme.Text, 1, inert.Cut(inert.Line(left), max(1, lines*(p.Width-1)-12*(lines-1))))
	}
}

// trimmed returns lines without blank ones at the end.
func trimmed(lines []string) []string {
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

func ifNoted(note string) string {
	if note == "" {
		return ""
	}
	return "; " + note
}

// ended is when the run was closed, or now.
func ended(w *screen.World) time.Time {
	if c, closed := w.Run.Closing(); closed {
		return c.At
	}
	return w.AsOf()
}

// headlines are the facts of the first page with the values before, and how long
// it took until things were known, told and over.
func headlines(p *screen.Page) {
	w := p.World
	p.Gap()
	pairs(p, words.Passed(w.Run, ended(w)))
	all := words.Headlines(w.Run)
	if w.Window == draw.Wide { // else they would push out the sign-off
		all = append(all, words.Told(w.Run, w.At())...)
	}
	pairs(p, all)
}

// pairs writes headlines, two beside each other where there is room.
func pairs(p *screen.Page, all []words.Headline) {
	columns := 1
	if p.World.Window == draw.Wide {
		columns = 2
	}
	for len(all) > 0 {
		n := min(columns, len(all))
		if n > 1 && slices.ContainsFunc(all[:n], func(h words.Headline) bool { return uncut(h) > p.Width/n-labelColumn-1 }) {
			n = 1 // what is recorded is not cut where a line has room for it
		}
		var row draw.Strip
		for _, h := range all[:n] {
			row = append(row, pair(p.World.Theme, h, p.Width/n)...)
		}
		if n == 1 && all[0].Whole && uncut(all[0]) > p.Width-labelColumn-1 {
			p.Lines = append(p.Lines, pair(p.World.Theme, words.Headline{Label: all[0].Label, Text: all[0].Text, Entry: all[0].Entry}, p.Width).Cut(p.Width).Render())
			p.Add(p.World.Theme.Muted, labelColumn, inert.Line(all[0].Aside()))
		} else {
			p.Lines = append(p.Lines, row.Cut(p.Width).Render())
		}
		all = all[n:]
	}
}

// uncut is how wide what is not cut of a headline is.
func uncut(h words.Headline) int {
	if h.Whole && h.Aside() != "" {
		return inert.Width(inert.Line(h.Text)) + 2 + inert.Width(inert.Line(h.Aside()))
	}
	return inert.Width(inert.Line(h.Text))
}

// labelColumn is the width of what a headline is called.
const labelColumn = 20

// pair is one headline in width cells.
func pair(t *draw.Theme, h words.Headline, width int) draw.Strip {
	label := inert.Pad(" "+inert.Cut(inert.Line(h.Label), labelColumn-2), labelColumn)
	text := inert.Cut(inert.Line(h.Text), max(1, width-labelColumn-1))
	style := t.Strong
	if h.Entry == nil {
		style = t.Muted
	}
	room := width - labelColumn - inert.Width(text) - 3
	note := ""
	if aside := h.Aside(); aside != "" && room > 8 {
		note = "  " + inert.Cut(inert.Line(aside), room)
	}
	rest := max(0, width-labelColumn-inert.Width(text)-inert.Width(note))
	return draw.Strip{{Style: t.Muted, Text: label}, {Style: style, Text: text}, {Style: t.Muted, Text: note + strings.Repeat(" ", rest)}}
}

// lookFirst lists what must be looked at, or says that nothing must.
func lookFirst(p *screen.Page) {
	w := p.World
	if !w.Looked {
		p.Add(w.Theme.Muted, 1, "Looking through the record.")
		return
	}
	switch asked := words.Unanswered(w.Run); {
	case len(w.Findings) == 0:
		p.Add(w.Theme.Done, 1, "Nothing to look at.")
	case words.Weighing(w.Findings, run.MustLook) > 0:
	case asked != "":
		p.Add(w.Theme.Text, 1, "Nothing that must be looked at, but "+asked+".")
	default:
		p.Add(w.Theme.Text, 1, "Nothing that must be looked at.")
	}
	rows := words.First(w.Findings)
	n := min(firstMost, len(rows))
	for _, row := range rows[:n] {
		p.Hang(screen.Tone(w.Theme, words.Weight(row.Weight).Tone), " "+words.WeightMark(row.Weight)+" ", inert.Cut(inert.Line(row.Text), max(1, 2*p.Width-12)))
	}
	if rest := rows[n:]; len(rest) > 0 {
		p.Add(w.Theme.Muted, 1, "and "+words.FindingTally(rest))
	}
}

// reviewed says what reviewers said beside the findings, indent columns in.
func reviewed(p *screen.Page, indent int) {
	w := p.World
	section := section
	if indent == 0 {
		section = (*screen.Page).Section
	}
	if lessons := w.Run.Lessons(); len(lessons) > 0 {
		section(p, "Lessons", "review.lesson")
		for _, e := range lessons {
			p.Hang(w.Theme.Text, strings.Repeat(" ", indent)+"- ", words.LessonText(e))
		}
	}
	section(p, "Sign-off", "review.sign")
	sign := words.SignOff(w.Run, w.At())
	p.Add(screen.Tone(w.Theme, sign.Tone), indent, sign.Text)
	if w.Looked {
		section(p, "Record", "")
		state := words.Record(w.Checked)
		p.Add(screen.Tone(w.Theme, state.Tone), indent, "The record is "+inert.Line(state.Text)+".")
	}
}

// View implements [screen.Screen].
func (s Page) View(w *screen.World) ([]string, *tea.Cursor) {
	row, ok := s.under(w)
	switch {
	case w.Window == draw.Wide:
		return s.wide(w)
	case s.found && w.Window == draw.Normal:
		return s.beside(w, w.Height, normalLeft)
	case s.found && ok && s.slides(row):
		return s.narrowThen(w, row), tea.NewCursor(0, 0)
	case s.found:
		lines, at := s.rows(w, w.Width, w.Height, true)
		return lines, tea.NewCursor(0, at)
	}
	return s.pager.View(w, s.first(w, w.Width), w.Height), tea.NewCursor(0, 0)
}

// The widths of the list beside one finding in full.
const (
	wideLeft   = 56
	normalLeft = 34
)

// leastList is how many lines the findings keep below what else is on the page.
const leastList = 6

// wide draws all on one page: what happened, the picture, the findings.
func (s Page) wide(w *screen.World) ([]string, *tea.Cursor) {
	p := screen.NewPage(w, w.Width)
	told(p)
	leftOpen(p, 1)
	drawn := picture(w, w.Width-1)
	full := screen.NewPage(w, w.Width)
	told(full)
	leftOpen(full, 1)
	headlines(full)
	room := roomForFindings
	if s.went {
		room = roomForGoing
	}
	decided(full, room)
	top, least := trimmed(full.Lines), leastList
	if row, ok := s.under(w); ok && s.slides(row) {
		least = roomForGoing // the picture gives way: how the run stood is what was asked for
	}
	switch {
	case len(top)+len(drawn)+2+least <= w.Height:
		top = append(append(top, ""), drawn...)
	case len(p.Lines)+len(drawn)+2+least <= w.Height && len(top)+1+least > w.Height:
		top = append(append(p.Lines, ""), drawn...)
	}
	top = top[:min(len(top), max(0, w.Height-least-1))]
	top = append(top, w.Theme.HRule(w.Width, wideLeft, w.Theme.Lines.TeeDown))
	below, cursor := s.beside(w, w.Height-len(top), wideLeft)
	return append(top, below...), draw.Moved(cursor, 0, len(top), w.Width, w.Height)
}

// Where each decision has a line, the findings keep roomForFindings lines, and more
// once somebody goes through them.
const (
	roomForFindings = 9
	roomForGoing    = 16
)

// decided adds who took each decision, or how many each took where that leaves the
// findings less than room.
func decided(p *screen.Page, room int) {
	before := p.Lines
	pairs(p, words.Decided(p.World.Run))
	if text := words.DecidersText(p.World.Run); len(trimmed(p.Lines))+1+room > p.World.Height && text != "" {
		p.Lines = before
		pairs(p, []words.Headline{{Label: "Decided by", Text: text}})
	}
}

// Bar implements [screen.Split]. In a wide window the bar stands below the picture
// and meets a rule of its own.
func (s Page) Bar(w *screen.World) int {
	if w.Window == draw.Normal && s.found {
		return normalLeft
	}
	return 0
}
