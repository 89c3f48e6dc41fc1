package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// resumeCard tells somebody who comes back where they are. Any key closes it
// and does nothing else, so that nothing is done by a hand that does not know
// yet where it is.
type resumeCard struct {
	since time.Time // when they left; zero if they have done nothing here yet
	back  time.Time // when they came back
	pause pause
}

func newResumeCard(since time.Time) resumeCard { return resumeCard{since: since} }

// lastOf returns when somebody last recorded something; zero if never.
func lastOf(r run.Run, by string) time.Time {
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

// typing keeps the keys that mean the same everywhere from meaning it here.
func (c resumeCard) typing() bool { return true }

func (c resumeCard) header(*world) []string { return nil }

func (c resumeCard) title(w *world) string {
	if c.since.IsZero() {
		return "YOU ARE NEW TO THIS RUN"
	}
	from, to := w.local(c.since), w.local(c.back)
	layout := "15:04"
	if to.Sub(from) >= 24*time.Hour || from.Day() != to.Day() {
		layout = "02 Jan 15:04"
	}
	return fmt.Sprintf("WELCOME BACK   away %s (%s - %s)", away(to.Sub(from)), from.Format(layout), to.Format("15:04"))
}

// away writes how long ago something was.
func away(d time.Duration) string {
	if d < time.Minute {
		return "less than a minute"
	}
	return words.Span(d)
}

func (c resumeCard) commands(w *world) []command {
	goes := func(id, shown, word, invoke string, keys ...string) command {
		return command{id: "resume." + id, group: groupMove, title: "Resume card: " + word, binding: bind(shown, word, keys...), do: func() (screen, reply) {
			return c.closed(w, invoke)
		}}
	}
	return []command{
		goes("continue", "enter", "continue", "step.current", "enter"),
		goes("needs", "f", "what needs you", "needs.next", "f"),
		goes("timeline", "t", "timeline", "timeline", "t"),
		goes("close", "any other key", "closes this", ""),
	}
}

// closed closes the card and goes on with a command, unless it has only just
// come up.
func (c resumeCard) closed(w *world, invoke string) (screen, reply) {
	var ignored bool
	if c.pause, ignored = c.pause.ignores(w.now); ignored {
		return c, reply{}
	}
	return c, reply{leave: true, invoke: invoke}
}

func (c resumeCard) update(w *world, msg tea.Msg) (screen, reply) {
	switch msg := msg.(type) {
	case shownMsg:
		c.back, c.pause = w.now, pauseAt(w.now)
	case tea.KeyPressMsg:
		if on, ok := find(c.commands(w), latin(msg, false)); ok {
			return on.do()
		}
		return c.closed(w, "")
	}
	return c, reply{}
}

func (c resumeCard) view(w *world) ([]string, *tea.Cursor) {
	rows := c.rows(w)
	var lines []string
	for _, r := range rows {
		lines = append(lines, r.wrapped(w)...)
	}
	keys := []string{"", w.theme.Strong.Render(inert.Cut(w.key("resume.continue")+"  continue at "+w.current().Number, w.width)), w.theme.Muted.Render(inert.Cut(w.key("needs.next")+" what needs you   "+w.key("timeline")+" timeline   any other key closes this", w.width))}
	if len(lines)+len(keys) > w.height {
		lines, keys = nil, keys[1:]
		for _, r := range rows {
			lines = append(lines, r.cut(w))
		}
	}
	lines = append(lines[:min(len(lines), max(0, w.height-len(keys)))], keys...)
	return lines, tea.NewCursor(0, len(lines)-2)
}

// A cardRow is a label with lines beside it.
type cardRow struct {
	label string
	lines []string
}

const cardLabel = 13

func (r cardRow) wrapped(w *world) []string {
	out, label := sheet{theme: w.theme, width: w.width}, r.label
	for _, text := range r.lines {
		out.beside(w.theme.Text, label, cardLabel, inert.Line(text))
		label = ""
	}
	return out.lines
}

func (r cardRow) cut(w *world) string {
	text := inert.Line(r.lines[0])
	if more := len(r.lines) - 1; more > 0 {
		text = inert.Cut(text, max(1, w.width-cardLabel-5)) + fmt.Sprintf(" (+%d)", more)
	}
	return r.line(w, r.label, inert.Cut(text, max(1, w.width-cardLabel)))
}

func (r cardRow) line(w *world, label, text string) string {
	return w.theme.Muted.Render(inert.Pad(label, cardLabel)) + w.theme.Text.Render(text)
}

// rows says where the person is, what they did, what happened and what waits.
func (c resumeCard) rows(w *world) []cardRow {
	r, at := w.run, w.current()
	p := r.PhaseProgress(at.Phase)
	rows := []cardRow{{"You are at", []string{fmt.Sprintf("%s %s   (%d %s, %d/%d)", at.Number, at.Title, at.Phase+1, r.Book().Phases[at.Phase].Title, p.Settled, p.Total)}}}
	if c.since.IsZero() {
		rows = append(rows, cardRow{"The run", []string{fmt.Sprintf("opened %s ago, led by %s", away(w.now.Sub(r.Opened())), r.Lead())}},
			cardRow{"So far", c.news(w, "nothing was done in this run")})
	} else {
		rows = append(rows, cardRow{"Last thing", []string{c.lastThing(w)}},
			cardRow{"Since then", c.news(w, "nobody else changed anything")})
	}
	if n := len(w.drafts); n > 0 {
		rows = append(rows, cardRow{"Kept", []string{fmt.Sprintf("what you typed and did not record yet: %s", words.Plural(n, "text", "texts"))}})
	}
	if w.ticking() {
		rows = append(rows, cardRow{"Clocks", clockLines(w)})
	}
	return append(rows, cardRow{"Needs you", needsLines(w)})
}

// lastThing is what the person did last.
func (c resumeCard) lastThing(w *world) string {
	for _, e := range slices.Backward(w.run.Entries()) {
		if e.By == w.cfg.By && done(e) {
			return w.entryLine(e)
		}
	}
	return "nothing yet"
}

// news is what others did meanwhile, newest first.
func (c resumeCard) news(w *world, nothing string) []string {
	const most = 4
	var lines []string
	n := 0
	for _, e := range slices.Backward(w.run.Entries()) {
		if !e.Recorded.After(c.since) {
			break
		}
		if e.By == w.cfg.By {
			continue
		}
		if n++; n <= most {
			lines = append(lines, w.entryLine(e)+"  by "+e.By)
		}
	}
	switch {
	case n == 0:
		return []string{nothing}
	case n > most:
		lines = append(lines, fmt.Sprintf("and %d more: t shows all", n-most))
	}
	return lines
}

// entryLine describes an entry in a line, with the time of day.
func (w *world) entryLine(e *run.Entry) string {
	step, text := w.run.Describe(e)
	return w.local(e.At).Format("15:04") + " " + strings.TrimSpace(step+" "+text)
}

// clockLines are the clocks that count, the nearest deadline first.
func clockLines(w *world) []string {
	const most = 3
	var lines []string
	all := words.Counting(w.run.Clocks())
	width := w.width - cardLabel
	if w.window <= compact && len(all) > 1 {
		width -= len(" (+9)") // the row is cut there, and must not lose the state
	}
	for _, c := range all[:min(most, len(all))] {
		lines = append(lines, w.clockStrip(c, max(1, width)).plain())
	}
	if more := len(all) - most; more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more: c shows all", more))
	}
	return lines
}

func needsLines(w *world) []string {
	const most = 4
	var lines []string
	needs := w.run.NeedsYou()
	for i, n := range needs {
		if i == most {
			lines = append(lines, fmt.Sprintf("and %d more: f goes through them", len(needs)-most))
			break
		}
		lines = append(lines, w.needGlyph(n.Kind)+" "+n.Step.Number+" "+n.Text)
	}
	if len(lines) == 0 {
		return []string{"nothing but the step you are at"}
	}
	return lines
}
