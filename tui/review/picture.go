package review

import (
	"math"
	"strings"
	"time"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

const (
	// labels is the width of what stands before the lines of the picture.
	labels = 24
	// leastTime is how wide the time must be to be drawn.
	leastTime = 40
)

// A span is how the time of a run lies on a line of cells. Pauses are short: a
// pause takes the logarithm of its minutes, so that a night is not most of the
// picture and an hour of work is more than a dot.
type span struct {
	moments []time.Time // of the entries, none before the one before
	at      []float64   // where each lies, from 0 to 1
	width   int         // in cells
}

func newSpan(r run.Run, width int) span {
	s := span{width: width}
	at := 0.0
	for _, e := range r.Entries() {
		now := r.Written(e)
		if n := len(s.moments); n > 0 {
			if !now.After(s.moments[n-1]) {
				continue
			}
			at += math.Log2(1 + now.Sub(s.moments[n-1]).Minutes())
		}
		s.moments, s.at = append(s.moments, now), append(s.at, at)
	}
	for i := range s.at {
		s.at[i] /= max(at, 1e-9)
	}
	return s
}

// column is where a moment lies.
func (s span) column(t time.Time) int {
	last := len(s.moments) - 1
	part := 1.0
	switch i := s.before(t); {
	case last < 1 || i < 0:
		part = 0
	case i < last:
		share := float64(t.Sub(s.moments[i])) / float64(s.moments[i+1].Sub(s.moments[i]))
		part = s.at[i] + share*(s.at[i+1]-s.at[i])
	}
	return min(s.width-1, int(part*float64(s.width)))
}

// before is the last moment that is not after t, or -1.
func (s span) before(t time.Time) int {
	at := -1
	for i, m := range s.moments {
		if m.After(t) {
			break
		}
		at = i
	}
	return at
}

// picture draws the run over time: a line for each phase from the first to the
// last entry about it, the clocks where they were filed or came due, who wrote,
// and the days.
func picture(w *screen.World, width int) []string {
	r := response(w.Run)
	s := newSpan(r, width-labels)
	if s.width < leastTime || len(s.moments) < 2 {
		return nil
	}
	var lines []string
	for i, phase := range w.Run.Book().Phases {
		lines = append(lines, labelled(w, phase.Number+" "+phase.Title, phaseLine(w, s, i)))
	}
	if line := clockLine(w, s); line != nil {
		lines = append(lines, labelled(w, "Clocks", line))
	}
	lines = append(lines, labelled(w, "Who wrote", whoLine(w, s)))
	return append(lines, labelled(w, "", dayLine(w, s)))
}

// response is the run without what reviewers wrote after it was closed, which
// may be weeks later.
func response(r run.Run) run.Run {
	c, closed := r.Closing()
	if !closed {
		return r
	}
	entries := r.Entries()
	for i, e := range entries {
		if _, closes := e.Event.(run.Closed); closes && e.At.Equal(c.At) {
			entries = entries[:i+1]
			break
		}
	}
	then, err := run.Replay(r.ID(), r.Book(), run.Head{}, entries)
	if err != nil {
		return r
	}
	return then
}

func labelled(w *screen.World, label string, line draw.Strip) string {
	head := draw.Strip{{Style: w.Theme.Text, Text: inert.Pad(" "+inert.Cut(inert.Line(label), labels-2), labels)}}
	return append(head, line...).Render()
}

// phaseLine is a line from the first to the last entry about a phase.
func phaseLine(w *screen.World, s span, phase int) draw.Strip {
	from, to := -1, -1
	for _, st := range w.Run.Phase(phase) {
		for _, e := range st.Entries {
			x := s.column(w.Run.Written(e))
			if from < 0 || x < from {
				from = x
			}
			to = max(to, x)
		}
	}
	t := w.Theme
	if from < 0 {
		return draw.Strip{{Style: t.Rule, Text: strings.Repeat(t.Lines.Rest, s.width)}}
	}
	return draw.Strip{{Style: t.Rule, Text: strings.Repeat(t.Lines.Rest, from)},
		{Style: t.Marks.Accent, Text: strings.Repeat(t.Lines.Meter, to-from+1)},
		{Style: t.Rule, Text: strings.Repeat(t.Lines.Rest, s.width-to-1)}}
}

// clockLine marks where clocks were filed, and where those came due that nobody
// filed.
func clockLine(w *screen.World, s span) draw.Strip {
	marks := make([]draw.Styled, s.width)
	any := false
	closing, _ := w.Run.Closing()
	for _, c := range w.Run.Clocks() {
		at, mark := c.Deadline.Due, draw.Styled{Style: w.Theme.Marks.Danger, Text: screen.Sign(w.Theme, words.Failed)}
		switch {
		case c.Filed != nil:
			at = c.Filed.At
			if c.Status(at) != run.ClockFiledLate {
				mark = draw.Styled{Style: w.Theme.Marks.Done, Text: screen.Sign(w.Theme, words.Done)}
			}
		case !c.Ticks() || c.Candidate() || at.IsZero() || !closing.At.IsZero() && at.After(closing.At) || at.After(w.AsOf()):
			continue
		}
		any = true
		if x := s.column(at); marks[x].Text == "" || mark.Style == w.Theme.Marks.Danger {
			marks[x] = mark
		}
	}
	if !any {
		return nil
	}
	return onLine(w, marks, s.width)
}

// onLine lays marks on a line; what a wide mark covers gives way.
func onLine(w *screen.World, marks []draw.Styled, width int) draw.Strip {
	var line draw.Strip
	for x := 0; x < width; x++ {
		if marks[x].Text == "" || x+inert.Width(marks[x].Text) > width {
			line = append(line, draw.Styled{Style: w.Theme.Rule, Text: w.Theme.Lines.Rest})
			continue
		}
		line = append(line, marks[x])
		x += inert.Width(marks[x].Text) - 1
	}
	return line
}

// whoLine names who wrote, where another person took over the pen.
func whoLine(w *screen.World, s span) draw.Strip {
	names := make([]string, s.width)
	before := ""
	for _, e := range response(w.Run).Entries() {
		if e.By != before {
			names[s.column(w.Run.Written(e))] = inert.Line(e.By)
		}
		before = e.By
	}
	return draw.Strip{{Style: w.Theme.Accent, Text: placed(names, s.width)}}
}

// dayLine names the days where they begin.
func dayLine(w *screen.World, s span) draw.Strip {
	days := make([]string, s.width)
	before := ""
	for _, m := range s.moments {
		day := w.Local(m).Format("Mon 2 Jan")
		if day != before {
			days[s.column(m)] = day
		}
		before = day
	}
	return draw.Strip{{Style: w.Theme.Muted, Text: placed(days, s.width)}}
}

// placed writes words where they belong, and leaves out what does not fit before
// the next one.
func placed(at []string, width int) string {
	var b strings.Builder
	for x, free := 0, 0; x < width; x++ {
		text := at[x]
		if text == "" || x < free || x+inert.Width(text) > width {
			continue
		}
		b.WriteString(strings.Repeat(" ", x-inert.Width(b.String())) + text)
		free = x + inert.Width(text) + 1
	}
	return b.String()
}
