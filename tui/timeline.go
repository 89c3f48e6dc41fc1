package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

const (
	// lateBy is how long after it happened an entry must have been written for
	// both times to show.
	lateBy = time.Minute
	// scanAtOnce is how many entries a filter looks at before it lets keys in.
	scanAtOnce = 4000
	// longestShown is how much of a text shows in the timeline, in bytes.
	longestShown = 2000
)

// kinds are what the timeline can be narrowed to, in the order of the tab key.
var kinds = [...]string{"", "note", "decision", "fact", "step", "check", "evidence", "clock", "message", "role", "undo", "run"}

// kindOf returns the word for an event's kind.
func (w *world) kindOf(ev run.Event) string {
	switch ev := ev.(type) {
	case run.Started, run.Closed, run.Reopened:
		return "run"
	case run.FactRecorded:
		if fact, _ := w.run.Book().Fact(ev.Fact); fact.Because {
			return "decision"
		}
		return "fact"
	case run.RoleTaken, run.HandedOver:
		return "role"
	case run.EntryUndone:
		return "undo"
	case run.SystemClockMoved:
		return "clock"
	}
	kind, _, _ := strings.Cut(ev.Kind(), "-") // "step-done", "note-added"
	return inert.Line(kind)
}

// timeline shows every entry of the run, newest first. It formats only what
// shows; a filter looks through the entries a part at a time, so that a journal
// of any length is quick to open, to scroll and to search.
type timeline struct {
	list   list
	seen   int // entries known to this screen; those that come later are taken in one by one
	utc    bool
	kind   int // index into kinds
	query  input
	asking bool  // the keys go to the query
	hits   []int // places of the entries that pass the filter, newest first
	rest   int   // entries below this place have not been looked at yet
	search int   // tells this search from an earlier one
}

// scanMsg asks a search to go on.
type scanMsg struct{ search int }

func newTimeline(w *world) screen { return timeline{seen: len(w.run.Entries())} }

func (s timeline) typing() bool { return s.asking }

func (s timeline) update(w *world, msg tea.Msg) (screen, reply) {
	switch msg := msg.(type) {
	case recordedMsg, refusedMsg, othersMsg:
		return s.grown(w), reply{}
	case scanMsg:
		if msg.search == s.search {
			return s.scan(w)
		}
	case tea.KeyPressMsg, tea.PasteMsg:
		if s.asking {
			query, changed := s.query.update(msg)
			s.query = query
			if changed {
				return s.filter(w)
			}
		}
	}
	return s, reply{}
}

// filtered reports whether not every entry shows.
func (s timeline) filtered() bool { return s.kind != 0 || strings.TrimSpace(s.query.text()) != "" }

// filter begins a search for the entries that show.
func (s timeline) filter(w *world) (screen, reply) {
	s.list, s.hits, s.rest, s.search = list{}, nil, s.seen, s.search+1
	return s.scan(w)
}

// scan looks at the next entries, and asks to go on if there are more.
func (s timeline) scan(w *world) (screen, reply) {
	if !s.filtered() {
		return s, reply{}
	}
	to := max(0, s.rest-scanAtOnce)
	s.hits = append(s.hits[:len(s.hits):len(s.hits)], s.passing(w, to, s.rest)...)
	s.rest = to
	if to == 0 {
		return s, reply{}
	}
	next := scanMsg{s.search}
	return s, reply{cmd: func() tea.Msg { return next }}
}

// passing returns the places from below to before that pass the filter, newest
// first.
func (s timeline) passing(w *world, from, before int) []int {
	entries, words := w.run.Entries(), strings.Fields(strings.ToLower(s.query.text()))
	var places []int
	for i := before - 1; i >= from; i-- {
		if s.passes(w, entries[i], words) {
			places = append(places, i)
		}
	}
	return places
}

func (s timeline) passes(w *world, e *run.Entry, words []string) bool {
	if s.kind != 0 && w.kindOf(e.Event) != kinds[s.kind] {
		return false
	}
	if len(words) == 0 {
		return true
	}
	step, text := w.run.Describe(e)
	text = strings.ToLower(step + " #" + formatSeq(e.Seq) + " " + w.kindOf(e.Event) + " " + e.By + " " + text)
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// grown takes in the entries that came. The cursor stays on its entry, or on
// the newest.
func (s timeline) grown(w *world) timeline {
	n := len(w.run.Entries())
	came := n - s.seen
	if s.filtered() {
		hits := s.passing(w, s.seen, n)
		s.hits, came = append(hits, s.hits...), len(hits)
	}
	s.seen = n
	if s.list.at > 0 {
		s.list.at += came
	}
	return s
}

// rows returns how many entries show.
func (s timeline) rows() int {
	if s.filtered() {
		return len(s.hits)
	}
	return s.seen
}

// entry returns the entry of a row.
func (s timeline) entry(w *world, i int) *run.Entry {
	if s.filtered() {
		return w.run.Entries()[s.hits[i]]
	}
	return w.run.Entries()[s.seen-1-i]
}

// under returns the entry under the cursor, if any shows.
func (s timeline) under(w *world) (*run.Entry, bool) {
	if s.rows() == 0 {
		return nil, false
	}
	return s.entry(w, s.list.in(s.rows()).at), true
}

func (s timeline) commands(w *world) []command {
	move := s.list.commands(s.rows(), w.height, s.asking, func(l list) screen {
		s.list = l
		return s
	})
	if s.asking {
		return append([]command{
			{id: "timeline.found", group: groupMove, title: "To the entries found", binding: bind("enter", "to the entries", "enter"), do: func() (screen, reply) {
				s.asking = false
				return s, reply{}
			}},
			s.clearing(w),
		}, move...)
	}
	commands := []command{
		{id: "timeline.jump", group: groupMove, title: "Go to the step", why: s.noStep(w), binding: bind("enter", "to the step", "enter"), do: func() (screen, reply) { return s.jump(w) }},
		{id: "timeline.find", group: groupSee, title: "Find entries by their text", binding: bind("/", "find", "/"), do: func() (screen, reply) {
			s.asking = true
			return s, reply{}
		}},
		{id: "timeline.kind", group: groupSee, title: "Show the next kind of entries only", binding: bind("tab", "kind", "tab"), do: s.turn(w, 1)},
		{id: "timeline.kindbefore", group: groupSee, title: "Show the kind before", hidden: true, binding: bind("shift+tab", "kind", "shift+tab"), do: s.turn(w, len(kinds)-1)},
		{id: "timeline.zone", group: groupSee, title: "Times in UTC, or local", binding: bind("z", s.otherZone(w), "z"), do: func() (screen, reply) {
			s.utc = !s.utc
			return s, reply{}
		}},
		{id: "timeline.copy", group: groupSee, title: "Copy the line", why: s.nothing(), binding: bind("y", "copy line", "y"), do: func() (screen, reply) { return s.copied(w) }},
	}
	if s.filtered() {
		commands = append(commands, s.clearing(w))
	}
	return append(commands, move...)
}

// clearing is the command that shows every entry again.
func (s timeline) clearing(w *world) command {
	return command{id: "timeline.all", group: groupSee, title: "Show every entry again", binding: bind("esc", "show all", "esc"), do: func() (screen, reply) {
		at, ok := s.under(w)
		s = timeline{seen: s.seen, utc: s.utc, search: s.search + 1}
		if ok && at.Seq > 0 {
			s.list.at = max(0, s.seen-int(at.Seq))
		}
		return s, reply{}
	}}
}

// turn shows another kind of entries only.
func (s timeline) turn(w *world, by int) func() (screen, reply) {
	return func() (screen, reply) {
		s.kind = (s.kind + by) % len(kinds)
		return s.filter(w)
	}
}

func (s timeline) nothing() string {
	if s.rows() == 0 {
		return "There is no entry here."
	}
	return ""
}

func (s timeline) noStep(w *world) string {
	e, ok := s.under(w)
	if !ok {
		return s.nothing()
	}
	if _, err := w.run.Find(run.StepOf(e.Event)); err != nil {
		return fmt.Sprintf("Entry #%d is about the run, not about a step.", e.Seq)
	}
	return ""
}

func (s timeline) jump(w *world) (screen, reply) {
	e, _ := s.under(w)
	st, err := w.run.Find(run.StepOf(e.Event))
	if err != nil {
		return s, reply{say: s.noStep(w)}
	}
	return s, reply{leave: true, tell: jumpMsg{step: st.ID}}
}

// copied sends the line under the cursor to the clipboard. It is one line and
// holds nothing that a terminal would obey, wherever it is pasted.
func (s timeline) copied(w *world) (screen, reply) {
	e, _ := s.under(w)
	step, text := w.run.Describe(e)
	parts := []string{s.at(w, e.At).Format("2006-01-02 15:04:05 MST"), "#" + formatSeq(e.Seq), w.kindOf(e.Event), step, text, "by " + e.By}
	parts = append(parts, s.flags(w, e)...)
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return s, reply{
		cmd: tea.SetClipboard(inert.Line(strings.Join(parts, "  "))),
		say: fmt.Sprintf("Entry #%d was sent to the terminal's clipboard.", e.Seq),
	}
}

// at puts a time into the zone that is shown.
func (s timeline) at(w *world, t time.Time) time.Time {
	if s.utc {
		return t.UTC()
	}
	return w.local(t)
}

func (s timeline) otherZone(w *world) string {
	if s.utc {
		return zoneName(w.now)
	}
	return "UTC"
}

func zoneName(t time.Time) string { return inert.Line(t.Format("MST")) }

func (s timeline) header(w *world) []string {
	filter := "all"
	if s.kind != 0 {
		filter = kinds[s.kind]
	}
	if text := strings.TrimSpace(s.query.text()); text != "" {
		filter += ` "` + inert.Line(text) + `"`
	}
	count := words.Plural(s.seen, "entry", "entries")
	if s.filtered() {
		count = fmt.Sprintf("%d of %s", len(s.hits), count)
		if s.rest > 0 {
			count = fmt.Sprintf("searching, %s so far", count)
		}
	}
	zone := "UTC"
	if !s.utc {
		zone = zoneName(w.now)
	}
	left := fmt.Sprintf(" newest first   filter: %s", filter)
	right := count + "   times " + zone
	if w.window < normal {
		left = " " + filter
	}
	return []string{w.nameLine("TIMELINE"), w.theme.Muted.Render(between(w.width, left, right))}
}

func (s timeline) hint(*world) string {
	return "Entries are added, never edited. An undo is an entry too."
}

func (s timeline) view(w *world) ([]string, *tea.Cursor) {
	var lines []string
	var cursor *tea.Cursor
	if s.asking {
		field, at := s.query.view(max(1, w.width-len(" find > ")))
		lines = append(lines, w.theme.Strong.Render(" find > ")+field)
		cursor = tea.NewCursor(min(w.width-1, len(" find > ")+at), 0)
	}
	if s.rows() == 0 {
		return append(lines, "", w.theme.Muted.Render(inert.Cut("  No entry is like that.", w.width))), cursor
	}
	height := max(1, w.height-len(lines)-1)
	rows, at, first := s.list.rows(s.rows(), height, func(i int, here bool) row { return s.row(w, i, here, height) })
	day := s.day(w, first)
	if rows[0] == day { // it stands above all that shows anyway
		rows, at = rows[1:], at-1
	}
	if w.height > 1 {
		lines = append(lines, day)
	}
	if cursor == nil {
		cursor = tea.NewCursor(0, len(lines)+at)
	}
	return append(lines, rows...), cursor
}

// day is the heading over the entries of a day.
func (s timeline) day(w *world, i int) string {
	return w.theme.Strong.Render(inert.Pad(s.at(w, s.entry(w, i).Recorded).Format("Mon 2 Jan 2006"), w.width))
}

// row draws an entry, under the heading of its day if it is the last of one.
// Under the cursor it shows in full, as far as there is room.
func (s timeline) row(w *world, i int, here bool, height int) row {
	e := s.entry(w, i)
	lead := s.lead(w, e, here)
	right := s.right(w, e, here)
	room := max(1, w.width-inert.Width(lead)-inert.Width(right))
	text := s.text(w, e)
	body := []string{inert.Cut(text, room)}
	if here && inert.Width(text) > room {
		body = s.full(text, room, w.width, height)
	}
	style := s.style(w, e, here)
	lines := []string{style.Render(lead + inert.Pad(body[0], room) + right)}
	for _, line := range body[1:] {
		lines = append(lines, style.Render(inert.Pad("      "+line, w.width)))
	}
	if day := s.day(w, i); i > 0 && day != s.day(w, i-1) {
		return row{lines: append([]string{day}, lines...), mark: 1}
	}
	return row{lines: lines}
}

// full breaks the text of an entry into lines, the first one beside what stands
// on its row.
func (s timeline) full(text string, room, width, height int) []string {
	first, rest := inert.Fit(text, room)
	lines := append([]string{first}, inert.Wrap(rest, max(1, width-6))...)
	if most := max(2, height*2/3); len(lines) > most {
		lines = lines[:most]
		lines[most-1] = strings.TrimSuffix(inert.Cut(lines[most-1], max(1, width-9)), "...") + "..."
	}
	return lines
}

// lead is what stands before the text: time, number, kind, step.
func (s timeline) lead(w *world, e *run.Entry, here bool) string {
	mark, at := " ", s.at(w, e.At)
	if here {
		mark = w.theme.Glyphs.Cursor
	}
	step, _ := w.run.Describe(e)
	step = inert.Line(step)
	if w.window < normal {
		return fmt.Sprintf("%s %s %s %s ", mark, at.Format("15:04"), w.kindOf(e.Event), step)
	}
	digits := len(strconv.Itoa(s.seen))
	return fmt.Sprintf("%s %s #%-*d %s %s ", mark, at.Format("15:04:05"), digits, e.Seq, inert.Pad(w.kindOf(e.Event), 8), inert.Pad(step, 4))
}

// right is what stands after the text: what is special, and who did it.
func (s timeline) right(w *world, e *run.Entry, here bool) string {
	parts := s.flags(w, e)
	if w.window >= normal || here {
		parts = append(parts, inert.Cut(inert.Line(e.By), 12))
	}
	if len(parts) == 0 {
		return ""
	}
	return "  " + strings.Join(parts, "  ") + " "
}

// flags are what is special about an entry.
func (s timeline) flags(w *world, e *run.Entry) []string {
	var flags []string
	if w.run.UndoneBy(e.Seq) != 0 {
		flags = append(flags, "[undone]")
	}
	if late := e.Recorded.Sub(e.At); late >= lateBy {
		at, recorded := s.at(w, e.At), s.at(w, e.Recorded)
		if at.Format(time.DateOnly) != recorded.Format(time.DateOnly) {
			flags = append(flags, "on "+at.Format("2 Jan"))
		}
		flags = append(flags, "recorded "+recorded.Format("15:04"))
	}
	if e.ClockBack > 0 {
		flags = append(flags, "clock went back "+words.Span(e.ClockBack))
	}
	return flags
}

// text is what the entry says, without the word that stands before it.
func (s timeline) text(w *world, e *run.Entry) string {
	_, text := w.run.Describe(e)
	kind := w.kindOf(e.Event)
	text = strings.TrimPrefix(text, kind+": ")
	if kind == "role" || kind == "check" || kind == "run" || kind == "clock" || kind == "message" {
		text = strings.TrimPrefix(text, kind+" ")
	}
	if len(text) > longestShown {
		text = strings.ToValidUTF8(text[:longestShown], "") + "..."
	}
	return inert.Line(text)
}

func (s timeline) style(w *world, e *run.Entry, here bool) lipgloss.Style {
	switch {
	case here:
		return w.theme.Focus
	case w.run.UndoneBy(e.Seq) != 0:
		return w.theme.Muted
	case e.ClockBack > 0:
		return w.theme.Warn
	}
	return w.theme.Text
}
