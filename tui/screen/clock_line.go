package screen

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

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
	// firstClock is how much room the first clock keeps beside a long phrase
	// about the others.
	firstClock = 52
	// secondClock is how much room a wide header keeps for the second clock.
	secondClock = 50
)

// Ticking reports whether the header has a line for clocks: one of the run counts.
// Closing a run ends no duty. What may apply and nobody answered until then is no
// news on every screen; the first page of the review says it.
func (w *World) Ticking() bool {
	return w.Opened && slices.ContainsFunc(w.Run.Ticking(), w.loud)
}

// loud reports whether a clock that counts belongs into the header.
func (w *World) loud(c run.Clock) bool { return !c.Candidate() || !w.Review || !w.Closed() }

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
	least := min(leastName, inert.Width(name))
	if room < least {
		room, day = room+inert.Width(day), ""
	}
	if early := words.AtEarliest(c); early != "" && room < least {
		tail = strings.TrimSuffix(tail, early) + words.Earliest
		room = width - inert.Width(lead+ask+tail) - 2
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
			return Sign(w.Theme, state.Sign), strings.TrimSpace(left + " " + words.AtEarliest(c)), Tone(w.Theme, state.Tone)
		}
		return Sign(w.Theme, state.Sign), words.ClockStanding(c, w.AsOf()), Tone(w.Theme, state.Tone)
	case c.Problem != "":
		return "", left + " LIMIT NOT KNOWN", w.Theme.Warn
	case c.Deadline.Due.IsZero() && c.Embargoed(w.AsOf()):
		return "", left, w.Theme.Warn
	case c.Deadline.Due.IsZero():
		return "", left + " without delay", w.Theme.Text
	}
	return "", strings.TrimSpace(left + " " + words.AtEarliest(c)), w.Theme.Text
}

// clockLine draws the line of the header.
func (w *World) clockLine(all []run.Clock, keys bool) string {
	shown, rest := w.shownClocks(all)
	head := " "
	if w.Window == draw.Tiny {
		head = ""
	}
	tail := w.clockTail(rest, keys, w.Width-inert.Width(head)-firstClock-(len(shown)-1)*(secondClock+3))
	room := max(0, w.Width-inert.Width(head)-inert.Width(tail.Plain())-OneIf(len(tail) > 0))
	line := draw.Strip{{Style: w.Theme.Strong, Text: head}}
	for i, c := range shown {
		part := w.ClockStrip(c, max(0, room-(secondClock+3)*(len(shown)-1-i)))
		room -= inert.Width(part.Plain()) + 3
		if line = append(line, part...); i < len(shown)-1 {
			line = append(line, draw.Styled{Style: w.Theme.Text, Text: "   "})
		}
	}
	return line.Fill(w.Width, tail)
}

// shownClocks are those that the header names, and the others. Of those that may
// apply it names one at most, and a duty without a number only if there is no
// other.
func (w *World) shownClocks(all []run.Clock) (shown, rest []run.Clock) {
	most := 1 + OneIf(w.Window == draw.Wide)
	for _, c := range numbered(all) {
		if len(shown) == most || c.Candidate() && slices.ContainsFunc(shown, run.Clock.Candidate) {
			rest = append(rest, c)
			continue
		}
		shown = append(shown, c)
	}
	return shown, rest
}

// numbered returns clocks with those without a number behind the others.
func numbered(all []run.Clock) []run.Clock {
	var some, none []run.Clock
	for _, c := range all {
		if c.Deadline.Due.IsZero() && !c.Uncounted {
			none = append(none, c)
		} else {
			some = append(some, c)
		}
	}
	return append(some, none...)
}

// clockTail says what has no room in the header, in at most room cells if it
// can: how many more deadlines run, and how to settle those that may apply.
func (w *World) clockTail(rest []run.Clock, keys bool, room int) draw.Strip {
	if w.Window <= draw.Compact {
		return w.tailPart(nil, rest, fmt.Sprintf("+%d", len(rest)), keys, "clocks")
	}
	apply := slices.DeleteFunc(slices.Clone(rest), run.Clock.Candidate)
	may := slices.DeleteFunc(slices.Clone(rest), func(c run.Clock) bool { return !c.Candidate() })
	tail := w.tailPart(nil, apply, fmt.Sprintf("+%d", len(apply)), keys, "clocks")
	for _, text := range words.MayApply(w.Run, may, w.AsOf()).Texts() {
		long := w.tailPart(tail, may, text, keys, "clocks.settle")
		if inert.Width(long.Plain()) <= room {
			return long
		}
	}
	return w.tailPart(tail, may, fmt.Sprintf("+%d?", len(may)), keys, "clocks.settle")
}

// tailPart adds what is said of some clocks, under the mark of the most pressing.
func (w *World) tailPart(tail draw.Strip, of []run.Clock, text string, keys bool, id string) draw.Strip {
	if len(of) == 0 {
		return tail
	}
	style, lead := w.Theme.Muted, ""
	if glyph, urgent := w.mostUrgent(of); glyph != "" {
		style, lead = urgent, glyph+" "
		if of[0].Candidate() {
			style = w.Theme.Warn // what may bind nobody cries no alarm
		}
	}
	if len(tail) > 0 {
		lead = " " + lead
	}
	if keys {
		text = w.Named(text, id)
	}
	return append(slices.Clone(tail), draw.Styled{Style: style, Text: lead + text + " "})
}

// mostUrgent is the mark of the most pressing of some clocks, and its style: a
// limit in days is due soon long before one in hours.
func (w *World) mostUrgent(all []run.Clock) (string, draw.Style) {
	most := slices.MaxFunc(all, func(a, b run.Clock) int {
		return cmp.Compare(words.ClockState(a, w.AsOf()).Sign, words.ClockState(b, w.AsOf()).Sign)
	})
	glyph, _, style := w.clockWord(most)
	return glyph, style
}

// WithClock puts the line of the clocks under the first line of a header, or of
// anything else.
func (w *World) WithClock(lines []string, keys bool) []string {
	if !w.Ticking() || len(lines) == 0 {
		return lines
	}
	return slices.Insert(slices.Clone(lines), 1, w.ClockLine(keys))
}
