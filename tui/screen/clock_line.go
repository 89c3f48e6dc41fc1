package screen

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
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

// Ticking reports whether a clock of the open run counts, so that the header
// has a line for it. Over a closed run no clock is held up any more.
func (w *World) Ticking() bool {
	return w.Opened && !w.Closed() && len(w.Run.Ticking()) > 0
}

// AsOf is the moment at which the clocks stand: now, or when the run was closed.
func (w *World) AsOf() time.Time {
	if !w.Opened {
		return w.Now
	}
	return w.Run.AsOf(w.Now)
}

// Closed reports whether the open run is closed.
func (w *World) Closed() bool {
	_, closed := w.Run.Closing()
	return closed
}

// OneIf is 1 for true and 0 for false, for counting lines.
func OneIf(b bool) int {
	if b {
		return 1
	}
	return 0
}

// ClockStrip writes a clock that counts in at most width cells, and in less if
// it has less to say: its mark, its name, what is left, its state, its day.
func (w *World) ClockStrip(c run.Clock, width int) draw.Strip {
	glyph, tail, style := w.clockWord(c)
	lead, ask, day := "", "", ""
	if glyph != "" {
		lead = glyph + " "
	}
	if c.Candidate() {
		ask = "applies? "
	}
	if !c.Deadline.Due.IsZero() {
		day = "  " + w.DayOf(c.Deadline.Due)
	}
	name := inert.Line(c.Title)
	room := width - inert.Width(lead+ask+tail+day) - 2
	if room < min(leastName, inert.Width(name)) {
		room, day = room+inert.Width(day), ""
	}
	name = inert.Clip(name, max(0, room))
	if name != "" {
		tail = "  " + tail
	}
	return draw.Strip{{Style: style, Text: lead}, {Style: w.Theme.Warn, Text: ask}, {Style: w.Theme.Strong, Text: name}, {Style: style, Text: tail}, {Style: w.Theme.Muted, Text: day}}
}

// clockWord returns the mark of a clock that counts, what is left with its state
// where that needs a word, and their style.
func (w *World) clockWord(c run.Clock) (glyph, text string, style draw.Style) {
	state, left := words.ClockState(c, w.AsOf()), words.ClockLeft(c, w.AsOf())
	switch {
	case state.Sign != words.NoSign:
		if state.Sign == words.DueSoon { // its mark says it
			return Sign(w.Theme, state.Sign), left, Tone(w.Theme, state.Tone)
		}
		return Sign(w.Theme, state.Sign), words.ClockStanding(c, w.AsOf()), Tone(w.Theme, state.Tone)
	case c.Problem != "":
		return "", left + " LIMIT NOT KNOWN", w.Theme.Warn
	case c.Deadline.Due.IsZero():
		return "", left + " without delay", w.Theme.Text
	}
	return "", left, w.Theme.Text
}

// ClockLine is the line of the header with the nearest deadline, two where the
// window is wide, and how many more there are, with the key that shows them if
// it works here.
func (w *World) ClockLine(key string) string {
	all := w.Run.Ticking()
	if len(all) == 0 {
		return ""
	}
	shown, head := all[:1], " "
	switch w.Window {
	case draw.Wide:
		shown = all[:min(2, len(all))]
	case draw.Tiny:
		head = ""
	}
	more, urgent := w.moreClocks(all[len(shown):], key)
	room := max(0, w.Width-inert.Width(head)-inert.Width(more))
	line := draw.Strip{{Style: w.Theme.Strong, Text: head}}
	for i, c := range shown {
		part := w.ClockStrip(c, max(0, room-(secondClock+3)*(len(shown)-1-i)))
		room -= inert.Width(part.Plain()) + 3
		if line = append(line, part...); i < len(shown)-1 {
			line = append(line, draw.Styled{Style: w.Theme.Text, Text: "   "})
		}
	}
	return draw.PadStyled(line.Render(), w.Width-inert.Width(more)) + urgent.Render(more)
}

// moreClocks counts the clocks that have no room in the header, with the mark
// of the most pressing: a limit in days is due soon long before one in hours.
func (w *World) moreClocks(all []run.Clock, key string) (text string, style draw.Style) {
	if len(all) == 0 {
		return "", w.Theme.Muted
	}
	text, style = fmt.Sprintf("+%d%s ", len(all), key), w.Theme.Muted
	most := slices.MaxFunc(all, func(a, b run.Clock) int {
		return cmp.Compare(words.ClockState(a, w.Now).Sign, words.ClockState(b, w.Now).Sign)
	})
	if glyph, _, urgent := w.clockWord(most); glyph != "" {
		text, style = glyph+" "+text, urgent
	}
	return " " + text, style
}

// WithClock puts the nearest deadline under the first line of a header, or of
// anything else.
func (w *World) WithClock(lines []string, key string) []string {
	if !w.Ticking() || len(lines) == 0 {
		return lines
	}
	return slices.Insert(slices.Clone(lines), 1, w.ClockLine(key))
}
