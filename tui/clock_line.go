package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"cordon/playbook"
	"cordon/playbook/clock"
	"cordon/playbook/inert"
	"cordon/playbook/run"
)

// The words for a clock, the same wherever one shows, and the line of the
// nearest one, which stands in every header.

const (
	// leastName is how little of a clock's name may be left before the day of
	// its deadline goes. The state never goes.
	leastName = 16
	// secondClock is how much room a wide header keeps for the second clock.
	secondClock = 44
	// weekAhead is how far a day of the week alone says which day it is.
	weekAhead = 6 * 24 * time.Hour
)

// ticks reports whether a clock counts: it has started and nobody has settled
// it. One that may not apply counts too.
func ticks(c run.Clock) bool { return c.Started() && !c.Status(c.Deadline.Start).Ended() }

// ticking reports whether a clock of the open run counts, so that the header
// has a line for it. Over a closed run no clock is held up any more.
func (w *world) ticking() bool {
	return w.opened && !w.closed() && slices.ContainsFunc(w.run.Clocks(), ticks)
}

// asOf is the moment at which the clocks stand: now, or when the run was closed.
func (w *world) asOf() time.Time {
	if !w.opened {
		return w.now
	}
	return w.run.AsOf(w.now)
}

func (w *world) closed() bool {
	_, closed := w.run.Closing()
	return closed
}

// counting returns the clocks that count, the nearest deadline first. Those
// without a number come last.
func (w *world) counting() []run.Clock {
	all := slices.DeleteFunc(slices.Clone(w.run.Clocks()), func(c run.Clock) bool { return !ticks(c) })
	slices.SortStableFunc(all, func(a, b run.Clock) int {
		if a.Deadline.Due.IsZero() != b.Deadline.Due.IsZero() {
			return cmp.Compare(oneIf(a.Deadline.Due.IsZero()), oneIf(b.Deadline.Due.IsZero()))
		}
		return a.Deadline.Due.Compare(b.Deadline.Due)
	})
	return all
}

func oneIf(b bool) int {
	if b {
		return 1
	}
	return 0
}

// ofSummary makes the clock of a list of runs one like any other.
func ofSummary(s *run.SummaryClock) run.Clock {
	c := run.Clock{Deadline: clock.Deadline{Start: s.DueSoon, Due: s.Due, Soon: s.Due.Sub(s.DueSoon)}}
	c.ID, c.Title = s.ID, s.Title
	if !s.Candidate {
		c.Applies = playbook.Yes
	}
	return c
}

// A span of text is a part of a line with a style of its own.
type styled struct {
	style lipgloss.Style
	text  string
}

// A strip is a line made of parts.
type strip []styled

func (s strip) plain() string {
	var b strings.Builder
	for _, part := range s {
		b.WriteString(part.text)
	}
	return b.String()
}

func (s strip) render() string {
	var b strings.Builder
	for _, part := range s {
		b.WriteString(part.style.Render(part.text))
	}
	return b.String()
}

// clockStrip writes a clock that counts in at most width cells, and in less if
// it has less to say: its mark, its name, what is left, its state, its day.
func (w *world) clockStrip(c run.Clock, width int) strip {
	glyph, word, style := w.clockWord(c)
	tail := strings.TrimSpace(w.leftOf(c) + " " + word)
	lead, ask, day := "", "", ""
	if glyph != "" {
		lead = glyph + " "
	}
	if c.Candidate() {
		ask = "applies? "
	}
	if !c.Deadline.Due.IsZero() {
		day = "  " + w.dayOf(c.Deadline.Due)
	}
	name := inert.Line(c.Title)
	room := width - inert.Width(lead+ask+tail+day) - 2
	if room < min(leastName, inert.Width(name)) {
		room, day = room+inert.Width(day), ""
	}
	name = inert.Cut(name, max(0, room))
	if name != "" {
		tail = "  " + tail
	}
	return strip{{style, lead}, {w.theme.Warn, ask}, {w.theme.Text, name}, {style, tail}, {w.theme.Muted, day}}
}

// clockWord returns the mark of a clock that counts, its state in a word where
// the time that is left does not say it, and their style.
func (w *world) clockWord(c run.Clock) (glyph, word string, style lipgloss.Style) {
	switch c.Status(w.asOf()) {
	case run.ClockOverdue:
		return w.theme.Glyphs.Overdue, "OVERDUE", w.theme.Alarm
	case run.ClockDueSoon:
		return w.theme.Glyphs.DueSoon, "DUE SOON", w.theme.Warn
	}
	if c.Problem != "" {
		return "", "LIMIT NOT KNOWN", w.theme.Warn
	}
	if c.Deadline.Due.IsZero() {
		return "", "WITHOUT DELAY", w.theme.Text
	}
	return "", "", w.theme.Text
}

// leftOf says how much is left, or how long ago the deadline was; of a duty
// without a number, how old it is.
func (w *world) leftOf(c run.Clock) string {
	d := c.Deadline
	switch {
	case d.Due.IsZero():
		return "open " + hoursMinutes(w.asOf().Sub(d.Start))
	case c.Status(w.asOf()) == run.ClockOverdue:
		return "+" + hoursMinutes(w.asOf().Sub(d.Due))
	}
	return "T-" + countdown(d.Due.Sub(w.asOf()))
}

// finest is the smallest part that a clock with so much left counts. It is
// small only when that matters, so that an idle screen stays idle.
func finest(left time.Duration) time.Duration {
	switch {
	case left <= 0, left >= time.Hour:
		return time.Minute
	case left >= 2*time.Minute:
		return 10 * time.Second
	}
	return time.Second
}

// countdown writes what is left, rounded down: never more than there is.
func countdown(left time.Duration) string {
	left = max(0, left)
	if left >= time.Hour {
		return hoursMinutes(left)
	}
	left = left.Truncate(finest(left))
	return fmt.Sprintf("%dm%02ds", int(left.Minutes()), int(left.Seconds())%60)
}

func hoursMinutes(d time.Duration) string {
	if d = max(0, d); d >= 100*time.Hour {
		return fmt.Sprintf("%dd%02dh", int(d.Hours())/24, int(d.Hours())%24)
	}
	return fmt.Sprintf("%dh%02dm", int(d.Hours()), int(d.Minutes())%60)
}

// dayOf writes a moment near now on the person's own clock: the day of the
// week, or the date if that would not say which.
func (w *world) dayOf(t time.Time) string { return dayNear(w.local(t), w.now) }

// dayNear writes a moment as short as it is clear, seen from now.
func dayNear(t, now time.Time) string {
	switch {
	case t.Sub(now).Abs() < weekAhead:
		return t.Format("Mon 15:04")
	case t.Year() == now.Year():
		return t.Format("02 Jan 15:04")
	}
	return t.Format("02 Jan 2006 15:04")
}

// clockLine is the line of the header with the nearest deadline, two where the
// window is wide, and how many more there are, with the key that shows them if
// it works here.
func (w *world) clockLine(key string) string {
	all := w.counting()
	if len(all) == 0 {
		return ""
	}
	shown, head := all[:1], " "
	switch w.window {
	case wide:
		shown, head = all[:min(2, len(all))], " CLOCKS  "
	case tiny:
		head = ""
	}
	more, urgent := w.moreClocks(all[len(shown):], key)
	room := max(0, w.width-inert.Width(head)-inert.Width(more))
	line := strip{{w.theme.Strong, head}}
	for i, c := range shown {
		part := w.clockStrip(c, max(0, room-(secondClock+3)*(len(shown)-1-i)))
		room -= inert.Width(part.plain()) + 3
		if line = append(line, part...); i < len(shown)-1 {
			line = append(line, styled{w.theme.Text, "   "})
		}
	}
	return padStyled(line.render(), w.width-inert.Width(more)) + urgent.Render(more)
}

// moreClocks counts the clocks that have no room in the header, with the mark
// of the most pressing: a limit in days is due soon long before one in hours.
func (w *world) moreClocks(all []run.Clock, key string) (text string, style lipgloss.Style) {
	if len(all) == 0 {
		return "", w.theme.Muted
	}
	text, style = fmt.Sprintf("+%d%s ", len(all), key), w.theme.Muted
	most := slices.MinFunc(all, func(a, b run.Clock) int { return cmp.Compare(pressing(a, w.now), pressing(b, w.now)) })
	if glyph, _, urgent := w.clockWord(most); glyph != "" {
		text, style = glyph+" "+text, urgent
	}
	return " " + text, style
}

// withClock puts the nearest deadline under the first line of a header, or of
// anything else.
func (w *world) withClock(lines []string, key string) []string {
	if !w.ticking() || len(lines) == 0 {
		return lines
	}
	return slices.Insert(slices.Clone(lines), 1, w.clockLine(key))
}

// clockTally says how the clocks of a run ended, for the one who reviews it.
func (w *world) clockTally() []string {
	n := map[run.ClockStatus]int{}
	for _, c := range w.run.Clocks() {
		status := c.Status(w.asOf())
		if !status.Ended() && c.Started() {
			status = run.ClockRunning
		}
		n[status]++
	}
	var parts []string
	add := func(status run.ClockStatus, format string) {
		if n[status] > 0 {
			parts = append(parts, fmt.Sprintf(format, n[status]))
		}
	}
	add(run.ClockFiledInTime, "%d filed in time")
	add(run.ClockFiledLate, "%d FILED LATE")
	add(run.ClockNotNotified, "%d not notified")
	if w.closed() {
		add(run.ClockRunning, "%d LEFT OPEN")
	}
	if len(parts) == 0 {
		return nil
	}
	return []string{"clocks: " + strings.Join(parts, ", ")}
}
