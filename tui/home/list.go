package home

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// A list draws the rows of runs and playbooks.
type list struct {
	w      *screen.World
	width  int
	beside bool // what is under the cursor stands beside it in full
}

// The columns of a row, and the least room for the name of a clock.
const (
	leadWidth = 3 // the mark of the cursor
	idWidth   = 10
	meterLen  = 16
	leastName = 14
)

// row draws an item. The one under the cursor is marked over all its lines.
func (l list) row(it homeItem, here bool) []string {
	var rows []draw.Strip
	switch it.kind {
	case itemRun, itemOwed:
		rows = l.openRun(it.summary, here)
	case itemClosedRun:
		rows = l.closedRun(it.summary, here)
	case itemBook:
		rows = []draw.Strip{l.book(it.book, here)}
	default:
		rows = []draw.Strip{append(l.lead(here), draw.Styled{Style: l.quiet(here), Text: fmt.Sprintf("%d more", it.more)}).Across(l.width, nil)}
	}
	lines := make([]string, len(rows))
	for i, row := range rows {
		if here {
			row = l.w.Theme.Selected(row)
		}
		lines[i] = row.Render()
	}
	return lines
}

// lead begins a row with the mark of the cursor.
func (l list) lead(here bool) draw.Strip {
	if here {
		return draw.Strip{{Style: l.w.Theme.Marks.Accent, Text: " " + l.w.Theme.Glyphs.Cursor + " "}}
	}
	return draw.Strip{{Style: l.w.Theme.Text, Text: "   "}}
}

// loud is the style of what a row is called, and quiet of what leads to it.
func (l list) loud(here bool) draw.Style {
	if here {
		return l.w.Theme.Strong
	}
	return l.w.Theme.Text
}

func (l list) quiet(here bool) draw.Style {
	if here {
		return l.w.Theme.Accent
	}
	return l.w.Theme.Muted
}

// titled draws the id and the title of a run, and something at the right end.
// A title that has no room there goes on in a second line.
func (l list) titled(s *run.Summary, here bool, right draw.Strip) []draw.Strip {
	id := inert.Pad(inert.Line(s.ID), idWidth-2) + "  "
	if l.compact() {
		id = inert.Line(s.ID) + "  "
	}
	indent := leadWidth + inert.Width(id)
	title, rest := inert.Fit(inert.Line(titleOf(s)), max(1, l.width-indent-inert.Width(right.Plain())-1))
	row := append(l.lead(here), draw.Styled{Style: l.quiet(here), Text: id}, draw.Styled{Style: l.loud(here), Text: strings.TrimRight(title, " ")})
	rows := []draw.Strip{row.Across(l.width, right)}
	if rest != "" {
		next := draw.Strip{{Style: l.w.Theme.Text, Text: strings.Repeat(" ", indent)}, {Style: l.loud(here), Text: rest}}
		rows = append(rows, next.Across(l.width, draw.Strip{{Style: l.w.Theme.Text, Text: ""}}))
	}
	return rows
}

func (l list) compact() bool { return l.w.Window <= draw.Compact }

// openRun is a run that waits for somebody: its deadline, the phase it is in or
// that it was closed, and how far it has come.
func (l list) openRun(s *run.Summary, here bool) []draw.Strip {
	t := l.w.Theme
	phase, count := inert.Line(standing(s)), stepsOf(s)
	if l.compact() {
		text := "     " + count + "  " + phase
		second := draw.Strip{{Style: t.Muted, Text: text}}
		return append(l.titled(s, here, nil), second.Across(l.width, l.clock(s, l.width-inert.Width(text)-2)))
	}
	indent := leadWidth + idWidth
	room := l.width - indent - inert.Width(inert.Line(titleOf(s))) - 2
	second := draw.Strip{{Style: t.Muted, Text: strings.Repeat(" ", indent) + phase}}
	far := append(t.Progress(meterLen, s.Progress.Settled, s.Progress.Total), draw.Styled{Style: t.Muted, Text: fmt.Sprintf("%9s ", count)})
	return append(l.titled(s, here, l.clock(s, room)), second.Across(l.width, far))
}

// clock says how the nearest deadline of a run stands, in room cells if it can:
// with its name, without, or in numbers only.
func (l list) clock(s *run.Summary, room int) draw.Strip {
	t := l.w.Theme
	near := s.Nearest(l.w.Now)
	switch {
	case near == nil && s.Paused && s.Closed.IsZero():
		return draw.Strip{{Style: t.Muted, Text: "paused "}}
	case near == nil:
		return draw.Strip{{Style: t.Muted, Text: "no clock "}}
	}
	c := words.OfSummary(near)
	state, left := words.ClockState(c, l.w.Now), words.ClockLeft(c, l.w.Now)
	sign, ask := screen.Sign(t, state.Sign), ""
	if sign != "" {
		sign += " "
	}
	if c.Candidate() {
		ask = "applies? "
	}
	early := ""
	if words.AtEarliest(c) != "" {
		early = " " + words.Earliest
	}
	form := func(ask, name, left string) draw.Strip {
		style := screen.Tone(t, state.Tone)
		return draw.Strip{{Style: style, Text: sign + ask}, {Style: t.Text, Text: name}, {Style: style, Text: left}, {Style: t.Text, Text: " "}}
	}
	short := strings.TrimSuffix(left, " left") + early
	left += early
	forms := []draw.Strip{form(ask, inert.Line(c.Title)+"  ", left), form(ask, "", left), form(ask, "", short)}
	if l.beside {
		forms = append(forms, form("", "", short))
	} else if most := room - inert.Width(forms[1].Plain()) - 2; most >= leastName {
		forms[0] = form(ask, inert.Clip(inert.Line(c.Title), most)+"  ", left)
	}
	if i := slices.IndexFunc(forms, func(f draw.Strip) bool { return inert.Width(f.Plain()) <= room }); i >= 0 {
		return forms[i]
	}
	return forms[1+screen.OneIf(l.compact())]
}

// closedRun is a run that was closed, and how it ended.
func (l list) closedRun(s *run.Summary, here bool) []draw.Strip {
	text, style := ended(l.w, s)
	right := draw.Strip{{Style: l.w.Theme.Muted, Text: stepsOf(s)}, {Style: style, Text: fmt.Sprintf("  %11s ", text)}}
	if l.compact() {
		right = draw.Strip{{Style: style, Text: text + " "}}
	}
	return l.titled(s, here, right)
}

// ended says how a closed run ended.
func ended(w *screen.World, s *run.Summary) (string, draw.Style) {
	open := s.Progress.Total - s.Progress.Settled
	switch {
	case s.Failed > 0 && s.Skipped > 0:
		return fmt.Sprintf("%d failed, %d skipped", s.Failed, s.Skipped), w.Theme.Danger
	case s.Failed > 0:
		return fmt.Sprintf("%d failed", s.Failed), w.Theme.Danger
	case s.Skipped > 0:
		return fmt.Sprintf("%d skipped", s.Skipped), w.Theme.Muted
	case open > 0:
		return fmt.Sprintf("%d left open", open), w.Theme.Muted
	}
	return "all done", w.Theme.Done
}

// book is a playbook: how much is in it, or that it cannot be used.
func (l list) book(b *screen.Listed, here bool) draw.Strip {
	t := l.w.Theme
	row := append(l.lead(here), draw.Styled{Style: l.loud(here), Text: inert.Line(cmp.Or(b.Title, b.ID))})
	if b.Problem != "" {
		return row.Across(l.width, draw.Strip{{Style: t.Warn, Text: "! cannot be used "}})
	}
	text := words.Plural(b.Steps, "step", "steps") + " "
	if l.width >= 60 {
		text = fmt.Sprintf("%8s%12s ", words.Plural(b.Steps, "step", "steps"), words.Plural(b.Phases, "phase", "phases"))
	}
	note := ""
	if !l.beside {
		note = draw.IfAny("  ", inert.Line(b.Version))
	}
	if b.Source != embedded {
		note += "  yours"
	}
	if inert.Width(row.Plain()+note+text) < l.width {
		row = append(row, draw.Styled{Style: t.Muted, Text: note})
	}
	return row.Across(l.width, draw.Strip{{Style: t.Muted, Text: text}})
}

func titleOf(s *run.Summary) string {
	if s.Drill {
		return "DRILL " + s.Title
	}
	return s.Title
}

// standing says where a run stands: in which phase, or that it was closed and
// deadlines run on.
func standing(s *run.Summary) string {
	if s.Closed.IsZero() {
		return phaseOf(s)
	}
	return words.RunState(*s)
}

func phaseOf(s *run.Summary) string { return fmt.Sprintf("%d %s", s.Phase, s.PhaseTitle) }

func stepsOf(s *run.Summary) string {
	return fmt.Sprintf("%d/%d", s.Progress.Settled, s.Progress.Total)
}
