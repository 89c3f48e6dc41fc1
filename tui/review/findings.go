package review

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// entriesMost is how many entries of a finding show with it.
const entriesMost = 8

// beside draws the list of findings, and the one under the cursor in full.
func (s Page) beside(w *screen.World, height, left int) ([]string, *tea.Cursor) {
	judged := fmt.Sprintf("%d judged", words.Judged(w.Run, w.Findings))
	head := draw.Strip{{Style: w.Theme.Muted, Text: " Look at: "}, {Style: w.Theme.Text, Text: words.FindingTally(w.Findings)}}
	lines := []string{head.Fill(left, draw.Strip{{Style: w.Theme.Muted, Text: judged + " "}}), ""}
	rows, at := s.rows(w, left, height-len(lines), false)
	lines = append(lines, rows...)
	right := w.Width - left - draw.Gutter
	detail := s.detail(w, right)
	if more := len(detail) - height; more > 0 {
		detail = append(detail[:height-1], w.Theme.Muted.Render(fmt.Sprintf(" (%d more lines)", more+1)))
	}
	return w.Theme.Columns(height, draw.Column{Width: left, Lines: lines}, draw.Column{Width: right, Lines: detail}), tea.NewCursor(0, at+2)
}

// rows draws the findings around the cursor. In full says that the one under it
// shows with all its words.
func (s Page) rows(w *screen.World, width, height int, full bool) ([]string, int) {
	if len(w.Findings) == 0 {
		return []string{w.Theme.Done.Render(" Nothing to look at.")}, 0
	}
	numbers := numberWidth(w, width)
	lines, at, _ := s.list.Rows(len(w.Findings), height, func(i int, here bool) screen.Row {
		return screen.Row{Lines: rowLines(w, w.Findings[i], width, numbers, here, full && here)}
	})
	return lines, at
}

// numberWidth is how many columns the numbers of steps take in the list, with the gap
// behind them; none where the list is too narrow for two columns.
func numberWidth(w *screen.World, width int) int {
	const leastWidth, most = 40, 6
	widest := 0
	for _, row := range w.Findings {
		number, _ := row.Columns(w.Run)
		widest = max(widest, inert.Width(inert.Line(number)))
	}
	if width < leastWidth || widest == 0 || widest > most {
		return 0
	}
	return widest + 1
}

// rowLines draws a finding: its weight, the step, what it is, and the verdict on it.
func rowLines(w *screen.World, row words.FindingRow, width, numbers int, here, full bool) []string {
	t, weight := w.Theme, words.Weight(row.Weight)
	verdict := draw.Strip{}
	if e := words.VerdictOn(w.Run, row); e != nil {
		state := words.Verdict(e.Event.(run.VerdictGiven).Verdict)
		verdict = draw.Strip{{Style: screen.Tone(t, state.Tone), Text: state.Word + " "}}
	}
	number, text := "", row.Line()
	if numbers > 0 && !full {
		number, text = row.Columns(w.Run)
	}
	room := max(1, width-4-inert.Width(verdict.Plain()))
	texts := []string{inert.Cut(inert.Line(text), max(1, room-numbers))}
	if full {
		texts = inert.Wrap(inert.Line(row.Text), room)
	}
	var lines []string
	for i, text := range texts {
		line := draw.Strip{{Style: t.Text, Text: "   " + text}}
		if i == 0 {
			cursor := " "
			if here {
				cursor = t.Glyphs.Cursor
			}
			line = draw.Strip{{Style: t.Strong, Text: cursor}, {Style: screen.MarkTone(t, weight.Tone), Text: words.WeightMark(row.Weight) + " "}}
			if !full {
				line = append(line, draw.Styled{Style: t.Muted, Text: inert.Pad(inert.Line(number), numbers)})
			}
			line = append(line, draw.Styled{Style: t.Text, Text: text})
			line = line.Across(width, verdict)
		}
		if here {
			line = t.Selected(append(line, draw.Styled{Style: t.Text, Text: strings.Repeat(" ", max(0, width-inert.Width(line.Plain())))}))
		}
		lines = append(lines, line.Render())
	}
	return lines
}

// detail is the finding under the cursor in full, with its entries and what was
// said of it.
func (s Page) detail(w *screen.World, width int) []string {
	row, ok := s.under(w)
	p := screen.NewPage(w, width)
	if !ok {
		reviewed(p, 0)
		return p.Lines
	}
	t, weight := w.Theme, words.Weight(row.Weight)
	name := row.Name
	if st, err := w.Run.Find(row.Step); err == nil && row.Topic != run.OnSteps { // of those the text names it
		name = st.Number + " " + st.Title
	}
	p.Lines = append(p.Lines, draw.Strip{{Style: t.Strong, Text: inert.Line(name)}}.
		Fill(p.Width, draw.Strip{{Style: screen.Tone(t, weight.Tone), Text: weight.Text}}))
	p.Gap()
	if s.slides(row) {
		p.Add(t.Text, 0, inert.Cut(inert.Line(row.Text), twoLines(p)))
		s.viewThen(p, row)
	} else {
		p.Add(t.Text, 0, row.Text)
	}
	s.entries(p, row)
	p.Section("Verdict", "")
	if e := words.VerdictOn(w.Run, row); e != nil {
		p.Add(screen.Tone(t, words.Verdict(e.Event.(run.VerdictGiven).Verdict).Tone), 0, words.VerdictText(e, w.At()))
	} else {
		p.Add(t.Muted, 0, "none yet: "+w.Key("verdict.fine")+" fine, "+w.Key("verdict.question")+" question, "+w.Key("verdict.problem")+" problem")
	}
	reviewed(p, 0)
	return p.Lines
}

// entries are what the finding rests on.
func (s Page) entries(p *screen.Page, row words.FindingRow) {
	all := row.Entries()
	if len(all) == 0 {
		return
	}
	p.Section("Rests on", "finding.open")
	for i, seq := range all {
		e, ok := p.World.Run.Entry(seq)
		switch {
		case !ok:
			continue
		case i == entriesMost && len(all) > entriesMost+1:
			p.Add(p.World.Theme.Muted, 0, fmt.Sprintf("and %d more: %s", len(all)-entriesMost, row.Numbers()))
			return
		}
		step, text := p.World.Run.Describe(e)
		p.Hang(p.World.Theme.Text, fmt.Sprintf("#%-4d ", seq), inert.Cut(strings.TrimSpace(step+" "+text), 300))
		p.Add(p.World.Theme.Muted, 6, p.World.At().Signed(e))
	}
	if !s.slides(row) {
		p.Add(p.World.Theme.Muted, 0, p.World.Key("then.before")+" "+p.World.Key("then.after")+" shows what the screen said then")
	}
}
