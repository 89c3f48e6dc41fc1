package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// The words for a clock, the same wherever one shows, and the line of the
// nearest one, which stands in every header.

const (
	// leastName is how little of a clock's name may be left before the day of
	// its deadline goes. The state never goes.
	leastName = 16
	// secondClock is how much room a wide header keeps for the second clock.
	secondClock = 44
)

// ticking reports whether a clock of the open run counts, so that the header
// has a line for it. Over a closed run no clock is held up any more.
func (w *world) ticking() bool {
	return w.opened && !w.closed() && slices.ContainsFunc(w.run.Clocks(), words.Ticks)
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

func oneIf(b bool) int {
	if b {
		return 1
	}
	return 0
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
	glyph, tail, style := w.clockWord(c)
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

// clockWord returns the mark of a clock that counts, what is left with its state
// where that needs a word, and their style.
func (w *world) clockWord(c run.Clock) (glyph, text string, style lipgloss.Style) {
	state, left := words.ClockState(c, w.asOf()), words.ClockLeft(c, w.asOf())
	switch {
	case state.Sign != words.NoSign:
		return w.theme.sign(state.Sign), words.ClockStanding(c, w.asOf()), w.theme.tone(state.Tone)
	case c.Problem != "":
		return "", left + " LIMIT NOT KNOWN", w.theme.Warn
	case c.Deadline.Due.IsZero():
		return "", left + " WITHOUT DELAY", w.theme.Text
	}
	return "", left, w.theme.Text
}

// dayOf writes a moment near now on the person's own clock: the day of the
// week, or the date if that would not say which.
func (w *world) dayOf(t time.Time) string { return words.Day(w.local(t), w.now) }

// clockLine is the line of the header with the nearest deadline, two where the
// window is wide, and how many more there are, with the key that shows them if
// it works here.
func (w *world) clockLine(key string) string {
	all := words.Counting(w.run.Clocks())
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
	most := slices.MaxFunc(all, func(a, b run.Clock) int {
		return cmp.Compare(words.ClockState(a, w.now).Sign, words.ClockState(b, w.now).Sign)
	})
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
