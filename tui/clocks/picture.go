package clocks

import (
	"strings"
	"time"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// widest is the widest a picture of time gets.
const widest = 72

// picture draws how far a clock has come, from its start to its deadline, or how
// far beyond: when it started and when it is due, a line, and where now is.
func picture(w *screen.World, c run.Clock, width int) []string {
	d, now := c.Deadline, w.AsOf()
	width = min(widest, width)
	if !c.Ticks() || d.Due.IsZero() || now.Before(d.Start) || width < 20 {
		return nil
	}
	t, l := w.Theme, w.Theme.Lines
	if now.After(d.Due) {
		x := share(d.Start, d.Due, now, width)
		line := draw.Strip{{Style: t.Text, Text: l.Ends[0] + strings.Repeat(l.Meter, x-1)}, {Style: t.Strong, Text: l.Due},
			{Style: t.Danger, Text: strings.Repeat(l.Meter, width-x-2) + l.Now}}
		return []string{ends(t, w.DayOf(d.Start), "now", width), line.Render(), under(t.Danger, "due "+w.DayOf(d.Due), x, width)}
	}
	x := share(d.Start, now, d.Due, width)
	line := draw.Strip{{Style: t.Rule, Text: l.Ends[0]}, {Style: t.Accent, Text: strings.Repeat(l.Meter, x-1) + l.Now},
		{Style: t.Rule, Text: strings.Repeat(l.Rest, width-x-2) + l.Ends[1]}}
	return []string{ends(t, w.DayOf(d.Start), w.DayOf(d.Due), width), line.Render(), under(t.Accent, "now "+w.AsOf().Format("15:04"), x, width)}
}

// share is the column of a moment between two others, never that of an end.
func share(start, at, end time.Time, width int) int {
	x := 1
	if whole := end.Sub(start); whole > 0 {
		x = int(float64(width-1) * float64(at.Sub(start)) / float64(whole))
	}
	return max(1, min(width-2, x))
}

// ends writes what stands over the ends of the line.
func ends(t *draw.Theme, first, last string, width int) string {
	return draw.Strip{{Style: t.Muted, Text: first}}.Fill(width, draw.Strip{{Style: t.Muted, Text: last}})
}

// under writes what stands under a column of the line.
func under(style draw.Style, text string, x, width int) string {
	from := max(0, min(x-inert.Width(text)/2, width-inert.Width(text)))
	return strings.Repeat(" ", from) + style.Render(text)
}
