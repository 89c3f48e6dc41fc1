package record

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
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
var kinds = [...]string{"", "note", "decision", "fact", "step", "check", "evidence", "clock", "message", "role", "undo", "review", "run"}

// kindOf returns the word for an event's kind.
func kindOf(w *screen.World, ev run.Event) string {
	switch ev := ev.(type) {
	case run.Started, run.ProfileUsed, run.Closed, run.Reopened:
		return "run"
	case run.FactRecorded:
		if fact, _ := w.Run.Book().Fact(ev.Fact); fact.Because {
			return "decision"
		}
		return "fact"
	case run.RoleTaken, run.HandedOver:
		return "role"
	case run.EntryUndone:
		return "undo"
	case run.SystemClockMoved:
		return "clock"
	case run.VerdictGiven, run.LessonNoted, run.SignedOff:
		return "review"
	}
	kind, _, _ := strings.Cut(ev.Kind(), "-") // "step-done", "note-added"
	return inert.Line(kind)
}

// timeline shows every entry of the run, newest first. It formats only what
// shows; a filter looks through the entries a part at a time, so that a journal
// of any length is quick to open, to scroll and to search.
type timeline struct {
	list   screen.List
	seen   int // entries known to this screen; those that come later are taken in one by one
	utc    bool
	kind   int // index into kinds
	query  form.Input
	asking bool  // the keys go to the query
	hits   []int // places of the entries that pass the filter, newest first
	rest   int   // entries below this place have not been looked at yet
	search int   // tells this search from an earlier one
}

// scanMsg asks a search to go on.
type scanMsg struct{ search int }

// Timeline shows every entry, the cursor on the newest.
func Timeline(w *screen.World) screen.Screen { return timeline{seen: len(w.Run.Entries())} }

// TimelineAt shows every entry, the cursor on one of them.
func TimelineAt(w *screen.World, seq uint64) screen.Screen {
	n := len(w.Run.Entries())
	return timeline{seen: n, list: screen.List{At: max(0, n-int(min(seq, uint64(n))))}}
}

// Cut implements [screen.Cutter].
func (s timeline) Cut() string { return s.query.Cut() }

// Typing implements [screen.Screen].
func (s timeline) Typing() bool { return s.asking }

// Update implements [screen.Screen].
func (s timeline) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	switch msg := msg.(type) {
	case screen.RecordedMsg, screen.RefusedMsg, screen.OthersMsg:
		return s.grown(w), screen.Reply{}
	case scanMsg:
		if msg.search == s.search {
			return s.scan(w)
		}
	case tea.KeyPressMsg, tea.PasteMsg:
		if s.asking {
			query, changed := s.query.Update(msg)
			s.query = query
			if changed {
				return s.filter(w)
			}
		}
	}
	return s, screen.Reply{}
}

// filtered reports whether not every entry shows.
func (s timeline) filtered() bool { return s.kind != 0 || strings.TrimSpace(s.query.Text()) != "" }

// filter begins a search for the entries that show.
func (s timeline) filter(w *screen.World) (screen.Screen, screen.Reply) {
	s.list, s.hits, s.rest, s.search = screen.List{}, nil, s.seen, s.search+1
	return s.scan(w)
}

// scan looks at the next entries, and asks to go on if there are more.
func (s timeline) scan(w *screen.World) (screen.Screen, screen.Reply) {
	if !s.filtered() {
		return s, screen.Reply{}
	}
	to := max(0, s.rest-scanAtOnce)
	s.hits = append(s.hits[:len(s.hits):len(s.hits)], s.passing(w, to, s.rest)...)
	s.rest = to
	if to == 0 {
		return s, screen.Reply{}
	}
	next := scanMsg{s.search}
	return s, screen.Reply{Cmd: func() tea.Msg { return next }}
}

// passing returns the places from below to before that pass the filter, newest
// first.
func (s timeline) passing(w *screen.World, from, before int) []int {
	entries, words := w.Run.Entries(), screen.Words(s.query.Text())
	var places []int
	for i := before - 1; i >= from; i-- {
		if s.passes(w, entries[i], words) {
			places = append(places, i)
		}
	}
	return places
}

func (s timeline) passes(w *screen.World, e *run.Entry, words []string) bool {
	if s.kind != 0 && kindOf(w, e.Event) != kinds[s.kind] {
		return false
	}
	if len(words) == 0 {
		return true
	}
	step, text := w.Run.Describe(e)
	return screen.HoldsAll(screen.Folded(step+" #"+draw.FormatSeq(e.Seq)+" "+kindOf(w, e.Event)+" "+e.By+" "+text), words)
}

// grown takes in the entries that came. The cursor stays on its entry, or on
// the newest.
func (s timeline) grown(w *screen.World) timeline {
	n := len(w.Run.Entries())
	came := n - s.seen
	if s.filtered() {
		hits := s.passing(w, s.seen, n)
		s.hits, came = append(hits, s.hits...), len(hits)
	}
	s.seen = n
	if s.list.At > 0 {
		s.list.At += came
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
func (s timeline) entry(w *screen.World, i int) *run.Entry {
	if s.filtered() {
		return w.Run.Entries()[s.hits[i]]
	}
	return w.Run.Entries()[s.seen-1-i]
}

// under returns the entry under the cursor, if any shows.
func (s timeline) under(w *screen.World) (*run.Entry, bool) {
	if s.rows() == 0 {
		return nil, false
	}
	return s.entry(w, s.list.In(s.rows()).At), true
}

// Commands implements [screen.Screen].
func (s timeline) Commands(w *screen.World) []screen.Command {
	move := s.list.Commands(s.rows(), w.Height, s.asking, func(l screen.List) screen.Screen {
		s.list = l
		return s
	})
	if s.asking {
		return append([]screen.Command{
			{ID: "timeline.found", Group: screen.GroupMove, Title: "To the entries found", Binding: screen.Bind("enter", "to the entries", "enter"),
				Do: func() (screen.Screen, screen.Reply) {
					s.asking = false
					return s, screen.Reply{}
				}},
			s.clearing(w),
		}, move...)
	}
	commands := []screen.Command{
		{ID: "timeline.jump", Group: screen.GroupMove, Title: "Go to the step", Why: s.noStep(w), Binding: screen.Bind("enter", "to the step", "enter"),
			Do: func() (screen.Screen, screen.Reply) { return s.jump(w) }},
		{ID: "timeline.find", Group: screen.GroupSee, Title: "Find entries by their text", Binding: screen.Bind("/", "find", "/"),
			Do: func() (screen.Screen, screen.Reply) {
				s.asking = true
				return s, screen.Reply{}
			}},
		{ID: "timeline.kind", Group: screen.GroupSee, Title: "Show the next kind of entries only", Binding: screen.Bind("tab", "kind", "tab"), Do: s.turn(w, 1)},
		{ID: "timeline.kindbefore", Group: screen.GroupSee, Title: "Show the kind before", Hidden: true, Binding: screen.Bind("shift+tab", "kind", "shift+tab"),
			Do: s.turn(w, len(kinds)-1)},
		{ID: "timeline.zone", Group: screen.GroupSee, Title: "Times in UTC, or local", Binding: screen.Bind("z", s.otherZone(w), "z"),
			Do: func() (screen.Screen, screen.Reply) {
				s.utc = !s.utc
				return s, screen.Reply{}
			}},
		{ID: "timeline.copy", Group: screen.GroupSee, Title: "Copy the line", Why: s.nothing(), Binding: screen.Bind("y", "copy line", "y"),
			Do: func() (screen.Screen, screen.Reply) { return s.copied(w) }},
	}
	if s.filtered() {
		commands = append(commands, s.clearing(w))
	}
	return append(commands, move...)
}

// clearing is the command that shows every entry again.
func (s timeline) clearing(w *screen.World) screen.Command {
	return screen.Command{ID: "timeline.all", Group: screen.GroupSee, Title: "Show every entry again", Binding: screen.Bind("esc", "show all", "esc"),
		Do: func() (screen.Screen, screen.Reply) {
			at, ok := s.under(w)
			s = timeline{seen: s.seen, utc: s.utc, search: s.search + 1}
			if ok && at.Seq > 0 {
				s.list.At = max(0, s.seen-int(at.Seq))
			}
			return s, screen.Reply{}
		}}
}

// turn shows another kind of entries only.
func (s timeline) turn(w *screen.World, by int) func() (screen.Screen, screen.Reply) {
	return func() (screen.Screen, screen.Reply) {
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

func (s timeline) noStep(w *screen.World) string {
	e, ok := s.under(w)
	if !ok {
		return s.nothing()
	}
	if _, err := w.Run.Find(run.StepOf(e.Event)); err != nil {
		return fmt.Sprintf("Entry #%d is about the run, not about a step.", e.Seq)
	}
	return ""
}

func (s timeline) jump(w *screen.World) (screen.Screen, screen.Reply) {
	e, _ := s.under(w)
	st, err := w.Run.Find(run.StepOf(e.Event))
	if err != nil {
		return s, screen.Reply{Say: s.noStep(w)}
	}
	return s, screen.Reply{Leave: true, Tell: screen.JumpMsg{Step: st.ID}}
}

// copied sends the line under the cursor to the clipboard. It is one line and
// holds nothing that a terminal would obey, wherever it is pasted.
func (s timeline) copied(w *screen.World) (screen.Screen, screen.Reply) {
	e, _ := s.under(w)
	step, text := w.Run.Describe(e)
	parts := []string{s.at(w, e.At).Format("2006-01-02 15:04:05 MST"), "#" + draw.FormatSeq(e.Seq), kindOf(w, e.Event), step, text, "by " + e.By}
	parts = append(parts, s.flags(w, e)...)
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return s, screen.Reply{Copy: &screen.Copy{What: fmt.Sprintf("Entry #%d", e.Seq), Text: inert.Line(strings.Join(parts, "  "))}}
}

// at puts a time into the zone that is shown.
func (s timeline) at(w *screen.World, t time.Time) time.Time {
	if s.utc {
		return t.UTC()
	}
	return w.Local(t)
}

func (s timeline) otherZone(w *screen.World) string {
	if s.utc {
		return screen.ZoneName(w.Now)
	}
	return "UTC"
}

// Header implements [screen.Screen].
func (s timeline) Header(w *screen.World) []string {
	filter := "all"
	if s.kind != 0 {
		filter = kinds[s.kind]
	}
	if text := strings.TrimSpace(s.query.Text()); text != "" {
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
		zone = screen.ZoneName(w.Now)
	}
	left := fmt.Sprintf(" newest first   filter: %s", filter)
	right := count + "   times " + zone
	if w.Window < draw.Normal {
		left = " " + filter
	}
	return []string{w.NameLine("Timeline"), w.Theme.Muted.Render(draw.Between(w.Width, left, right))}
}

// Hint implements [screen.Hinter].
func (s timeline) Hint(*screen.World) string {
	return "Entries are added, never edited. An undo is an entry too."
}

// View implements [screen.Screen].
func (s timeline) View(w *screen.World) ([]string, *tea.Cursor) {
	var lines []string
	var cursor *tea.Cursor
	if s.asking {
		field, at := s.query.View(max(1, w.Width-len(" find > ")))
		lines = append(lines, w.Theme.Strong.Render(" find > ")+field)
		cursor = tea.NewCursor(min(w.Width-1, len(" find > ")+at), 0)
	}
	if s.rows() == 0 {
		return append(lines, "", w.Theme.Muted.Render(inert.Clip("  No entry is like that.", w.Width))), cursor
	}
	height := max(1, w.Height-len(lines)-1)
	whole := s.fits(w, height)
	rows, at, first := s.list.Rows(s.rows(), height, func(i int, here bool) screen.Row { return s.row(w, i, here, whole, height) })
	day := s.day(w, first)
	if rows[0] == day { // it stands above all that shows anyway
		rows, at = rows[1:], at-1
	}
	if w.Height > 1 {
		lines = append(lines, day)
	}
	if cursor == nil {
		cursor = tea.NewCursor(0, len(lines)+at)
	}
	return append(lines, rows...), cursor
}

// day is the heading over the entries of a day.
func (s timeline) day(w *screen.World, i int) string {
	return w.Theme.Muted.Render(inert.Pad(" "+s.at(w, s.entry(w, i).Recorded).Format("Mon 2 Jan 2006"), w.Width))
}

// row draws an entry, under the heading of its day if it is the last of one.
// Under the cursor it shows in full, as far as there is room, and so do all if
// all fit.
func (s timeline) row(w *screen.World, i int, here, whole bool, height int) screen.Row {
	e := s.entry(w, i)
	lead := s.lead(w, e, here)
	right := s.right(w, e, here)
	room := max(1, w.Width-inert.Width(lead)-inert.Width(right))
	text := s.text(w, e)
	body := []string{inert.Clip(text, room)}
	if (here || whole) && inert.Width(text) > room {
		body = s.full(text, room, w.Width-s.indent(lead, room), height)
	}
	style, aside := s.style(w, e, here), w.Theme.Muted
	if here {
		aside = style
	}
	lines := []string{aside.Render(lead) + style.Render(inert.Pad(body[0], room)) + aside.Render(right)}
	for _, line := range body[1:] {
		lines = append(lines, style.Render(inert.Pad(strings.Repeat(" ", s.indent(lead, room))+line, w.Width)))
	}
	if day := s.day(w, i); i > 0 && day != s.day(w, i-1) {
		return screen.Row{Lines: append([]string{day}, lines...), Mark: 1}
	}
	return screen.Row{Lines: lines}
}

// indent is where the further lines of an entry begin: under the first, if there
// is room.
func (s timeline) indent(lead string, room int) int {
	const least, narrow = 60, 6
	if room < least {
		return narrow
	}
	return inert.Width(lead)
}

// fits reports whether all entries fit with their whole text.
func (s timeline) fits(w *screen.World, height int) bool {
	lines := 0
	for i := 0; i < s.rows() && lines <= height; i++ {
		e := s.entry(w, i)
		room := max(1, w.Width-inert.Width(s.lead(w, e, false))-inert.Width(s.right(w, e, true)))
		lines += 1 + screen.OneIf(i > 0 && s.day(w, i) != s.day(w, i-1))
		if over := inert.Width(s.text(w, e)) - room; over > 0 {
			lines += 1 + over/max(1, room-10)
		}
	}
	return lines <= height
}

// full breaks the text of an entry into lines, the first one beside what stands
// on its row.
func (s timeline) full(text string, room, width, height int) []string {
	first, rest := inert.Fit(text, room)
	lines := append([]string{first}, inert.Wrap(rest, max(1, width))...)
	if most := max(2, height*2/3); len(lines) > most {
		lines = lines[:most]
		lines[most-1] = strings.TrimSuffix(inert.Clip(lines[most-1], max(1, width-1)), inert.Clipped) + inert.Clipped
	}
	return lines
}

// lead is what stands before the text: time, number, kind, step.
func (s timeline) lead(w *screen.World, e *run.Entry, here bool) string {
	mark, at := " ", s.at(w, e.At)
	if here {
		mark = w.Theme.Glyphs.Cursor
	}
	step, _ := w.Run.Describe(e)
	step = inert.Line(step)
	if w.Window < draw.Normal {
		return fmt.Sprintf("%s %s %s %s ", mark, at.Format("15:04"), kindOf(w, e.Event), step)
	}
	digits := len(strconv.Itoa(s.seen))
	return fmt.Sprintf("%s %s #%-*d %s %s ", mark, at.Format("15:04:05"), digits, e.Seq, inert.Pad(kindOf(w, e.Event), 8), inert.Pad(step, 4))
}

// right is what stands after the text: what is special, and who did it.
func (s timeline) right(w *screen.World, e *run.Entry, here bool) string {
	parts := s.flags(w, e)
	if w.Window >= draw.Normal || here {
		parts = append(parts, inert.Roomy(inert.Clip(inert.Line(e.By), 12)))
	}
	if len(parts) == 0 {
		return ""
	}
	return "  " + strings.Join(parts, "  ") + " "
}

// flags are what is special about an entry.
func (s timeline) flags(w *screen.World, e *run.Entry) []string {
	var flags []string
	if w.Run.UndoneBy(e.Seq) != 0 {
		flags = append(flags, "[undone]")
	}
	written := w.Run.Written(e)
	if late := written.Sub(e.At); late >= lateBy {
		at, recorded := s.at(w, e.At), s.at(w, written)
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
func (s timeline) text(w *screen.World, e *run.Entry) string {
	_, text := w.Run.Describe(e)
	kind := kindOf(w, e.Event)
	text = strings.TrimPrefix(text, kind+": ")
	if kind == "role" || kind == "check" || kind == "run" || kind == "clock" || kind == "message" {
		text = strings.TrimPrefix(text, kind+" ")
	}
	if len(text) > longestShown {
		return inert.Line(strings.ToValidUTF8(text[:longestShown], "")) + inert.Clipped
	}
	return inert.Line(text)
}

func (s timeline) style(w *screen.World, e *run.Entry, here bool) draw.Style {
	switch {
	case here:
		return w.Theme.Focus
	case w.Run.UndoneBy(e.Seq) != 0:
		return w.Theme.Muted
	case e.ClockBack > 0:
		return w.Theme.Warn
	}
	return w.Theme.Text
}
