package work

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

// ResumeCard tells somebody who comes back where they are. Any key closes it
// and does nothing else, so that nothing is done by a hand that does not know
// yet where it is.
type ResumeCard struct {
	since time.Time // when they left; zero if they have done nothing here yet
	back  time.Time // when they came back
	pause screen.Pause
}

// NewResumeCard welcomes somebody back who recorded something last at since; the
// zero time is for somebody new to the run.
func NewResumeCard(since time.Time) ResumeCard { return ResumeCard{since: since} }

// LastOf returns when somebody last recorded something; zero if never.
func LastOf(r run.Run, by string) time.Time {
	for _, e := range slices.Backward(r.Entries()) {
		if e.By == by && done(e) {
			return e.Recorded
		}
	}
	return time.Time{}
}

// done reports whether a person did what an entry says. That the system clock
// was set back is recorded in their name, but by itself.
func done(e *run.Entry) bool {
	_, itself := e.Event.(run.SystemClockMoved)
	return !itself
}

// Typing keeps the keys that mean the same everywhere from meaning it here.
func (c ResumeCard) Typing() bool { return true }

// Header implements [screen.Screen].
func (c ResumeCard) Header(*screen.World) []string { return nil }

// Title implements [screen.Dialog].
func (c ResumeCard) Title(w *screen.World) string {
	if c.since.IsZero() {
		return "YOU ARE NEW TO THIS RUN"
	}
	from, to := w.Local(c.since), w.Local(c.back)
	layout := "15:04"
	if to.Sub(from) >= 24*time.Hour || from.Day() != to.Day() {
		layout = "02 Jan 15:04"
	}
	text := "Welcome back   away " + screen.Away(to.Sub(from))
	if w.Window <= draw.Compact {
		return text
	}
	return fmt.Sprintf("%s (%s - %s)", text, from.Format(layout), to.Format("15:04"))
}

// Commands implements [screen.Screen].
func (c ResumeCard) Commands(w *screen.World) []screen.Command {
	goes := func(id, shown, word, invoke string, keys ...string) screen.Command {
		return screen.Command{ID: "resume." + id, Group: screen.GroupMove, Title: "Resume card: " + word, Binding: screen.Bind(shown, word, keys...),
			Do: func() (screen.Screen, screen.Reply) {
				return c.closed(w, invoke)
			}}
	}
	return []screen.Command{
		goes("continue", "enter", "continue", "step.current", "enter"),
		goes("needs", "f", "what needs you", "needs.next", "f"),
		goes("timeline", "t", "timeline", "timeline", "t"),
		goes("close", "any other key", "closes this", ""),
	}
}

// closed closes the card and goes on with a command, unless it has only just
// come up.
func (c ResumeCard) closed(w *screen.World, invoke string) (screen.Screen, screen.Reply) {
	var ignored bool
	if c.pause, ignored = c.pause.Ignores(w.Now); ignored {
		return c, screen.Reply{}
	}
	return c, screen.Reply{Leave: true, Invoke: invoke}
}

// Update implements [screen.Screen].
func (c ResumeCard) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	switch msg := msg.(type) {
	case screen.ShownMsg:
		c.back, c.pause = w.Now, w.Pause()
	case tea.KeyPressMsg:
		if on, ok := screen.Find(c.Commands(w), screen.Latin(msg, false)); ok {
			return on.Do()
		}
		return c.closed(w, "")
	}
	return c, screen.Reply{}
}

// View implements [screen.Screen].
func (c ResumeCard) View(w *screen.World) ([]string, *tea.Cursor) {
	rows := c.rows(w)
	var lines []string
	for _, r := range rows {
		lines = append(lines, r.wrapped(w)...)
	}
	keys := []string{"", w.Theme.Strong.Render(inert.Clip(w.Key("resume.continue")+"  continue at "+w.Current().Number, w.Width)), w.Theme.Muted.Render(inert.Clip(w.Key("needs.next")+" what needs you   "+w.Key("timeline")+" timeline   any other key closes this", w.Width))}
	if len(lines)+len(keys) > w.Height {
		lines, keys = nil, keys[1:]
		for _, r := range rows {
			lines = append(lines, r.cut(w))
		}
	}
	lines = append(lines[:min(len(lines), max(0, w.Height-len(keys)))], keys...)
	return lines, tea.NewCursor(0, len(lines)-2)
}

// A cardRow is a label with lines beside it, made harmless already.
type cardRow struct {
	label string
	lines []string
	// beyond counts what is not among the lines, and where says what shows it.
	beyond int
	where  string
}

// rowOf is a row with at most so many of the lines.
func rowOf(label string, lines []string, most int, where string) cardRow {
	shown := min(most, len(lines))
	return cardRow{label, lines[:shown], len(lines) - shown, where}
}

const cardLabel = 13

func (r cardRow) wrapped(w *screen.World) []string {
	out, label := draw.Sheet{Theme: w.Theme, Width: w.Width}, r.label
	for _, text := range r.lines { // harmless already: what was cut would show its sign as text
		for _, line := range inert.Wrap(text, max(1, w.Width-cardLabel)) {
			out.Lines = append(out.Lines, r.line(w, label, line))
			label = ""
		}
	}
	if r.beyond > 0 {
		out.Beside(w.Theme.Muted, label, cardLabel, fmt.Sprintf("and %d more: %s", r.beyond, r.where))
	}
	return out.Lines
}

func (r cardRow) cut(w *screen.World) string {
	text := r.lines[0]
	if more := len(r.lines) - 1 + r.beyond; more > 0 {
		tail := fmt.Sprintf(" (+%d)", more)
		text = inert.Clip(text, max(1, w.Width-cardLabel-len(tail))) + tail
	}
	return r.line(w, r.label, inert.Clip(text, max(1, w.Width-cardLabel)))
}

func (r cardRow) line(w *screen.World, label, text string) string {
	return w.Theme.Muted.Render(inert.Pad(label, cardLabel)) + w.Theme.Text.Render(text)
}

// rows says where the person is, what they did, what happened and what waits.
func (c ResumeCard) rows(w *screen.World) []cardRow {
	r, at := w.Run, w.Current()
	p := r.PhaseProgress(at.Phase)
	rows := []cardRow{{label: "You are at", lines: []string{inert.Line(fmt.Sprintf("%s %s   (%s %s, %d/%d)", at.Number, at.Title, r.Book().Phases[at.Phase].Number, r.Book().Phases[at.Phase].Title, p.Settled, p.Total))}}}
	if c.since.IsZero() {
		rows = append(rows, cardRow{label: "The run", lines: []string{inert.Line(fmt.Sprintf("opened %s ago, led by %s", screen.Away(w.AsOf().Sub(r.Opened())), r.Lead()))}},
			c.news(w, "So far", "nothing was done in this run"))
	} else {
		rows = append(rows, cardRow{label: "Last thing", lines: []string{c.lastThing(w)}},
			c.news(w, "Since then", "nobody else changed anything"))
	}
	if n := len(w.Drafts); n > 0 {
		rows = append(rows, cardRow{label: "Kept", lines: []string{fmt.Sprintf("what you typed and did not record yet: %s", words.Plural(n, "text", "texts"))}})
	}
	if n := nobodys(w); n > 0 {
		rows = append(rows, cardRow{label: "Left", lines: []string{words.Plural(n, "older draft that names", "older drafts that name") + " nobody: who opens its field first has it"}})
	}
	if w.Ticking() {
		rows = append(rows, rowOf("Clocks", clockLines(w), 3, w.Key("clocks")+" shows all"))
	}
	return append(rows, rowOf("Needs you", needsLines(w), 4, w.Key("needs.next")+" goes through them"))
}

// nobodys counts the drafts from before drafts had names.
func nobodys(w *screen.World) (n int) {
	for _, names := range w.Others {
		if slices.Contains(names, "") {
			n++
		}
	}
	return n
}

// lastThing is what the person did last.
func (c ResumeCard) lastThing(w *screen.World) string {
	for _, e := range slices.Backward(w.Run.Entries()) {
		if e.By == w.Cfg.By && done(e) {
			return entryLine(w, e)
		}
	}
	return "nothing yet"
}

// news is what others did meanwhile, newest first.
func (c ResumeCard) news(w *screen.World, label, nothing string) cardRow {
	var lines []string
	for _, e := range slices.Backward(w.Run.Entries()) {
		if !e.Recorded.After(c.since) {
			break
		}
		if e.By != w.Cfg.By {
			lines = append(lines, entryLine(w, e)+"  by "+inert.Line(e.By))
		}
	}
	if len(lines) == 0 {
		lines = []string{nothing}
	}
	return rowOf(label, lines, 4, w.Key("timeline")+" shows all")
}

// entryLine describes an entry in a line, with the time of day.
func entryLine(w *screen.World, e *run.Entry) string {
	step, text := w.Run.Describe(e)
	return inert.Line(w.Local(e.At).Format("15:04") + " " + strings.TrimSpace(step+" "+text))
}

// clockLines are the clocks that count, the nearest deadline first.
func clockLines(w *screen.World) []string {
	all := w.Counting()
	width := w.Width - cardLabel
	if w.Window <= draw.Compact && len(all) > 1 {
		width -= len(" (+99)") // the row is cut there, and must not lose the state
	}
	lines := make([]string, len(all))
	for i, c := range all {
		lines[i] = w.ClockStrip(c, max(1, width)).Plain()
	}
	return lines
}

// needsLines are what waits for the person, the steps left open in one line.
func needsLines(w *screen.World) []string {
	var lines []string
	for _, n := range needsOf(w) {
		if w.Cfg.Lines {
			n.mark = ""
		}
		lines = append(lines, strings.TrimSpace(n.mark+" "+inert.Line(n.text)))
	}
	if len(lines) == 0 {
		return []string{"nothing but the step you are at"}
	}
	return lines
}
